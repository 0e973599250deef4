"""What stands in a cell: Python values to cell content and back.

Text  `t="inlineStr"`, numbers  a decimal or floating-point literal, truth values `t="b"`, dates serial
numbers of days (Excel's 1900 system, with its 29 February 1900 that never was, or the 1904 system).
"""

# A cell holds text, a number, a truth value, a date, an error or nothing.
# ruff: noqa: ANN401

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from pyxl.errors import CellError
from pyxl.hosts.package.xml_spans import text_bytes

MAX_TEXT = 32_767
MAX_FORMULA = 8_192

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x01-\x08\x0b-\x1f]")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile("[^\x00-\x08\x0b-\x1f_&<>\ud800-\udfff\ufffe\uffff]*")  # nothing to escape or refuse
_DAY = dt.timedelta(days=1)
_MILLISECONDS = 86_400_000
_LAST_SERIAL = 2_958_466  # 10000-01-01, the first day that Excel no longer knows


class ErrorText(str):
    """An error value such as `#N/A`, as it stands in a cell."""

    __slots__ = ()


class Content(NamedTuple):
    """What a cell is to hold: `value` as it is read afterwards, and its XML (without prefixes).

    `kind` is the cell's `t` attribute, `text` the escaped text of `v`, `t` or `f`.  `is_date` and
    `has_time` say which number format a cell without one of its own is to take.
    """

    value: Any
    kind: str = ""
    text: bytes = b""
    formula: str = ""
    is_date: bool = False
    has_time: bool = False


EMPTY = Content(None)


