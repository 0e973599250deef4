"""Words that several floors use, each said once: offices, entries, severities, what a vote came to.

A sheet's name, a formula, a rule and a paper must spell these alike; so they stand below all of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

OFFICES: Final = ("执委", "主席", "副主席", "常委")
"""The elections in the order in which they are held: the committee by the congress, its officers by the committee."""
COMMITTEE: Final = OFFICES[0]
OFFICERS: Final = OFFICES[1:]
PRIMARY: Final = "执委预选"
"""The vote before the committee's election, where there is one: who wins it stands in that election and holds nothing."""

ENTRIES: Final = ("甲", "乙")
"""The two entries of a count, typed by two people apart."""

QUOTA_METHODS: Final = {
    "largest_remainder": "最大余额法",
    "sainte_lague": "圣拉古法",
    "dhondt": "洪德法",
    "adams": "亚当斯法",
    "huntington_hill": "亨廷顿—希尔法",
    "dean": "迪恩法",
    "equal": "平均分配",
}
"""Methods of apportionment, key -> Chinese name, in the order in which they are shown side by side."""

EVERY_LIST: Final = "名册"
"""Said in place of a table's name where lists of candidates and of delegates come together."""
ROWS_ABOVE: Final = 3
"""Rows above the first data row of a table, on every sheet that carries one: title, guidance, headers."""


def sheet_row(number: int) -> int:
    """The row that the clerk sees beside a data row, which counts from 1."""
    return number + ROWS_ABOVE


SPECIMEN: Final = "样张"
"""What a ballot is called that may not be used for voting."""


TOGETHER_PRINTED: Final = "合印一张选票"
"""Said on the ballot sheet of an office whose section stands on another's sheet."""


class Severity(StrEnum):
    """How bad a finding is; the members stand from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def chinese(self) -> str:
        """The word that the clerk reads."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


SEVERITIES: Final = tuple(severity.chinese for severity in Severity)
"""The clerk's words, from worst to mildest."""


class VoteState(StrEnum):
    """What a vote came to, as 选举结果 says it; behind `SHORT` stands how many seats stay empty."""

    FILLED = "选举有效"
    NOMINATED = "预选有效"
    SHORT = "缺额"
    TIED = "须重新投票"
    INVALID = "选举无效"
    NOT_COUNTED = "没有结果"


FORM_MARK: Final = "填报表标记"
"""The hidden sheet by which a form that went out to a unit is known when it comes back."""
CALCULATED_COLUMNS: Final = {"期限": "期限日期", "状态": "日期有误", "方向": "¦村（居）民小组¦"}
"""Columns of tables that our own formulas fill, and what stands in these formulas and in nobody's own.

Their values are no clerk's, unless she fills the column with a formula that she typed."""
