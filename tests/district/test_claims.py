"""What a cover claims: sums without a key let anybody write any cover, and none of them stops the others' merge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from pyxl.district import concluding, reading
from pyxl.district.figures import kept_members
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.shelf import Shelf
from pyxl.district.workers import Job
from pyxl.errors import FileError
from tests.district import towns

SHA = "a" * 64
WILD = (
    "",
    "昨天",
    "=1+1",
    "x" * 40_000,
    "\x01",
    "\u202e",
    "2017-12-04 09:00+08:00",
    "2017-W49-1",
    "9999-12-31 23:59",
    "-1",
    "甲样镇",
)
COUNTS = (-1, 10**4, 3 * 10**9, 10**30)
TEXTS = ("town", "congress", "phase", "reason", "made", "version", "log_hash", "codes", "changed", "previous")
NUMBERS = ("errors", "warnings", "notes", "log_rows", "log_breaks", "number")


@pytest.fixture(scope="module")
def genuine():
    return towns.frozen("甲样镇")


def answered(genuine, sealed=False, **claims):
    """What the district makes of a cover; every sheet is written with it."""
    sent = replace(genuine, cover=replace(genuine.cover, **claims))
    return reading._read(Job(SHA, "甲样镇.xlsx", b"", (), None, towns.NOW), sent, "快速", sealed)


def concluded(tmp_path, answer) -> set[str]:
    """The findings of the town's line, after everything that is made of it was made."""
    with Shelf(tmp_path / "库.sqlite") as shelf:
        shelf.put(answer)
        row, _ = concluding._town_row(shelf, {SHA: "甲样镇.xlsx"}, True, towns.NOW)
        write_result(
            tmp_path / "汇总.xlsx",
            Result(DistrictSettings(), [row], {}, towns.NOW),
            partial(kept_members, shelf),
        )
    return {one.code for one in row.findings}


@pytest.mark.parametrize(
    ("field", "value"), [*((f, v) for f in TEXTS for v in WILD), *((f, v) for f in NUMBERS for v in COUNTS)]
)
def test_a_wild_cover_is_refused_or_stops_nothing(tmp_path, genuine, field, value):
    try:
        answer = answered(genuine, **{field: value})
    except FileError as error:
        assert error.what.startswith("封面的“") and error.remedy
    else:
        concluded(tmp_path, answer)


@pytest.mark.parametrize(
    "claims",
    [{"made": "2017-12-04 09:00+08:00"}, {"made": "2017-13-04 09:00"}, {"number": 3 * 10**9, "previous": "b" * 64}, {"number": -3},
     {"number": 2}, {"previous": "b" * 64}, {"errors": -4}, {"town": " "}, {"phase": "胡说"}],
)  # fmt: skip
def test_what_no_program_of_ours_writes_is_refused(genuine, claims):
    with pytest.raises(FileError, match="不是打包程序写得出来的"):
        answered(genuine, **claims)


def with_findings(genuine, level: str, state: str):
    row = {**genuine.tables["校验结果"][0], "级别": level, "状态": state}
    return replace(genuine, tables={**genuine.tables, "校验结果": [row]})


@pytest.mark.parametrize(
    ("claims", "code"),
    [({"town": "乙镇"}, "D-COVER"), ({"phase": "组织动员"}, "D-COVER"), ({"congress": "第九次"}, "D-COVER"), ({"masked": False}, "D-PLAIN"),
     ({"made": "2018-01-01 09:00"}, "D-FUTURE")],
)  # fmt: skip
def test_a_cover_that_the_tables_do_not_bear_out_is_a_finding(tmp_path, genuine, claims, code):
    assert code in concluded(tmp_path, answered(genuine, **claims))


@pytest.mark.parametrize("level", ["错误", "警告"])
def test_a_cover_that_names_fewer_findings_than_lie_under_it_is_a_finding(tmp_path, genuine, level):
    assert "D-COVER" in concluded(tmp_path, answered(with_findings(genuine, level, "新增")))
    assert "D-COVER" not in concluded(tmp_path, answered(with_findings(genuine, level, "已解决")))


@pytest.mark.parametrize("masked", [True, False])
def test_a_true_cover_has_no_finding(tmp_path, masked):
    sent = towns.frozen("甲样镇", masked=masked, made=towns.MADE + dt.timedelta(hours=3))
    assert concluded(tmp_path, answered(sent, sealed=not masked)) == set()
