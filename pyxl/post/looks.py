"""How the cells of a frozen workbook look: number format, size, colours, font, place in the cell.

Two packages are compared by it: what arrived, and what we make of the same data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pyxl.hosts.package import xml_spans
from pyxl.post.grammar import Stranger

_T = TypeVar("_T")

_BUILT_IN: Final = {"0": "general", "1": "0", "49": "@"}
"""Numbers of the formats that every program knows without being told, and that `freeze` uses."""
_NEEDLESS: Final = re.compile(r"\\([- :])")
"""A stroke before a character that stands for itself anyway; before any other it turns a figure into a letter."""
_TEXT_FONT: Final = re.compile(
    r"[\u4e00-\u9fff].*|Noto (Sans|Serif)( CJK)?.*|Source Han.*|WenQuanYi.*|AR PL.*|Droid Sans.*|SimSun|NSimSun|SimHei|"
    r"KaiTi.*|FangSong.*|Microsoft YaHei.*|DengXian.*|FZ.*|ST(Song|Kaiti|Heiti|Fangsong).*|PingFang.*|Songti.*|Heiti.*|"
    r"Calibri|Cambria|Carlito|Caladea|Arial|Arimo|Liberation.*|DejaVu.*|Times New Roman|Tinos|Helvetica|Tahoma|Verdana"
)
"""Fonts of letters and figures; in another one a 3 may look like anything."""
_DEFAULT_COLOURS: Final = {
    "0": "000000",
    "1": "FFFFFF",
    "8": "000000",
    "9": "FFFFFF",
    "64": "000000",
    "65": "FFFFFF",
}
_FONT_DEFAULT: Final = "000000"


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader sees of a cell beside its value; colours are six hexadecimal digits."""

    code: str
    size: float
    colour: str
    fill: str
    indent: int


@dataclass(frozen=True, slots=True)
class Palette:
    """What the numbers of colours mean in one workbook."""

    theme: Sequence[str]
    indexed: Mapping[str, str]

    def colour(self, element: xml_spans.Element | None, default: str = _FONT_DEFAULT) -> str:
        """The colour of an element such as `<color>`; raises Stranger for one that cannot be told."""
        if element is None:
            return default
        get = element.attributes.get
        if float(get("tint", "0") or 0) != 0:
            raise Stranger("带浓淡的颜色")
        if "rgb" in element.attributes:
            return get("rgb", "")[-6:].upper()
        if (place := get("theme", "")).isdigit() and int(place) < len(self.theme):
            return self.theme[int(place)]
        if get("auto") in ("1", "true"):
            return default
        if (known := self.indexed.get(get("indexed", ""))) is not None:
            return known
        raise Stranger("认不出的颜色")


def palette(theme: xml_spans.Element | None, styles: xml_spans.Element) -> Palette:
    """The colours of a workbook; the theme lists dark before light, and cells number them the other way round."""
    indexed = dict(_DEFAULT_COLOURS)
    if (colours := styles.first("colors")) and (own := colours.first("indexedColors")):
        for at, one in enumerate(own.children):
            indexed[str(at)] = one.attributes.get("rgb", "")[-6:].upper()
    found: list[str] = []
    if theme is not None:
        for element in theme.walk():
            if element.name == "clrScheme":
                found = [_theme_colour(one) for one in element.children]
    if len(found) >= 4:
        found[:4] = [found[1], found[0], found[3], found[2]]
    return Palette(found, indexed)


def _theme_colour(element: xml_spans.Element) -> str:
    one = element.children[0] if element.children else element
    return (one.attributes.get("lastClr") or one.attributes.get("val", "")).upper()


def looks(styles: xml_spans.Element, colours: Palette) -> list[Look]:
    """The looks of `cellXfs`, by index; raises Stranger for one that two programs may show differently."""
    codes = _codes(styles)
    fonts = [_font(one, colours) for one in _children(styles, "fonts", "font")]
    fills = [_fill(one, colours) for one in _children(styles, "fills", "fill")]
    bases = _children(styles, "cellStyleXfs", "xf")

    def look(xf: xml_spans.Element) -> Look:
        get = xf.attributes.get
        size, colour = _at(fonts, get("fontId", "0"))
        alignment = xf.first("alignment")
        return Look(
            codes.get(get("numFmtId", "0"), "?" + get("numFmtId", "0")),
            size,
            colour,
            _at(fills, get("fillId", "0")),
            int(alignment.attributes.get("indent", "0")) if alignment else 0,
        )

    found: list[Look] = []
    for xf in _children(styles, "cellXfs", "xf"):
        own = look(xf)
        if bases:
            _refuse_doubt(xf, own, look(_at(bases, xf.attributes.get("xfId", "0"))))
        found.append(own)
    return found


def _refuse_doubt(xf: xml_spans.Element, own: Look, base: Look) -> None:
    """Where a format says that a part of it does not apply, programs that heed it show its base's."""
    parts = {
        "applyNumberFormat": (own.code, base.code),
        "applyFont": ((own.size, own.colour), (base.size, base.colour)),
        "applyFill": (own.fill, base.fill),
    }
    for flag, (mine, its) in parts.items():
        if xf.attributes.get(flag) in ("0", "false", "off") and mine != its:
            raise Stranger(f"自相矛盾的单元格格式（{flag}）")


def run_look(properties: xml_spans.Element, colours: Palette) -> tuple[float, str]:
    """Size and colour of a run within a text."""
    return _font(properties, colours)


def _codes(styles: xml_spans.Element) -> dict[str, str]:
    codes: dict[str, str] = {}
    for one in _children(styles, "numFmts", "numFmt"):
        number = one.attributes.get("numFmtId", "")
        code = _NEEDLESS.sub(r"\1", one.attributes.get("formatCode", "")).casefold()
        if number in codes or _BUILT_IN.get(number, code) != code:
            raise Stranger("重复定义的数字格式")
        codes[number] = code
    return {**codes, **_BUILT_IN}


def _font(font: xml_spans.Element, colours: Palette) -> tuple[float, str]:
    name = font.first("name") or font.first("rFont")
    if name is not None and not _TEXT_FONT.fullmatch(name.attributes.get("val", "")):
        raise Stranger(f"字体“{name.attributes.get('val', '')}”")
    size = font.first("sz")
    text = size.attributes.get("val", "") if size else "11"
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", text):
        raise Stranger("不正常的字号")
    return float(text), colours.colour(font.first("color"))


def _fill(fill: xml_spans.Element, colours: Palette) -> str:
    pattern = fill.first("patternFill")
    kind = pattern.attributes.get("patternType", "none") if pattern else "none"
    if pattern is None or kind in ("none", "gray125"):
        return ""
    if kind != "solid":
        raise Stranger("带花纹的底色")
    return colours.colour(pattern.first("fgColor"), "FFFFFF")


def _children(root: xml_spans.Element, group: str, name: str) -> list[xml_spans.Element]:
    found = root.first(group)
    return list(found.all(name)) if found else []


def _at(items: Sequence[_T], index: str) -> _T:
    if not (index.isascii() and index.isdigit() and int(index) < len(items)):
        raise Stranger("不存在的单元格格式")
    return items[int(index)]
