"""UTF-8 macro sources become ASCII VBA that means the same, or an error; never a silent `?`."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.book.building.macros.vba_source import (
    MacroError,
    MacroKind,
    literal_expression,
    read_macro,
    to_ascii,
)


def evaluate(expression: str) -> str:
    """What VBA makes of literals and ChrW joined by `&`: an interpreter of its own, for comparison."""
    units = bytearray()
    rest = expression
    while rest:
        if found := re.match(r'"((?:[^"]|"")*)"', rest):
            units += found[1].replace('""', '"').encode("utf-16-le")
        else:
            found = re.match(r"ChrW\(&H([0-9A-F]{4})\)", rest)
            assert found, rest
            units += int(found[1], 16).to_bytes(2, "little")
        rest = rest[found.end() :]
        if rest:
            assert rest.startswith(" & ")
            rest = rest[3:]
    return units.decode("utf-16-le")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_expression_evaluates_to_the_text(text):
    expression = literal_expression(text)
    assert expression.isascii()
    assert evaluate(expression) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
def test_a_literal_in_a_statement_keeps_its_value(text):
    quoted = text.replace('"', '""')
    converted = to_ascii(f'    x = "{quoted}"')
    assert converted.isascii()
    assert evaluate(converted.removeprefix("    x = ").removesuffix("\r\n")) == text


def test_worked_examples():
    assert to_ascii('Tell "换届"') == "Tell ChrW(&H6362) & ChrW(&H5C4A)\r\n"
    assert (
        to_ascii('a = "第 1 次""好"""')
        == 'a = ChrW(&H7B2C) & " 1 " & ChrW(&H6B21) & """" & ChrW(&H597D) & """"\r\n'
    )
    assert to_ascii('a = "𠀀"') == "a = ChrW(&HD840) & ChrW(&HDC00)\r\n"


def test_ascii_passes_through_with_crlf():
    assert (
        to_ascii("Sub A()\n  x = \"it's\" ' note\nEnd Sub")
        == "Sub A()\r\n  x = \"it's\" ' note\r\nEnd Sub\r\n"
    )


def test_chinese_comments_go_and_their_lines_stay():
    assert to_ascii("' 说明\nx = 1 ' 一\nRem 二\ny = 2: Rem 三\n") == "\r\nx = 1\r\n\r\ny = 2:\r\n"


def test_a_quote_in_a_comment_and_an_apostrophe_in_a_text_are_told_apart():
    assert to_ascii('x = "甲\'s" \' "乙"') == 'x = ChrW(&H7532) & "\'s"\r\n'


def test_byte_order_mark_is_no_character():
    assert to_ascii("\ufeffx = 1") == "x = 1\r\n"


@pytest.mark.parametrize(
    "line",
    [
        'Const TITLE = "换届"',
        'Public Const TITLE As String = "换届"',
        'Const TITLE As String = _\n    "换届"',
        'x = 1: Const TITLE = "换届"',
        'Sub A(Optional ByVal title As String = "换届")',
        'Sub A(Optional ByVal title As String = _\n    "换届")',
        'Private Declare PtrSafe Sub A Lib "换届.dll" ()',
        'Attribute VB_Description = "换届"',
        '#Const TOWN = "磨溪"',
        "Dim 名称 As String",
        "换届",
        'x = "没有收尾',
        "x = 1 ' 中文注释 _",
    ],
)
def test_chinese_where_vba_cannot_take_it_is_an_error(line):
    with pytest.raises(MacroError) as caught:
        to_ascii("Option Explicit\n" + line, "Some.bas")
    assert f"Some.bas 第 {2 + line.count(chr(10))} 行" in str(caught.value)


def test_a_constant_before_the_colon_does_not_forbid_what_follows():
    assert "ChrW" in to_ascii('Const A = 1: x = "好"')


def test_line_length_is_checked_after_conversion():
    fits = 'x = "' + "好" * 65 + '"'
    assert len(to_ascii(fits)) < 1000
    with pytest.raises(MacroError, match="字符"):
        to_ascii('x = "' + "好" * 80 + '"')


def test_continuations_are_counted():
    lines = ["x = 1 + _"] * 24 + ["1"]
    to_ascii("\n".join(lines))
    with pytest.raises(MacroError, match="续行"):
        to_ascii("\n".join(["x = 1 + _", *lines]))


def test_kinds_and_names_of_modules(tmp_path):
    def read(name, text):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_macro(path)

    assert read("M.bas", 'Attribute VB_Name = "Other"\n').name == "Other"
    assert read("M.bas", 'Attribute VB_Name = "Other"\n').kind is MacroKind.STANDARD
    assert read("C.cls", 'VERSION 1.0 CLASS\nAttribute VB_Name = "C"\n').kind is MacroKind.CLASS
    assert read("ThisWorkbook.cls", "Option Explicit\n").kind is MacroKind.DOCUMENT
    assert read("ThisWorkbook.cls", "Option Explicit\n").name == "ThisWorkbook"
    with pytest.raises(MacroError, match="VB_Name"):
        read("M.bas", "Option Explicit\n")
    with pytest.raises(MacroError, match="模块名"):
        read("首页.cls", "Option Explicit\n")
