"""What a clerk types between a press and its undo: the undo gives the former content or refuses, a redo gives hers back.

A mark on the sheets for papers never counts under another name or round than the one under which it was typed.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pyxl.actions.press.history import read_history
from pyxl.actions.writes import Fill, Put, Replace, Show
from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW, NAMES_ROW
from pyxl.book.grid_sheet import OFFICE_CELL, ROUND_CELL, TYPED_SEATS_CELL
from pyxl.book.pages.page import MAX_COLUMNS
from pyxl.book.workbook import Workbook
from pyxl.hosts.addresses import parse_area
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import cells, document, done, press, refused
from tests.actions.election_day import put, rows
from tests.actions.test_undo_everything import PRESSES, run, started  # noqa: F401 - a fixture
from tests.tiers import usually


def places(file: Path, rng: random.Random) -> dict[str, list[tuple[int, int]]]:
    """Sheet -> some of the cells that the newest press took charge of, into which a clerk may type."""
    found: dict[str, list[tuple[int, int]]] = {}
    with open_closed(file, read_only=True) as book:
        workbook = Workbook(book)
        for write in read_history(workbook).undo[-1].writes:
            match write:
                case Put(sheet, address):
                    area = parse_area(address)
                    box = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
                case Show(sheet):
                    box = range(1, 60), range(1, MAX_COLUMNS + 1)
                case Fill(table, header) | Replace(table, header):
                    region = workbook.region(table)
                    sheet = region.sheet_name
                    headers = [header] if isinstance(write, Fill) else region.offsets.keys() - {"序号"}
                    down = region.row_number(0), region.row_number(region.height)
                    box = range(*down), sorted(region.left + region.offsets[name] for name in headers)
            found.setdefault(sheet, []).extend(_some(rng, *box))
    return found


def _some(rng: random.Random, down: Sequence[int], across: Sequence[int]) -> list[tuple[int, int]]:
    return [(rng.choice(down), rng.choice(across)) for _ in range(6)]


def type_into(file: Path, sheet: str, where: Sequence[tuple[int, int]]) -> None:
    with open_closed(file) as book:
        for place in where:
            cell = book.sheets[sheet].range(place)
            cell = cell.merge_area[0] if cell.merge_cells else cell  # where a person's typing goes
            if str(cell.formula).startswith("="):
                cell.formula = "7"  # over one of our links, where a value alone would be refused
            else:
                cell.value = "7"
        book.save()


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 5))])
@pytest.mark.parametrize("name", usually(PRESSES, "import", "ballots"))
def test_typed_after_any_press_and_taken_back(started, tmp_path, name, seed):  # noqa: F811
    """Every sheet that the press wrote gets something; then all is as before the press, or nothing is changed."""
    file = Path(shutil.copy(started, tmp_path / "x.xlsm"))
    shutil.copy(started.parent / "名册.csv", tmp_path)
    before = cells(file)
    run(file, name)
    rng = random.Random(f"{name}{seed}")
    for sheet, where in places(file, rng).items():
        type_into(file, sheet, where)
    typed = cells(file)
    status, _, _ = press("undo", file)
    if status == 2:
        assert cells(file) == typed
        return
    assert cells(file) == before
    done(press("undo", file, "--redo"))
    assert cells(file) == typed


# The sheets for papers


def type_papers(
    file: Path, papers: Sequence[Sequence[str | None]], entries: str = "甲乙", first: int = 1
) -> None:
    """Marks from the first candidate's column on, one paper a row from paper `first` on."""
    with open_closed(file) as book:
        for entry in entries:
            sheet = book.sheets[ENTRY_SHEETS[entry]]
            top, left = FIRST_PAPER_ROW + first - 1, FIRST_CANDIDATE_COLUMN
            area = (top, left), (top + len(papers) - 1, left + len(papers[0]) - 1)
            sheet.range(*area).value = [list(paper) for paper in papers]
        book.save()


