"""The layout of a ballot: every candidate is on it, it fits its paper, and it uses it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.book.pages.ballot_page import (
    PAPERS,
    SAFETY,
    STRUCK,
    BallotText,
    Section,
    ballot_page,
    empty_page,
)
from pyxl.book.pages.page import MARK_AND_NAME, MAX_COLUMNS, Page

NOTES = ("1．赞成的，在候选人姓名左边的方格内画“○”；反对的，画“×”；弃权的，不画任何符号。" * 2, "2．说明。")


def text(names: tuple[str, ...], write_ins: int = 0, specimen: str = "") -> BallotText:
    return BallotText(
        ("安居区磨溪镇", "第一次妇女代表大会"), "第一届执行委员会委员选票", "应选 25 名", names, write_ins, "另选他人",
        ("符号", "姓名"), NOTES, "（盖章处）", specimen,
    )  # fmt: skip


def height(page: Page) -> float:
    return sum(block.rows * block.height for block in page.blocks)


def printed_names(page: Page) -> list[str]:
    blocks = [block for block in page.blocks if block.role == MARK_AND_NAME]
    rows = page.values[blocks[0].top - 1 : blocks[0].top - 1 + blocks[0].rows]
    return [cell for row in rows for cell in row[1::2] if cell and cell != STRUCK]


def marks_and_names(page: Page) -> list[tuple[str | None, ...]]:
    """The rows of all blocks of boxes."""
    blocks = [block for block in page.blocks if block.role == MARK_AND_NAME]
    return [row for block in blocks for row in page.values[block.top - 1 : block.top - 1 + block.rows]]


names = st.lists(st.text("王李张刘陈丽芳娜敏静", min_size=2, max_size=4), min_size=1, max_size=320).map(tuple)


@given(names, st.integers(0, 40), st.sampled_from(sorted(PAPERS)), st.sampled_from(["", "样张"]))
def test_every_candidate_stands_once_in_order_and_has_a_box(people, write_ins, paper, specimen):
    page = ballot_page(text(people, write_ins, specimen), paper)
    assert printed_names(page) == list(people)
    boxes = [cell for row in marks_and_names(page) for cell in row[1::2] if cell != STRUCK]
    assert len(boxes) == len(people) + write_ins, "what is no place is struck out"
    struck = [
        row for row in marks_and_names(page) for at in range(0, len(row), 2) if STRUCK in row[at : at + 2]
    ]
    assert all(
        row[at] == row[at + 1] for row in struck for at in range(0, len(row), 2) if STRUCK in row[at : at + 2]
    )
    assert len(page.widths) <= MAX_COLUMNS
    assert all(len(row) == len(page.widths) for row in page.values)
    assert len(page.values) == sum(block.rows for block in page.blocks)
    tops = [block.top for block in page.blocks]
    assert tops == [1 + sum(block.rows for block in page.blocks[:at]) for at in range(len(tops))]


@given(names, st.integers(0, 40), st.sampled_from(sorted(PAPERS)))
def test_a_ballot_for_one_page_fits_it(people, write_ins, paper):
    page = ballot_page(text(people, write_ins), paper)
    if not page.repeated:
        assert height(page) <= PAPERS[paper].height * SAFETY + 1


sections = st.lists(
    st.builds(
        Section,
        st.just("主席　应选 1 名"),
        st.lists(st.text("王李张刘陈丽", min_size=2, max_size=4), min_size=1, max_size=9).map(tuple),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=3,
).map(tuple)


@given(sections, st.sampled_from(sorted(PAPERS)))
def test_each_section_has_its_own_names_and_just_its_places(parts, paper):
    """No box beside the places of an office could be taken for another place."""
    page = ballot_page(replace(text(()), sections=parts, figures=""), paper)
    assert page.repeated or height(page) <= PAPERS[paper].height * SAFETY + 1
    groups = []
    for block in page.blocks:
        rows = page.values[block.top - 1 : block.top - 1 + block.rows]
        if block.role == MARK_AND_NAME:
            groups.append([cell for row in rows for cell in row[1::2] if cell != STRUCK])
    wanted = [[*part.names] for part in parts], [[None] * part.write_ins for part in parts]
    few = sum(len(part.names) + part.write_ins for part in parts) <= 16
    assert not (few and page.repeated and paper == "A4")
    assert groups == [group for pair in zip(*wanted, strict=True) for group in pair if group]


@pytest.mark.parametrize(
    ("paper", "candidates", "least"), [("A4", 27, 0.9), ("A4", 40, 0.9), ("A5", 27, 0.9), ("A4", 12, 0.75)]
)
def test_a_ballot_fills_its_page(paper, candidates, least):
    page = ballot_page(text(("王小丽",) * candidates, 25), paper)
    assert not page.repeated
    assert height(page) >= PAPERS[paper].height * least


@pytest.mark.parametrize("candidates", [5, 27, 60])
def test_up_to_sixty_candidates_stand_on_one_page(candidates):
    assert not ballot_page(text(("王小丽",) * candidates, 25), "A4").repeated


def test_three_hundred_run_on_under_a_repeated_head():
    page = ballot_page(text(("王小丽",) * 300, 25), "A4")
    assert page.repeated == 4
    assert height(page) > PAPERS["A4"].height


def test_specimen_is_written_across_the_page_and_into_every_box():
    page = ballot_page(text(("王小丽",) * 27, 25, "样张"), "A4")
    filled = [cell for row in page.values for cell in row if cell == "样张"]
    assert len(filled) == 27 + 25
    assert any(cell and cell.count("样张") == 3 for row in page.values for cell in row)


@given(names, st.integers(0, 9))
def test_a_page_survives_the_undo_record(people, write_ins):
    page = ballot_page(text(people, write_ins), "A4")
    assert Page.from_plain(page.to_plain()) == page


def test_an_empty_page_says_its_sentence():
    assert empty_page("没有候选人").values[0][0] == "没有候选人"
