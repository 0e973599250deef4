"""Which of a town's submissions counts: by the chain in which each names the one before, never by the clock alone.

What the chain does not decide, a person does: the town is then 存疑, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    own = {one.figures.head.digest or one.sha: one for one in sent if one.figures.head.kind == "上报"}
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
    newest, doubts, notes = _head_of(list(own.values()))
    doubts += _doubts(newest, own, now)
    notes += [found("D-UNPACKED", one.place, "另外报来一份工作簿原件，没有采用") for one in raw.values()]
    return Choice(newest, len(own) + len(raw), tuple(doubts), tuple(notes))


def _head_of(own: list[Sent]) -> tuple[Sent, list[Found], list[Found]]:
    """The end of the chain: the one that no other names as the one before."""
    named = {one.figures.head.previous for one in own if one.figures.head.previous}
    ends = [one for one in own if one.figures.head.digest not in named] or own
    newest = max(ends, key=_rank)
    doubts: list[Found] = []
    rivals = [one for one in ends if one is not newest and _number(one) >= _number(newest)]
    if rivals:
        places = "、".join(sorted({one.place for one in (newest, *rivals)}))
        told = f"第 {_number(newest)} 次" if _number(newest) else "没有写明第几次"
        doubts.append(
            found(
                "D-TIE", newest.figures.head.town, f"{places}都是{told}报送而内容不同，请向镇里核实采用哪一份"
            )
        )
    before = Counter(one.figures.head.previous for one in own if one.figures.head.previous)
    if forked := [digest for digest, count in before.items() if count > 1]:
        places = "、".join(one.place for one in own if one.figures.head.previous == forked[0])
        doubts.append(
            found("D-FORK", newest.figures.head.town, f"{places}都接在同一份之后：可能有两份工作簿在用")
        )
    return newest, doubts, list(_gaps(newest, own))


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


def _doubts(newest: Sent, own: dict[str, Sent], now: dt.datetime) -> Iterator[Found]:
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
