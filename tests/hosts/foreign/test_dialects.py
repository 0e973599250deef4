"""What other programs write that Excel opens without a word: each dialect as its whole kind.

The files are made here by script; one of each kind was met among real rosters.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from pyxl.errors import FileError
from pyxl.hosts.foreign import child
from pyxl.hosts.package import guard
from pyxl.hosts.package.opc import Package

HEAD = ("姓名", "身份证号", "出生日期")
PEOPLE = (("甲一梅", "510904198005121022", 29353), ("乙二兰", "510904198511032241", 31354))
"""Invented people; birth dates as the serial numbers of 1980-05-12 and 1985-11-03."""
DAYS = [dt.date(1980, 5, 12), dt.date(1985, 11, 3)]


def xls(remark: str = "", serial: int = PEOPLE[0][2]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str='0.0000"own"')
    for r, row in enumerate((HEAD, (*PEOPLE[0][:2], serial), PEOPLE[1])):
        for c, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write(r, c, cell, day)
            else:
                sheet.write(r, c, cell)
    if remark:
        sheet.write(5, 0, remark)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xlsx(**options) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    sheet = book.add_worksheet("名册")
    day = book.add_format({"num_format": 14})
    sheet.write_row(0, 0, HEAD)
    for r, (name, number, serial) in enumerate(PEOPLE, 1):
        sheet.write_row(r, 0, (name, number))
        sheet.write_number(r, 2, serial, day)
    book.close()
    return made.getvalue()


def repacked(data: bytes, *changes: tuple[str, str, str], rename=lambda name: name) -> bytes:
    """The package with texts of parts replaced and its entries named anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for part, before, after in changes:
                if part == name:
                    assert before in content
                    content = content.replace(before, after)
            entry = zipfile.ZipInfo(name)
            entry.filename = rename(name)
            new.writestr(entry, content)
    return made.getvalue()


def rows(data: bytes, name: str = "来件.xls"):
    # As the process with bounds does it, without its start.
    lines = [line.cells for grid in child.read(data, name) for line in grid.lines]
    at = next(i for i, cells in enumerate(lines) if cells[0] == "姓名")
    return lines[at + 1 : at + 3]


RIGHT = [(name, number, day) for (name, number, _), day in zip(PEOPLE, DAYS, strict=True)]
SERIALS = [(name, number, serial) for name, number, serial in PEOPLE]


def with_format(data: bytes, key: int) -> bytes:
    """The .xls with the cells' own number format named by number only (XF record, MS-XLS 2.4.353)."""
    own = data.rindex(b"\x1e\x04", 0, data.index(b'"own"'))
    number = struct.unpack_from("<H", data, own + 4)[0]
    patched = bytearray(data)
    at = 0
    found = 0
    while (at := data.find(b"\xe0\x00\x14\x00", at)) >= 0:
        if struct.unpack_from("<H", data, at + 6)[0] == number:
            struct.pack_into("<H", patched, at + 6, key)
            found += 1
        at += 4
    assert found
    return bytes(patched)


@pytest.mark.parametrize("key", range(82))
def test_number_formats_named_by_number_only_mean_the_same_in_both_formats(key):
    old = rows(with_format(xls(), key))
    new = rows(repacked(xlsx(), ("xl/styles.xml", 'numFmtId="14"', f'numFmtId="{key}"')))
    dated = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58, *range(71, 75), 77, 81}
    assert old == new
    assert [type(row[2]) for row in old] == [dt.date if key in dated else type(old[0][2])] * 2
    if key in dated:
        assert old == RIGHT


@pytest.mark.parametrize("key", [17, 27, 36, 50, 52, 57])
def test_a_format_of_year_and_month_keeps_what_the_sender_typed(key):
    assert rows(with_format(xls(serial=29342), key))[0][2] == "1980年5月"


