"""The shelf: one that another version left begins anew, whatever its columns are."""

from __future__ import annotations

import sqlite3

from pyxl.district.shelf import Answer, Shelf

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