def escape_text(text: str) -> str:
    """Text as `ST_Xstring` writes it: control characters, and what looks like an escape, as `_xHHHH_`."""
    return _TO_ESCAPE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def unescape_text(text: str) -> str:
    """The text that an `ST_Xstring` stands for."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def encode(value: Any, *, as_text: bool, date1904: bool) -> Content:
    """What `value` becomes in a cell; `as_text` for cells whose number format is text (`@`).

    As Excel takes it: a text that begins with `=` is a formula, except in a text cell; a leading
    apostrophe says "text" and is not kept; a text cell keeps numbers as their digits.  None, "", NaN
    and NaT leave the cell empty.  Raises CellError for what a cell cannot hold without loss.
    """
    if value is None:
        return EMPTY
    if isinstance(value, str):
        return _encode_text(value, as_text)
    if isinstance(value, bool):
        return Content(value, "b", b"1" if value else b"0")
    if isinstance(value, int):
        return _encode_text(str(value), True) if as_text else _encode_int(value)
    if isinstance(value, float):
        content = _encode_float(value)
        return _encode_text(formula_text(value), True) if as_text and content.text else content
    if isinstance(value, dt.date):
        content = _encode_date(value, date1904)
        return _encode_text(_written_date(value), True) if as_text and content.text else content
    return _encode_other(value, as_text, date1904)


def _written_date(value: dt.date) -> str:
    whole = not isinstance(value, dt.datetime) or value.time() == dt.time()
    return f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}"


def _encode_text(value: str, as_text: bool) -> Content:
    if value.startswith("'"):
        value = value[1:]
    elif value.startswith("=") and len(value) > 1 and not as_text:
        return encode_formula(value)
    if not value:
        return EMPTY
    # str() drops subclasses such as ErrorText: what is written is text.
    return Content(str(value), "inlineStr", _written_text(value, MAX_TEXT))


def _written_text(value: str, longest: int) -> bytes:
    if len(value) * 2 <= longest and _PLAIN.fullmatch(value):
        return value.encode()
    if len(value) > longest // 2 and len(value.encode("utf-16-le", "surrogatepass")) // 2 > longest:
        raise CellError(f"文字超过 {longest} 个字，一个单元格放不下", remedy="请分成几格或缩短")
    if bad := _UNWRITABLE.search(value):
        raise CellError(f"文字里有不能保存的字符（U+{ord(bad[0]):04X}）", remedy="请删掉这个字符，重新输入")
    return text_bytes(escape_text(value))


@lru_cache(maxsize=256)
def encode_formula(value: str) -> Content:
    """A formula, given with its `=`.  It has no value until a spreadsheet program calculates it."""
    return Content(None, "", _written_text(value[1:], MAX_FORMULA), value)


def _encode_int(value: int) -> Content:
    if abs(value) >= 10**15 and len(str(abs(value)).rstrip("0")) > 15:
        raise CellError("数字超过 15 位，作为数字保存会丢失末尾几位", remedy="证件号、账号请按文本填写")
    return Content(float(value), "", str(value).encode())


def _encode_float(value: float) -> Content:
    if not math.isfinite(value):
        if math.isnan(value):
            return EMPTY
        raise CellError("无穷大不能写进单元格", remedy="请检查算式里的除数")
    return Content(float(value), "", repr(float(value)).encode())


def _encode_date(value: dt.date, date1904: bool) -> Content:
    if value != value:  # pandas' NaT is a datetime that equals nothing
        return EMPTY
    moment = isinstance(value, dt.datetime)
    start = dt.datetime(value.year, value.month, value.day)
    days = (start - dt.datetime(1904, 1, 1)) // _DAY if date1904 else _days_1900(start)
    if days < (0 if date1904 else 1):
        raise CellError(f"日期 {start:%Y-%m-%d} 早于 Excel 能表示的范围", remedy="请检查年份")
    part = Fraction(0)
    if isinstance(value, dt.datetime):
        clock = value.replace(tzinfo=None) - start
        part = Fraction(round(clock / dt.timedelta(milliseconds=1)), _MILLISECONDS)
    serial = days if not part else float(days + part)
    has_time = moment and bool(part)
    return Content(to_datetime(serial, date1904), "", str(serial).encode(), is_date=True, has_time=has_time)


def _days_1900(start: dt.datetime) -> int:
    days = (start - dt.datetime(1899, 12, 30)) // _DAY
    return days if days > 60 else days - 1


def to_datetime(serial: float, date1904: bool) -> dt.datetime | float:
    """The moment of a serial number, to the millisecond; the number itself where there is no such day.

    A time of day (below 1) belongs to no day: it stays a number, so that what was read can be written back.
    """
    number = float(serial)
    first = 0 if date1904 else 1
    if not first <= number < _LAST_SERIAL or (not date1904 and 60 <= number < 61):
        return number
    day = dt.datetime(1904, 1, 1) if date1904 else dt.datetime(1899, 12, 30 if number >= 61 else 31)
    return day + dt.timedelta(milliseconds=round(number * _MILLISECONDS))


def _encode_other(value: Any, as_text: bool, date1904: bool) -> Content:
    if isinstance(value, Decimal | Fraction):
        content = _encode_exact(value)
        return _encode_text(formula_text(content.value), True) if as_text else content
    if isinstance(value, dt.time):
        clock = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        return _encode_float(clock / _DAY)
    if hasattr(value, "item") and getattr(value, "shape", None) == ():  # a numpy scalar
        return encode(value.item(), as_text=as_text, date1904=date1904)
    if type(value).__name__ == "NAType":  # pandas.NA, known without importing pandas
        return EMPTY
    raise CellError(f"{type(value).__name__} 类型的值不能写进单元格", remedy="只能写文字、数字、日期、是/否")


def _encode_exact(value: Decimal | Fraction) -> Content:
    """A Decimal or Fraction, if a cell shows exactly it: 1/20 is 0.05, 1/3 is nothing."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise CellError("这个数不能写进单元格", remedy="请检查算式")
    exact = Fraction(value)
    if exact.denominator == 1:
        return _encode_int(int(exact))
    number = float(exact)
    if Fraction(repr(number)) != exact:
        raise CellError(f"{value} 不能精确地保存为数字", remedy="请先取整，或按文本保存")
    return _encode_float(number)


def formula_text(value: Any) -> str:
    """A constant as `Range.formula` shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def parse_constant(value: Any) -> Any:
    """The constant that a text given as a formula means, where `formula_text` of it is that very text."""
    if not isinstance(value, str):
        return value
    if value in ("TRUE", "FALSE"):
        return value == "TRUE"
    try:
        number = float(value)
    except ValueError:
        return value
    return number if math.isfinite(number) and formula_text(number) == value else value
