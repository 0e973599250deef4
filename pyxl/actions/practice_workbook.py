"""The workbook of a rehearsal: a copy in which invented people stand, and nothing of any count but what its papers suppose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from pyxl.actions.read import read_settings
from pyxl.book.declared import ENTRY_SHEETS
from pyxl.book.grid_sheet import layout_on, of_one_vote, show_names
from pyxl.book.table_writing import append_rows, replace_rows, write_column
from pyxl.book.workbook import Record, Workbook
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal import Deck, practice_list
from pyxl.words import COMMITTEE, ENTRIES, PRIMARY

COUNTED = ("选举情况", "计票", "逐票", "比对", "选举结果", "校验结果", "撤销")


def practice_workbook(copy: xw.Book, decks: Sequence[Deck]) -> bytes:
    """The copy with the practice names in place of the candidates, no identity numbers, and nothing of any count.

    Where the officers stand on one paper their committee is elected in it: those whom the deck takes for members.
    """
    workbook, office = Workbook(copy), decks[0].contest.office
    settings = read_settings(workbook)
    people = invented_people(workbook, office, settings)
    changes = {"须为本届代表": "否"}  # the delegates have names of their own
    if office != PRIMARY:
        changes["预选"] = "否"
    elected = _committee(decks, settings, people)
    if elected:
        changes["执委名额"] = str(settings.executive_seats + len(elected) - settings.committee_seats)
        listed = {row["姓名"] for row in people}
        people = [*people, *({"姓名": name, "拟任职务": COMMITTEE} for name in elected if name not in listed)]
    replace_rows(workbook.region("候选人"), people)
    _set(workbook, changes)
    delegates = workbook.region("代表")
    replace_rows(delegates, [{"姓名": row["姓名"], "单位": row["单位"]} for row in delegates.records])
    for table in COUNTED:
        replace_rows(workbook.region(table), [])
    for sheet in ENTRY_SHEETS.values():
        for place in of_one_vote(layout_on(workbook.plain, sheet)):
            workbook.plain.write(sheet, place, [])
        show_names(workbook.plain, sheet)
    if elected:
        append_rows(workbook.region("选举情况"), [*_turnouts(settings)])
        names = [str(row["姓名"]) for row in people]
        append_rows(workbook.region("计票"), [*_totals(names, frozenset(elected), settings.delegate_seats)])
    copy.save()
    return Path(copy.fullname).read_bytes()


def invented_people(workbook: Workbook, office: str, settings: Settings) -> list[dict[str, Any]]:
    """Invented people for the same offices; of a committee that follows a primary, as many as the primary leaves."""
    others = [str(row["姓名"]) for table in ("代表", "工作人员") for row in workbook.records(table)]
    people = practice_list(workbook.records("候选人"), others)
    if office == PRIMARY or not settings.primary:
        return people
    spare = len(people) - settings.formal_candidates
    first = [row["姓名"] for row in people if row["拟任职务"] == COMMITTEE][: max(spare, 0)]
    return [row for row in people if row["姓名"] not in first]


def _committee(decks: Sequence[Deck], settings: Settings, people: Sequence[Record]) -> tuple[str, ...]:
    """The members whom decks of one paper suppose, those of the list first; () for a deck that supposes none."""
    if decks[0].linked is None:
        return ()
    members = decks[0].contest.members or frozenset()
    listed = [str(row["姓名"]) for row in people if row["姓名"] in members]
    return (*listed, *sorted(members - set(listed)))


def _set(workbook: Workbook, changes: Mapping[str, str]) -> None:
    """Change settings where they stand."""
    region = workbook.region("设置")
    held = [(str(row["项目"]), row["值"]) for row in region.records]
    write_column(region, "值", [changes.get(key, value) for key, value in held])


def _turnouts(settings: Settings) -> Iterator[Record]:
    """The committee's election: every delegate came, voted and did so validly."""
    voters = settings.delegate_seats
    figures = dict.fromkeys(("应到", "实到", "发出", "收回", "有效"), voters)
    for entry in ENTRIES:
        printed = voters + settings.spare_papers
        yield {"选举": COMMITTEE, "录入": entry, "轮次": 1, **figures, "印制": printed, "无效": 0}


def _totals(names: Sequence[str], elected: frozenset[str], voters: int) -> Iterator[Record]:
    """Everybody's vote for the members, and for nobody else."""
    for entry in ENTRIES:
        for name in names:
            votes = {"赞成": voters, "弃权": 0} if name in elected else {"赞成": 0, "弃权": voters}
            yield {"选举": COMMITTEE, "录入": entry, "轮次": 1, "姓名": name, "反对": 0, **votes}
