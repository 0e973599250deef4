"""Values through a file and back, with openpyxl as an independent reader."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.errors import CellError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package.cell_content import encode, escape_text, to_datetime, unescape_text
from pyxl.hosts.package.styles_xml import shows_date

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), min_size=1, max_size=12
) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-2",
        "@SUM(A1)",
        "'引号",
        "''",
        " 前后 ",
        "_x000D_",
        "a\r\nb\tc",
        "510904198001010028",
        "007",
    ]
)
MOMENTS = st.datetimes(dt.datetime(1904, 1, 2), dt.datetime(9999, 12, 31)).map(
    lambda d: d.replace(microsecond=d.microsecond // 1000 * 1000)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15) + 1, 10**15 - 1)
GRIDS = st.integers(1, 4).flatmap(
    lambda n: st.lists(
        st.lists(st.none() | TEXT | NUMBERS | st.booleans() | MOMENTS, min_size=n, max_size=n),
        min_size=1,
        max_size=5,
    )
)


def blank(path: Path, *, date1904: bool = False, text: bool = False) -> Path:
    book = xlsxwriter.Workbook(str(path), {"date_1904": date1904})
    sheet = book.add_worksheet("表")
    if text:
        sheet.set_column("A:Z", None, book.add_format({"num_format": "@"}))
    book.close()
    return path


def expected(value: object) -> object:
    """What Excel would give back over COM."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, str):
        if value.startswith("'"):
            value = value[1:]
        return value or None
    return value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRIDS, date1904=st.booleans())
def test_any_grid_comes_back(tmp_path: Path, grid: list[list[object]], date1904: bool) -> None:
    path = blank(tmp_path / "样例.xlsx", date1904=date1904)
    book = open_closed(path)
    area = book.sheets[0].range((3, 2), (2 + len(grid), 1 + len(grid[0])))
    cells = [[f"'{v}" if isinstance(v, str) and v.startswith("=") else v for v in row] for row in grid]
    area.options(ndim=2).value = cells
    book.save()
    again = open_closed(path).sheets[0].range(area.address).options(ndim=2).value
    assert again == [[expected(v) for v in row] for row in cells]
    assert area.options(ndim=2).value == again


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"),
                              min_size=1, max_size=9), min_size=1, max_size=6))  # fmt: skip
def test_openpyxl_reads_the_same_texts(tmp_path: Path, texts: list[str]) -> None:
    path = blank(tmp_path / "样例.xlsx", text=True)
    book = open_closed(path)
    book.sheets[0]["A1"].value = [[text] for text in texts]
    book.save()
    sheet = openpyxl.load_workbook(path)["表"]
    wanted = [text.removeprefix("'") or None for text in texts]
    assert [sheet.cell(i, 1).value for i in range(1, len(texts) + 1)] == wanted
    assert all(sheet.cell(i, 1).data_type in "sn" for i in range(1, len(texts) + 1))


@pytest.mark.parametrize("date1904", [False, True])
def test_dates_are_true_dates_for_other_programs(tmp_path: Path, date1904: bool) -> None:
    path = blank(tmp_path / "样例.xlsx", date1904=date1904)
    values = [dt.date(2017, 11, 26), dt.datetime(2017, 12, 5, 9, 30), dt.datetime(1980, 2, 29)]
    book = open_closed(path)
    book.sheets[0]["A1"].value = values
    book.save()
    row = next(openpyxl.load_workbook(path)["表"].iter_rows(values_only=True))
    assert list(row) == [dt.datetime(2017, 11, 26), dt.datetime(2017, 12, 5, 9, 30), dt.datetime(1980, 2, 29)]


def test_serial_numbers_of_the_1900_system() -> None:
    """Worked by hand: 1 is 1900-01-01, 60 a day that never was, 61 is 1900-03-01, 43065 is 2017-11-26."""
    for day, serial in (("1900-01-01", 1), ("1900-02-28", 59), ("1900-03-01", 61), ("2017-11-26", 43065)):
        date = dt.date.fromisoformat(day)
        assert encode(date, as_text=False, date1904=False).text == str(serial).encode()
        assert to_datetime(serial, False) == dt.datetime.combine(date, dt.time())
    assert to_datetime(60.0, False) == 60.0
    assert to_datetime(-1.0, False) == -1.0
    assert to_datetime(0.5, False) == 0.5  # a time of day belongs to no day


@given(st.floats(0, 100_000) | st.integers(0, 100_000), st.booleans())
def test_every_serial_that_is_read_can_be_written_back(serial: float, date1904: bool) -> None:
    read = to_datetime(serial, date1904)
    content = encode(read, as_text=False, date1904=date1904)
    assert abs(float(content.text) - serial) <= 1 / 86_400_000
    assert encode(dt.date(1904, 1, 2), as_text=False, date1904=True).text == b"1"
    with pytest.raises(CellError, match="早于"):
        encode(dt.date(1899, 12, 31), as_text=False, date1904=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("3"), b"3"), (Fraction(1, 20), b"0.05"), (Decimal("0.05"), b"0.05"), (np.int64(7), b"7"),
        (np.float64(0.5), b"0.5"), (np.bool_(True), b"1"), (dt.time(12), b"0.5"), (10**20, b"1" + b"0" * 20),
        (pd.Timestamp("2017-11-26"), b"43065"), (float("nan"), b""), (pd.NA, b""), (pd.NaT, b""), ("", b""), ("'", b""),
    ],
)  # fmt: skip
def test_what_a_value_becomes(value: object, text: bytes) -> None:
    assert encode(value, as_text=False, date1904=False).text == text


@pytest.mark.parametrize(
    "value",
    [
        Fraction(1, 3),
        510904198001010028,
        math.inf,
        Decimal("NaN"),
        "\x00",
        "\ud800",
        "\uffff",
        "长" * 32_768,
        object(),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(CellError):
        encode(value, as_text=False, date1904=False)


def test_a_text_cell_keeps_what_is_typed() -> None:
    for value, text in (("=1+1", "=1+1"), (7, "7"), (2.5, "2.5"), (dt.date(2017, 11, 26), "2017-11-26")):
        content = encode(value, as_text=True, date1904=False)
        assert (content.value, content.kind, content.formula) == (text, "inlineStr", "")
    assert encode("=1+1", as_text=False, date1904=False).formula == "=1+1"


@given(st.text())
def test_escapes_undo_themselves(text: str) -> None:
    assert unescape_text(escape_text(text)) == text


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("yyyy-mm-dd", True), ('yyyy"年"m"月"d"日"', True), ("m/d", True), ("[$-804]aaaa", False), ("mmm", True),
        ("General", False), ("0.00E+00", False), ("@", False), ("h:mm", False), ("[h]:mm:ss", False), ("mm:ss", False),
        ('G/通用格式"元"', False), ('0"年"', False), ('0"days"', False), ("#,##0;[Red]-#,##0", False),
        ("yyyy/m/d h:mm", True), ("[Red]0", False), (r"\d0", False), ("[mm]", False),
    ],
)  # fmt: skip
def test_which_number_formats_are_dates(code: str, date: bool) -> None:
    assert shows_date(code) is date
