"""Native formulas that the sheets of the count share: settings with their defaults, seats, turnout, marks.

They keep to what Excel 2010, WPS and LibreOffice all have, and none of them is volatile.  Signs are looked up with
FIND, which compares character by character: COUNTIF and MATCH take look-alikes for one another and read a
typed * as a wildcard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyxl.book.building.content import Content
from pyxl.words import COMMITTEE, OFFICERS

if TYPE_CHECKING:
    from pyxl.book.workbook import Cell

UNCALCULATED = ""
"""No cached value: every program then calculates the formula when it opens the file."""
BAR = "¦"
"""Stands around every spelling in a list of them, so that only a whole cell is found in it."""
FAMILIES = ("○〇◯⭕⚪oOｏＯ", "×✕✖╳❌xXｘＸ", "√✓✔☑")
"""Signs that stand for the same mark, as `pyxl.rules.count.rows.opinions` reads them."""


class SettingFormulas:
    """Formulas (without `=`) for settings; a blank cell stands for the default, as it does to the rules."""

    def __init__(self, content: Content) -> None:
        self._defaults: Mapping[str, Cell] = {line.key: line.value for line in content.settings}
        self._of_plan = frozenset(line.key for line in content.settings if line.of_plan)

    def text(self, key: str) -> str:
        """The setting as text."""
        default = self._defaults[key]
        shown = "" if default is None else str(default)
        found = _value(key)
        if key in self._of_plan:  # another town's plan has another value
            return f'IF({found}="",{_text_of(own_cell(key))},{found})'
        return f'IF({found}="","{shown}",{found})' if shown else found

    def count(self, key: str) -> str:
        """The setting as a number; a measure word behind it is passed over; 0 where there is none."""
        return f'IFERROR(VALUE(SUBSTITUTE(SUBSTITUTE({self.text(key)},"名",""),"人","")),0)'

    def seats(self, office: str) -> str:
        """Seats of the first round by the office in cell `office`."""
        officers = f"({self.count('主席名额')}+{self.count('副主席名额')})"
        committee = f'{self.count("执委名额")}+({self.text("主席是否计入执委")}="否")*{officers}'
        others = "".join(f'IF({office}="{name}",{self.count(name + "名额")},' for name in OFFICERS)
        return f'IF({office}="{COMMITTEE}",{committee},{others}0))))'

    def entitled(self, office: str) -> str:
        """Those entitled where the turnout does not say: the delegates, or the committee."""
        # The primary is the delegates' too.
        return f'IF(LEFT({office},{len(COMMITTEE)})="{COMMITTEE}",{self.count("代表名额")},{self.seats(_QUOTED_COMMITTEE)})'


_QUOTED_COMMITTEE = f'"{COMMITTEE}"'


def setting_cell(key: str) -> str:
    """The cell of a setting, an error where its line is gone."""
    return f'INDEX(设置[值],MATCH("{key}",设置[项目],0))'


def own_cell(key: str) -> str:
    """The cell with what the town's own plan says for a setting."""
    return f'INDEX(设置[默认],MATCH("{key}",设置[项目],0))'


def _value(key: str) -> str:
    return _text_of(setting_cell(key))


def _text_of(cell: str) -> str:
    return f'IFERROR(TRIM({cell}&""),"")'


def spellings(mark: str, other: str, word: str, third: str | None = None) -> str:
    """Every way to type the mark in cell `mark` and its word, each between bars.

    Where marks are of one family, the signs in the cells `other` and `third` stand for themselves.
    """
    family = f'"{BAR}"&{mark}&"{BAR}"'
    for signs in reversed(FAMILIES):
        listed = BAR + BAR.join(signs) + BAR
        family = f'IF(ISNUMBER(FIND("{BAR}"&{mark}&"{BAR}","{listed}")),"{listed}",{family})'
    for sign in (other, third):
        if sign:
            family = f'IF({sign}="",{family},SUBSTITUTE({family},"{BAR}"&{sign}&"{BAR}","{BAR}"))'
    return f'{family}&"{word}{BAR}"'


def is_one_of(cells: str, words: str) -> str:
    """True for each of the cells that is in the list `words` of spellings; blank cells are not."""
    return f'ISNUMBER(FIND("{BAR}"&{cells}&"{BAR}",{words}))'


def rows_of_vote(table: str, entry: str, office: str, round_: str) -> str:
    """Product that is 1 for the rows of one vote and entry in 选举情况 or 计票; a blank 轮次 is the first."""
    rounds = f'(({table}[轮次]={round_})+({round_}=1)*({table}[轮次]=""))'
    return f'({table}[选举]={office})*({table}[录入]="{entry}")*{rounds}'


def turnout(column: str, entry: str, office: str, round_: str) -> str:
    """A count from 选举情况; 0 where it is not filled in."""
    return f"SUMPRODUCT({rows_of_vote('选举情况', entry, office, round_)},选举情况[{column}])"
