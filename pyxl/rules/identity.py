"""Identity numbers: GB 11643, the citizen identity number, and the residence permits built like it.

    510999 19800229 042 0
    |      |        |   +-- check digit, ISO 7064 MOD 11-2, "X" stands for 10
    |      |        +------ sequence; its last digit is odd for a man, even for a woman
    |      +--------------- birth date
    +---------------------- place of first registration, GB/T 2260

Residence permits for people from Hong Kong, Macau and Taiwan carry 810000, 820000 and 830000 as the place.
A foreigner's permanent residence card of the 2023 version has the same 18 places and the same check digit,
behind a leading 9 with province and country in place of the county.

What decides is the check digit, the birth date and the first two digits.  County codes decide nothing:
counties are renamed, merged and founded, and a table of them turns away people whose cards are right.

A number is never repaired.  `parse` only drops what typing and pasting add: spaces, full-width forms, the
apostrophe that keeps a cell text, a lower-case x.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from operator import mul
from typing import Final

from pyxl.errors import IdentityError
from pyxl.rules.province_codes import PROVINCES

SAMPLE_REGION: Final = "510999"
"""A place that no county has (Suining's codes end at 510981): for numbers of invented people."""

EARLIEST_BIRTH: Final = dt.date(1850, 1, 1)
"""Numbers were first given out in 1984: nobody born before this day has one."""

_PERMIT_REGIONS: Final = frozenset({"810000", "820000", "830000"})
_APOSTROPHES: Final = "'‘’`"
_OLD_FOREIGN_CARD: Final = re.compile(r"[A-Z]{3}[0-9]{12}")  # before 2023: country, place, birth, sequence
PAPER_WORDS: Final = ("台胞证", "通行证", "护照", "居留证")
"""Words by which a cell says that it holds the number of another paper."""
_OTHER_DOCUMENTS: Final = (
    ("港澳居民来往内地通行证", re.compile(r"[HM][0-9]{8}([0-9]{2})?")),
    ("台湾居民来往大陆通行证（台胞证）", re.compile(r"[0-9]{8}|[0-9]{10}[A-Z0-9]")),
    ("护照或者其他证件", re.compile(r"[A-Z][A-Z0-9][0-9]{5,10}")),
)
"""Papers that people without a resident's card have: their name, and what their numbers look like."""
_LONG_PAST: Final = dt.date(2000, 1, 1)
"""Births up to here need no look at this computer's date."""
_USUAL: Final = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS: Final = tuple(2**place % 11 for place in range(17, 0, -1))
"""Of the 17 places, by ISO 7064 MOD 11-2."""
_OF_ZEROS: Final = sum(_WEIGHTS) * ord("0")
_CHECKS: Final = "10X98765432"
"""Sum of the weighted places modulo 11 -> the check digit."""
_NUMBER_AS_TEXT: Final = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+|[0-9]{16,}\.0*")


class Kind(StrEnum):
    """Which document a number belongs to."""

    RESIDENT = "居民身份证"
    HK_MACAU_TAIWAN = "港澳台居民居住证"
    FOREIGN = "外国人永久居留身份证"


class Fault(StrEnum):
    """Why a number is refused.  `OLD_FOREIGN_CARD` and `OTHER_DOCUMENT` are genuine documents that cannot be verified."""

    EMPTY = "empty"
    LOST_DIGITS = "lost_digits"
    OUTDATED_15 = "outdated15"
    OLD_FOREIGN_CARD = "old_foreign_card"
    OTHER_DOCUMENT = "other_document"
    LENGTH = "length"
    CHARACTERS = "characters"
    PROVINCE = "province"
    BIRTH_DATE = "birth_date"
    CHECK_DIGIT = "check_digit"


class IdentityProblem(IdentityError):
    """A number that was refused; `code` tells a program why, the text tells the clerk."""

    def __init__(self, code: Fault, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.code = code
        self.args = (code, what, where, remedy)  # so that it survives pickling between processes


@dataclass(frozen=True, slots=True)
class Identity:
    """What a valid number says.  Its `repr` leaves number and birth date out, so that no log keeps them.

    `province` is where the number was first given out; "" for a foreigner's card whose place is unknown.
    """

    number: str = field(repr=False)
    birth_date: dt.date = field(repr=False)
    sex: str
    province: str
    kind: Kind

    @property
    def masked(self) -> str:
        """The number with its birth date and sequence hidden."""
        return masked(self.number)


def parse(number: object, today: dt.date | None = None) -> Identity:
    """Read an identity number as it stands in a cell.

    `today` is the day after which a birth is not yet real; by default this computer's date.
    Raises IdentityProblem (an IdentityError) whose text never holds the full number.
    """
    if isinstance(number, str) and _USUAL.fullmatch(number):
        text = str(number)  # as almost all are written: nothing to even out, and no other paper
    else:
        text = _cell_text(number)
        _check_form(text)
    kind = _kind(text)
    province = PROVINCES.get(text[1:3] if kind is Kind.FOREIGN else text[:2], "")
    if not province and kind is not Kind.FOREIGN:
        raise _problem(Fault.PROVINCE, f"前两位“{text[:2]}”不是任何省份的代码", text)
    birth_date = _birth_date(text, today)
    if check_digit(text[:17]) != text[17]:
        if text.endswith("000"):
            raise _lost_digits()
        raise _problem(Fault.CHECK_DIGIT, "校验码不对，至少有一位抄错了", text)
    return Identity(text, birth_date, "男" if int(text[16]) % 2 else "女", province, kind)


def normalise(text: str) -> str:
    """A number as typed, without what typing adds: full-width forms, spaces, apostrophes, lower-case x."""
    folded = unicodedata.normalize("NFKC", text).upper()
    visible = (c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(visible).strip(_APOSTROPHES)


def masked(number: object) -> str:
    """A number fit for a screen or a log: the first six places, less of a fragment.

    The end stays hidden too: birth date and sex stand in the row, and beside them the last two places would
    leave about nine numbers to choose from.
    """
    text = normalise(str(number))
    if len(text) >= 15:
        return text[:6] + "*" * (len(text) - 6)
    return text[:2] + "*" * (len(text) - 2) if len(text) > 5 else "*" * len(text)


def check_digit(body: str) -> str:
    """The 18th place for the first 17, by ISO 7064 MOD 11-2: "0" to "9" or "X"."""
    return _CHECKS[(sum(map(mul, _WEIGHTS, body.encode())) - _OF_ZEROS) % 11]


def make_sample(region: str, birth_date: dt.date, sequence: int) -> str:
    """A number for an invented person: `sequence` 0 to 999, even for a woman.

    Give `SAMPLE_REGION` as the region: nobody's card can then carry the number, and `parse` still takes it.
    Raises IdentityError if region or sequence do not fit.
    """
    if not re.fullmatch(r"[0-9]{6}", region) or not 0 <= sequence <= 999:
        raise IdentityError("示例号码需要6位地区代码和0至999的顺序号")
    body = f"{region}{birth_date:%Y%m%d}{sequence:03d}"
    return body + check_digit(body)


def _cell_text(number: object) -> str:
    """The normalised text of a cell; empty cells and numbers have problems of their own."""
    if number is None or (isinstance(number, float) and math.isnan(number)):  # NaN: an empty cell in pandas
        raise _problem(Fault.EMPTY, "没有填写身份证号")
    if isinstance(number, (Real, Decimal)) and not isinstance(number, bool):
        # Excel keeps 15 digits: an old number is whole and only outdated, a present-day one is damaged.
        if number < 10**15 and not number < 10**14:
            return str(math.trunc(number))
        raise _lost_digits()
    if not isinstance(number, str):
        raise _problem(Fault.CHARACTERS, "身份证号一格里不是文字")
    text = normalise(number)
    if not text:
        raise _problem(Fault.EMPTY, "没有填写身份证号")
    if _NUMBER_AS_TEXT.fullmatch(text):
        raise _lost_digits()
    return text


def _check_form(text: str) -> None:
    """Eighteen places, all digits but for an X in the last."""
    if re.fullmatch(r"[0-9]{15}", text):
        raise _outdated(text)
    if _OLD_FOREIGN_CARD.fullmatch(text):
        raise IdentityProblem(
            Fault.OLD_FOREIGN_CARD,
            f"“{masked(text)}”是2023年以前的外国人永久居留身份证号码，无法核验出生日期和性别",
            remedy="请核对证件原件，或者改填新版证件上的18位号码",
        )
    if (paper := _other_document(text)) is not None:
        raise IdentityProblem(
            Fault.OTHER_DOCUMENT,
            f"“{masked(text)}”是{paper}的号码，无法核验出生日期和性别",
            remedy="请核对证件原件和本人资格；若本是身份证号，请补足18位",
        )
    if len(text) != 18:
        raise _problem(Fault.LENGTH, f"身份证号应为18位，现在是{len(text)}位", text)
    wrong = [
        str(place)
        for place, character in enumerate(text, 1)
        if not (character in "0123456789" or (place == 18 and character == "X"))
    ]
    if wrong:
        raise _problem(Fault.CHARACTERS, f"第{'、'.join(wrong)}位不是数字（只有末位可以是字母X）", text)


def _other_document(text: str) -> str | None:
    """The paper that a number belongs to which is no card of 18 places; None if it looks like none."""
    if any(word in text for word in PAPER_WORDS):
        return next(word for word in PAPER_WORDS if word in text)
    return next((paper for paper, form in _OTHER_DOCUMENTS if form.fullmatch(text)), None)


def _kind(text: str) -> Kind:
    if text[0] == "9":
        return Kind.FOREIGN
    return Kind.HK_MACAU_TAIWAN if text[:6] in _PERMIT_REGIONS else Kind.RESIDENT


def _birth_date(text: str, today: dt.date | None) -> dt.date:
    try:
        born = dt.date.fromisoformat(text[6:14])
    except ValueError:
        raise _problem(Fault.BIRTH_DATE, "第7至14位不是真实的日期", text) from None
    if born > (today or _LONG_PAST) and born > (today or dt.date.today()):
        raise _problem(Fault.BIRTH_DATE, "第7至14位的出生日期还没有到", text)
    if born < EARLIEST_BIRTH:
        raise _problem(Fault.BIRTH_DATE, "第7至14位的出生日期过早", text)
    return born


def _problem(code: Fault, what: str, text: str = "") -> IdentityProblem:
    shown = f"“{masked(text)}”" if text else ""
    return IdentityProblem(code, f"{shown}{what}", remedy="请对照身份证原件重新填写")


def _outdated(text: str) -> IdentityProblem:
    """A 15-digit number: two digits of the year and the check digit are missing (invalid since 2013)."""
    return IdentityProblem(
        Fault.OUTDATED_15,
        f"“{masked(text)}”是15位旧号码，2013年起已停用",
        remedy="请按现在的身份证填写18位号码",
    )


def _lost_digits() -> IdentityProblem:
    return IdentityProblem(
        Fault.LOST_DIGITS,
        "身份证号被当作数值保存，后几位已经丢失，无法恢复",
        remedy="请把这一格设为“文本”格式，再对照身份证原件重新填写",
    )
