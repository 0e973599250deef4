"""The OPC package of a workbook file: parts, relationships, content types, and replacing the file.

Parts are unpacked when they are first asked for.  Saving copies every part that was not written as it
stands in the file, still packed; writes a file beside the old one, has it read back, and only then puts
it in the old one's place.  Whatever goes wrong, the old file stands.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyxl.errors import FileError
from pyxl.hosts.files.replacing import rename_over
from pyxl.hosts.files.scratch import draft_beside
from pyxl.hosts.package import guard, xml_spans
from pyxl.hosts.package.guard import LIMITS, Limits
from pyxl.hosts.package.zip_archive import Archive

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship; `kind` is the last word of its type, the same in strict and transitional files."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """One workbook file in memory.  `path` is where it was read from, links resolved."""

    def __init__(self, path: Path, raw: bytes, limits: Limits = LIMITS) -> None:
        self.path = path
        self.archive = Archive(raw, path.name, limits)
        self._changed: dict[str, bytes | None] = {}
        self._names = {name.casefold(): name for name in self.archive.names}

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Package:
        """Read a file.  Raises FileError when it is missing, unreadable, or not to be trusted."""
        real = Path(os.path.realpath(path))
        return cls(real, read_file(real))

    def where(self, part: str) -> str:
        """How messages name a part."""
        return f"{self.path.name}（{part}）"

    def __contains__(self, part: str) -> bool:
        name = self._names.get(part.casefold())
        return name is not None and self._changed.get(name, b"") is not None

    def read(self, part: str) -> bytes:
        """The part's bytes as they would be saved now, XML in UTF-8.

        Raises FileError where it is missing.
        """
        if part not in self:
            raise FileError(f"文件里缺少 {part}", self.path.name, "请在 Excel 里打开并重新保存一次")
        name = self._names[part.casefold()]
        changed = self._changed.get(name)
        return changed if changed is not None else xml_spans.utf8(self.archive.read(name), self.where(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part's bytes as they stand in the file, piece by piece; raises FileError where there is none."""
        if part not in self:
            raise FileError(f"文件里缺少 {part}", self.path.name, "请在 Excel 里打开并重新保存一次")
        return self.archive.chunks(self._names[part.casefold()])

    def write(self, part: str, data: bytes) -> None:
        """Put new bytes for a part, which may be a new one; bytes equal to the present ones change nothing."""
        new = part not in self
        name = self._names.setdefault(part.casefold(), part)
        if new or self.read(part) != data:
            self._changed[name] = data

    def tree(self, part: str) -> xml_spans.Element:
        """The part's elements."""
        return xml_spans.parse(self.read(part), self.where(part))

    @property
    def changed(self) -> frozenset[str]:
        """Names of the parts written or dropped since the file was read."""
        return frozenset(self._changed)

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to (`""` for the package itself); targets are names of parts."""
        rels = _relationships_part(part)
        if rels not in self:
            return []
        base = posixpath.dirname(part)
        return [_relationship(element, base) for element in self.tree(rels).children]

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Names of the inner parts that `part` refers to by relationships of that kind."""
        for relationship in self.relationships(part):
            if relationship.kind == kind and not relationship.external:
                yield relationship.target

    def drop(self, owner: str, part: str) -> None:
        """Take a part out, with its owner's relationship and its content type."""
        base = posixpath.dirname(owner)
        rels = _relationships_part(owner)
        self._remove_children(rels, lambda e: _relationship(e, base).target.casefold() == part.casefold())
        self._remove_children(
            _TYPES, lambda e: e.attributes.get("PartName", "").casefold() == "/" + part.casefold()
        )
        self._changed[self._names[part.casefold()]] = None

    def _remove_children(self, part: str, doomed: Callable[[xml_spans.Element], bool]) -> None:
        data = self.read(part)
        children = self.tree(part).children
        self.write(part, xml_spans.splice(data, [xml_spans.remove(data, e) for e in children if doomed(e)]))

    def rebuilt(self) -> bytes:
        """The file's bytes with all changes."""
        return self.archive.rebuilt(self._changed)

    def save(self, target: Path, verify: Callable[[Package], None]) -> Package:
        """Write the package to `target` and return it as it was read back.

        `verify` gets the new package before it takes the old file's place and raises to stop that.
        Raises FileError when the target is open elsewhere, read-only, or was changed by someone else.
        """
        target = Path(os.path.realpath(target))
        refuse_if_busy(target)
        self._refuse_changed(target)
        data = self.rebuilt()
        mode = stat.S_IMODE((target if target.exists() else self.path).stat().st_mode)
        with _beside(target) as draft:
            _write_through(draft, data, mode)
            saved = Package(target, read_file(draft))
            self._compare_untouched(saved)
            verify(saved)
            self._refuse_changed(target)
            _replace(draft, target)
        return saved

    def _refuse_changed(self, target: Path) -> None:
        """Raise FileError when the file is not the one that was opened, before the work and right before the end."""
        if target == self.path and read_file(target) != self.archive.raw:
            raise FileError(
                "打开之后，这个文件又被别的程序改过", target.name, "为了不覆盖那些改动，没有保存；请重做一次"
            )

    def _compare_untouched(self, saved: Package) -> None:
        kept = [name for name in self.archive.names if name not in self._changed]
        for name in kept:
            if saved.archive.checksum(name) != self.archive.checksum(name):
                raise FileError(f"保存后核对不符（{name}），原文件没有改动", self.path.name, "请重试一次")


