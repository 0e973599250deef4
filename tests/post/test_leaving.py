"""What leaves and what stays is decided for every table, and digests of identity numbers stay."""

from __future__ import annotations

from pyxl.book.declared.sheets import TABLES
from pyxl.post.leaving import LEAVES, STAYING_COLUMNS, STAYS, leaving, sent_columns


def test_every_table_either_leaves_or_stays():
    assert {*LEAVES} | {*STAYS} == {*TABLES}
    assert not {*LEAVES} & {*STAYS}


def test_no_digest_of_an_identity_number_leaves():
    sent = {column.header for name in LEAVES for column in sent_columns(TABLES[name])}
    assert not sent & STAYING_COLUMNS
    (row,) = leaving({"校验结果": [{"序号": 1, "代码": "ID", "识别码": "0123456789ab"}]})["校验结果"]
    assert "0123456789ab" not in row.values()
    assert row["代码"] == "ID"


def test_every_staying_column_exists():
    assert {column.header for table in TABLES.values() for column in table.columns} >= STAYING_COLUMNS
