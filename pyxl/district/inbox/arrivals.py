"""What lies in the inbox: files, folders, zip files and mails, each attachment an arrival of its own.

Nothing is unpacked to the disk and nothing is followed: links, pipes and devices are named and refused.  What a zip or
a mail may hold is bounded before it is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyxl.district.inbox.bounds import DEEPEST, Room
from pyxl.district.inbox.kinds import MAIL, SEND, WORKBOOKS, kind_of, not_usable
from pyxl.district.inbox.mails import attachments
from pyxl.district.inbox.names import SPLIT, Places, own_name, shown
from pyxl.district.inbox.zips import LINK, SKIPPED, packed
from pyxl.errors import FileError
from pyxl.hosts.foreign import MAX_FILE_BYTES
from pyxl.hosts.package import read_file

_UNREADABLE: Final = "读不了，可能没有权限"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that somebody sent: where it lies, seen from the inbox, its bytes, and from whom.

    `refused` says why it is not opened; `raw` is empty where its bytes were not even taken (a link, a pipe, too much).  No two have one
    place; no name holds an identity number.
    """

    place: str
    raw: bytes
    sender: str = ""
    refused: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return own_name(self.place)


def look_into(inbox: Path, is_ours: Callable[[str], bool] = lambda place: False) -> Iterator[Arrival]:
    """Everything in an inbox, a folder or a single file, in the order of names; one at a time, since they may be thousands.

    `is_ours`: by their place, files and folders that a merge itself has put there.  Raises FileError for an inbox that is not there.
    """
    places = Places()
    for one in _everything(inbox, is_ours):
        yield replace(one, place=places.of(one.place))


def _everything(inbox: Path, is_ours: Callable[[str], bool]) -> Iterator[Arrival]:
    if inbox.is_file():
        yield from _file(inbox, inbox.name)
        return
    if not inbox.is_dir():
        raise FileError("找不到收件文件夹", str(inbox), "请检查路径")
    closed: list[Path] = []
    for at, names, files in os.walk(inbox, onerror=lambda fault: closed.append(Path(fault.filename))):
        folder = Path(at)
        inside = folder.relative_to(inbox).as_posix()
        before = "" if inside == "." else f"{inside}/"
        linked = [name for name in names if _is_link(folder / name)]
        names[:] = sorted(
            name for name in names if not (name.startswith(".") or name in linked or is_ours(before + name))
        )
        for name in sorted([*files, *linked]):
            # What begins with a dot or ~$ belongs to a program that has the file open.
            if not (name.startswith((".", "~$")) or name.casefold() in SKIPPED or is_ours(before + name)):
                yield from _file(folder / name, before + name)
    for folder in closed:
        if folder == inbox:
            raise FileError(f"收件文件夹{_UNREADABLE}", str(inbox), "请检查权限后再汇总")
        yield Arrival(shown(folder.relative_to(inbox).as_posix()), b"", refused=f"这个文件夹{_UNREADABLE}")


def _is_link(path: Path) -> bool:
    return path.is_symlink() or (hasattr(path, "is_junction") and path.is_junction())


def _file(path: Path, place: str) -> Iterator[Arrival]:
    place = shown(place)
    try:
        found = path.lstat()
        if _is_link(path):
            yield Arrival(place, b"", refused=LINK)
        elif not stat.S_ISREG(found.st_mode):
            yield Arrival(place, b"", refused="这不是普通文件（管道或设备），不予打开")
        else:
            yield from _opened(read_file(path, MAX_FILE_BYTES), place, "", 0, Room())
    except FileError as error:
        yield Arrival(place, b"", refused=error.what)
    except OSError:
        yield Arrival(place, b"", refused=f"文件{_UNREADABLE}")


def _opened(raw: bytes, place: str, sender: str, depth: int, room: Room) -> Iterator[Arrival]:
    """A file, or what is in it."""
    kind = kind_of(own_name(place), raw)
    if kind in WORKBOOKS:
        yield Arrival(place, raw, sender)
    elif not raw or not kind:
        yield Arrival(place, raw, sender, not_usable(own_name(place)) if raw else "")
    elif depth >= DEEPEST:
        yield Arrival(place, raw, sender, f"包了太多层；{SEND}")
    else:
        try:
            inside = _mail if kind == MAIL else _zip
            yield from inside(raw, place, sender, depth, room)
        except FileError as error:
            yield Arrival(place, raw, sender, f"{error.what}；{error.remedy}")


def _mail(raw: bytes, place: str, _: str, depth: int, room: Room) -> Iterator[Arrival]:
    """The attachments of a mail, with its sender."""
    sender, found = attachments(raw, place)
    sender = shown(sender)
    room.take(len(found), sum(len(data) for _, data in found), place, SEND)
    if not found:
        yield Arrival(place, raw, sender, f"邮件里没有附件（超大附件只是一个链接，要先下载）；{SEND}")
    for name, data in found:
        yield from _opened(data, f"{place}{SPLIT}{name}", sender, depth + 1, room)


def _zip(raw: bytes, place: str, sender: str, depth: int, room: Room) -> Iterator[Arrival]:
    """The files of a zip."""
    found = False
    for name, data, refused in packed(raw, place, room):
        found = True
        inside = f"{place}{SPLIT}{name}"
        if refused:
            yield Arrival(inside, b"", sender, refused)
        else:
            yield from _opened(data, inside, sender, depth + 1, room)
    if not found:
        yield Arrival(place, raw, sender, f"压缩包里没有文件；{SEND}")
