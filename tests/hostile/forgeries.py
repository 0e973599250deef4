"""Forgeries of a submitted workbook: every sum on the cover stays true, and a program shows something else.

Each is made by script from a genuine file, in the package's own bytes; `FORGERIES` maps what it is to how it is made.
`RESAVED` are the same file as programs that mean no harm save it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Parts = dict[str, bytes]
Change = Callable[[Parts], Parts]

STYLES, BOOK, STRINGS = "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
TYPES, ROOT, BOOK_RELS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
COVER = "xl/worksheets/sheet1.xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def votes(parts: Parts) -> str:
    """The part of the sheet 计票."""
    sheets = re.findall(r'<sheet name="([^"]*)"', parts[BOOK].decode())
    return f"xl/worksheets/sheet{sheets.index('计票') + 1}.xml"


def votes_table(parts: Parts) -> str:
    """The part of the table 计票."""
    return next(name for name, data in parts.items() if 'displayName="计票"'.encode() in data)


def edit(part: str, old: str, new: str, count: int = 1) -> Change:
    """A text of a part replaced; `part` may be "votes" or "table"."""

    def change(parts: Parts) -> Parts:
        name = votes(parts) if part == "votes" else votes_table(parts) if part == "table" else part
        text = parts[name].decode()
        found = re.sub(old, new, text, count=count, flags=re.DOTALL)
        assert found != text, (name, old)
        return {**parts, name: found.encode()}

    return change


def several(*changes: Change) -> Change:
    def change(parts: Parts) -> Parts:
        for one in changes:
            parts = one(parts)
        return parts

    return change


def added(name: str, data: bytes, content_type: str = "", owner: str = "", kind: str = "") -> Change:
    """A part more, with its content type and a relationship of an owner's, where they are given."""

    def change(parts: Parts) -> Parts:
        found = {**parts, name: data}
        if content_type:
            override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
            found[TYPES] = found[TYPES].replace(b"</Types>", override.encode())
        if owner:
            one = f'<Relationship Id="rIdX" Type="{kind}" Target="/{name}"/></Relationships>'
            found[owner] = found[owner].replace(b"</Relationships>", one.encode())
        return found

    return change


def renamed(old: str, new: str) -> Change:
    def change(parts: Parts) -> Parts:
        return {(new if name == old else name): data for name, data in parts.items()}

    return change


def format_of_votes(code: str) -> Change:
    """The format of whole numbers says something else."""
    number = f'<numFmt numFmtId="170" formatCode="{code}"/>'
    return several(
        edit(STYLES, r'<numFmts count="1">', rf'<numFmts count="2">{number}'),
        edit(STYLES, 'numFmtId="1" ', 'numFmtId="170" ', 99),
    )


def votes_row(pattern: str, new: str) -> Change:
    """Something about the first cell of a number in 计票."""
    return edit("votes", pattern, new)


NUMBER = r'<c r="(D4)" s="(\d+)"><v>(\d+)</v></c>'
AHEAD = "<printOptions"


def ahead(element: str) -> Change:
    return edit("votes", AHEAD, element + AHEAD)


def white() -> Change:
    return edit(STYLES, "FF262626", "FFFFFFFF", 99)


def theme_white(parts: Parts) -> Parts:
    return several(
        edit(STYLES, '<color rgb="FF262626"/>', '<color theme="1"/>', 99),
        edit("xl/theme/theme1.xml", 'lastClr="000000"', 'lastClr="FFFFFF"'),
    )(parts)


def second_sheet(parts: Parts) -> Parts:
    name = votes(parts)
    copy = parts[name].replace(b'<tableParts count="1"><tablePart r:id="rId1"/></tableParts>', b"")
    return several(
        added("xl/worksheets/sheet99.xml", re.sub(rb"<v>\d+</v></c></row>", b"<v>0</v></c></row>", copy),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml", BOOK_RELS,
              f"{REL}/worksheet"),
        edit(BOOK, "<sheets>", '<sheets><sheet name="计票" sheetId="99" r:id="rIdX"/>'),
    )(parts)  # fmt: skip


