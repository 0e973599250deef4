"""Single cells: what is written differently becomes equal, what is content stays."""

from __future__ import annotations

import datetime as dt
import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.book.intake import notes as roster_notes
from pyxl.book.intake import tidy as cv


def test_examples_in_docstrings():
    for module in (cv, roster_notes):
        found = doctest.testmod(module)
        assert found.attempted > 0 and found.failed == 0


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 登高村 ", "登高村"),
        ("登高\n村", "登高村"),
        ("Anna\nLi", "Anna Li"),
        ("\ufeff王\u200b丽", "王丽"),
        (3, "3"),
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "是"),
        (dt.date(1980, 5, 1), "1980-05-01"),
        (dt.datetime(1980, 5, 1), "1980-05-01"),
        (dt.datetime(1980, 5, 1, 8, 30), "1980-05-01 08:30:00"),
        (None, ""),
        ("=1+1", "=1+1"),
        ("@备注", "@备注"),
    ],
)
def test_text_of_any_cell(cell, text):
    assert cv.tidy(cell) == text


def test_rare_characters_survive():
    # NFKC would make U+F9B6 (禮) and U+FA11 (﨑) other characters.
    for rare in ("\uf9b6", "\ufa11", "𠮷", "㛃"):
        assert cv.name(rare + "丽") == rare + "丽"
    assert unicodedata.normalize("NFKC", "\uf9b6") != "\uf9b6"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王 丽", "王丽"),
        ("王　　丽", "王丽"),
        ("欧阳 小 梅", "欧阳小梅"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("Anna  Li", "Anna Li"),
    ],
)
def test_names(written, name):
    assert cv.name(written) == name


def test_identity_and_telephone_numbers():
    assert cv.number_text("５１０９０４１９９００１０１１２３ｘ") == "51090419900101123X"
    assert cv.number_text("'510904 19900101 1234\t") == "510904199001011234"
    assert cv.number_text(13800000000.0) == "13800000000"


@given(st.integers(min_value=10**15, max_value=10**18 - 1))
def test_a_number_with_lost_digits_never_looks_whole(number):
    for cell in (number, float(number)):
        assert cv.lost_digits(cell)
        assert not cv.number_text(cell).isdigit()
        # What is true of it stays: fifteen digits.
        shown = cv.number_text(cell)
        assert abs(int(float(shown)) - number) <= 10 ** (len(str(number)) - 15)


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_shorter_numbers_keep_all_digits(number):
    assert not cv.lost_digits(number)
    assert cv.number_text(float(number)) == str(number)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("１２０人", 120), ("1,203", 1203), ("1，203 名", 1203), (12.0, 12), ("12.0", 12), ("0", 0), ("-3", -3)],
)
def test_integers(cell, number):
    assert cv.integer(cell) == number


@pytest.mark.parametrize("cell", ["约300", "三", "12.5", 12.5, True, dt.date(2017, 1, 1), "1 2 a", "12-15"])
def test_no_integers(cell):
    with pytest.raises(ValueError, match="整数"):
        cv.integer(cell)


def test_dates_are_only_made_readable():
    assert cv.moment(dt.datetime(1980, 5, 1)) == dt.date(1980, 5, 1)
    assert type(cv.moment(dt.datetime(1980, 5, 1))) is dt.date
    assert cv.moment(29342) == 29342
    assert cv.moment("１９８０．５") == "1980.5"


def test_unit_and_post():
    units = ["登高村", "登高", "千丘村"]
    assert cv.split_unit_and_post("登高村妇联主席", units) == ("登高村", "妇联主席")
    assert cv.split_unit_and_post("安居区磨溪镇千丘村、党支部书记", units) == ("千丘村", "党支部书记")
    assert cv.split_unit_and_post("镇中心小学教师", units) == ("", "镇中心小学教师")
    assert cv.split_unit_and_post("原任千丘村会计", units) == ("", "原任千丘村会计")
