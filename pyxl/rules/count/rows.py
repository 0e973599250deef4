"""The records of the count: turnout and papers, totals for each person, marks on each paper.

Each record reads one row of its table; a cell that cannot be read becomes a numbered finding and the record
is None.  Rows are kept apart from what they say: two records that say the same are equal, whatever their row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from pyxl.rules.count.codes import PAPERS, TOTALS, TURNOUT, finding
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import folded, normalise_name, text_of
from pyxl.rules.plan import Settings

COUNTED: Final[Mapping[str, str]] = {
    "应到": "entitled",
    "实到": "present",
    "印制": "printed",
    "发出": "issued",
    "收回": "returned",
    "有效": "valid",
    "无效": "invalid",
    "换票": "spoilt",
    "未收回": "not_returned",
    "销毁": "destroyed",
    "签到": "signed_in",
}
"""Column of 选举情况 -> field of `Turnout`."""
REQUIRED: Final = ("应到", "实到", "印制", "发出", "收回")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """People and papers of one vote, as one entry has them.  All are counts; None was not filled in.

    `entitled` 应到 and `present` 实到 are people, `signed_in` 签到 those in the register of attendance.
    Papers: `printed` 印制, `issued` 发出, `returned` 收回 (from the box), `valid` 有效, `invalid` 无效.
    `spoilt` 换票: spoilt before it was cast, handed back and replaced by another; it is among those issued.
    `not_returned` 未收回: issued and never seen again.  `destroyed` 销毁: left over and destroyed.
    """

    entitled: int
    present: int
    printed: int
    issued: int
    returned: int
    valid: int | None = None
    invalid: int | None = None
    spoilt: int = 0
    not_returned: int | None = None
    destroyed: int | None = None
    signed_in: int | None = None
    row: int = field(default=0, compare=False)

    @classmethod
    def from_row(cls, row: Row, number: int, entry: str) -> tuple[Turnout | None, list[Finding]]:
        """Read a row of 选举情况 (row `number`), or tell what is missing or unreadable in it."""
        counts, faults = _counts(row, COUNTED, TURNOUT, number)
        missing = [column for column in REQUIRED if counts.get(COUNTED[column]) is None]
        if faults:
            return None, faults
        if missing:
            return None, [finding("E201", row=number, entry=entry, missing="、".join(missing))]
        known = {name: count for name, count in counts.items() if count is not None}
        return cls(**known, row=number), []


class CandidateTotals(NamedTuple):
    """What one person got, as one entry has it; of a write-in only `approve` counts."""

    name: str
    approve: int
    against: int
    abstain: int
    write_in: bool = False
    row: int = 0

    @classmethod
    def from_row(cls, row: Row, number: int) -> tuple[CandidateTotals | None, list[Finding]]:
        """Read a row of 计票; None without a finding for a name with no figures yet, or a blank row."""
        fields = {"赞成": "approve", "反对": "against", "弃权": "abstain"}
        counts, faults = _counts(row, fields, TOTALS, number)
        name = normalise_name(row.get("姓名"))
        write_in = _WRITE_IN.get(folded(row.get("另选")))
        if write_in is None:
            faults.append(
                finding("E107", table=TOTALS, row=number, name=name, value=text_of(row.get("另选")))
            )
        if not faults and all(count is None for count in counts.values()):
            return None, []
        if not name:
            faults.append(finding("E105", table=TOTALS, row=number))
        if faults:
            return None, faults
        approve, against, abstain = (counts[key] or 0 for key in fields.values())
        return cls(name, approve, against, abstain, bool(write_in), number), []


class Opinion(StrEnum):
    """What one box of a paper says; SPOILT is said of a whole paper, by the scrutineers."""

    FOR = "赞成"
    AGAINST = "反对"
    BLANK = "弃权"
    SPOILT = "无效"


class Mark(NamedTuple):
    """One box of one paper.  A blank name and a blank opinion only say that the paper is there."""

    paper: int
    name: str
    opinion: Opinion
    write_in: bool = False
    row: int = 0


class MarkReader:
    """Reads rows of 逐票; remembers what a name or a sign stands for, since a table repeats them 100,000 times."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._signs = opinions(settings)
        self._names: dict[object, str] = {}
        self._papers: dict[object, int | None] = {}
        self._write_ins: dict[object, bool | None] = {}

    def read(self, row: Row, number: int) -> tuple[Mark | None, list[Finding]]:
        """Read row `number`; None without a finding for a row that says nothing at all."""
        name = _remembered(self._names, row.get("姓名"), normalise_name)
        paper = _remembered(self._papers, row.get("票号"), _paper)
        opinion = self._signs.get(row.get("意见")) or self._signs.get(folded(row.get("意见")))
        if not name and not text_of(row.get("意见")):
            opinion = Opinion.BLANK  # the paper is there, whatever a box without a mark means
        write_in = _remembered(self._write_ins, row.get("另选"), _yes)
        if paper and opinion and write_in is not None and (name or write_in or opinion in _NAMELESS):
            if opinion is not Opinion.SPOILT or not name:
                return Mark(paper, name, opinion, write_in, number), []
            opinion = None
        return None, list(self._faults(row, number, name, paper, opinion, write_in))

    def _faults(
        self,
        row: Row,
        number: int,
        name: str,
        paper: int | None,
        opinion: Opinion | None,
        write_in: bool | None,
    ) -> Iterator[Finding]:
        if not paper:
            written = text_of(row.get("票号"))
            if written:
                yield finding("E101", table=PAPERS, row=number, name=name, column="票号", value=written)
            elif name or opinion is not Opinion.BLANK:
                yield finding("E108", row=number, name=name)
        if opinion is None:
            yield finding(
                "E106",
                row=number,
                name=name,
                value=text_of(row.get("意见")),
                signs="".join(f"“{sign}”" for sign, _ in _signs(self._settings)),
            )
        if write_in is None:
            yield finding("E107", table=PAPERS, row=number, name=name, value=text_of(row.get("另选")))
        if not name and not write_in and opinion not in (*_NAMELESS, None):
            yield finding("E105", table=PAPERS, row=number)


