"""One pass over a worksheet that was sent: the first thing in it that runs, fetches, hides or shows other figures.

What a reader sees must be what the fingerprints were taken of, so nothing that changes the look of a cell by its
content, covers it or takes it out of sight is let through.  Colours are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from pyxl.hosts.package import xml_spans

_ELEMENTS: Final[Mapping[str, str]] = {
    "f": "是公式",
    **dict.fromkeys(("hyperlink", "oleObject", "control"), "带有链接或控件"),
    **dict.fromkeys(
        ("drawing", "drawingHF", "legacyDrawing", "legacyDrawingHF", "picture"), "带有图片、图形或批注"
    ),
    **dict.fromkeys(("conditionalFormatting", "cfRule"), "带有条件格式"),
    **dict.fromkeys(("dataValidation", "dataValidations"), "带有数据验证"),
    **dict.fromkeys(
        ("sparklineGroup", "filterColumn", "customSheetView", "scenario"), "带有筛选、视图或迷你图"
    ),
    "mergeCell": "有合并的单元格",
}
"""Local names, in whatever namespace, of what a frozen worksheet never has."""

FOOTERS: Final = frozenset({"", "&C—&P—"})
"""What stands above and below a page, without fonts, sizes, colours and blanks; see `print_setup`."""
_HEADINGS: Final = frozenset(
    f"{which}{place}" for which in ("odd", "even", "first") for place in ("Header", "Footer")
)
_LOOKS: Final = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-Fa-f]{6}|\s+')
_SMALLEST: Final[Mapping[str, tuple[str, int]]] = {"row": ("ht", 5), "col": ("width", 1)}
"""Element -> the attribute with its size (points, characters), and the size below which nobody reads it."""


def fault(data: bytes, rounding: frozenset[int], where: str) -> str | None:
    """What is wrong with a worksheet's part, as a Chinese phrase with the cell; None for one as it should be.

    `rounding` are the indices of cell formats that show whole numbers only.  Raises FileError for broken XML.
    """
    scan = _Scan(rounding)
    parser = xml_spans.parser(where)
    parser.StartElementHandler = scan.open
    parser.EndElementHandler = scan.close
    parser.CharacterDataHandler = scan.text
    xml_spans.feed(parser, data, where)
    return scan.fault


class _Scan:
    def __init__(self, rounding: frozenset[int]) -> None:
        self.fault: str | None = None
        self._rounding = rounding
        self._cell: dict[str, str] = {}
        self._text: list[str] | None = None

    def open(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "c":
            self._cell = attributes
        elif local == "v" or local in _HEADINGS:
            self._text = []
        elif what := _ELEMENTS.get(local):
            self._found(what, self._cell.get("r") or attributes.get("ref") or attributes.get("sqref", ""))
        elif local in _SMALLEST:
            self._out_of_sight(local, attributes)
        elif local == "sheetFormatPr" and _true(attributes.get("zeroHeight")):
            self._found("有隐藏的行")
        elif local == "sheetView" and not _true(attributes.get("showZeros", "1")):
            self._found("不显示零")

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self, name: str) -> None:
        local, text = name.rpartition(" ")[2], "".join(self._text or ())
        if local == "c":
            self._cell = {}
        elif local == "v" and self._rounded(text):
            self._found("的数字显示得与实际不同", self._cell.get("r", ""))
        elif local in _HEADINGS and bare_heading(text) not in FOOTERS:
            self._found("的页眉、页脚被改动过")
        if local == "v" or local in _HEADINGS:
            self._text = None

    def _out_of_sight(self, local: str, attributes: Mapping[str, str]) -> None:
        size, least = _SMALLEST[local]
        if _true(attributes.get("hidden")) or _number(attributes.get(size, "99")) < least:
            self._found("有隐藏的行" if local == "row" else "有隐藏的列")

    def _rounded(self, text: str) -> bool:
        """Whether a number is shown as a whole one and is none."""
        style = self._cell.get("s", "0")
        if self._cell.get("t", "n") != "n" or not (style.isdigit() and int(style) in self._rounding):
            return False
        number = _number(text)
        return number != number.to_integral_value()

    def _found(self, what: str, place: str = "") -> None:
        if self.fault is None:
            self.fault = f"的 {place} 格{what}" if place else what


def bare_heading(text: str) -> str:
    """What a header or footer says, without fonts, sizes, colours and blanks."""
    return _LOOKS.sub("", text)


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _number(text: str) -> Decimal:
    """A size or value; one that cannot be read is for the reader of cells to refuse."""
    try:
        number = Decimal(text)
        return number if number.is_finite() else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
