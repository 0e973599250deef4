"""A local Dask cluster of two workers gives the same workbook as this desk's own processes."""

from __future__ import annotations

import openpyxl
import pytest

from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.errors import HostError
from tests.district import towns

pytestmark = [pytest.mark.slow, pytest.mark.process]


def texts(file):
    return {
        sheet.title: [list(row) for row in sheet.values] for sheet in openpyxl.load_workbook(file).worksheets
    }


def test_a_cluster_gives_the_same_workbook(tmp_path):
    distributed = pytest.importorskip("distributed")
    inbox = tmp_path / "收件"
    for number in range(8):
        towns.mailed(inbox, towns.frozen(f"样{number}镇"))
    (inbox / "坏文件.xlsx").write_bytes(b"PK\x03\x04 rubbish")
    here, there = tmp_path / "本机" / "汇总.xlsx", tmp_path / "集群" / "汇总.xlsx"
    for out in (here, there):
        out.parent.mkdir()
    mine = merge(Orders(inbox, here, now=towns.NOW), lambda step: None)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        theirs = merge(
            Orders(inbox, there, cluster=cluster.scheduler_address, now=towns.NOW), lambda step: None
        )
    assert (mine.accepted, mine.refused, mine.read) == (theirs.accepted, theirs.refused, theirs.read)
    assert texts(here) == texts(there)


def test_nobody_at_the_address_is_a_sentence(tmp_path):
    pytest.importorskip("distributed")
    inbox = tmp_path / "收件"
    towns.mailed(inbox, towns.frozen("甲样镇"))
    with pytest.raises(HostError, match="集群地址写得不对"):
        merge(Orders(inbox, tmp_path / "汇总.xlsx", cluster="localhost"), lambda step: None)
    assert not (tmp_path / "汇总.xlsx").exists()
