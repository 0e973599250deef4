"""Carries an action out: snapshot, write all or nothing, undo record, log, save, print."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Sequence
from typing import Any

import xlwings as xw

from pyxl.actions.action import Action, Append, Fill, Outcome, Replace, Say, Show, Write, silent
from pyxl.actions.history import TABLE, History, Step, capture, history_rows, read_history
from pyxl.book.ballot_page import empty_page
from pyxl.book.page import write_page
from pyxl.book.workbook import Record, Workbook, append_rows, replace_rows, write_column
from pyxl.hosts.printing import export_sheet_pdf, soffice

LOG = "操作日志"


def perform(book: xw.Book, action: Action, options: Any, say: Say = silent) -> Outcome:  # noqa: ANN401
    """Run an action on an open workbook and write what it decided.

    Raises `MoxiError` before anything is written, or after everything written has been put back.
    """
    say(f"{action.label}：读取与计算")
    workbook = Workbook(book)
    outcome = action.run(workbook, options, say)
    if outcome.prints and book.app.engine.type != "desktop":
        soffice()  # better refused now than after the workbook has been written
    if outcome.writes:
        say(f"{action.label}：写入工作簿")
        history = read_history(workbook)
        before = capture(workbook, action.label, outcome.writes, history, empty_page())
        after = outcome.history or history.pressed(before, outcome.writes)
        _commit(workbook, outcome, action.label, before, after)
    for item in outcome.prints:
        say(f"{action.label}：生成 {item.file.name}")
        export_sheet_pdf(workbook.sheet(item.sheet), item.file)
    return outcome


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
    if book.app.engine.type != "desktop":
        book.save()


def write_all(workbook: Workbook, writes: Sequence[Write]) -> None:
    """Carry out every write, in order, without log or undo record."""
    for write in writes:
        match write:
            case Replace(table, records):
                replace_rows(workbook.region(table), records)
            case Append(table, records):
                append_rows(workbook.region(table), records)
            case Fill(table, header, values):
                write_column(workbook.region(table), header, values)
            case Show(sheet, page):
                write_page(workbook.sheet(sheet), page)


def _log_entry(label: str, outcome: Outcome) -> Record:
    return {
        "时间": dt.datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
        "操作人": getpass.getuser(),
        "操作": label,
        "表": "、".join(dict.fromkeys(write.place for write in outcome.writes)),
        "行数": outcome.rows,
        "内容": outcome.summary,
    }
