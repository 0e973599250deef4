"""Workbooks for the tests of the hosts: one with all that a clerk may have put in, and what others make of it."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

HEADERS = ["序号", "姓名", "身份证号", "出生日期", "单位", "状态"]
PEOPLE = [
    (1, "样例甲", "510904198001010028", dt.date(1980, 1, 1), "高千社区"),
    (2, "样例乙", "510904198502020026", dt.date(1985, 2, 2), "千丘村"),
    (3, "样例丙", "510904199003030024", dt.date(1990, 3, 3), "福埝村"),
]


def png() -> bytes:
    """The smallest picture: one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\x00\xff\x00\x00")
    header = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def rich(path: Path) -> Path:
    """A workbook with a table, formulas, rules, pictures, controls, a chart, sparklines, names, print setup."""
    book = xlsxwriter.Workbook(str(path))
    text, date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    bold, money = book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "0.00"})
    sheet = book.add_worksheet("候选人")
    sheet.write("A1", "候选人名单", bold)
    sheet.merge_range("B1:D1", "样例", bold)
    columns = [{"header": h} for h in HEADERS]
    columns[2]["format"], columns[3]["format"] = text, date
    columns[5]["formula"] = '=IF([@姓名]="","日期有误",LEN([@姓名]))'
    sheet.add_table("A3:F6", {"name": "候选人", "columns": columns})
    for row, (number, name, identity, born, unit) in enumerate(PEOPLE, 3):
        sheet.write_number(row, 0, number, bold)
        sheet.write_string(row, 1, name)
        sheet.write_string(row, 2, identity, text)
        sheet.write_datetime(row, 3, dt.datetime.combine(born, dt.time()), date)
        sheet.write_string(row, 4, unit)
        sheet.write_formula(
            row, 5, '=IF(候选人[[#This Row],[姓名]]="","日期有误",LEN(候选人[[#This Row],[姓名]]))', None, 3
        )
    sheet.data_validation("E4:E6", {"validate": "list", "source": ["高千社区", "千丘村", "福埝村"]})
    sheet.data_validation("H1:H500", {"validate": "list", "source": ["是", "否"]})
    sheet.conditional_format("B4:B6", {"type": "cell", "criteria": "==", "value": '""', "format": bold})
    sheet.conditional_format("A4:A6", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("H4", {"range": "候选人!A4:A6"})
    sheet.write_comment("B4", "核对过户口本")
    sheet.insert_image("J2", "point.png", {"image_data": io.BytesIO(png())})
    sheet.insert_button("J10", {"macro": "check", "caption": "校验"})
    sheet.set_column("J:L", 20, text)
    sheet.set_row(19, 33, bold)
    sheet.print_area("A1:F6")
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页")
    sheet.set_landscape()
    sheet.set_paper(9)
    second = book.add_worksheet("汇总")
    second.write("A1", "合计")
    second.write_formula("B1", "=SUM(候选人!A4:A6)", None, 6)
    second.write_array_formula("C1:C3", "{=候选人!A4:A6*2}", None, 2)
    second.write_column("D1", [0.5, 0.25], money)
    second.write_rich_string("E1", "前", bold, "粗", "后")
    second.write("F1", True)
    second.write_formula("G1", "=NA()", None, "#N/A")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=候选人!$A$4:$A$6"})
    second.insert_chart("E5", chart)
    third = book.add_worksheet("名册")
    third.write_row("A1", ["姓名", "村"])
    third.write_row("A2", ["样例丁", "登高村"])
    third.autofilter("A1:B2")
    hidden = book.add_worksheet("内部")
    hidden.write("A1", "内部数据")
    hidden.very_hidden()
    book.define_name("镇名", "=汇总!$A$1")
    book.close()
    return path


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a package, unpacked."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repack(source: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """The package with each part, and its name, as `change` makes it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(source).items():
            archive.writestr(*change(name, data))
    return target


def with_prefixes(source: Path, target: Path) -> Path:
    """The same workbook with the main namespace under a prefix, and absolute relationship targets."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name.endswith(".rels"):
            return name, re.sub(rb'Target="(?!/|http|\.\.)', _absolute(name), data)
        if b'xmlns="' + main in data:
            # Names of elements without a prefix get one; those of other namespaces have theirs.
            data = re.sub(rb"<(/?)(?=[A-Za-z]\w*[\s/>])", rb"<\1mx:", data)
            data = data.replace(b'xmlns="' + main, b'xmlns:mx="' + main)
        return name, data

    return repack(source, target, change)


def _absolute(rels: str) -> bytes:
    folder = "/" + rels.rpartition("_rels/")[0]
    return f'Target="{folder}'.encode()


def strict(source: Path, target: Path) -> Path:
    """The same workbook under the namespaces of ISO 29500 Strict."""
    swaps = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        for old, new in swaps.items():
            data = data.replace(old, new)
        return name, data

    return repack(source, target, change)
