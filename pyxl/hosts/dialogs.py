"""Talking with the clerk in a live Excel: status bar, message boxes, choosing a file."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import xlwings as xw

from pyxl.errors import MoxiError
from pyxl.hosts.foreign import sheets_to_choose
from pyxl.hosts.live import is_busy, is_refusal
from pyxl.words import EVERY_LIST

PASSWORD_VARIABLE = "MOXI_PASSWORD"
ROSTERS = "名册 (*.xlsx;*.xlsm;*.xls;*.ods;*.fods;*.csv;*.docx),*.xlsx;*.xlsm;*.xls;*.ods;*.fods;*.csv;*.docx"

PLANS = "方案 (*.docx;*.txt),*.docx;*.txt"


LISTED = 9
"""Sheets that a question names: Excel's dialog takes 255 characters."""
_BETWEEN = re.compile(r"[、,，;；\s]+")
FEW_FILES = 3
"""Fewer other rosters in a folder are no collection, and nothing is asked."""


class Cancelled(Exception):
    """The clerk closed a dialog: nothing is done and nothing is said."""


class Asker(Protocol):
    """Whoever can ask the clerk something: the live Excel below, the window and the menu of `pyxl.desk`."""

    @property
    def file(self) -> Path:
        """Where the workbook stands."""

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """A file that is there; `kinds` as Excel writes them.  Raises `Cancelled`."""

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """A text, which may be empty; a secret one is not shown where that can be.  Raises `Cancelled`."""

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """One of the choices.  Raises `Cancelled`."""

    def current_table(self, fillable: bool = False) -> str:
        """The table that is meant; `fillable`: one that takes lists.  Raises `Cancelled`."""


class Desk:
    """One press of a button, as the clerk sees it."""

    def __init__(self, book: xw.Book, title: str) -> None:
        self.book = book
        self._title = title
        self._app = book.app  # kept, since each asking costs a call and a busy Excel would not answer

    @property
    def file(self) -> Path:
        """Where the workbook stands."""
        return Path(self.book.fullname)

    def say(self, step: str) -> None:
        """Show a step in the status bar."""
        self._app.status_bar = step

    def tell(self, text: str, alarming: bool = False) -> None:
        """Show a message and wait for the clerk."""
        self._app.alert(text, title=self._title, mode="critical" if alarming else "info")

    def done(self) -> None:
        """Give the status bar back to Excel; one that is busy keeps it, and the macro gives it back."""
        try:
            self._app.status_bar = False
        except Exception as error:
            if not is_refusal(error):
                raise

    def choose_file(self, prompt: str, kinds: str) -> Path:
        """Excel's own dialog for opening a file; raises `Cancelled`."""
        chosen = self._app.api.GetOpenFilename(kinds, 1, prompt)
        if not isinstance(chosen, str):
            raise Cancelled
        return Path(chosen)

    def ask_text(self, prompt: str, secret: bool = False) -> str:
        """Excel's own dialog for a text, which cannot hide what is typed; raises `Cancelled`."""
        answer = self._app.api.InputBox(prompt, self._title, Type=2)
        if not isinstance(answer, str):
            raise Cancelled
        return answer

    def choose(self, prompt: str, choices: Sequence[str]) -> str:
        """A dialog with numbered lines, shown again until a number among them is typed; raises `Cancelled`."""
        numbered = "\n".join(f"{number}　{choice}" for number, choice in enumerate(choices, 1))
        while True:
            answer = self.ask_text(f"{prompt}\n{numbered}\n请填编号：").strip()
            number = unicodedata.normalize("NFKC", answer)
            if number.isdecimal() and 1 <= int(number) <= len(choices):
                return choices[int(number) - 1]

    def current_table(self, fillable: bool = False) -> str:
        """The name of the table on the sheet in front; raises `Cancelled` after saying that there is none.

        Where one to be filled is asked for, a sheet without any (首页) means both lists of people.
        """
        table = table_in_front(self.book)
        if table is None and fillable:
            return EVERY_LIST
        if table is None:
            self.tell("这张工作表上没有名册：请先点开候选人、代表、单位等表，再按一次按钮。", alarming=True)
            raise Cancelled
        return table


def table_in_front(book: xw.Book) -> str | None:
    """The name of the first table on the sheet that the clerk sees in Excel, None where it has none."""
    try:
        tables = list(book.sheets.active.tables)
    except Exception as error:  # a chart sheet in front has none, and does not know what they are
        if is_busy(error) or not (is_refusal(error) or isinstance(error, AttributeError)):
            raise
        return None
    return str(tables[0].name) if tables else None


def _ask_plan(desk: Asker) -> dict[str, Any]:
    return {"source": str(desk.choose_file("请选择方案", PLANS))}


