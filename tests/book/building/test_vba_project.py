"""The compiled VBA project: complete, consistent, the same on every machine, and read by others alike."""

import hashlib
import os
import subprocess
import sys
import zipfile

import pytest
from lxml import etree

from pyxl.actions import COMMANDS
from pyxl.book.building.macros.ribbon_part import PART, add_ribbon
from pyxl.book.building.macros.vba_project import compile_project, xlwings_modules
from pyxl.book.building.macros.vba_source import MacroError, MacroKind, MacroSource
from pyxl.book.declared.xlwings_conf import CONF, HOME
from tests.book.building.vba_flavour import MACROS, ROOT, SHEETS, shipped_book, sources
from tests.macro_gate import cache_problems, document_modules, macro_problems, read_modules, ribbon_problems
from tests.validators import audit_errors, microsoft_errors

pytestmark = pytest.mark.process

ACTIONS = frozenset(COMMANDS)
RIBBON = (MACROS / "ribbon.xml").read_bytes()


def read_parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """The parts of a small workbook with the project and the ribbon as they ship."""
    path = shipped_book(tmp_path_factory.mktemp("shipped") / "shipped.xlsm")
    return add_ribbon(read_parts(path), RIBBON)


def test_the_gate_lets_the_shipped_macros_through(tmp_path, parts):
    assert macro_problems(write_parts(tmp_path / "book.xlsm", parts), sources(), ACTIONS) == []


def test_the_gate_stops_a_project_that_claims_to_be_compiled(parts):
    from pyopenvba.cfb import CFB

    project = CFB.from_bytes(parts["xl/vbaProject.bin"])
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", b"\xcc\x61\xb5\x00" + bytes(2541))
    assert list(cache_problems(project.to_bytes())) == ["_VBA_PROJECT has 2545 bytes and version 0x00B5"]


def test_openxml_audit_accepts_the_package(tmp_path, parts):
    assert audit_errors(write_parts(tmp_path / "book.xlsm", parts)) == []


@pytest.mark.validator
def test_microsofts_validator_accepts_the_package_and_judges_the_ribbon(tmp_path, parts):
    assert microsoft_errors(write_parts(tmp_path / "book.xlsm", parts)) == []
    spoilt = {**parts, PART: RIBBON.replace(b' size="large"', b' size="huge"', 1)}
    errors = microsoft_errors(write_parts(tmp_path / "spoilt.xlsm", spoilt))
    assert len(errors) == 1
    assert PART in errors[0]
    assert "huge" in errors[0]


def test_another_process_on_another_desk_compiles_the_same_bytes():
    script = (
        "import hashlib\nfrom tests.book.building.vba_flavour import SHEETS, sources\n"
        "from pyxl.book.building.macros.vba_project import compile_project\n"
        "print(hashlib.sha256(compile_project(sources(), list(SHEETS.values()))).hexdigest())"
    )
    desk = {"PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    other = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **desk},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    here = hashlib.sha256(compile_project(sources(), list(SHEETS.values()))).hexdigest()
    assert other.stdout.strip() == here


def test_document_modules_and_xlwings_as_shipped(parts):
    project = parts["xl/vbaProject.bin"]
    assert document_modules(project) == ["ThisWorkbook", *SHEETS.values()]
    modules = read_modules(project)
    shipped = {m.name: m.text for m in xlwings_modules()}
    assert modules["xlwings"] == shipped["xlwings"]
    assert 'XLWINGS_VERSION As String = "0.37.8"' in modules["xlwings"]
    assert shipped["Dictionary"].endswith(modules["Dictionary"].split("\r\n", 10)[10])


def test_no_compiled_remnant_of_another_project_is_left(parts, tmp_path):
    """Scanners compare compiled code with the text: a template's own would look like tampering."""
    from pyopenvba import ExcelFile

    with ExcelFile(write_parts(tmp_path / "book.xlsm", parts)) as book:
        project = book.vba_project()
        assert {m.name: m.text_offset for m in project.modules if m.text_offset} == {}
        assert book.validate() == []
        assert {r.name for r in book.references()} == {"stdole", "Office"}


@pytest.mark.parametrize(
    ("modules", "sheets", "reason"),
    [
        ([MacroSource("Sheet9", MacroKind.DOCUMENT, "")], ["Sheet1"], "没有对应的工作表"),
        ([MacroSource("A", MacroKind.STANDARD, "' 中")], ["Sheet1"], "ASCII"),
        ([MacroSource("A", MacroKind.STANDARD, ""), MacroSource("a", MacroKind.STANDARD, "")], ["S"], "重复"),
        ([], ["ThisWorkbook"], "重复"),
        ([], ["首页"], "不能用"),
    ],
)
def test_a_project_that_excel_would_refuse_is_not_made(modules, sheets, reason):
    with pytest.raises(MacroError, match=reason):
        compile_project(modules, sheets)


def test_building_needs_pyopenvba_only_when_building():
    script = "import sys, pyxl.book.building.macros.vba_project; sys.exit(bool({'pyopenvba', 'xlwings'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        (PART, b'id="MoxiCheck"', b'id="MoxiUndo"', "id MoxiUndo stands 2 times"),
        (PART, b'onAction="Moxi_Check"', b'onAction="Moxi_Chekc"', "no Public Sub Moxi_Chekc"),
        (PART, b'onAction="Moxi_Check"', b'onAction="Moxi_Undo"', "no button calls Moxi_Check"),
        (PART, b'onAction="Moxi_Check"', b'onAction="Tell"', "Tell['String'], expected ['IRibbonControl']"),
        (PART, b'imageMso="Undo"', b'imageMso="Undoo"', "icon Undoo is not in image_mso.txt"),
        (PART, b' imageMso="Undo"', b"", "button MoxiUndo: no imageMso"),
        (PART, b'supertip="', b'supertip="' + b"x" * 1025, "supertip has"),
        ("_rels/.rels", b"2006/relationships/ui/", b"2007/relationships/ui/", "relationship is missing"),
        ("xl/workbook.xml", "首页".encode(), "扉页".encode(), "Moxi_ShowHome: ShowSheet '首页' is unknown"),
        ("xl/workbook.xml", b'codeName="ThisWorkbook"', b'codeName="Book"', "code name is 'Book'"),
        ("xl/worksheets/sheet1.xml", b'codeName="ShHome"', b'codeName="ShHouse"', "but document modules"),
    ],
)
def test_the_gate_sees_each_fault(tmp_path, parts, part, old, new, found):
    assert old in parts[part]
    spoilt = {**parts, part: parts[part].replace(old, new, 1)}
    problems = macro_problems(write_parts(tmp_path / "book.xlsm", spoilt), sources(), ACTIONS)
    assert any(found in problem for problem in problems), problems


