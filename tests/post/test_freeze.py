"""The frozen workbook: whatever was typed, it holds values and formats only, and no number in clear."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from invented import ERROR, IDENTITIES, MADE, TELEPHONES, fuzzed_tables, leaks, parts, source, tables
from lxml import etree
from validators import audit_errors, microsoft_errors

from pyxl.book.canonical import canonical_value
from pyxl.book.declared.sheets import TABLES
from pyxl.errors import CellError
from pyxl.post.freeze import COVER_SHEET, freeze, sheet_name
from pyxl.post.frozen import first_difference
from pyxl.post.leaving import LEAVES, STAYS, sent_columns, settled
from pyxl.post.parcel import file_name, frozen_of, pack
from pyxl.post.verify import unfreeze
from tests.libreoffice import drive_all, save, values_of

pytestmark = pytest.mark.process

SCRIPT = Path(__file__).parents[2] / "docs" / "recompute_fingerprint.py"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VALUES_ONLY = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings)\.xml"
    r"|xl/theme/theme1\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml"
)


def frozen_bytes(found=None, masked=True, **more) -> bytes:
    return freeze(frozen_of(source(found, **more), masked))


def harmless(package: bytes) -> None:
    """Values and formats, by the package's own parts."""
    for name, data in parts(package).items():
        assert VALUES_ONLY.fullmatch(name), name
        root = etree.fromstring(data)
        tags = {etree.QName(element).localname for element in root.iter()}
        if name.startswith("xl/worksheets/sheet"):
            assert not tags & {
                "f",
                "hyperlinks",
                "dataValidations",
                "conditionalFormatting",
                "legacyDrawing",
                "drawing",
            }
            assert {cell.get("t") for cell in root.iter(SPREADSHEET + "c")} <= {None, "s", "b"}
        if name.endswith(".rels"):
            assert not [element for element in root if element.get("TargetMode")]
        if name == "xl/workbook.xml":
            assert not {sheet.get("state") for sheet in root.iter(SPREADSHEET + "sheet")} - {None}
            assert {found.get("name") for found in root.iter(SPREADSHEET + "definedName")} <= {
                "_xlnm.Print_Titles"
            }
        if name == "docProps/core.xml":
            said = [element.text for element in root if element.text]
            assert said == [MADE.strftime("%Y-%m-%dT%H:%M:00Z")] * 2


def test_every_table_has_its_place():
    assert set(LEAVES) | set(STAYS) == set(TABLES)
    assert not set(LEAVES) & set(STAYS)
    assert len({sheet_name(name) for name in LEAVES}) == len(LEAVES)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(fuzzed_tables())
def test_nothing_typed_makes_a_formula_a_link_or_a_number_in_clear(found):
    package = frozen_bytes(found)
    harmless(package)
    assert not leaks(package, [*IDENTITIES, *TELEPHONES])


def test_the_search_for_leaks_finds_them():
    for at, number in enumerate((IDENTITIES[0], IDENTITIES[1].lower(), TELEPHONES[0])):
        rows = [{"姓名": "样", "备注": f"见{number}"}]
        assert leaks(
            frozen_bytes(tables(候选人=rows), masked=False), [IDENTITIES[0], IDENTITIES[1], TELEPHONES[0]]
        ), at
    sent = [row["身份证号"] for row in tables()["候选人"] if row["身份证号"]]
    assert leaks(frozen_bytes(masked=False), sent) and not leaks(frozen_bytes(), sent)


@settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(fuzzed_tables())
def test_what_is_read_back_is_what_was_written(found):
    """`pack` compares cell by cell and raises; openpyxl must see the same, too."""
    parcel = pack(source(found), None)
    for name, rows in shown_by_openpyxl(parcel.workbook).items():
        ours = [[canonical_value(cell) for cell in row.values()] for row in parcel.frozen.tables[name]]
        assert [[canonical_value(cell) for cell in row] for row in rows] == ours


def shown_by_openpyxl(package: bytes) -> dict[str, list[tuple[object, ...]]]:
    import io

    book = openpyxl.load_workbook(io.BytesIO(package))
    found = {}
    for sheet in book.worksheets[1:]:
        ((name, area),) = sheet.tables.items()
        rows = [tuple(cell.value for cell in row) for row in sheet[area]][1:]
        found[name] = [row for row in rows if any(cell is not None for cell in row)]
    return found


