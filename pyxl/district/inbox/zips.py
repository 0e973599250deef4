"""The files of a zip whose directory promises nothing unheard of; one that cannot be read costs only itself."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pyxl.district.inbox.bounds import BOMB, Room
from pyxl.district.inbox.kinds import SEND
from pyxl.district.inbox.names import from_bytes, shown
from pyxl.errors import FileError
from pyxl.hosts.foreign import MAX_FILE_BYTES

HIGHEST_RATIO: Final = 200
"""Unpacked to packed size; a workbook is a zip itself and hardly packs at all."""
LOOKED_AT_FROM: Final = 1_000_000
"""Bytes below which the ratio does not matter."""
LINK: Final = "这是指向别处的链接，不予打开"
_UTF8, _ENCRYPTED = 0x800, 0x1


def packed(raw: bytes, place: str, room: Room) -> Iterator[tuple[str, bytes, str]]:
    """(name, bytes, why it was not taken) of each file.  Raises FileError for a zip that is not opened at all."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except Exception as fault:  # whatever the reader stumbles over
        raise FileError("压缩包打不开，可能已损坏", place, SEND) from fault
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        total = sum(entry.file_size for entry in entries)
        steep = any(
            entry.file_size > max(LOOKED_AT_FROM, HIGHEST_RATIO * max(1, entry.compress_size))
            for entry in entries
        )
        if steep:
            raise FileError(BOMB, place, SEND)
        room.take(len(entries), total, place, SEND)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise FileError("压缩包设有密码，打不开", place, f"{SEND}；文件自己可以加密，压缩包不必")
        for entry in sorted(entries, key=_name):
            name = _name(entry)
            if not _is_left_out(name):
                yield (shown(name), *_unpacked(archive, entry))


def _is_left_out(name: str) -> bool:
    """What the program that made the zip left in it."""
    plain = PurePosixPath(name.replace("\\", "/"))
    return (
        plain.name.startswith((".", "~$"))
        or "__MACOSX" in plain.parts[:1]
        or plain.name.casefold() in SKIPPED
    )


SKIPPED: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[bytes, str]:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return b"", LINK
    try:
        with archive.open(entry) as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except Exception:  # zlib, an unknown method, a wrong sum: whatever the reader stumbles over
        return b"", f"压缩包里的这个文件读不出来，可能已损坏；{SEND}"
    return (b"", f"文件太大；{SEND}") if len(data) > MAX_FILE_BYTES else (data, "")


def _name(entry: zipfile.ZipInfo) -> str:
    """Windows writes Chinese names in GBK, others in UTF-8, and neither need say so; the library takes both for CP437."""
    if not entry.flag_bits & _UTF8:
        try:
            return from_bytes(entry.filename.encode("cp437"))
        except UnicodeError:
            pass
    return entry.filename