def test_the_gate_sees_a_button_without_an_action(parts):
    modules = read_modules(parts["xl/vbaProject.bin"])
    assert list(ribbon_problems(parts, modules, ACTIONS - {"quota"})) == [
        "Moxi_Quota: Press 'quota' is unknown"
    ]


def test_the_gate_sees_changed_missing_and_foreign_modules(tmp_path, parts):
    path = write_parts(tmp_path / "book.xlsm", parts)
    given = sources()
    changed = [MacroSource(m.name, m.kind, m.text + "' more\r\n") for m in given]
    assert len(macro_problems(path, changed, ACTIONS)) == len(given)
    extra = MacroSource("MoxiMore", MacroKind.STANDARD, "")
    assert macro_problems(path, [*given, extra], ACTIONS) == ["module MoxiMore is missing"]
    assert macro_problems(path, given[1:], ACTIONS) == [f"module {given[0].name} has code from nowhere"]


def test_a_ribbon_is_added_once_and_disturbs_nothing(parts):
    again = add_ribbon(parts, RIBBON)
    assert again == parts
    relationships = etree.fromstring(parts["_rels/.rels"])
    assert len({r.get("Id") for r in relationships}) == len(relationships)


@pytest.mark.parametrize("xml", [b"<customUI/>", b"no xml", RIBBON.replace(b"2006/01", b"2009/07")])
def test_a_ribbon_of_another_kind_is_refused(parts, xml):
    with pytest.raises(MacroError, match=r"ribbon\.xml"):
        add_ribbon(parts, xml)


def test_conf_has_every_key_that_could_redirect_python_once_and_in_capitals():
    keys = [key for key, _ in CONF]
    assert len(set(keys)) == len(keys)
    assert [key.upper() for key in keys] == keys
    bas = next(m.text for m in xlwings_modules() if m.name == "xlwings")
    assert all(f'GetConfig("{key}"' in bas for key in keys)
    values = dict(CONF)
    assert values["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert values["USE UDF SERVER"] == "True"
    assert values["INTERPRETER_WIN"].startswith(HOME)
    assert values["PYTHONPATH"], "an empty one puts the current folder on sys.path"


def test_a_second_parser_accepts_every_module_as_it_ships():
    """LibreOffice sees one-line procedures broken up (vba_flavour); this parser sees them as they are."""
    from pyopenvba.interpreter import VBACompileError, parse_module

    for source in sources():
        # xlwings ends its `#Const` line with a comment, which Excel takes and this parser does not.
        text = source.text.replace(" 'Adjust when using outside of Excel", "")
        parse_module(text, name=source.name)
        with pytest.raises(VBACompileError):
            parse_module(text + "Sub Broken(\r\n", name=source.name)
