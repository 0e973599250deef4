"""Paper, repeated rows, page breaks and hidden columns, which xlwings lacks: the same call on Excel and on a closed file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pyxl.hosts.addresses import Area, column_letters
from pyxl.hosts.live import is_busy, is_live, is_refusal, one_message_to_the_printer
from pyxl.hosts.package import PAPER_SIZES
from pyxl.hosts.sheets.steps import Step

if TYPE_CHECKING:
    import xlwings

PaperName = Literal["A4", "A5"]

_AREAS = 15
_FORMATS = -4122  # XlPasteType.xlPasteFormats
_PORTRAIT, _LANDSCAPE = 1, 2  # XlPageOrientation


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How a sheet prints, one page wide and `pages_tall` pages high (0: as many as it takes).

    `rows_to_repeat` (first, last) stand at the head of each page; there is a page break before each of
    `page_break_before` and no other.  Rows count from 1.  Without a `print_area` that stays as it is.
    """

    paper: PaperName
    landscape: bool
    rows_to_repeat: tuple[int, int] | None
    page_break_before: Sequence[int]
    pages_tall: int = 0
    print_area: Area | None = None

    @property
    def settings(self) -> dict[str, str | int | bool]:
        """Members of Excel's PageSetup and what they must be; the paper, which Excel may refuse, is none of them."""
        rows = self.rows_to_repeat
        return {
            "Orientation": _LANDSCAPE if self.landscape else _PORTRAIT,
            "Zoom": False,
            "FitToPagesWide": 1,
            "FitToPagesTall": self.pages_tall or False,
            "PrintTitleRows": f"${rows[0]}:${rows[1]}" if rows else "",
        }

    @property
    def breaks(self) -> list[str]:
        """The cells before which a new page begins."""
        return [f"A{row}" for row in sorted({row for row in self.page_break_before if row > 1})]


def set_page(
    sheet: xlwings.Sheet,
    *,
    paper: PaperName,
    landscape: bool,
    rows_to_repeat: tuple[int, int] | None,
    page_break_before: Sequence[int],
    pages_tall: int = 0,
    print_area: Area | None = None,
) -> bool:
    """Set up a sheet for printing as `PageSetup` says, given its parts one by one; the answer is that of `set_up`."""
    return set_up(
        sheet, PageSetup(paper, landscape, rows_to_repeat, page_break_before, pages_tall, print_area)
    )


def set_up(sheet: xlwings.Sheet, wanted: PageSetup) -> bool:
    """Set up a sheet for printing.  False: no printer of the desk has the paper, so Excel keeps the one that was set before."""
    if is_live(sheet):
        return _set_in_excel(sheet.api, wanted)
    page = sheet.impl.page_setup
    if wanted.print_area is not None:
        page.print_area = wanted.print_area.address("$")
    page.set_paper(wanted.paper, wanted.landscape, wanted.pages_tall)
    page.set_title_rows(wanted.rows_to_repeat)
    page.set_row_breaks(wanted.page_break_before)
    return True


def set_up_steps(sheet: str, wanted: PageSetup) -> Iterator[Step]:
    """The same as steps for the workbook's macro; the answer of the first one is that of `set_up`."""
    yield "paper", sheet, str(PAPER_SIZES[wanted.paper])
    area = {} if wanted.print_area is None else {"PrintArea": wanted.print_area.address("$")}
    for name, value in (area | wanted.settings).items():
        if value is False:
            yield "off", sheet, name
        else:
            yield "page" if isinstance(value, str) else "number", sheet, name, str(value)
    yield "unbreak", sheet
    yield from (("break", sheet, cell) for cell in wanted.breaks)


def _set_in_excel(worksheet: Any, wanted: PageSetup) -> bool:  # noqa: ANN401 - a COM object
    """The same through Excel's object model (Worksheet.PageSetup, Worksheet.HPageBreaks)."""
    setup = worksheet.PageSetup
    if wanted.print_area is not None:
        setup.PrintArea = wanted.print_area.address("$")
    fits = _set_paper(setup, PAPER_SIZES[wanted.paper])
    _set_what_differs(worksheet, setup, wanted.settings)
    worksheet.ResetAllPageBreaks()
    for cell in wanted.breaks:
        worksheet.HPageBreaks.Add(worksheet.Range(cell))
    return fits


