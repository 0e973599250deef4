"""What the formulas make of a row before a rule looks at it, each step a hidden cell of the row.

The number stands behind an N, so that COUNTIF and MATCH never take its eighteen digits for a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyxl.rules.formulas import dates
from pyxl.rules.formulas.notation import (
    any_of,
    filled,
    holds_any,
    listed,
    looked_up,
    places,
    quoted,
    replaced,
    trimmed,
    unreadable,
)
from pyxl.rules.formulas.words import EDUCATION_AFFIXES, SEPARATORS
from pyxl.rules.identity import PAPER_WORDS
from pyxl.rules.person import CANDIDATES, DELEGATES, EDUCATION
from pyxl.rules.province_codes import PROVINCES

VALID, FOREIGN, OLD_CARD, UNKNOWN = "对", "外", "旧", "?"
"""What `算_证` says of a number that is no fault; anything else it says is the fault in words."""

_SPACES: Final = tuple(
    (sign, "") for sign in (" ", "　", "\u00a0", "\u200b", "\ufeff", "CHAR(9)", "CHAR(10)")
)
_WIDE: Final = tuple((chr(ord(sign) + 0xFEE0), sign) for sign in "0123456789Xx")
_WILDCARDS: Final = (("~", "-"), ("*", "-"), ("?", "-"))
_DOTS: Final = tuple((sign, "·") for sign in "•‧∙⋅・･ㆍ")
_WEIGHTS: Final = "{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}"
_DIGITS: Final = '"0123456789"'
UNDERGRADUATE: Final = EDUCATION.rank("大学本科")
"""Who did not finish this level has 高中, two below it."""
QUOTES: Final = "'‘’`"

NUMBER: Final = "[@算_号码]"
BORN_FIRST, BORN_LAST = "[@算_生起]", "[@算_生止]"
CHECKED: Final = f'OR([@算_证]="{VALID}",[@算_证]="{FOREIGN}")'
"""Whether birth date and sex can be taken from the number."""


def part(first: int, count: int) -> str:
    """Places of the number, counted from 1; the N before them is passed over."""
    return f"MID({NUMBER},{first + 1},{count})"


def folded(cell: str) -> str:
    """A coded cell as the lists of words have it."""
    return f"LOWER({replaced(cell, (' ', ''), ('　', ''), ('（', '('), ('）', ')'))})"


def coded(column: str) -> str:
    """The canonical value of a coded cell, or an error where no list has the word."""
    return looked_up(folded(f"[@{column}]"), column, "值")


def presence(headers: tuple[str, ...]) -> str:
    """1 where anything but a serial number stands in the row, else ""."""
    everything = "&".join(f"[@{header}]" for header in headers)
    return f'IF({trimmed(f"({everything})")}="","",1)'


def _number() -> str:
    """The number as text behind an N; one apostrophe at either end only kept the cell a text."""
    first, last = (f"ISNUMBER(FIND({side}([@算_清号],1),{quoted(QUOTES)}))" for side in ("LEFT", "RIGHT"))
    bare = f"MID([@算_清号],1+{first},LEN([@算_清号])-{first}-{last})"
    text = f'IF({holds_any(QUOTES, "[@身份证号]")},IF(LEN([@算_清号])<3,"",{bare}),[@算_清号])'
    return f'IF([@身份证号]="","",IF(ISNUMBER([@身份证号]),"","N"&{text}))'


def _identity() -> str:
    """Why the number is refused, in words, or VALID, FOREIGN, OLD_CARD, UNKNOWN."""
    digits17 = f"SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(2, 18)},1),{_DIGITS})))=17"
    digits15 = f"SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(2, 16)},1),{_DIGITS})))=15"
    letters = f'SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{{2,3,4}},1),"ABCDEFGHIJKLMNOPQRSTUVWXYZ")))=3'
    digits12 = f"SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(5, 16)},1),{_DIGITS})))=12"
    weighed = f"SUMPRODUCT((FIND(MID({NUMBER},{places(2, 18)},1),{_DIGITS})-1)*{_WEIGHTS})"
    check = f'MID("10X98765432",MOD({weighed},11)+1,1)'
    year, month, day = (f"VALUE({part(*at)})" for at in ((7, 4), (11, 2), (13, 2)))
    real = f"IF(OR({month}<1,{month}>12,{year}<1850,{year}>2099,{day}<1),FALSE,{day}<={dates.days_in_month(year, month)})"
    provinces = quoted("、".join(PROVINCES))
    place = f'OR(LEFT({part(1, 1)},1)="9",ISNUMBER(FIND({part(1, 2)},{provinces})))'
    later = f"IF(ISNUMBER([#截止日]),VALUE({part(7, 8)})>[#截止日],FALSE)"
    another = _another_paper()
    strange = f"OR({unreadable(NUMBER)},{holds_any(QUOTES, NUMBER)})"
    written = f'IF(OR({another},{strange}),IF({another},"{OLD_CARD}","{UNKNOWN}"),'
    outdated = '"身份证号是15位旧号码，已停用，请填18位号码"'
    fifteen = (
        f'IF({digits15},{outdated},IF(AND({letters},{digits12}),"{OLD_CARD}",{written}"身份证号应为18位")))'
    )
    shape = f'AND({digits17},ISNUMBER(FIND({part(18, 1)},"0123456789X")))'
    body = (
        f"IF({shape},IF({place},IF({real},IF({check}={part(18, 1)},"
        f'IF({later},"{UNKNOWN}",IF({part(1, 1)}="9","{FOREIGN}","{VALID}")),'
        '"身份证号校验码不对，至少有一位抄错了"),"身份证号第7至14位不是真实的出生日期"),'
        '"身份证号前两位不是任何省份的代码"),'
        f'{written}"身份证号里有不是数字的字符"))'
    )
    of_text = f'IF(LEN({NUMBER})=19,{body},IF(LEN({NUMBER})=16,{fifteen},{written}"身份证号应为18位")))'
    of_number = (
        f"IF(AND([@身份证号]>=1E14,[@身份证号]<1E15),{outdated},"
        '"身份证号被当作数值保存，后几位已丢失，请设为文本再重填")'
    )
    return f'IF([@算_行]="","",IF(ISNUMBER([@身份证号]),{of_number},IF(LEN({NUMBER})<2,"身份证号没有填写",{of_text})))'


def _another_paper() -> str:
    """Whether the number is that of a passport or permit, as `pyxl.rules.identity` knows their forms."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    # Beyond its end a text gives "", which FIND takes for found: what is not there is no wrong sign.
    rest = f"SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(4, 13)},1),{_DIGITS})))=10"
    first = f'ISNUMBER(FIND(MID({NUMBER},2,1),"{letters}"))'
    second = f'ISNUMBER(FIND(MID({NUMBER},3,1),"{letters}0123456789"))'
    lettered = f"AND({first},{second},{rest},LEN({NUMBER})>7,LEN({NUMBER})<14)"
    eight = f"AND(LEN({NUMBER})=9,SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(2, 9)},1),{_DIGITS})))=8)"
    ten = f"SUMPRODUCT(--ISNUMBER(FIND(MID({NUMBER},{places(2, 11)},1),{_DIGITS})))=10"
    eleven = f'AND(LEN({NUMBER})=12,{ten},ISNUMBER(FIND(RIGHT({NUMBER},1),"{letters}0123456789")))'
    return f"OR({any_of(PAPER_WORDS, NUMBER)},{lettered},{eight},{eleven})"