def _relationships_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(element: xml_spans.Element, base: str) -> Relationship:
    get = element.attributes.get
    external = get("TargetMode") == "External"
    target = get("Target", "")
    if not external:
        # Absolute targets begin at the root of the package, others at the folder of their owner.
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return Relationship(get("Id", ""), get("Type", "").rpartition("/")[2], target, external)


def read_file(path: Path, most: int = guard.LIMITS.file_bytes) -> bytes:
    """The file's bytes; raises FileError for one that is missing, unreadable, too large or no file at all.

    A pipe would make us wait for ever and a device never ends, so both are refused before a byte is read.
    """
    # Without O_NONBLOCK already the opening of a pipe waits for somebody who writes.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _no_file(path, found.st_mode)
            # A buffer for the largest file that could be would be made for each small one.
            raw = b"" if found.st_size > most else file.read(found.st_size + 1)
            if len(raw) > found.st_size:
                raw += file.read(most + 1 - len(raw))
    except FileNotFoundError as fault:
        raise FileError("找不到这个文件", path.name, "请检查文件名和所在的文件夹") from fault
    except OSError as fault:
        if path.is_dir():  # Windows does not even open one
            raise _no_file(path, stat.S_IFDIR) from fault
        raise FileError("文件读不了，可能正被别的程序占用，或没有权限", path.name, "请关闭后再试") from fault
    if max(found.st_size, len(raw)) > most:
        raise FileError(
            f"文件太大（超过 {most // 1_000_000} MB），不像是一份名册或工作簿",
            path.name,
            "请删掉图片和多余的工作表，另存后再试",
        )
    return raw


def require_file(path: Path) -> None:
    """Raise FileError unless a regular file is there."""
    if not path.exists():
        raise FileError("找不到这个文件", path.name, "请检查文件名和所在的文件夹")
    if not path.is_file():
        raise _no_file(path, path.stat().st_mode)


def _no_file(path: Path, mode: int) -> FileError:
    what = "这是文件夹，不是文件" if stat.S_ISDIR(mode) else "这是设备或管道，不是普通文件，没有读取"
    return FileError(what, path.name, "请选择一个普通文件")


@dataclass(frozen=True, slots=True)
class Lock:
    """The sign that a program gives while it has a workbook open: a small file beside it, named `name`.

    Without a name: the file itself is held.
    """

    name: str
    program: str


def open_elsewhere(path: Path) -> Lock | None:
    """The lock of the Excel, WPS or LibreOffice in which a workbook is open, if it is."""
    locks = (Lock(f"~${path.name}", "Excel 或 WPS"), Lock(f".~lock.{path.name}#", "LibreOffice"))
    found = next((lock for lock in locks if path.with_name(lock.name).exists()), None)
    return found or (Lock("", "别的程序") if _is_held(path) else None)


def _is_held(path: Path) -> bool:
    """Whether a program keeps the file from being written, as they do on Windows."""
    if os.name != "nt" or not path.exists() or not path.stat().st_mode & stat.S_IWUSR:
        return False
    try:
        path.open("r+b").close()
    except PermissionError:
        return True
    return False


def refuse_if_busy(path: Path) -> None:
    """Raise FileError when a workbook is open in Excel, WPS or LibreOffice, or may not be written."""
    if lock := open_elsewhere(path):
        left_over = f"；如果已经关闭，请删除同一文件夹里的 {lock.name} 再试" if lock.name else ""
        raise FileError(f"工作簿正在 {lock.program} 里打开着", path.name, f"请先保存并关闭它{left_over}")
    # The mode is looked at too: for an administrator the system grants what the mode forbids.
    if path.exists() and not (path.stat().st_mode & stat.S_IWUSR and os.access(path, os.W_OK)):
        raise FileError("文件是只读的，不能保存", path.name, "请在文件属性里去掉“只读”，或另存一份再试")
    if not os.access(path.parent, os.W_OK):
        raise FileError("所在的文件夹不能写入", path.name, "请把文件复制到能写入的文件夹再试")


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the target's folder, gone at the end if it is still there."""
    try:
        handle, draft = draft_beside(target)
    except OSError as fault:
        raise FileError("所在的文件夹不能写入", target.name, "请把文件复制到能写入的文件夹再试") from fault
    os.close(handle)
    try:
        yield draft
    finally:
        # After the renaming there is none; what cannot be removed before it goes at the next start.
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes, mode: int) -> None:
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode)
    except OSError as fault:
        raise FileError(
            "写不进磁盘，可能空间不够，原文件没有改动", path.parent.name, "请腾出空间后再试"
        ) from fault


def _replace(draft: Path, target: Path) -> None:
    try:
        rename_over(draft, target)
    except OSError as fault:
        raise FileError(
            "文件正被别的程序占用，没有保存，原文件没有改动",
            target.name,
            "请关闭 Excel、WPS 和预览窗口后再试",
        ) from fault
    if os.name == "posix":
        # The new file stands; a folder that cannot be flushed is no reason to say that it does not.
        with contextlib.suppress(OSError):
            _flush(target.parent)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
