"""Cached values of formulas are put in, read back, and taken out whole: every spelling that programs write."""

from __future__ import annotations

import pytest
from lxml import etree

from pyxl.hosts.package.sheet.cached_values import formula_cells, with_values, without_values

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def cell(inner: str, px: str = "") -> bytes:
    name = f"xmlns:{px[:-1]}" if px else "xmlns"
    return f'<{px}worksheet {name}="{MAIN}"><{px}row>{inner}</{px}row></{px}worksheet>'.encode()


@pytest.mark.parametrize(
    "inner",
    [
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="A1" s="3" t="str"><f>"a"&amp;B1</f><v>ab</v></c>',
        '<c t="e" r="A1"><f aca="false">1/0</f><v>#DIV/0!</v></c>',
        '<c r="A1" t="b"><f t="shared" si="0"/><v>1</v></c>',
        "<c r='A1' t='str'>\n<f>T(B1)</f>\n<v xml:space='preserve'> a </v>\n</c>",
        '<c r="A1" t="str"><f t="array" ref="A1:A2">B1:B2</f><v>x</v></c>',
    ],
)
def test_a_formula_loses_its_value_and_nothing_else(inner):
    bare = etree.fromstring(without_values(cell(inner)))
    before = etree.fromstring(cell(inner))
    assert not list(bare.iter(f"{{{MAIN}}}v"))
    kept = {name: value for name, value in before[0][0].attrib.items() if name != "t"}
    assert dict(bare[0][0].attrib) == kept
    assert [f.text for f in bare.iter(f"{{{MAIN}}}f")] == [f.text for f in before.iter(f"{{{MAIN}}}f")]


def test_prefixes_and_constants():
    foreign = '<x:c r="A1" t="str"><x:f>B1</x:f><x:v>alt</x:v></x:c><x:c r="B1" t="s"><x:v>4</x:v></x:c>'
    assert b"alt" not in without_values(cell(foreign, "x:"))
    constants = cell('<c r="A1" t="s"><v>4</v></c><c r="B1" s="2"/><c r="C1"><v>7</v></c>')
    assert without_values(constants) == constants


def test_a_neighbour_without_formula_is_never_taken_for_the_value():
    neighbours = cell('<c r="A1" s="1"/><c r="B1"><f>A1</f></c><c r="C1"><v>7</v></c>')
    assert without_values(neighbours) == neighbours
    assert formula_cells(neighbours) == ["B1"]


def test_values_go_in_by_their_kind():
    sheet = cell(
        '<c r="A1" s="1"><f>X</f><v></v></c><c r="B1"><f>X</f><v></v></c><c r="C1"><f>X</f><v></v></c><c r="D1"><f>X</f></c>'
    )
    found = etree.fromstring(with_values(sheet, {"A1": "a<b", "B1": 2.5, "C1": 3.0, "D1": ""}))[0]
    assert [(c.get("t"), c.findtext(f"{{{MAIN}}}v")) for c in found] == [
        ("str", "a<b"), (None, "2.5"), (None, "3"), ("str", ""),
    ]  # fmt: skip
    assert with_values(sheet, {}) == sheet
