"""Where the declared tables of one workbook lie: many asked for at once where its macro can be, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.book.declared import FIRST_VERSION, SHEET_OF, TABLES, Table
from pyxl.errors import TableError
from pyxl.hosts.sheets.steps import StepMacro
from pyxl.hosts.sheets.table_place import Content, Place, contents_of, place_in_list, place_of

if TYPE_CHECKING:
    import xlwings as xw


class TablePlaces:
    """The places of one workbook's tables during one press, and the contents that were read ahead.

    `tabs` are its sheets, `sheet` gives one by name, None where there is none.
    """

    def __init__(self, tabs: xw.main.Sheets, sheet: Callable[[str], xw.Sheet | None]) -> None:
        self._tabs = tabs
        self._sheet = sheet
        self._known: dict[str, Place | None] = {}
        self._asked: set[str] = set()
        self._contents: dict[str, Content] = {}

    def expect(self, macro: StepMacro, names: Iterable[str]) -> None:
        """Read the tables ahead that nobody asked for yet, in one call."""
        wanted = {name: SHEET_OF[name] for name in names if name not in self._asked}
        self._asked.update(wanted)
        self._contents |= contents_of(macro, wanted)

    def forget(self) -> None:
        """Keep no content that was read ahead: the workbook is about to change."""
        self._contents.clear()

    def has(self, declaration: Table) -> bool:
        """Whether there is such a table."""
        return declaration.name in self._contents or self._found(declaration) is not None

    def take(self, declaration: Table) -> tuple[Place, Content | None]:
        """Where the table lies, and its content where that was read ahead, which is handed out once.

        Raises `TableError` for a table that is nowhere.
        """
        home = SHEET_OF[declaration.name]
        content = self._contents.pop(declaration.name, None)
        sheet = self._sheet(home) if content is not None else None
        if content is None or sheet is None:
            return self._locate(declaration), None
        return Place(sheet, content.area, sheet_name=home), content

    def _locate(self, declaration: Table) -> Place:
        """The table on its own sheet, or wherever the clerk moved it or whatever she called its sheet."""
        if (place := self._found(declaration)) is not None:
            return place
        if declaration.since != FIRST_VERSION:
            raise TableError(
                f"这个工作簿是 {declaration.since} 之前的版本做的，还没有“{declaration.name}”表",
                remedy="用到这张表的事，请用 moxi new 生成新的工作簿，把各表的内容导入后再办",
            )
        unknown = [
            f"工作表“{sheet.name}”上的“{native.name}”"
            for sheet in self._tabs
            for native in sheet.tables
            if native.name not in TABLES
        ]
        found = f"；另有不认识的表：{'、'.join(unknown)}" if unknown else ""
        raise TableError(
            f"找不到名为“{declaration.name}”的表{found}",
            remedy=f"请在“表格设计”中把表名称改回“{declaration.name}”，或用原始工作簿重新开始",
        )

    def _found(self, declaration: Table) -> Place | None:
        """Where the table lies, looked for once."""
        if declaration.name not in self._known:
            self._known[declaration.name] = self._look_for(declaration.name)
        return self._known[declaration.name]

    def _look_for(self, name: str) -> Place | None:
        home = self._sheet(SHEET_OF[name])
        if home is not None and (place := place_of(home, name)) is not None:
            return replace(place, sheet_name=SHEET_OF[name])
        for sheet in self._tabs:
            for native in sheet.tables:
                if native.name == name:
                    return place_in_list(sheet, native)
        return None
