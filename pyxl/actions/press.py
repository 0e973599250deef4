"""Carries an action out: snapshot, write all or nothing, undo record, log, save, print."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import xlwings as xw

from pyxl.actions.action import Action, Outcome, Say, silent
from pyxl.actions.history import (
    TABLE,
    DamagedHistory,
    History,
    Step,
    capture,
    history_rows,
    read_history,
)
from pyxl.actions.writes import Append, Fill, Put, Replace, Show, Write
from pyxl.book.ballot_page import empty_page
from pyxl.book.page import write_page
from pyxl.book.sheets import BALLOT_STYLES
from pyxl.book.table_writing import append_rows, replace_rows, write_column
from pyxl.book.workbook import Record, Workbook
from pyxl.hosts.printing import export_sheet_pdf
from pyxl.hosts.replacing import make_folder

LOG = "操作日志"


def perform(book: xw.Book, action: Action, options: Any, say: Say = silent) -> Outcome:  # noqa: ANN401
    """Run an action on an open workbook and write what it decided.

    Raises `MoxiError` before anything is written, or after everything written has been put back.
    """
    say(f"{action.label}：读取与计算")
    workbook = Workbook(book)
    live = book.app.engine.type == "desktop"
    outcome = action.run(workbook, options, say)
    for item in outcome.prints:
        make_folder(item.file.parent)
    if outcome.writes:
        say(f"{action.label}：写入工作簿")
        history, damage = _history(workbook)
        before = capture(workbook, action.label, outcome.writes, history, empty_page())
        after = outcome.history or history.pressed(before, outcome.writes)
        _commit(workbook, outcome, action.label, before, after)
        outcome = replace(outcome, lines=[*outcome.lines, *damage])
    for item in outcome.prints:
        say(f"{action.label}：生成 {item.file.name}")
        export_sheet_pdf(workbook.sheet(item.sheet), item.file)
    if outcome.writes and not live:
        book.save()  # after printing: where that fails, the file stands as it was
    return outcome


def _history(workbook: Workbook) -> tuple[History, list[str]]:
    """The undo record, and what the clerk must know of it: a damaged one begins anew, and stops no work."""
    try:
        return read_history(workbook), []
    except DamagedHistory as damage:
        return History(), [f"注意：{damage.what}，已从这一步起重新记录。"]


def _commit(workbook: Workbook, outcome: Outcome, label: str, before: Step, history: History) -> None:
    book = workbook.book
    entry = _log_entry(label, outcome)
    with book.app.properties(screen_updating=False):
        try:
            write_all(workbook, outcome.writes)
            replace_rows(workbook.region(TABLE), history_rows(history))
            append_rows(workbook.region(LOG), [entry])
        except BaseException:
            if book.app.engine.type == "desktop":
                write_all(Workbook(book), before.writes)
            raise


def write_all(workbook: Workbook, writes: Sequence[Write]) -> None:
    """Carry out every write, in order, without log or undo record."""
    for write in writes:
        match write:
            case Replace(table, records, least):
                replace_rows(workbook.region(table), records, least)
            case Append(table, records):
                append_rows(workbook.region(table), records)
            case Fill(table, header, values):
                write_column(workbook.region(table), header, values)
            case Put(sheet, address, values):
                workbook.sheet(sheet).range(address).options(chunksize=0).value = [
                    list(row) for row in values
                ]
            case Show(sheet, page):
                write_page(workbook.sheet(sheet), page, workbook.sheet(BALLOT_STYLES))


def _log_entry(label: str, outcome: Outcome) -> Record:
    return {
        "时间": dt.datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
        "操作人": getpass.getuser(),
        "操作": label,
        "表": "、".join(dict.fromkeys(write.place for write in outcome.writes)),
        "行数": outcome.rows,
        "内容": outcome.summary,
    }
