"""Texts of which a part looks otherwise: what a sender has crossed out within a cell of an .xlsx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.sheet.sheet_scan import TRUE


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """The shared strings of a workbook, and of those with something crossed out whether all of it is, by number."""

    texts: Sequence[str]
    struck: Mapping[int, bool]


def struck_strings(data: bytes, where: str) -> dict[int, bool]:
    """The shared strings with runs that are crossed out: number -> whether every run is that holds a word."""
    if b"strike" not in data:
        return {}
    names = {
        f"{space} {local}": local for space in xml_spans.MAIN for local in ("si", "r", "t", "strike", "rPh")
    }
    found: dict[int, bool] = {}
    number, aside, crossed = -1, 0, False
    marks: list[bool] = []
    chunks: list[str] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal number, aside, crossed
        local = names.get(name)
        if aside or local == "rPh":
            aside += 1
        elif local == "si":
            number += 1
            marks.clear()
        elif local == "r":
            crossed = False
        elif local == "strike":
            crossed = attributes.get("val", "1") in TRUE
        elif local == "t":
            chunks.clear()

    def closed(name: str) -> None:
        nonlocal aside
        local = names.get(name)
        if aside:
            aside -= 1
        elif local == "t" and "".join(chunks).strip():
            marks.append(crossed)
        elif local == "si" and any(marks):
            found[number] = all(marks)

    made = xml_spans.parser(where)
    made.StartElementHandler = opened
    made.EndElementHandler = closed
    made.CharacterDataHandler = chunks.append
    xml_spans.feed(made, data, where)
    return found
