"""The result as DataFrames: documented columns and dtypes, and the same figures as on the sheets."""

from __future__ import annotations

import hashlib

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


def test_parquet_keeps_columns_and_dtypes(district, tmp_path, found):
    pytest.importorskip("pyarrow")
    files = save_parquet(district.out, tmp_path / "表")
    assert {file.stem for file in files} == set(found)
    again = pd.read_parquet(tmp_path / "表" / "选举.parquet")
    assert list(again.columns) == list(found["选举"].columns) and len(again) == len(found["选举"])
