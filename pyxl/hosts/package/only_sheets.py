"""A copy of a workbook for the printer: nothing in it but the sheets to be printed and what their formulas read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.closed_file import ClosedFile

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_LITERAL: Final = re.compile(r'"(?:[^"]|"")*"')
"""A text within a formula: where a link leads to need not be printed."""
_WORD: Final = re.compile(r"[\w.·—–-]+")
_EMPTY: Final = b"<%ssi><%st/></%ssi>"


def leave_only(file: ClosedFile, wanted: Iterable[str]) -> None:
    """Empty all other sheets, and every shared text that none of these shows.

    Sheets that a printed formula reads stay too: LibreOffice computes it anew.  The names and tables of an empty sheet
    stay, so that nothing has to be renumbered.
    """
    kept = _needed(file, set(wanted))
    for entry in file.entries:
        if entry.kind == "worksheet" and entry.name not in kept:
            file.package.write(entry.part, _emptied(file.package.read(entry.part), entry.name))
    _blank_texts(file, kept)


def _blank_texts(file: ClosedFile, kept: Iterable[str]) -> None:
    """Empty every shared text that none of these sheets shows."""
    part = file.workbook.related("sharedStrings")
    if part is not None:
        shown = set[int]().union(*(_shared(file.package.read(_part(file, name)), name) for name in kept))
        file.package.write(part, _without(file.package.read(part), shown))


def take_out_others(file: ClosedFile, wanted: Iterable[str]) -> ClosedFile:
    """The workbook with all other sheets taken out but those that a formula of these reads.

    LibreOffice needs a second and a half to load our thirty sheets, empty or not, and a tenth of that for one.  The
    macros go too.  What the copy is for is print; it is no workbook to go on working with.
    """
    kept, words = _needed(file, set(wanted)), dict(_meanings(file))
    _blank_texts(file, kept)
    entries = file.entries
    names = file.workbook.names
    lost = {
        name.name
        for name in names
        if not name.name.startswith("_xlnm.") and _read_by([name.text], words) - kept
    }
    file.workbook.keep_sheets([i for i, entry in enumerate(entries) if entry.name in kept], lost)
    for entry in entries:
        if entry.name not in kept and entry.part:
            file.package.drop(file.workbook.part, entry.part)
    file.workbook.forget_calculation_chain()
    macros = file.workbook.related("vbaProject")
    if macros is not None:
        file.package.drop(file.workbook.part, macros)
    return ClosedFile.of(file.package)


def _part(file: ClosedFile, name: str) -> str:
    return next(entry.part for entry in file.entries if entry.name == name)


def _needed(file: ClosedFile, wanted: set[str]) -> set[str]:
    """These sheets, and those that their formulas name: themselves, by a table, or by a defined name."""
    words = dict(_meanings(file))
    kept: set[str] = set()
    left = [entry.name for entry in file.entries if entry.name in wanted and entry.kind == "worksheet"]
    while left:
        name = left.pop()
        kept.add(name)
        left += _read_by(_formulas(file, _part(file, name)), words) - kept - set(left)
    return kept


def _formulas(file: ClosedFile, part: str) -> list[str]:
    """What the cells and the charts of a sheet read."""
    drawings = [drawing for drawing in file.package.related(part, "drawing") if drawing in file.package]
    charts = [c for drawing in drawings for c in file.package.related(drawing, "chart") if c in file.package]
    return [text.decode() for each in (part, *charts) for text in _FORMULA.findall(file.package.read(each))]


def _meanings(file: ClosedFile) -> Iterator[tuple[str, tuple[str, str]]]:
    """Word of a formula -> (sheet that it is on, text to look into): sheets, tables, defined names."""
    for index, entry in enumerate(file.entries):
        yield entry.name, (entry.name, "")
        if entry.kind == "worksheet":
            for table in file.tables(index):
                yield table.name, (entry.name, "")
    for name in file.workbook.names:
        if not name.name.startswith("_xlnm."):
            yield name.name, ("", name.text)


def _read_by(formulas: Iterable[str], words: dict[str, tuple[str, str]]) -> set[str]:
    """The sheets that formulas read, looked up through names in names."""
    found: set[str] = set()
    seen: set[str] = set()
    left = list(dict.fromkeys(formulas))
    while left:
        text = left.pop()
        for word in _WORD.findall(_LITERAL.sub(" ", text.replace("&quot;", '"'))):
            if word in words and word not in seen:
                seen.add(word)
                sheet, more = words[word]
                found |= {sheet} - {""}
                left += [more] if more else []
    return found


def _emptied(data: bytes, where: str) -> bytes:
    """A sheet without its cells."""
    root = xml_spans.parse(data, where)
    cells = root.first("sheetData")
    if cells is None or not cells.children:
        return data
    start = xml_spans.tag_end(data, cells.start)
    return xml_spans.splice(data, [(start, cells.stop, b"")])


def _shared(data: bytes, where: str) -> set[int]:
    """The numbers of the shared texts that the cells of a sheet show."""
    found: set[int] = set()
    text: list[str] = []
    shared = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal shared
        if name.rpartition(" ")[2] == "c":
            shared = attributes.get("t") == "s"
        text.clear()

    def end(name: str) -> None:
        if shared and name.rpartition(" ")[2] == "v" and (number := "".join(text).strip()).isdecimal():
            found.add(int(number))

    made = xml_spans.parser(where)
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text.append
    xml_spans.feed(made, data, where)
    return found


def _without(data: bytes, shown: set[int]) -> bytes:
    """The shared texts, blank where none of the numbers is."""
    root = xml_spans.parse(data, "sharedStrings")
    px = xml_spans.prefix(data, root.start)
    blank = _EMPTY % (px, px, px)
    edits = [
        (item.start, xml_spans.element_end(data, item.start, item.stop), blank)
        for number, item in enumerate(root.all("si"))
        if number not in shown
    ]
    return xml_spans.splice(data, edits)