def fill_turnout(file: Path, **figures: int) -> None:
    """Both entries' figures of every vote that was prepared and has none."""
    filled = [row if row["实到"] is not None else {**row, **figures} for row in rows(file, "选举情况")]
    put(file, "选举情况", filled)


def counted(file: Path) -> dict[str, dict]:
    status, out, err = press("count", file, "--json")
    assert status in (0, 1), err
    return {result["office"]: result for result in json.loads(out)["results"]}


@pytest.fixture
def tied(ready: Path) -> tuple[Path, list[str]]:
    """A committee's vote of 40 papers on both sheets: the last seat is tied, a vote among the tied is prepared."""
    done(press("prepare", ready))
    names = [str(row["姓名"]) for row in rows(ready, "计票") if row["录入"] == "甲"]
    # 24 people get every vote; the last three share what is left, so that two of them tie.
    papers = [
        ["○"] * 24 + [("○" if paper % 2 == at else "×") if at < 2 else "×" for at in range(3)]
        for paper in range(40)
    ]
    for paper in papers[:2]:
        paper[24] = paper[25] = "○"
        paper[0] = "×"
    type_papers(ready, papers)
    fill_turnout(ready, 实到=40, 发出=40, 收回=40)
    return ready, names


def test_marks_of_the_later_round_never_count_for_the_earlier(tied):
    file, names = tied
    first = counted(file)["执委"]
    assert first["tied"] == names[24:26], first
    done(press("prepare", file))
    # 52 papers of the second round: more of them than the first had, then the press is taken back.
    type_papers(file, [["○", "×"]] * 52)
    done(press("undo", file))  # 准备计票
    again = counted(file)["执委"]
    assert again == first
    done(press("prepare", file))
    type_papers(file, [["○", "×"]] * 40)
    fill_turnout(file, 实到=40, 发出=40, 收回=40)
    results = counted(file)["执委"]
    assert results["tied"] == [] and names[24] in results["elected"] and names[25] not in results["elected"]


def test_undo_of_the_first_preparation_leaves_no_marks(ready):
    """Marks without an office above them would stop every other press."""
    before = cells(ready)
    done(press("prepare", ready))
    type_papers(ready, [["○", "×"]] * 3)
    done(press("undo", ready))
    assert cells(ready) == before
    assert counted(ready) == {}
    done(press("undo", ready))
    done(press("undo", ready, "--redo"))


@pytest.mark.parametrize(
    ("address", "value"),
    [(OFFICE_CELL, "主席"), (ROUND_CELL, 2), ("H7", "样例改名"), ("swap", None)],
    ids=["office", "round", "name", "two names changed over"],
)
def test_marks_whose_head_was_changed_are_refused_by_name(ready, address, value):
    """The head says what the marks below stand for: changed under them it would give them to somebody else."""
    done(press("prepare", ready))
    type_papers(ready, [["○", "×"]] * 3)
    with open_closed(ready) as book:
        sheet = book.sheets[ENTRY_SHEETS["乙"]]
        if address == "swap":
            sheet.range("H7:I7").value = [list(reversed(sheet.range("H7:I7").value))]
        else:
            sheet.range(address).value = value
        book.save()
    for words in (("count",), ("prepare",)):
        sentence = refused(lambda *said: press(*said), ready, *words)
        assert "逐票录入-乙" in sentence and "改回" in sentence, sentence


def test_an_empty_sheet_takes_the_office_that_was_chosen_on_it(ready):
    """Without marks a changed head harms nothing, and the next preparation puts it right."""
    done(press("prepare", ready))
    with open_closed(ready) as book:
        book.sheets[ENTRY_SHEETS["乙"]].range("H7").value = "样例改名"
        book.sheets[ENTRY_SHEETS["乙"]].range(TYPED_SEATS_CELL).value = 3
        book.save()
    assert counted(ready) == {}
    done(press("prepare", ready))
    one, two = (cells(ready)[sheet] for sheet in ENTRY_SHEETS.values())
    assert one[NAMES_ROW - 1] == two[NAMES_ROW - 1] and two[3][1] is None
    assert document(press("undo", ready, "--json"))["undone"] == "准备计票"
