"""The look of the workbook: one palette and one set of cell formats, restrained as an official paper."""

from __future__ import annotations

from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format

from pyxl.book.declared import Column, Kind
from pyxl.book.pages import ROLES

RED = "#9C1C1C"
INK = "#262626"
GREY = "#7F7F7F"
LINE = "#A6A6A6"
PAPER = "#F6EFE6"
INPUT = "#FFFBEF"
LINK = "#1F4E78"

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
TITLE = "方正小标宋简体"
"""The standard's face for titles; where it is not installed the desk shows its own 宋体."""

SEVERITY_COLOURS = {"错误": ("#F8D7D3", RED), "警告": ("#FDEBC8", "#7F5200"), "提示": ("#E3EDF7", LINK)}

STATE_COLOURS = {
    "逾期": ("#F8D7D3", RED),
    "今日到期": ("#FDEBC8", "#7F5200"),
    "进行中": ("#FDF5DF", "#7F5200"),
    "已完成": ("#E6EFE1", "#3F6230"),
}
"""States of a task; what has not begun stays white."""

Properties = dict[str, Any]

_CELL: Properties = {"font_name": SONG, "font_size": 11, "font_color": INK, "valign": "vcenter"}

NAMED: dict[str, Properties] = {
    "title": {"font_name": TITLE, "font_size": 18, "font_color": RED, "valign": "vcenter"},
    "guide": {"font_name": KAI, "font_size": 11, "font_color": GREY, "valign": "vcenter"},
    "header": {
        "font_name": HEI,
        "font_size": 11,
        "font_color": INK,
        "bg_color": PAPER,
        "border": 1,
        "border_color": LINE,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "phase": {
        **_CELL,
        "font_name": HEI,
        "font_color": RED,
        "align": "center",
        "border": 1,
        "border_color": LINE,
    },
    "step": {**_CELL, "border": 1, "border_color": LINE, "text_wrap": True, "align": "left", "indent": 1},
    "link": {
        **_CELL,
        "font_color": LINK,
        "underline": 1,
        "border": 1,
        "border_color": LINE,
        "align": "center",
    },
    "button": {**_CELL, "font_name": HEI, "border": 1, "border_color": LINE, "align": "center"},
    "figure": {**_CELL, "font_size": 14, "border": 1, "border_color": LINE, "align": "center"},
    "label": {
        **_CELL,
        "font_color": GREY,
        "border": 1,
        "border_color": LINE,
        "align": "center",
        "bg_color": PAPER,
    },
    "asked": {
        "font_name": HEI,
        "font_size": 11,
        "font_color": RED,
        "underline": 1,
        "valign": "vcenter",
    },
    "group": {
        "font_name": HEI,
        "font_size": 11,
        "font_color": INK,
        "bg_color": PAPER,
        "top": 1,
        "bottom": 1,
        "border_color": LINE,
        "valign": "vcenter",
    },
    "wrap": {**_CELL, "text_wrap": True, "border": 1, "border_color": LINE, "align": "left", "indent": 1},
    "wrap_centre": {**_CELL, "text_wrap": True, "border": 1, "border_color": LINE, "align": "center"},
    "heading": {"font_name": HEI, "font_size": 13, "font_color": RED, "valign": "vcenter"},
    "plain": _CELL,
}

_BOX: Properties = {"border": 1, "border_color": "#000000", "valign": "vcenter", "align": "center"}
BALLOT_ROLES: dict[str, Properties] = {
    "blank": {"font_name": SONG},
    "title": {"font_name": TITLE, "bold": True, "align": "center", "valign": "vcenter"},
    "office": {"font_name": TITLE, "bold": True, "align": "center", "valign": "vcenter"},
    "specimen": {
        "font_name": HEI,
        "bold": True,
        "font_color": "#C00000",
        "align": "center",
        "valign": "vcenter",
    },
    "figures": {"font_name": KAI, "align": "center", "valign": "vcenter"},
    "head": {**_BOX, "font_name": HEI},
    "mark": {**_BOX, "font_name": HEI, "shrink": True},
    "name": {**_BOX, "font_name": FANG, "bold": True, "shrink": True},
    "label": {"font_name": HEI, "align": "left", "valign": "vcenter"},
    "note": {"font_name": SONG, "align": "left", "valign": "vcenter"},
    "seal": {"font_name": KAI, "align": "center", "valign": "vcenter"},
}
assert tuple(BALLOT_ROLES) == ROLES


TEXT_FORMAT = 49
"""Number of the built-in format `@`: Excel and all others know by it that a cell is text."""


def _built_in(number_format: str) -> str | int:
    return TEXT_FORMAT if number_format == "@" else number_format


class Formats:
    """Formats of one workbook under construction, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self.named = cache(self._named)
        self.cell = cache(self._cell)
        self.ballot = cache(self._ballot)
        self.severity = cache(self._severity)
        self.ruled = cache(self._ruled)
        self.status = cache(self._status)
        self.input = cache(self._input)
        self.field = cache(self._field)
        self.look = cache(self._look)
        self.jump = cache(self._jump)

    def _named(self, name: str) -> Format:
        return self._book.add_format(NAMED[name])

    def chart(self, kind: str, subtype: str = "") -> Chart:
        """A new chart, still empty: column, bar, doughnut ..."""
        return self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    def _look(self, base: str = "", **properties: str | float | bool) -> Format:
        """A named format with some properties of its own; without a base, one for conditional formats."""
        return self._book.add_format({**NAMED.get(base, {}), **properties})

    def _cell(self, number_format: str, centred: bool, wrap: bool) -> Format:
        align: Properties = {"align": "center"} if centred else {"align": "left", "indent": 1}
        align["text_wrap" if wrap else "shrink"] = True
        return self._book.add_format({**_CELL, **align, "num_format": _built_in(number_format)})

    def column(self, column: Column, wrap: bool) -> Format:
        """The format of a data column, from top to bottom of the sheet; what is too long wraps or shrinks."""
        if column.link:
            return self.jump()
        return self.cell(column.kind.value if column.kind is not Kind.GENERAL else "@", column.centred, wrap)

    def _jump(self) -> Format:
        """A cell with a formula that jumps: never of the text format, which would show the formula."""
        return self._book.add_format({**_CELL, "font_color": LINK, "underline": 1, "align": "center"})

    def _input(self, number_format: str) -> Format:
        return self._book.add_format(
            {**NAMED["wrap"], "bg_color": INPUT, "align": "left", "num_format": _built_in(number_format)}
        )

    def _field(self, number_format: str, centred: bool) -> Format:
        """A cell of a protected sheet that may be filled in."""
        align = "center" if centred else "left"
        return self._book.add_format(
            {
                **NAMED["plain"], "border": 1, "border_color": LINE, "bg_color": INPUT, "align": align,
                "shrink": True, "locked": False, "num_format": _built_in(number_format),
            }
        )  # fmt: skip

    def _severity(self, word: str) -> Format:
        background, ink = SEVERITY_COLOURS[word]
        return self._book.add_format(
            {"bg_color": background, "font_color": ink, "border": 1, "border_color": LINE}
        )

    def _status(self) -> Format:
        """Words that a formula says: left, on one line, never of the text format, which would show the formula."""
        return self._book.add_format({**_CELL, "align": "left", "indent": 1, "shrink": True})

    def _ruled(self) -> Format:
        return self._book.add_format({"border": 1, "border_color": LINE})

    def _ballot(self, role: str, size: float) -> Format:
        return self._book.add_format({**BALLOT_ROLES[role], "font_size": size, "num_format": TEXT_FORMAT})