_NAMELESS: Final = (Opinion.BLANK, Opinion.SPOILT)
_WRITE_IN: Final[Mapping[str, bool]] = {
    "": False, "否": False, "false": False, "0": False,
    "是": True, "true": True, "1": True, "√": True, "另选": True,
}  # fmt: skip
_LOOKALIKES: Final = ("○〇◯⭕⚪o", "×✕✖╳❌x", "√✓✔☑")
"""Signs that input methods offer for the same mark; "x" after folding, so a capital too."""


def opinions(settings: Settings) -> Mapping[object, Opinion]:
    """Every way to type an opinion: the signs of the settings, their lookalikes, the words."""
    known: dict[object, Opinion] = {opinion.value: opinion for opinion in Opinion}
    known |= dict.fromkeys((None, ""), neutral(settings))
    signs = _signs(settings)
    for sign, opinion in signs:
        family = next((family for family in _LOOKALIKES if folded(sign) in family), "")
        known |= dict.fromkeys(family, opinion)
    # The signs themselves last: where two are of one family, each stands for itself.
    return known | {folded(sign): opinion for sign, opinion in signs}


def neutral(settings: Settings) -> Opinion:
    """What a candidate's box says that nobody marked (setting 不画符号计为)."""
    return Opinion.FOR if settings.blank_approves else Opinion.BLANK


def _signs(settings: Settings) -> list[tuple[str, Opinion]]:
    """The signs in use, with what they say."""
    signs = (
        (settings.abstain_mark, Opinion.BLANK),
        (settings.spoken_approve_mark, Opinion.FOR),
        (settings.against_mark, Opinion.AGAINST),
    )
    return [(sign, opinion) for sign, opinion in signs if sign]


def whole(value: object) -> int | None:
    """A count as a cell gives it: 38, 38.0, "38", "３８"; None for a blank; raises ValueError for the rest."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, (int, float)):
        number = int(value)  # OverflowError for infinity
        if number != value or not 0 <= number <= _MOST:
            raise ValueError(value)
        return number
    text = unicodedata.normalize("NFKC", text_of(value))
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise ValueError(value)
    return int(text)


_DIGITS: Final = 9
_MOST: Final = 10**_DIGITS - 1
_T = TypeVar("_T")


def _counts(
    row: Row, fields: Mapping[str, str], table: str, number: int
) -> tuple[dict[str, int | None], list[Finding]]:
    counts: dict[str, int | None] = {}
    faults = []
    for column, key in fields.items():
        try:
            counts[key] = whole(row.get(column))
        except (ValueError, OverflowError):
            value = text_of(row.get(column))
            name = normalise_name(row.get("姓名"))
            faults.append(finding("E101", table=table, row=number, name=name, column=column, value=value))
    return counts, faults


def _paper(value: object) -> int | None:
    try:
        return whole(value)
    except (ValueError, OverflowError):
        return None


def _yes(value: object) -> bool | None:
    return _WRITE_IN.get(folded(value))


def _remembered(memory: dict[object, _T], value: object, read: Callable[[object], _T]) -> _T:
    """`read(value)`, once for each different value."""
    try:
        return memory[value]
    except KeyError:
        memory[value] = read(value)
        return memory[value]
