"""What several actions read: the settings in force, the tables that the rules look at, whole numbers."""

from __future__ import annotations

from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import CellError
from pyxl.rules.check import TABLES
from pyxl.rules.plan import Settings


def read_settings(workbook: Workbook) -> Settings:
    """The settings as the clerk entered them; raises `SettingError` that names each wrong value."""
    return Settings.from_rows(workbook.records("设置"))


def read_checked(workbook: Workbook) -> dict[str, list[Record]]:
    """All tables that the check looks at, by name."""
    return {name: workbook.records(name) for name in TABLES}


MOST = 10**9
"""No count in this work is larger; what is, was mistyped."""


def whole_number(region: Region, index: int, header: str) -> int | None:
    """A cell that holds a whole number from 0 to `MOST`, or nothing; raises `CellError` for all else."""
    value = region.records[index][header]
    number = int(value) if isinstance(value, str) and value.strip().isdecimal() else value
    if number is None:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise CellError(f"“{value}”不是整数", region.where(index, header), "请改为 0 或正整数，或清空")
    if number > MOST:
        raise CellError("数字太大", region.where(index, header), "请核对后改正")
    return number
