"""The result as DataFrames: documented columns and dtypes, and the same figures as on the sheets."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pyxl.district import describe, frames, save_parquet
from pyxl.district.concluding import conclude
from pyxl.district.merging import merge
from pyxl.district.orders import DRAFT, Orders, Piece
from pyxl.district.result import book
from pyxl.district.result.kept import Kept
from pyxl.errors import FileError
from tests.district import towns

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def found(district):
    return frames(district.out)


def test_columns_and_dtypes_are_as_described(found):
    for sheet, columns in describe().items():
        assert list(found[sheet].columns) == list(columns), sheet
        assert {name: str(kind) for name, kind in found[sheet].dtypes.items()} == {
            name: dtype for name, (dtype, _) in columns.items()
        }, sheet


def test_figures_are_those_of_the_towns(found):
    summary = found["汇总"].set_index("报送单位")
    assert summary.loc["甲样镇", "第几次"] == 2 and pd.isna(summary.loc["庚样镇", "第几次"])
    assert summary["执委"].sum() == 150 and len(found["名册"]) == 150
    structure = found["结构对比"].set_index("报送单位")
    members = found["名册"][found["名册"]["报送单位"] == "甲样镇"]
    assert structure.loc["甲样镇", "执委党员"] == pytest.approx(members["政治面貌"].eq("中共党员").mean())
    states = found["进度"].groupby("报送单位")["状态"].count()
    assert states["甲样镇"] == 28 and states["庚样镇"] == 0


def test_beyond_what_anybody_reads_the_sheet_holds_figures_and_the_frame_all_rows(tmp_path, monkeypatch):
    towns.mailed(tmp_path / "收件", towns.frozen("甲样镇"))
    monkeypatch.setattr(book, "ROWS_SHOWN", 20)
    out = tmp_path / "汇总.xlsx"
    orders = Orders(tmp_path / "收件", out, now=towns.NOW)
    (place, _), *_ = merge(orders, lambda step: None).accepted
    # The comparison has a process of its own; here it is asked to end the merge once more.
    sha = hashlib.sha256((orders.inbox / place).read_bytes()).hexdigest()
    conclude(orders, Kept(), [Piece(place, place, "", sha, "")], {}, tmp_path)
    (tmp_path / DRAFT).replace(out)
    assert "全部名册在" in "".join(map(str, openpyxl.load_workbook(out)["名册"].values))
    assert len(frames(out)["名册"]) == 25
    next(tmp_path.glob("*.sqlite")).unlink()
    with pytest.raises(FileError, match="来件库"):
        frames(out)


def test_a_shelf_of_another_version_or_another_merge_is_told_and_not_lost(tmp_path, monkeypatch):
    for town in ("甲样镇", "乙样镇"):
        towns.mailed(tmp_path / "收件", towns.frozen(town))
    monkeypatch.setattr(book, "ROWS_SHOWN", 20)
    out = tmp_path / "汇总.xlsx"
    orders = Orders(tmp_path / "收件", out, now=towns.NOW)
    accepted = merge(orders, lambda step: None).accepted
    pieces = [
        Piece(at, at, "", hashlib.sha256((orders.inbox / at).read_bytes()).hexdigest(), "")
        for at, _ in accepted
    ]
    conclude(orders, Kept(), pieces, {}, tmp_path)
    (tmp_path / DRAFT).replace(out)
    conclude(orders, Kept(), pieces[:1], {}, tmp_path)  # another result over the same shelf
    with pytest.raises(FileError, match="不是做这份汇总时的"):
        frames(out)
    with sqlite3.connect(orders.shelf) as db:
        db.execute("UPDATE about SET reader='999'")
    db.close()
    before = orders.shelf.read_bytes()
    with pytest.raises(FileError, match="另一个版本"):
        frames(out)
    assert orders.shelf.read_bytes() == before


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> dict[str, Path]:
    """Results of which most sheets are empty, of a district and of a city, and one that was saved again."""
    folder = tmp_path_factory.mktemp("空")
    (folder / "空箱").mkdir()
    towns.mailed(folder / "收件", towns.frozen("甲样镇", towns.only_begun))
    wanted = {
        "nothing": Orders(folder / "空箱", folder / "无.xlsx", now=towns.NOW),
        "silent": Orders(folder / "空箱", folder / "静.xlsx", towns=("甲镇", "乙镇"), now=towns.NOW),
        "begun": Orders(folder / "收件", folder / "一.xlsx", now=towns.NOW),
        "city": Orders(folder / "空箱", folder / "市.xlsx", towns=("甲区",), city=True, now=towns.NOW),
    }
    for orders in wanted.values():
        merge(orders, lambda step: None)
    openpyxl.load_workbook(folder / "一.xlsx").save(folder / "又存.xlsx")
    return {**{name: orders.out for name, orders in wanted.items()}, "saved again": folder / "又存.xlsx"}


@pytest.mark.parametrize("name", ["nothing", "silent", "begun", "city", "saved again"])
def test_however_empty_a_result_is_its_frames_are_as_described_and_parquet_gives_them_back(
    bare, tmp_path, name
):
    pytest.importorskip("pyarrow")
    got, told = frames(bare[name]), describe(city=name == "city")
    assert got.keys() == told.keys()
    files = {file.stem: file for file in save_parquet(bare[name], tmp_path)}
    for sheet, columns in told.items():
        assert {header: str(kind) for header, kind in got[sheet].dtypes.items()} == {
            header: dtype for header, (dtype, _) in columns.items()
        }, sheet
        pd.testing.assert_frame_equal(pd.read_parquet(files[sheet]), got[sheet])


def test_what_somebody_typed_into_a_column_of_numbers_is_named(bare, tmp_path):
    book = openpyxl.load_workbook(bare["begun"])
    head = next(cell for row in book["汇总"].iter_rows() for cell in row if cell.value == "执委")
    head.offset(1, 0).value = "许多"
    book.save(tmp_path / "填错.xlsx")
    with pytest.raises(FileError, match="“汇总”的“执委”一栏"):
        frames(tmp_path / "填错.xlsx")


def test_parquet_keeps_columns_and_dtypes(district, tmp_path, found):
    pytest.importorskip("pyarrow")
    files = save_parquet(district.out, tmp_path / "表")
    assert {file.stem for file in files} == set(found)
    for file in files:
        pd.testing.assert_frame_equal(pd.read_parquet(file), found[file.stem])
