"""选举结果 and 比对 as the votes have them: what 计票 writes, and 打包上报 before it sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyxl.actions.read.sealed import RESULTS
from pyxl.actions.read.votes import Votes
from pyxl.actions.writes import Replace
from pyxl.book.grid_sheet import link_to_paper
from pyxl.book.links import cell_of, jump
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.rules.count import PAPERS, Difference, PersonResult, Result, announcement, state, word_of
from pyxl.rules.plan import Settings


def result_tables(workbook: Workbook, votes: Votes) -> tuple[Replace, Replace]:
    """The whole of 选举结果 and of 比对."""
    rows = [row for result in votes.results for row in _result_rows(result, votes.settings)]
    return Replace(RESULTS, rows), Replace("比对", list(_difference_rows(workbook, votes)))


OPENING: Final = 3
"""Lines of an announcement before the first person's."""


def _result_rows(result: Result, settings: Settings) -> Iterator[Record]:
    """The vote as it is read out, every person in a row of their own, then the balance and what was noticed."""
    head: Record = {"选举": result.office, "轮次": result.round}
    lines = announcement(result, settings)
    opening, closing = lines[:OPENING], lines[OPENING + len(result.people) :]
    yield from ({**head, "结果": state(result), "宣读": line} for line in opening or ("",))
    yield from ({**head, **_person(person, result.office)} for person in result.people)
    yield from ({**head, "结果": state(result), "宣读": line} for line in closing)
    if result.tally is not None and result.valid:
        yield {**head, "结果": "票数平衡", "宣读": result.tally.balance.words}
    yield from ({**head, "结果": "核对", "宣读": problem} for problem in result.problems)


def _person(person: PersonResult, office: str) -> Record:
    return {
        "姓名": person.name,
        "赞成": person.approve,
        "反对": person.against,
        "弃权": person.abstain,
        "另选": "是" if person.write_in else None,
        "结果": word_of(person, office),
        "宣读": person.words,
    }


def _difference_rows(workbook: Workbook, votes: Votes) -> Iterator[Record]:
    """Every cell in which the entries differ, with links to both cells."""
    for result in votes.results:
        for difference in result.differences:
            region = workbook.region(difference.table)
            yield {
                "选举": result.office,
                "轮次": result.round,
                "表": difference.table,
                "对象": difference.item,
                "栏目": difference.column,
                "甲": difference.first,
                "乙": difference.second,
                "甲的位置": _link(votes, result, region, difference, difference.first_row),
                "乙的位置": _link(votes, result, region, difference, difference.second_row),
            }


def _link(votes: Votes, result: Result, region: Region, difference: Difference, row: int) -> str:
    """A jump to the cell in its table, or on the sheet on which the paper was typed."""
    typed = votes.typed_row(row) if difference.table == PAPERS else None
    if typed is None:
        place = cell_of(region, row, difference.column)
        return jump(region.sheet.name, place, f"第 {row} 行") if row else ""
    sheet, record = typed
    return link_to_paper(sheet, record, result.contest.candidates if result.contest else ())
