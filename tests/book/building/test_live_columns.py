"""The live columns in a real workbook: they light up, grow, are no data, survive pasting, and stay off paper."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pyxl.actions.fresh import blank
from pyxl.actions.fresh import live_rules as register
from pyxl.actions.fresh.live import live_content
from pyxl.actions.fresh.sample import CANDIDATE_FAULTS, DELEGATE_FAULTS
from pyxl.actions.read.lists import read_checked, read_settings
from pyxl.book.declared.schema import LIVE_ROWS, LIVE_STATUS, LIVE_STEP
from pyxl.book.declared.sheets import TABLES, table
from pyxl.book.table_writing import append_rows, replace_rows
from pyxl.book.workbook import Workbook
from pyxl.cli import main
from pyxl.hosts.engine.opening import open_closed
from pyxl.rules.check.every_rule import RULES, check
from pyxl.rules.formulas.notation import BAR, LONGEST, STEP
from pyxl.rules.formulas.words import CODED, EDUCATION_AFFIXES, awkward_characters, words
from pyxl.rules.person.codes import LISTS, EducationList, folded
from tests.libreoffice import drive_all, recalculate, save, values_of
from tests.rules.sample_people import candidate

pytestmark = [pytest.mark.process, pytest.mark.libreoffice]

LIVE = [name for name, declared in TABLES.items() if declared.live]


def sheet_of(path: Path, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path)[name]


@pytest.fixture(scope="module")
def plain_bytes() -> bytes:
    return blank.blank_workbook(with_macros=False)


@pytest.fixture
def plain(plain_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "磨溪镇.xlsx"
    path.write_bytes(plain_bytes)
    return path


def test_both_sides_call_the_columns_alike():
    assert STEP == LIVE_STEP
    for name in LIVE:
        assert all(map(table(name).is_formula, live_content().tables[name].headers))
        assert not any(map(table(name).is_formula, table(name).headers))
        cited = {column for _, live in register.live(name) for column in live.said}
        assert cited <= set(table(name).headers)


def test_every_eligibility_rule_that_a_formula_can_say_has_one():
    assert {rule.code for rule in RULES if rule.formulas} == set(
        "NAME ID ID-BIRTH SEX DUP UNIT CODE AGE-CHAIR AGE-EXEC AGE-DELEGATE EDU-CHAIR EDU-EXEC COUNT".split()
    )


@pytest.mark.parametrize("name", LIVE)
def test_promised_columns_stay_in_front(plain, name):
    headers = [cell.value for cell in sheet_of(plain, name)[3]]
    assert headers[: len(table(name).headers)] == list(table(name).headers)
    assert headers[len(table(name).headers)] == LIVE_STATUS


@pytest.mark.parametrize("name", LIVE)
def test_each_column_says_its_formula_to_the_table(plain, name):
    """calculatedColumnFormula: with it Excel fills a new row by itself."""
    sheet = sheet_of(plain, name)
    added = {column.name: column.calculatedColumnFormula for column in sheet.tables[name].tableColumns}
    for header, formula in added.items():
        assert (formula is not None) == table(name).is_formula(header), header
        if formula is not None:
            at = list(added).index(header) + 1
            assert sheet.cell(4, at).value == f"={formula.attr_text}"


@pytest.fixture(scope="module")
def office(plain_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One start of LibreOffice for what several tests look at."""
    folder = tmp_path_factory.mktemp("office")
    sample, empty, three = (folder / f"{name}.xlsx" for name in ("sample", "empty", "three"))
    assert main(["new", str(sample), "--sample"]) == 0
    empty.write_bytes(plain_bytes)
    three.write_bytes(plain_bytes)
    with open_closed(three) as book:
        replace_rows(Workbook(book).region("候选人"), [candidate(1, 民族="无")] * 3, least=40)
        book.save()
    calculated = folder / "calculated.xlsx"
    columns = [get_column_letter(len(table(name).headers) + 1) for name in LIVE]
    status = [values_of(f"{name}!{letter}4:{letter}60") for name, letter in zip(LIVE, columns, strict=True)]
    guides = [values_of(f"{name}!A2:A2") for name in LIVE]
    done = drive_all(
        [(sample, [*status, *guides]), (empty, guides), (three, [recalculate(), save(calculated)])]
    )
    return {
        "sample": sample,
        "calculated": calculated,
        "status": dict(zip(LIVE, done[0][:2], strict=True)),
        "guides": dict(zip(LIVE, done[0][2:], strict=True)),
        "usual": dict(zip(LIVE, done[1], strict=True)),
    }


