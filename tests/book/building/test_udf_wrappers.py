"""The VBA of the worksheet functions: made by xlwings' generator, complete, with no trace of this machine."""

import inspect
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlwings

from pyxl import udfs
from pyxl.book.building.macros.udf_wrappers import DESCRIPTIONS, WRAPPERS, udf_modules
from pyxl.book.building.macros.vba_project import xlwings_modules
from pyxl.book.building.macros.vba_source import MacroError, MacroSource
from pyxl.book.declared.xlwings_conf import CONF, UDF_MODULE
from pyxl.hosts.files.packing import unpack
from tests.book.building.vba_flavour import ROOT, flavour, flavour_book, module
from tests.libreoffice import call, drive, modules
from tests.macro_gate import evaluate, read_modules

pytestmark = pytest.mark.process

PROMISED = {
    "MX_AGE": ["birth_date", "on_date"],
    "MX_ID_OK": ["number"],
    "MX_ID_BIRTH": ["number"],
    "MX_ID_SEX": ["number"],
    "MX_STROKES": ["name"],
    "MX_SORT_NAMES": ["range"],
    "MX_QUOTA": ["weights", "seats", "method", "minimums"],
    "MX_CANDIDATES_NEEDED": ["seats", "ratio"],
}
"""INTERFACES, letter for letter: function -> arguments in order."""

FUNCTION = re.compile(r"(?m)^Function (\w+)\(([^)]*)\)\r$(.*?)^End Function\r$", re.S)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return {source.name: source.text for source in udf_modules(UDF_MODULE)}


def test_every_promised_function_has_its_wrapper_and_no_other(made):
    found = {name: (arguments, body) for name, arguments, body in FUNCTION.findall(made[WRAPPERS])}
    assert {
        name: [each.removeprefix("Optional ") for each in arguments.split(", ")]
        for name, (arguments, _) in found.items()
    } == PROMISED
    for name, (_, body) in found.items():
        passed = ", ".join(PROMISED[name])
        assert f'XLPy.CallUDF("{UDF_MODULE}", "{name}", Array({passed}), ThisWorkbook, Application' in body
        assert list(inspect.signature(getattr(udfs, name)).parameters) == PROMISED[name]


def test_only_what_may_be_left_out_is_optional(made):
    assert re.findall(r"Optional (\w+)", made[WRAPPERS]) == ["method", "minimums"]


def test_the_wrappers_call_what_the_shipped_module_of_xlwings_offers():
    bas = next(m.text for m in xlwings_modules() if m.name == "xlwings")
    assert re.search(r"(?m)^Function XLPy\(\)\r$", bas)
    assert "XLPy.CallUDF(" in bas, "the same call stands in xlwings' own function sql"
    assert dict(CONF)["UDF MODULES"] == UDF_MODULE == udfs.__name__


def test_the_module_begins_as_xlwings_own_import_begins_it(made):
    """So that pressing "Import Functions" replaces it and does not stand a second one beside it."""
    source = Path(find_spec("xlwings").submodule_search_locations[0], "udfs.py").read_text("utf-8")
    for line in made[WRAPPERS].split("\r\n")[:3]:
        assert line in source


def test_they_are_compiled_into_the_workbook(blank_bytes, made):
    project = read_modules(unpack(blank_bytes)["xl/vbaProject.bin"])
    assert project[WRAPPERS] == made[WRAPPERS]
    assert project[DESCRIPTIONS] == made[DESCRIPTIONS]
    assert "DescribeFunctions" in project["MoxiPress"]
    assert "Functions" not in project["ThisWorkbook"], "only when the clerk asks"


def test_no_path_of_this_machine_and_nothing_of_it_stays_behind(made):
    before, decorator = set(sys.modules), xlwings.func
    again = {source.name: source.text for source in udf_modules(UDF_MODULE)}
    assert again == made
    assert set(sys.modules) == before
    assert xlwings.func is decorator
    text = "".join(made.values())
    assert str(ROOT) not in text
    assert sys.prefix not in text
    assert not re.search(r"\\|:\\|\.py\b", text.replace("pyxl/udfs.py", ""))


def test_another_process_makes_the_same():
    script = (
        "import hashlib\nfrom pyxl.book.building.macros.udf_wrappers import udf_modules\n"
        f"print(hashlib.sha256(''.join(m.text for m in udf_modules('{UDF_MODULE}')).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "99")
    }  # fmt: skip
    assert len(found) == 1


