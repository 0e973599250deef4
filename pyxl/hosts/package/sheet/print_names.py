"""The order in which a workbook lists what its sheets print and repeat on every page: alike beside alike.

The order means nothing to Excel.  LibreOffice takes the names up one by one while it opens the file, and whenever the
next one repeats something else than the one before it lays out every sheet without a bounded print area anew, all
million rows (docs/decisions/print-titles.md).  LibreOffice itself saves them sheet by sheet, which is the dearest order.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from pyxl.hosts.package import xml_spans

AREA: Final = "_xlnm.Print_Area"
TITLES: Final = "_xlnm.Print_Titles"


def grouped(workbook: bytes, where: str) -> bytes:
    """The workbook part with print areas before print titles, and of these first the ones without columns; all else as it is."""
    names = xml_spans.parse(workbook, where).first("definedNames")
    found: list[tuple[tuple[bool, bool, str], int, int]] = []
    for one in names.all("definedName") if names else ():
        if one.attributes.get("name") in (AREA, TITLES):
            end = xml_spans.element_end(workbook, one.start, one.stop)
            found.append((_repeated(one), one.start, end))
    moved = sorted(found, key=itemgetter(0))
    if moved == found:
        return workbook
    edits = [
        (start, end, workbook[first:last])
        for (_, start, end), (_, first, last) in zip(found, moved, strict=True)
    ]
    return xml_spans.splice(workbook, edits)


def _repeated(name: xml_spans.Element) -> tuple[bool, bool, str]:
    """What a name has repeated, so that what is alike sorts together."""
    if name.attributes["name"] == AREA:
        return False, False, ""
    places = [part.rpartition("!")[2] for part in name.text.split(",")]
    return True, len(places) > 1, ",".join(places)
