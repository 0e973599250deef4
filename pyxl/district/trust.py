"""Which of a town's submissions counts: by the chain in which each names the one before, never by the clock alone.

What the chain does not decide, a person does: the town is then 存疑, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pyxl.district.codes import Found, found
from pyxl.district.figures import Figures

PEOPLE: Final = ("代表", "候选人")
"""Lists that do not shrink without a reason."""
TOLERATED: Final = dt.timedelta(hours=1)
"""By how much another desk's clock may be ahead."""


@dataclass(frozen=True)
class Sent:
    """A submission that was read: its content, where it lay, and its figures."""

    sha: str
    place: str
    figures: Figures


@dataclass(frozen=True)
class Choice:
    """A town's newest submission, how many different ones there are, and what a person must look at."""

    newest: Sent
    count: int
    doubts: tuple[Found, ...]
    notes: tuple[Found, ...] = ()


def choose(sent: Sequence[Sent], now: dt.datetime) -> Choice:
    """The submission of a town that counts.  `sent` has at least one; `now` is local time."""
    # Of one cover, packed twice or saved again, the first arrival stands for all.
    own = {content_of(one): one for one in reversed(sent) if one.figures.head.kind == "上报"}
    raw = {one.sha: one for one in sent if one.figures.head.kind != "上报"}
    if not own:
        newest = next(iter(raw.values()))
        notes = [
            found(
                "D-UNPACKED", newest.place, "没有经过打包和校验，数据按工作簿现状读出，请镇里按“打包上报”重报"
            )
        ]
        more = (
            [found("D-TIE", newest.place, f"有 {len(raw)} 份工作簿原件，内容不同，分不出先后")]
            if len(raw) > 1
            else []
        )
        return Choice(newest, len(raw), tuple(more), tuple(notes))
    line = _line(own)
    newest = line[0]
    doubts = [*_strangers(line, own), *_forks(own), *_counties(own), *_doubts(newest, own, now)]
    notes = list(_gaps(newest, list(own.values())))
    notes += [found("D-UNPACKED", one.place, "另外报来一份工作簿原件，没有采用") for one in raw.values()]
    return Choice(newest, len(own) + len(raw), tuple(doubts), tuple(notes))


def content_of(one: Sent) -> str:
    """What two arrivals have in common that say the same: the cover's digest, of a workbook that nobody packed its sum."""
    head = one.figures.head
    return head.digest if head.kind == "上报" and head.digest else one.sha


def _line(own: Mapping[str, Sent]) -> list[Sent]:
    """The chain from its end, the one that no other names as the one before, back to the first or to a gap."""
    named = {one.figures.head.previous for one in own.values()}
    ends = [one for digest, one in own.items() if digest not in named] or list(own.values())
    line = [max(ends, key=_rank)]
    while (before := own.get(line[-1].figures.head.previous)) is not None and before not in line:
        line.append(before)
    return line


def _strangers(line: Sequence[Sent], own: Mapping[str, Sent]) -> Iterator[Found]:
    """Submissions of which the chain does not show that they were before its end: somebody must ask which one counts."""
    newest, first, town = line[0], line[-1], line[0].figures.head.town
    strangers = [one for one in own.values() if one not in line and not _may_be_before(one, first)]
    if rivals := [one for one in strangers if _number(one) == _number(newest)]:
        places = "、".join(sorted(one.place for one in (newest, *rivals)))
        told = f"第 {_number(newest)} 次" if _number(newest) else "没有写明第几次"
        yield found("D-TIE", town, f"{places}都是{told}报送而内容不同，请向镇里核实采用哪一份")
    elif strangers:
        places = "、".join(sorted(f"{one.place}（第 {_number(one)} 次）" for one in strangers))
        yield found(
            "D-TIE",
            town,
            f"{places}不是第 {_number(newest)} 次之前的报送：可能有两份工作簿在用，请向镇里核实采用哪一份",
        )
    for one, before in pairwise(line):
        if _number(one) != _number(before) + 1:
            yield found(
                "D-TIE",
                town,
                f"{one.place}写着第 {_number(one)} 次，却接在第 {_number(before)} 次之后，请核实",
            )


def _may_be_before(one: Sent, first: Sent) -> bool:
    """Whether a submission may stand in the gap before the first of the chain that is here, or is an older program's."""
    head = first.figures.head
    if one.figures.head.made > head.made:
        return False
    # What the first names is lost and has the number before its own.
    return _number(one) < head.number - bool(head.previous)


def _forks(own: Mapping[str, Sent]) -> Iterator[Found]:
    """Two that name the same one before."""
    before = Counter(one.figures.head.previous for one in own.values() if one.figures.head.previous)
    for digest in [digest for digest, count in before.items() if count > 1]:
        forked = [one for one in own.values() if one.figures.head.previous == digest]
        places = "、".join(sorted(one.place for one in forked))
        yield found("D-FORK", forked[0].figures.head.town, f"{places}都接在同一份之后：可能有两份工作簿在用")


def _counties(own: Mapping[str, Sent]) -> Iterator[Found]:
    """Two towns of one name."""
    counties = sorted({one.figures.county for one in own.values() if one.figures.county})
    if len(counties) > 1:
        town = next(iter(own.values())).figures.head.town
        yield found("D-TIE", town, f"来件写的县区不同（{'、'.join(counties)}）：可能是同名的两个镇，请核实")


def _rank(one: Sent) -> tuple[int, str, str]:
    """By number; the clock decides only what is shown while a person decides."""
    return _number(one), one.figures.head.made, one.sha


def _number(one: Sent) -> int:
    return one.figures.head.number


def _gaps(newest: Sent, own: Sequence[Sent]) -> Iterator[Found]:
    """Submissions that the chain names and nobody received."""
    numbers = {_number(one) for one in own}
    if missing := [number for number in range(1, _number(newest)) if number not in numbers]:
        told = "、".join(f"第 {number} 次" for number in missing[:5])
        more = f"等 {len(missing)} 次" if len(missing) > 5 else ""
        yield found("D-GAP", newest.place, f"{told}{more}报送没有收到；采用最新的第 {_number(newest)} 次")


def _doubts(newest: Sent, own: Mapping[str, Sent], now: dt.datetime) -> Iterator[Found]:
    head = newest.figures.head
    made = dt.datetime.fromisoformat(head.made)
    if made > now + TOLERATED:
        yield found("D-FUTURE", newest.place, f"写着 {head.made} 生成，比现在还晚，请核实镇里电脑的时间")
    earlier = own.get(head.previous) or max(
        (one for one in own.values() if one is not newest and _number(one) < head.number),
        key=_rank,
        default=None,
    )
    if earlier is None:
        return
    if made < dt.datetime.fromisoformat(earlier.figures.head.made):
        yield found(
            "D-BACKWARD",
            newest.place,
            f"第 {head.number} 次写着 {head.made} 生成，早于前一次的 {earlier.figures.head.made}",
        )
    for table in PEOPLE:
        was, now_has = earlier.figures.rows.get(table, 0), newest.figures.rows.get(table, 0)
        if now_has < was:
            yield found(
                "D-FEWER", newest.place, f"“{table}”由前一次的 {was} 人变为 {now_has} 人，请向镇里核实"
            )
