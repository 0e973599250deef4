"""What the sender does not see, or has crossed out, is known of every format."""

from __future__ import annotations

import io
import json

import docx
import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf import opendocument, style, table, text

from pyxl.hosts.foreign import child

ROWS = [("姓名", "电话", "备注"), ("甲一梅", "1", "a"), ("乙二兰", "2", "b"), ("丙三竹", "3", "c")]
"""Row 2 is hidden, column C too; the name in row 3 and the telephone number in row 4 are crossed out."""
STRUCK = {(2, 0), (3, 1)}


def with_xlsxwriter() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    out = book.add_format({"font_strikeout": True})
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, out if (r, c) in STRUCK else None)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})
    book.close()
    return made.getvalue()


def with_openpyxl_and_a_filter() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    for r, c in STRUCK:
        sheet.cell(r + 1, c + 1).font = openpyxl.styles.Font(strike=True)
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(0, ["乙二兰", "丙三竹"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_xlwt() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    out = xlwt.easyxf("font: struck_out true")
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, *([out] if (r, c) in STRUCK else []))
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_odfpy() -> bytes:
    document = opendocument.OpenDocumentSpreadsheet()
    out = style.Style(name="out", family="table-cell")
    out.addElement(style.TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(out)
    sheet = table.Table(name="a")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=2))
    sheet.addElement(table.TableColumn(visibility="collapse"))
    for r, row in enumerate(ROWS):
        line = table.TableRow(**({"visibility": "filter"} if r == 1 else {}))
        for c, value in enumerate(row):
            more = {"stylename": "out"} if (r, c) in STRUCK else {}
            cell = table.TableCell(valuetype="string", **more)
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    made = io.BytesIO()
    document.write(made)
    return made.getvalue()


def page(hidden_row: str, hidden_cell: str, name: str, phone: str, head: str = "") -> bytes:
    return (
        f"<html>{head}<table><tr><td>姓名<td>电话<td {hidden_cell}>备注</tr>"
        f"<tr {hidden_row}><td>甲一梅<td>1<td>a</tr><tr><td{name}</td><td>2<td>b</tr>"
        f"<tr><td>丙三竹<td{phone}</td><td>c</tr></table></html>"
    ).encode()


XML2003 = """<?xml version="1.0" encoding="UTF-16"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="a"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">电话</Data></Cell><Cell><Data ss:Type="String">备注</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">甲一梅</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="String">a</Data></Cell></Row>
<Row><Cell ss:StyleID="s1"><Data ss:Type="String">乙二兰</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row>
<Row><Cell ss:Index="1"><Data ss:Type="String">丙三竹</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">3</Data></Cell></Row>
</Table></Worksheet></Workbook>"""

CLASSES = "<style>.h {display:none} td.x, .y{color:red;text-decoration:underline line-through}</style>"
FILES = {
    "XlsxWriter": with_xlsxwriter,
    "openpyxl": with_openpyxl_and_a_filter,
    "xlwt": with_xlwt,
    "odfpy": with_odfpy,
    "XML 2003": lambda: XML2003.encode("utf-16"),
    "HTML marks": lambda: page("hidden", "style='DISPLAY: none'", "><s>乙二兰</s>", "><del>3</del>"),
    "HTML styles": lambda: page(
        "style='height:0;display:none'", "style='visibility:collapse'", " style='text-decoration:line-through'>乙二兰",
        "><span style='text-decoration-line: line-through'>3</span>",
    ),
    "HTML classes": lambda: page("class=h", "class='a h'", " class=x>乙二兰", " class=y>3", CLASSES),
}  # fmt: skip


@pytest.mark.parametrize("writer", FILES)
def test_hidden_and_struck_out(writer):
    data = FILES[writer]()
    packed = json.loads(json.dumps(child.pack(child.read(data, "a"))))
    grid = child.unpack(packed)[0]
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {2}
    assert grid.struck == {(3, 0), (4, 1)}
    assert [line.cells[0] for line in grid.lines] == ["姓名", "甲一梅", "乙二兰", "丙三竹"]


def rich_xlsx() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    out = book.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, ["姓名", "电话"])
    sheet.write_rich_string(1, 0, out, "甲一", "梅花")
    sheet.write_string(1, 1, "13")
    sheet.write_rich_string(2, 0, out, "乙二", out, "兰")
    book.close()
    return made.getvalue()


