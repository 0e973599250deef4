"""What other programs put into the clerk's workbook: grafted into the package, since no writer of ours could.

A sheet that XlsxWriter drew (pictures, comments, a form-control button, sparklines, a chart, formulas), a pivot
table written by hand after ECMA-376 part 1, 18.10, and, on the sheets that our buttons write themselves, a
comment and a picture.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path

import xlsxwriter

from tests.actions import clerk
from tests.hosts.samples import png

SHEET = "我的汇总"
SOURCE = "透视源"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
VILLAGES = (("高千社区", 6), ("登高村", 3), ("千丘村", 2))


def graft(file: Path) -> frozenset[str]:
    """Put everything into the workbook; the names of the parts that were added."""
    parts = clerk.parts(file)
    before = frozenset(parts)
    _add_sheet(parts, _drawn(), "sheet1.xml", SHEET, "a")
    _add_sheet(parts, _drawn(), "sheet2.xml", SOURCE, "a")
    _add_pivot(parts)
    for title in ("候选人", "选票-执委"):
        _add_to_sheet(parts, clerk.sheet_part(file, title), "b" if title == "候选人" else "c")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return frozenset(parts) - before


def _drawn() -> dict[str, bytes]:
    """The sheets as XlsxWriter makes them, with texts in the cells and without formats."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, source = book.add_worksheet(SHEET), book.add_worksheet(SOURCE)
    sheet.write_row(0, 0, ["村", "人数", "比例"])
    for row, (village, count) in enumerate(VILLAGES, 1):
        sheet.write(row, 0, village)
        sheet.write(row, 1, count)
        sheet.write_formula(row, 2, f"=B{row + 1}/SUM(B$2:B$4)", None, count / 11)
    sheet.write(4, 0, "合计")
    sheet.write_formula(4, 1, "=SUM(B2:B4)", None, 11)
    sheet.write_formula(4, 2, '=单位!B4&"："&MAX(B2:B4)', None, "高千社区：6")
    sheet.insert_image("E2", "point.png", {"image_data": io.BytesIO(png()), "description": "镇徽"})
    sheet.write_comment("A2", "核对过", {"author": "样例"})
    sheet.insert_button("E6", {"macro": "MoxiPress", "caption": "我的按钮"})
    sheet.add_sparkline("D2", {"range": f"{SHEET}!B2:B4"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": f"={SHEET}!$A$2:$A$4", "values": f"={SHEET}!$B$2:$B$4"})
    sheet.insert_chart("G2", chart)
    source.write_row(0, 0, ["村", "人数"])
    for row, pair in enumerate(VILLAGES, 1):
        source.write_row(row, 0, pair)
    source.write_row(2, 7, ["村", "求和项:人数"])
    for row, pair in enumerate([*sorted(VILLAGES), ("总计", 11)], 3):
        source.write_row(row, 7, pair)
    book.close()
    with zipfile.ZipFile(out) as package:
        made = {name: package.read(name) for name in package.namelist()}
    strings = re.findall(rb"<si>(.*?)</si>", made["xl/sharedStrings.xml"])
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):  # their own strings go with them
        made[name] = re.sub(
            rb' t="s"><v>(\d+)</v>',
            lambda m: b' t="inlineStr"><is>' + strings[int(m[1])] + b"</is>",
            made[name],
        )
    return made


def _add_sheet(parts: dict[str, bytes], made: dict[str, bytes], name: str, title: str, mark: str) -> None:
    """A sheet with all that hangs on it; parts get a mark before their names, so that none meets another."""
    number = max(int(n) for n in re.findall(r'sheetId="(\d+)"', parts["xl/workbook.xml"].decode())) + 1
    _take(parts, made, f"xl/worksheets/{name}", mark)
    target = f"worksheets/{mark}{name}"
    parts[f"xl/{target}"] = parts[f"xl/{target}"].replace(b' tabSelected="1"', b"")
    relation = _relate(parts, "xl/workbook.xml", f"{_RELATIONS}/worksheet", target)
    _insert(
        parts, "xl/workbook.xml", "</sheets>", f'<sheet name="{title}" sheetId="{number}" r:id="{relation}"/>'
    )


def _take(parts: dict[str, bytes], made: dict[str, bytes], name: str, mark: str) -> None:
    folder, _, last = name.rpartition("/")
    new = f"{folder}/{mark}{last}"
    if new in parts:
        return
    parts[new] = made[name]
    _declare(parts, made, name, new)
    rels = f"{folder}/_rels/{last}.rels"
    if rels not in made:
        return
    for target in re.findall(r'Target="([^"]*)"', made[rels].decode()):
        _take(parts, made, posixpath.normpath(posixpath.join(folder, target)), mark)
    marked = re.sub(r'Target="([^"]*?)([^"/]*)"', rf'Target="\g<1>{mark}\g<2>"', made[rels].decode())
    parts[f"{folder}/_rels/{mark}{last}.rels"] = marked.encode()


def _declare(parts: dict[str, bytes], made: dict[str, bytes], old: str, new: str) -> None:
    """The content type that the part had in its own package."""
    types = made["[Content_Types].xml"].decode()
    override = re.search(rf'<Override PartName="/{re.escape(old)}" ContentType="([^"]*)"/>', types)
    if override:
        _insert(
            parts,
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/{new}" ContentType="{override[1]}"/>',
        )
        return
    ending = new.rpartition(".")[2]
    if f'Extension="{ending}"' not in parts["[Content_Types].xml"].decode():
        default = re.search(rf'<Default Extension="{ending}"[^>]*/>', types)
        assert default, new
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"<Default", default[0].encode() + b"<Default", 1
        )


