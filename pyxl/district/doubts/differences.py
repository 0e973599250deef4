"""Where 选举结果, 名额 and the lists say something else than what they are made from, cell by cell.

A winner who lost is found by the count itself.  Here stands what hides in the same tables: votes of another number, a loser who is
left out, a vote under an unknown name, a quota of another table, a number that is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.district.codes import Found, found
from pyxl.rules.check import Rolls
from pyxl.rules.count import PersonResult, Result, state, word_of
from pyxl.rules.findings import Row
from pyxl.rules.person import LISTED, normalise_name, text_of
from pyxl.words import ENTRIES, OFFICES, PRIMARY

Tables = Mapping[str, Sequence[Row]]
VOTES: Final = (PRIMARY, *OFFICES)
"""What is voted on, in the order in which it is."""
SHOWN: Final = 3
_TOO_MANY: Final = 10**9
_FIGURES: Final[Mapping[str, str]] = {"赞成": "approve", "反对": "against", "弃权": "abstain"}
_WRITTEN_IN: Final = "是"
_REMARKS: Final = frozenset({"票数平衡", "核对"})
"""Lines of 选举结果 that are no state of the vote."""
NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "单位": ("妇女人数", "最少名额", "最多名额", "保留名额", "分配名额", "抽签序"),
    "选举情况": ("应到", "实到", "印制", "发出", "收回", "有效", "无效"),
    "计票": ("赞成", "反对", "弃权"),
    "选举结果": ("赞成", "反对", "弃权"),
}
"""Table -> columns of whole numbers that decide a seat."""


def whole(value: object) -> int | None:
    """A whole number that is not negative, or None."""
    if type(value) is int:
        return value if 0 <= value < _TOO_MANY else None
    text = text_of(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def some(parts: Sequence[str]) -> str:
    """The first few, and how many there are."""
    return "、".join(parts[:SHOWN]) + (f"等 {len(parts)} 处" if len(parts) > SHOWN else "")


def vote_differences(rows: Sequence[Row], ours: Result) -> Iterator[str]:
    """What the rows of one vote say otherwise than the district's own count of it: its state, its people, their votes."""
    nameless = [row for row in rows if not text_of(row.get("姓名"))]
    said = {text_of(row.get("结果")) for row in nameless} - _REMARKS
    if said != {counted := state(ours)}:
        yield f"报来“{'”“'.join(sorted(said)) or '空白'}”、重算“{counted}”"
    if any(text_of(row.get(column)) for row in nameless for column in (*_FIGURES, "另选")):
        yield "有票数而没有姓名"
    people = [(normalise_name(row.get("姓名")), row) for row in rows if text_of(row.get("姓名"))]
    names, ours_of = Counter(name for name, _ in people), {person.name: person for person in ours.people}
    yield from (f"{name}报了 {count} 行" for name, count in names.items() if count > 1)
    yield from (f"没有报{name}的票数" for name in ours_of if name not in names)
    for name, row in people:
        if (person := ours_of.get(name)) is None:
            yield f"多报了{name}"
        else:
            yield from _person_differences(name, row, person, ours.office)


def _person_differences(name: str, row: Row, person: PersonResult, office: str) -> Iterator[str]:
    for column, field in _FIGURES.items():
        if whole(row.get(column)) != (counted := getattr(person, field)):
            yield f"{name}{column}报 {text_of(row.get(column)) or '空白'}、重算 {counted}"
    if (text_of(row.get("另选")) == _WRITTEN_IN) != person.write_in:
        yield f"{name}是不是另选，报的与重算不同"
    if (said := text_of(row.get("结果"))) != (word := word_of(person, office)):
        yield f"{name}报“{said or '空白'}”、重算“{word}”"


def strays(tables: Tables) -> Iterator[Found]:
    """Rows of the count that belong to no vote or to neither entry, and cells that should hold a whole number."""
    for table in ("选举情况", "计票", "选举结果"):
        unknown = [
            f"“{text_of(row.get('选举')) or '空白'}”第 {text_of(row.get('轮次')) or 1} 轮"
            for row in tables.get(table, ())
            if text_of(row.get("选举")) not in VOTES
            or not (whole(row.get("轮次")) or not text_of(row.get("轮次")))
            or text_of(row.get("录入", ENTRIES[0])) not in ENTRIES
        ]
        if unknown:
            yield found("D-RESULT", table, f"有不认识的选举、轮次或录入：{some(unknown)}")
    for table, columns in NUMBERS.items():
        wrong = [
            f"第 {number} 行{column}“{text_of(row[column])[:20]}”"
            for number, row in enumerate(tables.get(table, ()), 1)
            for column in columns
            if (value := row.get(column)) is not None and whole(value) is None
        ]
        if wrong:
            yield found("D-NUMBER", table, f"应是整数的地方不是：{some(wrong)}")


def quota_sheet_differences(tables: Tables, method: str) -> Iterator[Found]:
    """名额, which papers and people read, against 单位, by which it is made; `method` is the column of the one in force."""
    shown = {
        normalise_name(row.get("单位")): row for row in tables.get("名额", ()) if text_of(row.get("单位"))
    }
    units = {
        normalise_name(row.get("单位")): row for row in tables.get("单位", ()) if text_of(row.get("单位"))
    }
    if not shown:
        return
    rows = Counter(normalise_name(row.get("单位")) for row in tables.get("名额", ()))
    differ = [f"{name}有 {count} 行" for name, count in rows.items() if name and count > 1]
    differ += [f"只有一张表里有{name}" for name in (*shown, *units) if (name in shown) != (name in units)]
    differ += [
        f"{name}{column}“名额”表写 {whole(row.get(column)) or 0}、“单位”表写 {whole(units[name].get(column)) or 0}"
        for name, row in shown.items()
        if name in units
        for column in ("妇女人数", "分配名额")
        if (whole(row.get(column)) or 0) != (whole(units[name].get(column)) or 0)
    ]
    differ += [
        f"{name}{method} {whole(row.get(method)) or 0}、分配名额 {whole(row.get('分配名额')) or 0}"
        for name, row in shown.items()
        if (whole(row.get(method)) or 0) != (whole(row.get("分配名额")) or 0)
    ]
    if differ:
        yield found("D-QUOTA", "名额", some(differ))


def blind_spots(rolls: Rolls) -> Iterator[Found]:
    """People of whom nothing says how old they are: no rule about ages can find anything."""
    for table in LISTED:
        names = [person.name for person in rolls.people(table) if person.birth is None]
        if names:
            yield found("D-BLIND", table, f"{some(names)}没有能认的出生日期，年龄无法复核")
