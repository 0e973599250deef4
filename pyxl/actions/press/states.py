"""States of tables and sheets: what stands there now, what a write leaves behind, and whether two are alike.

A state is a `Write` that would bring it back; `pyxl.actions.press.history` keeps them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyxl.actions.writes import Append, Fill, Put, Replace, Reveal, Show, Write
from pyxl.book.declared import table as declaration_of
from pyxl.book.pages import Page
from pyxl.book.version import in_order
from pyxl.book.workbook import SERIAL, Cell, Workbook
from pyxl.errors import TableError

SHOWN: Final = 5
"""Rows that a message names."""
_DIGEST: Final = 16
"""Characters of a digest: it tells versions of one table apart, and guards against nobody."""


def present_state(workbook: Workbook, write: Write, pages: Mapping[str, Page], blank: Page) -> Write:
    """What stands now where `write` will write; a ballot sheet that is not among `pages` is `blank`."""
    match write:
        case Replace(table) | Append(table):
            region = workbook.region(table)
            return Replace(table, region.present, region.height)
        case Fill(table, header):
            region = workbook.region(table)
            keys = [_key(record[region.declaration.key]) for record in region.records]
            return Fill(table, header, [record[header] for record in region.records], keys)
        case Show(sheet):
            page = pages.get(sheet, blank)
            return Show(sheet, replace(page, values=workbook.ballots.values(sheet)))
        case Put(sheet, address):
            return Put(sheet, address, _trimmed(workbook.plain.values(sheet, address)))
        case Reveal():
            return write


def _trimmed(values: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """A block without the blank rows and columns at its ends: a range for a thousand papers holds few."""
    rows = [list(row) for row in values]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    width = max((at for row in rows for at, cell in enumerate(row, 1) if cell is not None), default=0)
    return [row[:width] for row in rows]


def left_by(present: Write, write: Write) -> Write:
    """The state that `write` makes out of `present`."""
    match present, write:
        case Replace(table, before, least), Append(_, records):
            return Replace(table, [*before, *records], least)
        case Fill(keys=keys), Fill():
            return replace(write, keys=keys)
        case _:
            return write


def brought_back(state: Write, present: Write) -> Write:
    """The write that makes `state` of `present`: a column goes by the key of its rows, in whatever order they are.

    Rows that came since keep their value.  Raises `TableError` when a value has no row, or one of several, or stands in a row without a key.
    """
    if not (isinstance(state, Fill) and isinstance(present, Fill)) or list(state.keys) == list(present.keys):
        return state
    kept, rows = _by_key(state), _by_key(present)
    lost = [key for key, values in kept.items() if key not in rows and set(values) != {None}]
    twins = [key for key, values in kept.items() if key in rows and _twofold(values, rows[key])]
    nameless = [""] if {*rows.get("", ())} - {None} and not {*kept.get("", ())} - {None} else []
    for keys, what in ((lost, "找不到了"), (twins, "不止一行"), (nameless, "是后来填的")):
        if keys:
            raise TableError(
                f"{_named(keys)}{what}，原来的“{state.header}”放不回去",
                f"“{state.table}”表",
                f"请先把“{declaration_of(state.table).key}”一栏改回原样，再操作一次",
            )
    values = [
        kept[key][0] if key in kept else value
        for key, value in zip(present.keys, present.values, strict=True)
    ]
    return replace(present, values=values)


def _twofold(kept: Sequence[Cell], present: Sequence[Cell]) -> bool:
    """Whether values of one key cannot be told apart, or are for another number of rows than there are."""
    return set(kept) != {None} and (len(set(kept)) > 1 or len(kept) != len(present))


def _by_key(column: Fill) -> dict[str, list[Cell]]:
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for key, value in zip(column.keys, column.values, strict=True):
        found[key].append(value)
    return found


def _named(keys: Sequence[str]) -> str:
    more = f"等 {len(keys)} 个" if len(keys) > SHOWN else ""
    return "、".join(f"“{key}”" if key else "名称空白的一行" for key in keys[:SHOWN]) + more


def _key(value: Cell) -> str:
    return "" if value is None else str(value).strip()


def digest(state: Write) -> str:
    """What tells a state from another in anything that a clerk types.

    Serial numbers, links and blank rows do not count, nor the order of the rows where only a column is written.
    """
    text = json.dumps(_content(state), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def _content(state: Write) -> list[list[str]]:
    match state:
        case Replace(table, records) | Append(table, records):
            headers = _typed_headers(table)
            return [row for record in records if (row := _row([record.get(header) for header in headers]))]
        case Fill(_, _, values, keys):
            return sorted([key, _text(v)] for key, v in zip(keys, values, strict=False) if _text(v))
        case Show(_, page):
            return _block(page.values)
        case Put(_, _, values):
            return _block(values)
        case Reveal():
            return []


def _typed_headers(table: str) -> list[str]:
    """In the order of their versions: a column that came since a press leaves that press's digests as they are."""
    columns = sorted(declaration_of(table).columns, key=lambda column: in_order(column.since))
    return [column.header for column in columns if column.header != SERIAL and not column.link]


def _block(values: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Rows without the blank ones at the end."""
    rows = [_row(row) for row in values]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _row(values: Sequence[Cell]) -> list[str]:
    """Cells as text without the blank ones at the end."""
    texts = [_text(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: Cell) -> str:
    """A cell alike in every program: 5, 5.0 and the text 5 are one, so are a day and its midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n") if value.strip() else ""
    return "" if value is None else str(value)
