"""What grows with the rows of a table or of a filtered list, as it does when Excel makes them longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyxl.hosts.addresses import Area, move_formula, parse_area, quoted_sheet
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.sheet.sheet_xml import SheetXml
from pyxl.hosts.package.table_xml import TableXml
from pyxl.hosts.package.workbook_xml import Workbook


def grow(
    sheet: SheetXml, table: TableXml, before: Area, after: Area, bounded: Mapping[int, int] | None = None
) -> None:
    """Fill calculated columns and lengthen drop-downs and conditional formats into the new rows.

    `bounded`: 0-based column -> the number of data rows that its formula is filled into at most.
    """
    for at, declared in enumerate(table.columns):
        last = (
            after.bottom
            if not bounded or at not in bounded
            else min(after.bottom, after.top + bounded[at] - 1)
        )
        calculated = declared.formula or (bounded and at in bounded)
        if calculated and last > before.bottom:
            filled = Area(after.top, after.left, last, after.right)
            _fill_down(sheet, before.left + at, declared.formula or "", before, filled)
    for start, stop, is_tag in _address_lists(sheet):
        old = sheet.current(start, stop)
        text = xml_spans.get_attributes(old).get("sqref", "") if is_tag else old.decode()
        new = " ".join(_longer(part, before, after) for part in text.split())
        if new != " ".join(text.split()):
            replaced = xml_spans.set_attributes(old, {"sqref": new}) if is_tag else new.encode()
            sheet.put_edit((start, stop, replaced))


def _fill_down(sheet: SheetXml, column: int, declared: str, before: Area, after: Area) -> None:
    """Like the row above; LibreOffice saves a table without its columns' formulas, and then that row alone knows."""
    above = sheet.formulas(Area(before.bottom, column, before.bottom, column))[0][0]
    source = above if above.startswith("=") else declared
    if not source:
        return
    fixed = move_formula(source, 1, 0) == source  # a formula that says the same in every row
    present = sheet.formulas(Area(before.bottom + 1, column, after.bottom, column))
    for row, (cell,) in enumerate(present, before.bottom + 1):
        if not cell:
            sheet.stage_formula(
                row, column, source if fixed else move_formula(source, row - before.bottom, 0)
            )


def _longer(address: str, before: Area, after: Area) -> str:
    """An area that ends with the table's old last row, inside its columns, ends with the new one."""
    area = parse_area(address)
    if area is None or area.bottom != before.bottom or area.top < before.top - 1:
        return address
    if not (before.left <= area.left and area.right <= before.right):
        return address
    return Area(area.top, area.left, after.bottom, area.right).address()


def _address_lists(sheet: SheetXml) -> Iterator[tuple[int, int, bool]]:
    """Where lists of addresses stand: start tags with an `sqref`, and the text of extensions' `sqref`."""
    for child in sheet.scan.top:
        if child.name not in ("conditionalFormatting", "dataValidations", "extLst"):
            continue
        data, tree = sheet.scan.subtree(child)
        shift = sheet.scan.shift(child)
        for element in tree.walk():
            if "sqref" in element.attributes:
                yield element.start + shift, xml_spans.tag_end(data, element.start) + shift, True
            elif element.name == "sqref" and element.text:
                yield xml_spans.tag_end(data, element.start) + shift, element.stop + shift, False


def grow_filter(sheet: SheetXml, workbook: Workbook, index: int) -> None:
    """Lengthen the sheet's own filter over rows that were written directly below it."""
    element = sheet.scan.child("autoFilter")
    area = parse_area(element.attributes.get("ref", "")) if element else None
    if element is None or area is None:
        return
    tag_stop = xml_spans.tag_end(sheet.scan.data, element.start)
    present = xml_spans.get_attributes(sheet.current(element.start, tag_stop)).get("ref", "")
    area = parse_area(present) or area
    bottom = area.bottom
    while any(
        cell.content is not None and (cell.content.text or cell.content.formula)
        for column, cell in sheet.staged.get(bottom + 1, {}).items()
        if area.left <= column <= area.right
    ):
        bottom += 1
    if bottom == area.bottom:
        return
    longer = Area(area.top, area.left, bottom, area.right)
    new = xml_spans.set_attributes(sheet.current(element.start, tag_stop), {"ref": longer.address()})
    sheet.put_edit((element.start, tag_stop, new))
    if workbook.name_text("_xlnm._FilterDatabase", index) is not None:
        text = f"{quoted_sheet(sheet.title)}!{longer.address('$')}"
        workbook.set_name("_xlnm._FilterDatabase", index, text)