def _ask_issue(desk: Asker) -> dict[str, Any]:
    paper = desk.choose_file("请选择定稿的公文", "公文 (*.docx),*.docx")
    number = desk.ask_text("文号；方案设置里已填的、不编文号的，请留空")
    return {"paper": str(paper), "number": number.strip() or None}


def _ask_import(desk: Asker) -> dict[str, Any]:
    table = desk.current_table(fillable=True)
    source = desk.choose_file(
        f"选择要导入“{table}”表的名册" if table != EVERY_LIST else "选择要导入的代表、候选人名册（自动分开）",
        ROSTERS,
    )
    beside = [path for path in _rosters_beside(source) if path.resolve() != desk.file.resolve()]
    if not beside:
        return {"table": table, "source": [str(source)], "sheet": _ask_sheets(desk, source)}
    answer = desk.ask_text(f"同一文件夹里还有 {len(beside)} 份文件。要一起导入请填“全部”，只导入这一份请留空")
    everything = answer.strip() in ("全部", "是", "一起")
    if everything:
        return {"table": table, "source": [str(source.parent)]}
    return {"table": table, "source": [str(source)], "sheet": _ask_sheets(desk, source)}


def _ask_sheets(desk: Asker, source: Path) -> list[str]:
    """Which sheets of a workbook with several are meant; [] leaves it to the import, which says what is wrong with a file."""
    try:
        names = sheets_to_choose(source)
    except MoxiError:
        return []
    if len(names) < 2:
        return []
    listed = "、".join(f"{number} {name}" for number, name in enumerate(names[:LISTED], 1))
    more = f"等 {len(names)} 张" if len(names) > LISTED else ""
    answer = desk.ask_text(f"文件里有几张表：{listed}{more}。只导入其中的请填序号，如 1、3；拿不准请留空")
    words = [word for word in _BETWEEN.split(answer) if word]
    return [names[int(word) - 1] if _is_number(word, len(names)) else word for word in words]


def _is_number(word: str, most: int) -> bool:
    return word.isdecimal() and 1 <= int(word) <= most


def _rosters_beside(chosen: Path) -> list[Path]:
    """The other files beside a roster that could be rosters too, where there are several: perhaps all are meant."""
    kinds = {pattern.lstrip("*") for pattern in ROSTERS.rpartition(",")[2].split(";")}
    files = [path for path in chosen.parent.glob("*") if path.suffix.lower() in kinds and path != chosen]
    found = [path for path in files if not path.name.startswith(("~$", "."))]
    return found if len(found) >= FEW_FILES else []


def _ask_forms(desk: Asker) -> dict[str, Any]:
    """The forms go into a folder beside the workbook."""
    return {"out": str(desk.file.with_name("填报表"))}


def _ask_export(desk: Asker) -> dict[str, Any]:
    table = desk.current_table()
    return {"table": table, "out": str(desk.file.with_name(f"{table}.xlsx"))}


PRINTS: Mapping[str, Mapping[str, Any]] = {
    "A4，只印填了的行，常用栏目": {"paper": "A4"},
    "A3，只印填了的行，全部栏目": {"paper": "A3"},
    "A4 空白表，20 行，可以手填": {"blank": 20},
}
"""What the clerk chooses -> what it means."""


def _ask_print(desk: Asker) -> dict[str, Any]:
    """One question: rows in use or a blank form, and the paper with it."""
    table = desk.current_table()
    return {"table": table, **PRINTS[desk.choose(f"打印“{table}”，怎么印？", list(PRINTS))]}


def _ask_ballots(desk: Asker) -> dict[str, Any]:
    """The PDFs go into a folder beside the workbook."""
    return {"pdf": str(desk.file.with_name("选票"))}


def _ask_submit(desk: Asker) -> dict[str, Any]:
    """A password goes the way that `moxi submit` takes it, and stays in this process until the next submit."""
    password = desk.ask_text("密码：填了，就发完整的名单并加密；留空，就发遮盖了号码的名单", secret=True)
    reason = desk.ask_text("名单还有错误时，为什么必须上报？没有错误请留空")
    os.environ.pop(PASSWORD_VARIABLE, None)
    if password:
        os.environ[PASSWORD_VARIABLE] = password
    return {"password_env": PASSWORD_VARIABLE if password else None, "reason": reason or None}


QUESTIONS: Mapping[str, Callable[[Asker], dict[str, Any]]] = {
    "forms": _ask_forms,
    "plan": _ask_plan,
    "import": _ask_import,
    "issue": _ask_issue,
    "export": _ask_export,
    "print": _ask_print,
    "ballots": _ask_ballots,
    "submit": _ask_submit,
}
"""What must be asked before some buttons' actions can run."""
