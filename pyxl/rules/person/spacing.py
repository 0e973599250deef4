"""How names are set in lists and on ballots, so that those of two characters are as wide as those of three.

>>> in_list("张三"), in_list("欧阳小样"), in_list("阿依·古丽")
('张　三', '欧阳小样', '阿依·古丽')
"""

from __future__ import annotations

import re
from typing import Final

from pyxl.rules.person.people import HAN

COMPOUND_SURNAMES: Final = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 端木 百里 南宫 西门 东郭 独孤 "
    "申屠 公羊 轩辕 闻人 澹台 钟离 濮阳 淳于 单于 太叔 仲孙 呼延 拓跋 赫连 万俟 鲜于 闾丘 亓官 即墨 达奚 第五".split()
)
_TWO: Final = re.compile(f"([{HAN}])([{HAN}])")


def in_list(name: str) -> str:
    """A name as official lists set it: one of two characters spaced to the width of three.

    A compound surname that stands alone is not torn apart.
    """
    two = _TWO.fullmatch(name)
    return f"{two[1]}\u3000{two[2]}" if two and name not in COMPOUND_SURNAMES else name