def _name() -> str:
    """The name as Python compares it: without spaces, with one kind of dot; Latin names keep their spaces."""
    plain = trimmed(replaced("[@姓名]", *_DOTS, ("．", ".")))
    latin = "EXACT(LOWER([@姓名]),UPPER([@姓名]))=FALSE"
    return f'IF([@姓名]="","",IF({latin},{plain},{replaced(plain, (" ", ""), (".", "·"))}))'


def _unit() -> str:
    return f'IF([@单位]="","",{replaced("[@单位]&" + quoted(""), (" ", ""), ("　", ""), *_DOTS)})'


def _birth(day: str) -> str:
    """First or last day of the birth date: by the number, else as written; "" where none is known."""
    return (
        f'IF([@算_行]="","",IF({CHECKED},VALUE({part(7, 8)}),'
        f'IF(OR([@算_证]="{UNKNOWN}",NOT(ISNUMBER([@算_填]))),"",{day})))'
    )


def _same_person() -> str:
    """Name and birth date as one key; "" while either is missing."""
    key = f'[@算_姓名]&"|"&{BORN_FIRST}&"|"&{BORN_LAST}'
    return f'IF(OR([@算_姓名]="",{BORN_FIRST}=""),"",IF({holds_any("*?~", "[@算_姓名]")},"",{key}))'


