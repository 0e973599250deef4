"""Files as villages send them: real ones of every kind, and broken ones."""

from __future__ import annotations

import datetime as dt
import io
import json
import signal
import subprocess
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import opendocument, style, table, text

from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.foreign import cells as foreign_cells
from pyxl.hosts.foreign import child as foreign_child
from pyxl.hosts.foreign import files as foreign
from pyxl.hosts.foreign import ods as foreign_ods
from pyxl.hosts.foreign import text as foreign_text
from pyxl.hosts.foreign import xlsx as foreign_xlsx
from pyxl.hosts.foreign.files import read_grids
from pyxl.hosts.foreign.grid import Grid, Line, Merge

pytestmark = pytest.mark.process

ID = "510904198005011234"  # invented: its check digit is wrong
ROWS = [
    ("花名册", None, None, None),
    (None, None, None, None),
    ("姓名", "身份证号", "出生日期", "人数"),
    ("王丽", ID, dt.date(1980, 5, 17), 12),
    ("=1+1", "@x", dt.date(1980, 5, 1), 2.5),
]
SEEN = [(i, row) for i, row in enumerate(ROWS, 1) if any(row)]


def as_seen(grid: Grid):
    return [(line.number, line.cells + (None,) * (4 - len(line.cells))) for line in grid.lines]


def write_xlsx(path):
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("甲村")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                sheet.write(r, c, cell)
    sheet.merge_range("A1:D1", "花名册")
    book.add_worksheet("隐藏").hide()
    book.close()


def write_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "甲村"
    for row in ROWS:
        sheet.append(row)
    sheet["A5"].data_type = "s"
    sheet.merge_cells("A1:D1")
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(path)


def write_xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲村")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(r, c, cell, day)
            elif cell is not None and r:
                sheet.write(r, c, cell)
    sheet.write_merge(0, 0, 0, 3, "花名册")
    hidden = book.add_sheet("隐藏")
    hidden.visibility = 1
    book.save(str(path))


def write_ods(path):
    document = opendocument.OpenDocumentSpreadsheet()
    unseen = style.Style(name="unseen", family="table")
    unseen.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    sheet = table.Table(name="甲村")
    for r, row in enumerate(ROWS):
        line = table.TableRow()
        for cell in row:
            more = {"numbercolumnsspanned": 4, "numberrowsspanned": 1} if r == 0 and cell else {}
            if isinstance(cell, dt.date):
                made = table.TableCell(valuetype="date", datevalue=cell.isoformat())
                made.addElement(text.P(text=f"{cell:%Y-%m-%d}"))
            elif isinstance(cell, int | float):
                made = table.TableCell(valuetype="float", value=cell)
                made.addElement(text.P(text=str(cell)))
            elif cell:
                made = table.TableCell(valuetype="string", **more)
                made.addElement(text.P(text=cell))
            else:
                made = table.CoveredTableCell() if r == 0 else table.TableCell()
            line.addElement(made)
        sheet.addElement(line)
    # As LibreOffice ends every sheet: blank rows down to the last.
    rest = table.TableRow(numberrowsrepeated=1048571)
    rest.addElement(table.TableCell(numbercolumnsrepeated=16384))
    sheet.addElement(rest)
    document.spreadsheet.addElement(sheet)
    document.spreadsheet.addElement(table.Table(name="隐藏", stylename=unseen))
    document.save(str(path))


