"""Building the workbook from its declarations; nothing here runs on a press."""

from pyxl.book.building.content import (
    Content,
    ContradictionLine,
    DivisionLine,
    MustLine,
    NetworkLine,
    PhaseLine,
    SettingLine,
    Step,
)
from pyxl.book.building.live_content import LiveContent, LiveRule, LiveStep, LiveTable
from pyxl.book.building.ready_values import values_fit, with_ready_values
from pyxl.book.building.table_sheet import add_table, print_setup, write_heading
from pyxl.book.building.whole_book import AS_TEXT, build_package

__all__ = [
    "AS_TEXT",
    "Content",
    "ContradictionLine",
    "DivisionLine",
    "LiveContent",
    "LiveRule",
    "LiveStep",
    "LiveTable",
    "MustLine",
    "NetworkLine",
    "PhaseLine",
    "SettingLine",
    "Step",
    "add_table",
    "build_package",
    "print_setup",
    "values_fit",
    "with_ready_values",
    "write_heading",
]
