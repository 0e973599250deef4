"""Saving: untouched parts byte for byte, the old file safe whatever goes wrong."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from pyxl.errors import FileError, HostError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.files.locking import sign_of
from pyxl.hosts.package import opc as package
from pyxl.hosts.package.closed_file import ClosedFile
from pyxl.hosts.package.opc import Package
from pyxl.hosts.package.sheet.cached_values import without_values
from tests.hosts import samples


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.rich(tmp_path / "样例.xlsx")


def test_nothing_written_nothing_saved(path: Path) -> None:
    raw, when = path.read_bytes(), path.stat().st_mtime_ns
    book = open_closed(path)
    _ = book.sheets[0].used_range.value
    book.save()
    assert path.read_bytes() == raw
    assert path.stat().st_mtime_ns == when


def test_only_the_parts_written_change(path: Path) -> None:
    before = samples.parts(path)
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    book.save()
    after = samples.parts(path)
    assert list(after) == list(before)
    changed = {n for n in before if before[n] != after[n]}
    stale = {n for n in changed if after[n] == without_values(before[n])}
    assert changed - stale == {"xl/worksheets/sheet3.xml"}, "the others lose only their formulas' values"
    for kept in (
        "xl/drawings/vmlDrawing1.vml",
        "xl/media/image1.png",
        "xl/comments1.xml",
        "docProps/core.xml",
    ):
        assert after[kept] == before[kept]


def test_untouched_entries_stay_packed_as_they_were(path: Path) -> None:
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/media/image1.png")
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    book.save()
    with zipfile.ZipFile(path) as archive:
        again = archive.getinfo("xl/media/image1.png")
    new = path.read_bytes()

    def packed(data: bytes, e: zipfile.ZipInfo) -> bytes:
        begin = e.header_offset + 30 + len(e.filename)
        return data[begin : begin + e.compress_size]

    assert packed(raw, entry) == packed(new, again)
    assert entry.date_time == again.date_time


def test_in_the_sheet_only_the_written_cells_change(path: Path) -> None:
    before = samples.parts(path)["xl/worksheets/sheet1.xml"]
    book = open_closed(path)
    book.sheets["候选人"]["B4"].value = "样例己"
    book.save()
    after = samples.parts(path)["xl/worksheets/sheet1.xml"]
    old = b'<c r="B4" t="s"><v>8</v></c>'
    assert before.count(old) == 1
    new = '<c r="B4" t="inlineStr"><is><t>样例己</t></is></c>'.encode()
    assert after == without_values(before.replace(old, new)), "and formulas lose their values"


@pytest.mark.parametrize("lock", ["~$样例.xlsx", ".~lock.样例.xlsx#"])
def test_a_workbook_that_is_open_is_refused(path: Path, lock: str) -> None:
    raw = path.read_bytes()
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    path.with_name(lock).touch()
    with pytest.raises(FileError, match="打开着"):
        book.save()
    with pytest.raises(FileError, match="打开着"):
        open_closed(path)
    assert open_closed(path, read_only=True).sheets["名册"]["A2"].value == "样例丁"
    assert path.read_bytes() == raw
    path.with_name(lock).unlink()
    book.save()
    assert open_closed(path).sheets["名册"]["A2"].value == "样例戊"


def test_a_read_only_workbook_is_refused(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(FileError, match="只读"):
        open_closed(path)


def test_a_file_that_someone_else_changed_is_not_overwritten(path: Path) -> None:
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    other = open_closed(path)
    other.sheets["名册"]["A2"].value = "样例庚"
    other.save()
    raw = path.read_bytes()
    with pytest.raises(FileError, match="改过"):
        book.save()
    assert path.read_bytes() == raw


def test_mode_and_link_are_kept(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("链接.xlsx")
    link.symlink_to(path)
    book = open_closed(link)
    book.sheets["名册"]["A2"].value = "样例戊"
    book.save()
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert open_closed(path).sheets["名册"]["A2"].value == "样例戊"


@pytest.mark.parametrize("step", ["_write_through", "_replace", "read_back"])
def test_whatever_fails_the_old_file_stands(path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = path.read_bytes()
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"

    def fail(*_: object) -> None:
        raise FileError("磁盘满了")

    if step == "read_back":
        monkeypatch.setattr(ClosedFile, "_compare", fail)
    else:
        monkeypatch.setattr(package, step, fail)
    with pytest.raises(FileError, match="磁盘满了"):
        book.save()
    assert path.read_bytes() == raw
    assert set(os.listdir(path.parent)) == {path.name, sign_of(path).name}, "no draft; the book is still ours"
    monkeypatch.undo()
    book.save()
    book.close()
    assert os.listdir(path.parent) == [path.name]
    assert open_closed(path).sheets["名册"]["A2"].value == "样例戊"


def test_a_cell_that_reads_back_otherwise_stops_the_save(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = path.read_bytes()
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    true = Package.rebuilt

    def forged(self: Package) -> bytes:
        sheet = "xl/worksheets/sheet3.xml"
        self.write(sheet, self.read(sheet).replace("样例戊".encode(), "样例己".encode()))
        return true(self)

    monkeypatch.setattr(Package, "rebuilt", forged)
    with pytest.raises(FileError, match="核对不符"):
        book.save()
    assert path.read_bytes() == raw


def test_save_as_leaves_the_first_file(path: Path) -> None:
    raw = path.read_bytes()
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    book.save(path.with_name("副本.xlsx"))
    assert book.name == "副本.xlsx"
    assert path.read_bytes() == raw
    book.sheets["名册"]["A2"].value = "样例己"
    book.save()
    assert open_closed(path.with_name("副本.xlsx")).sheets["名册"]["A2"].value == "样例己"
    with pytest.raises(HostError, match="文件类型"):
        book.save(path.with_name("副本.xlsm"))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="找不到"):
        open_closed(tmp_path / "没有.xlsx")