def patch_sheet(path, old: bytes, new: bytes):
    """Replace bytes in the first sheet, for what no writing library makes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


WRITERS = {"a.xlsx": write_xlsx, "b.xlsx": write_openpyxl, "c.xls": write_xls, "d.ods": write_ods}


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_of_workbook_gives_the_same_grid(tmp_path, name):
    WRITERS[name](tmp_path / name)
    first, second = read_grids(tmp_path / name)
    assert (first.sheet, first.hidden, second.sheet, second.hidden) == ("甲村", False, "隐藏", True)
    assert as_seen(first) == SEEN
    assert [type(c) for c in first.lines[2].cells] == [str, str, dt.date, int]
    assert first.merges == (Merge(1, 0, 1, 3),)
    assert first.notes == () and second.lines == ()


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("ending", [".csv", ".xls", ".xlsx", ""])
def test_the_content_decides_and_not_the_name(tmp_path, name, ending):
    path = tmp_path / f"名册{ending}"
    WRITERS[name](tmp_path / name)
    path.write_bytes((tmp_path / name).read_bytes())
    assert as_seen(read_grids(path)[0]) == SEEN


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_csv_in_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = tmp_path / "名册.csv"
    lines = [
        ["姓名", "身份证号"],
        [],
        ["王丽", f'"=""{ID}"""'],
        ["李梅", f"{ID}\t" if delimiter != "\t" else ID],
    ]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    (grid,) = read_grids(path)
    assert [line.number for line in grid.lines] == [1, 3, 4]
    assert grid.lines[1].cells == ("王丽", ID)
    assert str(grid.lines[2].cells[1]).strip() == ID


def test_csv_with_quotes_line_breaks_and_a_stated_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('sep=;\n姓名;备注\n王丽;"一；""二"";\n三"\n李梅;x\n', encoding="utf-8")
    (grid,) = read_grids(path)
    assert grid.lines == (
        Line(1, ("姓名", "备注")),
        Line(2, ("王丽", '一；"二";\n三')),
        Line(3, ("李梅", "x")),
    )


def test_an_unclosed_quote_swallows_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,备注\n王丽,"未完\n李梅,x\n赵兰,y\n', encoding="gb18030")
    (grid,) = read_grids(path)
    assert [line.cells[0] for line in grid.lines] == ["姓名", "王丽", "李梅", "赵兰"]
    assert "引号不成对" in grid.notes[0]


