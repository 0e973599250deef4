"""Code lists: what a coded column may say, in the order of its drop-down, with the words clerks use instead.

The lists stand in `code_lists.json`: GB/T 3304 (ethnic groups), GB/T 4762 (political status), GB/T 4658
(education) and the plan's own words.  `LISTS` is keyed by column header, so that drop-downs, the check and
the import of village lists all read the same data.

>>> LISTS["政治面貌"].normalise("党员")
'中共党员'
>>> LISTS["文化程度"].normalise("函授大学专科"), LISTS["文化程度"].normalise("高中肄业")
('大专', '高中肄业')
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, cast

_SEPARATORS: Final = re.compile(r"[、,;/+&|]|和|及|与")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry: code in the source, value the workbook keeps, other words for it, rank if ranked."""

    code: str
    value: str
    synonyms: tuple[str, ...] = ()
    rank: int | None = None


@dataclass(frozen=True)
class CodeList:
    """A code list in drop-down order.  `many` allows several values in one cell, joined by "、"."""

    name: str
    source: str
    codes: tuple[Code, ...]
    many: bool = False

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The canonical values, as a drop-down offers them."""
        return tuple(code.value for code in self.codes)

    def normalise(self, value: object) -> str | None:
        """The canonical form of what a cell holds; None for a blank or a word that the list does not know."""
        return self.read(value if isinstance(value, str) else str(value)) if value is not None else None

    @cached_property
    def read(self) -> Callable[[str], str | None]:
        """The canonical form of a text, with a memory: a column of 27,000 rows holds a few dozen different words."""
        return lru_cache(maxsize=4096)(self._read)

    def _read(self, text: str) -> str | None:
        key = folded(text)
        if not key:
            return None
        found = self._look_up(key)
        if found is None and self.many:
            pieces = [self._look_up(piece) for piece in _SEPARATORS.split(key) if piece]
            found = "、".join(dict.fromkeys(piece for piece in pieces if piece))
            if not found or None in pieces:
                found = None
        return found

    def rank(self, value: object) -> int | None:
        """The rank of a value in a ranked list (higher is more); None if it is unknown or unranked."""
        canonical = self.normalise(value)
        return None if canonical is None else self._ranks.get(canonical)

    def _look_up(self, key: str) -> str | None:
        return self._known.get(key)

    @cached_property
    def _known(self) -> Mapping[str, str]:
        words = {folded(word): code.value for code in self.codes for word in code.synonyms}
        return words | {folded(code.value): code.value for code in self.codes}

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {code.value: code.rank for code in self.codes if code.rank is not None}


_UPGRADING: Final = "专升本"
UPGRADING: Final = "大学本科肄业（专升本）"
"""大学本科 that was not finished, from 大专."""
_BEFORE: Final = {"大学本科": "高中"}
"""What one has before a level, where that is not the level below it."""


class EducationList(CodeList):
    """Levels of education.  Graduation counts: who did not graduate (肄业, 在读) has the certificate of before.

    That is 高中 for 大学本科, unless she came to it from 大专 (专升本).

    中专, 职高 and 技校 rank with 高中.  How one studied (在职, 函授, 党校 ...) does not change the level.
    """

    _ROUTE = re.compile(
        r"^(全日制|非全日制|在职|函授|自学考试|自考|成人教育|成人|成教|电大|夜大|业余|网络教育|网络|远程|开放教育"
        r"|(中央|省委|市委)?党校|国家开放大学|普通高等教育)+"
    )
    _ENDING = re.compile(r"(毕业生|毕业|教育|文化程度|文化|学历|程度)+$")
    _UNFINISHED = re.compile(r"\(?(肄业|结业|在读|未毕业|辍学|就读)\)?$|^在读(?=.)")

    def _look_up(self, key: str) -> str | None:
        if key in self._known:
            return self._known[key]
        studied = self._UNFINISHED.sub("", key)
        if _UPGRADING in key and any(
            word in key for word in ("肄业", "结业", "在读", "未毕业", "辍学", "就读")
        ):
            return UPGRADING
        base = self._known.get(studied) or self._known.get(self._plain(studied))
        if base is None or studied == key:
            return base
        # 文盲 has no schooling that could be broken off; there is no level below it either.
        return f"{base}肄业" if self._ranks[base] > 0 else None

    def _plain(self, key: str) -> str:
        return self._ENDING.sub("", self._ROUTE.sub("", key))

    def rank(self, value: object) -> int | None:
        """The level, 0 (文盲) to 7 (博士研究生), of the certificate held; None if unknown."""
        canonical = self.normalise(value)
        if canonical is None:
            return None
        if canonical == UPGRADING:
            return self._ranks["大专"]
        graduated = canonical.removesuffix("肄业")
        if graduated == canonical:
            return self._ranks[canonical]
        return self._ranks[_BEFORE.get(graduated, "")] if graduated in _BEFORE else self._ranks[graduated] - 1

    def held(self, value: object) -> str:
        """The level of the certificate held, as a message names it; "" if it is unknown."""
        rank = self.rank(value)
        names = [code.value for code in self.codes if code.rank == rank]
        return names[-1] if names else ""


def folded(value: object) -> str:
    """A cell's text for comparison: half-width, lower case, no white space; "" for a blank cell."""
    if value is None:
        return ""
    return _folded(str(value))


@lru_cache(maxsize=1 << 13)
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _load() -> Mapping[str, CodeList]:
    text = Path(__file__).with_name("code_lists.json").read_text(encoding="utf-8")
    lists = {}
    for name, entry in json.loads(text).items():
        kind = EducationList if name == "文化程度" else CodeList
        lists[name] = kind(name, entry["source"], tuple(map(_code, entry["codes"])), entry["many"])
    return lists


def _code(entry: Mapping[str, Any]) -> Code:
    return Code(entry["code"], entry["value"], tuple(entry.get("synonyms", ())), entry.get("rank"))


LISTS: Final[Mapping[str, CodeList]] = _load()
"""Column header -> its code list."""

EDUCATION: Final = cast(EducationList, LISTS["文化程度"])
OFFICE_CODES: Final = LISTS["拟任职务"]

EIGHT_GROUPS: Final = tuple(value for value in LISTS["界别"].values if value != "其他")
"""The groups from which 二(二) wants part-time vice-chairs and committee members to come."""
