"""Every sheet of the workbook, in the order of the tabs, with the tables that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyxl.book.declared.count_tables import DIFFERENCES, PAPERS, REGISTER, RESULTS, TOTALS, TURNOUTS
from pyxl.book.declared.register_tables import (
    ARCHIVE,
    CALENDAR,
    EVENTS,
    ISSUED,
    LEAVERS,
    NETWORK,
    PROGRESS,
    TRAINING,
)
from pyxl.book.declared.schema import Face, Sheet, Table
from pyxl.book.declared.tables import (
    CANDIDATES,
    CONTRADICTIONS,
    DELEGATES,
    FINDINGS,
    LEADING_GROUP,
    LOG,
    QUOTAS,
    SETTINGS,
    STAFF,
    UNDO,
    UNITS,
    WRITTEN_IN,
)
from pyxl.book.declared.xlwings_conf import SHEET as CONF_SHEET
from pyxl.errors import TableError
from pyxl.words import ENTRIES, OFFICES

FIRST_TABLE_ROW = 3
"""Row of the headers on every sheet that carries a table: title above it, then one line of guidance."""

BALLOT_SHEETS: Mapping[str, str] = {office: f"选票-{office}" for office in OFFICES}
"""Office -> its ballot sheet.  The sheets exist from the start, so that each has its VBA module."""

BALLOT_STYLES = "选票样式"
"""Hidden sheet whose cells carry the formats of a ballot: a town may restyle its ballots there."""

ENTRY_SHEETS: Mapping[str, str] = {entry: f"逐票录入-{entry}" for entry in ENTRIES}
"""Entry -> the sheet on which its papers are typed one by one."""

BOARD = "唱票"
CODES = "代码表"
HOME = "首页"
FIGURES = "统计"

SHEETS: tuple[Sheet, ...] = (
    Sheet(HOME, "ShHome", "妇联选举工作簿", tab="C00000"),
    Sheet("方案设置", "ShSettings", "方案设置", (SETTINGS, CONTRADICTIONS), Face.PORTRAIT, tab="C00000"),
    Sheet("工作进度", "ShProgress", "工作进度", (PROGRESS,), Face.LANDSCAPE, tab="C00000"),
    Sheet(CALENDAR.name, "ShCalendar", "倒排日程", (CALENDAR,), Face.LANDSCAPE, tab="C00000"),
    Sheet("单位", "ShUnits", "单位与代表名额", (UNITS,), Face.LANDSCAPE, tab="BF8F00"),
    Sheet("代表", "ShDelegates", "妇女代表大会代表名册", (DELEGATES,), Face.LANDSCAPE, tab="BF8F00"),
    Sheet(
        "候选人",
        "ShCandidates",
        "执委、常委、副主席、主席候选人名册",
        (CANDIDATES,),
        Face.LANDSCAPE,
        tab="BF8F00",
    ),
    Sheet("工作人员", "ShStaff", "选举工作人员", (STAFF,), tab="BF8F00"),
    Sheet("领导小组", "ShGroup", "领导小组", (LEADING_GROUP,), Face.LANDSCAPE, tab="BF8F00"),
    Sheet("网络覆盖", "ShNetwork", "妇联组织网络覆盖", (NETWORK,), Face.LANDSCAPE, tab="BF8F00"),
    Sheet("名额", "ShQuotas", "代表名额分配测算", (QUOTAS,), Face.LANDSCAPE, tab="548235"),
    Sheet("校验结果", "ShFindings", "校验结果", (FINDINGS,), Face.LANDSCAPE, tab="548235"),
    *(
        Sheet(name, code, name, tab="1F4E78")
        for name, code in zip(
            BALLOT_SHEETS.values(),
            ("ShBallotExec", "ShBallotChair", "ShBallotVice", "ShBallotStanding"),
            strict=True,
        )
    ),
    Sheet("选举情况", "ShTurnout", "选举情况", (TURNOUTS,), Face.LANDSCAPE, tab="7030A0"),
    Sheet("计票", "ShTotals", "计票", (TOTALS,), tab="7030A0"),
    Sheet("逐票", "ShPapers", "逐票", (PAPERS,), tab="7030A0"),
    Sheet(ENTRY_SHEETS["甲"], "ShGridA", "逐票录入（甲）", face=Face.LANDSCAPE, tab="7030A0"),
    Sheet(ENTRY_SHEETS["乙"], "ShGridB", "逐票录入（乙）", face=Face.LANDSCAPE, tab="7030A0"),
    Sheet(BOARD, "ShBoard", "唱票", face=Face.LANDSCAPE, tab="7030A0"),
    Sheet("签到", "ShRegister", "签到册", (REGISTER,), tab="7030A0"),
    Sheet("比对", "ShDifferences", "两份录入的比对", (DIFFERENCES,), Face.LANDSCAPE, tab="7030A0"),
    Sheet("选举结果", "ShResults", "选举结果", (RESULTS,), Face.LANDSCAPE, tab="7030A0"),
    Sheet(WRITTEN_IN.name, "ShWrittenIn", "另选当选人员", (WRITTEN_IN,), Face.LANDSCAPE, tab="7030A0"),
    Sheet("培训", "ShTraining", "新任妇联组织成员培训名单", (TRAINING,), Face.LANDSCAPE, tab="C55A11"),
    Sheet("离岗人员", "ShLeavers", "离岗人员名单", (LEAVERS,), Face.LANDSCAPE, tab="C55A11"),
    Sheet(EVENTS.name, "ShEvents", "大事记", (EVENTS,), Face.LANDSCAPE, tab="C55A11"),
    Sheet(ISSUED.name, "ShIssued", "公文印发登记", (ISSUED,), Face.LANDSCAPE, tab="C55A11"),
    Sheet("归档目录", "ShArchive", "归档目录", (ARCHIVE,), Face.LANDSCAPE, tab="C55A11"),
    Sheet(FIGURES, "ShFigures", "结构与网络统计", tab="548235"),
    Sheet("操作日志", "ShLog", "操作日志", (LOG,), Face.LANDSCAPE, tab="7F7F7F"),
    Sheet(CODES, "ShCodes", "代码表", tab="7F7F7F"),
    Sheet(BALLOT_STYLES, "ShBallotStyles", "选票样式", hidden=True),
    Sheet("撤销", "ShUndo", "撤销记录", (UNDO,), hidden=True),
    Sheet(CONF_SHEET, "ShConf", "", hidden=True),
)


def _all_tables() -> Iterator[Table]:
    for sheet in SHEETS:
        yield from sheet.tables


TABLES: Mapping[str, Table] = {table.name: table for table in _all_tables()}
SHEET_OF: Mapping[str, str] = {table.name: sheet.name for sheet in SHEETS for table in sheet.tables}
"""Table -> the name of the sheet that a new workbook has it on."""


def table(name: str) -> Table:
    """The declaration of a table; raises `TableError` for a name that the workbook does not know."""
    try:
        return TABLES[name]
    except KeyError:
        raise TableError(f"没有“{name}”这张表", remedy=f"可用的表：{'、'.join(TABLES)}") from None
