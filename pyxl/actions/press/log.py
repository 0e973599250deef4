"""操作日志: what each press leaves there, chained row by row, with links to the files that it made."""

from __future__ import annotations

import datetime as dt
import getpass
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyxl.actions.press.history import read_anchor
from pyxl.actions.writes import Write
from pyxl.book.links import file_link
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import without_identities
from pyxl.rules.log_chain import Anchor, Break, breaks, chained, resumed

LOG: Final = "操作日志"


LISTED: Final = 12
"""Files of one press that get a row and a link each; more than that are listed by their folders."""
NAMED: Final = 20
"""Names that the row of a folder holds: more would make it higher than a screen."""


def log_rows(
    workbook: Workbook, label: str, writes: Sequence[Write], made: Sequence[Path], rows: int, summary: str
) -> tuple[list[Record], Anchor]:
    """The rows that a press adds, with their hashes, and where the log then ends.

    The first tells of the press; what it made stands in that row and in rows of its own, with links.
    """
    head = {"时间": now(), "操作人": _user(), "操作": label}
    press: Record = {
        "表": "、".join(dict.fromkeys(write.place for write in writes)) or None,
        "行数": rows,
        "内容": summary or None,
    }
    listed = _made(made, workbook.folder) if made else []
    if listed and len(made) <= LISTED:
        press, listed = {**press, "文件": listed[0]["文件"]}, listed[1:]
    entries = [{**head, **_without_identities(row)} for row in (press, *listed)]
    added, anchor = chained(entries, resumed(workbook.records(LOG), read_anchor(workbook)))
    return added, anchor  # type: ignore[return-value]


def _made(files: Sequence[Path], folder: Path) -> list[Record]:
    """A row for each file, or for each folder with the names of what lies in it."""
    if len(files) <= LISTED:
        return [{"内容": f"同时生成 {file.name}", "文件": file_link(file, folder)} for file in files]
    return [
        {
            "内容": _named(place, [file.name for file in files if file.parent == place]),
            "文件": file_link(place, folder),
        }
        for place in dict.fromkeys(file.parent for file in files)
    ]


def _named(place: Path, names: Sequence[str]) -> str:
    more = "等" if len(names) > NAMED else ""
    return f"“{place.name}”里生成 {len(names)} 个文件：{'、'.join(names[:NAMED])}{more}"


def _without_identities(row: Record) -> Record:
    return {key: without_identities(cell) if isinstance(cell, str) else cell for key, cell in row.items()}


def log_breaks(workbook: Workbook) -> list[Break]:
    """Every place at which the log is not what the presses wrote."""
    return breaks(workbook.records(LOG), read_anchor(workbook))


def _user() -> str:
    """Who is logged in; a container's or a service's user may have no name, only a number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return f"用户{os.getuid()}" if hasattr(os, "getuid") else "（未知）"


def now() -> str:
    """Local time with its distance from UTC: two desks' clocks can then be compared."""
    return dt.datetime.now().astimezone().isoformat(" ", "seconds")
