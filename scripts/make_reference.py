"""Write docs/reference.md, the tables of the handbook, from the declarations: `python scripts/make_reference.py`.

Commands, buttons, rules, settings and the numbers of the count's messages stand there because they are declared;
tests/test_reference.py fails while the file says anything else.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyxl.actions import COMMANDS, load
from pyxl.actions.action import Action
from pyxl.book.building.macros import macro_folder
from pyxl.desk.command import COMMAND as DESK
from pyxl.rules.check import RULES
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.count.codes import CODES

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reference.md"
HEAD = """# 对照表

《手册》的附表：命令、按钮、校验规则、设置、计票信息。由 `python scripts/make_reference.py` 按程序里的声明写出，请勿手改。
"""


def reference() -> str:
    """The whole document."""
    return "\n".join((HEAD, *_commands(), *_buttons(), *_rules(), *_settings(), *_messages()))


def _table(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '｜') for cell in row)} |"
    yield ""


def _commands() -> Iterator[str]:
    known = [load(name) for name in COMMANDS]
    rows = [
        (f"`moxi {command.name}`", command.label if isinstance(command, Action) else "", command.help)
        for command in (*known, DESK)
    ]
    yield from _table("命令", ("命令", "记入日志的名称", "作用"), rows)


def _buttons() -> Iterator[str]:
    groups = [
        (group.get("label") or "", button)
        for group in ET.parse(macro_folder() / "ribbon.xml").iter()
        if group.tag.endswith("}group")
        for button in group
    ]
    rows = [(group, b.get("label") or "", b.get("screentip") or "") for group, b in groups]
    yield from _table("功能区的按钮", ("组", "按钮", "作用"), rows)


def _rules() -> Iterator[str]:
    rows = [
        (f"`{rule.code}`", rule.title, "、".join(rule.tables), rule.posts, rule.level, rule.clause)
        for rule in RULES
    ]
    yield from _table("校验规则", ("代码", "规定", "表", "适用", "级别", "条款"), rows)


def _settings() -> Iterator[str]:
    rows = [
        (s.group, s.key, str(s.cell(s.default) if s.default is not None else ""), s.clause, s.text)
        for s in SETTINGS
    ]
    yield from _table("设置", ("类别", "项目", "默认", "条款", "说明"), rows)


def _messages() -> Iterator[str]:
    rows = [
        (f"`{code.number}`", code.severity.chinese, code.table, code.sentence, code.clause)
        for code in CODES.values()
    ]
    yield from _table("计票信息", ("编号", "级别", "表", "内容（花括号里是当时的数字、姓名）", "条款"), rows)


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8", newline="\n")
