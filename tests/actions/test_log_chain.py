"""操作日志: any edit, deletion, insertion, swap or cut of its rows is found, and where; files are linked."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.actions import perform as presses
from pyxl.actions.action import Action, NewFile, Outcome
from pyxl.actions.perform import perform
from pyxl.actions.press.history import read_anchor
from pyxl.actions.press.log import LISTED
from pyxl.actions.writes import Fill
from pyxl.book.workbook import Workbook
from pyxl.errors import FileError
from pyxl.hosts.engine.opening import open_closed
from pyxl.rules.log_chain import COLUMNS, GENESIS, HASH, UNANCHORED, Anchor, breaks, chained, digest, resumed
from tests.actions.clerk import document, done, edited, press
from tests.libreoffice import drive, recalculate, texts

CELLS = st.one_of(
    st.none(), st.integers(0, 10**6), st.text(st.characters(codec="utf-8"), max_size=12),
    st.just('=HYPERLINK("选票/选票-执委.pdf")'),
)  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS[1:], CELLS)), min_size=1, max_size=8).map(
    lambda rows: [{"时间": f"2017-12-03 09:30:{at:02}+08:00", **row} for at, row in enumerate(rows)]
)


def shown(value):
    """The canonical text of a cell, written down a second time."""
    if value is None:
        return ""
    found = re.match(r'=HYPERLINK\("(.*?)"', str(value))
    return found[1] if found else str(value)


# The pure chain


@given(ROWS)
def test_the_hash_is_what_the_docstring_says(rows):
    made, anchor = chained(rows, Anchor())
    previous = ""
    for row in made:
        text = json.dumps([shown(row[c]) for c in COLUMNS], ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256((previous + "\n" + text).encode()).hexdigest()
        assert row[HASH] == previous
    assert anchor == Anchor(len(rows), previous)
    assert breaks(made, anchor) == []


@given(ROWS, st.data())
def test_any_edit_is_found_in_its_row(rows, data):
    made, anchor = chained(rows, Anchor())
    at = data.draw(st.integers(0, len(made) - 1))
    column = data.draw(st.sampled_from(COLUMNS))
    new = data.draw(CELLS.filter(lambda value: shown(value) != shown(made[at][column])))
    forged = [*made[:at], {**made[at], column: new}, *made[at + 1 :]]
    assert breaks(forged, anchor)[0].row == at + 1
    # With its own hash mended the edit shows one row lower, or against the anchor.
    previous = made[at - 1][HASH] if at else GENESIS
    forged[at] = {**forged[at], HASH: digest(previous, forged[at])}
    assert breaks(forged, anchor)[0].row == min(at + 2, len(made))


@given(ROWS, st.data())
def test_rows_taken_out_are_found_where_they_stood(rows, data):
    made, anchor = chained(rows, Anchor())
    first = data.draw(st.integers(0, len(made) - 1))
    last = data.draw(st.integers(first, len(made) - 1))
    found = breaks([*made[:first], *made[last + 1 :]], anchor)
    assert found[0].row == first + 1
    assert any(f"少了 {last - first + 1} 行" in one.reason for one in found)


@given(ROWS, st.data())
def test_rows_that_change_places_or_are_put_in_are_found(rows, data):
    made, anchor = chained(rows, Anchor())
    copy = data.draw(st.integers(0, len(made) - 1))
    assert breaks([*made[: copy + 1], made[copy], *made[copy + 1 :]], anchor)[0].row == copy + 2
    order = data.draw(st.permutations(range(len(made))))
    if list(order) != sorted(order):
        moved = next(at for at, number in enumerate(order) if at != number)
        assert breaks([made[number] for number in order], anchor)[0].row == moved + 1


@given(ROWS, ROWS, st.data())
def test_no_later_press_covers_a_cut(rows, more, data):
    made, anchor = chained(rows, Anchor())
    left = made[: data.draw(st.integers(0, len(made) - 1))]
    added, end = chained(more, resumed(left, anchor))
    assert breaks([*left, *added], end)[0].row == len(left) + 1


@given(ROWS, ROWS)
def test_a_lost_anchor_shows_for_good(rows, more):
    made, _ = chained(rows, Anchor())
    assert breaks(made, None)
    assert resumed([], None) == Anchor() and resumed(made, None) == Anchor(len(made), UNANCHORED)
    added, end = chained(more, resumed(made, None))
    assert [one.row for one in breaks([*made, *added], end)] == [len(made) + 1]


# In the workbook


@pytest.fixture
def logged(ready: Path) -> Path:
    done(press("check", ready))
    done(press("quota", ready))
    done(press("undo", ready))
    return ready


def audit(file: Path, status: int = 0) -> dict:
    return document(press("audit", file, "--json"), status)


LOG, FIRST = "操作日志", 4


def test_every_press_is_logged_and_the_chain_is_whole(logged):
    before = logged.read_bytes()
    found = audit(logged)
    rows = [r for r in openpyxl.load_workbook(logged)[LOG].iter_rows(min_row=FIRST, values_only=True) if r[0]]
    assert found["rows"] == len(rows) and found["breaks"] == []
    assert found["anchor"] == {"rows": len(rows), "last": rows[-1][7]} and found["last"] == rows[-1][7]
    assert [row[2] for row in rows[-3:]] == ["校验候选人", "名额测算", "撤销上一步"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d", row[0]) for row in rows)
    assert logged.read_bytes() == before, "the audit writes nothing"


def _edit(book):
    book[LOG].cell(FIRST + 1, 6).value = "一切正常"


def _delete(book):
    book[LOG].delete_rows(FIRST + 1)


def _swap(book):
    sheet = book[LOG]
    for column in range(1, 9):
        one, other = sheet.cell(FIRST + 1, column), sheet.cell(FIRST + 2, column)
        one.value, other.value = other.value, one.value


def _cut(book):
    sheet = book[LOG]
    last = max(row[0].row for row in sheet.iter_rows(min_row=FIRST) if row[0].value)
    for column in range(1, 9):
        sheet.cell(last, column).value = None


def _clear_hash(book):
    book[LOG].cell(FIRST + 1, 8).value = None


@pytest.mark.parametrize(
    ("spoil", "row"),
    [
        (_edit, 2),
        pytest.param(_delete, 2, marks=pytest.mark.slow),
        pytest.param(_swap, 2, marks=pytest.mark.slow),
        pytest.param(_clear_hash, 2, marks=pytest.mark.slow),
        (_cut, None),
    ],
)
def test_what_is_done_to_the_log_shows_and_stays_in_sight(logged, spoil, row):
    rows = audit(logged)["rows"]
    edited(logged, spoil)
    row = row or rows
    assert audit(logged, 1)["breaks"][0]["row"] == row
    said = press("audit", logged)[1]
    assert f"从第 {row} 行起" in said and f"工作表第 {FIRST - 1 + row} 行" in said
    assert "操作日志对不上" in press("check", logged)[1]
    assert audit(logged, 1)["breaks"][0]["row"] == row, "a later press does not cover it"


def test_identity_numbers_never_reach_the_log(ready, tmp_path):
    number = "510904198005011227"
    source = tmp_path / f"名册{number}.csv"
    source.write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    done(press("import", ready, "代表", source))
    told = json.dumps(document(press("export", ready, LOG, "--json")), ensure_ascii=False)
    assert "导入 1 行" in told and number not in told and number not in str(read(ready))


def read(file: Path):
    with open_closed(file, read_only=True) as book:
        return Workbook(book).records(LOG), read_anchor(Workbook(book))


# Files


def making(*files: NewFile, writes=()) -> Action:
    outcome = Outcome(["ok"], {}, files=files, writes=writes, summary="两份材料")
    return Action("make", "生成材料", "", lambda workbook, options, say: outcome, object)


def run(file: Path, action: Action) -> None:
    with open_closed(file) as book:
        perform(book, action, None)


@pytest.mark.libreoffice
def test_files_are_listed_with_links_that_lead_to_them(ready, tmp_path):
    inside, outside = ready.parent / "材料 & 附件" / "请示.docx", tmp_path / "别处" / "方案.docx"
    run(ready, making(NewFile(inside, b"one"), NewFile(outside, b"two")))
    assert inside.read_bytes() == b"one" and outside.read_bytes() == b"two"
    rows, anchor = read(ready)
    assert [row["操作"] for row in rows[-2:]] == ["生成材料"] * 2 and anchor.rows == len(rows)
    assert rows[-2]["文件"] == '=HYPERLINK("材料 & 附件/请示.docx")'
    assert audit(ready)["breaks"] == []
    at = FIRST + len(rows) - 2
    shown = drive(ready, recalculate(), texts(f"{LOG}!G{at}:G{at + 1}"))[1]
    assert shown[0] == ["材料 & 附件/请示.docx"] and shown[1][0].endswith("方案.docx")
    assert (ready.parent / shown[0][0]).exists() and (ready.parent / shown[1][0]).exists()


def test_many_files_are_listed_by_their_folders(ready, tmp_path):
    folders = [ready.parent / "归档" / name for name in ("01", "02")]
    files = [NewFile(folder / f"{number:02d}.txt", b"1") for folder in folders for number in range(LISTED)]
    run(ready, making(*files))
    with open_closed(ready, read_only=True) as book:
        *_, press_row, first, second = Workbook(book).records("操作日志")
    assert press_row["文件"] is None
    assert [row["文件"] for row in (first, second)] == ['=HYPERLINK("归档/01")', '=HYPERLINK("归档/02")']
    assert str(first["内容"]).startswith(f"“01”里生成 {LISTED} 个文件：00.txt、01.txt")
    assert audit(ready)["breaks"] == []


def test_undo_of_an_action_that_made_files_leaves_them_and_says_so(ready):
    made = ready.parent / "请示.docx"
    units = read_units(ready)
    run(ready, making(NewFile(made, b"one"), writes=[Fill("单位", "分配名额", [0] * len(units))]))
    assert read_units(ready) != units
    said = done(press("undo", ready))[1]
    assert "请示.docx" in said and "没有删除" in said and made.read_bytes() == b"one"
    assert read_units(ready) == units
    run(ready, making(NewFile(made, b"two")))
    said = done(press("undo", ready))[1]
    assert "没有改动任何表" in said and "请示.docx" in said and made.read_bytes() == b"two"
    assert read_units(ready) == units, "an older press was not taken back instead"


def read_units(file: Path) -> list:
    with open_closed(file, read_only=True) as book:
        return [record["分配名额"] for record in Workbook(book).records("单位")]


@pytest.mark.parametrize("live", [False, True])
def test_a_file_that_cannot_be_written_puts_the_tables_back(ready, monkeypatch, live):
    """In Excel by writing back, in a closed file by not saving; the first file does not stay either."""
    one, two = ready.parent / "一.docx", ready.parent / "二.docx"
    before, units = ready.read_bytes(), read_units(ready)
    write = presses.replace_file

    def full(path: Path, data: bytes) -> None:
        if path == two:
            raise FileError("磁盘空间不够", str(path))
        write(path, data)

    monkeypatch.setattr(presses, "replace_file", full)
    monkeypatch.setattr(presses, "is_live", lambda book: live)
    with open_closed(ready) as book:
        state = [Workbook(book).region(name).present for name in ("单位", "撤销", LOG)]
        action = making(
            NewFile(one, b"1"), NewFile(two, b"2"), writes=[Fill("单位", "分配名额", [0] * len(units))]
        )
        with pytest.raises(FileError, match="磁盘空间不够"):
            perform(book, action, None)
        if live:
            assert [Workbook(book).region(name).present for name in ("单位", "撤销", LOG)] == state
    assert ready.read_bytes() == before and not one.exists() and not two.exists()
