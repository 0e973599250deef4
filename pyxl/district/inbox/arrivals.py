"""What lies in the inbox: files, folders, zip files and mails, each attachment an arrival of its own.

Nothing is unpacked to the disk and nothing is followed: links, pipes and devices are named and refused.  What a zip or
a mail may hold is bounded before it is read.
"""

from __future__ import annotations

import email
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path, PurePosixPath
from typing import Final

from pyxl.errors import FileError, without_identities
from pyxl.hosts.foreign import MAX_FILE_BYTES
from pyxl.hosts.package import read_file

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
MAIL, ZIP = ".eml", ".zip"
DEEPEST: Final = 3
"""A workbook in a zip in a mail is as deep as people send it."""
MOST_INSIDE: Final = 2_000
"""Files that a zip may hold."""
MOST_UNPACKED: Final = 400_000_000
"""Bytes that all files of a zip may come to."""
HIGHEST_RATIO: Final = 200
"""Unpacked to packed size; a workbook is a zip itself and hardly packs at all."""
LOOKED_AT_FROM: Final = 1_000_000
"""Bytes below which the ratio does not matter."""
_SKIPPED: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_SPLIT: Final = "›"
_ALONE: Final = "请把上报的 .xlsx 文件直接放进收件文件夹"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that somebody sent: where it lies, seen from the inbox, its bytes, and from whom.

    `refused` says why its bytes were not even taken; then `raw` is empty.  No name holds an identity number.
    """

    place: str
    raw: bytes
    sender: str = ""
    refused: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.place.rpartition(_SPLIT)[2].replace("\\", "/")).name


def look_into(inbox: Path) -> Iterator[Arrival]:
    """Everything in an inbox, a folder or a single file, in the order of names; one at a time, since they may be thousands.

    Raises FileError for an inbox that is not there.
    """
    if inbox.is_file():
        yield from _file(inbox, inbox.name)
        return
    if not inbox.is_dir():
        raise FileError("找不到收件文件夹", str(inbox), "请检查路径")
    for folder, names, files in os.walk(inbox, onerror=_unreadable):
        linked = [name for name in names if _is_link(Path(folder, name))]
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in linked)
        for name in sorted([*files, *linked]):
            # What begins with a dot or ~$ belongs to a program that has the file open.
            if not (name.startswith((".", "~$")) or name.casefold() in _SKIPPED):
                yield from _file(Path(folder, name), Path(folder, name).relative_to(inbox).as_posix())


def _unreadable(fault: OSError) -> None:
    raise FileError("文件夹读不了，可能没有权限", str(fault.filename), "请检查权限后再汇总") from fault


def _is_link(path: Path) -> bool:
    return path.is_symlink() or (hasattr(path, "is_junction") and path.is_junction())


def _file(path: Path, place: str) -> Iterator[Arrival]:
    place = without_identities(place)
    try:
        found = path.lstat()
        if _is_link(path):
            yield Arrival(place, b"", refused="这是指向别处的链接，不予打开")
        elif not stat.S_ISREG(found.st_mode):
            yield Arrival(place, b"", refused="这不是普通文件（管道或设备），不予打开")
        else:
            yield from _opened(read_file(path, MAX_FILE_BYTES), place, "", 0)
    except FileError as error:
        yield Arrival(place, b"", refused=error.what)
    except OSError:
        yield Arrival(place, b"", refused="文件读不了，可能没有权限")


def _opened(raw: bytes, place: str, sender: str, depth: int) -> Iterator[Arrival]:
    """A file, or what is in it; a zip is told from a workbook by its name, as the sender meant it."""
    kind = PurePosixPath(place.replace("\\", "/")).suffix.casefold()
    if kind in WORKBOOKS:
        yield Arrival(place, raw, sender)
    elif kind not in (MAIL, ZIP):
        yield Arrival(place, b"", sender, f"不认识的文件（{kind or '没有扩展名'}）；{_ALONE}")
    elif depth >= DEEPEST:
        yield Arrival(place, b"", sender, f"包了太多层；{_ALONE}")
    else:
        try:
            yield from _mail(raw, place, depth) if kind == MAIL else _zip(raw, place, sender, depth)
        except FileError as error:
            yield Arrival(place, b"", sender, error.what)


def _mail(raw: bytes, place: str, depth: int) -> Iterator[Arrival]:
    """The attachments of a mail, with its sender."""
    try:
        message = email.message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        sender = without_identities(str(message.get("From", "")))[:120]
        parts = [part for part in message.walk() if part.get_filename()]
        # A damaged header is met only when it is read.
        found = [(str(part.get_filename()), part.get_payload(decode=True)) for part in parts]
    except Exception as fault:
        raise FileError("邮件读不出来，可能已损坏", place, _ALONE) from fault
    if not found:
        yield Arrival(place, b"", sender, "邮件里没有附件")
    for name, data in found:
        inside = f"{place}{_SPLIT}{without_identities(PurePosixPath(name.replace(chr(92), '/')).name)}"
        yield from _opened(data if isinstance(data, bytes) else b"", inside, sender, depth + 1)


def _zip(raw: bytes, place: str, sender: str, depth: int) -> Iterator[Arrival]:
    """The files of a zip whose directory promises nothing unheard of."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise FileError("压缩包打不开，可能已损坏", place, _ALONE) from fault
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _refuse_bombs(entries, place)
        for entry in sorted(entries, key=_entry_name):
            name = _entry_name(entry)
            if PurePosixPath(name).name.startswith((".", "~$")) or name.startswith("__MACOSX/"):
                continue
            inside = f"{place}{_SPLIT}{without_identities(name)}"
            if stat.S_ISLNK(entry.external_attr >> 16):
                yield Arrival(inside, b"", sender, "这是指向别处的链接，不予打开")
                continue
            yield from _opened(_unpacked(archive, entry, inside), inside, sender, depth + 1)


def _refuse_bombs(entries: list[zipfile.ZipInfo], place: str) -> None:
    total = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > max(LOOKED_AT_FROM, HIGHEST_RATIO * max(1, entry.compress_size))
        for entry in entries
    )
    if len(entries) > MOST_INSIDE or total > MOST_UNPACKED or steep:
        raise FileError("压缩包展开后大得不正常，不予打开", place, _ALONE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileError("压缩包设有密码，打不开", place, _ALONE)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str) -> bytes:
    try:
        with archive.open(entry) as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except Exception as fault:  # zlib, an unknown method, a wrong sum: whatever the reader stumbles over
        raise FileError("压缩包里的文件读不出来，可能已损坏", place, _ALONE) from fault
    if len(data) > MAX_FILE_BYTES:
        raise FileError("压缩包里的文件太大", place, _ALONE)
    return data


_UTF8: Final = 0x800


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Windows writes Chinese names in GBK and says nothing of it; the library takes them for CP437."""
    if not entry.flag_bits & _UTF8:
        try:
            return entry.filename.encode("cp437").decode("gb18030")
        except UnicodeError:
            pass
    return entry.filename
