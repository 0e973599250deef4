"""Every formula of the built workbook keeps to what Excel 2010, WPS and LibreOffice 7 all have.

Cells, tables' columns, conditional formats, drop-downs, defined names and charts: none refers to a whole column of
another sheet, none is volatile but one TODAY(), and every function is on the list below.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import etree

from pyxl.actions.fresh.blank import content
from pyxl.book.declared.sheets import TABLES

FUNCTIONS = frozenset(
    "ABS AND ASC CHAR CHOOSE COLUMN COLUMNS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE DAY EDATE EXACT FALSE FIND HYPERLINK IF "
    "IFERROR INDEX INT ISBLANK ISERROR ISNA ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP LOWER MATCH MAX MID MIN MOD MONTH N NA NOT "
    "OR REPT RIGHT ROUND ROW ROWS SEARCH SMALL SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT T TEXT TODAY TRIM TRUE UPPER VALUE "
    "WEEKDAY YEAR".split()
)
"""All are in Excel 2007 already, and every one is in the ODF standard's set for LibreOffice."""
VOLATILE = frozenset({"OFFSET", "INDIRECT", "NOW", "RAND", "RANDBETWEEN", "CELL", "INFO"})
LONGEST, DEEPEST, LONGEST_TEXT = 8_192, 64, 255
"""Excel's limits: characters of a formula, levels of nesting, characters of a text in it."""
PRINT_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")
FORMULA_TAGS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
}


@pytest.fixture(scope="module")
def formulas(blank_bytes: bytes) -> list[tuple[str, str]]:
    """(part and element, formula) of everything in the package that a program calculates."""
    return list(_formulas(blank_bytes))


def _formulas(package: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        for part in file.namelist():
            if not part.startswith("xl/") or not part.endswith(".xml"):
                continue
            for element in etree.fromstring(file.read(part)).iter():
                tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
                if tag not in FORMULA_TAGS or not element.text or element.get("name", "") in PRINT_NAMES:
                    continue
                text = html.unescape(element.text)
                if tag in {"formula1", "formula2"} and text.startswith('"'):
                    continue  # the choices of a drop-down, written out
                yield f"{part} {tag} {element.get('name', '')}{element.getparent().get('r', '')}", text


def bare(formula: str) -> str:
    """The formula without its texts, its array constants and the brackets of structured references."""
    formula = re.sub(r'"(?:[^"]|"")*"', "0", formula)
    formula = re.sub(r"\{[^{}]*\}", "0", formula)
    while "[" in formula:
        shorter = re.sub(r"\[[^\[\]]*\]", "", formula)
        assert shorter != formula, formula
        formula = shorter
    return re.sub(r"'(?:[^']|'')*'!", "S!", formula)


def functions(formula: str) -> list[str]:
    return re.findall(r"([A-Za-z_][A-Za-z0-9_.]*)\(", bare(formula))


def depth(formula: str) -> int:
    """Levels of nested functions and brackets."""
    deepest = level = 0
    for sign in bare(formula):
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    return deepest


def test_the_whole_workbook_is_read(formulas):
    kinds = Counter(place.split()[1] for place, _ in formulas)
    print(
        dict(kinds),
        "longest",
        max(len(text) for _, text in formulas),
        "deepest",
        max(depth(t) for _, t in formulas),
    )
    for kind in ("f", "formula", "formula1", "definedName", "calculatedColumnFormula"):
        assert kinds[kind], kind


def test_functions_are_those_that_every_program_has(formulas):
    found = {name for _, text in formulas for name in functions(text)}
    assert found - FUNCTIONS == set(), [p for p, t in formulas if set(functions(t)) - FUNCTIONS][:5]


def test_nothing_is_volatile_but_one_today(formulas):
    places = [place for place, text in formulas if VOLATILE & set(functions(text))]
    assert not places
    today = [place for place, text in formulas for name in functions(text) if name == "TODAY"]
    assert len(today) <= 1, today


def test_no_reference_to_a_whole_column_or_row(formulas):
    whole = re.compile(
        r"(?<![\w.])\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(])|(?<![\w.:])\$?[0-9]+:\$?[0-9]+(?![\w.])"
    )
    assert not [(place, text[:80]) for place, text in formulas if whole.search(bare(text))]


def test_within_the_limits_of_excel(formulas):
    for place, text in formulas:
        assert len(text) <= LONGEST, place
        assert depth(text) <= DEEPEST, (place, depth(text))
        assert all(len(part) <= LONGEST_TEXT + 2 for part in re.findall(r'"(?:[^"]|"")*"', text)), place


def test_every_name_is_defined_and_every_bracket_closed(formulas):
    """A name that nobody defined is #NAME? in the clerk's sheet."""
    defined = {place.split()[2] for place, _ in formulas if place.split()[1] == "definedName"}
    for place, text in formulas:
        plain = bare(text)
        assert plain.count("(") == plain.count(")"), place
        for name in re.findall(r"(?<![\w!.'$])[^\W\d]\w*(?![\w(!.])", plain):
            if re.search(r"[\u4e00-\u9fff]", name) and name not in defined:
                assert name in TABLES, (place, name)


@pytest.mark.parametrize(
    ("formula", "at_fault"),
    [("=SUM(表!A:A)", True), ("=SUM(A1:B2)", False), ('=IF(A1="A:A",1,2)', False), ("=SUM($3:$3)", True)],
)
def test_the_lint_itself(formula, at_fault):
    if at_fault:
        with pytest.raises(AssertionError):
            test_no_reference_to_a_whole_column_or_row([("here", formula)])
    else:
        test_no_reference_to_a_whole_column_or_row([("here", formula)])
    assert functions('=IF(A1="NOW()",INDEX(x[列],1),2)') == ["IF", "INDEX"]


def arguments(formula: str, function: str) -> Iterator[list[str]]:
    """The arguments of every call of a function, as they stand in the formula."""
    for call in re.finditer(rf"\b{function}\(", formula):
        depth, quoted, parts = 0, False, [""]
        for sign in formula[call.end() :]:
            quoted ^= sign == '"'
            depth += (sign in "([{") - (sign in ")]}") if not quoted else 0
            if depth < 0:
                break
            if sign == "," and not depth and not quoted:
                parts.append("")
            else:
                parts[-1] += sign
        yield parts


def test_no_typed_text_over_255_characters_comes_to_countif(formulas):
    """Beyond them COUNTIF is an error in Excel, and with it the whole row's 即时校验."""
    loose = []
    for place, formula in formulas:
        for function in ("COUNTIF", "COUNTIFS"):
            for found in arguments(formula, function):
                for criterion in found[1::2]:
                    literal = re.fullmatch(r'"[^"]*"(&.*)?', criterion)
                    if not literal and f"IF(LEN({criterion})>255," not in formula:
                        loose.append((place, criterion))
    assert loose == []


def test_no_formula_or_list_goes_beyond_the_basic_plane(formulas):
    """Excel's MID and FIND take such a character for two, and halves are shared with rare characters of names."""
    live = content().live
    words = (str(part) for listed in live.words.values() for word in listed for part in word)
    texts = (*(formula for _, formula in formulas), *(text for _, text in live.texts), *words)
    assert {character for text in texts for character in text if ord(character) > 0xFFFF} == set()
