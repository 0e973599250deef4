"""Nothing of what a merge keeps or shows has an identity number, a telephone or a day of birth, whoever sent it in what column."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from functools import partial

import pytest

from pyxl.district import concluding, reading
from pyxl.district.figures import kept_members
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.shelf import Shelf
from pyxl.district.workers import Job
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from tests.district import towns

SHA = "a" * 64
BORN = dt.date(1950, 3, 7)
NUMBER = make_sample(SAMPLE_REGION, BORN, 88)
PHONE = "13812345678"
DAYS = ("1950-03-07", "1950年3月7日", "1950.03.07", "1950-3-7", "19500307")


def kept(tmp_path, sent, sealed: bool) -> str:
    """Everything that lies on the shelf and in the result, in clear."""
    shelf_file, out = tmp_path / "库.sqlite", tmp_path / "汇总.xlsx"
    answer = reading._read(Job(SHA, "甲样镇.xlsx", b"", (), b"k" * 32, towns.NOW), sent, "快速", sealed)
    with Shelf(shelf_file) as shelf:
        shelf.put(answer)
        row, _ = concluding._town_row(shelf, {SHA: "甲样镇.xlsx"}, True, towns.NOW)
        write_result(
            out,
            Result(DistrictSettings(), [row], {}, towns.NOW, roll_sizes={SHA: shelf.people(SHA)}),
            partial(kept_members, shelf),
        )
        text = shelf.raw_figures(SHA).decode() + str(kept_members(shelf, SHA)) + str(answer.known)
    with zipfile.ZipFile(out) as archive:
        text += "".join(archive.read(name).decode() for name in archive.namelist())
    return text + shelf_file.read_bytes().decode("utf-8", "replace")


def in_every_text(tables: towns.Tables) -> None:
    """As somebody types who has one cell for everything, or forges a file that calls itself masked."""
    for name in ("候选人", "代表", "单位", "工作进度", "选举结果", "培训", "校验结果"):
        for row in tables[name][:3]:
            for header, cell in row.items():
                if isinstance(cell, str) and header not in ("身份证号", "选举", "状态", "级别", "代码", "表"):
                    row[header] = f"{cell} {NUMBER} 电话{PHONE}"


@pytest.mark.parametrize("masked", [True, False])
def test_a_number_typed_into_any_text_shows_nowhere(tmp_path, masked):
    tables = towns.tables("甲样镇")
    in_every_text(tables)
    sent = towns.frozen("甲样镇", masked=masked)
    forged = {name: tables[name] if name != "设置" else rows for name, rows in sent.tables.items()}
    said = f"{NUMBER}，{PHONE}"
    cover = replace(
        sent.cover, reason=said, changed=said, congress=said, errors=1, codes=f"执委选举的核对码：{NUMBER}"
    )
    text = kept(tmp_path, replace(sent, tables=forged, cover=cover), not masked)
    assert NUMBER not in text and PHONE not in text


def too_old(tables: towns.Tables) -> None:
    tables["候选人"][0] |= {"出生日期": BORN, "身份证号": NUMBER}


def of_another_day(tables: towns.Tables) -> None:
    tables["候选人"][0] |= {"出生日期": dt.date(1950, 3, 8), "身份证号": NUMBER}


def of_no_number(tables: towns.Tables) -> None:
    tables["候选人"][0] |= {"出生日期": BORN, "身份证号": None}


def written_out(tables: towns.Tables) -> None:
    tables["候选人"][0] |= {"出生日期": "1950.3.7", "身份证号": NUMBER}


def of_no_day(tables: towns.Tables) -> None:
    tables["候选人"][0] |= {"出生日期": "1950-03-071", "身份证号": None}


def twice(tables: towns.Tables) -> None:
    for row in tables["代表"][:2]:
        row |= {"姓名": "王样样", "出生日期": BORN, "身份证号": NUMBER}


@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize("change", [too_old, of_another_day, of_no_number, written_out, of_no_day, twice])
def test_what_a_rule_says_of_somebody_keeps_the_month_of_birth_alone(tmp_path, change, masked):
    text = kept(tmp_path, towns.frozen("甲样镇", change, masked=masked), not masked)
    assert not [day for day in (*DAYS, "1950年3月8日", "1950-03-08") if day in text]
    assert "D-CHECK" in text or masked
