"""What the papers are made from: every table that is typed, the papers on the sheets for typing, results worked out anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from election_day import SETTINGS, clean_up, committee_votes, enter, put, rows

from pyxl.actions.read.dossier import READ, read_dossier
from pyxl.book.declared.sheets import ENTRY_SHEETS, TABLES
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.papers.dossier import Dossier


@pytest.fixture
def hall(sample: Path, moxi) -> Path:
    clean_up(sample)
    assert moxi("set", sample, *SETTINGS)[0] == 0
    return sample


def read(file: Path) -> Dossier:
    with open_closed(file, read_only=True) as book:
        return read_dossier(Workbook(book))


def test_everything_that_is_typed_is_read_and_nothing_that_a_button_wrote(hall):
    found = read(hall)
    assert set(READ) == {name for name, table in TABLES.items() if not table.computed}
    assert found.tables.keys() == set(READ)
    assert len(found.tables["候选人"]) == 27 and len(found.tables["代表"]) == 41
    assert found.settings.town == "磨溪镇" and found.results == ()
    assert found.elected("执委") == () and not found.decided("执委") and found.rounds("执委") == []


def test_blank_rows_are_no_rows_but_keep_the_numbers_of_those_below(hall):
    people = rows(hall, "候选人")
    people[3] = dict.fromkeys(people[3])
    put(hall, "候选人", people)
    found = read(hall)
    assert len(found.tables["候选人"]) == 26
    assert [person.number for person in found.rolls.candidates][2:4] == [3, 5]


def test_the_result_is_worked_out_from_the_entries_not_from_the_sheet_of_results(hall, moxi):
    names = [str(row["姓名"]) for row in rows(hall, "候选人")]
    votes = committee_votes(names)
    for entry in "甲乙":
        enter(hall, "执委", votes, entry)
    put(hall, "选举结果", [{"选举": "执委", "姓名": "没有这个人", "结果": "当选"}])
    found = read(hall)
    assert found.decided("执委") and set(found.elected("执委")) == set(names[:25])
    assert list(found.elected("执委")) == found.by_strokes(names[:25])
    assert moxi("set", hall, "名单排序=得票")[0] == 0
    by_votes = read(hall).elected("执委")
    assert [votes[name][0] for name in by_votes] == sorted(
        (votes[name][0] for name in by_votes), reverse=True
    )


def test_papers_that_still_stand_on_the_sheets_for_typing_count(hall, moxi):
    assert moxi("prepare", hall)[0] == 0
    with open_closed(hall) as book:
        for sheet in ENTRY_SHEETS.values():
            book.sheets[sheet].range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN)).value = "○"
        book.save()
    assert len(read(hall).tables["逐票"]) >= 2
    assert rows(hall, "逐票") == []


def test_errors_of_a_table_are_those_of_its_rows_and_of_the_list(sample):
    found = read(sample)
    errors = found.errors("候选人")
    assert {error.row for error in errors} > {0} and {error.table for error in errors} == {"候选人"}
    assert all(error.severity == "error" for error in errors)
