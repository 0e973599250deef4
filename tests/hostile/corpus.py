"""Hostile files for check, verify and import: made by script, none larger than a few megabytes.

`CORPUS` maps a name, whose ending is the file's, to the function that makes its bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from hosts.samples import png

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
Make = Callable[[], bytes]


def zipped(parts: Mapping[str, str | bytes], level: int = 9) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sheet(content: str = "", after: str = "", before: str = "", head: str = HEAD) -> str:
    return f'{head}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{before}<sheetData>{content}</sheetData>{after}</worksheet>'


def book(worksheet: str | bytes = "", sheets: int = 1, **others: str | bytes) -> dict[str, str | bytes]:
    """A small workbook's parts; `others` replace parts by their short names."""
    tabs = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{SHEETML}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETML}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACK}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACK}/relationships"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{REL}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{tabs}</sheets></workbook>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}"><si><t>姓名</t></si></sst>',
        "xl/worksheets/sheet1.xml": worksheet or sheet(ROSTER),
    }
    names = {"types": "[Content_Types].xml", "rels": "xl/_rels/workbook.xml.rels", "workbook": "xl/workbook.xml",
             "styles": "xl/styles.xml", "strings": "xl/sharedStrings.xml"}  # fmt: skip
    return parts | {names[short]: data for short, data in others.items()}


def cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


ROSTER = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "单位")}</row><row r="2">{cell("A2", "样例甲")}{cell("B2", "高千社区")}</row>'
CSV = "姓名,单位\n样例甲,高千社区\n".encode()


def workbook(worksheet: str | bytes = "", **others: str | bytes) -> Make:
    return lambda: zipped(book(worksheet, **others))


def one_number(text: str) -> Make:
    return workbook(sheet(ROSTER + f'<row r="3">{cell("A3", "样例乙")}<c r="B3"><v>{text}</v></c></row>'))


def billion_laughs(root: str, rest: str) -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'{HEAD}<!DOCTYPE {root} [<!ENTITY a0 "哈哈">{entities}]>{rest}'


def ods(content: str, manifest: str = "", head: str = HEAD) -> Make:
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    return lambda: zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"{HEAD}<m>{manifest}</m>",
        "content.xml": f"{head}<office:document-content{names}>{body}</office:document-content>",
    })  # fmt: skip


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_sheet(rows: str) -> str:
    head = f"<table:table-row>{ods_cell('姓名')}{ods_cell('单位')}</table:table-row>"
    return f'<table:table table:name="表">{head}{rows}</table:table>'


def stored(name: bytes, data: bytes, size: int, offset: int) -> tuple[bytes, bytes]:
    """A local entry and its line of the directory, with a size that may be a lie."""
    packed = zlib.compress(data, 9)[2:-4]
    crc = zlib.crc32(data)
    local = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
        + name
        + packed
    )
    line = struct.pack(
        "<4s6H3L5H2L",
        b"PK\1\2",
        20,
        20,
        0,
        8,
        0,
        33,
        crc,
        len(packed),
        size,
        len(name),
        0,
        0,
        0,
        0,
        0,
        offset,
    )
    return local, line + name  # fmt: skip


def lying_size() -> bytes:
    """The directory says ten bytes; a hundred megabytes come out."""
    parts = {name: (data.encode() if isinstance(data, str) else data) for name, data in book().items()}
    pieces, lines, at = [], [], 0
    for name, data in parts.items():
        bomb = name.endswith("sheet1.xml")
        local, line = stored(
            name.encode(), b" " * 50_000_000 if bomb else data, 10 if bomb else len(data), at
        )
        pieces.append(local)
        lines.append(line)
        at += len(local)
    tail = b"".join(lines)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(lines), len(lines), len(tail), at, 0)
    return b"".join((*pieces, tail, end))


