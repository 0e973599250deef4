"""逐票录入: random papers, typed into LibreOffice and into the file, against a plain count of them."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from marked_papers import count, invented, papers

from pyxl.book.building.count_formulas import BAR, FAMILIES
from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.declared.sheets import PAPERS as PAPERS_TABLE
from pyxl.book.grid_layout import CANDIDATES, FIRST_PAPER_ROW, PAPERS, PRESENT, WHOLE_COLUMN, WRITE_INS
from pyxl.book.grid_reading import read_grid
from pyxl.book.grid_sheet import (
    NAMES_RANGE,
    OFFICE_CELL,
    TYPED_SEATS_CELL,
    grid_names,
    grid_sections,
)
from pyxl.errors import CellError
from pyxl.hosts.addresses import cell_name
from pyxl.hosts.engine.opening import open_closed
from pyxl.rules.count.contest import first_round
from pyxl.rules.count.rows import MarkReader, Opinion, Turnout, opinions
from pyxl.rules.count.tally import Papers
from pyxl.rules.person.codes import LISTS
from pyxl.rules.plan.settings import Settings
from pyxl.words import OFFICES, PRIMARY
from tests.libreoffice import drive_all, fill, recalculate, values_of

SHEET = ENTRY_SHEETS["甲"]


def cell(address: str) -> str:
    return f"{SHEET}!{address}:{address}"


def typed(names: list[str], rows: list[list[str]], office: str = "执委") -> list[tuple]:
    """Steps that type names and papers."""
    header = [[name or "" for name in grid_names(names)[0]]]
    last = FIRST_PAPER_ROW + len(rows) - 1
    return [
        fill(cell(OFFICE_CELL), [[office]]),
        fill(f"{SHEET}!{NAMES_RANGE}", header),
        fill(
            f"{SHEET}!{cell_name(FIRST_PAPER_ROW, WHOLE_COLUMN)}:{cell_name(last, PRESENT.last_write_in_column)}",
            rows,
        ),
    ]


@pytest.fixture
def blank(blank_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "逐票.xlsm"
    path.write_bytes(blank_bytes)
    return path


@pytest.mark.libreoffice
def test_the_sheet_counts_as_a_plain_count_does(blank):
    """Three elections in one start: the committee, a hundred candidates, one seat among three."""
    jobs, wanted = [], []
    for seed, (names, seats, number) in enumerate(((27, 25, 41), (100, 60, 80), (3, 1, 25))):
        people = invented(names)
        rows = papers(random.Random(seed), names, seats, number)
        rows[-1][1] = "○"  # blank papers at the end are not there yet
        last = FIRST_PAPER_ROW + number - 1
        steps = [
            *typed(people, rows),
            fill(cell(TYPED_SEATS_CELL), [[seats]]),
            recalculate(),
            values_of(f"{SHEET}!B{FIRST_PAPER_ROW}:F{last + 3}"),
            values_of(f"{SHEET}!H5:DC6"),
            values_of(f"{SHEET}!A3:F6"),
        ]
        jobs.append((blank, steps))
        wanted.append((people, seats, rows, count(rows, people, seats)))
    for (people, seats, rows, expected), results in zip(wanted, drive_all(jobs), strict=True):
        worth, totals, top = results[-3:]
        assert [row[4] for row in worth] == [*expected.words, "", "", ""]
        for row, line, words in zip(rows, worth, expected.words, strict=False):
            if any(row):
                assert line[3] == seats - line[0] - line[2]
                assert (words != "超选，无效") or line[3] < 0
        assert totals[0][: len(people)] == [expected.approve[name] for name in people]
        assert totals[1][: len(people)] == [expected.against[name] for name in people]
        assert set(totals[0][len(people) :]) <= {""}
        assert top[0][5] == seats and top[1][5] == len(rows)
        assert top[2][1] == sum(words.startswith(("有效", "空白")) for words in expected.words)
        assert top[2][3] == sum(words.endswith("，无效") for words in expected.words)
        assert top[2][5] == expected.words.count("空白票")
        assert "看不懂" in top[3][0] or "符号不明" not in expected.words
    assert any("超选，无效" in expected.words for *_, expected in wanted)
    assert any("有效，另选不计" in expected.words for *_, expected in wanted)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_settings_decide_seats_marks_and_what_counts(sample, moxi):
    """Seats per office, another mark, blank papers void, write-ins without a mark counted."""
    changes = (
        "常委名额=5",
        "赞成符号=√",
        "空白票有效=否",
        "另选须画赞成=否",
        "弃权可另选=是",
        "主席是否计入执委=否",
    )
    assert moxi("set", sample, *changes)[0] == 0
    row = ["", "√", "✓", "○", *[""] * (CANDIDATES - 3), "（冯某）", *[""] * (WRITE_INS - 1)]
    good = ["", "√", "×", *[""] * (CANDIDATES - 2), "（冯某）", *[""] * (WRITE_INS - 1)]
    empty = [""] * len(row)
    steps = [*typed(invented(4), [row, empty, good], "常委"), recalculate(), values_of(f"{SHEET}!B8:F10")]
    jobs = [(sample, [*steps, values_of(cell("F3"))])]
    for office in OFFICES:
        jobs.append((sample, [fill(cell(OFFICE_CELL), [[office]]), recalculate(), values_of(cell("F3"))]))
    first, *others = drive_all(jobs)
    assert first[-2] == [
        [2.0, 0.0, 1.0, 2.0, "符号不明"],
        ["", "", "", "", "空白票，无效"],
        [1.0, 1.0, 1.0, 3.0, "有效"],
    ]
    assert [other[-1][0][0] for other in others] == [
        Settings(chairs_within=False, standing_seats=5).seats(o) for o in OFFICES
    ]


@pytest.mark.libreoffice
def test_where_no_mark_approves_the_sheet_counts_as_the_rules_do(sample, moxi):
    """不画符号计为赞成: ○ abstains, a box left alone approves; a wholly blank paper with too many names is void."""
    assert moxi("set", sample, "不画符号计为=赞成", "弃权符号=○", "常委名额=3")[0] == 0
    settings = Settings(unmarked="赞成", abstain_mark="○", standing_seats=3)
    rest = [""] * (CANDIDATES - 4)
    lines = [
        ("", "×", "", "", ""), ("空白", "", "", "", ""), ("", "o", "x", "", ""), ("", "弃权", "", "×", ""),
        ("", "√", "", "", ""), ("", "×", "×", "", "", "冯某"), ("无效", "", "", "", ""), ("", "○", "", "", ""),
    ]  # fmt: skip
    jobs, wanted = [], []
    for number in (3, 4):
        names = invented(number)
        rows = [[*(line[:5]), *rest, *line[5:], *[""] * (WRITE_INS - len(line[5:]))] for line in lines]
        steps = [*typed(names, rows, "常委"), recalculate()]
        jobs.append(
            (
                sample,
                [
                    *steps,
                    values_of(f"{SHEET}!B8:F15"),
                    values_of(f"{SHEET}!H5:K6"),
                    values_of(f"{SHEET}!A5:F5"),
                ],
            )
        )
        readable = [row for row in rows if "√" not in row]
        _type_into_file(sample, names, readable, "常委")
        records, reader = read_grid(open_closed(sample).sheets[SHEET], "甲").papers, MarkReader(settings)
        marks = [reader.read(record, at)[0] for at, record in enumerate(records, 1)]
        contest = first_round("常委", names, settings)
        turnout = Turnout(entitled=25, present=25, printed=30, issued=25, returned=len(readable))
        wanted.append((number, Papers(tuple(marks)).tally(turnout, contest, settings)))
    for (number, tally), results in zip(wanted, drive_all(jobs), strict=True):
        worth, totals, top = results[-3:]
        assert worth[4][4] == "符号不明"
        people = tally.people[:number]
        assert totals[0][:number] == [person.approve for person in people]
        assert totals[1][:number] == [person.against for person in people]
        assert (top[0][1], top[0][3], top[0][5]) == (tally.valid, tally.invalid, tally.blank)
        assert worth[1][4] == ("空白票" if number == 3 else "空白票，无效")


@pytest.mark.libreoffice
def test_several_offices_on_one_paper_are_worth_what_the_rules_say(sample, moxi):
    """Each section is void for itself, or the whole paper; what everybody has leaves void sections out."""
    parts = [("主席", 1, 1), ("副主席", 2, 2), ("常委", 3, 3)]
    names = invented(6)
    lines = [
        ("○○○○○○", {}),
        ("×○○○○○", {0: "冯某"}),
        ("○○○○○○", {0: "冯某"}),  # two for one chair
        ("○○○○○○", {1: "（冯某）", 3: "陈某"}),  # a name without the mark; four of the others for three
        ("○×○○○×", {1: "卫某", 2: "蒋某"}),  # three vice-chairs for two
        ("○○○○○○", {0: "冯某", 1: "卫某", 3: "陈某"}),
        ("      ", {}),
        ("○○○   ", {}),
        ("×○ ○×○", {0: "冯某", 1: "卫某", 3: "陈某"}),  # an abstainer's place among the vice-chairs
    ]  # fmt: skip
    rows = [
        [
            "空白" if not marks.strip() else "",
            *(mark.strip() for mark in marks), *[""] * (CANDIDATES - 6), *(written.get(at, "") for at in range(WRITE_INS)),
        ]
        for marks, written in lines
    ]  # fmt: skip
    void = {2: "主席", 3: "常委", 4: "副主席", 5: "主席、副主席、常委"}
    uncounted = {8: "副主席"}
    steps = [
        *typed(names, rows, "主席、副主席、常委"),
        fill(f"{SHEET}!{PRESENT.sections_range}", [[cell or "" for cell in grid_sections(parts)[0]]]),
        fill(f"{SHEET}!{PRESENT.section_seats_range}", [[1], [2], [3]]),
        fill(cell(TYPED_SEATS_CELL), [[6]]),
        recalculate(),
        values_of(f"{SHEET}!F8:F16"),
        values_of(f"{SHEET}!H5:M6"),
        values_of(f"{SHEET}!A5:F5"),
        values_of("唱票!A3:A3"),
    ]
    assert moxi("set", sample, "合印选票=是")[0] == 0
    whole = sample.with_name("整张.xlsm")
    whole.write_bytes(sample.read_bytes())
    assert moxi("set", whole, "合印超选=整张无效")[0] == 0
    apart, together = (results[-4:] for results in drive_all([(sample, steps), (whole, steps)]))
    told = ["有效" + "".join(f"；{o}超选" for o in void.get(at, "").split("、") if o) for at in range(9)]
    told[8] = "有效；副主席另选不计"
    told[6] = "空白票"
    assert [row[0] for row in apart[0]] == told
    assert [row[0] for row in together[0]] == ["超选，无效" if "超选" in words else words for words in told]
    for at, office in enumerate(["主席", *["副主席"] * 2, *["常委"] * 3]):
        for results, out in (
            (apart, lambda words, office=office: f"；{office}超选" in words),
            (together, lambda words: "超选" in words),
        ):
            counted = [lines[n][0] for n, words in enumerate(told) if not out(words)]
            assert results[1][0][at] == sum(marks[at] == "○" for marks in counted)
            assert results[1][1][at] == sum(marks[at] == "×" for marks in counted)
    assert (apart[2][0][1], apart[2][0][3], together[2][0][1], together[2][0][3]) == (9, 0, 5, 4)
    # The total says what the count says: names without the mark, in void sections and in abstainers' places are none of it.
    owner = ["主席", "副主席", "副主席", "常委", "常委", "常委"]
    for results, whole_void in ((apart, False), (together, True)):
        written = sum(
            not name.startswith("（")
            and (not void.get(at) if whole_void else owner[place] not in void.get(at, ""))
            and owner[place] != uncounted.get(at)
            for at, (_, names) in enumerate(lines)
            for place, name in names.items()
        )
        assert f"另选他人 {written} 票" in results[3][0][0]


def test_reading_gives_what_the_rules_count(blank):
    names, seats = invented(27), 25
    rows = papers(random.Random(11), 27, seats, 41)
    rows = [row for row in rows if count([row], names, seats).words != ["符号不明"]]
    rows[-1][1] = "○"
    plain = count(rows, names, seats)
    _type_into_file(blank, names, rows)
    records = read_grid(open_closed(blank).sheets[SHEET], "甲").papers
    assert all(record.keys() == set(PAPERS_TABLE.headers) for record in records)
    assert {(r["选举"], r["录入"], r["轮次"]) for r in records} == {("执委", "甲", 1)}
    assert [r["票号"] for r in records] == sorted(r["票号"] for r in records)
    assert {r["票号"] for r in records} == set(range(1, len(rows) + 1))

    settings, reader = Settings(), MarkReader(Settings())
    marks, findings = zip(*(reader.read(record, n) for n, record in enumerate(records, 1)), strict=True)
    assert not any(findings)
    contest = first_round("执委", names, settings)
    turnout = Turnout(entitled=41, present=41, printed=46, issued=41, returned=len(rows))
    tally = Papers(tuple(marks)).tally(turnout, contest, settings)
    got = {person.name: person.approve for person in tally.people if not person.write_in}
    assert got == dict(plain.approve)
    assert {p.name: p.against for p in tally.people if not p.write_in} == dict(plain.against)
    assert sum(p.approve for p in tally.people if p.write_in) == plain.written
    assert tally.blank == plain.words.count("空白票")
    assert tally.invalid == sum(words.endswith("，无效") for words in plain.words)


def _type_into_file(path: Path, names: list[str], rows: list[list[str]], office: str = "执委") -> None:
    book = open_closed(path)
    sheet = book.sheets[SHEET]
    sheet.range(OFFICE_CELL).value = office
    sheet.range(NAMES_RANGE).value = grid_names(names)
    padding = [[None] * len(rows[0])] * (PAPERS - len(rows))
    sheet.range(PRESENT.papers.address()).value = [
        *([value or None for value in row] for row in rows),
        *padding,
    ]
    book.save()
    book.close()


def test_reading_takes_two_calls_whatever_the_papers(blank, monkeypatch):
    """A call into Excel costs ten milliseconds: a thousand papers may not cost more of them than ten."""
    from pyxl.hosts.engine.range import Range

    calls = []
    for member in ("raw_value", "formula"):
        before = getattr(Range, member)
        counting = property(lambda self, m=member, b=before: (calls.append(m), b.fget(self))[1], before.fset)
        monkeypatch.setattr(Range, member, counting)
    for number in (10, 300):
        rows = papers(random.Random(1), 100, 60, number)
        _type_into_file(blank, invented(100), rows)
        calls.clear()
        read_grid(open_closed(blank).sheets[SHEET], "甲")
        assert len(calls) == 2, calls


def test_an_empty_sheet_has_no_papers(blank):
    assert not read_grid(open_closed(blank).sheets[SHEET], "甲").papers


@pytest.mark.parametrize(
    ("whole", "box", "wanted"),
    [
        ("", "", [(None, None)]),
        ("空白", "", [(None, None)]),
        ("无效", "", [(None, "无效")]),
        ("无效", "○", [("王样甲", "○"), (None, "无效")]),
        ("空白", "×", [("王样甲", "×"), (None, "空白")]),
    ],
)
def test_a_paper_says_what_was_typed(blank, whole, box, wanted):
    rest = [""] * (CANDIDATES - 1 + WRITE_INS)
    _type_into_file(blank, ["王样甲"], [[whole, box, *rest], ["", "○", *rest]])
    records = read_grid(open_closed(blank).sheets[SHEET], "甲").papers
    assert [(r["姓名"], r["意见"]) for r in records if r["票号"] == 1] == wanted


@pytest.mark.filterwarnings("ignore:.*xtension:UserWarning:openpyxl")
def test_a_formula_among_the_papers_and_a_missing_office_are_refused(blank):
    rest = [""] * (CANDIDATES - 1 + WRITE_INS)
    _type_into_file(blank, ["王样甲"], [["", "○", *rest]], office="")
    with pytest.raises(CellError, match="没有选定"):
        read_grid(open_closed(blank).sheets[SHEET], "甲")
    foreign = openpyxl.load_workbook(blank, keep_vba=True)
    foreign[SHEET][OFFICE_CELL] = "执委"
    foreign[SHEET]["I8"].number_format = "General"  # pasted, format and all
    foreign[SHEET]["I8"] = '=UPPER("○")'
    foreign.save(blank)
    with pytest.raises(CellError, match="I8是公式"):
        read_grid(open_closed(blank).sheets[SHEET], "甲")


@pytest.mark.filterwarnings("ignore:.*xtension:UserWarning:openpyxl")
def test_a_formula_without_a_value_on_the_last_paper_is_refused(blank):
    rest = [""] * (CANDIDATES - 1 + WRITE_INS)
    _type_into_file(blank, ["王样甲"], [["", "○", *rest]])
    foreign = openpyxl.load_workbook(blank, keep_vba=True)
    foreign[SHEET]["H30"].number_format = "General"
    foreign[SHEET]["H30"] = '=UPPER("○")'
    foreign.save(blank)
    with pytest.raises(CellError, match="H30是公式"):
        read_grid(open_closed(blank).sheets[SHEET], "甲")


def test_more_names_than_columns_are_refused():
    assert len(grid_names(invented(100))[0]) == CANDIDATES
    with pytest.raises(CellError, match="101"):
        grid_names(invented(101))


def test_the_spellings_are_those_of_the_rules():
    """Every sign in the families is read by the rules, as the same opinion."""
    for approve, against in (("○", "×"), ("√", "×"), ("√", "○")):
        known = opinions(Settings(approve_mark=approve, against_mark=against))
        for family in FAMILIES:
            wanted = {approve: Opinion.FOR, against: Opinion.AGAINST}
            mark = next((sign for sign in wanted if sign in family), None)
            for sign in family:
                folded = sign.translate(str.maketrans("OＯｏXＸｘ", "oooxxx"))
                assert known.get(folded) is wanted.get(mark), (sign, approve, against)
    assert BAR not in "".join(FAMILIES)
    assert LISTS["选举"].values == (*OFFICES, PRIMARY)
