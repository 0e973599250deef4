"""The styles part: which number format a cell has, and cell formats that differ by it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyxl.errors import FileError
from pyxl.hosts.package import xml_spans

GENERAL, TEXT, DATE, DATE_TIME = 0, 49, 14, 22
LONGEST_CODE, MOST_STYLES = 255, 65_490
"""Characters of a number format, and cell formats of a workbook, that Excel takes."""

_YEAR_MONTH, _MONTH_DAY, _FULL = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_CLOCK = 'h"时"mm"分"'
BUILT_IN_FORMATS: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _FULL, 32: _CLOCK,
    33: _CLOCK + 'ss"秒"', 34: "AM/PM" + _CLOCK, 35: "AM/PM" + _CLOCK + 'ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: "AM/PM" + _CLOCK, 56: "AM/PM" + _CLOCK + 'ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0", 81: "d/m/yyyy",
}  # fmt: skip
"""Formats that files name by number only (ECMA-376 18.8.30): 27-36 and 50-58 as in Chinese Excel, 59-81 Thai."""

# Literals, padding, colours and conditions ([h], [m] and [s] are elapsed time and stay), "General" as
# English and Chinese programs write it, exponents.
_NOT_TOKENS = re.compile(
    r"""(?i)"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|General|G/通用格式|AM/PM|A/P|上午/下午|E[+-]""",
    re.DOTALL,
)
_BEFORE_CELLS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")
_DATE_TOKEN = re.compile(r"[yYdDeEgGbB]")
_TIME_TOKEN = re.compile(r"[hHsS]|\[[mM]+\]")


def shows_date(code: str) -> bool:
    """Whether a number format shows a day, a month or a year.

    A format of hours and minutes alone shows a part of a day: such a cell is read as a number.
    """
    tokens = _NOT_TOKENS.sub("", code.split(";")[0])
    if _DATE_TOKEN.search(tokens):
        return True
    return "m" in tokens.lower() and not _TIME_TOKEN.search(tokens)


