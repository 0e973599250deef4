"""The figures of a list of people that credentials reports give: ages, education, party, groups, units.

Each figure counts people and says its share of those of whom it is known; those of whom it isn't are named,
never left out in silence.  Ages are completed years 周岁 on the reference date; a birth known to the month
counts if every day of that month gives the same age.  Averages and shares are exact fractions, printed to
one decimal and rounded half away from zero.

>>> one_decimal(Fraction(1249, 30)), one_decimal(Fraction(83, 2))
('41.6', '41.5')
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pyxl.rules.age import completed_years
from pyxl.rules.check import percent
from pyxl.rules.person import EDUCATION, LISTS, PartialDate, Person
from pyxl.rules.structure import MINORITIES, AgeBand
from pyxl.words import sheet_row

PARTY: Final = ("中共党员", "中共预备党员")
"""Party members.  The Party's own statistics (党内统计公报) count those on probation among its members."""

DEMOCRATIC_PARTIES: Final = (
    "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员",
)  # fmt: skip
"""The eight parties 民主党派: GB/T 4762 codes 04 to 11."""

COLLEGE: Final = "大专"
"""大专以上 includes 大专 (RULES: 以上 includes the number); who did not graduate does not count."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: how many of those `known` it is, and the names of those of whom nobody knows."""

    label: str
    count: int
    known: int
    unknown: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """The share of those of whom it is known; None where there is nobody."""
        return Fraction(self.count, self.known) if self.known else None

    @property
    def percentage(self) -> str:
        """The share as it is printed: 44.4%; "" where there is nobody."""
        return "" if self.share is None else percent(self.share)


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages on the reference date: all None where no age is known.  `bands` from youngest to oldest."""

    average: Fraction | None
    youngest: int | None
    oldest: int | None
    bands: tuple[Figure, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row says of a person in a column of its own: 是, 否, or nothing."""

    label: str
    column: str

    def of(self, person: Person) -> bool | None:
        """Whether the row says so; None where it says neither."""
        return {"是": True, "否": False}.get(LISTS["是否"].normalise(person.row.get(self.column)) or "")


MARKS: Final = (
    Mark("专职妇女工作者", "专职妇女工作者"),
    Mark("生产和工作一线", "一线"),
    Mark("获得荣誉", "荣誉"),
)
"""Full-time women's workers, those on the front line of production and work, those with honours: what reports of
women's congresses name.  They come from their columns alone, never from words found in a remark."""


@dataclass(frozen=True, slots=True)
class Makeup:
    """What a list is made up of.  Every tuple of figures stands in the order in which reports list them.

    `politics` and `education` split everyone known; `party`, `non_party`, `college` and `minority` are the sums
    that reports name.  `groups` may add up to more than everybody.  `marks` stand in the order of `MARKS`: None until
    every row says 是 or 否, since a column that is half full tells nothing.
    """

    total: int
    ages: Ages
    party: Figure
    non_party: Figure
    politics: tuple[Figure, ...]
    college: Figure
    education: tuple[Figure, ...]
    minority: Figure
    systems: tuple[Figure, ...]
    groups: tuple[Figure, ...]
    units: tuple[Figure, ...]
    kinds: tuple[Figure, ...]
    marks: tuple[Figure | None, ...]

    @property
    def unknown(self) -> dict[str, tuple[str, ...]]:
        """Column -> names of those of whom the list does not say what reports need."""
        columns = {
            "出生日期": self.ages.unknown,
            "文化程度": self.college.unknown,
            "政治面貌": self.party.unknown,
            "民族": self.minority.unknown,
        }
        return {column: names for column, names in columns.items() if names}


