"""Columns that came with a later version than the workbook: they are put behind those that are there.

What the clerk has, columns of her own and the hidden steps of the live check among it, stays where it is.
"""

from __future__ import annotations

from dataclasses import replace

from pyxl.book.declared import Column
from pyxl.book.workbook import Region, Workbook
from pyxl.hosts.addresses import Area
from pyxl.hosts.sheets.blocks import block, read_formulas, write_block
from pyxl.hosts.sheets.page_setup import copy_formats, set_column

MODEL = 500
"""Data rows whose cells get the formats of a column of the same kind."""


def append_absent(workbook: Workbook, region: Region) -> tuple[str, ...]:
    """Give a table the columns that it lacks and return their headers; () where it lacks none.

    Nothing is done, and () returned, where something else stands to the right of the table.
    """
    columns = region.absent
    if not columns or not has_room(region):
        return ()
    first = region.left + region.width
    last = first + len(columns) - 1
    headers = [column.header for column in columns]
    write_block(region.sheet, Area(region.top, first, region.top, last), [headers])
    area = Area(region.top, region.left, region.top + region.height - region.below + region.totals, last)
    region.native.resize(block(region.sheet, area))
    for at, column in enumerate(columns, first):
        _dress(region, column, at)
    offsets = {**region.offsets, **{header: region.width + at for at, header in enumerate(headers)}}
    blank = [None] * len(columns)
    workbook.put_region(
        replace(
            region,
            width=region.width + len(columns),
            cells=None,
            offsets={header: offsets[header] for header in region.declaration.headers},
            grid=[[*row, *blank] for row in region.grid],
            ahead=[[*row, *blank] for row in region.ahead],
        )
    )
    return tuple(headers)


def has_room(region: Region) -> bool:
    """Whether the cells are free that the absent columns of a table would take."""
    first = region.left + region.width
    bottom = region.top + region.height + region.totals
    beside = Area(region.top, first, bottom, first + len(region.absent) - 1)
    return not any(text for row in read_formulas(region.sheet, beside) for text in row)


def _dress(region: Region, column: Column, at: int) -> None:
    """Formats of a declared column of the same kind, or of the first one with the new column's number format."""
    alike = [c for c in region.columns if c.kind is column.kind and not c.link]
    model = (alike or region.columns)[-1]
    source = region.left + region.offsets[model.header]
    rows = min(region.height, MODEL)
    top, bottom = region.top + 1, region.top + rows
    header = block(region.sheet, Area(region.top, source, region.top, source))
    copy_formats(header, block(region.sheet, Area(region.top, at, region.top, at)))
    body = block(region.sheet, Area(top, at, bottom, at))
    copy_formats(block(region.sheet, Area(top, source, top, source)), body)
    if not alike:
        body.number_format = column.kind.value
    set_column(region.sheet, at, column.width, column.hidden)
