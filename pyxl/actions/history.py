"""The undo record: what stood in the tables and ballot sheets before each press, kept in the workbook.

It lies in the very hidden table 撤销, so that it outlives saving, closing and moving the file.  Each step is
one JSON document, packed and cut into cells.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from pyxl.actions.writes import Append, Fill, Put, Replace, Show, Write
from pyxl.book.page import Page, read_values
from pyxl.book.workbook import Cell, Record, Workbook, read_range
from pyxl.errors import TableError

TABLE = "撤销"
UNDO, REDO, PAGE = "撤销", "恢复", "页面"
KEPT = 20
"""Steps that can be taken back."""
CELL_LIMIT = 30_000
"""Characters in one cell; Excel allows 32,767."""


@dataclass(frozen=True)
class Step:
    """The state before one press: how to put every table and sheet that it wrote back."""

    action: str
    writes: tuple[Write, ...]


@dataclass(frozen=True)
class History:
    """Steps to take back and to redo, newest last, and the page that each ballot sheet shows."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)

    def pressed(self, step: Step, writes: Sequence[Write]) -> History:
        """After a press: one more step to take back, nothing to redo."""
        return History((*self.undo, step)[-KEPT:], (), self._shown(writes))

    def undone(self, present: Step) -> History:
        """After the newest step was taken back; `present` is the state that it replaced."""
        return History(self.undo[:-1], (*self.redo, present)[-KEPT:], self._shown(self.undo[-1].writes))

    def redone(self, present: Step) -> History:
        """After the newest undone step was done again."""
        return History((*self.undo, present)[-KEPT:], self.redo[:-1], self._shown(self.redo[-1].writes))

    def _shown(self, writes: Sequence[Write]) -> dict[str, Page]:
        return {**self.pages, **{write.sheet: write.page for write in writes if isinstance(write, Show)}}


def capture(workbook: Workbook, action: str, writes: Sequence[Write], history: History, blank: Page) -> Step:
    """The state of everything that `writes` will change; a ballot sheet without a page looks like `blank`."""
    return Step(action, tuple(_present(workbook, write, history, blank) for write in writes))


def _present(workbook: Workbook, write: Write, history: History, blank: Page) -> Write:
    match write:
        case Replace(table) | Append(table):
            region = workbook.region(table)
            return Replace(table, region.present, region.height)
        case Fill(table, header):
            return Fill(table, header, [record[header] for record in workbook.records(table)])
        case Show(sheet):
            page = history.pages.get(sheet, blank)
            return Show(sheet, replace(page, values=read_values(workbook.sheet(sheet))))
        case Put(sheet, address):
            return Put(sheet, address, read_range(workbook.sheet(sheet), address))


class DamagedHistory(TableError):
    """The undo record was cut or changed; nothing else in the workbook depends on it."""


def read_history(workbook: Workbook) -> History:
    """The record as the workbook holds it; raises `DamagedHistory` when somebody cut it."""
    try:
        return _history(workbook.records(TABLE))
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error):
        raise DamagedHistory(
            "撤销记录已损坏，不能再撤销",
            f"隐藏工作表“{workbook.region(TABLE).sheet.name}”",
            "其他数据不受影响；下一次操作会重新开始记录",
        ) from None


def _history(rows: Sequence[Record]) -> History:
    steps: dict[str, list[Step]] = {UNDO: [], REDO: []}
    pages: dict[str, Page] = {}
    filled = [row for row in rows if row["步"] is not None]
    for (_, kind, action), parts in groupby(filled, key=lambda row: (row["步"], row["种类"], row["操作"])):
        plain = _unpack("".join(str(part["内容"]) for part in parts))
        if kind == PAGE:
            pages[str(action)] = Page.from_plain(plain["page"])
        else:
            steps[str(kind)].append(Step(str(action), tuple(map(_write_from, plain["writes"]))))
    return History(tuple(steps[UNDO]), tuple(steps[REDO]), pages)


def history_rows(history: History) -> list[Record]:
    """The record as rows of its table."""
    entries = [(UNDO, step.action, _plain_step(step)) for step in history.undo]
    entries += [(REDO, step.action, _plain_step(step)) for step in history.redo]
    entries += [(PAGE, sheet, {"page": page.to_plain()}) for sheet, page in sorted(history.pages.items())]
    return [row for number, entry in enumerate(entries, 1) for row in _rows(number, *entry)]


def _rows(number: int, kind: str, action: str, plain: Mapping[str, Any]) -> Iterator[Record]:
    text = _pack(plain)
    for part, start in enumerate(range(0, len(text), CELL_LIMIT), 1):
        yield {
            "步": number,
            "种类": kind,
            "操作": action,
            "段": part,
            "内容": text[start : start + CELL_LIMIT],
        }


def _pack(plain: Mapping[str, Any]) -> str:
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


def _unpack(text: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(zlib.decompress(base64.b64decode(text, validate=True)))


def _plain_step(step: Step) -> dict[str, Any]:
    return {"writes": [_plain_write(write) for write in step.writes]}


def _plain_write(write: Write) -> dict[str, Any]:
    match write:
        case Replace(table, records, least):
            headers = list(records[0]) if records else []
            rows = [[_plain_cell(record[header]) for header in headers] for record in records]
            return {"kind": "replace", "table": table, "headers": headers, "rows": rows, "least": least}
        case Fill(table, header, values):
            return {
                "kind": "fill",
                "table": table,
                "header": header,
                "values": [_plain_cell(v) for v in values],
            }
        case Show(sheet, page):
            return {"kind": "show", "sheet": sheet, "page": page.to_plain()}
        case Put(sheet, address, values):
            plain = [[_plain_cell(value) for value in row] for row in values]
            return {"kind": "put", "sheet": sheet, "address": address, "values": plain}
        case Append(table):
            raise TypeError(f"a state is never an Append: {table}")


def _write_from(plain: Mapping[str, Any]) -> Write:
    match plain["kind"]:
        case "replace":
            headers = plain["headers"]
            records = [dict(zip(headers, map(_cell_from, row), strict=True)) for row in plain["rows"]]
            return Replace(plain["table"], records, plain["least"])
        case "fill":
            return Fill(plain["table"], plain["header"], [_cell_from(value) for value in plain["values"]])
        case "put":
            values = [[_cell_from(value) for value in row] for row in plain["values"]]
            return Put(plain["sheet"], plain["address"], values)
        case _:
            return Show(plain["sheet"], Page.from_plain(plain["page"]))


def _plain_cell(value: Cell) -> Any:  # noqa: ANN401 - JSON
    return [value.isoformat()] if isinstance(value, dt.date) else value


def _cell_from(plain: Any) -> Cell:  # noqa: ANN401 - JSON
    if not isinstance(plain, list):
        return plain  # type: ignore[no-any-return]
    moment = dt.datetime.fromisoformat(plain[0])
    return moment if "T" in plain[0] else moment.date()