def makeup(
    people: Sequence[Person],
    on: dt.date,
    bands: Sequence[AgeBand],
    units: Sequence[tuple[str, str]] = (),
) -> Makeup:
    """The figures of a list on a day.

    `units` are (name, kind) in the order of the unit table; others that the list names follow them.
    """
    kind_of = dict(units)
    status = _Split.of(people, lambda person: person.coded("政治面貌"))
    schooling = _Split.of(people, lambda person: person.coded("文化程度"))
    ethnic = _Split.of(people, lambda person: person.coded("民族"))
    kind = _Split.of(people, lambda person: kind_of.get(person.unit) or None)
    return Makeup(
        total=len(people),
        ages=_ages(people, on, bands),
        party=status.sum("中共党员", PARTY.__contains__),
        non_party=status.sum("非中共党员", lambda value: value not in PARTY),
        politics=_politics(status),
        college=schooling.sum("大专以上", _is_college),
        education=schooling.each(EDUCATION.values),
        minority=ethnic.sum("少数民族", MINORITIES.__contains__),
        systems=_Split.of(people, lambda person: person.coded("体制")).each(LISTS["体制"].values),
        groups=_groups(people),
        units=_Split.of(people, lambda person: person.unit or None).each([name for name, _ in units]),
        kinds=kind.each(list(kind_of.values())),
        marks=tuple(_marked(people, mark) for mark in MARKS),
    )


def age_on(birth: PartialDate | None, on: dt.date) -> int | None:
    """The age in completed years; None for no birth date, one to come, or a month that leaves two ages open."""
    if birth is None or birth.last > on:
        return None
    oldest, youngest = completed_years(birth.first, on), completed_years(birth.last, on)
    return oldest if oldest == youngest else None


def one_decimal(value: Fraction) -> str:
    """A number that is not negative to one decimal, half away from zero: 41.5."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class _Split:
    """Everyone by one coded value: how often each occurs, and the names of those who have none."""

    counts: Counter[str]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, people: Sequence[Person], read: Callable[[Person], str | None]) -> _Split:
        """Read each person's value; None is unknown."""
        values = [(person, read(person)) for person in people]
        return cls(
            Counter(value for _, value in values if value is not None),
            tuple(_called(person) for person, value in values if value is None),
        )

    def sum(self, label: str, belongs: Callable[[str], bool]) -> Figure:
        """All whose value belongs, as one figure."""
        count = sum(number for value, number in self.counts.items() if belongs(value))
        return Figure(label, count, self.counts.total(), self.unknown)

    def each(self, order: Sequence[str]) -> tuple[Figure, ...]:
        """One figure for each value that occurs, those of `order` first."""
        labels = [label for label in dict.fromkeys((*order, *self.counts)) if self.counts[label]]
        return tuple(self.sum(label, label.__eq__) for label in labels)


def _ages(people: Sequence[Person], on: dt.date, bands: Sequence[AgeBand]) -> Ages:
    values = [(person, age_on(person.birth, on)) for person in people]
    known = [age for _, age in values if age is not None]
    unknown = tuple(_called(person) for person, age in values if age is None)
    figures = tuple(
        Figure(band.name, sum(_within(age, band) for age in known), len(known), unknown) for band in bands
    )
    if not known:
        return Ages(None, None, None, figures, unknown)
    return Ages(Fraction(sum(known), len(known)), min(known), max(known), figures, unknown)


def _within(age: int, band: AgeBand) -> bool:
    return (band.youngest is None or age >= band.youngest) and (band.oldest is None or age <= band.oldest)


def _is_college(education: str) -> bool:
    return (EDUCATION.rank(education) or 0) >= (EDUCATION.rank(COLLEGE) or 0)


def _politics(status: _Split) -> tuple[Figure, ...]:
    """Party, the eight parties, League, no party, 群众: everyone known stands in one of them."""
    return (
        status.sum("中共党员", PARTY.__contains__),
        status.sum("民主党派", DEMOCRATIC_PARTIES.__contains__),
        *(status.sum(label, label.__eq__) for label in ("共青团员", "无党派人士", "群众")),
    )


def _groups(people: Sequence[Person]) -> tuple[Figure, ...]:
    """界别, in the order of the code list; who belongs to several counts in each."""
    unknown = tuple(_called(person) for person in people if not person.groups)
    known = len(people) - len(unknown)
    counts = Counter(group for person in people for group in person.groups)
    labels = [label for label in LISTS["界别"].values if counts[label]]
    return tuple(Figure(label, counts[label], known, unknown) for label in labels)


def _marked(people: Sequence[Person], mark: Mark) -> Figure | None:
    said = [mark.of(person) for person in people]
    return Figure(mark.label, said.count(True), len(said)) if said and None not in said else None


def _called(person: Person) -> str:
    """A name for a message; who has none is called by her row."""
    return person.name or f"第{sheet_row(person.number)}行"
