"""A Windows library without a line of machine code: every name that it offers is another library's.

Wine 8 lacks `bcryptprimitives.dll`, whose one function `ProcessPrng` the Rust code in cryptography
calls for random bytes; `advapi32.SystemFunction036` takes the same two arguments and does the same.  A real
Windows has both and needs nothing of this.  The layout is that of Microsoft's PE format (PE32+).
"""

from __future__ import annotations

import struct
from typing import Final

_SECTION_AT: Final = 0x1000
_FILE_ALIGNMENT: Final = 0x200
_READABLE_DATA: Final = 0x40000040
_AMD64: Final = 0x8664
_EXECUTABLE_DLL: Final = 0x2022
"""Executable image, large addresses, library."""


def forwarding_dll(own_name: str, exported: str, target: str) -> bytes:
    """A library `own_name` whose function `exported` is `target` ("library.function")."""
    directory = 40  # bytes of the export directory, which is followed by what it points at
    functions, names, ordinals = (_SECTION_AT + directory + offset for offset in (0, 4, 8))
    texts = [text.encode("ascii") + b"\0" for text in (own_name, exported, target)]
    starts = [_SECTION_AT + directory + 12 + sum(map(len, texts[:number])) for number in range(3)]
    exports = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, starts[0], 1, 1, 1, functions, names, ordinals)
    # A function's address that lies inside the export section is no code but the name of another function.
    section = exports + struct.pack("<IIHH", starts[2], starts[1], 0, 0) + b"".join(texts)
    return _image(section)


def _image(section: bytes) -> bytes:
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", _AMD64, 1, 0, 0, 0, 112 + 16 * 8, _EXECUTABLE_DLL)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        0x20B, 14, 0, 0, _FILE_ALIGNMENT, 0, 0, 0, 0x180000000, _SECTION_AT, _FILE_ALIGNMENT,
        6, 0, 0, 0, 6, 0, 0, 2 * _SECTION_AT, _FILE_ALIGNMENT * 2, 0, 2, 0x100,
        0x100000, 0x1000, 0x100000, 0x1000, 0, 16,
    )  # fmt: skip
    directories = struct.pack("<II", _SECTION_AT, len(section)) + bytes(15 * 8)
    header = struct.pack(
        "<8sIIIIIIHHI",
        b".edata", len(section), _SECTION_AT, _FILE_ALIGNMENT, 2 * _FILE_ALIGNMENT, 0, 0, 0, 0, _READABLE_DATA,
    )  # fmt: skip
    headers = dos + coff + optional + directories + header
    return headers.ljust(2 * _FILE_ALIGNMENT, b"\0") + section.ljust(_FILE_ALIGNMENT, b"\0")
