"""The people of a rehearsal: invented names in the candidates' places, so that no real one stands beside invented votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

from pyxl.rules.findings import Row
from pyxl.rules.person import normalise_name

SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = "甲乙丙丁戊己庚辛壬癸"
KEPT: Final = ("拟任职务", "选票次序")
"""What a practice list has of the real one: who stands for what, in which order."""


def practice_list(candidates: Sequence[Row], taken: Sequence[str] = ()) -> list[dict[str, Any]]:
    """A list with as many people for the same offices, each under an invented name that nobody of ours bears.

    Somebody who stands twice in the real list keeps one name, so that a ballot that cannot be is still refused.
    `taken` are further names not to be used.
    """
    real = list(dict.fromkeys(name for row in candidates if (name := normalise_name(row.get("姓名")))))
    names = dict(zip(real, islice(_names({*real, *taken}), len(real)), strict=True))
    return [
        {"姓名": names[name], **{column: row.get(column) for column in KEPT}}
        for row in candidates
        if (name := normalise_name(row.get("姓名")))
    ]


def _names(taken: set[str]) -> Iterator[str]:
    """王演甲, 李演乙 ...: 2,000 names, surnames in turn."""
    for middle, given in product(("演", "练", *GIVEN[:8]), GIVEN):
        for surname in SURNAMES:
            if (name := f"{surname}{middle}{given}") not in taken:
                yield name
