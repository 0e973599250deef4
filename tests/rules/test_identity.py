"""Identity numbers.  All are invented (no county has 510999) or stand as examples in the standard itself."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.iso7064 import mod_11_2

from pyxl.errors import IdentityError
from pyxl.rules.identity import (
    EARLIEST_BIRTH,
    SAMPLE_REGION,
    Fault,
    Identity,
    IdentityProblem,
    Kind,
    check_digit,
    make_sample,
    masked,
    normalise,
    parse,
)
from pyxl.rules.province_codes import PROVINCES

TODAY = dt.date(2026, 1, 1)
WOMAN = make_sample(SAMPLE_REGION, dt.date(1980, 2, 29), 42)
BIRTHS = st.dates(EARLIEST_BIRTH, TODAY)


def fault(number, today=TODAY):
    with pytest.raises(IdentityProblem) as caught:
        parse(number, today)
    return caught.value.code


def test_example_of_the_standard():
    """GB 11643-1999, section 5: 11010519491231002X and 440524188001010014."""
    first = parse("11010519491231002X")
    assert (first.birth_date, first.sex, first.province, first.kind) == (
        dt.date(1949, 12, 31),
        "女",
        "北京市",
        "居民身份证",
    )
    second = parse("440524188001010014")
    assert (second.birth_date, second.sex, second.province) == (dt.date(1880, 1, 1), "男", "广东省")


def test_check_digit_by_hand():
    """35+9+0+45+72+36+2+9+48+0+0+18+20+45+0+16+4 = 359, 359 mod 11 = 7, and 7 stands for 5."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    assert sum(w * int(d) for w, d in zip(weights, "51099919800229042", strict=True)) == 359
    assert check_digit("51099919800229042") == "5" == WOMAN[17]


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_check_digit_agrees_with_stdnum(body):
    assert check_digit(body) == mod_11_2.calc_check_digit(body)
    assert ric.calc_check_digit(body + "0") == check_digit(body)


@given(st.sampled_from(sorted(PROVINCES)), st.integers(0, 9999), BIRTHS, st.integers(0, 999))
def test_what_goes_in_comes_out(province, county, born, sequence):
    """Any county code at all: it never turns a number away."""
    number = make_sample(f"{province}{county:04d}", born, sequence)
    who = parse(number, TODAY)
    assert (who.number, who.birth_date, who.province) == (number, born, PROVINCES[province])
    assert who.sex == ("男" if sequence % 2 else "女")


@given(BIRTHS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(born, sequence, place, other):
    number = make_sample(SAMPLE_REGION, born, sequence)
    wrong = number[:place] + other + number[place + 1 :]
    if wrong != number:
        assert fault(wrong)


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(born, sequence, place):
    number = make_sample(SAMPLE_REGION, born, sequence)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert fault(swapped)


def test_numbers_of_a_county_founded_later_are_right():
    """Anju District (510904) was founded in 2003: python-stdnum refuses its older inhabitants, we may not."""
    number = make_sample("510904", dt.date(1975, 6, 15), 288)
    assert not ric.is_valid(number)
    assert parse(number).birth_date == dt.date(1975, 6, 15)


@pytest.mark.parametrize(
    ("region", "kind", "province"),
    [
        ("810000", Kind.HK_MACAU_TAIWAN, "香港特别行政区"),
        ("820000", Kind.HK_MACAU_TAIWAN, "澳门特别行政区"),
        ("830000", Kind.HK_MACAU_TAIWAN, "台湾省"),
        ("710000", Kind.RESIDENT, "台湾省"),
        ("510904", Kind.RESIDENT, "四川省"),
        ("951156", Kind.FOREIGN, "四川省"),
        ("999156", Kind.FOREIGN, ""),
    ],
)
def test_documents(region, kind, province):
    who = parse(make_sample(region, dt.date(1990, 5, 4), 8))
    assert (who.kind, who.province, who.sex) == (kind, province, "女")


@pytest.mark.parametrize(
    "typed",
    [
        " 1101 0519 4912 3100 2x ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "11010519491231002x'",
        "\u200b11010519491231002X\ufeff",
        "\u202d11010519491231002X\u202c",
        "‘11010519491231002X’",
        "110105\u300019491231\u00a0002X\n",
    ],
)
def test_what_typing_and_pasting_add_is_dropped(typed):
    assert parse(typed).number == "11010519491231002X" == normalise(typed)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (None, "empty"),
        ("", "empty"),
        (" 　'", "empty"),
        (float("nan"), "empty"),
        (510999198002290425, "lost_digits"),
        (510999198002290425.0, "lost_digits"),
        (Decimal("510999198002290425"), "lost_digits"),
        (float("inf"), "lost_digits"),
        (12, "lost_digits"),
        ("5.10904E+17", "lost_digits"),
        ("5.10999198002290E+17", "lost_digits"),
        ("5E17", "lost_digits"),
        ("510999198002290000.0", "lost_digits"),
        ("510999198002290000", "lost_digits"),
        (True, "characters"),
        (dt.date(1980, 2, 29), "characters"),
        (3 + 4j, "characters"),
        ("510999800229042", "outdated15"),
        (510999800229042.0, "outdated15"),
        (510999800229042, "outdated15"),
        ("USA510080022901", "old_foreign_card"),
        (WOMAN[:-1], "length"),
        (WOMAN + "0", "length"),
        ("无", "length"),
        (WOMAN[:-1] + "O", "characters"),
        ("X" + WOMAN[1:], "characters"),
        ("51O" + WOMAN[3:], "characters"),
        ("٥" + WOMAN[1:], "characters"),
        ("16" + WOMAN[2:], "province"),
        ("00" + WOMAN[2:], "province"),
        (make_sample("990000", dt.date(1990, 1, 1), 1)[:-1] + "Z", "characters"),
        ("510999198102290425", "birth_date"),
        ("510999198013010425", "birth_date"),
        ("510999000001010425", "birth_date"),
        (make_sample(SAMPLE_REGION, dt.date(1849, 12, 31), 2), "birth_date"),
        (make_sample(SAMPLE_REGION, dt.date(2026, 1, 2), 2), "birth_date"),
        (WOMAN[:-1] + "6", "check_digit"),
        ("440524188001010015", "check_digit"),
    ],
)
def test_each_fault_has_its_own_code(number, code):
    assert fault(number) == code


