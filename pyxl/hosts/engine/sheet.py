"""Sheet, page set-up and tables of the closed-file engine."""

# Members carry the names, and where none is given the meaning, of xlwings.base_classes.
# ruff: noqa: ANN401, D102

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError, base_classes

from pyxl.errors import HostError, TableError
from pyxl.hosts.addresses import MAX_COLUMNS, MAX_ROWS, Area, parse_area, quoted_sheet
from pyxl.hosts.engine import lookup as closed_lookup
from pyxl.hosts.engine.range import Range
from pyxl.hosts.engine.refusals import refusing
from pyxl.hosts.package import SheetXml, TableXml, row_moves
from pyxl.hosts.package.sheet import sheet_layout

if TYPE_CHECKING:
    from pyxl.hosts.engine.book import Book, Names

_STATES: dict[Any, str] = {True: "visible", -1: "visible", False: "hidden", 2: "veryHidden"}
_AREA_NAME, _TITLES_NAME = "_xlnm.Print_Area", "_xlnm.Print_Titles"


@refusing(base_classes.Sheet)
class Sheet:
    """One sheet; `position` counts from 0."""

    def __init__(self, book: Book, position: int) -> None:
        self._book = book
        self.position = position

    @property
    def api(self) -> Sheet:
        return self

    @property
    def book(self) -> Book:
        return self._book

    @property
    def cells_xml(self) -> SheetXml:
        """The sheet's cells in the file model; parsed at the first use."""
        return self._book.file.sheet(self.position)

    @property
    def name(self) -> str:
        return self._book.file.entries[self.position].name

    @property
    def index(self) -> int:
        return self.position + 1

    @property
    def names(self) -> Names:
        from pyxl.hosts.engine.book import Names

        return Names(self._book, self.position)

    @property
    def visible(self) -> bool | int:
        """True, False, or 2 for a sheet that only a program can show, as Excel has it."""
        state = self._book.file.entries[self.position].state
        return 2 if state == "veryHidden" else state == "visible"

    @visible.setter
    def visible(self, value: bool | int) -> None:
        self._book.file.set_state(self.position, _STATES[value])

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """A range by addresses, names, coordinates (row, column[, rows, columns]) or two corner ranges."""
        return closed_lookup.find(self, arg1, arg2)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, MAX_ROWS, MAX_COLUMNS)

    @property
    def used_range(self) -> Range:
        """The cells that hold something; unlike in Excel, formatted blank cells do not count."""
        area = self.cells_xml.used() or Area(1, 1, 1, 1)
        return Range.over(self, area)

    def activate(self) -> None:
        self._book.file.activate(self.position)

    select = activate

    def clear_contents(self) -> None:
        self._book.file.clear(self.position, Area(1, 1, MAX_ROWS, MAX_COLUMNS))

    @property
    def tables(self) -> Tables:
        return Tables(self)

    def input_rule_areas(self) -> list[Area]:
        """The areas that have a drop-down or another input rule; xlwings itself has no such call."""
        return sheet_layout.input_rule_areas(self.cells_xml)

    def move_down(self, first: int, by: int) -> None:
        """Move row `first` and all below it down; xlwings itself has no such call."""
        row_moves.move_down(self.cells_xml, self._book.file.tables(self.position), first, by)

    @property
    def protected(self) -> bool:
        """Whether the cells are protected; xlwings itself has no such question."""
        return sheet_layout.is_protected(self.cells_xml)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)


