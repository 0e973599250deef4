"""Addresses, and formulas moved as openpyxl (an independent implementation) moves them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pyxl.hosts.addresses import (
    Area,
    bounds,
    cell_name,
    column_letters,
    column_number,
    move_formula,
    parse_area,
    parse_areas,
    split_reference,
)

AREAS = st.tuples(*(st.integers(1, n) for n in (1_048_576, 16_384, 1_048_576, 16_384))).map(
    lambda c: Area(min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
)


@given(AREAS, st.sampled_from(["", "$"]))
def test_an_address_reads_back(area: Area, dollar: str) -> None:
    assert parse_area(area.address(dollar)) == area


@given(st.integers(1, 16_384))
def test_columns_read_back(column: int) -> None:
    assert column_number(column_letters(column)) == column


def test_addresses_by_hand() -> None:
    assert cell_name(3, 28) == "AB3"
    assert parse_area("b3:A1") == Area(1, 1, 3, 2)
    assert parse_area("$C:D") == Area(1, 3, 1_048_576, 4)
    assert parse_area("2:5") == Area(2, 1, 5, 16_384)
    for wrong in ("", "A", "7", "XFE1", "A1048577", "A0", "候选人", "A1:", "A1:B", "#REF!"):
        assert parse_area(wrong) is None, wrong
    assert parse_areas("A1 B2:C3 #REF!") == [Area(1, 1, 1, 1), Area(2, 2, 3, 3)]
    assert bounds([Area(5, 5, 5, 5), Area(1, 9, 2, 9)]) == Area(1, 5, 5, 9)
    assert bounds([]) is None
    assert split_reference("='第 1''张'!$A$1") == ("第 1'张", "$A$1")
    assert split_reference("A1") == (None, "A1")


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ('IF(A1="A1","A1",LOG10(B2))', 'IF(B3="A1","A1",LOG10(C4))'),
        ("'A1'!A1+汇总!B2", "'A1'!B3+汇总!C4"),
        ("SUM(A:A,1:1,$A:$B)", "SUM(B:B,3:3,$A:$B)"),
        ("表A1+候选人[[#This Row],[A1]]", "表A1+候选人[[#This Row],[A1]]"),
        ("XFD1", "#REF!"),
    ],
)
def test_moved_formulas(formula: str, moved: str) -> None:
    assert move_formula(formula, 2, 1) == moved


PARTS = st.sampled_from(
    ["A1", "$B2", "C$3", "$D$4", "SUM(A1:B2)", '"A1"', "1.5", "Sheet2!A1", "TRUE", "AA10:AB12"]
)


@given(st.lists(PARTS, min_size=1, max_size=5), st.integers(0, 30), st.integers(0, 30))
def test_moved_as_openpyxl_moves_them(parts: list[str], rows: int, columns: int) -> None:
    formula = "&".join(parts)
    there = cell_name(20 + rows, 20 + columns)
    assert "=" + move_formula(formula, rows, columns) == Translator("=" + formula, "T20").translate_formula(
        there
    )
