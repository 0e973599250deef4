"""The worksheet functions: the rules' own answers, cell by cell, and never a traceback in a cell."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl import udfs
from pyxl.book.building.macros.vba_project import xlwings_modules
from pyxl.errors import MoxiError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.office.environment import CHECKS, functions_libraries
from pyxl.rules.age import completed_years
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.quota.apportionment import SettledBy, apportion
from pyxl.rules.quota.methods import METHODS
from pyxl.rules.stroke_order import sort_names, stroke_count
from pyxl.udfs import (
    MX_AGE,
    MX_CANDIDATES_NEEDED,
    MX_ID_BIRTH,
    MX_ID_OK,
    MX_ID_SEX,
    MX_QUOTA,
    MX_SORT_NAMES,
    MX_STROKES,
)

WOMAN = make_sample(SAMPLE_REGION, dt.date(1980, 2, 29), 42)
MAN = make_sample(SAMPLE_REGION, dt.date(1975, 12, 31), 7)
WRONG = WOMAN[:17] + ("0" if WOMAN[17] != "0" else "1")
CONGRESS = dt.datetime(2017, 12, 5)
SERIAL = 43074.0
"""2017-12-05 as Excel counts days."""


def column(*cells: object) -> list[list[object]]:
    return [[cell] for cell in cells]


# Ages


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (dt.datetime(1971, 12, 6), CONGRESS, 45),
        (dt.datetime(1971, 12, 5), CONGRESS, 46),
        (26273.0, SERIAL, 45),  # 1971-12-06
        ("1999年12月5日", "2017-12-05", 18),
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("1999-12", CONGRESS, "17或18"),
        ("1999-11", CONGRESS, 18),
        ("2017-12", CONGRESS, 0),
        (None, CONGRESS, ""),
        ("", None, ""),
        ("  ", CONGRESS, ""),
        ("1980-05-01", None, "计算日没有写明年月日"),
        ("1980-05-01", "2017-12", "计算日没有写明年月日"),
        ("2017-12-06", CONGRESS, "出生日期在计算日之后"),
        ("不详", CONGRESS, "“不详”不是日期"),
        ("#N/A", CONGRESS, "引用的单元格有错：#N/A"),
    ],
)
def test_age(born, on, age):
    assert MX_AGE(born, on) == age


@given(
    st.dates(dt.date(1920, 1, 1), dt.date(2017, 12, 5)), st.dates(dt.date(2017, 12, 5), dt.date(2037, 1, 1))
)
def test_age_is_the_rules_age(born, on):
    assert MX_AGE(dt.datetime(born.year, born.month, born.day), on.isoformat()) == completed_years(born, on)


def test_ages_of_a_column_and_of_two_and_of_a_table():
    assert MX_AGE(column("1980-05-01", None, "x"), [[CONGRESS]]) == [[37], [""], ["“x”不是日期"]]
    assert MX_AGE(column("1980-05-01", "1990-05-01"), column("2017-12-05", "2018-12-05")) == [[37], [28]]
    assert MX_AGE(column("1980-05-01", "1990-05-01"), [["2017-12-05", "2018-12-05"]]) == [[37, 38], [27, 28]]
    assert MX_AGE(column("1980-05-01", "1990-05-01", None), column("2017-12-05", None)) == (
        "几处区域的行数或列数不一样"
    )


# Identity numbers


def test_identity_numbers():
    assert MX_ID_OK(column(WOMAN, WRONG, None, 5.1e17, "abc", WOMAN.lower())) == [
        [True], [False], [""], [False], [False], [True],
    ]  # fmt: skip
    assert MX_ID_SEX([[WOMAN, MAN]]) == [["女", "男"]]
    assert MX_ID_BIRTH(WOMAN) == dt.date(1980, 2, 29)
    assert MX_ID_OK("#REF!") == "引用的单元格有错：#REF!"


@pytest.mark.parametrize("function", [MX_ID_SEX, MX_ID_BIRTH])
def test_a_wrong_number_is_explained_and_never_shown(function):
    answer = function(WRONG)
    assert "校验码不对" in answer
    assert WRONG not in answer and WRONG[6:16] not in answer
    assert "数值" in function(5.1e17)


# Strokes


@pytest.mark.parametrize(
    ("name", "strokes"),
    [
        ("田", 5), ("田富", "5-12"), ("田大利", "5-3-7"), (" 王　丽 ", "4-7"), ("阿依·古丽", "7-8-5-7"),
        (None, ""), ("A", "没有“A”的笔画资料"), (3.0, "姓名“3.0”不是文字"),
    ],
)  # fmt: skip
def test_strokes(name, strokes):
    assert MX_STROKES(name) == strokes


@given(st.text(st.sampled_from("丁一乙田王丽大利富赵钱孙李周吴郑冯陈褚卫"), min_size=2, max_size=4))
def test_strokes_are_those_of_the_order(name):
    assert MX_STROKES(name) == "-".join(str(stroke_count(character)) for character in name)


def test_names_are_sorted_as_on_the_ballot_and_blanks_stand_last():
    names = ["田大利", "王丽", None, "田富", " ", "丁小宁", "王丽"]
    ordered = ["丁小宁", "王丽", "王丽", "田富", "田大利", "", ""]
    assert MX_SORT_NAMES(column(*names)) == column(*ordered)
    assert MX_SORT_NAMES([names]) == [ordered]
    assert MX_SORT_NAMES([["田大利", "王丽"], [None, "田富"]]) == column("王丽", "田富", "田大利", "")
    assert MX_SORT_NAMES("王丽") == "王丽"
    assert MX_SORT_NAMES(column(None, None)) == column("", "")


@given(st.lists(st.text(st.sampled_from("丁一乙田王丽大利富"), min_size=2, max_size=3), min_size=1))
def test_sorting_is_the_rules_sorting(names):
    assert MX_SORT_NAMES(column(*names)) == column(*sort_names(names))


def test_a_character_without_data_and_an_error_value_stop_the_sorting():
    assert MX_SORT_NAMES(column("王丽", "\U000e0001", "赵Q")) == "没有“Q”的笔画资料"
    assert MX_SORT_NAMES(column("王丽", "#N/A")) == "引用的单元格有错：#N/A"


# Quotas


def test_a_hand_worked_quota():
    """Hamilton: 41 seats over 600, 300 and 100 are 24.6, 12.3 and 4.1; the seat left goes to the .6."""
    assert MX_QUOTA(column(600.0, 300.0, 100.0), 41.0) == column(25, 12, 4)
    assert MX_QUOTA([[600.0, None, 300.0, 100.0]], [[41.0]]) == [[25, "", 12, 4]]
    assert MX_QUOTA(column(600.0, 300.0, 100.0), 41.0, "最大余额法", column(None, 12.0, 6.0)) == column(
        23, 12, 6
    )
    assert MX_QUOTA(7.0, 3.0) == 3


def test_methods_by_both_names():
    weights = column(53.0, 24.0, 23.0)
    for key, method in METHODS.items():
        expected = column(*apportion([53, 24, 23], 7, key).seats)
        assert MX_QUOTA(weights, 7.0, key) == expected
        assert MX_QUOTA(weights, 7.0, [[f" {method.chinese} "]]) == expected


def test_a_tie_is_shown_and_never_settled_by_the_order_of_the_rows():
    assert MX_QUOTA(column(10.0, 10.0, 20.0), 6.0) == column("1或2", "1或2", 3)
    heavier = apportion([3, 1], 2)  # 1.5 and 0.5: the larger weight is a rule, so nothing is in doubt
    assert heavier.ties[0].settled_by is SettledBy.WEIGHT
    assert MX_QUOTA(column(3.0, 1.0), 2.0) == column(*heavier.seats)


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ((column(1.0, 2.0), None), "没有填写代表名额总数"),
        ((column(1.0, 2.0), column(1.0, 2.0)), "代表名额总数只能是一格"),
        ((column(1.0, 2.0), 2.5), "不是0或者正整数"),
        ((column(1.0, 2.0), "很多"), "不是0或者正整数"),
        ((column(1.0, "#N/A"), 2.0), "引用的单元格有错：#N/A"),
        ((column(None, ""), 2.0), "没有可以分配名额的单位"),
        ((column(1.0, 2.0), 2.0, "抽签"), "没有“抽签”这种名额分配方法"),
        ((column(1.0, 2.0), 2.0, None, column(1.0, 1.0, 1.0)), "最少名额有3格，权数有2格"),
        ((column(1.0, None), 2.0, None, column(1.0, 1.0)), "第2格有最少名额，没有权数"),
        ((column(1.0, 2.0), 2.0, None, 2.0), "最少名额"),
    ],
)
def test_a_quota_that_cannot_be_says_why(arguments, answer):
    assert answer in MX_QUOTA(*arguments)


@given(
    weights=st.lists(st.one_of(st.none(), st.integers(0, 900)), min_size=1, max_size=12),
    seats=st.integers(0, 60),
    method=st.sampled_from(list(METHODS)),
    least=st.one_of(st.none(), st.integers(0, 3)),
)
def test_quotas_are_the_rules_quotas(weights, seats, method, least):
    cells = [None if weight is None else float(weight) for weight in weights]
    answer = MX_QUOTA(column(*cells), float(seats), method, least if least is None else float(least))
    given_weights = [weight for weight in weights if weight is not None]
    try:
        expected = apportion(given_weights, seats, method, least)
    except MoxiError as error:
        assert answer == error.what
        return
    shown = [row[0] for row, weight in zip(answer, weights, strict=True) if weight is not None]
    assert all(row == [""] for row, weight in zip(answer, weights, strict=True) if weight is None)
    doubtful = {u for tie in expected.ties if tie.settled_by is SettledBy.ORDER for u in tie.units}
    for unit, cell in enumerate(shown):
        if unit in doubtful:
            assert str(expected.seats[unit]) in cell.split("或")
        else:
            assert cell == expected.seats[unit]


# Candidates


@pytest.mark.parametrize(
    ("seats", "ratio", "needed"),
    [
        (25.0, 0.05, 27), (25.0, "5%", 27), (20.0, "1/20", 21), (100.0, 0.07, 107), (None, 0.05, ""),
        (25.0, None, "没有填写差额比例"), (25.5, 0.05, "应选名额“25.5”不是0或者正整数"),
        (25.0, 5.0, "“5.0”超过了100%，可能漏了百分号"),
    ],
)  # fmt: skip
def test_candidates_needed(seats, ratio, needed):
    assert MX_CANDIDATES_NEEDED(seats, ratio) == needed


@given(st.integers(0, 300), st.integers(0, 100))
def test_candidates_are_the_rules_candidates(seats, percent):
    """A cell's 0.07 means seven hundredths, though the float is not."""
    assert MX_CANDIDATES_NEEDED(float(seats), percent / 100) == candidates_needed(seats, f"{percent}%")


