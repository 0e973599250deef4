"""The shared strings of a workbook, which cells name by number."""

from __future__ import annotations

from pyxl.errors import FileError
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.cell_content import unescape_text

MOST_STRINGS = 1_500_000


def read_strings(data: bytes, where: str) -> list[str]:
    """The shared strings of a part, as plain text: runs joined, phonetic guides left out.

    Raises FileError for more text than a workbook has.
    """
    if data.count(b"<si") + data.count(b":si") > MOST_STRINGS:
        raise FileError("文件里的文字多得不正常，已拒绝打开", where, "请只保留需要的工作表，另存后再试")
    found: list[str] = []
    chunks: list[str] = []
    text = ""
    aside = 0
    made = xml_spans.parser(where)
    names = {f"{space} {local}": local for space in xml_spans.MAIN for local in ("si", "t", "rPh", "extLst")}

    def opened(name: str, _: dict[str, str]) -> None:
        nonlocal text, aside
        local = names.get(name)
        if aside or local in ("rPh", "extLst"):
            aside += 1
        elif local == "t":
            chunks.clear()
        elif local == "si":
            text = ""

    def closed(name: str) -> None:
        nonlocal text, aside
        if aside:
            aside -= 1
            return
        local = names.get(name)
        if local == "t":
            text += "".join(chunks)
        elif local == "si":
            found.append(unescape_text(text))

    made.StartElementHandler = opened
    made.EndElementHandler = closed
    made.CharacterDataHandler = chunks.append
    xml_spans.feed(made, data, where)
    return found