def shared_entries() -> bytes:
    """A thousand entries of the directory over one local entry."""
    data = b"0" * 1_000_000
    local, _ = stored(b"xl/worksheets/sheet1.xml", data, len(data), 0)
    lines = [stored(f"xl/worksheets/sheet{n}.xml".encode(), b"", len(data), 0)[1] for n in range(1000)]
    tail = b"".join(lines)
    return local + tail + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(tail), len(local), 0)


def many_entries(count: int) -> Make:
    return lambda: zipped({**book(), **{f"xl/x{n}.xml": b"" for n in range(count)}}, 1)


def html(table: str) -> Make:
    row = "<tr><td>姓名</td><td>单位</td></tr><tr><td>样例甲</td><td>高千社区</td></tr>"
    return lambda: f"<html><meta charset=utf-8><table>{row}{table}</table></html>".encode()


def truncated(make: Make, tenth: int) -> Make:
    def cut() -> bytes:
        data = make()
        return data[: len(data) * tenth // 10]

    return cut


def tiny_cells(rows: int, columns: int, text: str = "<c/>") -> Make:
    return lambda: zipped(book(sheet("".join(f"<row>{text * columns}</row>" for _ in range(rows)))))


def repeated(part: str, item: str, count: int, head: str, tail: str) -> Make:
    return lambda: zipped(book(**{part: head + item * count + tail}))


STYLES = f'{HEAD}<styleSheet xmlns="{MAIN}">'
RELS = f'{HEAD}<Relationships xmlns="{PACK}/relationships">'

CORPUS: dict[str, Make] = {
    # bombs
    "spaces.xlsx": workbook(sheet(ROSTER + " " * 60_000_000)),
    "beyond-the-limit.xlsx": workbook(sheet(ROSTER + " " * 70_000_000)),
    "large-part.xlsx": workbook(styles=STYLES + " " * 11_000_000 + "</styleSheet>"),
    "nested.xlsx": lambda: zipped({**book(), "xl/inner.zip": zipped({"a": b"0" * 5_000_000})}),
    "zip-in-zip.zip": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": b"0" * 9_000_000})})}),
    "lying-size.xlsx": lying_size,
    "shared-entries.xlsx": shared_entries,
    "60000-entries.xlsx": many_entries(60_000),
    "20000-entries.ods": lambda: zipped({f"x{n}": b"" for n in range(20_000)} | {"content.xml": "<a/>"}, 1),
    "60000-sheets.xlsx": lambda: zipped(book(sheets=60_000)),
    "900-sheets.xlsx": lambda: zipped(book(sheets=900)),
    "same-names.xlsx": workbook(workbook=f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/><sheet name="表" sheetId="2" r:id="rId1"/></sheets></workbook>'),
    # XML
    "laughs.xlsx": workbook(billion_laughs("worksheet", sheet(cell("A1", "&a9;"), head=""))),
    "laughs-in-strings.xlsx": workbook(strings=billion_laughs("sst", f'<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>')),
    "laughs-in-styles.xlsx": workbook(styles=billion_laughs("styleSheet", f'<styleSheet xmlns="{MAIN}"/>')),
    "laughs-in-types.xlsx": workbook(types=billion_laughs("Types", f'<Types xmlns="{PACK}/content-types"/>')),
    "outer-entity.xlsx": workbook(sheet(cell("A1", "&x;"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    "outer-dtd.xlsx": workbook(sheet(ROSTER, head='<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">')),
    "deep.xlsx": workbook(sheet(after="<a>" * 200_000 + "</a>" * 200_000)),
    "many-elements.xlsx": workbook(sheet(after="<a/>" * 900_000)),
    "long-attribute.xlsx": workbook(sheet(f'<row r="1" spans="{"1" * 5_000_000}"/>')),
    "many-attributes.xlsx": workbook(sheet("<row r='1' " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")),
    "unknown-encoding.xlsx": workbook(sheet(ROSTER, head='<?xml version="1.0" encoding="x-klingon"?>')),
    "utf-7.xlsx": workbook(sheet(ROSTER, head='<?xml version="1.0" encoding="utf-7"?>')),
    "utf-16.xlsx": workbook(sheet(ROSTER, head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")),
    "half-utf-16.xlsx": workbook(b"\xff\xfe<"),
    "no-xml.xlsx": workbook(b"\0" * 1000),
    "cut-xml.xlsx": workbook(sheet(ROSTER)[:-40]),
    "mixed-namespaces.xlsx": workbook(sheet(ROSTER).replace("<row", '<x:row xmlns:x="urn:x"', 1)),
    # cells
    "far-cell.xlsx": workbook(sheet(ROSTER + f'<row r="1048576">{cell("XFD1048576", "远")}</row>')),
    "beyond-cell.xlsx": workbook(sheet(ROSTER + f'<row r="3">{cell("XFE3", "远")}</row>')),
    "beyond-row.xlsx": workbook(sheet(ROSTER + '<row r="1048577"/>')),
    "giant-row.xlsx": workbook(sheet('<row r="99999999999999999999"/>')),
    "negative-row.xlsx": workbook(sheet('<row r="-1"/>')),
    "rows-back.xlsx": workbook(sheet('<row r="5"/>' + ROSTER)),
    "cells-back.xlsx": workbook(sheet(f'<row r="1">{cell("B1", "单位")}{cell("A1", "姓名")}</row>')),
    "other-row.xlsx": workbook(sheet(f'<row r="1">{cell("A2", "姓名")}</row>')),
    "no-address.xlsx": workbook(sheet(f'<row r="1">{cell("", "姓名")}</row>')),
    "odd-address.xlsx": workbook(sheet(f'<row r="1">{cell("甲1", "姓名")}</row>')),
    "giant-merge.xlsx": workbook(sheet(ROSTER, '<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>')),
    "merge-over-all.xlsx": workbook(sheet(ROSTER, '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "many-merges.xlsx": workbook(sheet(ROSTER, "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(3, 160_000)) + "</mergeCells>")),
    "merges-over-each-other.xlsx": workbook(sheet(ROSTER, "<mergeCells>" + '<mergeCell ref="A3:IV60000"/>' * 90_000 + "</mergeCells>")),
    "odd-merge.xlsx": workbook(sheet(ROSTER, '<mergeCells><mergeCell ref="ZZZZ9:A"/></mergeCells>')),
    "tiny-cells.xlsx": tiny_cells(1000, 16_000),
    "tiny-values.xlsx": tiny_cells(300, 5_000, "<c><v>1</v></c>"),
    "one-long-row.xlsx": tiny_cells(1, 3_000_000),
    "beyond-columns.xlsx": tiny_cells(2, 17_000),
    "empty-rows.xlsx": lambda: zipped(book(sheet("<row/>" * 1_048_577))),
    "styled-blanks.xlsx": lambda: zipped(book(sheet("".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(1, 200_000))))),
    "far-column-rows.xlsx": lambda: zipped(book(sheet("".join(f'<row r="{n}">{cell(f"IV{n}", "x")}</row>' for n in range(1, 60_000))))),
    "no-style.xlsx": workbook(sheet(f'<row r="1">{cell("A1", "姓名").replace("<c ", "<c s=&quot;&quot; ").replace("&quot;", chr(34))}</row>')),
    "style-999.xlsx": workbook(sheet('<row r="1"><c r="A1" s="999999"><v>1</v></c></row>')),
    "style-minus.xlsx": workbook(sheet('<row r="1"><c r="A1" s="-1"><v>1</v></c></row>')),
    "string-999.xlsx": workbook(sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')),
    "string-minus.xlsx": workbook(sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')),
    "type-unknown.xlsx": workbook(sheet('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>')),
    **{f"number-{n}.xlsx": one_number(text) for n, text in enumerate(
        ("NaN", "inf", "1e999", "３６", "٣٦", "3_6", "0x24", "1,5", "--1", "9" * 5000, "1e-9999", "३६"))},
    # styles, relationships, strings
    "many-styles.xlsx": repeated("styles", '<xf numFmtId="0"/>', 100_000, STYLES + "<cellXfs>", "</cellXfs></styleSheet>"),
    "many-formats.xlsx": lambda: zipped(book(styles=STYLES + "<numFmts>" + "".join(f'<numFmt numFmtId="{n}" formatCode="0"/>' for n in range(140_000)) + "</numFmts><cellXfs><xf/></cellXfs></styleSheet>")),
    "long-format.xlsx": workbook(styles=f'{STYLES}<numFmts><numFmt numFmtId="170" formatCode="{"[" * 3_000_000}"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'),
    "format-of-words.xlsx": workbook(styles=f'{STYLES}<numFmts><numFmt numFmtId="x" formatCode="0"/></numFmts><cellXfs><xf numFmtId="y"/></cellXfs></styleSheet>'),
    "no-styles.xlsx": workbook(styles=STYLES + "</styleSheet>"),
    "many-relations.xlsx": lambda: zipped(book(rels=RELS + "".join(f'<Relationship Id="r{n}" Type="{REL}/image" Target="x{n}"/>' for n in range(160_000)) + "</Relationships>")),
    "relation-outside.xlsx": workbook(rels=RELS + f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="../../../etc/passwd"/></Relationships>'),
    "relation-in-a-ring.xlsx": workbook(rels=RELS + f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="workbook.xml"/></Relationships>'),
    "relation-external.xlsx": workbook(rels=RELS + f'<Relationship Id="rId1" Type="{REL}/worksheet" TargetMode="External" Target="http://127.0.0.1:9/x"/></Relationships>'),
    "relation-missing.xlsx": workbook(rels=RELS + "</Relationships>"),
    "many-strings.xlsx": repeated("strings", "<si/>", 1_900_000, f'{HEAD}<sst xmlns="{MAIN}">', "</sst>"),
    "long-string.xlsx": workbook(strings=f'{HEAD}<sst xmlns="{MAIN}"><si><t>{"长" * 3_000_000}</t></si></sst>'),
    "no-sheets.xlsx": workbook(workbook=f'{HEAD}<workbook xmlns="{MAIN}"/>'),
    "another-root.xlsx": workbook(workbook=f'{HEAD}<x xmlns="{MAIN}"/>'),
    "height-nan.xlsx": workbook(sheet(ROSTER.replace('<row r="1"', '<row ht="NaN" r="1"'), before='<sheetFormatPr defaultRowHeight="NaN"/><cols><col min="x" max="NaN" width="inf"/></cols>')),
    # text
    "line-ends.csv": lambda: CSV + b"\n" * 15_000_000,
    "carriage-returns.csv": lambda: CSV + b"\r" * 15_000_000,
    "commas.csv": lambda: CSV + b"," * 15_000_000,
    "quotes.csv": lambda: CSV + b'"' * 5_000_000,
    "open-quote.csv": lambda: CSV + b'"' + b"a,b\n" * 500_000,
    "long-field.csv": lambda: CSV + b"x" * 10_000_000,
    "many-cells.csv": lambda: CSV + b"1,2,3,4,5,6,7,8\n" * 200_000,
    "wide-lines.csv": lambda: CSV + (b"," * 250 + b"x\n") * 50_000,
    "too-large.csv": lambda: CSV + b"x\n" * 11_000_000,
    "zeros.csv": lambda: b"\0" * 1_000_000,
    "binary.csv": lambda: bytes(range(256)) * 4000,
    "half-utf-16.csv": lambda: b"\xff\xfe" + "姓名\n".encode("utf-16-le") + b"\x00",
    "odd-gb18030.csv": lambda: "姓名,单位\n".encode("gb18030") + b"\x81",
    "sep.csv": lambda: b"sep=\n\n" + CSV,
    # web pages
    "colspan.xls": html('<tr><td colspan="99999999">甲</td></tr>' * 20_000),
    "colspans.xls": html("<tr>" + '<td colspan="256">甲</td>' * 200_000 + "</tr>"),
    "rowspan.xls": html('<tr><td rowspan="99999999">甲</td></tr>' * 20_000),
    "nested-tables.xls": html("<tr><td><table>" * 5_000),
    "many-tables.xls": lambda: b"<html>" + "<table><tr><td>姓名</td></tr></table>".encode() * 50_000,
    "deep-page.xls": html("<tr><td>" + "<div>" * 100_000),
    "scripts.xls": html("<tr><td><script>" + "x" * 2_000_000 + "</script></td></tr>"),
    "page-entities.xls": html("<tr><td>" + "&amp;" * 500_000 + "</td></tr>"),
    # OpenDocument
    "rows-repeated.ods": ods(ods_sheet(f'<table:table-row table:number-rows-repeated="1048000">{ods_cell("甲")}</table:table-row>')),
    "rows-of-9999.ods": ods(ods_sheet(f'<table:table-row table:number-rows-repeated="9999">{ods_cell("甲")}</table:table-row>' * 200)),
    "columns-repeated.ods": ods(ods_sheet("<table:table-row>" + ods_cell("甲", ' table:number-columns-repeated="16384"') + "</table:table-row>")),
    "both-repeated.ods": ods(ods_sheet('<table:table-row table:number-rows-repeated="9999">' + ods_cell("甲", ' table:number-columns-repeated="16384"') + "</table:table-row>")),
    "spaces-repeated.ods": ods(ods_sheet("<table:table-row>" + ods_cell('<text:s text:c="99999999"/>甲') + "</table:table-row>")),
    "laughs.ods": lambda: zipped({"mimetype": "x", "META-INF/manifest.xml": "<m/>", "content.xml": billion_laughs("a", "<a>&a9;</a>")}),
    "late-doctype.ods": ods(ods_sheet(""), head=HEAD + "<!--" + "x" * 5000 + '--><!DOCTYPE x [<!ENTITY a "b">]>'),
    "large-content.ods": ods(" " * 70_000_000),
    "deep.ods": ods("<text:p>" * 50_000),
    "encrypted.ods": ods(ods_sheet(""), "encryption-data"),
    "no-content.ods": lambda: zipped({"content.xml": ""}),
    # another thing than its name says
    "picture.xlsx": png,
    "page.xlsx": html(""),
    "csv.xlsx": lambda: CSV,
    "workbook.csv": workbook(),
    "workbook.xls": workbook(),
    "workbook.ods": workbook(),
    "program.xlsx": lambda: b"MZ" + b"\0" * 500,
    "pdf.xlsx": lambda: b"%PDF-1.7\n",
    "word.xlsx": lambda: zipped({"[Content_Types].xml": "<x/>", "_rels/.rels": "<x/>", "word/document.xml": "<x/>"}),
    "binary.xlsb": lambda: zipped({"[Content_Types].xml": "<x/>", "_rels/.rels": "<x/>", "xl/workbook.bin": b"x"}),
    "ole.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
    "ole-workbook.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "Workbook".encode("utf-16-le") + b"\xff" * 2000,
    "ole-sealed.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\xff" * 2000,
    "empty.xlsx": lambda: b"",
    "blank.csv": lambda: b" \n\n",
    "only-mark.csv": lambda: b"\xef\xbb\xbf",
    "absolute-name.xlsx": lambda: zipped({**book(), "/etc/passwd": b"x"}),
    "climbing-name.xlsx": lambda: zipped({**book(), "../../x": b"x"}),
    "other-case.xlsx": lambda: zipped({**book(), "XL/Workbook.xml": b"x"}),
    "zip-comment.xlsx": lambda: workbook()() [:-2] + b"\x05\x00hallo",
    "in-front.xlsx": lambda: b"#!/bin/sh\n" + workbook()(),
    "two-zips.xlsx": lambda: workbook()() + workbook(sheet(ROSTER.replace("样例甲", "样例丙")))(),
    **{f"cut-{n}.xlsx": truncated(workbook(), n) for n in range(1, 10)},
    **{f"cut-{n}.ods": truncated(ods(ods_sheet("")), n) for n in range(1, 10)},
}  # fmt: skip