def test_a_function_without_a_docstring_is_refused(tmp_path, monkeypatch):
    """xlwings would tell Excel the path of the file that defines it."""
    (tmp_path / "bare_functions.py").write_text("import xlwings as xw\n@xw.func\ndef BARE(a):\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MacroError, match="BARE"):
        udf_modules("bare_functions")
    with pytest.raises(MacroError, match="no_such_functions"):
        udf_modules("no_such_functions")


def test_the_wizard_gets_a_chinese_text_for_each_function_and_each_argument(made):
    """MacroOptions refuses what is longer than 255 characters."""
    calls = re.findall(r"(?ms)^    Describe (.*?)\r$(?=\r?\n    (?:Describe|This))", made[DESCRIPTIONS])
    told = [
        [evaluate(text) for text in re.split(r", (?=\"|ChrW)", re.sub(r" _\r\n *", " ", each))]
        for each in calls
    ]
    assert {name: len(arguments) for name, _, _, *arguments in told} == {
        name: len(arguments) for name, arguments in PROMISED.items()
    }
    for name, category, *described in told:
        assert category == udfs.CATEGORY
        assert described[0] == getattr(udfs, name).__doc__
        assert all(0 < len(text) <= 255 and not text.isascii() for text in described)


def test_a_virus_scanner_finds_nothing_but_our_way_to_write_chinese(made):
    olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")
    found = {name: {what for _, what, _ in olevba.VBA_Scanner(text).scan()} for name, text in made.items()}
    assert found == {WRAPPERS: set(), DESCRIPTIONS: {"ChrW"}}


def test_no_shipped_cell_uses_one(blank_bytes):
    for part, data in unpack(blank_bytes).items():
        if part.startswith("xl/worksheets") or part in ("xl/workbook.xml", "xl/sharedStrings.xml"):
            assert b"MX_" not in data, part


# In LibreOffice, which drops a call into a module that does not compile without a word

_EXCEL = module(
    """Attribute VB_Name = "TestExcel"
Option Explicit
Public Function Ask(ByVal name As String) As String
    Select Case name
        Case "MX_AGE": Ask = MX_AGE("1980-05-01", "2017-12-05")
        Case "MX_ID_OK": Ask = MX_ID_OK("a")
        Case "MX_ID_BIRTH": Ask = MX_ID_BIRTH("a")
        Case "MX_ID_SEX": Ask = MX_ID_SEX("a")
        Case "MX_STROKES": Ask = MX_STROKES("a")
        Case "MX_SORT_NAMES": Ask = MX_SORT_NAMES("a")
        Case "MX_QUOTA": Ask = MX_QUOTA("a", 41, "equal", 1)
        Case "MX_CANDIDATES_NEEDED": Ask = MX_CANDIDATES_NEEDED(25, "5%")
    End Select
End Function
"""
)
ANSWERS = {
    "MX_AGE": "|1980-05-01|2017-12-05",
    "MX_ID_OK": "|a",
    "MX_ID_BIRTH": "|a",
    "MX_ID_SEX": "|a",
    "MX_STROKES": "|a",
    "MX_SORT_NAMES": "|a",
    "MX_QUOTA": "|a|41|equal|1",
    "MX_CANDIDATES_NEEDED": "|25|5%",
}


def for_libreoffice(sources: list[MacroSource]) -> list[MacroSource]:
    """`Application.Caller` is a cell in Excel only; here nobody calls from a cell."""
    return [
        MacroSource(m.name, m.kind, re.sub(r"(?m)^ *If TypeOf Application.Caller .*\r\n", "", m.text).replace("Application.Caller", "Nothing"))
        if m.name == WRAPPERS else m
        for m in sources
    ]  # fmt: skip


@pytest.mark.libreoffice
def test_libreoffice_compiles_every_wrapper_and_it_passes_its_arguments(tmp_path):
    sources = for_libreoffice(flavour([], [_EXCEL]))
    taken_over, *said = drive(
        flavour_book(tmp_path / "functions.xlsm", sources),
        modules(),
        *(call("TestExcel.Ask", name) for name in PROMISED),
    )
    assert {WRAPPERS, DESCRIPTIONS} <= taken_over.keys()
    assert said == [f"{UDF_MODULE}.{name}{ANSWERS[name]}" for name in PROMISED]
