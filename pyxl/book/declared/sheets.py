"""Every sheet of the workbook, in the order of the tabs, with the tables that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

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
from pyxl.book.declared.schema import Face, Sheet, Stage, Table
from pyxl.book.declared.tables import (
    BASES,
    CANDIDATES,
    CONTRADICTIONS,
    DELEGATES,
    FINDINGS,
    LEADING_GROUP,
    LOG,
    PROBLEMS,
    QUOTAS,
    SETTINGS,
    STAFF,
    UNDO,
    UNITS,
    WRITTEN_IN,
)
from pyxl.book.declared.xlwings_conf import SHEET as CONF_SHEET
from pyxl.errors import TableError
from pyxl.words import ENTRIES, OFFICES, ROWS_ABOVE

FIRST_TABLE_ROW = ROWS_ABOVE
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


def _staged(stage: Stage, *sheets: Sheet) -> tuple[Sheet, ...]:
    return tuple(replace(sheet, stage=stage) for sheet in sheets)


_LANDSCAPE = Face.LANDSCAPE
SHEETS: tuple[Sheet, ...] = (
    *_staged(
        Stage.ALWAYS,
        Sheet(HOME, "ShHome", "妇联选举工作簿", tab="C00000"),
        Sheet(
            "方案设置",
            "ShSettings",
            "方案设置",
            (SETTINGS, CONTRADICTIONS, BASES),
            tab="C00000",
            face=Face.LANDSCAPE,
        ),
        Sheet("工作进度", "ShProgress", "工作进度", (PROGRESS,), _LANDSCAPE, tab="C00000"),
        Sheet(CALENDAR.name, "ShCalendar", "倒排日程", (CALENDAR,), _LANDSCAPE, tab="C00000"),
        Sheet("问题清单", "ShProblems", "问题清单", (PROBLEMS,), _LANDSCAPE, tab="548235"),
    ),
    *_staged(
        Stage.PREPARE,
        Sheet("领导小组", "ShGroup", "领导小组", (LEADING_GROUP,), _LANDSCAPE, tab="BF8F00"),
        Sheet("单位", "ShUnits", "单位与代表名额", (UNITS,), _LANDSCAPE, tab="BF8F00"),
        Sheet("名额", "ShQuotas", "代表名额分配测算", (QUOTAS,), _LANDSCAPE, tab="548235"),
    ),
    *_staged(
        Stage.NOMINATE,
        Sheet("代表", "ShDelegates", "妇女代表大会代表名册", (DELEGATES,), _LANDSCAPE, tab="BF8F00"),
        Sheet(
            "候选人",
            "ShCandidates",
            "执委、常委、副主席、主席候选人名册",
            (CANDIDATES,),
            _LANDSCAPE,
            tab="BF8F00",
        ),
        Sheet("工作人员", "ShStaff", "选举工作人员", (STAFF,), tab="BF8F00"),
    ),
    *_staged(
        Stage.CONGRESS,
        *(
            Sheet(name, code, name, tab="1F4E78")
            for name, code in zip(
                BALLOT_SHEETS.values(),
                ("ShBallotExec", "ShBallotChair", "ShBallotVice", "ShBallotStanding"),
                strict=True,
            )
        ),
        Sheet("签到", "ShRegister", "签到册", (REGISTER,), tab="7030A0"),
        Sheet("选举情况", "ShTurnout", "选举情况", (TURNOUTS,), _LANDSCAPE, tab="7030A0"),
        Sheet(ENTRY_SHEETS["甲"], "ShGridA", "逐票录入（甲）", face=_LANDSCAPE, tab="7030A0"),
        Sheet(ENTRY_SHEETS["乙"], "ShGridB", "逐票录入（乙）", face=_LANDSCAPE, tab="7030A0"),
        Sheet("计票", "ShTotals", "计票", (TOTALS,), tab="7030A0"),
        Sheet(BOARD, "ShBoard", "唱票", face=_LANDSCAPE, tab="7030A0"),
        Sheet("比对", "ShDifferences", "两份录入的比对", (DIFFERENCES,), _LANDSCAPE, tab="7030A0"),
        Sheet("选举结果", "ShResults", "选举结果", (RESULTS,), _LANDSCAPE, tab="7030A0"),
        Sheet(WRITTEN_IN.name, "ShWrittenIn", "另选当选人员", (WRITTEN_IN,), _LANDSCAPE, tab="7030A0"),
    ),
    *_staged(
        Stage.CLOSE,
        Sheet("培训", "ShTraining", "新任妇联组织成员培训名单", (TRAINING,), _LANDSCAPE, tab="C55A11"),
        Sheet("离岗人员", "ShLeavers", "离岗人员名单", (LEAVERS,), _LANDSCAPE, tab="C55A11"),
        Sheet("网络覆盖", "ShNetwork", "妇联组织网络覆盖", (NETWORK,), _LANDSCAPE, tab="BF8F00"),
        Sheet(EVENTS.name, "ShEvents", "大事记", (EVENTS,), _LANDSCAPE, tab="C55A11"),
        Sheet(ISSUED.name, "ShIssued", "公文印发登记", (ISSUED,), _LANDSCAPE, tab="C55A11"),
        Sheet(FIGURES, "ShFigures", "结构与网络统计", tab="548235"),
        Sheet("归档目录", "ShArchive", "归档目录", (ARCHIVE,), _LANDSCAPE, tab="C55A11"),
    ),
    *_staged(
        Stage.BACK,
        Sheet("校验结果", "ShFindings", "校验结果", (FINDINGS,), _LANDSCAPE, tab="548235"),
        Sheet("逐票", "ShPapers", "逐票", (PAPERS,), tab="7030A0"),
        Sheet("操作日志", "ShLog", "操作日志", (LOG,), _LANDSCAPE, tab="7F7F7F"),
        Sheet(CODES, "ShCodes", "代码表", tab="7F7F7F"),
    ),
    Sheet(BALLOT_STYLES, "ShBallotStyles", "选票样式", hidden=True),
    Sheet("撤销", "ShUndo", "撤销记录", (UNDO,), hidden=True),
    Sheet(CONF_SHEET, "ShConf", "", hidden=True),
)
ALL_SHEETS = "全部显示"
"""What a link of 首页 says that shows every sheet."""
NEXT_SHEET = "下一步工作表"
"""The defined name that says on which sheet the next step is done."""
SHOWN_FIRST = (Stage.ALWAYS, Stage.PREPARE)
"""The stages whose sheets a new workbook shows."""
STAGE_OF: Mapping[str, Stage] = {sheet.name: sheet.stage for sheet in SHEETS if sheet.stage is not None}
"""Sheet -> its stage; sheets that no clerk sees have none."""


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
