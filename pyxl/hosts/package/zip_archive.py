"""A zip archive in memory: entries are unpacked when asked for, and copied still packed.

`zipfile` can't copy an entry without inflating and deflating it; here the packed bytes, the date and
the attributes of an untouched entry go over as they are.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyxl.errors import FileError
from pyxl.hosts.package import guard

_UTF8 = 0x800
_PIECE = 1 << 18
_LEVEL = 4  # half the time of the default level, and hardly larger for XML
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class _Packed:
    """One entry ready to be written."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    size: int
    data: bytes
    system: int
    attributes: int


class Archive:
    """The entries of one zip file; `where` names the file in messages."""

    def __init__(self, raw: bytes, where: str, limits: guard.Limits = guard.LIMITS) -> None:
        self.raw = raw
        self.where = where
        self._entries = {guard.part_name(entry): entry for entry in guard.check(raw, where, limits)}

    @property
    def names(self) -> list[str]:
        """Entry names in the file's order."""
        return list(self._entries)

    @property
    def is_plain(self) -> bool:
        """Whether the file is its entries and their directory alone: nothing before, no comment, nothing behind."""
        end = len(self.raw) - _END.size
        last = struct.unpack_from("<4s4H2LH", self.raw, end) if end >= 0 else (b"",)
        first = min((entry.header_offset for entry in self._entries.values()), default=0)
        return last[0] == b"PK\5\6" and last[6] + last[5] == end and first == 0

    def checksum(self, name: str) -> tuple[int, int]:
        """CRC-32 and unpacked size of an entry, as the directory gives them."""
        entry = self._entries[name]
        return entry.CRC, entry.file_size

    def read(self, name: str) -> bytes:
        """Unpack one entry, never beyond the size that its directory promises."""
        entry = self._entries[name]
        packed = self._packed_bytes(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            data = packed
        else:
            inflate = zlib.decompressobj(-15)
            try:
                data = inflate.decompress(packed, entry.file_size + 1)
            except zlib.error as fault:
                raise self._damaged(name) from fault
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise self._damaged(name)
        return data

    def chunks(self, name: str) -> Iterator[bytes]:
        """The same, piece by piece; the size is held at each, the checksum at the end."""
        entry = self._entries[name]
        packed = memoryview(self._packed_bytes(entry))
        stored = entry.compress_type == zipfile.ZIP_STORED
        inflate = zlib.decompressobj(-15)
        size = crc = 0
        for at in range(0, len(packed), _PIECE):
            piece = bytes(packed[at : at + _PIECE])
            while piece:
                try:
                    data = piece if stored else inflate.decompress(piece, _PIECE)
                except zlib.error as fault:
                    raise self._damaged(name) from fault
                piece = b"" if stored else inflate.unconsumed_tail
                size, crc = size + len(data), zlib.crc32(data, crc)
                if size > entry.file_size:
                    raise self._damaged(name)
                yield data
        tail = b"" if stored else inflate.flush()
        if size + len(tail) != entry.file_size or zlib.crc32(tail, crc) != entry.CRC:
            raise self._damaged(name)
        yield tail

    def _damaged(self, name: str) -> FileError:
        return FileError(f"文件已损坏，{name} 读不出来", self.where, "请用备份，或请发件人重新保存后再发一次")

    def _packed_bytes(self, entry: zipfile.ZipInfo) -> bytes:
        begin = entry.header_offset
        names, extra = struct.unpack_from("<2H", self.raw, begin + 26)
        begin += 30 + names + extra
        return self.raw[begin : begin + entry.compress_size]

    def rebuilt(self, changed: Mapping[str, bytes | None]) -> bytes:
        """The file's bytes with entries replaced, added at the end, or left out (None)."""
        packed: list[_Packed] = []
        for name, entry in self._entries.items():
            new = changed.get(name, b"") if name in changed else None
            if name not in changed:
                packed.append(self._copied(entry))
            elif new is not None:
                packed.append(_deflated(name, new))
        added = (item for item in changed.items() if item[0] not in self._entries)
        packed += [_deflated(name, new) for name, new in added if new is not None]
        return _written(packed)

    def _copied(self, entry: zipfile.ZipInfo) -> _Packed:
        year, month, day, hour, minute, second = entry.date_time
        encoding = "utf-8" if entry.flag_bits & _UTF8 else "cp437"
        return _Packed(
            guard.part_name(entry).encode(encoding),
            entry.flag_bits & _UTF8,
            entry.compress_type,
            hour << 11 | minute << 5 | second // 2,
            (year - 1980) << 9 | month << 5 | day,
            entry.CRC,
            entry.file_size,
            self._packed_bytes(entry),
            entry.create_system,
            entry.external_attr,
        )


def _deflated(name: str, data: bytes) -> _Packed:
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    # 1 January 1980, as Excel itself writes: the file then depends on nothing but its content.
    flags = 0 if name.isascii() else _UTF8
    return _Packed(name.encode(), flags, 8, 0, 1 << 5 | 1, zlib.crc32(data), len(data), packed, 0, 0)


def _written(entries: list[_Packed]) -> bytes:
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for e in entries:
        sizes = (e.crc, len(e.data), e.size)
        head = _LOCAL.pack(b"PK\3\4", 20, e.flags, e.method, e.time, e.date, *sizes, len(e.name), 0)
        directory.append(
            _CENTRAL.pack(
                b"PK\1\2", e.system << 8 | 20, 20, e.flags, e.method, e.time, e.date, *sizes,
                len(e.name), 0, 0, 0, 0, e.attributes, at,
            )
            + e.name
        )  # fmt: skip
        pieces += (head, e.name, e.data)
        at += len(head) + len(e.name) + len(e.data)
    tail = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(tail), at, 0)
    return b"".join((*pieces, tail, end))
