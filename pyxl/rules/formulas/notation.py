"""The notation of the formulas, and the pieces that they share.

As inside an Excel table, `[@姓名]` is this row's cell and `[姓名]` the whole column; `[@算_行]` is a step of the
reading, `[#级_ID]` what is computed once for all rows.  `pyxl.book.building.live_names` turns the notation into
defined names with relative references, so that a cell holds a name and not a page of text.

Only functions that Excel 2010, WPS and LibreOffice 7 all have; MATCH and COUNTIF take * ? ~ for wildcards and
long digits for numbers, so keys begin with a letter and what they find is compared again with EXACT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyxl.rules.person import CANDIDATES, DELEGATES

STEP: Final = "算_"
"""Every column of the reading and of the rules begins with it."""

UNSURE: Final = "提示：写法不常见，请按“校验候选人”核对"
"""What a formula says where only Python can read what stands in the cell."""

UNSURE_TEXT: Final = f'"{UNSURE}"'

LONGEST: Final = 40
"""Characters of a cell that a formula looks at one by one."""


@dataclass(frozen=True)
class Live:
    """A rule as a formula: column at fault -> what is said of it, "" where nothing is.

    Of several columns the first that says anything speaks for the row; the cells at fault are all coloured.
    Then `fine` has for each column when there is nothing to say, so that no text is worked out twice.
    Every text begins with its severity: 错误：, 警告：, 提示：.
    """

    said: Mapping[str, str]
    tables: tuple[str, ...] = (CANDIDATES, DELEGATES)
    fine: Mapping[str, str] = field(default_factory=dict)


def given(name: str) -> str:
    """What is computed once for all rows, and the lists: a cell or column with a name."""
    return f"[#{name}]"


def level_of(code: str) -> str:
    """The name of the cell with a rule's level, as the settings leave it: 错误, 警告, 提示 or 原则上."""
    return given("级_" + code.replace("-", "_"))


def graded(code: str, words: str) -> str:
    """A text by the rule's level; a rule with 原则上 is a note once the waiver is complete (`算_例`)."""
    return f'IF({level_of(code)}="原则上",[@算_例],{level_of(code)})&{quoted("：" + words)}'


def excused(code: str, words: str) -> str:
    """`graded`, and what it means for the waiver."""
    outcome = 'IF([@算_例]="提示","，已填例外批准","，例外须报批")'
    return f'{graded(code, words)}&IF({level_of(code)}="原则上",{outcome},"")'


def note(words: str) -> str:
    """A text that is a note whatever the level."""
    return quoted("提示：" + words)


def quoted(text: str) -> str:
    """A text literal."""
    return '"' + text.replace('"', '""') + '"'


def filled(formula: str) -> str:
    """The formula for rows in which something stands; a blank row says nothing."""
    return f'IF([@算_行]="","",{formula})'


def trimmed(cell: str) -> str:
    """A cell as text without outer spaces, full-width ones too."""
    return f'TRIM(SUBSTITUTE({cell}&"","　"," "))'


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """A chain of SUBSTITUTE: each first text by its second; a key of CHAR(...) is taken as it is."""
    for old, new in pairs:
        key = old if old.startswith("CHAR(") else quoted(old)
        text = f"SUBSTITUTE({text},{key},{quoted(new)})"
    return text


def any_of(texts: tuple[str, ...] | str, within: str) -> str:
    """Whether one of the texts stands in the cell; compared character by character, capitals apart."""
    listed = ",".join(map(quoted, texts))
    return f"SUMPRODUCT(--ISNUMBER(FIND({{{listed}}},{within})))>0"


def places(first: int, last: int) -> str:
    """An array constant that counts."""
    return "{" + ",".join(map(str, range(first, last + 1))) + "}"


def holds_one_of(cell: str, characters: str, pad: str = "一", length: int = LONGEST) -> str:
    """Whether one of the characters in the cell named `characters` stands in `cell`; `pad` is none of them."""
    each = f"MID({cell}&REPT({quoted(pad)},{length}),{places(1, length)},1)"
    return f"SUMPRODUCT(--ISNUMBER(FIND({each},{given(characters)})))>0"


def unreadable(cell: str) -> str:
    """Whether Python may read another text out of the cell than the formula does."""
    return f"IF(LEN({cell})>{LONGEST},TRUE,{holds_one_of(cell, '不规则字')})"


def holds_any(signs: str, within: str) -> str:
    """The same for single characters, without an array."""
    return f"LEN({replaced(within, *((sign, '') for sign in signs))})<LEN({within})"


CRITERION: Final = 255
"""Characters of a text that COUNTIF and MATCH take; beyond it they are an error in Excel."""


def times(key: str, column: str) -> str:
    """How often a cell's text stands in a column; a long one is compared whole, cell by cell."""
    return f"IF(LEN({key})>{CRITERION},SUMPRODUCT(--EXACT({column},{key})),COUNTIF({column},{key}))"


def place_of(key: str, column: str) -> str:
    """The row of a column in which a cell's text stands, or an error, as for every text that is too long."""
    return f"IF(LEN({key})>{CRITERION},NA(),MATCH({key},{column},0))"


BAR: Final = "¦"
"""Stands around every word of a list in the cell `串_...`, so that FIND meets whole words only."""


def listed(key: str, words: str) -> str:
    """Whether a list of words has a folded text."""
    return f'ISNUMBER(FIND("{BAR}"&{key}&"{BAR}",{given(f"串_{words}")}))'


def looked_up(key: str, words: str, kind: str) -> str:
    """The value (`值`) or rank (`等`) of a word, or an error; what holds a wildcard never comes to MATCH."""
    place = f"IF({listed(key, words)},MATCH({key},{given(f'词_{words}')},0),NA())"
    return f"INDEX({given(f'{kind}_{words}')},{place})"
