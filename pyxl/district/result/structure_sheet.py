"""结构对比: how the committees and delegates of the towns are made up, with median, sum and native charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pyxl.book.formats import INK, LINE, RED, SONG, Formats
from pyxl.district.result.comparison import Comparison, structure_cells
from pyxl.district.result.declared import STRUCTURE, Kind
from pyxl.district.result.page import Rows, close_page, open_page, write, write_headers
from pyxl.district.result.town import TownRow

CHARTS: Final = (
    ("执委平均年龄", "#4F6D8C"),
    ("执委大专以上", RED),
    ("执委体制外", "#C9A063"),
    ("执委党员", RED),
    ("代表大专以上", RED),
    ("执委少数民族", "#4F6D8C"),
)
"""Column -> colour of its bars."""
MOST_BARS: Final = 60
"""Towns that a chart shows one by one; of more it shows how they are distributed."""
ONE_PAGE: Final = 22
"""Towns whose lines stand on one page."""
_FONT: Final = {"name": SONG, "size": 9, "color": INK, "bold": False}
_TITLE: Final = {"name": SONG, "size": 11, "color": INK, "bold": True}
_WIDTH, _ROWS_EACH = 505, 7
_LOOSE: Final = 22.5
"""Points of the rows under the charts: seven hold one, and all six charts stand on a page."""


def write_structure(
    sheet: Worksheet, rows: Sequence[TownRow], comparison: Comparison, title: str, formats: Formats
) -> None:
    """Table, median, sum; then the charts, two in a row."""
    open_page(sheet, STRUCTURE, title, formats)
    write_headers(sheet, STRUCTURE, formats)
    lines = Rows(sheet, STRUCTURE, formats)
    shown = [row for row in rows if row.sha]
    for row in shown:
        lines.add(structure_cells(row))
    last = lines.next - 1
    lines.blank()
    if shown:
        lines.add(comparison.medians, strong=True)
        lines.add(comparison.pooled, strong=True)
    end = lines.next
    first_chart = end + 1
    if shown:
        if len(shown) > MOST_BARS:
            first_chart = _distribution(sheet, comparison, end + 1, formats) + 1
            draw = _histogram(sheet.get_name(), end + 2, formats)
        else:
            draw = _bars(sheet.get_name(), last, formats)
        for number, (header, colour) in enumerate(CHARTS):
            place = first_chart + number // 2 * _ROWS_EACH
            chart = draw(header, colour, comparison.median_of(header))
            sheet.insert_chart(
                place,
                0 if number % 2 == 0 else 8,
                chart,
                {"x_offset": 4, "y_offset": 4, "object_position": 2},
            )
        for at in range(first_chart, first_chart + (len(CHARTS) + 1) // 2 * _ROWS_EACH):
            sheet.set_row(at, _LOOSE)
    close_page(sheet, STRUCTURE, last + 1, 1)
    if shown:
        sheet.set_h_pagebreaks([first_chart])
    if len(shown) <= ONE_PAGE:
        sheet.repeat_rows(0, 1)  # headers would stand above the charts


Draw = Callable[[str, str, float | None], Chart]


def _bars(sheet: str, last: int, formats: Formats) -> Draw:
    """Bars of the towns, in the order of the table."""

    def draw(header: str, colour: str, median: float | None) -> Chart:
        at = STRUCTURE.headers.index(header)
        first = STRUCTURE.head
        series = {
            "categories": f"='{sheet}'!{xl_range_abs(first, 0, last, 0)}",
            "values": f"='{sheet}'!{xl_range_abs(first, at, last, at)}",
        }
        return _dressed(formats, header, colour, median, series)

    return draw


def _histogram(sheet: str, first: int, formats: Formats) -> Draw:
    """Towns in each tenth of a share; ages have no tenths and keep their column's place with the share of the young."""

    def draw(header: str, colour: str, median: float | None) -> Chart:
        at = 1 + [name for name, _ in CHARTS].index(header)
        series = {
            "categories": f"='{sheet}'!{xl_range_abs(first, 0, first + 9, 0)}",
            "values": f"='{sheet}'!{xl_range_abs(first, at, first + 9, at)}",
        }
        return _dressed(formats, _spread(header), colour, None, series, towns=True)

    return draw


def _spread(header: str) -> str:
    """Of ages the share of the young is spread over tenths."""
    return header.replace("平均年龄", "35岁以下")


def _dressed(
    formats: Formats,
    header: str,
    colour: str,
    median: float | None,
    series: dict[str, str],
    towns: bool = False,
) -> Chart:
    field = next(field for field in STRUCTURE.fields if field.header == header)
    share = field.kind is Kind.SHARE
    number = "0" if towns else "0%" if share else "0"
    chart = formats.chart("column")
    chart.add_series(
        {
            **series, "name": header, "fill": {"color": colour}, "gap": 60,
            "data_labels": {"value": True, "font": {**_FONT, "size": 8}, "num_format": number},
        }
    )  # fmt: skip
    middle = "" if median is None else f"（中位数 {median:.1%}）" if share else f"（中位数 {median:.1f} 岁）"
    name = f"{header[:2]}{_WORDS.get(header[2:], header[2:])}"
    chart.set_title(
        {"name": f"{name}{'：各段有几个镇' if towns else middle}", "name_font": _TITLE, "overlay": False}
    )
    chart.set_legend({"none": True})
    axis: dict[str, Any] = {"num_font": _FONT, "line": {"color": LINE}}
    chart.set_x_axis({**axis, "num_font": {**_FONT, "rotation": -45}})
    chart.set_y_axis(
        {
            **axis,
            "num_format": number,
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}},
        }
    )
    chart.set_size({"width": _WIDTH, "height": int(_ROWS_EACH * _LOOSE * 4 / 3) - 8})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart


_WORDS: Final = {
    "大专以上": "大专以上比例",
    "体制外": "体制外比例",
    "党员": "中共党员比例",
    "少数民族": "少数民族比例",
    "35岁以下": "35岁以下比例",
}


def _distribution(sheet: Worksheet, comparison: Comparison, row: int, formats: Formats) -> int:
    """The figures that the histograms are drawn from; returns the row behind them."""
    headers = [_spread(header) for header, _ in CHARTS]
    for at, name in enumerate(("所占比例", *headers)):
        sheet.write_string(row, at, name, formats.named("header"))
    for cells in comparison.distribution(headers):
        row += 1
        for at, cell in enumerate(cells):
            write(sheet, row, at, cell, formats.named("wrap_centre"))
    return row + 1
