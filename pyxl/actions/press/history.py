"""The undo record: what stood in the tables and ballot sheets before each press, kept in the workbook.

It lies in the very hidden table 撤销, so that it outlives saving, closing and moving the file.  Each step is
one JSON document, packed and cut into cells.  What a state is, and how it is told from another, says
`pyxl.actions.press.states`.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from pyxl.actions.press.states import digest, left_by, present_state
from pyxl.actions.writes import Append, Fill, Put, Replace, Reveal, Show, Write
from pyxl.book.declared import table as declaration_of
from pyxl.book.pages import Page
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Cell, Record, Region, Workbook
from pyxl.errors import TableError
from pyxl.rules.log_chain import Anchor

TABLE = "撤销"
UNDO, REDO, PAGE, SEALED, RECEIVED, LOG_END = "撤销", "恢复", "页面", "封存", "收表", "日志"
KEPT = 20
"""Steps that can be taken back."""
ROWS = declaration_of(TABLE).rows
"""Rows by which the table grows: giving it another size costs more calls into Excel than writing it."""
CELL_LIMIT = 8_000
"""Characters in one cell: Excel before 2013 takes no more than 8,203 where many cells are written at once."""


@dataclass(frozen=True)
class Step:
    """The state before one press: how to put every table and sheet that it wrote back.

    `files` are the names of those that it made, which stay where they are.  `left` has, for each of `writes`, a
    digest of what the press left there.  `shown` are the hidden sheets that it brought into sight.
    """

    action: str
    writes: tuple[Write, ...]
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def followed_by(self, writes: Sequence[Write]) -> Step:
        """The same with digests of what `writes` leave behind."""
        return replace(
            self, left=tuple(digest(left_by(*pair)) for pair in zip(self.writes, writes, strict=True))
        )

    def typed_over(self, present: Step) -> list[str]:
        """The tables and sheets that somebody changed between the press and `present`."""
        found = zip(self.left, present.writes, strict=False)
        return list(dict.fromkeys(state.place for left, state in found if left != digest(state)))


@dataclass(frozen=True)
class History:
    """Steps to take back and to redo, newest last, and the page that each ballot sheet shows.

    `sealed` are the figures of every vote as a count sealed them (`pyxl.actions.read.sealed`); no undo breaks a seal.
    `received`: of each table, and in it of each unit, when the form was saved that its rows came from; an undo of a table forgets it.
    """

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    sealed: Mapping[str, Any] = field(default_factory=dict)
    received: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def pressed(self, step: Step, writes: Sequence[Write]) -> History:
        """After a press: one more step to take back, nothing to redo."""
        undo = (*self.undo, step.followed_by(writes))[-KEPT:]
        return replace(self, undo=undo, redo=(), pages=self._shown(writes))

    def undone(self, present: Step, writes: Sequence[Write]) -> History:
        """After the newest step was taken back with `writes`; `present` is the state that they replaced."""
        redo = (*self.redo, present.followed_by(writes))[-KEPT:]
        return replace(
            self, undo=self.undo[:-1], redo=redo, pages=self._shown(writes), received=self._without(writes)
        )

    def redone(self, present: Step, writes: Sequence[Write]) -> History:
        """After the newest undone step was done again."""
        undo = (*self.undo, present.followed_by(writes))[-KEPT:]
        return replace(
            self, undo=undo, redo=self.redo[:-1], pages=self._shown(writes), received=self._without(writes)
        )

    def _without(self, writes: Sequence[Write]) -> Mapping[str, Mapping[str, str]]:
        """What is known of the forms in tables that these writes leave alone."""
        written = {write.table for write in writes if isinstance(write, Replace | Append)}
        return {name: forms for name, forms in self.received.items() if name not in written}

    def _shown(self, writes: Sequence[Write]) -> dict[str, Page]:
        return {**self.pages, **{write.sheet: write.page for write in writes if isinstance(write, Show)}}


def capture(workbook: Workbook, after: Step, history: History, blank: Page) -> Step:
    """The state of everything that the writes of `after` will change; a ballot sheet without a page is `blank`."""
    written = [write.table for write in after.writes if isinstance(write, Replace | Append | Fill)]
    workbook.expect(*written)
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for write in after.writes:
        if isinstance(write, Put):
            plain[write.sheet].append(write.address)
    workbook.plain.expect(plain)
    writes = tuple(present_state(workbook, write, history.pages, blank) for write in after.writes)
    return Step(after.action, writes, after.files, shown=after.shown)


class DamagedHistory(TableError):
    """The undo record was cut or changed; nothing else in the workbook depends on it."""


def read_history(workbook: Workbook) -> History:
    """The record as the workbook holds it; raises `DamagedHistory` when somebody cut it."""
    region = record_region(workbook)
    try:
        return _history(region.records)
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error):
        raise DamagedHistory(
            "撤销记录已损坏，不能再撤销",
            f"隐藏工作表“{region.sheet_name}”",
            "其他数据不受影响；下一次操作会重新开始记录",
        ) from None


def record_region(workbook: Workbook) -> Region:
    """The table of the record; raises `TableError` where it is gone: no clerk can mend what she cannot see."""
    try:
        return workbook.region(TABLE)
    except TableError:
        raise TableError(
            f"隐藏的工作表“{TABLE}”已被删除或改坏，按钮都要用它",
            remedy="请改用备份；没有备份的，用原始工作簿重新开始，再把各表的内容复制过去",
        ) from None


def _history(rows: Sequence[Record]) -> History:
    steps: dict[str, list[Step]] = {UNDO: [], REDO: []}
    pages: dict[str, Page] = {}
    sealed: dict[str, Any] = {}
    received: dict[str, Any] = {}
    filled = [row for row in rows if row["步"] is not None and row["种类"] != LOG_END]
    for (_, kind, action), parts in groupby(filled, key=lambda row: (row["步"], row["种类"], row["操作"])):
        plain = _unpack("".join(str(part["内容"]) for part in parts))
        if kind == PAGE:
            pages[str(action)] = Page.from_plain(plain["page"])
        elif kind == SEALED:
            sealed[str(action)] = plain
        elif kind == RECEIVED:
            received[str(action)] = plain
        else:
            writes = tuple(map(_write_from, plain["writes"]))
            rest = {name: tuple(plain.get(name, ())) for name in ("files", "left", "shown")}
            steps[str(kind)].append(Step(str(action), writes, **rest))
    return History(tuple(steps[UNDO]), tuple(steps[REDO]), pages, sealed, received)


def read_anchor(workbook: Workbook) -> Anchor | None:
    """Where the log ended after the last press, as it is kept outside the log; None where that is gone."""
    for row in record_region(workbook).records:
        if row["种类"] == LOG_END and isinstance(row["段"], int) and isinstance(row["内容"], str):
            return Anchor(row["段"], row["内容"])
    return None


def write_history(workbook: Workbook, history: History, anchor: Anchor) -> None:
    """Write the record, and where the log ends, into their table, which grows by many rows at a time."""
    rows, region = _history_rows(history, anchor), record_region(workbook)
    replace_rows(region, rows, max(region.height, ROWS * -(-len(rows) // ROWS)))


def _history_rows(history: History, anchor: Anchor) -> list[Record]:
    entries = [(UNDO, step.action, _plain_step(step)) for step in history.undo]
    entries += [(REDO, step.action, _plain_step(step)) for step in history.redo]
    entries += [(PAGE, sheet, {"page": page.to_plain()}) for sheet, page in sorted(history.pages.items())]
    entries += [(SEALED, vote, plain) for vote, plain in sorted(history.sealed.items())]
    entries += [(RECEIVED, name, dict(forms)) for name, forms in sorted(history.received.items())]
    rows = [row for number, entry in enumerate(entries, 1) for row in _rows(number, *entry)]
    end: Record = {
        "步": len(entries) + 1,
        "种类": LOG_END,
        "操作": "末行",
        "段": anchor.rows,
        "内容": anchor.last,
    }
    return [*rows, end]


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
    writes = [_plain_write(write) for write in step.writes]
    return {"writes": writes, "files": list(step.files), "left": list(step.left), "shown": list(step.shown)}


def _plain_write(write: Write) -> dict[str, Any]:
    match write:
        case Replace(table, records, least):
            headers = list(records[0]) if records else []
            rows = [[_plain_cell(record[header]) for header in headers] for record in records]
            return {"kind": "replace", "table": table, "headers": headers, "rows": rows, "least": least}
        case Fill(table, header, values, keys):
            plain_values = [_plain_cell(value) for value in values]
            return {
                "kind": "fill",
                "table": table,
                "header": header,
                "values": plain_values,
                "keys": list(keys),
            }
        case Show(sheet, page):
            return {"kind": "show", "sheet": sheet, "page": page.to_plain()}
        case Put(sheet, address, values):
            plain = [[_plain_cell(value) for value in row] for row in values]
            return {"kind": "put", "sheet": sheet, "address": address, "values": plain}
        case Reveal(sheet):
            return {"kind": "reveal", "sheet": sheet}
        case Append(table):
            raise TypeError(f"a state is never an Append: {table}")


def _write_from(plain: Mapping[str, Any]) -> Write:
    match plain["kind"]:
        case "replace":
            headers = plain["headers"]
            records = [dict(zip(headers, map(_cell_from, row), strict=True)) for row in plain["rows"]]
            return Replace(plain["table"], records, plain["least"])
        case "fill":
            values = [_cell_from(value) for value in plain["values"]]
            return Fill(plain["table"], plain["header"], values, plain["keys"])
        case "put":
            block = [[_cell_from(value) for value in row] for row in plain["values"]]
            return Put(plain["sheet"], plain["address"], block)
        case "reveal":
            return Reveal(plain["sheet"])
        case _:
            return Show(plain["sheet"], Page.from_plain(plain["page"]))


def _plain_cell(value: Cell) -> Any:  # noqa: ANN401 - JSON
    return [value.isoformat()] if isinstance(value, dt.date) else value


def _cell_from(plain: Any) -> Cell:  # noqa: ANN401 - JSON
    if not isinstance(plain, list):
        return plain  # type: ignore[no-any-return]
    moment = dt.datetime.fromisoformat(plain[0])
    return moment if "T" in plain[0] else moment.date()
