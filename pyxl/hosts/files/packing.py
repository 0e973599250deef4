"""A package's parts to and from a zip file, always in the same order and with the same dates."""

from __future__ import annotations

import io
import zipfile

FIRST = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
"""Parts that other programs like to meet first."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(data: bytes) -> dict[str, bytes]:
    """Part name -> content, for a package of our own making."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    """The zip file of a package."""
    buffer = io.BytesIO()
    order = [name for name in FIRST if name in parts]
    order += sorted(name for name in parts if name not in FIRST)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
