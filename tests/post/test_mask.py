"""Masking: no number survives in any way of writing it, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import IDENTITIES, TELEPHONES, VARIANTS, identities, telephones

from pyxl.actions.fresh.blank import content
from pyxl.actions.fresh.sample import SAMPLE, UNITS
from pyxl.masking import mask_text, without_identities
from pyxl.post.mask import mask_cell, mask_record
from pyxl.rules.identity import masked


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("number", IDENTITIES[:12])
def test_an_identity_number_shows_what_the_house_shows(number):
    assert mask_text(f"见{number}。") == f"见{masked(number)}。"


@pytest.mark.parametrize("write", VARIANTS)
@pytest.mark.parametrize("number", [*IDENTITIES[:12], *TELEPHONES])
def test_every_way_of_writing(write, number):
    assert digits(number)[:17] not in digits(mask_text(f"样例{write(number)}样例"))


@given(st.text(max_size=20), st.one_of(identities, telephones), st.text(max_size=20))
def test_whatever_stands_around_it(before, number, after):
    assert digits(number)[:17] not in digits(mask_text(before + number + after))


PARTED = ["，", "、", "：", "（", "）", "+", "…", "年", "    ", "；生于", "（出生"]


@pytest.mark.parametrize("between", PARTED)
@pytest.mark.parametrize("hide", [mask_text, without_identities])
@pytest.mark.parametrize("number", [n for n in IDENTITIES[:12] if len(n) == 18])
def test_an_identity_number_in_three_parts(hide, number, between):
    shown = hide(f"医生{number[:6]}{between}{number[6:14]}{between}{number[14:]}，样例")
    assert shown == f"医生{number[:6]}{between}{'*' * 8}{between}{'*' * 4}，样例"
    spelt = f"{number[:6]}{between}{number[6:10]}年{number[10:12]}月{number[12:14]}日{between}{number[14:]}"
    assert digits(hide(spelt)) == number[:6]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("（0825）8660123", "（082*）*****23"), ("(0825)8660123", None), ("办（028） 86612345 转", None)],
)
def test_an_area_code_in_brackets(text, shown):
    assert len(digits(mask_text(text))) == 5
    assert shown is None or mask_text(text).startswith(shown)


def test_a_digest_is_no_number():
    digest = "12345678901234567890" + "a" * 44
    assert mask_text(f"SHA-256 {digest}。") == f"SHA-256 {digest}。"
    assert without_identities("上报材料_2017-12-03_093059.xlsx") == "上报材料_2017-12-03_093059.xlsx"
    assert digest not in mask_text(f"SHA-256 {digest.replace('a', '1')}。")


SPLITS = ["、", "，", ",", "a", "x", "Tel", " 、 ", "；"]


@pytest.mark.parametrize("between", SPLITS)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("number", ["13800001234", *[n for n in IDENTITIES[:6] if len(n) == 18]])
def test_a_number_in_any_number_of_pieces(between, size, number):
    parts = [number[at : at + size] for at in range(0, len(number), size)]
    assert digits(number)[:17] not in digits(mask_text(f"样例{between.join(parts)}样例"))


@pytest.mark.parametrize("text", ["0825、8660123", "0825、866、0123", "028，8661，2345"])
def test_a_telephone_parted_behind_its_area_code(text):
    assert len(digits(mask_text(text))) == 5


def test_two_numbers_side_by_side():
    shown = mask_text(f"{IDENTITIES[0]} {IDENTITIES[1]}、{TELEPHONES[0]}/{TELEPHONES[1]}")
    assert all(digits(number)[:17] not in digits(shown) for number in (*IDENTITIES[:2], *TELEPHONES[:2]))


@pytest.mark.parametrize(
    "text",
    ["2017-12-03 2017-12-05", "2017-12-03 09:30:00", "2017-12-03 09 30", "第12、13、14、15、16、17、18、19行", "磨委〔2017〕12号",
     "编号20171203", "赞成 38 票，反对 2 票", "2 又 35/413", "30,573 人", "川妇字〔2017〕36号", "0.05", "一二三四五六七八九十",
     "38、37、36、35、34、33、32、31、20、19", "应到510904人，2017年12月3日，实到40人"],
)  # fmt: skip
def test_figures_and_dates_stay(text):
    assert mask_text(text) == text


def test_the_workbook_s_own_texts_stay():
    for line in content().settings:
        assert mask_record({"项目": line.key, "值": line.value, "说明": line.text})["说明"] == line.text
    for row in SAMPLE["单位"]:
        assert mask_record(row) == row
    assert mask_text("、".join(UNITS)) == "、".join(UNITS)


@pytest.mark.parametrize(
    ("cell", "header", "shown"),
    [
        ("510999198002290420", "身份证号", "510999************"),
        (510999198002290420, "备注", "510999************"),
        (5.1099919800229e17, "备注", None),
        (13800001234, "备注", "138******34"),
        ("000-0000000", "联系电话", "000-*****00"),
        ("8661234", "联系电话", "866**34"),
        (8661234, "联系电话", "866**34"),
        ("8661234", "备注", "8661234"),
        ("电话8661234", "备注", "电话866**34"),
        ("无", "身份证号", "无"),
        (12, "应到", 12),
        (True, "备注", True),
        (dt.date(1980, 5, 1), "出生日期", "1980年5月"),
        ("1980.5.1", "出生日期", "1980年5月"),
        (19800501, "出生日期", "1980年5月"),
        ("一九八〇", "出生日期", "一九八〇"),
        ("1980/13/45", "出生日期", "（写法有误，已遮盖）"),
        (dt.date(2017, 12, 3), "例外批准日期", dt.date(2017, 12, 3)),
    ],
)
def test_cells(cell, header, shown):
    found = mask_cell(cell, header)
    if shown is None:
        assert isinstance(found, str) and found.count("*") >= 9
    else:
        assert found == shown and type(found) is type(shown)


def test_the_name_of_a_setting_says_what_its_value_is():
    assert mask_record({"项目": "联系人电话", "值": "8661234"}) == {"项目": "联系人电话", "值": "866**34"}


def test_no_letter_of_any_script_is_a_digit():
    # has_digits looks no further into a text of letters alone.
    every = map(chr, range(sys.maxunicode + 1))
    assert not [hex(ord(c)) for c in every if c.isalpha() and unicodedata.digit(c, None) is not None]