def test_the_earliest_birth_is_real():
    assert parse(make_sample(SAMPLE_REGION, EARLIEST_BIRTH, 2)).birth_date == EARLIEST_BIRTH


def test_born_today_is_real_and_the_default_today_is_the_clock():
    assert parse(make_sample(SAMPLE_REGION, TODAY, 2), TODAY).birth_date == TODAY
    tomorrow = dt.date.today() + dt.timedelta(days=2)
    with pytest.raises(IdentityProblem):
        parse(make_sample(SAMPLE_REGION, tomorrow, 2))


def test_ending_in_zeros_is_no_fault_by_itself():
    body = next(
        body
        for day in range(1, 29)
        for body in [f"{SAMPLE_REGION}198001{day:02d}000"]
        if check_digit(body) == "0"
    )
    assert parse(body + "0", TODAY).number.endswith("0000")


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9Xx ]{14,19}", fullmatch=True)))
def test_any_text_is_read_or_refused_without_showing_the_number(text):
    try:
        assert parse(text, TODAY).number == normalise(text)
    except IdentityError as problem:
        number = normalise(text)
        if len(number) > 10:
            assert number not in str(problem)
            assert number[6:] not in str(problem)


def test_outdated_numbers_are_named_and_masked():
    with pytest.raises(IdentityProblem) as caught:
        parse("510999800229042")
    message = str(caught.value)
    assert "510999*********" in message
    assert "800229" not in message


def test_masks():
    assert masked(WOMAN) == "510999************"
    assert masked("510999800229042") == "510999*********"
    assert masked("1234567") == "12*****"
    assert masked("12345") == "*****"
    assert masked(None) == "****"


def test_an_identity_keeps_its_number_out_of_logs():
    who = parse(WOMAN)
    assert WOMAN not in repr(who)
    assert "1980" not in repr(who)
    assert who.masked == "510999************"
    assert who == Identity(WOMAN, dt.date(1980, 2, 29), "女", "四川省", Kind.RESIDENT)


def test_a_problem_survives_the_way_between_processes():
    with pytest.raises(IdentityProblem) as caught:
        parse(WOMAN[:-1] + "6")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, str(again)) == (Fault.CHECK_DIGIT, str(caught.value))


@pytest.mark.parametrize(
    ("region", "sequence"), [("5109", 1), ("51099X", 1), ("510999", 1000), ("510999", -1)]
)
def test_samples_that_fit_no_number_are_refused(region, sequence):
    with pytest.raises(IdentityError):
        make_sample(region, dt.date(1990, 1, 1), sequence)
