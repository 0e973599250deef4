"""统计: how the lists are made up and how far the network reaches, counted by native formulas.

The visible tables feed the charts of 首页; what they need besides stands in hidden blocks beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyxl.book.building.cockpit.figures import SHEET, Block, nth_where
from pyxl.book.building.cockpit.steps import LISTED, Facts
from pyxl.book.building.count_formulas import BAR, is_one_of
from pyxl.book.declared import CANDIDATES, DELEGATES

LISTS = (CANDIDATES, DELEGATES)
FIRST_ROW = 5
"""Row of the first line of the structure table; rows count from 1."""
WITHOUT_NAMED = 24
"""Places without an organisation that are named; how many more there are is said behind them."""
LIMIT_PARTS = ("上限", "晚于", "不晚于")
OUTSIDE = '(单位[单位]<>"")*(单位[妇联组织]<>"有")'
PLACE = '(网络覆盖[名称]<>"")*ISNA(MATCH(网络覆盖[名称],单位[单位],0))'


def _born(day: str) -> str:
    """A day as the live columns keep a birth: 19750301."""
    return f"(YEAR({day})*10000+MONTH({day})*100+DAY({day}))"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the structure table: title of its division, name of the group, count per list or ""."""

    title: str
    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class Structure:
    """The formulas of the sheet 统计."""

    facts: Facts

    @property
    def limits(self) -> Block:
        """One line for each age band: its last year, and the births that it takes in."""
        return Block(self.facts.steps.right, LIMIT_PARTS, self.bands)

    @property
    def words(self) -> Block:
        """One line for each group: every word that a cell may say for it, between bars."""
        return Block(self.limits.right, ("词",), len(self.word_lines()))

    @property
    def without(self) -> Block:
        """Names of the places that have no organisation yet; the first cell counts them, the second the units."""
        return Block(self.words.right, ("没有组织",), WITHOUT_NAMED + 2)

    @property
    def bands(self) -> int:
        """Age bands that there is room for."""
        return self.facts.figures.content.age_limits + 1

    def limit_lines(self) -> list[tuple[str, ...]]:
        """The formulas of `limits`: who completed n years was born on or before the day n years ago.

        EDATE goes to 28 February where there is no 29th, so that who was born on the 29th completes a year
        on 1 March, as the rules have it.
        """
        text = self.facts.figures.settings.text("年龄分段")
        for sign in "，,；;":
            text = f'SUBSTITUTE({text},"{sign}","、")'
        day = self.facts("截止日")
        lines: list[tuple[str, ...]] = []
        for row in range(self.bands):
            limit = self.limits.cell(row, "上限")
            before = self.limits.cell(row - 1, "上限") if row else ""
            part = f'TRIM(MID(SUBSTITUTE({text},"、",REPT(" ",20)),{row * 20 + 1},20))'
            lines.append(
                (
                    f'IFERROR(VALUE({part}),"")' if row + 1 < self.bands else '""',
                    f"IF(AND(ISNUMBER({limit}),ISNUMBER({day})),{_born(f'EDATE({day},-12*({limit}+1))')},0)",
                    f"IF(AND(ISNUMBER({before}),ISNUMBER({day})),{_born(f'EDATE({day},-12*({before}+1))')},0)"
                    if row
                    else f"IF(ISNUMBER({day}),{_born(day)},0)",
                )
            )
        return lines

    def word_lines(self) -> list[str]:
        """The texts of `words`."""
        divisions = self.facts.figures.content.divisions
        return [BAR + BAR.join(words) + BAR for item in divisions for _, words in item.groups]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The structure table, line by line; the last line of each division counts whom no group has."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        yield Line("合计", '"人数"', tuple(f"SUMPRODUCT({LISTED.format(table.name)}*1)" for table in LISTS))
        row = FIRST_ROW + 1
        for band in range(self.bands):
            name = self._band_name(band)
            yield Line("年龄", name, tuple(self._in_band(table.name, band, row + band) for table in LISTS))
        yield self._rest("年龄", row, self.bands, unless=f"NOT(ISNUMBER({self.facts('截止日')}))")
        row += self.bands + 1
        word = 0
        for item in self.facts.figures.content.divisions:
            for name, _ in item.groups:
                words = self.words.cell(word, "词")
                word += 1
                yield Line(
                    item.title,
                    f'"{name}"',
                    tuple(
                        f"SUMPRODUCT({LISTED.format(table.name)}*{is_one_of(f'{table.name}[{item.column}]', words)})"
                        if item.column in table.headers
                        else ""
                        for table in LISTS
                    ),
                )
            have = tuple(item.column in table.headers for table in LISTS)
            yield self._rest(item.title, row, len(item.groups), have)
            row += len(item.groups) + 1

    def _band_name(self, band: int) -> str:
        limit = self.limits.cell(band, "上限")
        if band == 0:
            return f'{limit}&"岁以下"'
        before = self.limits.cell(band - 1, "上限")
        between = f'IF({limit}={before}+1,{limit}&"岁",({before}+1)&"—"&{limit}&"岁")'
        return f'IF(ISNUMBER({before}),IF(ISNUMBER({limit}),{between},({before}+1)&"岁以上"),"")'

    def _in_band(self, table: str, band: int, row: int) -> str:
        """Whoever certainly is in the band: birth by the identity number, else as written, as the check and the papers have it."""
        first, last = f"{table}[算_生起]", f"{table}[算_生止]"
        after, until = (self.limits.cell(band, part) for part in ("晚于", "不晚于"))
        inside = f"ISNUMBER({first})*ISNUMBER({last})*({first}>{after})*({last}<={until})"
        count = f"SUMPRODUCT({LISTED.format(table)}*{inside})"
        return f'IF(OR($B{row}="",NOT(ISNUMBER({self.facts("截止日")}))),"",{count})'

    def _rest(
        self, title: str, first: int, groups: int, have: tuple[bool, ...] = (True, True), unless: str = ""
    ) -> Line:
        rests = (
            f"{column}${FIRST_ROW}-SUM({column}{first}:{column}{first + groups - 1})"
            for column in COUNT_COLUMNS
        )
        shown = (f'IF({unless},"",{rest})' if unless else rest for rest in rests)
        counts = tuple(rest if here else "" for rest, here in zip(shown, have, strict=True))
        return Line(title, '"未填或其他"', counts)

    def rows_of(self, title: str) -> tuple[int, int]:
        """First and last row (from 1) of a division's groups, without those whom no group has."""
        rows = [at for at, line in enumerate(self.lines, FIRST_ROW) if line.title == title]
        return rows[0], rows[-2]

    @property
    def coverage_row(self) -> int:
        """Row of the first kind in the coverage table; its total stands behind the last."""
        return FIRST_ROW + len(self.lines) + 4

    @property
    def total_row(self) -> int:
        """Row of the coverage table's total."""
        return self.coverage_row + len(self.facts.figures.content.network)

    def coverage_lines(self) -> list[tuple[str, str, str, str]]:
        """Direction, kind, places that there are, places with an organisation."""
        lines = []
        for row, kind in enumerate(self.facts.figures.content.network, self.coverage_row):
            unit = f'(单位[单位]<>"")*(单位[类别]=$B{row})'
            place = f"{PLACE}*(网络覆盖[类别]=$B{row})"
            listed = f"SUMPRODUCT({unit})+SUMPRODUCT({place})"
            there = f"MAX({listed},SUM(单位[{kind.counted}]))" if kind.counted else listed
            reached = (
                f'SUMPRODUCT({unit}*(单位[妇联组织]="有"))+SUMPRODUCT({place}*(网络覆盖[妇联组织]="有"))'
            )
            lines.append((kind.direction, kind.kind, there, reached))
        return lines

    def without_lines(self) -> list[str]:
        """How many places have none, how many of them are units, then their names."""
        missing = f'{PLACE}*(网络覆盖[妇联组织]<>"有")'
        units = self.without.cell(1, "没有组织")
        names = (
            f"IF({number}<={units},{nth_where('单位[单位]', OUTSIDE, number)},"
            f"{nth_where('网络覆盖[名称]', missing, f'({number}-{units})')})"
            for number in range(1, WITHOUT_NAMED + 1)
        )
        return [f"{units}+SUMPRODUCT({missing})", f"SUMPRODUCT({OUTSIDE})", *names]

    def without_name(self, number: int) -> str:
        """The cell of a name; they count from 1."""
        return self.without.cell(number + 1, "没有组织")


COUNT_COLUMNS = ("C", "E")
"""Columns of the counts of candidates and delegates."""


def share(part: str, whole: str) -> str:
    """A share to a tenth of a per cent, half upwards as the rules have it; "" of nothing.

    Worked out in whole numbers, so that no binary fraction is rounded.
    """
    return f'IF(OR(NOT(ISNUMBER({part})),N({whole})=0),"",INT((2000*{part}+{whole})/(2*{whole}))/1000)'


def chart_range(column: str, first: int, last: int) -> str:
    """Cells of 统计 as a chart refers to them."""
    return f"={SHEET}!${column}${first}:${column}${last}"
