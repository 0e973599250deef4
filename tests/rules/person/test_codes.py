"""Code lists: complete, unambiguous, and forgiving about other words for the same thing."""

from __future__ import annotations

import pytest

from pyxl.rules.person.codes import EDUCATION, EIGHT_GROUPS, LISTS, OFFICE_CODES, folded


def test_there_are_56_ethnic_groups_in_the_order_of_the_standard():
    groups = LISTS["民族"].codes[:56]
    assert [code.code for code in groups] == [f"{number:02}" for number in range(1, 57)]
    assert (groups[0].value, groups[6].value, groups[55].value) == ("汉族", "彝族", "基诺族")
    assert all(code.value.endswith("族") for code in groups)


def test_there_are_13_kinds_of_political_status():
    assert [code.code for code in LISTS["政治面貌"].codes] == [f"{number:02}" for number in range(1, 14)]


@pytest.mark.parametrize("name", LISTS)
def test_no_word_means_two_things(name):
    meanings: dict[str, str] = {}
    for code in LISTS[name].codes:
        for word in (code.value, *code.synonyms):
            assert meanings.setdefault(folded(word), code.value) == code.value, word


@pytest.mark.parametrize("name", LISTS)
def test_each_value_and_synonym_is_known(name):
    for code in LISTS[name].codes:
        assert LISTS[name].normalise(code.value) == code.value
        assert {LISTS[name].normalise(f" {word}　") for word in code.synonyms} <= {code.value}


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("政治面貌", "党员", "中共党员"),
        ("政治面貌", "预备党员", "中共预备党员"),
        ("民族", "汉", "汉族"),
        ("性别", "女性", "女"),
        ("推荐方式", "个人自荐、组织推荐", "个人自荐、组织推荐"),
        ("推荐方式", "群众推荐和组织推荐", "群众举荐、组织推荐"),
        ("拟任职务", "执委委员", "执委"),
        ("民族", "地球族", None),
        ("民族", "", None),
        ("民族", None, None),
        ("推荐方式", "个人自荐、抽签", None),
        ("推荐方式", "、", None),
        ("政治面貌", "中共党员、群众", None),
    ],
)
def test_normalise(column, written, value):
    assert LISTS[column].normalise(written) == value


def test_the_eight_groups_are_those_of_the_plan():
    assert len(EIGHT_GROUPS) == 8
    assert "退休党群工作者" in EIGHT_GROUPS and "其他" not in EIGHT_GROUPS


def test_offices_are_ranked():
    assert sorted(OFFICE_CODES.values, key=OFFICE_CODES.rank) == ["执委", "常委", "副主席", "主席"]


def test_education_is_ranked_and_vocational_schools_are_of_the_高中_level():
    order = ["文盲或半文盲", "小学", "初中", "高中", "大专", "大学本科", "硕士研究生", "博士研究生"]
    assert [EDUCATION.rank(value) for value in order] == list(range(8))
    assert {EDUCATION.rank(value) for value in ("中专", "职高", "技校")} == {EDUCATION.rank("高中")}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("本科", "大学本科"),
        ("省委党校本科", "大学本科"),
        ("函授大专毕业", "大专"),
        ("大学专科", "大专"),
        ("高职", "大专"),
        ("职高", "职高"),
        ("研究生", "硕士研究生"),
        ("大学肄业", "大学本科肄业"),
        ("大专（在读）", "大专肄业"),
        ("初中文化", "初中"),
        ("自考", None),
        ("文盲肄业", None),
        ("专升本在读", "大学本科肄业（专升本）"),
        ("大学本科（专升本）肄业", "大学本科肄业（专升本）"),
        ("大学本科肄业（专升本）", "大学本科肄业（专升本）"),
        ("初中及以下", None),
    ],
)
def test_education_as_it_is_written(written, value):
    assert EDUCATION.normalise(written) == value


def test_who_did_not_graduate_ranks_one_level_lower():
    for value in EDUCATION.values:
        rank = EDUCATION.rank(value)
        if rank:
            assert (
                EDUCATION.rank(f"{value}肄业")
                == EDUCATION.rank(f"{value}结业")
                == (3 if value == "大学本科" else rank - 1)
            )


def test_a_certificate_held_decides():
    """大学本科在读: 高中, unless she came to it from 大专."""
    ranks = {word: EDUCATION.rank(word) for word in ("高中", "大专", "大学本科")}
    assert EDUCATION.rank("大学本科在读") == ranks["高中"] and EDUCATION.held("本科肄业") == "高中"
    assert EDUCATION.rank("专升本在读") == ranks["大专"] and EDUCATION.held("专升本在读") == "大专"
    assert EDUCATION.rank("专升本") == ranks["大学本科"] and EDUCATION.rank("研究生在读") == ranks["大学本科"]
