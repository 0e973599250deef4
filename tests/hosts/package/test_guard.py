"""Files that must be refused with a sentence before anything of them is parsed."""

from __future__ import annotations

import io
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pyxl.errors import FileError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package.guard import LIMITS, Limits, check
from tests.hosts import samples

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in (("[Content_Types].xml", b""), ("_rels/.rels", b""), *entries):
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "不是 Excel 工作簿"),
        ("姓名,性别\n".encode(), "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (zipped()[:-30], "不完整"),
        (zipped(("xl/../../evil", b"")), "不正常"),
        (zipped(("/xl/a.xml", b"")), "不正常"),
        (zipped(("xl\\..\\..\\evil", b"")), "不正常"),
        (zipped(("xl/a.xml", b"1"), ("xl/A.xml", b"2")), "重复"),
        (zipped()[:-30].replace(b"_rels/.rels", b"_rels/.rexs"), "不完整"),
    ],
)
def test_dubious_bytes_are_refused(raw: bytes, part: str) -> None:
    with pytest.raises(FileError, match=part):
        check(raw, "样例.xlsx")


def test_a_zip_without_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="没有工作簿"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("readme.txt", "1")
        check(buffer.getvalue(), "样例.zip")


def test_too_many_entries_and_too_much_to_unpack() -> None:
    parts = ((f"xl/{i}.xml", b"") for i in range(20))
    raw = zipped(*parts, (SHEET, b"0" * 100_000), ("xl/b.bin", b"0" * 100_000))
    assert len(check(raw, "样例.xlsx")) == 24
    for limits in (
        Limits(entries=23),
        Limits(part_bytes=99_999),
        Limits(total_bytes=99_999),
        Limits(sheet_bytes=99_999),
        Limits(ratio=50, ratio_from=50_000),
        Limits(file_bytes=500),
    ):
        with pytest.raises(FileError, match="大得不正常"):
            check(raw, "样例.xlsx", limits)


@contextmanager
def taking_at_most(megabytes: int) -> Iterator[None]:
    """What costs no memory costs no time either, and a busy machine does not blur it."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_of_blanks_is_refused_in_no_time() -> None:
    raw = zipped((SHEET, b"\0" * (LIMITS.ratio_from + 1)))
    with taking_at_most(1), pytest.raises(FileError, match="大得不正常"):
        check(raw, "样例.xlsx")


def test_entries_that_share_bytes_are_refused() -> None:
    """Two entries of the directory over one local entry: how bombs grow without nesting."""
    raw = zipped(("xl/a.xml", b"a" * 50), ("xl/b.xml", b"a" * 50))
    first, second = raw.index(b"PK\1\2"), raw.rindex(b"PK\1\2")
    entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    assert first < second
    forged = bytearray(raw)
    struct.pack_into("<L", forged, second + 42, entries[-2].header_offset)
    with pytest.raises(FileError):
        check(bytes(forged), "样例.xlsx")


def test_a_lie_about_the_size_is_found_on_reading(tmp_path: Path) -> None:
    path = samples.rich(tmp_path / "样例.xlsx")
    raw = bytearray(path.read_bytes())
    place = raw.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert raw[place : place + 4] == b"PK\1\2"
    struct.pack_into("<L", raw, place + 24, 100)
    path.write_bytes(raw)
    with pytest.raises(FileError, match="损坏"):
        _ = open_closed(path).sheets[0].used_range.value


def sheet_file(tmp_path: Path, content: bytes) -> Path:
    source = samples.rich(tmp_path / "rich.xlsx")
    return samples.repack(source, tmp_path / "样例.xlsx", lambda n, d: (n, content if n == SHEET else d))


@pytest.mark.parametrize(
    "doctype",
    [b'<!DOCTYPE x [<!ENTITY a "b">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!DOCTYPE x>"],
)
def test_document_types_and_entities_are_refused(tmp_path: Path, doctype: bytes) -> None:
    path = sheet_file(
        tmp_path,
        b'<?xml version="1.0"?>'
        + doctype
        + b'<worksheet xmlns="%s"><sheetData/></worksheet>' % MAIN.encode(),
    )
    with pytest.raises(FileError, match="不该有的内容"):
        _ = open_closed(path).sheets[0].used_range.value


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='2'><c r='A2'/></row><row r='1'/>",
        "<row r='1'><c r='B1'/><c r='A1'/></row>",
        "<row r='1048577'/>",
        "<row r='1'><c r='XFE1'/></row>",
        "<row r='x'/>",
        "<row r='1'><c r='A1' t='s'><v>99999</v></c></row>",
        "<row r='1'><c r='A1'><v>abc</v></c></row>",
        "<row r='1'><c r='A1'>",
        "<row r='1'>" + "<c/>" * 16_385 + "</row>",
    ],
)
def test_broken_sheets_are_refused(tmp_path: Path, rows: str) -> None:
    path = sheet_file(
        tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )
    with pytest.raises(FileError):
        _ = open_closed(path).sheets[0].used_range.value


def test_one_far_cell_and_one_giant_merge_cost_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merge = '<mergeCells><mergeCell ref="B2:XFD1048575"/></mergeCells>'
    path = sheet_file(
        tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merge}</worksheet>'.encode()
    )
    from pyxl.errors import HostError

    with taking_at_most(300):
        book = open_closed(path)
        sheet = book.sheets[0]
        assert sheet.used_range.address == "$A$1:$XFD$1048576"
        assert sheet["XFD1048576"].value == 2
        with pytest.raises(HostError, match="太多"):
            _ = sheet.used_range.value
        sheet["A1"].value = 3
        book.save()
        assert open_closed(path).sheets[0]["A1"].value == 3


def test_a_column_of_formatted_blanks_does_not_count_as_used(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(1, 100_001))
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    path = sheet_file(tmp_path, content.replace('<c r="A5" s="1"/>', '<c r="A5"><v>1</v></c>').encode())
    assert open_closed(path).sheets[0].used_range.address == "$A$5"


def test_far_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyxl.hosts.package.sheet.sheet_scan.MAX_CELLS", 1_000)
    rows = "".join(f'<row r="{r}"><c s="1"/><c s="1"/></row>' for r in range(1, 600))
    path = sheet_file(
        tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    )
    with pytest.raises(FileError, match="空行"):
        _ = open_closed(path).sheets[0].used_range
