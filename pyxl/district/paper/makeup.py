"""How the committees are made up, in a sentence of medians."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyxl.district.result.book import Result
from pyxl.district.result.comparison import Comparison, compare

SHARES: Final = (
    ("大专以上", "大专以上"),
    ("党员", "中共党员"),
    ("体制外", "体制外"),
    ("少数民族", "少数民族"),
)


def makeup(result: Result) -> str:
    """Of whoever is elected, as far as it is known."""
    done = [row for row in result.rows if row.committee_elected]
    if not done:
        return "尚无乡镇选出执委。"
    comparison = compare(done)
    words = [*_age(comparison), *_shares(comparison)]
    return f"已选出的执委，各{'区县' if result.is_citys else '乡镇'}的中位数为：{'，'.join(words)}。"


def _age(comparison: Comparison) -> Iterator[str]:
    if (age := comparison.median_of("执委平均年龄")) is not None:
        yield f"平均年龄{age:.1f}岁"


def _shares(comparison: Comparison) -> Iterator[str]:
    for column, name in SHARES:
        if (share := comparison.median_of(f"执委{column}")) is not None:
            yield f"{name}占{share:.1%}"