@refusing(base_classes.PageSetup)
class PageSetup:
    """Print area, paper, repeated rows and page breaks of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> PageSetup:
        return self

    @property
    def print_area(self) -> str | None:
        """`$A$1:$C$9`, several parts with commas, or None for the whole sheet."""
        text = self.sheet.book.file.workbook.name_text(_AREA_NAME, self.sheet.position)
        if text is None:
            return None
        prefixes = (quoted_sheet(self.sheet.name) + "!", self.sheet.name + "!")
        for prefix in prefixes:
            text = text.replace(prefix, "")
        return text

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        text = None
        if value:
            areas = [parse_area(part.rpartition("!")[2]) for part in value.split(",")]
            if None in areas:
                raise HostError(f"打印区域“{value}”不是单元格地址", self.sheet.name, "请写成 A1:H40 这样")
            name = quoted_sheet(self.sheet.name)
            text = ",".join(f"{name}!{area.address('$')}" for area in areas if area)
        self.sheet.book.file.workbook.set_name(_AREA_NAME, self.sheet.position, text)

    def set_paper(self, paper: str, landscape: bool, pages_tall: int = 0) -> None:
        """Paper size by its name (`A4`, `A5`), orientation, and the most pages in height (0: any)."""
        sheet_layout.set_paper(self.sheet.cells_xml, paper, landscape, pages_tall)

    def set_title_rows(self, rows: tuple[int, int] | None) -> None:
        """Rows (first, last) that stand at the head of each page; columns that repeat stay."""
        workbook, position = self.sheet.book.file.workbook, self.sheet.position
        name = quoted_sheet(self.sheet.name)
        old = workbook.name_text(_TITLES_NAME, position) or ""
        parts = [part for part in old.split(",") if part.rpartition("!")[2].replace("$", "")[:1].isalpha()]
        if rows is not None:
            parts.append(f"{name}!${rows[0]}:${rows[1]}")
        workbook.set_name(_TITLES_NAME, position, ",".join(parts) or None)

    def set_row_breaks(self, rows: Sequence[int]) -> None:
        """Manual page breaks, each before one of the rows."""
        sheet_layout.set_row_breaks(self.sheet.cells_xml, rows)


@refusing(base_classes.Tables)
class Tables:
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Tables:
        return self

    def _all(self) -> list[TableXml]:
        return self.sheet.book.file.tables(self.sheet.position)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, xml.part) for xml in self._all())

    def __call__(self, name_or_index: str | int) -> Table:
        if isinstance(name_or_index, int):
            return Table(self.sheet, self._all()[name_or_index - 1].part)
        for xml in self._all():
            if xml.name.casefold() == name_or_index.casefold():
                self._refuse_twins(xml.name)
                return Table(self.sheet, xml.part)
        raise NoSuchObjectError(f"工作表“{self.sheet.name}”里没有名为“{name_or_index}”的表格。")

    def _refuse_twins(self, name: str) -> None:
        """Excel allows one table of a name in a workbook; a file in which another program put two is ambiguous."""
        file = self.sheet.book.file
        places = [
            f"工作表“{entry.name}”"
            for index, entry in enumerate(file.entries)
            for xml in file.tables(index)
            if xml.name.casefold() == name.casefold()
        ]
        if len(places) > 1:
            raise TableError(
                f"有 {len(places)} 张表都叫“{name}”，分不清用哪一张",
                "、".join(places),
                "请删去多余的一张，或给它改名",
            )

    def __contains__(self, name: str) -> bool:
        return any(xml.name.casefold() == name.casefold() for xml in self._all())


@refusing(base_classes.Table)
class Table:
    """One table, known by its part: after saving, the file model is a new one."""

    def __init__(self, sheet: Sheet, part: str) -> None:
        self.sheet = sheet
        self.part = part

    @property
    def xml(self) -> TableXml:
        """The table in the file model."""
        tables = self.sheet.book.file.tables(self.sheet.position)
        return next(table for table in tables if table.part == self.part)

    @property
    def api(self) -> Table:
        return self

    @property
    def parent(self) -> Sheet:
        return self.sheet

    @property
    def name(self) -> str:
        return self.xml.name

    @property
    def display_name(self) -> str:
        return self.xml.display_name

    def _range(self, area: Area | None) -> Range | None:
        return Range.over(self.sheet, area) if area is not None else None

    @property
    def range(self) -> Range:
        return Range.over(self.sheet, self.xml.area)

    @property
    def header_row_range(self) -> Range | None:
        return self._range(self.xml.header)

    @property
    def data_body_range(self) -> Range | None:
        return self._range(self.xml.body)

    @property
    def totals_row_range(self) -> Range | None:
        return self._range(self.xml.totals)

    @property
    def insert_row_range(self) -> None:
        """A table of this engine always has a data row."""
        return

    @property
    def show_headers(self) -> bool:
        return bool(self.xml.header_rows)

    @property
    def show_totals(self) -> bool:
        return bool(self.xml.totals_rows)

    @property
    def show_autofilter(self) -> bool:
        return self.xml.has_filter

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.xml.show_filter(value)

    @property
    def table_style(self) -> str | None:
        return self.xml.style_name

    def resize(self, range: Any, bounded: Mapping[int, int] | None = None) -> None:
        """Give the table other rows; `range` is an `xlwings.Range`.

        `bounded`: 0-based column -> how many data rows its formula is filled into, beyond what xlwings can say.
        """
        self.sheet.book.file.resize_table(self.sheet.position, self.xml, range.impl.area, bounded or {})
