"""Candidates needed at a difference ratio: exact, and readable from whatever a cell hands over."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.errors import SettingError
from pyxl.rules.ballot import candidates_needed, parse_ratio

FIVE_PERCENT = [
    "5%",
    "５％",
    " 5 % ",
    "5.0%",
    "0.05",
    ".05",
    "1/20",
    "１／２０",
    Decimal("0.05"),
    Fraction(1, 20),
]


@pytest.mark.parametrize("ratio", FIVE_PERCENT)
@pytest.mark.parametrize(
    ("seats", "needed"), [(25, 27), (20, 21), (60, 63), (140, 147), (1, 2), (0, 0), (21, 23)]
)
def test_five_percent(seats, needed, ratio):
    assert candidates_needed(seats, ratio) == needed


def test_other_ratios():
    assert candidates_needed(25, 0) == candidates_needed(25, "0%") == 25
    assert candidates_needed(25, "4%") == 26
    assert candidates_needed(30, "10%") == 33  # as floats, 30 * 1.1 is 33.000000000000004
    assert candidates_needed(9, "1/3") == 12
    assert candidates_needed(1, "100%") == candidates_needed(1, 1) == 2
    assert candidates_needed(1, "200%") == candidates_needed(1, Fraction(2)) == 3


@given(st.integers(0, 10**6), st.fractions(0, 2))
def test_the_least_number_that_keeps_the_ratio(seats, ratio):
    needed = candidates_needed(seats, ratio)
    assert needed - seats >= seats * ratio
    assert needed == seats or needed - 1 - seats < seats * ratio


@given(st.integers(0, 10_000))
def test_a_cells_float_means_what_was_typed(basis_points):
    typed = Decimal(basis_points) / 10_000
    assert parse_ratio(float(typed)) == parse_ratio(str(typed)) == parse_ratio(f"{typed * 100:f}%") == typed


@pytest.mark.parametrize("ratio", [0.05, 0.0, 1e-3])
def test_floats_are_refused_where_seats_are_decided(ratio):
    with pytest.raises(SettingError, match="误差"):
        candidates_needed(20, ratio)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "五",
        "-5%",
        "5%%",
        "1/0",
        "1/-2",
        "0,05",
        "1e-2",
        "nan",
        "%",
        ".",
        "9" * 5000,
        None,
        True,
        -1,
        -0.05,
        [5],
    ],
)
def test_what_is_no_ratio_is_refused(value):
    with pytest.raises(SettingError, match="不是一个比例"):
        parse_ratio(value)


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), Decimal("NaN"), Decimal("-Infinity"), Fraction(-1, 20)]
)
def test_numbers_that_are_no_ratio_are_refused(value):
    with pytest.raises(SettingError, match="不是一个比例"):
        parse_ratio(value)


@pytest.mark.parametrize("value", ["5", "5.0", 5, 5.0, "3/2"])
def test_a_lost_percent_sign_is_not_six_times_the_seats(value):
    with pytest.raises(SettingError, match="可能漏了百分号"):
        parse_ratio(value)


@pytest.mark.parametrize("seats", [-1, 25.0, "25", None, True])
def test_seats_are_whole_numbers(seats):
    with pytest.raises(SettingError, match="应选名额"):
        candidates_needed(seats, "5%")


@pytest.mark.parametrize(
    ("words", "ratio"),
    [
        ("三分之二", "2/3"),
        ("百分之五", "5%"),
        ("百分之二十五", "25%"),
        ("十分之一", "1/10"),
        ("百分之十", "10%"),
    ],
)
def test_a_ratio_in_chinese_words(words, ratio):
    assert parse_ratio(words) == parse_ratio(ratio)


@pytest.mark.parametrize("words", ["三分之", "分之二", "三分之二二", "百分之一十十", "零分之一"])
def test_what_is_no_ratio_in_words(words):
    with pytest.raises(SettingError):
        parse_ratio(words)
