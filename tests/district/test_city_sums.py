"""A district's result that somebody typed into: the city sees it, or has it sent again; the honest one has no finding."""

from __future__ import annotations

import io
import zlib

import openpyxl
import pytest

from pyxl.district.city import reading
from pyxl.district.figures import DistrictFigures
from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.district.workers import Job
from tests.district import towns
from tests.tiers import usually

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def honest(tmp_path_factory) -> bytes:
    """Of two towns, of which one has lied about a winner and another is silent."""
    folder = tmp_path_factory.mktemp("区")
    towns.mailed(folder / "收件", towns.frozen("甲样镇"))
    towns.mailed(folder / "收件", towns.frozen("乙样镇", towns.another_winner))
    listed = ("甲样镇", "乙样镇", "丙样镇")
    merge(Orders(folder / "收件", folder / "汇总.xlsx", towns=listed, now=towns.NOW), lambda step: None)
    return (folder / "汇总.xlsx").read_bytes()


def seen(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Why it is refused, and what does not agree."""
    answer = reading.read(Job("a" * 64, "区.xlsx", raw, (), None, towns.NOW))
    if answer.reason:
        return answer.reason, ()
    return "", DistrictFigures.model_validate_json(zlib.decompress(answer.figures)).differ


def typed(honest: bytes, sheet: str, header: str, value: object) -> bytes:
    """With another value in the first row of a column, as a program saves it; for 设置 beside its name."""
    book = openpyxl.load_workbook(io.BytesIO(honest))
    for row in book[sheet].iter_rows():
        if sheet == "设置" and row[0].value == header:
            row[1].value = value
            break
        if head := next((cell for cell in row if cell.value == header), None):
            head.offset(1, 0).value = value
            break
    else:
        raise KeyError(header)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_an_honest_one_agrees_with_itself_however_it_was_saved(honest):
    assert seen(honest) == ("", ())
    assert seen(typed(honest, "汇总", "意见", "材料齐全")) == ("", ())
    assert seen(typed(honest, "设置", "发文字号", "安妇〔2017〕1号")) == ("", ())


TYPED = [
    ("汇总", "执委", 26), ("汇总", "执委", -1), ("汇总", "执委", 2.5), ("汇总", "执委", "多"), ("汇总", "执委", 10**18), ("汇总", "执委", None), ("汇总", "代表", 99),
    ("汇总", "复算", 7), ("汇总", "错误", -3), ("汇总", "状态", "未报"), ("汇总", "状态", "好"), ("汇总", "阶段", "胡"), ("汇总", "报送单位", None),
    ("选举", "当选", 99), ("选举", "应到", -9), ("选举", "选举", "胡"), ("结构对比", "代表人数", 40), ("结构对比", "执委人数", "x"), ("问题", "级别", "提示"),
    ("设置", "汇总次数", 10**30), ("设置", "汇总次数", "x"), ("设置", "汇总时间", "2017-12-04 09:00+08:00"), ("设置", "汇总时间", "0001-01-01 00:00"),
]  # fmt: skip


@pytest.mark.parametrize("cell", usually(TYPED, TYPED[0], TYPED[-2]))
def test_whoever_types_into_it_is_seen(honest, cell):
    reason, differ = seen(typed(honest, *cell))
    assert differ or "改" in reason
