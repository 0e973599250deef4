"""Names and rows as they come from clerks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_people import candidate

from pyxl.rules.person.people import Person, is_blank, normalise_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王 丽", "王丽"),
        ("王　丽", "王丽"),
        (" 样例甲\u200b\n", "样例甲"),
        ("买买提．艾山", "买买提·艾山"),
        ("阿依•古丽", "阿依·古丽"),
        ("阿依 · 古丽", "阿依·古丽"),
        ("Ａｎｎａ  Ｌｅｅ", "Anna Lee"),
        ("㛃𬱖", "㛃𬱖"),
        ("﨑", "﨑"),
        (None, ""),
        (float("nan"), ""),
        (12.0, "12"),
    ],
)
def test_normalise_name(written, name):
    assert normalise_name(written) == name


@given(st.text(max_size=12))
def test_normalising_twice_changes_nothing(text):
    assert normalise_name(normalise_name(text)) == normalise_name(text)


def test_a_row_with_nothing_but_its_serial_number_is_blank():
    assert is_blank({"序号": 3, "姓名": None, "备注": " "})
    assert not is_blank({"序号": 3, "姓名": None, "备注": "?"})


def test_the_numbers_birth_date_comes_before_the_written_one():
    person = Person.from_row(candidate(1, 出生日期="1980.5"), "候选人", 1)
    assert str(person.written_birth) == "1980年5月"
    assert str(person.birth) == "1980年5月1日"


def test_without_连任_a_person_is_newly_proposed():
    for term, new in (("新推荐", True), ("", True), ("连任", False), ("连选连任", False)):
        assert Person.from_row(candidate(1, 任职=term), "候选人", 1).newly_proposed is new
