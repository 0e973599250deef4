"""The shelf: one that another version left begins anew, whatever its columns are."""

from __future__ import annotations

import random
import sqlite3

import openpyxl
import pytest

from pyxl.district import shelf as module
from pyxl.district.figures import kept_figures
from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.district.shelf import Answer, DamagedShelfError, Shelf
from pyxl.errors import FileError
from tests.district import towns
from tests.tiers import usually

OLDER = """
CREATE TABLE about (reader TEXT NOT NULL);
CREATE TABLE file (sha TEXT PRIMARY KEY, town TEXT NOT NULL);
CREATE TABLE person (sha TEXT NOT NULL);
CREATE TABLE chosen (place INTEGER PRIMARY KEY, sha TEXT NOT NULL, town TEXT NOT NULL);
CREATE TABLE keyring (town TEXT PRIMARY KEY, salt BLOB NOT NULL, wrapped BLOB NOT NULL);
INSERT INTO about VALUES ('2');
INSERT INTO file VALUES ('a', '甲样镇');
"""


def test_one_of_another_version_begins_anew(tmp_path):
    path = tmp_path / "库.sqlite"
    with sqlite3.connect(path) as older:
        older.executescript(OLDER)
    older.close()
    with Shelf(path) as shelf:
        assert not shelf.has("a")
        shelf.put(Answer("b", town="乙样镇", people=7))
    with Shelf(path) as shelf:
        assert shelf.has("b") and shelf.people("b") == 7, "and the next time it is ours"


def test_a_damaged_one_begins_anew(tmp_path):
    path = tmp_path / "库.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with Shelf(path) as shelf:
        shelf.put(Answer("b", town="乙样镇"))
        assert shelf.has("b")


def test_a_full_disk_is_a_sentence(tmp_path):
    with pytest.raises(FileError, match="磁盘空间不够"), Shelf(tmp_path / "库.sqlite") as shelf:
        shelf._db.execute("PRAGMA max_page_count=12")
        for number in range(200):
            shelf.put(Answer(f"{number}", town="甲样镇", figures=random.Random(number).randbytes(4000)))


def test_one_that_another_program_has_open_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0)
    path = tmp_path / "库.sqlite"
    with Shelf(path) as shelf:
        shelf.put(Answer("b", town="乙样镇"))
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileError, match="别的程序"):
        Shelf(path)
    other.close()
    with Shelf(path) as shelf:
        assert shelf.has("b")


def test_a_folder_of_its_name_is_a_sentence(tmp_path):
    (tmp_path / "库.sqlite").mkdir()
    with pytest.raises(FileError, match="打不开"):
        Shelf(tmp_path / "库.sqlite")


@pytest.mark.parametrize("blob", [b"", b"no zlib", b"x\x9cK\xad\x02\x00"])
def test_rows_that_cannot_be_read_are_known_for_damage(tmp_path, blob):
    with pytest.raises(DamagedShelfError), Shelf(tmp_path / "库.sqlite") as shelf:
        shelf.put(Answer("b", town="乙样镇", figures=blob))
        kept_figures(shelf, "b")
    with pytest.raises(DamagedShelfError), Shelf(tmp_path / "库.sqlite") as shelf:
        kept_figures(shelf, "nobody's")


def summary(out) -> list[tuple[object, ...]]:
    """Below the sentence with its hour."""
    return list(openpyxl.load_workbook(out)["汇总"].iter_rows(min_row=4, values_only=True))


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("区")
    for number in range(3):
        towns.mailed(folder / "收件", towns.frozen(f"样{number}镇"))
    orders = Orders(folder / "收件", folder / "汇总.xlsx", now=towns.NOW)
    merge(orders, lambda step: None)
    return orders, orders.shelf.read_bytes(), summary(orders.out)


@pytest.mark.process
@pytest.mark.parametrize("seed", usually(range(24), 5))
def test_damage_anywhere_costs_a_second_reading_and_nothing_else(merged, seed):
    orders, whole, before = merged
    chance, broken = random.Random(seed), bytearray(whole)
    for _ in range(chance.choice([1, 5, 200])):
        broken[chance.randrange(4096 if seed % 2 else 100, len(broken))] ^= 1 << chance.randrange(8)
    orders.shelf.write_bytes(broken[: chance.randrange(len(broken))] if seed % 5 == 4 else broken)
    merge(orders, lambda step: None)
    assert summary(orders.out) == before


@pytest.mark.process
def test_a_result_that_is_open_elsewhere_is_not_replaced(merged):
    orders, _, _ = merged
    sign = orders.out.with_name(f"~${orders.out.name}")
    sign.write_bytes(b"\x03abc")
    before = orders.out.read_bytes()
    with pytest.raises(FileError, match="打开着"):
        merge(orders, lambda step: None)
    assert orders.out.read_bytes() == before
    sign.unlink()