def test_rare_characters_of_gb18030(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,性别\n㛃𠮷,女\n".encode("gb18030"))
    assert read_grids(path)[0].lines[1].cells == ("㛃𠮷", "女")


FIELDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(
    st.lists(st.lists(FIELDS, min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_what_csv_writes_comes_back(rows, encoding):
    import csv

    rows = [["姓名", "性别"], *rows]
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    text_ = foreign_text.decode(written.getvalue().encode(encoding), "a.csv")
    (grid,) = foreign_text.read(text_, "a.csv")
    seen = {line.number: line.cells for line in grid.lines}
    for number, row in enumerate(rows, 1):
        cells = seen.get(number, ())
        for i, field in enumerate(row):
            got = cells[i] if i < len(cells) else None
            assert (got or "").strip() == foreign_text._unwrapped(field).strip()


# What a sender sees


@pytest.mark.parametrize("form", ['yyyy"年"m"月"', "yyyy.mm", "yyyy-m", "mmm-yy", '[$-804]yyyy"年"m"月";@'])
def test_a_month_without_a_day_gets_no_day(tmp_path, form):
    month, day = dt.datetime(1980, 5, 1), dt.datetime(1980, 5, 17)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    old = xlwt.Workbook()
    old_sheet = old.add_sheet("甲")
    for row, moment in enumerate((month, day)):
        sheet.write_datetime(row, 0, moment, book.add_format({"num_format": form}))
        old_sheet.write(row, 0, moment, xlwt.easyxf(num_format_str=form))
    book.close()
    old.save(str(tmp_path / "a.xls"))
    for name in ("a.xlsx", "a.xls"):
        cells = [line.cells[0] for line in read_grids(tmp_path / name)[0].lines]
        assert cells == ["1980年5月", dt.date(1980, 5, 17)]


@pytest.mark.parametrize("number", [57, 31, 14])
def test_chinese_built_in_formats_are_dates(tmp_path, number):
    # Named by number only: openpyxl writes such a style, and reads its cell as a bare number.
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_datetime(
        0, 0, dt.datetime(1980, 5, 1), book.add_format({"num_format": number})
    )
    book.close()
    cell = read_grids(tmp_path / "a.xlsx")[0].lines[0].cells[0]
    assert cell == ("1980年5月" if number == 57 else dt.date(1980, 5, 1))


@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (1980.1, "0.00", "1980.10"),
        (1980.1, "General", 1980.1),
        (825, "0000", "0825"),
        (12, "0", 12),
        (12.0, "0.00", 12),
        (510904198005011234, "0", 510904198005011200),
    ],
)
def test_numbers_as_shown(tmp_path, value, form, seen):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_number(0, 0, value, book.add_format({"num_format": form}))
    book.close()
    cell = read_grids(tmp_path / "a.xlsx")[0].lines[0].cells[0]
    assert type(cell) is type(seen)
    assert cell == pytest.approx(seen, rel=1e-15) if isinstance(seen, int) and seen > 10**15 else cell == seen


def test_formulas_give_their_values_and_missing_values_are_named(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "年龄", "空"])
    sheet.write_formula(1, 0, '="王"&"丽"', value="王丽")
    sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")
    book.close()
    # As Excel writes a formula whose result is an empty text.
    empty = b'<c r="C2" t="str"><f>""</f><v></v></c></row></sheetData>'
    patch_sheet(tmp_path / "a.xlsx", b"</row></sheetData>", empty)
    (grid,) = read_grids(tmp_path / "a.xlsx")
    assert grid.lines[1].cells == ("王丽", "#DIV/0!") and grid.notes == ()
    other = openpyxl.Workbook()
    other.active.append(["姓名", "=1+1"])
    other.save(tmp_path / "b.xlsx")
    (grid,) = read_grids(tmp_path / "b.xlsx")
    assert grid.notes == ("B1是没有计算结果的公式，读不到值；请在 Excel 里打开、保存后再导入",)


def test_dates_of_1904_and_errors_and_booleans_of_xls(tmp_path):
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("甲")
    sheet.write(0, 0, dt.datetime(1980, 5, 17), xlwt.easyxf(num_format_str="yyyy/m/d"))
    sheet.write(0, 1, True)
    sheet.row(0).set_cell_error(2, "#N/A!")
    book.save(str(tmp_path / "a.xls"))
    cells = read_grids(tmp_path / "a.xls")[0].lines[0].cells
    assert cells == (dt.date(1980, 5, 17), True, "#N/A")


def test_the_reader_agrees_with_openpyxl(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    kept = [
        [f"王{r}", r * 7, r / 8, r % 2 == 0, dt.date(1950 + r, 1 + r % 12, 2 + r % 27), None]
        for r in range(60)
    ]
    for row in kept:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (grid,) = foreign_xlsx.read((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    oracle = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True, data_only=True).active
    for line, row in zip(grid.lines, oracle.iter_rows(values_only=True), strict=True):
        expected = [c.date() if isinstance(c, dt.datetime) else c for c in row]
        assert list(line.cells) == expected[: len(line.cells)]


def test_strict_workbooks_are_read(tmp_path):
    # Excel's "Strict Open XML": other namespaces throughout; openpyxl finds no sheet in one.
    write_openpyxl(tmp_path / "a.xlsx")
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for transitional, other in strict.items():
                data = data.replace(transitional, other)
            new.writestr(name, data)
    assert as_seen(read_grids(tmp_path / "b.xlsx")[0]) == SEEN


# Web pages


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta charset="gb2312"><style>td{}</style></head>
<body><table><tr><td colspan=3>花名册</td></tr>
<tr><th>单位</th><th>姓名</th><th>身份证号</th></tr>
<tr><td rowspan=2>登高<br>村</td><td>王&nbsp;丽</td>
<td style="mso-number-format:'\\@'">510904198005011234</td></tr>
<tr><td>李<b>梅</b></td><td></td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_web_page_under_the_name_xls(tmp_path, encoding):
    (tmp_path / "导出.xls").write_bytes(HTML.encode(encoding))
    (grid,) = read_grids(tmp_path / "导出.xls")
    assert [line.cells for line in grid.lines] == [
        ("花名册",),
        ("单位", "姓名", "身份证号"),
        ("登高\n村", "王\xa0丽", ID),
        (None, "李梅"),
    ]
    assert grid.merges == (Merge(1, 0, 1, 2), Merge(3, 0, 4, 0))


# OpenDocument


ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="甲">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
CELL = '<table:table-cell office:value-type="string"{}><text:p>甲</text:p></table:table-cell>'


def ods(rows: str, manifest: str = "<m/>", prologue: str = "") -> bytes:
    made = io.BytesIO()
    content = ODS.format(rows).replace("<office:document-content", prologue + "<office:document-content", 1)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return made.getvalue()


def test_a_million_repeated_blank_rows_and_a_far_corner_cost_nothing():
    blank = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    far = '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>' + CELL.format("")
    rows = f"<table:table-row>{CELL.format('')}</table:table-row>{blank}{far}</table:table-row>"
    (grid,) = foreign_ods.read(ods(rows), "a.ods")
    assert grid.lines == (Line(1, ("甲",)),)
    assert grid.notes == ("第 256 列以右还有内容（1 行，最先在第 1048576 行），未读取",)


def test_repeated_content_is_repeated_or_refused():
    row = '<table:table-row table:number-rows-repeated="{}">' + CELL + "</table:table-row>"
    twice = ' table:number-columns-repeated="2"'
    (grid,) = foreign_ods.read(ods(row.format(3, twice)), "a.ods")
    assert grid.lines == tuple(Line(i, ("甲", "甲")) for i in (1, 2, 3))
    for rows, columns in ((1_048_576, 1), (9_000, 16_384)):
        with pytest.raises(FileError, match="不像是一份名册"):
            foreign_ods.read(ods(row.format(rows, f' table:number-columns-repeated="{columns}"')), "a.ods")


def test_ods_month_padded_number_spaces_and_annotation():
    row = (
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="1980-05-01">'
        "<text:p>1980年5月</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="1980.1">'
        "<text:p>1980.10</text:p></table:table-cell>"
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>王<text:s text:c="2"/>丽</text:p><text:p>二</text:p></table:table-cell></table:table-row>'
    )
    (grid,) = foreign_ods.read(ods(row), "a.ods")
    assert grid.lines[0].cells == ("1980年5月", "1980.10", "王  丽\n二")


# Refusals


def refused(path) -> str:
    with pytest.raises(FileError) as caught:
        read_grids(path)
    sentence = str(caught.value)
    assert path.name in sentence and "Traceback" not in sentence and str(path.parent) not in sentence
    assert caught.value.remedy
    return sentence


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf \r\n", "空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0JFIF", "图片"),
        (b"\x89PNG\r\n", "图片"),
        (b"Rar!\x1a", "压缩包"),
        (b"{\\rtf1 }", "RTF"),
        (b"PK\x03\x04 cut short", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (bytes(range(256)) * 4, "文本文件"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"', "损坏"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", ".mht"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, raw, said):
    path = tmp_path / "来件.xls"
    path.write_bytes(raw)
    assert said in refused(path)


def archive_of(**entries: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (archive_of(word__document_dot_xml="x"), "Word"),
        (archive_of(xl__workbook_dot_bin="x"), "xlsb"),
        (archive_of(photo_dot_jpg="x"), "不是 Excel"),
        (archive_of(content_dot_xml="x"), "损坏"),
        (ods("<table:table-row>"), "损坏"),
        (ods("", manifest="<manifest:encryption-data/>"), "密码"),
        (ods("", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'), "拒绝"),
    ],
)
def test_other_archives(tmp_path, raw, said):
    path = tmp_path / "来件.xlsx"
    path.write_bytes(raw)
    assert said in refused(path)


def test_passwords_of_real_files(tmp_path):
    import msoffcrypto.format.ooxml as ooxml

    write_openpyxl(tmp_path / "open.xlsx")
    with (tmp_path / "open.xlsx").open("rb") as plain, (tmp_path / "locked.xlsx").open("wb") as locked:
        ooxml.OOXMLFile(plain).encrypt("secret", locked)
    assert "打开密码" in refused(tmp_path / "locked.xlsx")


def test_missing_files_and_folders(tmp_path):
    assert "找不到" in refused(tmp_path / "没有.xlsx")
    (tmp_path / "文件夹.xlsx").mkdir()
    assert "文件夹" in refused(tmp_path / "文件夹.xlsx")


def test_a_file_that_is_too_large_is_not_even_read(tmp_path, monkeypatch):
    path = tmp_path / "大.csv"
    with path.open("wb") as file:
        file.truncate(foreign_cells.MAX_FILE_BYTES + 1)
    monkeypatch.setattr(foreign.bounded, "run", lambda *_: pytest.fail("read"))
    assert "太大" in refused(path)


def answered(work, raw, name):
    """The child's work without a process for each example."""
    answer = json.loads(bounded.answer(work, raw, name).decode("utf-8", "surrogatepass"))
    if "error" in answer:
        raise FileError(*answer["error"][1:])
    return foreign_child.unpack(answer["done"])


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damaged_files_give_grids_or_a_sentence(tmp_path_factory, name, data):
    folder = tmp_path_factory.getbasetemp()
    whole = folder / f"whole-{name}"
    if not whole.exists():
        WRITERS[name](whole)
    raw = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(len(raw) // 2, len(raw)))]
    try:
        answered(foreign_child.work, bytes(raw), name)
    except FileError as error:
        assert name in str(error)


# The child process


def test_grids_survive_the_way_from_the_child():
    cells = (
        "文",
        1,
        2.5,
        True,
        None,
        dt.date(1980, 5, 1),
        dt.datetime(1980, 5, 1, 8, 30),
        "\ud800",
        "1980-05-01",
    )
    grid = Grid("甲", (Line(7, cells),), (Merge(1, 2, 3, 4),), True, ("注",))
    (back,) = answered(lambda *_: foreign_child.pack([grid]), b"", "")
    assert back == grid
    assert [type(c) for c in back.lines[0].cells] == [type(c) for c in cells]


def test_a_parser_that_hangs_or_dies_is_a_sentence(tmp_path, monkeypatch):
    write_openpyxl(tmp_path / "a.xlsx")
    monkeypatch.setattr(bounded, "WALL_SECONDS", 0.01)
    assert "还没有读完" in refused(tmp_path / "a.xlsx")
    monkeypatch.setattr(bounded, "WALL_SECONDS", 60.0)

    def dies(status):
        return lambda command, **_: subprocess.CompletedProcess(command, status, b"", b"")

    monkeypatch.setattr(bounded, "_ready", [])
    monkeypatch.setattr(bounded.subprocess, "run", dies(-signal.SIGSEGV))
    assert "读不出来" in refused(tmp_path / "a.xlsx")
    monkeypatch.setattr(bounded.subprocess, "run", dies(-signal.SIGXCPU))
    assert "读了 10 秒还没有读完" in refused(tmp_path / "a.xlsx")


def test_a_stray_module_beside_the_file_is_not_imported(tmp_path, monkeypatch):
    write_openpyxl(tmp_path / "a.xlsx")
    (tmp_path / "json.py").write_text("raise SystemExit('stray')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert as_seen(read_grids("a.xlsx")[0]) == SEEN


def exhausts(raw, where, secret):
    raise MemoryError


def test_exhausted_memory_is_a_sentence():
    with pytest.raises(FileError, match="大得不正常"):
        answered(exhausts, b"", "a.xlsx")


def test_a_giant_merge_and_a_far_cell_are_harmless(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.active["XFD1048576"] = "远"
    path = tmp_path / "a.xlsx"
    book.save(path)
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048575"/></mergeCells>'
    patch_sheet(path, b"</sheetData>", merge)
    (grid,) = read_grids(path)
    assert grid.lines == (Line(1, ("甲",)),)
    assert grid.merges == (Merge(1, 0, 1048575, 255),)
    assert "最先在第 1048576 行" in grid.notes[0]
