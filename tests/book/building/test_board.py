"""唱票: what the hall sees equals a plain count, from papers and from totals."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from marked_papers import count, invented, papers
from test_grid_sheet import typed

from pyxl.book.building.election_day.board import (
    BLOCK_ROWS,
    BLOCK_WIDTH,
    BLOCKS,
    FIRST_ROW,
    IN_SIGHT,
    OFFICE_CHOICE_CELL,
    ROUND_CHOICE_CELL,
    STROKES,
    WIDTHS,
)
from pyxl.book.declared.sheets import BOARD
from pyxl.hosts.addresses import cell_name
from tests.libreoffice import drive_all, fill, recalculate, texts

LAST = FIRST_ROW + BLOCK_ROWS - 1


@pytest.fixture
def blank(blank_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "唱票.xlsm"
    path.write_bytes(blank_bytes)
    return path


def blocks() -> list[tuple]:
    """Steps that read every block, and the three lines at the top."""
    steps = [texts(f"{BOARD}!A1:A3")]
    for block in range(BLOCKS):
        left = block * BLOCK_WIDTH + 1
        steps.append(texts(f"{BOARD}!{cell_name(FIRST_ROW, left)}:{cell_name(LAST, left + 8)}"))
    return steps


def board(file: Path, *steps: tuple) -> list[list[list[str]]]:
    """The lines at the top and every block, after something was typed."""
    return drive_all([(file, [*steps, recalculate(), *blocks()])])[0][-BLOCKS - 1 :]


def strokes(votes: int) -> str:
    full, rest = divmod(votes, 5)
    drawn = "正" * full if votes < 100 else f"正×{full} "
    return drawn + (STROKES[rest - 1] if rest else "")


def leading(votes: dict[str, int]) -> list[list[str]]:
    """Rank, name, votes: equal votes in ballot order and of equal rank."""
    order = sorted(votes, key=lambda name: -votes[name])
    return [
        [str(1 + sum(other > votes[name] for other in votes.values())), name, str(votes[name])]
        for name in order
    ]


def check(shown: list[list[str]], votes: dict[str, int]) -> None:
    """The rows of all blocks against the votes, blank behind the last candidate."""
    names = list(votes)
    wanted = [[str(at), name, str(votes[name]), strokes(votes[name])] for at, name in enumerate(names, 1)]
    missing = len(shown) - len(wanted)
    assert [row[:4] for row in shown] == wanted + [[""] * 4] * missing
    assert [row[5:8] for row in shown] == leading(votes) + [[""] * 3] * missing
    assert [row[8] for row in shown] == [row[7] for row in shown]


TURNOUT = [["执委", "甲", 41, 40, 46, 41, 40, 38, 2, ""], ["执委", "乙", 9, 9, 9, 9, 9, 9, 9, ""]]


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("names", "seats", "number"), [(27, 25, 38), pytest.param(100, 60, 120, marks=pytest.mark.slow)]
)
def test_the_board_equals_a_plain_count(blank, names, seats, number):
    """Papers of 27 and of 100 candidates."""
    people = invented(names)
    rows = papers(random.Random(names), names, seats, number)
    rows[-1][1] = "○"
    top, *shown = board(
        blank,
        *typed(people, rows),
        fill("逐票录入-甲!B4:B4", [[seats]]),
        fill("选举情况!A4:J5", TURNOUT),
    )
    expected = count(rows, people, seats)
    check([row for block in shown for row in block], dict(expected.approve))
    assert "过半数为 21 票" in top[1][0]
    valid = sum(words.startswith(("有效", "空白")) for words in expected.words)
    assert f"已唱 {len(expected.words)} 张　有效 {valid}　" in top[2][0]
    assert f"空白 {expected.words.count('空白票')}　另选他人 {expected.written} 票" in top[2][0]
    assert top[2][0].startswith("发出 41 张　收回 40 张　")


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_board_shows_totals_of_its_own_entry_office_and_round(blank):
    rng, totals = random.Random(3), dict.fromkeys(invented(12), 0)
    totals = {name: rng.choice([5, 20, 21, 33]) for name in totals}
    lines = [["执委", "甲", name, votes, 1, 2, "", ""] for name, votes in totals.items()]
    lines[3:3] = [["主席", "甲", "钱某", 9, 0, 0, "", ""], ["执委", "乙", "钱某", 9, 0, 0, "", ""]]
    lines += [["执委", "甲", "孙某", 4, 0, 0, "是", 1], ["执委", "甲", "钱某", 9, 0, 0, "", 2]]
    top, *shown = board(
        blank,
        fill("逐票录入-甲!B3:B3", [["执委"]]),
        fill("选举情况!A4:J5", TURNOUT),
        fill(f"计票!A4:H{3 + len(lines)}", lines),
    )
    check([row for block in shown for row in block], totals)
    assert "已唱 40 张　有效 38　无效 2　另选他人 4 票" in top[2][0]
    assert top[1][0].startswith("执行委员会委员选举　应选 25 名")


@pytest.mark.libreoffice
def test_another_election_than_the_one_being_typed(blank):
    """The clerk types the committee's papers; the board is turned to the chair's totals, round 2."""
    people = invented(27)
    rows = papers(random.Random(1), 27, 25, 10)
    rows[-1][1] = "○"
    lines = [["主席", "甲", "孙某", 9, 0, 0, "", 1], ["主席", "甲", "王样甲", 13, 0, 0, "", 2]]
    board = [
        fill(f"{BOARD}!{OFFICE_CHOICE_CELL}:{OFFICE_CHOICE_CELL}", [["主席"]]),
        fill(f"{BOARD}!{ROUND_CHOICE_CELL}:{ROUND_CHOICE_CELL}", [[2]]),
        fill("选举情况!A4:J4", [["主席", "甲", 25, 25, 30, 25, 25, 24, 1, 2]]),
        fill("计票!A4:H5", lines),
        recalculate(),
    ]
    (results,) = drive_all([(blank, [*typed(people, rows), *board, *blocks()])])
    top, *shown = results[-BLOCKS - 1 :]
    check([row for block in shown for row in block], {"王样甲": 13})
    assert top[0][0].endswith("妇女联合会执行委员会第一次会议")
    assert top[1][0] == "主席选举（第2轮）　应选 1 名　赞成票过半数为 13 票"
    assert top[2][0] == "发出 25 张　收回 25 张　已唱 25 张　有效 24　无效 1　另选他人 0 票"


@pytest.mark.libreoffice
def test_a_tie_on_the_last_seat_is_said_when_all_papers_are_called(blank):
    """Two people with 30 votes for one seat: not while a paper is missing, and how it goes on is the town's rule."""
    lines = [["主席", "甲", name, 30, 5, 0, "", 1] for name in ("孙某", "王样甲")]
    turnout = ["主席", "甲", 40, 36, 46, 36, 36, 35, 0, 1]
    steps = [
        fill(f"{BOARD}!{OFFICE_CHOICE_CELL}:{OFFICE_CHOICE_CELL}", [["主席"]]),
        fill("计票!A4:H5", lines),
        fill("选举情况!A4:J4", [turnout]),
        recalculate(),
        texts(f"{BOARD}!A3:A3"),
        fill("选举情况!H4:I4", [[35, 1]]),
        recalculate(),
        texts(f"{BOARD}!A3:A3"),
    ]
    (results,) = drive_all([(blank, steps)])
    assert "末位同票" not in results[4][0][0]
    assert results[7][0][0].endswith("末位同票：2 人各 30 票，先比反对票")


def test_a_name_can_be_read_from_ten_metres():
    """On a screen two metres wide, all columns in sight: a character stands at ten minutes of arc at least."""
    digits = IN_SIGHT * (sum(WIDTHS) + 2)
    pixel = 2_000 / (digits * 7 + 40)  # millimetres of one pixel of the sheet at 100 %
    height = 28 * 4 / 3 * pixel
    assert height / 10_000 * 3_438 >= 10, height
