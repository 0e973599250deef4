"""Write what docs/手册.md takes from the declarations, between its marks: `python scripts/make_reference.py`.

The card of the ribbon, what to do about every message, commands, settings and the pictures of all sheets stand there because
they are declared; tests/test_reference.py fails while the handbook says anything else.  All other text is written by hand.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from remedies import COUNT

from pyxl.actions import COMMANDS, load
from pyxl.actions.action import Action
from pyxl.book.building.macros import macro_folder
from pyxl.book.declared import SHEETS
from pyxl.desk.command import COMMAND as DESK
from pyxl.rules.check import RULES
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.count.codes import CODES

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "手册.md"
PICTURES = DOCUMENT.parent / "pictures"
_SECTION = re.compile(r"(?ms)^(<!-- (\w+): [^\n]*-->\n).*?^(<!-- end -->)$")


def reference(text: str | None = None) -> str:
    """The whole handbook with its sections as the declarations say."""
    known = DOCUMENT.read_text("utf-8") if text is None else text
    return _SECTION.sub(lambda found: found[1] + "\n".join(SECTIONS[found[2]]()) + "\n" + found[3], known)


def card_rows() -> list[tuple[str, str, str, str]]:
    """Group, button, what it does, and what else it says of itself, in the order of the ribbon."""
    return [
        (group.get("label") or "", *(button.get(key) or "" for key in ("label", "screentip", "supertip")))  # type: ignore[misc]
        for group in ET.parse(macro_folder() / "ribbon.xml").iter()
        if group.tag.endswith("}group")
        for button in group
    ]


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> Iterator[str]:
    if title:
        yield f"### {title}\n"
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '｜') for cell in row)} |"
    yield ""


def _card() -> Iterator[str]:
    yield from _table(("组", "按钮", "作用"), [row[:3] for row in card_rows()])


def _commands() -> Iterator[str]:
    known = [load(name) for name in COMMANDS]
    rows = [
        (f"`moxi {command.name}`", command.label if isinstance(command, Action) else "", command.help)
        for command in (*known, DESK)
    ]
    yield from _table(("命令", "记入日志的名称", "作用"), rows)


def _messages() -> Iterator[str]:
    rules = [
        (f"`{rule.code}`", rule.level, rule.title, "、".join(rule.tables), rule.remedy, rule.clause)
        for rule in RULES
    ]
    yield from _table(("代码", "级别", "规定", "表", "怎么办", "条款"), rules, "名单校验的提示")
    counts = [
        (
            f"`{code.number}`",
            code.severity.chinese,
            code.table,
            code.sentence,
            COUNT.get(code.number, "照句子里的“请……”办"),
        )
        for code in CODES.values()
    ]
    yield from _table(
        ("编号", "级别", "表", "内容（花括号里是当时的数字、姓名）", "怎么办"), counts, "计票的提示"
    )


def _settings() -> Iterator[str]:
    rows = [
        (s.group, s.key, str(s.cell(s.default) if s.default is not None else ""), s.clause, s.text)
        for s in SETTINGS
    ]
    yield from _table(("类别", "项目", "默认", "条款", "说明"), rows)


def _pictures() -> Iterator[str]:
    for sheet in SHEETS:
        stem = sheet.code_name.removeprefix("Sh")
        drawn = sorted(file.name for file in PICTURES.glob(f"{stem}-*.png"))
        if drawn and not sheet.hidden:
            yield f"#### {sheet.name}\n"
            yield from (f"![{sheet.name}](pictures/{name})" for name in drawn)
            yield ""


SECTIONS: Mapping[str, Callable[[], Iterator[str]]] = {
    "card": _card,
    "messages": _messages,
    "commands": _commands,
    "settings": _settings,
    "pictures": _pictures,
}
"""Name in a mark -> the lines that stand between it and its end."""


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8", newline="\n")
