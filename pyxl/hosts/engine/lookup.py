"""What `sheet.range(...)` means: addresses, coordinates, corner ranges, defined names, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError

from pyxl.hosts.addresses import Area, parse_area, split_reference
from pyxl.hosts.engine.range import Range

if TYPE_CHECKING:
    from pyxl.hosts.engine.sheet import Sheet


def find(sheet: Sheet, arg1: Any, arg2: Any = None) -> Range:  # noqa: ANN401 - as xlwings hands them over
    """The range between two corners, or the one that `arg1` means by itself.

    Each is an address or name, (row, column), (row, column, rows, columns) or a range.  Raises
    NoSuchObjectError for an unknown name.
    """
    if arg2 is not None:
        one, two = find(sheet, arg1).area, find(sheet, arg2).area
        top, left = min(one.top, two.top), min(one.left, two.left)
        return Range.over(sheet, Area(top, left, max(one.bottom, two.bottom), max(one.right, two.right)))
    if isinstance(arg1, Range):
        return arg1
    if isinstance(arg1, str):
        return _named(sheet, arg1)
    rows, columns = arg1[2:] if len(arg1) == 4 else (1, 1)
    return Range(sheet, arg1[0], arg1[1], rows, columns)


def _named(sheet: Sheet, text: str) -> Range:
    """A1 notation, with or without the sheet; a defined name; a table (its data) or `表[列]`."""
    other, address = split_reference(text)
    if other is not None and other.casefold() != sheet.name.casefold():
        return sheet.book.sheets(other).range(address)
    area = parse_area(address)
    found = Range.over(sheet, area) if area is not None else None
    found = found or _defined(sheet, address) or _in_table(sheet, address)
    if found is None:
        raise NoSuchObjectError(f"工作表“{sheet.name}”里没有“{text}”这个地址或名称。")
    return found


def _defined(sheet: Sheet, name: str) -> Range | None:
    """The cells of a defined name: the sheet's own first, then the book's."""
    workbook = sheet.book.file.workbook
    for scope in (sheet.position, None):
        text = workbook.name_text(name, scope)
        if text is not None and parse_area(split_reference(text)[1]) is not None:
            return _named(sheet, text)
    return None


def _in_table(sheet: Sheet, text: str) -> Range | None:
    name, _, column = text.partition("[")
    for other in sheet.book.sheets:
        for table in other.tables:
            body = table.xml.body
            if table.name.casefold() != name.casefold() or body is None:
                continue
            if not column:
                return Range.over(other, body)
            titles = [title.name for title in table.xml.columns]
            if (title := column.removesuffix("]")) in titles:
                place = body.left + titles.index(title)
                return Range.over(other, Area(body.top, place, body.bottom, place))
    return None
