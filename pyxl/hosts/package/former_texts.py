"""Texts that a new workbook no longer shows, out of its file: shared strings that no cell names, and the file's birthday.

A cell that is written anew leaves its former text among the shared strings, where whoever unpacks the file reads it.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final

from pyxl.hosts.files.packing import pack, unpack
from pyxl.hosts.files.replacing import replace_file

STRINGS: Final = "xl/sharedStrings.xml"
CORE: Final = "docProps/core.xml"
_NAMED: Final = re.compile(rb'<c [^>]*?t="s"[^>]*><v>([0-9]+)</v>')
_STRING: Final = re.compile(rb"<si>.*?</si>|<si/>", re.S)
_DAY: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def forget_former_texts(path: Path) -> None:
    """Blank the shared strings of a workbook that we built which no cell names; its dates become those of today."""
    parts = unpack(path.read_bytes())
    named = {
        int(number)
        for name, part in parts.items()
        if name.startswith("xl/worksheets/")
        for number in _NAMED.findall(part)
    }
    counter = iter(range(parts[STRINGS].count(b"<si>") + parts[STRINGS].count(b"<si/>")))
    parts[STRINGS] = _STRING.sub(
        lambda found: found[0] if next(counter) in named else b"<si><t/></si>", parts[STRINGS]
    )
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[CORE] = _DAY.sub(lambda found: found[1] + now, parts[CORE])
    replace_file(path, pack(parts))
