"""The charts of 结构对比: a bar for each town with lines for median and goal; of very many towns how they are distributed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pyxl.book.formats import INK, LINE, RED, SONG, Formats
from pyxl.district.result.comparison import Comparison
from pyxl.district.result.declared import CHARTED, HIDDEN, STRUCTURE, Kind
from pyxl.district.result.goals import Goal

_BLUE, _GOLD = "#4F6D8C", "#C9A063"
CHARTS: Final = tuple(zip(CHARTED, (_BLUE, RED, _GOLD, RED, RED, _BLUE), strict=True))
"""Column -> colour of its bars."""
_FONT: Final = {"name": SONG, "size": 9, "color": INK, "bold": False}
_TITLE: Final = {"name": SONG, "size": 12, "color": INK, "bold": True}
_LOOSE: Final = 22.5
"""Points of the rows under the charts."""
_FEW, _LABELLED, _SHORT = 10, 40, 7
"""Towns that half a page's width holds; bars that leave room for figures above them; characters of a name below a bar."""
_WORDS: Final = {
    "大专以上": "大专以上比例",
    "体制外": "体制外比例",
    "党员": "中共党员比例",
    "少数民族": "少数民族比例",
    "35岁以下": "35岁以下比例",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the charts stand: how many beside one another, how wide each is in pixels, how many rows it takes, how many a page holds."""

    beside: int
    width: int
    rows: int
    on_a_page: int

    def place(self, number: int) -> tuple[int, int]:
        """Row behind the first, and column, of a chart."""
        return number // self.beside * self.rows, 8 * (number % self.beside)

    @property
    def breaks(self) -> Sequence[int]:
        """Rows behind the first at which a new page begins."""
        each = self.on_a_page // self.beside * self.rows
        return range(0, -(-len(CHARTS) // self.beside) * self.rows, each)


SMALL: Final = Layout(2, 486, 7, 6)
WIDE: Final = Layout(1, 1024, 10, 2)


def layout_for(towns: int, spread: bool) -> Layout:
    """All six on a page where the towns are few, or only bands are shown; else each as wide as the page."""
    return SMALL if spread or towns <= _FEW else WIDE


@dataclass(frozen=True)
class Drawing:
    """What every chart of a sheet is drawn with; `first` and `last` are the rows of its figures, from 0."""

    sheet: str
    formats: Formats
    comparison: Comparison
    goals: Mapping[str, Goal]
    layout: Layout
    first: int
    last: int


Draw = Callable[[Drawing, int], Chart]


def insert(sheet: Worksheet, drawing: Drawing, draw: Draw, first: int) -> None:
    """All charts, from that row on, and the heights of the rows that they cover."""
    layout = drawing.layout
    for number in range(len(CHARTS)):
        down, column = layout.place(number)
        options = {"x_offset": 4, "y_offset": 4, "object_position": 2}
        sheet.insert_chart(first + down, column, draw(drawing, number), options)
    for at in range(first, first + -(-len(CHARTS) // layout.beside) * layout.rows):
        sheet.set_row(at, _LOOSE)
        # A row without a cell would not be written, and the charts, which are placed by rows, would be flat.
        sheet.write_blank(at, 0, None, drawing.formats.named("plain"))


def write_hidden(
    sheet: Worksheet, row: int, town: str, comparison: Comparison, goals: Mapping[str, Goal]
) -> None:
    """A town's name as it stands below its bar, and its part of the lines."""
    sheet.write_string(row, HIDDEN, short_name(town))
    for number, (header, _) in enumerate(CHARTS):
        if (median := comparison.median_of(header)) is not None:
            sheet.write_number(row, HIDDEN + 1 + 2 * number, median)
        if goal := goals.get(header):
            sheet.write_number(row, HIDDEN + 2 + 2 * number, float(goal.value))


def short_name(town: str) -> str:
    """Beginning and end of a long name.

    >>> short_name("双江口土家族苗族自治乡联合镇")
    '双江口…联合镇'
    """
    return town if len(town) <= _SHORT else f"{town[: _SHORT // 2]}…{town[-(_SHORT // 2) :]}"


def bars(drawing: Drawing, number: int) -> Chart:
    """Bars of the towns, in the order of the table, with the median's line and the goal's."""
    header, colour = CHARTS[number]
    median, goal = drawing.comparison.median_of(header), drawing.goals.get(header)
    towns = drawing.last - drawing.first + 1
    figures = _series(drawing, HIDDEN, STRUCTURE.headers.index(header))
    chart = _dressed(drawing, header, colour, figures, labelled=towns <= _LABELLED)
    chart.set_title(_title(_named(header) + _held(header, median, goal)))
    crowded = drawing.layout is WIDE
    chart.set_x_axis({**_AXIS, "num_font": {**_FONT, "rotation": -90 if crowded else -45}})
    lines = drawing.formats.chart("line")
    for at, dash, there in ((0, "solid", median is not None), (1, "dash", goal is not None)):
        if there:
            lines.add_series(
                {
                    **_series(drawing, HIDDEN, HIDDEN + 1 + 2 * number + at),
                    "name": ("中位数", "目标")[at],
                    "line": {"color": INK, "width": 1.5, "dash_type": dash},
                    "marker": {"type": "none"},
                }
            )
    if towns > 1 and (median is not None or goal):
        chart.combine(lines)
    chart.show_hidden_data()
    return chart


def histogram(drawing: Drawing, number: int) -> Chart:
    """Towns in each tenth of a share; ages have no tenths and leave their place to the share of the young."""
    header, colour = CHARTS[number]
    chart = _dressed(drawing, header, colour, _series(drawing, 0, 1 + number), labelled=True, towns=True)
    chart.set_title(_title(f"{_named(spread_of(header))}：各段有几个"))
    return chart


def spread_of(header: str) -> str:
    """Of ages the share of the young is spread over tenths."""
    return header.replace("平均年龄", "35岁以下")


def _named(header: str) -> str:
    return f"{header[:2]}{_WORDS.get(header[2:], header[2:])}"


def _held(header: str, median: float | None, goal: Goal | None) -> str:
    """（中位数 58.7%，目标 60%）"""
    share = _kind(header) is Kind.SHARE
    said = [] if median is None else [f"中位数 {median:.1%}" if share else f"中位数 {median:.1f} 岁"]
    said += [f"目标{' ' if share else ''}{goal.told}"] if goal else []
    return f"（{'，'.join(said)}）" if said else ""


def _kind(header: str) -> Kind:
    return next(field.kind for field in STRUCTURE.fields if field.header == header)


def _title(text: str) -> dict[str, Any]:
    return {"name": text, "name_font": _TITLE, "overlay": False}


_AXIS: Final[Mapping[str, Any]] = {"num_font": _FONT, "line": {"color": LINE}}


def _series(drawing: Drawing, names: int, column: int) -> dict[str, str]:
    """Names and figures by their columns."""
    sheet, first, last = drawing.sheet, drawing.first, drawing.last
    return {
        "categories": f"='{sheet}'!{xl_range_abs(first, names, last, names)}",
        "values": f"='{sheet}'!{xl_range_abs(first, column, last, column)}",
    }


def _dressed(
    drawing: Drawing, header: str, colour: str, figures: dict[str, str], labelled: bool, towns: bool = False
) -> Chart:
    """A chart of columns with its axes, still without a title."""
    number = "0%" if _kind(header) is Kind.SHARE and not towns else "0"
    chart = drawing.formats.chart("column")
    labels = {"data_labels": {"value": True, "font": {**_FONT, "size": 8}, "num_format": number}}
    chart.add_series(
        {
            **figures, "name": header, "fill": {"color": colour}, "gap": 60, **(labels if labelled else {}),
        }
    )  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_x_axis({**_AXIS, "num_font": {**_FONT, "rotation": -45}})
    grid = {"major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}}}
    chart.set_y_axis({**_AXIS, "num_format": number, "min": 0, **grid})
    layout = drawing.layout
    chart.set_size({"width": layout.width, "height": int(layout.rows * _LOOSE * 4 / 3) - 8})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart
