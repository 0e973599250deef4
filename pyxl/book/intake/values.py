"""Single cells of a sender's list made into values of our columns, and a note for each that is doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pyxl.book.intake.header import Source
from pyxl.book.intake.notes import Notes
from pyxl.book.intake.spec import TableSpec
from pyxl.book.intake.tidy import (
    BLANK_MARKS,
    BLANK_WORDS,
    ERROR_VALUES,
    NORMALISERS,
    half_width,
    lost_digits,
    tidy,
)
from pyxl.errors import MoxiError
from pyxl.hosts.foreign import Cell, Line

Converters = Mapping[str, Callable[[object], object]]
"""Column name, or else column kind -> what makes its value.

A converter gets what `NORMALISERS` made of the cell: text, or for dates perhaps a `date` or a number.  It
raises ValueError or MoxiError, or returns None, for what it can't read.
"""

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
_PRIVATE = frozenset({"identity", "phone"})
_FREE_TEXT = frozenset({"text", "name"})

_LOST = "是数字格式，超过 15 位的部分已经丢失，请向报送单位要原号码"
_FAILED = "是出错的公式，照原样保留"
_UNREAD = "看不懂，照原样保留，请核对"
_BLANKED = "按空白处理"


class Values:
    """Makes values.  `place` names the sheet in notes; "" while there is only one."""

    def __init__(self, spec: TableSpec, converters: Converters, notes: Notes) -> None:
        self._kinds = spec.kinds
        self._converters = converters
        self._notes = notes
        self.place = ""

    def note(self, line: Line, source: Source, reason: str, shown: str) -> None:
        """Note a doubtful cell; numbers that belong to a person are never shown."""
        private = self._kinds.get(source.target) in _PRIVATE
        self._notes.cell(self.place, source.header, reason, line.number, "" if private else shown)

    def value(self, line: Line, source: Source, target: str, cell: Cell) -> object:
        """What a cell becomes in our column; None for a blank one.  What can't be read stays as written."""
        text = tidy(cell)
        if not text:
            return None
        kind = self._kinds[target]
        plain = half_width(text)
        if kind not in _FREE_TEXT and (plain in BLANK_MARKS or (kind != "choice" and plain in BLANK_WORDS)):
            self.note(line, source, _BLANKED, text)
            return None
        if text in ERROR_VALUES:
            self.note(line, source, _FAILED, text)
            return text
        if lost_digits(cell) or (kind in _PRIVATE and _SCIENTIFIC.fullmatch(plain)):
            self.note(line, source, _LOST, "")
            return text
        try:
            value = NORMALISERS[kind](text if isinstance(cell, str) else cell)
            converter = self._converters.get(target) or self._converters.get(kind)
            value = converter(value) if converter else value
        except (ValueError, MoxiError):
            value = None
        if value is None:
            self.note(line, source, _UNREAD, text)
            return text
        return value