def _relate(parts: dict[str, bytes], owner: str, kind: str, target: str) -> str:
    folder, _, last = owner.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels"
    empty = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts.setdefault(rels, empty.encode())
    relation = f"rIdGraft{parts[rels].count(b'<Relationship ') + 1}"
    _insert(
        parts, rels, "</Relationships>", f'<Relationship Id="{relation}" Type="{kind}" Target="{target}"/>'
    )
    return relation


def _insert(parts: dict[str, bytes], name: str, before: str, new: str) -> None:
    text = parts[name].decode()
    assert text.count(before) == 1, (name, before)
    parts[name] = text.replace(before, new + before).encode()


def _add_to_sheet(parts: dict[str, bytes], sheet: str, mark: str) -> None:
    """A comment and a picture on a sheet that our buttons write."""
    made = _drawn()
    for part in ("xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml"):
        _take(parts, made, part, mark)
    drawing = _relate(parts, sheet, f"{_RELATIONS}/drawing", f"../drawings/{mark}drawing1.xml")
    vml = _relate(parts, sheet, f"{_RELATIONS}/vmlDrawing", f"../drawings/{mark}vmlDrawing1.vml")
    _relate(parts, sheet, f"{_RELATIONS}/comments", f"../{mark}comments1.xml")
    text = parts[sheet].decode()
    place = next(tag for tag in ("<tableParts", "<extLst", "</worksheet>") if tag in text)
    _insert(parts, sheet, place, f'<drawing r:id="{drawing}"/><legacyDrawing r:id="{vml}"/>')


def _add_pivot(parts: dict[str, bytes]) -> None:
    names = "".join(f'<s v="{village}"/>' for village, _ in VILLAGES)
    definition = (
        f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_RELATIONS}" r:id="rIdGraft1" refreshedBy="样例" '
        'refreshedDate="43000" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="3">'
        f'<cacheSource type="worksheet"><worksheetSource ref="A1:B4" sheet="{SOURCE}"/></cacheSource>'
        f'<cacheFields count="2"><cacheField name="村" numFmtId="0"><sharedItems count="3">{names}</sharedItems>'
        '</cacheField><cacheField name="人数" numFmtId="0"><sharedItems containsSemiMixedTypes="0" '
        'containsString="0" containsNumber="1" containsInteger="1" minValue="2" maxValue="6"/></cacheField>'
        "</cacheFields></pivotCacheDefinition>"
    )
    rows = "".join(f'<r><x v="{at}"/><n v="{count}"/></r>' for at, (_, count) in enumerate(VILLAGES))
    records = f'<pivotCacheRecords xmlns="{_MAIN}" count="3">{rows}</pivotCacheRecords>'
    order = sorted(range(len(VILLAGES)), key=lambda at: VILLAGES[at])
    items = "".join(f'<item x="{at}"/>' for at in order)
    table = (
        f'<pivotTableDefinition xmlns="{_MAIN}" name="我的透视表" cacheId="7" dataCaption="值" updatedVersion="6" '
        'minRefreshableVersion="3" createdVersion="6" outline="1" outlineData="1" indent="0">'
        '<location ref="H3:I7" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="4">{items}<item t="default"/>'
        '</items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
        '<rowFields count="1"><field x="0"/></rowFields><rowItems count="4"><i><x/></i><i><x v="1"/></i>'
        '<i><x v="2"/></i><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="求和项:人数" fld="1" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )
    for name, text in (("Definition", definition), ("Records", records)):
        parts[f"xl/pivotCache/pivotCache{name}1.xml"] = (_HEAD + text).encode()
        _type(parts, f"xl/pivotCache/pivotCache{name}1.xml", f"pivotCache{name}")
    parts["xl/pivotTables/pivotTable1.xml"] = (_HEAD + table).encode()
    _type(parts, "xl/pivotTables/pivotTable1.xml", "pivotTable")
    cache = "pivotCache/pivotCacheDefinition1.xml"
    _relate(parts, f"xl/{cache}", f"{_RELATIONS}/pivotCacheRecords", "pivotCacheRecords1.xml")
    _relate(parts, "xl/pivotTables/pivotTable1.xml", f"{_RELATIONS}/pivotCacheDefinition", f"../{cache}")
    _relate(parts, "xl/worksheets/asheet2.xml", f"{_RELATIONS}/pivotTable", "../pivotTables/pivotTable1.xml")
    relation = _relate(parts, "xl/workbook.xml", f"{_RELATIONS}/pivotCacheDefinition", cache)
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="{relation}"/></pivotCaches>'
    _insert(parts, "xl/workbook.xml", "</workbook>", caches)


def _type(parts: dict[str, bytes], name: str, kind: str) -> None:
    override = f'<Override PartName="/{name}" ContentType="{_KIND}{kind}+xml"/>'
    _insert(parts, "[Content_Types].xml", "</Types>", override)
