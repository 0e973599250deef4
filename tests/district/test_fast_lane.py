"""The fast lane: what it takes is what the strict reader takes, and no forgery goes through it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hostile.forgeries import FORGERIES, RESAVED
from hostile.small import made
from invented import parts

from pyxl.book.declared import FIRST_TABLE_ROW
from pyxl.district.fast.cells import _KEPT_ENDS
from pyxl.district.fast.lane import open_quickly
from pyxl.district.fast.proof import _KEPT_ROWS
from pyxl.hosts.files.packing import pack as zipped
from pyxl.hosts.foreign import read_workbook
from pyxl.hosts.package import Package
from pyxl.post.freeze import freeze
from pyxl.post.frozen import first_difference
from pyxl.post.verify import _understood
from tests.district import towns

GENUINE = {
    "masked": {},
    "whole": {"masked": False},
    "with errors and a reason": {"errors": 3},
    "in a chain": {"number": 7, "previous": "f" * 64},
}


@pytest.fixture(scope="module")
def genuine() -> bytes:
    return freeze(made())


def strictly(raw: bytes):
    return _understood(read_workbook(Package(Path("来件.xlsx"), raw), "来件.xlsx"), "来件.xlsx")


@pytest.mark.parametrize("kind", GENUINE)
@pytest.mark.parametrize("change", [None, towns.only_begun])
def test_it_reads_what_the_strict_reader_reads(kind, change):
    raw = freeze(towns.frozen("甲样镇", *([change] if change else []), **GENUINE[kind]))
    quick, strict = open_quickly(raw, "来件.xlsx"), strictly(raw)
    assert quick is not None and first_difference(quick, strict) is None and quick.headers == strict.headers


def test_every_kind_of_cell_and_awkward_text(genuine):
    def strange(found):
        row = found["归档目录"][0]
        row |= {
            "页数": 0.5,
            "日期": dt.datetime(2017, 12, 3, 9, 30),
            "份数": True,
            "备注": "=1+1\n<&>“” \\ 长" * 40,
            "题名": "  空  ",
        }

    raw = freeze(towns.frozen("甲样镇", strange))
    quick = open_quickly(raw, "来件.xlsx")
    assert quick is not None and first_difference(quick, strictly(raw)) is None
    assert open_quickly(genuine, "来件.xlsx") is not None, "the file that is forged below"


@pytest.mark.parametrize("rows", [_KEPT_ROWS, _KEPT_ROWS + 1, 1_500])
def test_more_rows_and_texts_than_are_kept_for_the_next_file(rows):
    def many(found):
        first = found["代表"][0]
        found["代表"] = [
            first | {"姓名": f"样{at}", "单位": f"第{at}村", "职务": f"第{at}组"} for at in range(rows)
        ]

    raw = freeze(towns.frozen("甲样镇", many))
    quick = open_quickly(raw, "来件.xlsx")
    assert quick is not None and first_difference(quick, strictly(raw)) is None
    assert len(quick.tables["代表"]) == rows and (rows < 1_500 or len(_KEPT_ENDS) < 3 * rows)
    last = f'r="B{FIRST_TABLE_ROW + rows}"'.encode()
    (sheet,) = [name for name, data in parts(raw).items() if last in data and b"sheetData" in data]
    for other in (b'r="C%d"' % (FIRST_TABLE_ROW + rows), b'r="B%d"' % (FIRST_TABLE_ROW + rows - 1)):
        forged = parts(raw) | {sheet: parts(raw)[sheet].replace(last, other, 1)}
        assert open_quickly(zipped(forged), "来件.xlsx") is None, "a cell in another's place"


@pytest.mark.parametrize("kind", FORGERIES)
def test_no_forgery_goes_through(genuine, kind):
    assert open_quickly(zipped(FORGERIES[kind](parts(genuine))), "来件.xlsx") is None


@pytest.mark.parametrize("kind", RESAVED)
def test_what_was_saved_again_goes_to_the_strict_reader(genuine, kind):
    assert open_quickly(zipped(RESAVED[kind](parts(genuine))), "来件.xlsx") is None


def test_one_changed_figure_is_noticed_by_the_fingerprint():
    raw = parts(freeze(towns.frozen("甲样镇")))
    name = next(
        name for name, data in raw.items() if b">38</v>" in data and name.startswith("xl/worksheets/")
    )
    raw[name] = raw[name].replace(b">38</v>", b">39</v>", 1)
    assert open_quickly(zipped(raw), "来件.xlsx") is None


FAR = {
    "a far cell": ("xl/worksheets/sheet6.xml", b'r="A44"', b'r="XFD1048576"'),
    "a cell of another column": ("xl/worksheets/sheet6.xml", b'r="B44"', b'r="C44"'),
    "a row of another height": ("xl/worksheets/sheet6.xml", b' ht="', b' ht="1'),
    "a text that is not there": ("xl/worksheets/sheet6.xml", b't="s"><v>', b't="s"><v>9999'),
    "a negative text": ("xl/worksheets/sheet6.xml", b't="s"><v>', b't="s"><v>-'),
    "a style that is not there": ("xl/worksheets/sheet6.xml", b'r="A44" s="', b'r="A44" s="99'),
    "a number as a text says": ("xl/worksheets/sheet6.xml", b"<v>1</v>", b"<v>1.0</v>"),
    "something between the rows": ("xl/worksheets/sheet6.xml", b"</row><row", b"</row> <row"),
    "a text in several runs": ("xl/sharedStrings.xml", b"<si><t>", b"<si><r><t>x</t></r><t>"),
    "an entity": ("xl/sharedStrings.xml", b"<si><t>", b"<si><t>&#65;"),
    "a control sign": ("xl/sharedStrings.xml", b"<si><t>", b"<si><t>\x01"),
    "a text that nobody uses": ("xl/sharedStrings.xml", b"</sst>", b"<si><t>x</t></si></sst>"),
}


@pytest.mark.parametrize("kind", FAR)
def test_nothing_but_our_own_forms(kind):
    name, was, now = FAR[kind]
    raw = parts(freeze(towns.frozen("甲样镇")))
    assert was in raw[name]
    raw[name] = raw[name].replace(was, now, 1)
    assert open_quickly(zipped(raw), "来件.xlsx") is None