def test_sectors_that_two_streams_share():
    data = bytearray(xls())
    root = 512 + struct.unpack_from("<I", data, 48)[0] * 512
    struct.pack_into("<2I", data, root + 116, 0, 64)  # the root's short streams begin where the workbook does
    assert rows(bytes(data)) == SERIALS


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "WorkBook"])
def test_the_workbook_stream_in_any_case(name):
    data = xls().replace("Workbook".encode("utf-16-le"), name.encode("utf-16-le"))
    assert rows(data) == SERIALS


@pytest.mark.parametrize("word", ["WordDocument", "EncryptedPackage", "PowerPoint Document"])
def test_a_word_in_a_cell_does_not_make_another_file_of_it(word):
    data = xls(remark=f"见 {word}")
    assert word.encode("utf-16-le") in data
    assert rows(data) == SERIALS


def old_workbook(version: int) -> bytes:
    """A workbook stream of Excel 2, 3 or 4, which has no container."""
    size, label, kind = {2: (4, 0x0004, 0x0009), 3: (6, 0x0204, 0x0209), 4: (6, 0x0204, 0x0409)}[version]
    records = [struct.pack("<2H", kind, size) + struct.pack("<3H", version, 0x10, 0)[:size]]
    records.append(struct.pack("<3H", 0x0042, 2, 936))
    for r, row in enumerate((HEAD, *PEOPLE)):
        for c, cell in enumerate(row):
            text = str(cell).encode("gb18030")
            place = struct.pack("<2H", r, c)
            if version == 2:
                body = place + b"\0\0\0" + bytes([len(text)]) + text
            else:
                body = place + struct.pack("<2H", 0, len(text)) + text
            records.append(struct.pack("<2H", label, len(body)) + body)
    return b"".join(records) + struct.pack("<2H", 0x000A, 0)


@pytest.mark.parametrize("version", [2, 3, 4])
def test_workbooks_older_than_the_container(version):
    assert rows(old_workbook(version)) == [(n, i, str(s)) for n, i, s in PEOPLE]


def locked(password: str) -> bytes:
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt(password, made)
    return made.getvalue()


def test_the_password_that_excel_tries_itself():
    assert msoffcrypto.OfficeFile(io.BytesIO(locked("VelvetSweatshop"))).is_encrypted()
    assert rows(locked("VelvetSweatshop"), "来件.xlsx") == RIGHT


def test_any_other_password_is_refused():
    with pytest.raises(FileError, match="打开密码"):
        rows(locked("1234"), "来件.xlsx")


def test_backslashes_in_the_names_of_parts():
    assert rows(repacked(xlsx(), rename=lambda n: n.replace("/", "\\")), "来件.xlsx") == RIGHT


@pytest.mark.parametrize("evil", ["..\\evil.xml", "\\evil.xml", "C:\\evil.xml", "xl\\..\\..\\evil.xml"])
def test_backslashes_are_looked_at_as_what_they_mean(evil):
    data = repacked(
        xlsx(), rename=lambda name: evil if name == "docProps/app.xml" else name.replace("/", "\\")
    )
    with pytest.raises(FileError, match="文件名"):
        guard.check(data, "来件.xlsx")


def test_one_name_with_both_separators_is_a_double():
    data = repacked(xlsx(), rename=lambda name: "xl\\workbook.xml" if name == "docProps/app.xml" else name)
    with pytest.raises(FileError, match="重复"):
        guard.check(data, "来件.xlsx")


