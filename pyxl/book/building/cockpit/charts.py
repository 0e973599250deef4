"""The charts of 首页: native ones, so that every program draws them from the cells as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.cockpit.structure_figures import Structure, chart_range
from pyxl.book.formats import INK, LINE, RED, SONG, Formats

PALETTE = (RED, "#C9A063", "#4F6D8C", "#8C8C8C", "#D8A39B", "#B9C4CF")
QUOTA_COLOUR, DELEGATES_COLOUR = "#D9C7A3", RED
SHADE = "#E7DCCB"
FONT: Mapping[str, Any] = {"name": SONG, "size": 9, "color": INK, "bold": False}
TITLE: Mapping[str, Any] = {"name": SONG, "size": 11, "color": INK, "bold": True}


def structure_charts(structure: Structure, formats: Formats) -> list[Chart]:
    """Age, education, system, party, ethnic group of the candidates, then the network by kind."""
    columns = [_columns(structure, title, formats) for title in ("年龄", "文化程度")]
    rings = [_ring(structure, title, formats) for title in ("体制内外", "政治面貌", "民族")]
    return [*columns, *rings, _coverage(structure, formats)]


def _columns(structure: Structure, title: str, formats: Formats) -> Chart:
    first, last = structure.rows_of(title)
    chart = formats.chart("column")
    chart.add_series(
        {
            "name": "候选人",
            "categories": chart_range("B", first, last),
            "values": chart_range("C", first, last),
            "fill": {"color": RED},
            "gap": 70,
            "data_labels": {"value": True, "font": FONT, "num_format": "0;;"},
        }
    )
    chart.set_legend({"none": True})
    _dress(chart, f"候选人{title}")
    return chart


def _ring(structure: Structure, title: str, formats: Formats) -> Chart:
    first, last = structure.rows_of(title)
    chart = formats.chart("doughnut")
    chart.add_series(
        {
            "name": "候选人",
            "categories": chart_range("B", first, last),
            "values": chart_range("C", first, last),
            "points": [{"fill": {"color": colour}} for colour in PALETTE[: last - first + 1]],
            "data_labels": {
                "value": True,
                "font": {**FONT, "color": "#FFFFFF", "bold": True},
                "num_format": "0;;",
            },
        }
    )
    chart.set_hole_size(52)
    chart.set_legend({"position": "right", "font": FONT})
    _dress(chart, f"候选人{title}", axes=False)
    return chart


def _coverage(structure: Structure, formats: Formats) -> Chart:
    """Places with an organisation on top of those without, by kind, as parts of all."""
    first, last = structure.coverage_row, structure.total_row - 1
    chart = formats.chart("bar", "percent_stacked")
    for name, column, colour in (("已建", "D", RED), ("未建", "F", SHADE)):
        chart.add_series(
            {
                "name": name,
                "categories": chart_range("B", first, last),
                "values": chart_range(column, first, last),
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    chart.set_y_axis(
        {"reverse": True, "num_font": {**FONT, "size": 7}, "interval_unit": 1, "line": {"color": LINE}, "major_tick_mark": "none"}
    )  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "right", "font": FONT})
    chart.set_plotarea({"layout": {"x": 0.27, "y": 0.14, "width": 0.54, "height": 0.84}})
    _dress(chart, "妇联组织网络覆盖", axes=False)
    return chart


def quota_chart(sheet: str, columns: tuple[str, str, str], first: int, last: int, formats: Formats) -> Chart:
    """Quota and delegates of each unit, as bars beside the rows of the table (rows count from 1)."""
    names, quota, delegates = (f"={sheet}!${column}${first}:${column}${last}" for column in columns)
    chart = formats.chart("bar")
    for title, values, colour in (
        ("分配名额", quota, QUOTA_COLOUR),
        ("代表", delegates, DELEGATES_COLOUR),
    ):
        chart.add_series(
            {"name": title, "categories": names, "values": values, "fill": {"color": colour}, "gap": 45, "overlap": 0}
        )  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis(
        {"reverse": True, "num_font": FONT, "label_position": "none", "line": {"none": True}, "major_tick_mark": "none"}
    )  # fmt: skip
    chart.set_title({"none": True})
    chart.set_plotarea({"layout": {"x": 0.01, "y": 0.0, "width": 0.96, "height": 1.0}})
    _frame(chart)
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    return chart


def _dress(chart: Chart, title: str, axes: bool = True) -> None:
    chart.set_title({"name": title, "name_font": TITLE, "overlay": False})
    if axes:
        chart.set_x_axis({"num_font": FONT, "line": {"color": LINE}, "major_tick_mark": "none"})
        chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    _frame(chart)


def _frame(chart: Chart) -> None:
    chart.set_chartarea({"border": {"color": LINE, "width": 0.5}, "fill": {"color": "#FFFFFF"}})
    chart.show_hidden_data()


def place(page: Worksheet, chart: Chart, row: int, column: int, width: int, height: int) -> None:
    """Put a chart with its upper left corner into a cell (from 0); its size in pixels."""
    chart.set_size({"width": width, "height": height})
    page.insert_chart(row, column, chart, {"object_position": 1, "x_offset": 1, "y_offset": 1})
