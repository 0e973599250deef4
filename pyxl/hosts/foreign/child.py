"""The process that parses a foreign file: `python -m pyxl.hosts.foreign.child KIND NAME < FILE > JSON`.

A file made to exhaust a parser then costs a bounded process and not Excel's Python.  The answer is
`{"grids": [...]}` or `{"error": [what, where, remedy]}`, JSON in UTF-8: nothing that the parent would have
to execute.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
from typing import Any

from pyxl.errors import FileError, MoxiError
from pyxl.hosts.foreign.grid import Cell, Grid, Line, Merge

MEMORY = 2_000_000_000
"""Bytes of address space, where the system can bound it."""

READERS = {
    "xlsx": "pyxl.hosts.foreign.xlsx",
    "xls": "pyxl.hosts.foreign.xls",
    "ods": "pyxl.hosts.foreign.ods",
    "html": "pyxl.hosts.foreign.html",
}
"""Kind of file -> module whose `read(raw, where)` gives its grids."""


def damaged(where: str, fault: BaseException) -> FileError:
    """The sentence for a file on which a parser failed in a way of its own."""
    return FileError(
        f"文件读不出来，可能已损坏（{type(fault).__name__}）",
        where,
        "请在 Excel 里打开，另存为 .xlsx 后再导入",
    )


def answer(kind: str, name: str, raw: bytes) -> bytes:
    """Parse a file and pack its grids, or the reason why there are none."""
    try:
        grids: list[Grid] = importlib.import_module(READERS[kind]).read(raw, name)
        packed: dict[str, Any] = {"grids": [_packed(grid) for grid in grids]}
    except MoxiError as error:
        packed = {"error": [error.what, error.where, error.remedy]}
    except MemoryError:
        packed = {
            "error": ["文件展开后大得不正常，已拒绝读取", name, "请只保留名册所在的工作表，另存后再导入"]
        }
    except Exception as fault:
        # Parsers raise whatever they stumble over; the parent turns it into one sentence.
        failed = damaged(name, fault)
        packed = {"error": [failed.what, failed.where, failed.remedy]}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"), default=_packed_date).encode(
        "utf-8", "surrogatepass"
    )


def unpack(data: bytes) -> list[Grid]:
    """The grids of an answer; raises the FileError that it carries."""
    packed = json.loads(data.decode("utf-8", "surrogatepass"))
    if "error" in packed:
        what, where, remedy = packed["error"]
        raise FileError(what, where, remedy)
    return [_unpacked(item) for item in packed["grids"]]


def _packed(grid: Grid) -> list[Any]:
    lines = [[line.number, line.cells] for line in grid.lines]
    merges = [[m.top, m.left, m.bottom, m.right] for m in grid.merges]
    return [grid.sheet, lines, merges, grid.hidden, grid.notes]


def _unpacked(item: list[Any]) -> Grid:
    sheet, lines, merges, hidden, notes = item
    return Grid(
        sheet,
        tuple(Line(number, tuple(map(_unpacked_cell, cells))) for number, cells in lines),
        tuple(Merge(*merge) for merge in merges),
        hidden,
        tuple(notes),
    )


def _packed_date(value: dt.date) -> list[str]:
    return [value.isoformat()]


def _unpacked_cell(value: str | int | float | bool | list[str] | None) -> Cell:
    if not isinstance(value, list):
        return value
    moment = dt.datetime.fromisoformat(value[0])
    return moment if "T" in value[0] else moment.date()


def _bound_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """Read the file from standard input and answer on standard output."""
    _bound_memory()
    kind, name = sys.argv[1:]
    sys.stdout.buffer.write(answer(kind, name, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
