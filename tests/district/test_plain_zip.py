"""A zip file that is anything but its parts and their directory goes to the strict reader."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

import pytest

from pyxl.district.fast.plain_zip import Parts, packed_parts
from pyxl.district.fast.unusual import Unusual

SAID = {"[Content_Types].xml": b"<a/>" * 50, "xl/workbook.xml": b"<b/>" * 50, "xl/styles.xml": b"<c/>" * 50}
METHOD, FLAGS, CHECKSUM = 8, 6, 14
"""Places in a part's head; in the directory they are two further."""


def zipped(method: int = zipfile.ZIP_DEFLATED, more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in (*SAID.items(), *more):
            archive.writestr(name, content)
    return data.getvalue()


def read(raw: bytes) -> dict[str, bytes]:
    parts = Parts(raw)
    return {name: parts[name] for name in parts.packed}


def test_a_plain_file_is_read():
    assert read(zipped()) == SAID


def changed(at: int, value: int, both: bool = True) -> bytes:
    """A figure of two bytes in the head of the second part, and in the directory."""
    raw = bytearray(zipped())
    second = raw.index(b"PK\3\4", 1)
    struct.pack_into("<H", raw, second + at, value)
    if both:
        struct.pack_into("<H", raw, raw.index(b"PK\1\2", raw.index(b"PK\1\2") + 1) + at + 2, value)
    return bytes(raw)


def between() -> bytes:
    """A byte more between the parts and their directory, whose place is told right."""
    raw = bytearray(zipped())
    start = raw.index(b"PK\1\2")
    raw[start:start] = b"x"
    struct.pack_into("<L", raw, len(raw) - 6, start + 1)
    return bytes(raw)


def longer() -> bytes:
    """Packed bytes that go on behind the end of what they unpack to."""
    content, name = b"<a/>" * 50, b"a.xml"
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush() + b"hidden"
    sizes = (zlib.crc32(content), len(packed), len(content))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, *sizes, len(name), 0) + name + packed
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes, len(name), 0, 0, 0, 0, 0, 0) + name
    )
    return local + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)


UNUSUAL: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "rubbish": lambda: b"PK\3\4" + b"x" * 100,
    "cut short": lambda: zipped()[:-9],
    "something in front": lambda: b"x" + zipped(),
    "something behind": lambda: zipped() + b"x",
    "a remark": lambda: zipped()[:-2] + b"\1\0x",
    "something between": between,
    "two files joined": lambda: zipped() + zipped(),
    "parts not packed": lambda: zipped(zipfile.ZIP_STORED),
    "a name twice": lambda: zipped(more=(("xl/styles.xml", b"<d/>"),)),
    "another name in the head": lambda: zipped().replace(b"xl/styles.xml", b"xl/stylez.xml", 1),
    "a password": lambda: changed(FLAGS, 1),
    "sizes told later": lambda: changed(FLAGS, 8),
    "another way of packing": lambda: changed(METHOD, 12),
    "a wrong checksum": lambda: changed(CHECKSUM, 1),
    "a checksum that only the head has": lambda: changed(CHECKSUM, 1, both=False),
    "packed bytes that go on": longer,
    "a bomb": lambda: zipped(more=(("xl/media/x.xml", b"\0" * 5_000_000),)),
    "more parts than any": lambda: zipped(more=tuple((f"x{n}.xml", b"<a/>") for n in range(600))),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_anything_else_is_unusual(kind):
    with pytest.raises((Unusual, UnicodeDecodeError)):
        read(UNUSUAL[kind]())


def test_any_byte_that_is_changed_is_noticed_or_says_nothing():
    """Of the bytes that do not show when a part is unpacked (dates, makers) the directory says the same as the head, or nobody asks."""
    raw = zipped()
    whole = packed_parts(raw)
    for at in range(len(raw)):
        other = raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
        try:
            found = read(other)
        except (Unusual, UnicodeDecodeError):
            continue
        assert found == SAID and packed_parts(other).keys() == whole.keys(), at
