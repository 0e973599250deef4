"""What a coded cell may say: every word that Python takes for a value, with the value and its rank.

`AWKWARD_CHARACTERS` and the two lists of signs in names are asked of Python itself, so that both readers
draw the same line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import ucd_3_2_0

from pyxl.rules.person import LISTS, folded

CODED: Final = (
    "性别", "民族", "政治面貌", "文化程度", "体制", "拟任职务", "专兼职", "任职", "推荐方式", "产生方式",
)  # fmt: skip
"""The columns whose words the formulas know."""

SEPARATORS: Final = "、,;/+&|和及与"
"""What stands between several values in one cell, where a list allows several."""

EDUCATION_AFFIXES: Final = (
    "日制", "在职", "函授", "自学", "自考", "成人", "成教", "电大", "夜大", "业余", "网络", "远程", "开放",
    "党校", "普通高等", "毕业", "教育", "文化", "学历", "程度", "肄业", "结业", "在读", "辍学", "就读",
)  # fmt: skip
"""One of these stands in every level of education that Python reads beyond the list of words."""

_HANDLED: Final = "　（）"
"""The formulas fold these themselves."""

_FILLED_SINCE: Final = (
    (0x2150, 0x2160),
    (0x2189, 0x218A),
    (0xFA30, 0xFADA),
    (0xFE10, 0xFE1A),
)


def words(name: str) -> Iterator[tuple[str, str, int | None]]:
    """(word, value, rank) of a code list; words are folded, as formulas compare them."""
    for code in LISTS[name].codes:
        for word in dict.fromkeys(folded(text) for text in (code.value, *code.synonyms)):
            yield word, code.value, code.rank


@cache
def awkward_characters() -> str:
    """Characters that Python may read as others or pass over: compatibility forms, marks, invisible ones.

    None beyond U+FFFF: Excel looks at halves of those, which they share with the rare characters of real names.
    By the Unicode 3.2 that every Python carries, so that every Python builds the same workbook, and by the
    blocks of such characters that were filled since.
    """
    blocks = ((0xA0, 0xD800), (0xF900, 0xFFFE))
    known = (chr(code) for first, end in blocks for code in range(first, end))
    late = (chr(code) for first, end in _FILLED_SINCE for code in range(first, end))
    found = dict.fromkeys((*"\t\n", *filter(_awkward, known), *late))
    return "".join(character for character in found if character not in _HANDLED)


def _awkward(character: str) -> bool:
    changed = ucd_3_2_0.normalize("NFKC", character) != character
    return changed or ucd_3_2_0.category(character) in {"Cf", "Zs", "Zl", "Zp", "Mn"}