def _set_what_differs(worksheet: Any, setup: Any, wanted: Mapping[str, Any]) -> None:  # noqa: ANN401 - COM objects
    """Excel tells at once what is set, but sends what is written through the printer's driver: only where need be."""
    if all(getattr(setup, name) == value for name, value in wanted.items()):
        return
    with one_message_to_the_printer(worksheet):
        for name, value in wanted.items():
            setattr(setup, name, value)


def _set_paper(setup: Any, size: int) -> bool:  # noqa: ANN401 - a COM object
    """Excel refuses a paper that the default printer's driver does not know, and every paper without a printer."""
    try:
        setup.PaperSize = size
    except Exception as error:
        if not is_refusal(error) or is_busy(error):
            raise
        return False
    return True


def set_print_area(sheet: xlwings.Sheet, area: Area) -> None:
    """Let a sheet print one area and nothing else."""
    if is_live(sheet):
        sheet.api.PageSetup.PrintArea = area.address("$")
    else:
        sheet.impl.page_setup.print_area = area.address("$")


def copy_formats(source: xlwings.Range, destination: xlwings.Range) -> None:
    """Give `destination` the formats of `source`, tiled over it as Excel tiles a smaller source."""
    if is_live(source):
        source.api.Copy()
        destination.api.PasteSpecial(_FORMATS)
        source.api.Application.CutCopyMode = False
    else:
        destination.copy_from(source, "formats")


def copy_looks(source: xlwings.Range, destination: xlwings.Range) -> None:
    """The same where the content of `destination` does not matter, which in Excel becomes that of `source`.

    That is one call, and the clipboard takes no part: the clerk keeps what she copied, and no other program can hold it.
    """
    if is_live(source):
        source.api.Copy(destination.api)
    else:
        destination.copy_from(source, "formats")


def set_widths(sheet: xlwings.Sheet, columns: Sequence[Area], width: float) -> None:
    """Make the columns of several areas `width` characters wide: in Excel with one call for a score of them."""
    for some in _together(sheet, columns):
        some.column_width = width


def _together(sheet: xlwings.Sheet, areas: Sequence[Area]) -> Iterator[Any]:
    """The areas as few ranges; Excel takes addresses up to 255 characters, a closed file one area at a time."""
    size = _AREAS if is_live(sheet) else 1
    for at in range(0, len(areas), size):
        yield sheet.impl.range(",".join(area.address() for area in areas[at : at + size]))


def set_column(sheet: xlwings.Sheet, column: int, width: float, hidden: bool) -> None:
    """Give a column its width, in characters of the default font, and hide it if need be."""
    sheet.range((1, column)).column_width = width
    hide_columns(sheet, column, column, hidden)


def hide_columns(sheet: xlwings.Sheet, first: int, last: int, hidden: bool) -> None:
    """Hide columns, or show them again, each in its own width; `first` and `last` count from 1."""
    if is_live(sheet):
        sheet.api.Range(f"{column_letters(first)}:{column_letters(last)}").Hidden = hidden
    else:
        sheet.range((1, first), (1, last)).impl.column_hidden = hidden


def show_row(sheet: xlwings.Sheet, row: int) -> None:
    """Show a row that is hidden or folded away; `row` counts from 1."""
    target = sheet.range(f"{row}:{row}")
    if is_live(target):
        target.api.EntireRow.Hidden = False
    elif target.impl.row_hidden:
        target.impl.row_hidden = False


def fit_rows(sheet: xlwings.Sheet, first: int, heights: Sequence[float]) -> None:
    """Fit the rows from row `first` on to their wrapped text.

    Excel measures the text itself; in a closed file each row gets its height, in points, from `heights`.
    """
    rows = sheet.range(f"{first}:{first + len(heights) - 1}")
    if is_live(sheet):
        rows.api.AutoFit()
    else:
        rows.impl.set_row_heights(heights)