# The cell


def test_cells_come_from_xlwings_as_the_functions_take_them(sample):
    """The options that the decorators give, over our own engine in the place of Excel's."""
    with open_closed(sample, read_only=True) as book:
        units = book.sheets["单位"].tables["单位"].data_body_range
        women = book.sheets["单位"].tables["单位"].header_row_range.value.index("妇女人数")
        weights = units[:, women].options(Any, **udfs.AS_BLOCK).value
        total = units[0, women].options(Any, **udfs.AS_BLOCK).value
    assert all(len(row) == 1 for row in weights) and len(total) == len(total[0]) == 1
    answer = MX_QUOTA(weights, [[41.0]])
    assert len(answer) == len(weights)
    assert [row[0] for row in answer if row[0] != ""] == list(
        apportion([row[0] for row in weights if row[0] is not None], 41).seats
    )


def test_a_defect_of_ours_is_no_traceback_and_tells_no_data(monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError(WOMAN)

    monkeypatch.setattr(udfs, "parse", broken)
    assert MX_ID_SEX(column(WOMAN)) == [["程序差错（ZeroDivisionError），请告诉维护人员"]]
    monkeypatch.setattr(udfs, "apportion", broken)
    assert MX_QUOTA(column(1.0), 1.0) == "程序差错（ZeroDivisionError），请告诉维护人员"


def test_the_doctor_looks_for_both_libraries_that_the_workbooks_module_loads(monkeypatch, tmp_path):
    """The one of Excel's own bits is loaded, whatever those of Python."""
    bas = next(m.text for m in xlwings_modules() if m.name == "xlwings")
    version = re.search(r'XLWINGS_VERSION As String = "(.*)"', bas)[1]
    assert all(f'"{library}"' in bas for library in functions_libraries(version))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Scripts" / "python.exe"))
    check = CHECKS["工作表函数"]
    for library in functions_libraries(version):
        found = check("工作表函数")
        assert not found.ok and library in found.advice
        (tmp_path / library).touch()
    assert check("工作表函数").ok
    (tmp_path / functions_libraries(version)[0]).unlink()
    assert "32 位的 Excel" in check("工作表函数").advice


@pytest.mark.process
def test_the_first_call_does_not_wait_for_heavy_libraries():
    script = (
        "import sys\nfrom pyxl.hosts.lean_start import import_xlwings\nimport_xlwings()\n"
        "import pyxl.udfs\n"
        "print([m for m in ('pandas', 'numpy', 'openpyxl', 'xlsxwriter', 'lxml', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
