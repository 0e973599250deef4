"""名额测算 where the table leaves a doubt: it asks, and never lets the order of the rows decide in silence."""

from __future__ import annotations

import pytest
from election_day import put, rows


def units(*pairs: tuple[str, int | None], **more: int) -> list[dict[str, object]]:
    return [{"单位": name, "妇女人数": women, **more} for name, women in pairs]


def test_lots_that_the_settings_ask_for_must_be_drawn(sample, moxi):
    put(sample, "单位", units(("甲村", 14), ("乙村", 14), ("丙村", 14), ("丁村", 18)))
    assert moxi("set", sample, "代表名额=6", "名额同数办法=抽签")[0] == 0
    status, _, error = moxi("quota", sample)
    assert status == 2 and "抽签序" in error and "甲村、乙村、丙村" in error
    drawn = [row | {"抽签序": lot} for row, lot in zip(rows(sample, "单位"), (3, 1, 2, None), strict=True)]
    put(sample, "单位", drawn)
    assert moxi("quota", sample)[0] == 0
    assert [row["分配名额"] for row in rows(sample, "单位")] == [1, 2, 1, 2]


def test_a_unit_without_its_women_is_named(sample, moxi):
    put(sample, "单位", units(("甲村", None), ("乙村", 900)))
    status, _, error = moxi("quota", sample)
    assert status == 2 and "甲村没有填写妇女人数" in error
    assert moxi("quota", sample, "--method", "equal")[0] == 0
    put(sample, "单位", [*units(("甲村", None), 保留名额=3), *units(("乙村", 900))])
    assert moxi("quota", sample)[0] == 0
    assert [row["分配名额"] for row in rows(sample, "单位")] == [3, 38]


def test_two_rows_of_one_unit_are_refused(sample, moxi):
    put(sample, "单位", units(("甲村", 5), ("甲村", 3)))
    status, _, error = moxi("quota", sample)
    assert status == 2 and "甲村填了不止一行" in error


@pytest.mark.parametrize("word", ["三分之二", "2/3", "66.7%"])
def test_a_quorum_may_be_written_as_the_election_rules_write_it(sample, moxi, word):
    assert moxi("set", sample, f"到会比例={word}")[0] == 0
