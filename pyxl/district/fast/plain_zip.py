"""A zip file that is its parts and their directory alone, as a writer of ours leaves it: each part behind the one before, nothing else.

Whatever is not exactly so is Unusual: `pyxl.hosts.package.guard` looks at it for the strict reader and has a sentence for each case.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import Final, NamedTuple

from pyxl.district.fast.unusual import Unusual, require

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DEFLATED: Final = 8
MOST_PARTS: Final = 500
MOST_BYTES: Final = 60_000_000
"""All parts unpacked."""
_STEEP, _STEEP_FROM = 200, 1_000_000
"""Unpacked to packed size, looked at from so many bytes: as the guard has it."""


class Packed(NamedTuple):
    """A part: its bytes as they are packed, and size and checksum of what they unpack to."""

    data: bytes
    size: int
    checksum: int


def packed_parts(raw: bytes) -> dict[str, Packed]:
    """The parts by name, in the file's order."""
    end = len(raw) - _END.size
    require(end > 0)
    sign, disk, first_disk, here, count, size, start, remark = _END.unpack_from(raw, end)
    require(sign == b"PK\5\6" and (disk, first_disk, here, remark) == (0, 0, count, 0))
    require(start + size == end and count <= MOST_PARTS)
    found: dict[str, Packed] = {}
    at, free, total = start, 0, 0
    for _ in range(count):
        at, name, offset, head, (length, unpacked, checksum) = _entry(raw, at, end)
        begin = offset + _LOCAL.size + len(name)
        total += unpacked
        if offset != free or name in found or raw[offset:begin] != head:
            raise Unusual
        free = begin + length
        if free > start or total > MOST_BYTES or unpacked > max(_STEEP_FROM, _STEEP * length):
            raise Unusual
        found[name] = Packed(raw[begin:free], unpacked, checksum)
    require(at == end and free == start)
    return found


def _entry(raw: bytes, at: int, end: int) -> tuple[int, str, int, bytes, tuple[int, int, int]]:
    """Of an entry of the directory: where the next one is, its name, where its part is, the head that must stand there, the sizes."""
    if at + _CENTRAL.size > end:
        raise Unusual
    (sign, _, needed, flags, method, time, date, checksum, length, size, named, extra, remark, disk, _, _, offset) = (
        _CENTRAL.unpack_from(raw, at)
    )  # fmt: skip
    if sign != b"PK\1\2" or method != _DEFLATED or flags or extra or remark or disk:
        raise Unusual
    at += _CENTRAL.size
    name = raw[at : at + named]
    head = _LOCAL.pack(b"PK\3\4", needed, flags, method, time, date, checksum, length, size, named, 0)
    return at + named, name.decode("ascii"), offset, head + name, (length, size, checksum)


class Parts(dict[str, bytes]):
    """Part name -> content, unpacked when it is asked for; a name that is not there raises KeyError."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.packed = packed_parts(raw)

    def __missing__(self, name: str) -> bytes:
        part = self.packed[name]
        data = self[name] = _small(part) if part.size <= _SMALL else unpacked(part)
        return data


_SMALL: Final = 8_000
"""Bytes of a part up to which the last ones are kept: descriptions of tables and styles are the same in many files."""


@lru_cache(maxsize=128)
def _small(part: Packed) -> bytes:
    return unpacked(part)


def unpacked(part: Packed) -> bytes:
    """A part's content, never more than its directory promises."""
    inflate = zlib.decompressobj(-15)
    try:
        data = inflate.decompress(part.data, part.size + 1)
    except zlib.error as fault:
        raise Unusual from fault
    require(len(data) == part.size and inflate.eof and not inflate.unused_data)
    require(zlib.crc32(data) == part.checksum)
    return data
