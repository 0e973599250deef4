"""Lists sent as plain text: finding the encoding and the delimiter of a .csv or .txt."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import LAST_ROW, MAX_CELLS, MAX_TEXT_BYTES, GridBuilder
from pyxl.hosts.foreign.grid import Grid

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ",\t;|，；"
_LOOKED_AT = 50
_LOOKED_AT_FOR_ZEROS = 4_000
_QUOTED = re.compile(r'"[^"]*"')
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_BINARY = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


def decode(raw: bytes, where: str) -> str:
    """The text of a file in UTF-8, GB18030 (GBK, GB2312) or UTF-16, with its mark or without.

    Every UTF-8 text is also tried as such first: Chinese in GB18030 is practically never valid UTF-8.
    Raises FileError when it is none of them; no character is ever replaced.
    """
    if len(raw) > MAX_TEXT_BYTES:
        raise FileError("文本文件太大，不像是一份名册", where, "请只保留名册，另存后再导入")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], (encoding,), where)
    if b"\0" in raw[:_LOOKED_AT_FOR_ZEROS].rstrip(b"\0"):
        # Separators and digits of UTF-16 have a zero as their other half: first or second, as the most have.
        halves = raw[:_LOOKED_AT_FOR_ZEROS]
        little = halves[1::2].count(0) > halves[::2].count(0)
        return _decoded(raw, ("utf-16-le" if little else "utf-16-be",), where)
    return _decoded(raw, ("utf-8", "gb18030"), where)


def _decoded(raw: bytes, encodings: tuple[str, ...], where: str) -> str:
    for encoding in encodings:
        try:
            # Old programs end a text with 1A; others put a mark before the text at every step.
            text = raw.decode(encoding).rstrip("\x1a\x00").lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise FileError("里面的文字认不出来，或者不是文本文件", where, "请在 Excel 里打开，另存为 .xlsx 后再导入")


def read(text: str, where: str) -> list[Grid]:
    """The one sheet of a delimited text.  Row numbers count records, as Excel shows them.

    Raises FileError for a broken text or one too large.
    """
    builder = GridBuilder("", where)
    delimiter = ""
    if stated := _SEPARATOR_LINE.match(text):
        delimiter, text = stated[1], text[stated.end() :]
    delimiter = delimiter or _delimiter(text)
    if text.count("\n") + text.count("\r") > 2 * LAST_ROW or text.count(delimiter) > 5 * MAX_CELLS:
        raise FileError("文本表格的行或列多得不正常，不像是一份名册", where, "请删掉多余的空行、空列后再导入")
    try:
        records = list(_records(text, delimiter, quotes=True))
    except csv.Error:
        builder.note("文件里的引号不成对，引号按普通文字读取，请核对")
        try:
            records = list(_records(text, delimiter, quotes=False))
        except csv.Error as fault:
            raise FileError(
                "文本表格的格式已损坏", where, "请在 Excel 里打开，另存为 .xlsx 后再导入"
            ) from fault
    for number, record in enumerate(records, 1):
        builder.add(number, enumerate(_unwrapped(field) for field in record))
    return [builder.grid()]


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines have, and of those the most frequent."""
    lines = [_QUOTED.sub("", line) for line in text[:200_000].splitlines()[:_LOOKED_AT]]

    def evidence(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return sum(count > 0 for count in counts), sum(counts)

    return max(_DELIMITERS, key=evidence)


def _records(text: str, delimiter: str, *, quotes: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if quotes:
        yield from csv.reader(lines, delimiter=delimiter, strict=True)
    else:
        yield from csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _unwrapped(field: str) -> str:
    """Take off ="...", by which an export keeps Excel from making a number of an identity number."""
    match = _FORMULA_TEXT.fullmatch(field.strip())
    return match[1].replace('""', '"') if match else field