def _education() -> str:
    """The rank; one less without graduation; "" where it is unknown."""
    key = folded("[@文化程度]")
    level = looked_up(_studied(key), "文化程度", "等")
    broken = f'IF(RIGHT({key},2)="肄业",IF({level}>0,{level}-1-({level}={UNDERGRADUATE}),""),"")'
    return f'IF([@文化程度]="","",IFERROR({looked_up(key, "文化程度", "等")},IFERROR({broken},"")))'


def _studied(key: str) -> str:
    return f"LEFT({key},LEN({key})-2)"


def is_known(column: str) -> str:
    """Whether Python has a value for what stands in a coded cell; only where `may_be_known` is not."""
    return '[@算_学]<>""' if column == "文化程度" else listed(folded(f"[@{column}]"), column)


def may_be_known(column: str, many: bool) -> str:
    """Whether Python may have a value that the list of words does not show."""
    key = folded(f"[@{column}]")
    more: tuple[str, ...] = EDUCATION_AFFIXES if column == "文化程度" else ()
    more += tuple(SEPARATORS) if many else ()
    doubt = unreadable(key)
    return f"OR({doubt},{any_of(more, key)})" if more else doubt


def _waiver() -> str:
    """The severity that 原则上 leaves: 提示 with a complete waiver, or one that only Python can read."""
    document = f'{trimmed("[@例外批准文号]")}<>""'
    complete = (
        'AND(MOD([@算_例日],100)>0,OR([#大会日]="",IF(ISNUMBER([#大会日]),[@算_例日]<=[#大会日],TRUE)),'
        "OR(NOT(ISNUMBER([#方案日])),[@算_例日]>=[#方案日]))"
    )
    dated = f'IF(ISNUMBER([@算_例日]),{complete},[@算_例日]="?")'
    return f'IF({document},IF({dated},"提示","警告"),"警告")'


def _heads() -> str:
    """Whether the person stands for chair or vice-chair and certainly does not claim 连任."""
    office = f'IFERROR({coded("拟任职务")},"")'
    may = f'ISNUMBER(FIND("主席",{folded("[@拟任职务]")}))'
    again = f'IFERROR({coded("任职")},IF({unreadable(folded("[@任职]"))},"连任",""))'
    heads = f'IF({may},OR({office}="主席",{office}="副主席"),FALSE)'
    return f'IF({heads},IF([@任职]="",TRUE,{again}<>"连任"),FALSE)'


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a hidden cell of the row, or (`cell` False) only a name where it is rarely asked for."""

    name: str
    formula: str
    cell: bool = True


def _steps(headers: tuple[str, ...]) -> tuple[Step, ...]:
    return (
        Step("算_行", presence(headers)),
        Step("算_姓名", _name()),
        Step("算_清号", replaced(f"UPPER({replaced('[@身份证号]', *_SPACES, *_WIDE)})", *_WILDCARDS)),
        Step("算_号码", _number()),
        Step("算_证", _identity()),
        Step("算_日文", dates.cleaned("[@出生日期]")),
        Step("算_日合", dates.composed("[@出生日期]", "[@算_日文]")),
        Step("算_填", dates.checked("[@算_日合]")),
        Step("算_生起", _birth(dates.first_day("[@算_填]"))),
        Step("算_生止", _birth(dates.last_day("[@算_填]"))),
        Step("算_键", _same_person()),
        Step("算_学", _education()),
        Step("算_单位", _unit()),
    )


def steps(table: str, headers: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of one table, each after those that it needs; `headers` are the table's, serial number apart."""
    if table == DELEGATES:
        return (*_steps(headers), Step("算_例", '"警告"', cell=False))
    assert table == CANDIDATES, table
    return (
        *_steps(headers),
        Step("算_例文", dates.cleaned("[@例外批准日期]")),
        Step("算_例合", dates.composed("[@例外批准日期]", "[@算_例文]")),
        Step("算_例日", dates.checked("[@算_例合]")),
        Step("算_例", filled(_waiver())),
        Step("算_新领", _heads()),
    )