def test_a_package_with_backslashes_is_written_with_slashes():
    package = Package(Path("a.xlsx"), repacked(xlsx(), rename=lambda n: n.replace("/", "\\")))
    with zipfile.ZipFile(io.BytesIO(package.rebuilt())) as again:
        assert "xl/workbook.xml" in again.namelist()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<c r="B2" t="inlineStr"><v>7</v><is><t>510904198005121022</t></is></c>', "510904198005121022"),
        ('<c r="B2" t="inlineStr"><is><t>510904198005121022</t></is><v>7</v></c>', "510904198005121022"),
        (
            '<c r="B2" t="inlineStr"><is><r><t>510904</t></r><r><t>198005121022</t></r></is><v>7</v></c>',
            "510904198005121022",
        ),
        ('<c r="B2" t="str"><v>510904198005121022</v><is><t>7</t></is></c>', "510904198005121022"),
        ('<c r="B2" t="n"><v>12</v><is><t>7</t></is></c>', 12),
        ('<c r="B2" t="b"><is><t>7</t></is><v>1</v></c>', True),
        ('<c r="B2" t="inlineStr"><v>510904198005121022</v></c>', "510904198005121022"),
        ('<c r="B2"><is><t>510904198005121022</t></is></c>', "510904198005121022"),
        ('<c r="B2" t="inlineStr"><is><t/></is><v>7</v></c>', None),
    ],
)
def test_the_cell_s_type_decides_which_child_counts(cell, seen):
    data = repacked(xlsx(), (SHEET, '<c r="B2" t="s"><v>4</v></c>', cell))
    assert rows(data, "来件.xlsx")[0][1] == seen


@pytest.mark.parametrize(
    "styles",
    [
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs/></styleSheet>',
        "",
        "<broken",
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt/>'
        '</numFmts><cellXfs><xf numFmtId=""/><xf numFmtId="x"/></cellXfs></styleSheet>',
    ],
)
def test_what_only_formats_never_refuses_a_list(styles):
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        whole = archive.read("xl/styles.xml").decode()
    assert rows(repacked(xlsx(), ("xl/styles.xml", whole, styles)), "来件.xlsx") == SERIALS


@pytest.mark.parametrize("style", ["", "x", "-1", "99", "9" * 30])
def test_a_style_that_is_none(style):
    assert rows(repacked(xlsx(), (SHEET, 's="1"', f's="{style}"')), "来件.xlsx") == SERIALS


@pytest.mark.parametrize("relation", ["", "rId99"])
def test_a_sheet_that_is_listed_and_not_there(relation):
    extra = f'<sheet name="Module1" sheetId="9" state="veryHidden" r:id="{relation}"/></sheets>'
    data = repacked(xlsx(), ("xl/workbook.xml", "</sheets>", extra))
    assert rows(data, "来件.xlsx") == RIGHT


TABLE = "<table>" + "".join(
    "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *PEOPLE)
) + "</table>"  # fmt: skip
TEXTS = [(name, number, str(serial)) for name, number, serial in PEOPLE]
PAGES = {
    "plain": f"<html><body>{TABLE}</body></html>",
    "layout table": f"<html><table><tr><td>名册</td></tr><tr><td>{TABLE}</td></tr></table></html>",
    "deep layout": f"<table><tr><td><table><tr><td>左</td><td><div>{TABLE}</div></td></tr></table></td></tr></table>",
    "long style": f"<html><style>{'.a{color:red}' * 3000}</style>{TABLE}</html>",
    "long comment": f"<!-- {'x' * 9000} --><html>{TABLE}</html>",
    "no html": TABLE,
    "capitals": TABLE.upper(),
    "attributes": TABLE.replace("<table", "<table\n border=1"),
    "framed cells": TABLE.replace("<td>甲一梅", "<td><table><tr><td>甲一梅</td></tr></table>"),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("marks", [0, 1, 3])
def test_web_pages_under_the_name_of_a_workbook(page, encoding, marks):
    data = ("\ufeff" * marks + PAGES[page]).encode(encoding)
    assert rows(data) == TEXTS


def test_frames_say_where_the_table_is():
    page = '<html><frameset rows="*,39"><frame src="名册.files/sheet001.htm"></frameset></html>'
    with pytest.raises(FileError, match="旁边的文件夹"):
        rows(page.encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(encoding):
    text = "\r\n".join("\t".join(map(str, row)) for row in (HEAD, *PEOPLE))
    assert rows(text.encode(encoding), "来件.txt") == TEXTS
