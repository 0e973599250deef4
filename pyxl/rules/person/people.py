"""One row of a list of people, read once: normalised values for the rules beside the row as it stands."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyxl.errors import IdentityError
from pyxl.rules import identity
from pyxl.rules.findings import Row
from pyxl.rules.identity import Identity
from pyxl.rules.person.codes import LISTS
from pyxl.rules.person.dates import DateError, PartialDate, parse_date
from pyxl.rules.person.lazily import lazily

CANDIDATES: Final = "候选人"
DELEGATES: Final = "代表"
STAFF: Final = "工作人员"
WRITTEN_IN: Final = "另选当选"
PEOPLE_TABLES: Final = (CANDIDATES, DELEGATES)
LISTED: Final = (*PEOPLE_TABLES, WRITTEN_IN)
"""Lists of people whose own row is checked; who was written in and elected stands in the last."""

_READ: Final = {column: codes.read for column, codes in LISTS.items()}
_SERIALS: Final = frozenset({"序号", "编号"})
_HALF_WIDTH: Final[Mapping[int, int | str]] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20
}
_DOTS: Final[Mapping[int, int | str]] = dict.fromkeys(map(ord, "•‧∙⋅・･ㆍ"), "·")
_TRANSLATION: Final[Mapping[int, int | str]] = {**_HALF_WIDTH, **_DOTS}
HAN: Final = (
    "〇々\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U000f0000-\U000ffffd\U00020000-\U0003ffff"
)
"""Chinese characters for a character class, by block: to an older Python the newest are unassigned."""
_PLAIN: Final = re.compile(f"[{HAN}]+")
_STOP_BETWEEN_HAN: Final = re.compile(rf"(?<=[{HAN}])\s*\.\s*(?=[{HAN}])")
_SPACE_AT_HAN: Final = re.compile(rf"(?<=[{HAN}·])\s+|\s+(?=[{HAN}·])")


def normalise_name(value: object) -> str:
    """A name without stray spaces and full-width letters: "王 丽" -> "王丽", "买买提．艾山" -> "买买提·艾山".

    Rare characters stay as they are; so do the single spaces of a name in Latin letters.
    """
    text = value.strip() if type(value) is str else text_of(value)
    return text if _PLAIN.fullmatch(text) else _evened(text)


@lru_cache(maxsize=1 << 13)
def _evened(text: str) -> str:
    """What holds more than Chinese characters: units with numbers, mostly, of which there are few."""
    text = text.translate(_TRANSLATION)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace())
    text = _STOP_BETWEEN_HAN.sub("·", text)
    return " ".join(_SPACE_AT_HAN.sub("", text).split())


def text_of(value: object) -> str:
    """A cell as text without outer spaces; "" for a blank cell (None, NaN), "12" for 12.0."""
    if type(value) is str:
        return value.strip()
    if value is None or value != value:  # only NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def is_blank(row: Row) -> bool:
    """Whether nothing but a serial number stands in a row."""
    for column, value in row.items():
        if value is not None and column not in _SERIALS and text_of(value):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Waiver:
    """The approval of an exception, as it stands in a row."""

    document: str
    approved_on: PartialDate | None
    unreadable_date: str = ""
    reason: str = ""

    @classmethod
    def from_row(cls, row: Row) -> Waiver:
        """Read 例外批准文号, 例外批准日期 and 例外理由."""
        reason = text_of(row.get("例外理由"))
        document, written = text_of(row.get("例外批准文号")), row.get("例外批准日期")
        try:
            return cls(document, parse_date(written), reason=reason)
        except DateError:
            return cls(document, None, text_of(written), reason)

    def missing(self, latest: dt.date | None, earliest: dt.date | None = None) -> tuple[str, ...]:
        """What it lacks, as Chinese phrases; () if complete.

        `earliest` is the day of the plan, `latest` that of the congress, if set: an approval lies between them.
        """
        lacks = () if self.document else ("没有例外批准文号",)
        if self.unreadable_date:
            return (*lacks, f"例外批准日期“{self.unreadable_date}”不是日期")
        if self.approved_on is None:
            return (*lacks, "没有例外批准日期")
        if self.approved_on.exact is None:
            return (*lacks, "例外批准日期只写到月")
        if latest and self.approved_on.first > latest:
            return (*lacks, "例外批准日期晚于大会日期")
        if earliest and self.approved_on.first < earliest:
            return (*lacks, "例外批准日期早于方案印发日期")
        return lacks

    @property
    def entered(self) -> bool:
        """Whether anything of it is filled in."""
        return bool(self.document or self.approved_on or self.unreadable_date)


@dataclass(frozen=True)
class Person:
    """A candidate, delegate or worker; `number` counts data rows from 1, coded values are canonical."""

    table: str
    number: int
    row: Row
    name: str
    identity: Identity | None
    identity_fault: IdentityError | None
    written_birth: PartialDate | None
    birth_fault: DateError | None

    @classmethod
    def from_row(cls, row: Row, table: str, number: int) -> Person:
        """Read a row; what cannot be read is kept as the fault that a rule will report."""
        known, identity_fault = _identity(row.get("身份证号"))
        birth, birth_fault = _birth(row.get("出生日期"))
        name = normalise_name(row.get("姓名"))
        return cls(table, number, row, name, known, identity_fault, birth, birth_fault)

    def coded(self, column: str) -> str | None:
        """The canonical value of a coded column; None if it is blank or unknown."""
        value = self.row.get(column)
        return None if value is None else _READ[column](value if isinstance(value, str) else str(value))

    @lazily
    def sex(self) -> str | None:
        """性别."""
        return self.coded("性别")

    @lazily
    def unit(self) -> str:
        """单位, without spaces."""
        return normalise_name(self.row.get("单位"))

    @lazily
    def office(self) -> str | None:
        """拟任职务: the highest office the person stands for."""
        return self.coded("拟任职务")

    @property
    def heads(self) -> bool:
        """Stands for chair or vice-chair."""
        return self.office in {"主席", "副主席"}

    @property
    def newly_proposed(self) -> bool:
        """Everyone of whom the row does not say 连任: an exemption has to be claimed."""
        return self.coded("任职") != "连任"

    @lazily
    def groups(self) -> tuple[str, ...]:
        """界别, one or several; () if blank or unknown."""
        return tuple((self.coded("界别") or "").split("、")) if self.coded("界别") else ()

    @lazily
    def birth(self) -> PartialDate | None:
        """The birth date by the identity number, else as written."""
        return PartialDate.of(self.identity.birth_date) if self.identity else self.written_birth

    @lazily
    def waiver(self) -> Waiver:
        """The approval of an exception."""
        return Waiver.from_row(self.row)


def _identity(value: object) -> tuple[Identity | None, IdentityError | None]:
    return _NOT_SAID if value is None else _read_identity(value)


def _read_identity(value: object) -> tuple[Identity | None, IdentityError | None]:
    try:
        return identity.parse(value), None
    except IdentityError as fault:
        return None, fault.with_traceback(None)


_NOT_SAID: Final = _read_identity(None)
"""The same for every blank cell: in lists that left their town there is nothing else."""


def _birth(value: object) -> tuple[PartialDate | None, DateError | None]:
    try:
        return parse_date(value), None
    except DateError as fault:
        return None, fault
