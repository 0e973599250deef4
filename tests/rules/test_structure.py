"""Bands and groups: every word of a code list falls into one group at most, every age into one band."""

from __future__ import annotations

import pytest

from pyxl.errors import SettingError
from pyxl.rules.person.codes import EDUCATION, LISTS
from pyxl.rules.structure import DIVISIONS, MOST_LIMITS, age_bands


def test_every_age_is_in_one_band():
    for text in ("35、45、50", "30，40", "18", "30 35；45;60"):
        bands = age_bands(text)
        for age in range(150):
            inside = [
                band
                for band in bands
                if (band.youngest is None or band.youngest <= age)
                and (band.oldest is None or age <= band.oldest)
            ]
            assert len(inside) == 1, (text, age)


def test_the_default_bands_end_where_the_plan_draws_its_limits():
    assert [band.name for band in age_bands("35、45、50")] == ["35岁以下", "36—45岁", "46—50岁", "51岁以上"]
    assert [band.name for band in age_bands("30、31")] == ["30岁以下", "31岁", "32岁以上"]


@pytest.mark.parametrize("text", ["", "四十", "45、35", "35、35", "1、2、3、4、5", "35-45", "三十五"])
def test_what_is_no_list_of_ages_is_refused(text):
    with pytest.raises(SettingError, match="年龄分段"):
        age_bands(text)
    assert MOST_LIMITS == 4


@pytest.mark.parametrize("division", DIVISIONS, ids=lambda item: item.column)
def test_no_word_is_in_two_groups(division):
    words = [word for group in division.groups for word in group.words]
    assert len(words) == len(set(words))


def test_every_value_has_its_group():
    for division in DIVISIONS:
        words = {word for group in division.groups for word in group.words}
        left = set(LISTS[division.column].values) - words
        assert left <= {"其他", "外国血统中国籍人士"}, division.column


def test_education_is_counted_by_the_level_graduated_from():
    groups = {word: group.name for group in DIVISIONS[0].groups for word in group.words}
    assert groups["大专"] == "大专" and groups["大专肄业"] == "高中" and groups["中专"] == "高中"
    assert groups["大学本科肄业"] == "高中" and groups["硕士研究生肄业"] == "大学本科"
    assert groups["高中肄业"] == groups["小学"] == "初中及以下"
    assert EDUCATION.rank("大专肄业") == EDUCATION.rank("高中")


def test_minorities():
    groups = {word: group.name for group in DIVISIONS[-1].groups for word in group.words}
    assert groups["汉族"] == "汉族" and groups["彝族"] == "少数民族"
    assert sum(name == "少数民族" for word, name in groups.items() if word.endswith("族")) >= 55
    assert "其他" not in groups