@pytest.mark.validator
def test_validators_find_nothing(tmp_path):
    examples: list[bytes] = [frozen_bytes(), frozen_bytes(findings=[ERROR], reason="区里要求先行上报")]

    @settings(max_examples=2, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(fuzzed_tables())
    def collect(found):
        examples.append(frozen_bytes(found))

    collect()
    for at, package in enumerate(examples):
        file = tmp_path / f"{at}.xlsx"
        file.write_bytes(package)
        assert microsoft_errors(file) == []
        assert at or audit_errors(file) == []


@pytest.mark.libreoffice
def test_libreoffice_shows_the_source_cell_by_cell(tmp_path):
    """And what it saves without a change is accepted like the file itself."""
    jobs, expected, saved = [], [], []
    for masked in (True, False):
        frozen = frozen_of(source(tables(候选人=[*tables()["候选人"], AWKWARD_ROW])), masked)
        file = tmp_path / f"{masked}.xlsx"
        file.write_bytes(freeze(frozen))
        steps, shown = [], []
        for name, rows in frozen.tables.items():
            headers = [column.header for column in sent_columns(TABLES[name])]
            corner = openpyxl.utils.get_column_letter(len(headers))
            steps.append(values_of(f"{sheet_name(name)}!A3:{corner}{3 + max(1, len(rows))}"))
            body = [[as_libreoffice(cell) for cell in row.values()] for row in rows]
            shown.append([headers, *(body or [[""] * len(headers)])])
        saved.append((tmp_path / f"{masked}-saved.xlsx", frozen))
        jobs.append((file, [*steps, save(saved[-1][0])]))
        expected.append(shown)
    assert [found[:-1] for found in drive_all(jobs)] == expected
    for file, frozen in saved:
        assert first_difference(unfreeze(file.read_bytes(), "f"), frozen) is None


AWKWARD_ROW = {
    "姓名": "=1+1", "性别": "+女", "职务": "-2", "备注": "@SUM(A1)\nhttps://evil.example", "单位": "<&>\"'", "出生日期": "1980-05",
    "选票次序": 2.5, "例外批准日期": dt.date(2017, 11, 28),
}  # fmt: skip


def as_libreoffice(cell: object) -> object:
    """A cell as UNO gives it: numbers and days as float, all else as text."""
    if isinstance(cell, dt.date):
        return float((cell - dt.date(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, int | float) else cell or ""


def test_the_script_in_docs_finds_the_cover_s_fingerprint(tmp_path):
    awkward = [
        {"姓名": "王\t丽\\n", "备注": "x005F_a\r\nb _x0041_", "单位": " 两头空 ", "选票次序": 0.1 + 0.2}
    ]
    for masked in (True, False):
        file = tmp_path / "frozen.xlsx"
        frozen = frozen_of(source(tables(代表=[*tables()["代表"], *awkward])), masked)
        file.write_bytes(freeze(frozen))
        done = run_script(file)
        assert done.returncode == 0, done.stdout + done.stderr
        lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
        assert lines.pop("数据指纹") == f"{frozen.cover.fingerprint} 与封面一致"
        assert lines == {entry.table: entry.fingerprint for entry in frozen.cover.contents}
    book = openpyxl.load_workbook(file)
    book["代表"]["B5"] = "别人"
    book.save(file)
    assert run_script(file).returncode == 1


def run_script(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), str(file)], capture_output=True, encoding="utf-8", check=False,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip


def test_the_script_is_short_and_needs_only_what_it_says():
    text = SCRIPT.read_text("utf-8")
    assert set(re.findall(r"^import (\S+)|^from (\S+)", text, re.MULTILINE)) == {
        ("hashlib", ""), ("sys", ""), ("openpyxl", ""),
    }  # fmt: skip
    assert len([line for line in text.splitlines() if line.strip()]) <= 30


def test_the_cover_tells_how_it_stands():
    cover = frozen_of(
        source(
            findings=[ERROR],
            reason=f"先行上报，联系{TELEPHONES[0]}",
            congress_number="第一次",
            committee_number="第一届",
        ),
        True,
    ).cover
    assert (cover.errors, cover.warnings, cover.reason) == (1, 0, "先行上报，联系138******34")
    assert (cover.town, cover.congress) == ("磨溪镇", "第一次妇女代表大会、第一届执行委员会")
    assert (cover.phase, cover.made, cover.masked) == ("实施选举", "2017-12-01 09:30", True)
    assert (
        frozen_of(source(tables(选举结果=[{"姓名": "丁小样", "结果": "当选"}])), True).cover.phase
        == "建章立制"
    )
    assert frozen_of(source(tables(代表=[], 候选人=[])), True).cover.phase == "组织动员"


def test_the_log_stays_and_its_end_goes_on_the_cover():
    log = [
        {
            "时间": "2017-12-01 08:00:00",
            "操作人": "desk-user",
            "内容": "C:\\Users\\desk-user",
            "校验": "ab" * 16,
        }
    ]
    package = frozen_bytes(tables(操作日志=log))
    cover = unfreeze(package, "f").cover
    assert (cover.log_rows, cover.log_hash) == (1, "ab" * 16)
    assert not any(b"desk-user" in data for data in parts(package).values())


def test_two_runs_of_the_same_give_the_same_file():
    assert hashlib.sha256(frozen_bytes()).digest() == hashlib.sha256(frozen_bytes()).digest()


def test_a_text_that_no_cell_holds_is_named():
    with pytest.raises(CellError, match="“代表”表第 2 行“备注”：文字超过"):
        frozen_of(source(tables(代表=[{"姓名": "样"}, {"姓名": "样", "备注": "长" * 32_768}])), True)
    assert settled("长" * 32_767) == "长" * 32_767


@pytest.mark.parametrize(
    ("town", "stem"),
    [("磨溪镇", "磨溪镇上报材料"), ("磨 溪/镇:*?", "磨溪镇上报材料"), ("CON", "CON上报材料"), ("..\\..", "上报材料"),
     (f"镇{IDENTITIES[0]}", None), ("镇" * 300, None)],
)  # fmt: skip
def test_file_names(town, stem):
    cover = frozen_of(source(town=town), True).cover
    name = file_name(cover, MADE, sealed=False)
    assert re.fullmatch(r'[^<>:"/\\|?*\s]{1,120}_2017-12-01_093059\.xlsx', name) and name[0] != "."
    assert IDENTITIES[0][:17] not in name
    assert stem is None or name == f"{stem}_2017-12-01_093059.xlsx"


def test_the_cover_comes_first():
    import io

    book = openpyxl.load_workbook(io.BytesIO(frozen_bytes()))
    assert book.sheetnames == [COVER_SHEET, *map(sheet_name, LEAVES)]
