"""The desk of a district: its workbook has no macros, so its buttons stand in the window or the menu."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pyxl.desk.buttons import Button, Group, read_groups
from pyxl.errors import MoxiError
from pyxl.hosts.package import ClosedFile

GROUPS = (
    Group(
        "区妇联",
        (
            Button("merge", "汇总各镇", "把“收件”文件夹里的来件汇总进这个工作簿，结论和意见保留"),
            Button(
                "report", "情况报告", "再汇总一次，在旁边写出给上级妇联的一页报告（Word）；改过的报告不覆盖"
            ),
        ),
    ),
)


def groups_for(file: Path) -> tuple[Group, ...]:
    """The buttons of a workbook: a district's own, else those of the ribbon."""
    return GROUPS if is_district(file) else read_groups()


def is_district(file: Path) -> bool:
    """Whether a file is a result of a merge, or the fresh workbook for one."""
    from pyxl.district.result.declared import ARRIVALS, SETTINGS_SHEET, SUMMARY

    with suppress(MoxiError, OSError):
        sheets = {entry.name for entry in ClosedFile(file).entries}
        return {SUMMARY.sheet, ARRIVALS.sheet, SETTINGS_SHEET} <= sheets
    return False