def rich_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for column, header in enumerate(("姓名", "电话")):
        sheet.write(0, column, header)
    sheet.write_rich_text(1, 0, (("甲一", xlwt.easyfont("struck_out true")), "梅花"))
    sheet.write(1, 1, "13")
    sheet.write(2, 0, "乙二兰", xlwt.easyxf("font: struck_out true"))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def rich_ods(flat: bool = False) -> bytes:
    document = opendocument.OpenDocumentSpreadsheet()
    for name, family in (("part", "text"), ("out", "table-cell")):
        look = style.Style(name=name, family=family)
        look.addElement(style.TextProperties(textlinethroughstyle="solid"))
        document.automaticstyles.addElement(look)
    sheet = table.Table(name="a")
    for values in (("姓名", "电话"), ("甲", "13"), ("乙二兰",)):
        line = table.TableRow()
        for value in values:
            cell = table.TableCell(valuetype="string", **({"stylename": "out"} if value == "乙二兰" else {}))
            paragraph = text.P()
            if value == "甲":
                paragraph.addElement(text.Span(stylename="part", text="甲一"))
                paragraph.addText("梅花")
            else:
                paragraph.addText(value)
            cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    if flat:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + document.xml().removeprefix(
            b"<?xml version='1.0' encoding='UTF-8'?>"
        )
    made = io.BytesIO()
    document.write(made)
    return made.getvalue()


def rich_docx() -> bytes:
    document = docx.Document()
    made = document.add_table(3, 2)
    for (row, column), words in {(0, 0): "姓名", (0, 1): "电话", (1, 1): "13"}.items():
        made.cell(row, column).text = words
    first, second = made.cell(1, 0).paragraphs[0], made.cell(2, 0).paragraphs[0]
    first.add_run("甲一").font.strike = True
    first.add_run("梅花")
    second.add_run("乙二兰").font.strike = True
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rich_xml2003() -> bytes:
    return """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="a"><Table>
<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">电话</Data></Cell></Row>
<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><Font><S>甲一</S></Font><Font>梅花</Font></ss:Data></Cell>
<Cell><Data ss:Type="String">13</Data></Cell></Row>
<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>乙二<B>兰</B></S> </ss:Data></Cell></Row>
</Table></Worksheet></Workbook>""".encode("utf-16")


def rich_page(start: str, end: str, style: str = "") -> bytes:
    return (
        f"<html><meta charset=utf-8>{style}<table><tr><td>姓名<td>电话"
        f"<tr><td>{start}甲一{end}梅花<td>13<tr><td>{start}乙<b>二</b>{end}{start}兰{end}</table></html>"
    ).encode()


RICH = {
    "XML 2003": rich_xml2003,
    "HTML marks": lambda: rich_page("<font><s>", "</s></font>"),
    "HTML styles": lambda: rich_page("<span style='text-decoration:line-through'>", "</span>"),
    "HTML classes": lambda: rich_page("<font class=y>", "</font>", CLASSES),
    "xlsx": rich_xlsx,
    "xls": rich_xls,
    "ods": rich_ods,
    "fods": lambda: rich_ods(flat=True),
    "docx": rich_docx,
}


@pytest.mark.parametrize("kind", RICH)
def test_what_is_crossed_out_within_a_cell_is_told(kind):
    """The first name is corrected within its cell; the second is crossed out altogether."""
    (grid,) = child.read(RICH[kind](), "名册")
    assert [str(line.cells[0]).strip() for line in grid.lines] == ["姓名", "甲一梅花", "乙二兰"]
    assert grid.struck == {(3, 0)}
    assert grid.notes == ("第 2 行第 1 列有一部分划掉的字，也已导入，请核对",)


def test_words_that_word_hides_are_told():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "姓名"
    cell.paragraphs[0].add_run("（内部）").font.hidden = True
    cell.paragraphs[0].add_run("。").font.hidden = False
    buffer = io.BytesIO()
    document.save(buffer)
    (grid,) = child.read(buffer.getvalue(), "名册")
    assert grid.lines[0].cells == ("姓名（内部）。",)
    assert grid.notes == ("第 1 行第 1 列有隐藏的字，也已导入，请核对",)
