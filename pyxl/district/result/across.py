"""People on the lists of several towns: a finding of each of them, and a line of the sheet 跨镇."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pyxl.district.codes import CODES, found
from pyxl.district.result.other_sheets import Twice
from pyxl.district.result.town import TownRow
from pyxl.district.shelf import Shelf

SHOWN: Final = 12
"""Places that a line of 跨镇 names."""


def look_across(shelf: Shelf, rows: list[TownRow]) -> tuple[list[TownRow], list[Twice]]:
    """People on lists of several towns: by number an error of each town, by name and month of birth a note."""
    shelf.choose((row.sha, row.town) for row in rows if row.sha)
    across: list[Twice] = []
    more: defaultdict[str, list[str]] = defaultdict(list)
    same: set[tuple[str, str]] = set()
    for group in shelf.same_number():
        across.append(_twice("D-PERSON", "身份证号相同", group))
        for town, _, name, birth in group:
            same.add((name, birth))
            more[town].append(f"{name}：{_places(group)}")
    for group in shelf.namesakes():
        if (group[0][2], group[0][3]) not in same:
            across.append(_twice("D-NAMESAKE", "姓名和出生年月相同", group))
    found_in = [
        replace(row, findings=[*row.findings, *(found("D-PERSON", "跨镇", text) for text in more[row.town])])
        if row.town in more
        else row
        for row in rows
    ]
    return found_in, across


def _twice(code: str, why: str, group: Sequence[tuple[str, str, str, str]]) -> Twice:
    names = "、".join(dict.fromkeys(name for _, _, name, _ in group))
    births = "、".join(dict.fromkeys(birth for *_, birth in group))
    return Twice(CODES[code].severity, why, names, births, _places(group))


def _places(group: Sequence[tuple[str, str, str, str]]) -> str:
    places = list(dict.fromkeys(f"{town}{table}" for town, table, *_ in group))
    more = f"等 {len(places)} 处" if len(places) > SHOWN else ""
    return "、".join(places[:SHOWN]) + more