def same_part_twice(parts: Parts) -> Parts:
    return edit(BOOK, "</sheets>", '<sheet name="附件" sheetId="99" r:id="rId1"/></sheets>')(parts)


def cover_line(label: str, value: str) -> Change:
    """One line more on the cover, below the others, in the blank row."""

    def change(parts: Parts) -> Parts:
        text = parts[COVER].decode()
        rows = [int(row) for row in re.findall(r'<row r="(\d+)"', text)]
        free = next(row for row in range(4, 99) if row not in rows)
        line = (
            f'<row r="{free}"><c r="A{free}" t="inlineStr"><is><t>{label}</t></is></c>'
            f'<c r="B{free}" t="inlineStr"><is><t>{value}</t></is></c></row>'
        )
        return {**parts, COVER: re.sub(rf'(?=<row r="{free + 1}")', line, text, count=1).encode()}

    return change


EVIL_STYLE = '<tableStyles count="1" defaultTableStyle="W"><tableStyle name="W" count="1"><tableStyleElement type="wholeTable" dxfId="0"/></tableStyle></tableStyles>'
DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY e "36">]>'
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml."

FORGERIES: dict[str, Change] = {
    # number formats
    "a format that says 0": format_of_votes(r"\\\\0"),
    "a format of a fixed figure": format_of_votes("&quot;99&quot;"),
    "a format of nothing": format_of_votes(";;;"),
    "a format of thousands": format_of_votes("0,"),
    "a format of percent": format_of_votes("0%"),
    "a format by condition": format_of_votes("[&gt;20]&quot;3&quot;;0"),
    "a format in another script": format_of_votes("[$-D000000]0"),
    "a format in Chinese numerals": format_of_votes("[DBNum1]General"),
    "the format 1 made anew": edit(STYLES, '<numFmts count="1">', '<numFmts count="2"><numFmt numFmtId="1" formatCode="\\\\"7\\\\""/>'.replace('\\\\"', "&quot;")),
    "a format twice": edit(STYLES, '<numFmts count="1">', '<numFmts count="2"><numFmt numFmtId="164" formatCode="&quot;x&quot;"/>'),
    "a style that does not apply": several(
        edit(STYLES, r'<cellStyleXfs count="1"><xf numFmtId="0"', '<cellStyleXfs count="1"><xf numFmtId="9"'),
        edit(STYLES, 'applyNumberFormat="1"', 'applyNumberFormat="0"', 99)),
    # looks
    "white letters": white(),
    "white by the theme": theme_white,
    "white by the palette": several(
        edit(STYLES, '<color rgb="FF262626"/>', '<color indexed="8"/>', 99),
        edit(STYLES, "</styleSheet>", '<colors><indexedColors>' + '<rgbColor rgb="00FFFFFF"/>' * 10 + '</indexedColors></colors></styleSheet>')),
    "black cells": edit(STYLES, "FFF6EFE6", "FF262626"),
    "tiny letters": edit(STYLES, '<sz val="11"/><color rgb="FF262626"/><name val="宋体"', '<sz val="1"/><color rgb="FF262626"/><name val="宋体"'),
    "a font of pictures": edit(STYLES, '<name val="宋体"', '<name val="Wingdings"', 99),
    "letters on their side": edit(STYLES, '<alignment horizontal="left"', '<alignment textRotation="90" horizontal="left"', 99),
    "an indent out of sight": edit(STYLES, 'indent="1"', 'indent="250"', 99),
    "filled by repetition": edit(STYLES, 'horizontal="center"', 'horizontal="fill"', 99),
    "struck through": edit(STYLES, '<sz val="11"/><color rgb="FF262626"/>', '<strike/><sz val="11"/><color rgb="FF262626"/>', 9),
    "a style for the table": several(
        edit(STYLES, '<dxfs count="0"/>', '<dxfs count="1"><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'),
        edit(STYLES, "<tableStyles[^>]*/>", EVIL_STYLE),
        edit("table", "<tableStyleInfo ", '<tableStyleInfo name="W" ')),
    "a run in white": edit(STRINGS, "<si><t>执委</t></si>", '<si><r><rPr><sz val="11"/><color rgb="FFFFFFFF"/><rFont val="宋体"/></rPr><t>执委</t></r></si>'),
    "a phonetic guide": edit(STRINGS, "<si><t>执委</t></si>", '<si><t>执委</t><rPh sb="0" eb="1"><t>99</t></rPh></si>'),
    # addresses and values
    "cells that changed places": edit("votes", r'<c r="D4" (.*?)<c r="E4" ', r'<c r="E4" \1<c r="D4" '),
    "a cell of another row": edit("votes", 'r="D5"', 'r="D6"'),
    "rows that changed places": edit("votes", r'<row r="4" (.*?</row>)<row r="5" ', r'<row r="5" \1<row r="4" '),
    "an address in small letters": edit("votes", 'r="D4"', 'r="d4"'),
    "an address with zeros": edit("votes", 'r="D4"', 'r="D04"'),
    "a row without its number": edit("votes", '<row r="5"', "<row"),
    "a cell without its address": edit("votes", '<c r="D5"', "<c"),
    "full-width digits": edit("votes", r"<v>(\d)(\d*)</v></c></row>", lambda m: m[0].translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}).replace("<／", "</") if False else f"<v>{chr(ord(m[1]) + 0xFEE0)}{m[2]}</v></c></row>"),
    "Arabic digits": edit("votes", NUMBER, lambda m: f'<c r="{m[1]}" s="{m[2]}"><v>{"".join(chr(0x660 + int(d)) for d in m[3])}</v></c>'),
    "a number with a stroke": edit("votes", NUMBER, lambda m: f'<c r="{m[1]}" s="{m[2]}"><v>{m[3][0]}_{m[3][1:] or "0"}</v></c>'),
    "not a number": edit("votes", NUMBER, r'<c r="\1" s="\2"><v>nan</v></c>'),
    "a number in the sheet of strings": edit("votes", NUMBER, r'<c r="\1" s="\2" t="str"><v>\3</v></c>'),
    "an inline string beside the value": edit("votes", NUMBER, r'<c r="\1" s="\2"><v>\3</v><is><t>0</t></is></c>'),
    "two values": edit("votes", NUMBER, r'<c r="\1" s="\2"><v>0</v><v>\3</v></c>'),
    "a value in pieces": edit("votes", NUMBER, r'<c r="\1" s="\2"><v>\3<x/></v></c>'),
    "a formula": edit("votes", NUMBER, r'<c r="\1" s="\2"><f>1-1</f><v>\3</v></c>'),
    "an error": edit("votes", NUMBER, r'<c r="\1" s="\2" t="e"><v>#N/A</v></c>'),
    "a cell far to the right": edit("votes", "</row></sheetData>", '<c r="XFD99"/></row></sheetData>'),
    "a row far below": edit("votes", "</sheetData>", '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>以此为准</t></is></c></row></sheetData>'),
    # out of sight
    "a hidden row": edit("votes", '<row r="4"', '<row hidden="1" r="4"'),
    "a hidden column": edit("votes", "<col ", '<col hidden="true" '),
    "a row without height": edit("votes", r'(<row r="4"[^>]*) ht="[^"]*"', r'\1 ht="0.5"'),
    "a row of half its height": edit("votes", r'(<row r="4"[^>]*) ht="[^"]*"', r'\1 ht="9"'),
    "a row of no number": edit("votes", r'(<row r="4"[^>]*) ht="[^"]*"', r'\1 ht="NaN"'),
    "a column without width": edit("votes", r'(<col [^>]*)width="[^"]*"', r'\1width="0.3"'),
    "rows of no height": edit("votes", "<sheetFormatPr", '<sheetFormatPr zeroHeight="1"'),
    "zeros that are not shown": edit("votes", "<sheetView ", '<sheetView showZeros="0" '),
    "formulas in place of values": edit("votes", "<sheetView ", '<sheetView showFormulas="1" '),
    "from right to left": edit("votes", "<sheetView ", '<sheetView rightToLeft="1" '),
    "a view from elsewhere": edit("votes", "<sheetView ", '<sheetView topLeftCell="A40" '),
    "a pane that nobody can scroll": edit("votes", r'ySplit="3"', 'ySplit="30"'),
    "a sheet at a tenth": edit("votes", "<sheetView ", '<sheetView zoomScale="10" '),
    "grouped rows": edit("votes", '<row r="4"', '<row outlineLevel="1" collapsed="1" r="4"'),
    "a hidden sheet": edit(BOOK, '<sheet name="计票"', '<sheet state="hidden" name="计票"'),
    "a very hidden sheet": edit(BOOK, '<sheet name="计票"', '<sheet state="veryHidden" name="计票"'),
    "tabs that are not shown": edit(BOOK, "<workbookView ", '<workbookView showSheetTabs="0" '),
    "no bars to scroll": edit(BOOK, "<workbookView ", '<workbookView showVerticalScroll="0" '),
    "merged cells": ahead('<mergeCells count="1"><mergeCell ref="D4:D5"/></mergeCells>'),
    "a filter": ahead('<autoFilter ref="A3:G9"><filterColumn colId="0"/></autoFilter>'),
    "a validation that says something": ahead('<dataValidations count="1"><dataValidation type="none" prompt="以0为准" showInputMessage="1" sqref="D4"/></dataValidations>'),
    "a rule that colours": ahead('<conditionalFormatting sqref="D4"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'),
    "a picture": several(ahead('<drawing r:id="rIdX"/>')),
    "a background": edit("votes", "<tableParts", '<picture r:id="rIdX"/><tableParts'),
    "another page header": edit("votes", "<oddFooter>", "<oddHeader>&amp;C作废</oddHeader><oddFooter>"),
    "a link": ahead('<hyperlinks><hyperlink ref="D4" location="A1" display="0"/></hyperlinks>'),
    "protection": ahead('<sheetProtection sheet="1" objects="1"/>'),
    # namespaces and parts
    "the strict namespace": edit("votes", MAIN.decode(), "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    "a foreign namespace": edit("votes", "<sheetData>", '<x:row xmlns:x="urn:x" r="2"/><sheetData>'),
    "a foreign cell": edit("votes", NUMBER, r'<x:c xmlns:x="urn:x" r="\1"><x:v>0</x:v></x:c><c r="\1" s="\2"><v>\3</v></c>'),
    "a choice between two": edit("votes", r"<sheetData>", '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"/><mc:Fallback><sheetData/></mc:Fallback></mc:AlternateContent><sheetData>'),
    "two colours of a font": edit(STYLES, '<color rgb="FF262626"/>', '<color rgb="FF262626"/><color rgb="FFFFFFFF"/>', 9),
    "two sets of formats": edit(STYLES, "</cellXfs>", '</cellXfs><cellXfs count="1"><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'),
    "a value outside its cell": edit("votes", "</row></sheetData>", "<v>0</v></row></sheetData>"),
    "a row outside the data": edit("votes", "</sheetData>", '</sheetData><row r="99"><c r="A99"><v>1</v></c></row>'),
    "a text beside its runs": edit(STRINGS, "<si><t>执委</t></si>", "<si><t>执委</t><r><t>委员</t></r></si>"),
    "another prefix for the same": edit("votes", "</sheetData>", f'<q:row xmlns:q="{MAIN.decode()}" r="99"><q:c r="A99"><q:v>1</q:v></q:c></q:row></sheetData>'),
    "letters at a distance": edit("votes", NUMBER, r'<c r="\1" s="\2"><v>\3</v>0</c>'),
    "two sheets of data": edit("votes", "</sheetData>", "</sheetData><sheetData/>"),
    "an extension": edit("votes", "</worksheet>", '<extLst><ext uri="{0}"/></extLst></worksheet>'),
    "entities": edit("votes", "<worksheet", DOCTYPE + "<worksheet"),
    "a processing instruction": edit("votes", "<worksheet", '<?xml-stylesheet href="x.xsl"?><worksheet'),
    "an unknown encoding": edit("votes", 'encoding="UTF-8"', 'encoding="x-user-defined"'),
    "dates from 1904": edit(BOOK, "<workbookPr ", '<workbookPr date1904="1" '),
    "two sheets of one name": second_sheet,
    "one part as two sheets": same_part_twice,
    "sheets in another order": edit(BOOK, r"(<sheet name=\"选举情况\"[^>]*>)(<sheet name=\"计票\"[^>]*>)", r"\2\1"),
    "a macro": added("xl/vbaProject.bin", b"x"),
    "a macro by another name": added("xl/x.bin", b"x", "application/vnd.ms-office.vbaProject", BOOK_RELS, "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    "DDE by another name": added("xl/x1.xml", b'<externalLink xmlns="%s"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>' % MAIN, SHEETML + "externalLink+xml", BOOK_RELS, f"{REL}/externalLink"),
    "connections by another name": added("xl/x2.xml", b'<connections xmlns="%s"/>' % MAIN, SHEETML + "connections+xml", BOOK_RELS, f"{REL}/connections"),
    "a comment by another name": added("xl/x3.xml", b'<comments xmlns="%s"><authors/><commentList/></comments>' % MAIN, SHEETML + "comments+xml", "xl/worksheets/_rels/sheet1.xml.rels", f"{REL}/comments"),
    "custom properties": added("docProps/custom.xml", '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="批复"><vt:lpwstr>同意</vt:lpwstr></property></Properties>'.encode(), "application/vnd.openxmlformats-officedocument.custom-properties+xml", ROOT, f"{REL}/custom-properties"),
    "custom XML": added("customXml/item1.xml", b"<x/>", "application/xml", ROOT, f"{REL}/customXml"),
    "a binary that nothing leads to": added("xl/media.dat", b"MZ\x90"),
    "a second workbook": added("xl/workbook2.xml", b"<x/>", SHEETML + "sheet.main+xml", ROOT, f"{REL}/officeDocument"),
    "a link outside": edit(BOOK_RELS, "</Relationships>", rf'<Relationship Id="rIdX" Type="{REL}/hyperlink" Target="https://evil.example" TargetMode="External"/></Relationships>'),
    "a part of another type": edit(TYPES, r"worksheet\+xml", "chartsheet+xml"),
    "strings of another name": several(renamed(STRINGS, "xl/s.xml"), edit(TYPES, "/xl/sharedStrings.xml", "/xl/s.xml"), edit(BOOK_RELS, "sharedStrings.xml", "s.xml")),
    # names and tables
    "a name with a formula": edit(BOOK, "</definedNames>", '<definedName name="x">WEBSERVICE("http://x")</definedName></definedNames>'),
    "titles of another sheet": edit(BOOK, r"计票!\$1:\$3", "候选人!$1:$3"),
    "titles of many columns": edit(BOOK, r"计票!\$1:\$3", "计票!$A:$H,计票!$1:$3"),
    "titles from far away": edit(BOOK, r"计票!\$1:\$3", "计票!$90:$99"),
    "a name that prints nothing": edit(BOOK, "</definedNames>", '<definedName name="_xlnm.Print_Area" localSheetId="11">计票!$Z$99</definedName></definedNames>'),
    "other titles": edit(BOOK, r"计票!\$1:\$3", "计票!$1:$9"),
    "a formula in a table's column": edit("table", r'<tableColumn id="4" name="([^"]*)"/>', r'<tableColumn id="4" name="\1"><calculatedColumnFormula>1</calculatedColumnFormula></tableColumn>'),
    "a sum under a table": edit("table", 'totalsRowShown="0"', 'totalsRowCount="1"'),
    "a table of fewer rows": edit("table", r'ref="A3:([A-Z]+)\d+"', r'ref="A3:\g<1>4"', 2),
    # the cover
    "an approval on the cover": cover_line("区妇联批复", "同意"),
    "a line twice on the cover": cover_line("错误（条）", "0"),
    "a remark on the cover": cover_line("备注", "票数以电话为准"),
}  # fmt: skip


def as_excel(parts: Parts) -> Parts:
    """What Excel adds when it saves: revisions, where the file lay, a printer, its own theme's words."""
    xr = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xmlns:xr2="http://schemas.microsoft.com/office/spreadsheetml/2015/revision2" xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3" '
    mark = 'xr:uid="{00000000-0001-0000-0B00-000000000000}" '
    rels = votes(parts).replace("sheets/", "sheets/_rels/") + ".rels"
    printer = added(
        "xl/printerSettings/printerSettings1.bin",
        b"\0" * 80,
        SHEETML + "printerSettings",
        rels,
        f"{REL}/printerSettings",
    )
    return several(
        edit(BOOK, "<workbook ", f"<workbook {xr}"),
        edit(BOOK, "<bookViews>", '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="D:\\\\桌面\\\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{A}" xr6:coauthVersionLast="47" xmlns:xr6="http://schemas.microsoft.com/office/spreadsheetml/2016/revision6"/><bookViews>'),
        edit(BOOK, "<workbookView ", '<workbookView xr2:uid="{00000000-000D-0000-FFFF-FFFF00000000}" '),
        edit(BOOK, "</workbook>", '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'),
        edit("votes", "<worksheet ", f"<worksheet {xr}{mark}"),
        edit("votes", "<sheetFormatPr ", '<sheetFormatPr x14ac:dyDescent="0.25" '),
        edit("votes", '<row r="4"', '<row r="4" x14ac:dyDescent="0.3"'),
        edit("votes", "<pageSetup ", '<pageSetup r:id="rIdP" '),
        edit("votes", AHEAD, '<phoneticPr fontId="1" type="noConversion"/>' + AHEAD),
        edit("table", "<table ", f"<table {xr}{mark}"),
        edit(STRINGS, "<si><t>项目</t></si>", '<si><t>项目</t><phoneticPr fontId="1" type="noConversion"/></si>'),
        edit("docProps/core.xml", "<cp:lastModifiedBy></cp:lastModifiedBy>", "<cp:lastModifiedBy>区妇联</cp:lastModifiedBy>"),
        printer,
        edit(rels, "rIdX", "rIdP"),
    )(parts)  # fmt: skip


def as_wps(parts: Parts) -> Parts:
    """What WPS adds: its build in custom properties, and the built-in formats written out."""
    custom = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.17827</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="ICV"><vt:lpwstr>8F0E2D3C4B5A_12</vt:lpwstr></property></Properties>'
    formats = '<numFmt numFmtId="41" formatCode="_ * #,##0_ ;_ * \\\\-#,##0_ ;_ * &quot;-&quot;_ ;_ @_ "/>'
    return several(
        added("docProps/custom.xml", custom.encode(), "application/vnd.openxmlformats-officedocument.custom-properties+xml", ROOT, f"{REL}/custom-properties"),
        edit(STYLES, '<numFmts count="1">', f'<numFmts count="2">{formats}'),
    )(parts)  # fmt: skip


RESAVED: dict[str, Change] = {
    "Excel": as_excel,
    "WPS": as_wps,
    "another version of ours with other print titles": edit(BOOK, r"计票!\$1:\$3", "计票!$A:$B,计票!$1:$3"),
}
