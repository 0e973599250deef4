"""Carries an action out, all or nothing: snapshot, tables, undo record, log, prints, files, save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import xlwings as xw

from pyxl.actions.action import Action, NewFile, Outcome, Print, Say, silent, telling
from pyxl.actions.press import (
    LOG,
    TABLE,
    DamagedHistory,
    History,
    Step,
    capture,
    log_rows,
    read_history,
    write_history,
)
from pyxl.actions.press.sight import can_be_hidden, hide, out_of_sight, show
from pyxl.actions.writes import Append, Fill, Put, Replace, Reveal, Show, Write
from pyxl.book.declared import TABLES
from pyxl.book.grid_sheet import show_names
from pyxl.book.later_columns import append_absent
from pyxl.book.pages import empty_page
from pyxl.book.table_writing import append_rows, replace_rows, stretch, write_column
from pyxl.book.workbook import Region, Workbook
from pyxl.errors import HostError, TableError, without_identities
from pyxl.hosts.files.replacing import (
    all_or_none,
    make_folder,
    put_folder,
    replace_file,
    undisturbed,
)
from pyxl.hosts.live import QUIET, WRITING, is_live, switched
from pyxl.hosts.office import print_all
from pyxl.hosts.sheets.front import bring_to_front
from pyxl.hosts.sheets.protection import is_protected, states_of


def perform(book: xw.Book, action: Action, options: Any, say: Say = silent) -> Outcome:  # noqa: ANN401
    """Run an action on an open workbook and write what it decided.

    Raises `MoxiError` before anything is written, or after everything written has been put back.
    """
    say(f"{action.label}：读取与计算")
    workbook = Workbook(book)
    with switched(workbook.application, QUIET):
        outcome = action.run(workbook, options, say)
        if outcome.recorded:
            with all_or_none(outcome.made):
                for folder in outcome.folders:
                    make_folder(folder)
                notes = _carry_out(workbook, action.label, outcome, say)
            outcome = replace(outcome, lines=[*outcome.lines, *notes])
        if outcome.focus:
            bring_to_front(workbook.sheet(outcome.focus.sheet), outcome.focus.address, outcome.focus.mark)
            if not is_live(book):
                book.save()
    return outcome


def _carry_out(workbook: Workbook, label: str, outcome: Outcome, say: Say) -> list[str]:
    """Write, print, make the files and save; returns what the clerk must be told besides.

    A closed file is saved last, so that it stands as it was when anything fails before, or the clerk breaks off.  In
    Excel everything is written back, with undo record and log.
    """
    book = workbook.book
    workbook.expect(TABLE, LOG)
    history, damage = _history(workbook)
    files = tuple(without_identities(path.name) for path in outcome.made)
    coming = tuple(name for name in out_of_sight(workbook, outcome.writes) if name not in outcome.hidden)
    going = can_be_hidden(workbook, outcome.hidden)
    step = Step(label, tuple(outcome.writes), files, shown=coming)
    before = capture(workbook, step, history, empty_page())
    after = outcome.history or history.pressed(before, outcome.writes)
    if outcome.sealed is not None:
        after = replace(after, sealed=outcome.sealed)
    if outcome.received:
        after = replace(after, received={**after.received, **outcome.received})
    entries, anchor = log_rows(workbook, label, outcome.writes, outcome.made, outcome.rows, outcome.summary)
    record = [
        Replace(name, (region := workbook.region(name)).present, region.height) for name in (TABLE, LOG)
    ]
    _refuse_protected(workbook, outcome)
    workbook.forget_expected()
    try:
        say(f"{label}：写入工作簿")
        with switched(workbook.application, WRITING):
            added = [
                (region.place, headers)
                for region in workbook.regions
                if (headers := append_absent(workbook, region))
            ]
            stretched = [region for region in workbook.regions if region.below]
            for region in stretched:
                stretch(region)
            notes = write_all(workbook, outcome.writes)
            notes += show(workbook, coming) + hide(workbook, going)
            write_history(workbook, after, anchor)
            append_rows(workbook.region(LOG), entries)
        printed = _printed(workbook, label, outcome.prints, say)
        if outcome.made:
            say(f"{label}：写出 {len(outcome.made)} 个文件")
        with undisturbed():
            _put_files(outcome, printed)
            if not is_live(book):
                book.save()
    except BaseException as fault:
        if is_live(book):
            _put_back(workbook, [*before.writes, *record], fault)
            hide(workbook, coming)
            show(workbook, going)
        raise
    later = [
        f"注意：{place}增加了新版本的栏目{'、'.join(headers)}，在表的最右边。" for place, headers in added
    ]
    return [*damage, *later, *map(_stretched, stretched), *notes]


def _put_files(outcome: Outcome, printed: Sequence[NewFile]) -> None:
    for new in printed if outcome.whole else (*printed, *outcome.files):
        replace_file(new.path, new.data)
    if outcome.whole:
        put_folder(outcome.whole, {new.path: new.data for new in outcome.files})


def _put_back(pressed: Workbook, writes: Sequence[Write], fault: BaseException) -> None:
    """Write in Excel what stood before the press.  Raises `HostError` where Excel refuses that too."""
    try:
        with switched(pressed.application, WRITING):
            write_all(Workbook(pressed.book), writes)
    except Exception:
        raise HostError(
            "这一步没有办成，写了一半的内容 Excel 又不让放回去",
            pressed.book.name,
            "请不要保存，关闭工作簿后重新打开，再办一次",
        ) from fault


def _refuse_protected(workbook: Workbook, outcome: Outcome) -> None:
    """Ask every sheet before the first is written; raises `TableError` for those that are protected."""
    written: dict[str, xw.Sheet] = {}
    for name in (TABLE, LOG, *(write.place for write in outcome.writes)):
        if name in TABLES:
            region = workbook.region(name)
            written[region.sheet_name] = region.sheet
        else:
            written[name] = workbook.sheet(name)
    states = states_of(workbook.macro, written)
    protected = [
        f"“{name}”"
        for name, sheet in written.items()
        if (states[name].protected if name in states else is_protected(sheet))
    ]
    if protected:
        raise TableError(
            f"工作表{'、'.join(protected)}受保护，写不进去，数据没有改动",
            remedy="请在“审阅”里按“撤消工作表保护”，再按一次按钮",
        )


def _stretched(region: Region) -> str:
    """What the clerk is told of rows typed under a table."""
    first, last = region.row_number(region.height - region.below), region.row_number(region.height - 1)
    return f"注意：{region.place}下面第 {first}—{last} 行原在表的范围之外，已并入表中。"


def _history(workbook: Workbook) -> tuple[History, list[str]]:
    """The undo record, and what the clerk must know of it: a damaged one begins anew, and stops no work."""
    try:
        return read_history(workbook), []
    except DamagedHistory as damage:
        return History(), [f"注意：{damage.what}，已从这一步起重新记录。"]


def _printed(workbook: Workbook, label: str, prints: Sequence[Print], say: Say) -> list[NewFile]:
    """The sheets as they now stand, as PDF."""
    wanted = {item.sheet: [item.sheet] for item in prints}
    pdfs = print_all(workbook.book, wanted, progress=telling(label, say)) if wanted else {}
    return [NewFile(item.file, pdfs[item.sheet]) for item in prints]


def write_all(workbook: Workbook, writes: Sequence[Write]) -> list[str]:
    """Carry out every write, in order, without log or undo record; returns what the clerk must be told of papers."""
    notes = []
    for write in writes:
        match write:
            case Replace(table, records, least):
                replace_rows(workbook.region(table), records, least)
            case Append(table, records):
                append_rows(workbook.region(table), records)
            case Fill(table, header, values):
                write_column(workbook.region(table), header, values)
            case Put(sheet, address, values):
                workbook.plain.write(sheet, address, values)
            case Reveal(sheet):
                show_names(workbook.plain, sheet)
            case Show(sheet, page):
                if not workbook.ballots.write(sheet, page):
                    notes.append(
                        f"注意：这台电脑的默认打印机没有 {page.paper} 纸，“{sheet}”的纸张没有改；"
                        "打印前请换一台打印机，在“页面布局”的“纸张大小”里选好。"
                    )
    return notes