def test_every_planted_fault_lights_up(office):
    """Each row of the sample that has a fault says so, and each that the check names."""
    with open_closed(office["sample"], read_only=True) as book:
        workbook = Workbook(book)
        findings = check(read_checked(workbook), read_settings(workbook))
    for name, faults in (("候选人", CANDIDATE_FAULTS), ("代表", DELEGATE_FAULTS)):
        status = [row[0] for row in office["status"][name]]
        assert all(status[index] for index, _ in faults), name
        coded = {code for code, _ in register.live(name)}
        for finding in findings:
            if finding.table == name and finding.row and finding.code in coded:
                assert status[finding.row - 1], finding


def test_the_guide_tells_the_first_fault_and_how_many(office):
    ((shown,),) = office["guides"]["候选人"]
    print(shown)
    assert re.fullmatch(r"第 12 行 .+：错误：.+（共 8 行有错误、4 行有警告）", shown)


def test_the_guide_is_the_usual_one_while_all_is_well(office):
    for name in LIVE:
        assert office["usual"][name] == [[table(name).guide]]


@pytest.mark.slow
def test_a_table_that_grows_fills_its_formulas_down(plain):
    """In the rows that are new and in no others, and no further than `LIVE_ROWS`."""
    people = [candidate(number % 400 + 1) for number in range(LIVE_ROWS + 60)]
    with open_closed(plain) as book:
        append_rows(Workbook(book).region("候选人"), people)
        book.save()
    sheet = sheet_of(plain, "候选人")
    assert sheet.tables["候选人"].ref.endswith(str(len(people) + 3))
    first = len(table("候选人").headers) + 1
    width = len(live_content().tables["候选人"].headers)
    for column in range(first, first + width):
        above = sheet.cell(4, column).value
        assert above.startswith("=")
        for row in (43, 44, 45, LIVE_ROWS + 3):
            assert sheet.cell(row, column).value == above, (row, column)
        assert sheet.cell(LIVE_ROWS + 4, column).value is None
        assert sheet.cell(len(people) + 3, column).value is None


def test_formulas_are_no_data(office):
    """With the status calculated and saved, a list is as long as its people, and nothing is refused."""
    saved = office["calculated"]
    with open_closed(saved) as book:
        region = Workbook(book).region("候选人")
        assert len(region.records) == 3 and LIVE_STATUS not in region.records[0]
        replace_rows(region, [candidate(2)], least=1)
        book.save()
    with open_closed(saved) as book:  # what the formulas said of the rows that are gone is in nobody's way
        append_rows(Workbook(book).region("候选人"), [candidate(number) for number in range(3, 60)])
        book.save()
    with open_closed(saved, read_only=True) as book:
        assert len(Workbook(book).records("候选人")) == 58


def test_a_value_pasted_over_the_status_breaks_nothing(plain):
    with open_closed(plain) as book:
        replace_rows(Workbook(book).region("候选人"), [candidate(1)], least=40)
        book.save()
    status = get_column_letter(len(table("候选人").headers) + 1)
    _paste(plain, f"{status}5", "没有问题")
    with open_closed(plain) as book:
        region = Workbook(book).region("候选人")
        assert len(region.records) == 1
        append_rows(region, [candidate(2)])
        book.save()
    with open_closed(plain, read_only=True) as book:
        assert [row["姓名"] for row in Workbook(book).records("候选人")] == [
            candidate(n)["姓名"] for n in (1, 2)
        ]


