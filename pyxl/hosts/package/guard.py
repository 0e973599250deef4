"""What is checked before anything of a workbook file is unpacked or parsed.

A few kilobytes can unpack to gigabytes, and a workbook arrives by mail.  Whatever is refused here
is refused with a sentence, at the cost of reading the zip directory.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from pyxl.errors import FileError
from pyxl.hosts import compound


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold; a township's takes about a hundredth of each."""

    file_bytes: int = 200_000_000
    entries: int = 10_000
    part_bytes: int = 10_000_000
    """Of a part that is no sheet data; pictures, which are never unpacked, may have as much as a sheet."""
    total_bytes: int = 200_000_000
    sheet_bytes: int = 64_000_000
    ratio: int = 200
    """Unpacked to packed size, looked at only above `ratio_from` bytes: blank rows pack very well."""
    ratio_from: int = 1_000_000


LIMITS = Limits()
STREAMED = Limits(sheet_bytes=200_000_000, total_bytes=400_000_000)
"""For readers that never hold a whole sheet: 100,000 people take some 80 MB."""

_LARGE = re.compile(r"worksheets/[^/]+\.xml$|sharedStrings\.xml$|^content\.xml$|/media/", re.IGNORECASE)
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_NO_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    EOFError,
    OverflowError,
    LookupError,
    struct.error,
)
"""What `zipfile` raises on bytes that are no zip file."""
_ASK_AGAIN = "请用备份，或请发件人重新保存后再发一次"


def check(raw: bytes, where: str, limits: Limits = LIMITS) -> list[zipfile.ZipInfo]:
    """The zip directory of a workbook file that may be opened, in the file's order.

    Raises FileError for whatever may not: no workbook, encrypted, cut short, too large, dubious names.
    """
    if raw.startswith(compound.BEGINNING):
        raise _compound_file(raw, where)
    if not raw.startswith(b"PK\x03\x04"):
        raise FileError("这不是 Excel 工作簿（.xlsx 或 .xlsm）", where, "请检查选中的文件")
    if len(raw) > limits.file_bytes:
        raise _too_large(where)
    entries = directory(raw, where, limits)
    _check_names(entries, where)
    _check_layout(raw, entries, where)
    return entries


def directory(raw: bytes, where: str, limits: Limits = LIMITS) -> list[zipfile.ZipInfo]:
    """The directory of any zip file whose entries may be unpacked; raises FileError for all others."""
    # Counted before zipfile makes an object of each: fifty megabytes hold a million of them.
    if raw.count(_ENTRY) > limits.entries:
        raise _too_large(where)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            start = archive.start_dir
    except _NO_ZIP as fault:
        raise FileError("文件不完整或已损坏，可能没有下载完", where, _ASK_AGAIN) from fault
    _check_sizes(entries, where, limits)
    _check_gaps(raw, entries, start, where)
    return entries


def _compound_file(raw: bytes, where: str) -> FileError:
    """The sentence for a file of the old binary container: a password, or Excel 97-2003."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return FileError(
            "工作簿设有打开密码，程序读不了", where, "请在 Excel 里打开，用“另存为”去掉打开密码后再试"
        )
    return FileError(
        "这是旧版（.xls，Excel 97-2003）文件，程序读不了",
        where,
        "请在 Excel 里打开，另存为 .xlsx 或 .xlsm 后再试",
    )


def _too_large(where: str) -> FileError:
    return FileError(
        "文件展开后大得不正常，已拒绝打开", where, "请删掉多余的空行、空列和图片后另存，再试一次"
    )


def _check_sizes(entries: list[zipfile.ZipInfo], where: str, limits: Limits) -> None:
    total = 0
    if len(entries) > limits.entries:
        raise _too_large(where)
    for entry in entries:
        size = entry.file_size
        total += size
        bomb = size > limits.ratio_from and size > limits.ratio * max(entry.compress_size, 1)
        most = limits.sheet_bytes if _LARGE.search(part_name(entry)) else limits.part_bytes
        if bomb or size > most or total > limits.total_bytes:
            raise _too_large(where)


def part_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry with the separators of a package; some programs of Windows write backslashes."""
    return entry.orig_filename.replace("\\", "/")


def _check_names(entries: list[zipfile.ZipInfo], where: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = part_name(entry)
        path = PurePosixPath(name)
        odd = path.is_absolute() or ".." in path.parts or any(c in name for c in (":", "\0"))
        # Part names differ by more than case (OPC 6.2.2.3), so that two readers see one package.
        if odd or not name or name.casefold() in seen:
            raise FileError("压缩包里有不正常或重复的文件名，已拒绝打开", where, "请向发件人核实这份文件")
        seen.add(name.casefold())
        if entry.flag_bits & 0x1:
            raise FileError("压缩包设有密码，程序读不了", where, "请发件人去掉密码后再发")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileError("压缩方式不是 Excel 所用的，程序读不了", where, "请在 Excel 里重新保存一次")
    if "[content_types].xml" not in seen or "_rels/.rels" not in seen:
        raise FileError("压缩包里没有工作簿，不是 Excel 文件", where, "请检查选中的文件")


def _check_layout(raw: bytes, entries: list[zipfile.ZipInfo], where: str) -> None:
    """Entries must lie one behind the other: bombs let many entries share the same bytes."""
    free = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        begin = entry.header_offset
        if begin < free or raw[begin : begin + 4] != b"PK\x03\x04":
            raise FileError("文件不完整或已损坏", where, _ASK_AGAIN)
        names = int.from_bytes(raw[begin + 26 : begin + 28], "little")
        # Programs that mend a file go by the local names: both must say the same.
        if raw[begin + 30 : begin + 30 + names] != _packed_name(entry):
            raise FileError("压缩包里的文件名前后不一，已拒绝打开", where, "请向发件人核实这份文件")
        free = _end_of(raw, entry)
        if free > len(raw):
            raise FileError("文件不完整或已损坏，可能没有下载完", where, _ASK_AGAIN)


def _check_gaps(raw: bytes, entries: list[zipfile.ZipInfo], start: int, where: str) -> None:
    """No entry that the directory does not name: of two files joined, programs differ on which they open."""
    free = 0
    for begin, end in sorted((e.header_offset, _end_of(raw, e)) for e in entries):
        if raw.find(_LOCAL, free, begin) >= 0:
            raise _joined(where)
        free = max(free, end)
    if raw.find(_LOCAL, free, start) >= 0:
        raise _joined(where)


def _end_of(raw: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of an entry end."""
    begin = entry.header_offset
    names, extra = (int.from_bytes(raw[begin + at : begin + at + 2], "little") for at in (26, 28))
    return begin + 30 + names + extra + entry.compress_size


def _joined(where: str) -> FileError:
    return FileError(
        "文件里藏着目录以外的内容，像是两个文件接在了一起，已拒绝打开", where, "请向发件人核实这份文件"
    )


def _packed_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437", "surrogateescape")
