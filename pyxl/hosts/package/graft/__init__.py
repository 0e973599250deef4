"""Sheets and tables of a workbook that we built taken into an older one."""

from pyxl.hosts.package.graft.sheets import take_sheets, take_table

__all__ = ["take_sheets", "take_table"]