def _paste(path: Path, cell: str, text: str) -> None:
    """Put a text where a formula of 候选人 stands, as a clerk's paste does."""
    number = openpyxl.load_workbook(path).sheetnames.index("候选人") + 1
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    pasted = f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'
    parts[name], count = re.subn(rf'<c r="{cell}".*?</c>'.encode(), pasted.encode(), parts[name])
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part, data in parts.items():
            file.writestr(part, data)


def test_the_roster_prints_without_its_formulas(plain, plain_bytes):
    text = zipfile.ZipFile(io.BytesIO(plain_bytes)).read("xl/workbook.xml").decode()
    for name in LIVE:
        last = get_column_letter(len(table(name).headers))
        assert f">{name}!$A:${last}</definedName>" in text
        sheet = sheet_of(plain, name)
        shown = {cell.value for cell in sheet[3] if not sheet.column_dimensions[cell.column_letter].hidden}
        assert LIVE_STATUS in shown


def test_the_names_are_hidden_from_the_clerk(plain_bytes):
    text = zipfile.ZipFile(io.BytesIO(plain_bytes)).read("xl/workbook.xml").decode()
    names = re.findall(r'<definedName name="(即时_[^"]+)"([^>]*)>', text)
    assert len(names) > 100 and all('hidden="1"' in rest for _, rest in names)
    assert 'fullCalcOnLoad="1"' in text


@pytest.mark.parametrize("name", LIVE)
def test_every_column_at_fault_has_its_three_colours(plain, name):
    """In each live row, by the cell of the rule; the name by the worst of the row."""
    sheet, live = sheet_of(plain, name), live_content().tables[name]
    headers = [cell.value for cell in sheet[3]]
    for rule in live.rules:
        for column in rule.said:
            letter = get_column_letter(headers.index(column) + 1)
            ruled = sheet.conditional_formatting[f"{letter}4:{letter}{LIVE_ROWS + 3}"]
            formulas = [found.formula[0] for found in ruled]
            source = LIVE_STATUS if column == "姓名" else rule.name
            cell = f"${get_column_letter(headers.index(source) + 1)}4"
            for word in ("错误", "警告", "提示"):
                assert any(cell in text and word in text for text in formulas), (column, word)


def test_a_drop_down_that_depends_on_another(plain):
    rules = [rule.formula1 for rule in sheet_of(plain, "候选人").data_validations.dataValidation]
    assert 'IF(OR($M4="执委",$M4="常委"),INDEX(代码_专兼职,2),代码_专兼职)' in rules
    assert 'IF(OR($K4="机关事业单位工作人员"),INDEX(代码_体制,1),代码_体制)' in rules


@pytest.mark.parametrize("name", [*CODED])
def test_the_lists_of_words_are_what_python_reads(name):
    """Every word is folded, has no bar and no wildcard, and Python gives it the same value and rank."""
    for word, value, rank in words(name):
        assert folded(word) == word and not set(word) & set(BAR + "*?~") and len(word) <= LONGEST
        assert LISTS[name].normalise(word) == value
        assert rank is None or LISTS[name].rank(word) == rank
    if name == "拟任职务":
        assert all(("主席" in word) == ("主席" in value) for word, value, _ in words(name))


def test_affixes_cover_what_python_strips_from_education():
    """Whoever is not in the list of words and has none of them, Python does not know either."""
    patterns = (EducationList._ROUTE, EducationList._ENDING, EducationList._UNFINISHED)
    for pattern in patterns:
        for word in re.findall(r"[\u4e00-\u9fff]+", pattern.pattern):
            alone = word in {"中央", "省委", "市委"}  # only ever before 党校
            assert alone or any(affix in word for affix in EDUCATION_AFFIXES), word


def test_awkward_characters_are_those_that_python_changes():
    listed = set(awkward_characters())
    assert {"⼥", "Ａ", "①", "\u200b", "\u00a0", "\uf900", "Ⅷ", "﹒"} <= listed
    assert not listed & set("女汉族abcXYZ0189 　（）·-")
    assert len(awkward_characters()) < 32_000
