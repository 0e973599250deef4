"""The canonical text: the same data give the same fingerprint, different data never do."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.book.canonical import canonical_text, fingerprint

DAY = dt.date(1980, 5, 1)


def test_a_hand_worked_case():
    tables = {
        "单位": [{"单位": "登高村", "妇女人数": 702.0, "成立日期": DAY, "备注": None}],
        "候选人": [{"姓名": "王\t丽\n\\", "是": True}, {"姓名": " ", "是": None}],
    }
    text = "表\t候选人\n行\t姓名\tT王\\t丽\\n\\\\\t是\tB1\n表\t单位\n行\t单位\tT登高村\t妇女人数\tN702\t成立日期\tD1980-05-01\n"
    assert canonical_text(tables) == text
    assert fingerprint(tables) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [(27, 27.0), (0, -0.0), (DAY, dt.datetime(1980, 5, 1)), (None, ""), (None, " \n"), (0.1 + 0.2, 0.3),
     (dt.datetime(2017, 12, 3, 9, 29, 59, 999_700), dt.datetime(2017, 12, 3, 9, 30))],
)  # fmt: skip
def test_what_a_spreadsheet_does_not_tell_apart(one, other):
    assert fingerprint({"t": [{"a": one, "b": 1}]}) == fingerprint({"t": [{"a": other, "b": 1}]})


@pytest.mark.parametrize(
    ("one", "other"),
    [(27, "27"), (True, 1), (DAY, "1980-05-01"), ("a", "a "), ("王丽", "王 丽"), (0.3, 0.300000000000001), ("N1", 1)],
)  # fmt: skip
def test_what_is_told_apart(one, other):
    assert fingerprint({"t": [{"a": one}]}) != fingerprint({"t": [{"a": other}]})


def test_no_cell_is_taken_for_another():
    with pytest.raises(TypeError, match="bytes"):
        fingerprint({"t": [{"a": b"x"}]})  # type: ignore[dict-item]


names = st.text(max_size=4)
values = st.one_of(st.none(), st.text(max_size=6), st.integers(-99, 99), st.booleans(), st.dates())
some_tables = st.dictionaries(
    names, st.lists(st.dictionaries(names, values, max_size=3), max_size=3), max_size=3
)


def plain(tables):
    """What a table says, as Python values that compare unequal when they differ."""
    return {
        name: [
            [
                (header, type(cell), cell)
                for header, cell in row.items()
                if cell is not None and str(cell).strip()
            ]
            for row in rows
            if any(cell is not None and str(cell).strip() for cell in row.values())
        ]
        for name, rows in tables.items()
    }


@given(some_tables, some_tables)
def test_equal_texts_only_of_equal_data(one, other):
    assert (canonical_text(one) == canonical_text(other)) == (plain(one) == plain(other))


@given(some_tables)
def test_the_order_of_the_tables_does_not_matter(tables):
    assert canonical_text(tables) == canonical_text(dict(reversed(tables.items())))
