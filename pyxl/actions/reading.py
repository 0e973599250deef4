"""What several actions read: the settings in force, the tables that the rules look at, whole numbers."""

from __future__ import annotations

from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import CellError
from pyxl.rules.check import TABLES
from pyxl.rules.settings import Settings


def read_settings(workbook: Workbook) -> Settings:
    """The settings as the clerk entered them; raises `SettingError` that names each wrong value."""
    return Settings.from_rows(workbook.records("设置"))


def read_checked(workbook: Workbook) -> dict[str, list[Record]]:
    """All tables that the check looks at, by name."""
    return {name: workbook.records(name) for name in TABLES}


def whole_number(region: Region, index: int, header: str) -> int | None:
    """A cell that holds a whole number of at least 0, or nothing; raises `CellError` for all else."""
    value = region.records[index][header]
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value.strip())
    raise CellError(f"“{value}”不是整数", region.where(index, header), "请改为 0 或正整数，或清空")
