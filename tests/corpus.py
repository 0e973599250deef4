"""Rosters as villages send them: one set of invented people in many layouts, by as many writers as there are.

Layouts are plain tables of cells; each writer makes a file of any of them.  `python -m tests.corpus FOLDER` writes
all that need no other program into a folder, to be looked at.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import xlsxwriter
import xlwt
from odf import opendocument, style, table, text

from pyxl.rules.identity import SAMPLE_REGION, make_sample

Cell = str | int | dt.date | None
Merge = tuple[int, int, int, int]
"""Top, left, bottom, right, from 0."""

UNIT = "登高村"
_BORN = [dt.date(1980, 5, 12), dt.date(1985, 11, 3), dt.date(1979, 3, 21), dt.date(1990, 10, 15), dt.date(1968, 2, 29),
         dt.date(1999, 12, 31)]  # fmt: skip
_NAMES = ["甲一梅", "乙二兰", "丙三竹", "丁四菊", "戊五·阿依", "己㛃"]
_MORE = [("中共党员", "大专", "妇联主席"), ("群众", "高中", "村民"), ("群众", "初中", "村民小组长"),
         ("共青团员", "大学本科", "教师"), ("中共党员", "高中", "村委会委员"), ("群众", "大专", "个体户")]  # fmt: skip
HEADERS = ("姓名", "性别", "民族", "身份证号", "出生日期", "政治面貌", "文化程度", "单位", "职务", "联系电话")
PEOPLE: list[dict[str, Cell]] = [
    dict(zip(HEADERS, (
        name, "女", "汉族", make_sample(SAMPLE_REGION, born, 2 * at), born, politics, education, UNIT, post,
        f"1380000000{at}",
    ), strict=True))
    for at, (name, born, (politics, education, post)) in enumerate(zip(_NAMES, _BORN, _MORE, strict=True))
]  # fmt: skip
"""What every file of the corpus must yield, in this order."""


@dataclass(frozen=True)
class Layout:
    """A sheet: its rows and merged areas; `merged`: it says nothing without its merges."""

    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    merged: bool = False


def _values(person: Mapping[str, Cell], *headers: str) -> tuple[Cell, ...]:
    return tuple(person[header] for header in headers)


def plain() -> Layout:
    """Our own headers over the rows."""
    return Layout((HEADERS, *(_values(person, *HEADERS) for person in PEOPLE)))


def titled() -> Layout:
    """Title, 填报单位, other words for the headers, no column for the unit, signatures below."""
    own = tuple(header for header in HEADERS if header != "单位")
    words = {"姓名": "姓　名", "身份证号": "公民身份号码", "出生日期": "出生年月\n（年月日）", "文化程度": "学历",
             "联系电话": "手机号（必填）", "职务": "现任职务"}  # fmt: skip
    people = [(at, *_values(person, *own)) for at, person in enumerate(PEOPLE, 1)]
    return Layout(
        (
            ("磨溪镇妇女代表推荐人选花名册",),
            (f"填报单位：{UNIT}（盖章）", None, None, None, "2017年11月20日"),
            ("序号", *(words.get(header, header) for header in own)),
            *people,
            ("合计", "6人"),
            ("填表人：子丑　　联系电话：13900000000",),
        ),
        ((0, 0, 0, 9),),
    )


def banded() -> Layout:
    """A header of two rows with captions."""
    first = (
        "序号",
        "基本情况",
        None,
        None,
        None,
        None,
        "政治面貌",
        "文化程度",
        "单位及职务",
        None,
        "联系电话",
    )
    second = (None, "姓名", "性别", "民族", "身份证号", "出生日期", None, None, "单位", "职务", None)
    people = [(at, *_values(person, *HEADERS)) for at, person in enumerate(PEOPLE, 1)]
    tall = tuple((0, column, 1, column) for column in (0, 6, 7, 10))
    return Layout((first, second, *people), ((0, 1, 0, 5), (0, 8, 0, 9), *tall), merged=True)


def beside() -> Layout:
    """Two lists on one page."""
    half = len(PEOPLE) // 2
    rows = [
        (*_values(left, *HEADERS), None, *_values(right, *HEADERS))
        for left, right in zip(PEOPLE[:half], PEOPLE[half:], strict=True)
    ]
    return Layout(((*HEADERS, None, *HEADERS), *rows))


def paged() -> Layout:
    """Page after page with its title and header, blank rows between, numbers of columns below the header."""
    numbers = tuple(str(at) for at in range(1, len(HEADERS) + 1))
    rows: list[tuple[Cell, ...]] = []
    for at in range(0, len(PEOPLE), 2):
        rows += [(f"{UNIT}妇女代表名册",), HEADERS, *([numbers] if not at else [])]
        rows += [_values(person, *HEADERS) for person in PEOPLE[at : at + 2]]
        rows += [("小计：2人",), ()]
    return Layout(tuple(rows))


def shared() -> Layout:
    """One unit beside all its people, merged."""
    headers = ("单位", *(header for header in HEADERS if header != "单位"))
    people = [(None if at else UNIT, *_values(person, *headers[1:])) for at, person in enumerate(PEOPLE)]
    return Layout((headers, *people), ((1, 0, len(PEOPLE), 0),), merged=True)


def untidy() -> Layout:
    """Dates, digits and spaces as people type them, short names of units, strokes for blanks."""
    rows = []
    for at, person in enumerate(PEOPLE):
        born, name = person["出生日期"], str(person["姓名"])
        assert isinstance(born, dt.date)
        forms = (f"{born.year}.{born.month}.{born.day}", f"{born:%Y%m%d}", f"{born.year}年{born.month}月{born.day}日",
                 f"{born:%Y/%m/%d}", f"{born:%Y-%m-%d} ", f"{born:%Y.%m}")  # fmt: skip
        number = "".join(
            chr(ord(c) + 0xFEE0) if at % 2 and c.isdigit() else c for c in str(person["身份证号"])
        )
        spaced = f"{name[0]}　{name[1:]}" if len(name) < 4 else name
        rows.append((
            spaced, "女", "汉", number, forms[at], person["政治面貌"], person["文化程度"], "登高",
            person["职务"], f" {person['联系电话']}", "/",
        ))  # fmt: skip
    return Layout(((*HEADERS, "备注"), *rows))


def serial() -> Layout:
    """Dates as the numbers that a program stores, without a format to show them by."""
    rows = []
    for person in PEOPLE:
        born = person["出生日期"]
        assert isinstance(born, dt.date)
        rows.append(
            tuple((born - dt.date(1899, 12, 30)).days if h == "出生日期" else person[h] for h in HEADERS)
        )
    return Layout((HEADERS, *rows))


LAYOUTS: Mapping[str, Callable[[], Layout]] = {
    layout.__name__: layout for layout in (plain, titled, banded, beside, paged, shared, untidy, serial)
}


# Writers


def by_xlsxwriter(layout: Layout, **options: object) -> bytes:
    """Shared strings, or inline ones with `constant_memory`."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, **options})
    page = book.add_worksheet("名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(layout.rows):
        for c, cell in enumerate(row):
            if isinstance(cell, dt.date):
                page.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                page.write(r, c, cell) if isinstance(cell, int) else page.write_string(r, c, cell)
    for top, left, bottom, right in layout.merges:
        if not options:
            cell = layout.rows[top][left]
            assert isinstance(cell, str)
            page.merge_range(top, left, bottom, right, cell)
    book.close()
    return made.getvalue()


def by_openpyxl(layout: Layout) -> bytes:
    """openpyxl."""
    book = openpyxl.Workbook()
    page = book.active
    for r, row in enumerate(layout.rows, 1):
        for c, cell in enumerate(row, 1):
            page.cell(r, c).value = cell
    for top, left, bottom, right in layout.merges:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def by_xlwt(layout: Layout) -> bytes:
    """Excel 97-2003."""
    book = xlwt.Workbook()
    page = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
    heads = {(top, left): (bottom, right) for top, left, bottom, right in layout.merges}
    for r, row in enumerate(layout.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            more = [day] if isinstance(cell, dt.date) else []
            if (r, c) in heads:
                bottom, right = heads[r, c]
                page.write_merge(r, bottom, c, right, cell, *more)
            else:
                page.write(r, c, cell, *more)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def by_odfpy(layout: Layout) -> bytes:
    """OpenDocument."""
    document = opendocument.OpenDocumentSpreadsheet()
    page = table.Table(name="名册")
    heads = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in layout.merges}
    for r, row in enumerate(layout.rows):
        line = table.TableRow()
        for c, cell in enumerate(row):
            tall, wide = heads.get((r, c), (1, 1))
            span = {"numberrowsspanned": tall, "numbercolumnsspanned": wide} if (r, c) in heads else {}
            if isinstance(cell, dt.date):
                made = table.TableCell(valuetype="date", datevalue=cell.isoformat(), **span)
            elif isinstance(cell, int):
                made = table.TableCell(valuetype="float", value=cell, **span)
            else:
                made = table.TableCell(valuetype="string", **span) if cell else table.TableCell()
            for paragraph in _shown(cell).split("\n") if cell is not None else ():
                made.addElement(text.P(text=paragraph))
            line.addElement(made)
        page.addElement(line)
    document.spreadsheet.addElement(page)
    document.automaticstyles.addElement(style.Style(name="ro1", family="table-row"))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def by_python_docx(layout: Layout) -> bytes:
    """A table of Word; lines of one cell above it are paragraphs."""
    document = docx.Document()
    wide = max(map(len, layout.rows))
    page = document.add_table(len(layout.rows), wide)
    for r, row in enumerate(layout.rows):
        for c, cell in enumerate(row):
            if cell is not None:
                page.cell(r, c).text = _shown(cell)
    for top, left, bottom, right in layout.merges:
        page.cell(top, left).merge(page.cell(bottom, right))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def as_text(delimiter: str, encoding: str) -> Callable[[Layout], bytes]:
    """Delimited text in an encoding."""

    def write(layout: Layout) -> bytes:
        made = io.StringIO(newline="")
        writer = csv.writer(made, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([_shown(cell) for cell in row] for row in layout.rows)
        return made.getvalue().encode(encoding)

    return write


def as_page(encoding: str, frame: str = "{}") -> Callable[[Layout], bytes]:
    """A web page under the name .xls; `frame` is what stands around the table."""

    def write(layout: Layout) -> bytes:
        heads = {
            (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in layout.merges
        }
        covered = {
            (r, c) for top, left, bottom, right in layout.merges
            for r in range(top, bottom + 1) for c in range(left, right + 1)
        } - heads.keys()  # fmt: skip
        rows = []
        for r, row in enumerate(layout.rows):
            cells = []
            for c, cell in enumerate(row):
                if (r, c) not in covered:
                    tall, wide = heads.get((r, c), (1, 1))
                    shown = html.escape(_shown(cell)).replace("\n", "<br>")
                    cells.append(f"<td rowspan={tall} colspan={wide}>{shown}</td>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        body = frame.format(f"<table>{''.join(rows)}</table>")
        return f"<html><body>{body}</body></html>".encode(encoding)

    return write


def as_xml_2003(layout: Layout) -> bytes:
    """XML Spreadsheet 2003."""
    heads = {(top, left): (bottom - top, right - left) for top, left, bottom, right in layout.merges}
    rows = []
    for r, row in enumerate(layout.rows):
        cells = []
        for c, cell in enumerate(row):
            if cell is None:
                continue
            down, across = heads.get((r, c), (0, 0))
            if isinstance(cell, dt.date):
                kind, shown = "DateTime", f"{cell.isoformat()}T00:00:00.000"
            else:
                kind, shown = ("Number" if isinstance(cell, int) else "String"), html.escape(_shown(cell))
            span = f' ss:MergeDown="{down}" ss:MergeAcross="{across}"' if down or across else ""
            cells.append(f'<Cell ss:Index="{c + 1}"{span}><Data ss:Type="{kind}">{shown}</Data></Cell>')
        rows.append(f'<Row ss:Index="{r + 1}">{"".join(cells)}</Row>')
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="名册"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    ).encode()


def _shown(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return f"{cell.year}-{cell.month}-{cell.day}"
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class Writer:
    """How a kind of file is made; `merges`: it can hold merged cells."""

    ending: str
    write: Callable[[Layout], bytes]
    merges: bool = True


WRITERS: Mapping[str, Writer] = {
    "XlsxWriter": Writer("xlsx", by_xlsxwriter),
    "XlsxWriter inline": Writer(
        "xlsx", lambda layout: by_xlsxwriter(layout, constant_memory=True), merges=False
    ),
    "XlsxWriter 1904": Writer("xlsx", lambda layout: by_xlsxwriter(layout, date_1904=True), merges=False),
    "openpyxl": Writer("xlsx", by_openpyxl),
    "xlwt": Writer("xls", by_xlwt),
    "odfpy": Writer("ods", by_odfpy),
    "python-docx": Writer("docx", by_python_docx),
    "XML 2003": Writer("xls", as_xml_2003),
    "page UTF-8": Writer("xls", as_page("utf-8-sig")),
    "page GB18030": Writer("xls", as_page("gb18030")),
    "page UTF-16": Writer("xls", as_page("utf-16")),
    "page laid out": Writer("xls", as_page("utf-8", "<table><tr><td>导航</td><td>{}</td></tr></table>")),
    "CSV UTF-8": Writer("csv", as_text(",", "utf-8"), merges=False),
    "CSV UTF-8 mark": Writer("csv", as_text(",", "utf-8-sig"), merges=False),
    "CSV GB18030": Writer("csv", as_text(",", "gb18030"), merges=False),
    "text UTF-16": Writer("txt", as_text("\t", "utf-16"), merges=False),
    "text UTF-16 BE": Writer("txt", as_text("\t", "utf-16-be"), merges=False),
}


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """(writer, layout, file) of all that need no other program."""
    for writer, made in WRITERS.items():
        for name, layout in LAYOUTS.items():
            if made.merges or not layout().merged:
                yield writer, name, made.write(layout())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for writer, name, data in corpus():
        (folder / f"{writer}-{name}.{WRITERS[writer].ending}").write_bytes(data)