def numeral(text: str | None) -> int:
    """A whole number of an attribute; what is none counts as 0, as programs that write nothing mean it."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _is_struck(font: xml_spans.Element) -> bool:
    strike = font.first("strike")
    return strike is not None and strike.attributes.get("val", "1") in ("1", "true")


class Styles:
    """The cell formats (`cellXfs`) of one styles part; a style is an index into them."""

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        root = xml_spans.parse(data, where)
        if root.stop == root.start:  # nothing at all in it: give it room for what is made
            tag, name = (
                xml_spans.start_tag(data, root.start),
                xml_spans.prefix(data, root.start) + b"styleSheet",
            )
            data = data.replace(tag, tag[:-2] + b"></" + name + b">")
            root = xml_spans.parse(data, where)
        self._data = data
        self._root = root
        formats = root.first("numFmts")
        self._codes = dict(BUILT_IN_FORMATS)
        for item in formats.children if formats else []:
            code = item.attributes.get("formatCode", "General")
            self._codes[numeral(item.attributes.get("numFmtId"))] = code[:LONGEST_CODE]
        # A stylesheet without cell formats (ECMA-376 18.8.39 allows it) shows every number as it is.
        self._cells = root.first("cellXfs")
        found = list(self._cells.all("xf")) if self._cells is not None else []
        if len(found) > MOST_STYLES:
            raise FileError("样式多得不正常，已拒绝打开", where, "请把内容复制到一个新的工作簿后再试")
        self._tags = [data[e.start : xml_spans.element_end(data, e.start, e.stop)] for e in found]
        self._formats = [numeral(e.attributes.get("numFmtId")) for e in found]
        self._read = len(self._tags)
        if not self._tags:  # the schema allows it, and other programs write it: every cell is as a new one
            self._tags.append(b'<%sxf numFmtId="0"/>' % xml_spans.prefix(data, root.start))
            self._formats.append(GENERAL)
        self._new_codes: dict[str, int] = {}
        self._text: dict[int, bool] = {}
        self._date: dict[int, bool] = {}
        self._made: dict[tuple[int, int], int] = {}

    def number_format(self, style: int) -> str:
        """The format code of a style; an index that the part lacks counts as General."""
        return self._codes.get(self._format_id(style), "General")

    def _format_id(self, style: int) -> int:
        return self._formats[style] if style < len(self._formats) else GENERAL

    def is_text(self, style: int) -> bool:
        """Whether cells of this style take all input as text."""
        known = self._text.get(style)
        if known is None:
            known = self._text[style] = self.number_format(style) == "@"
        return known

    def is_date(self, style: int) -> bool:
        """Whether numbers in cells of this style are dates."""
        known = self._date.get(style)
        if known is None:
            known = self._date[style] = shows_date(self.number_format(style))
        return known

    def is_general(self, style: int) -> bool:
        """Whether cells of this style have no number format of their own."""
        return self._format_id(style) == GENERAL

    def date_styles(self) -> frozenset[int]:
        """Styles whose numbers are dates."""
        dates = {number for number, code in self._codes.items() if shows_date(code)}
        return frozenset(i for i, number in enumerate(self._formats) if number in dates)

    def struck_styles(self) -> frozenset[int]:
        """Styles whose font is crossed out."""
        fonts = self._root.first("fonts")
        struck = {at for at, font in enumerate(fonts.children if fonts else ()) if _is_struck(font)}
        cells = self._cells.all("xf") if self._cells and struck else ()
        return frozenset(
            at for at, cell in enumerate(cells) if numeral(cell.attributes.get("fontId")) in struck
        )

    def with_format(self, style: int, code: str) -> int:
        """The style that is like `style` but shows numbers by `code`; made when there is none yet."""
        known = next((number for number, c in self._codes.items() if c == code), None)
        if known is None:
            known = max(163, *self._codes) + 1
            self._codes[known] = code
            self._new_codes[code] = known
        return self._variant(style, known)

    def with_built_in(self, style: int, number: int) -> int:
        """The style that is like `style` but has the built-in number format `number`."""
        return self._variant(style, number)

    def _variant(self, style: int, number: int) -> int:
        if self._format_id(style) == number:
            return style
        if style >= len(self._tags):
            raise FileError("样式表里没有单元格格式", self._where, "请在 Excel 里打开并重新保存一次")
        key = style, number
        if key not in self._made:
            tag = xml_spans.start_tag(self._tags[style], 0)
            changes = {"numFmtId": str(number), "applyNumberFormat": "1"}
            self._tags.append(xml_spans.set_attributes(tag, changes) + self._tags[style][len(tag) :])
            self._formats.append(number)
            self._made[key] = len(self._tags) - 1
        return self._made[key]

    def patched(self) -> bytes:
        """The part's bytes with the styles that were made."""
        edits = self._added_codes() if self._new_codes else []
        if len(self._tags) > max(1, self._read):
            added = b"".join(self._tags[self._read :])
            kept = self._cells if self._read else None
            edits += self._grown(kept, len(self._tags), added) if kept else self._new_cells(added)
        return xml_spans.splice(self._data, edits) if edits else self._data

    def _new_cells(self, added: bytes) -> list[xml_spans.Edit]:
        """`cellXfs` where the part had none, or an empty one, behind what the schema wants before it."""
        data, root, old = self._data, self._root, self._cells
        px = xml_spans.prefix(data, root.start)
        whole = b'<%scellXfs count="%d">%s</%scellXfs>' % (px, len(self._tags), added, px)
        if old is not None:
            return [(old.start, xml_spans.element_end(data, old.start, old.stop), whole)]
        before = [child for child in root.children if child.name in _BEFORE_CELLS]
        last = before[-1] if before else None
        place = (
            xml_spans.element_end(data, last.start, last.stop)
            if last
            else xml_spans.tag_end(data, root.start)
        )
        return [(place, place, whole)]

    def _grown(self, element: xml_spans.Element, count: int, added: bytes) -> list[xml_spans.Edit]:
        return [
            xml_spans.edit_tag(self._data, element.start, {"count": str(count)}),
            (element.stop, element.stop, added),
        ]

    def _added_codes(self) -> list[xml_spans.Edit]:
        px = xml_spans.prefix(self._data, self._root.start)
        items = b"".join(
            b'<%snumFmt numFmtId="%d" formatCode=%s/>' % (px, number, xml_spans.attribute_value(code))
            for code, number in self._new_codes.items()
        )
        formats = self._root.first("numFmts")
        if formats is not None and formats.stop != formats.start:
            return self._grown(formats, len(formats.children) + len(self._new_codes), items)
        start = formats.start if formats is not None else xml_spans.tag_end(self._data, self._root.start)
        place = xml_spans.tag_end(self._data, start) if formats is not None else start
        wrapped = b'<%snumFmts count="%d">%s</%snumFmts>' % (px, len(self._new_codes), items, px)
        return [(start, place, wrapped)]
