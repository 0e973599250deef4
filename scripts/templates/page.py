"""The paper itself: size, margins, grid of 22 lines and 28 characters, page numbers at the outer side.

A page on its side is bound like the others: its upper edge is at the left of the upright sheet, and its page
number stays in the corner of that sheet where all others stand, turned with it.
"""

from __future__ import annotations

from templates.package import NAMESPACES
from templates.styles import LINE, MILLIMETRE, WIDTH

_A4 = (11906, 16838)
_TOP, _LEFT, _BOTTOM = (round(side * MILLIMETRE) for side in (37, 28, 35))
_RIGHT = _A4[0] - _LEFT - WIDTH
_NUMBER, _PRINT = 320, 200
_DASH = round(7 * MILLIMETRE) - _NUMBER // 2
"""Between the text area and the page number's line, so that its dash stands 7 mm below."""
_EDGE = _BOTTOM - _DASH - _NUMBER - _PRINT
_PITCH = round((WIDTH / 28 / 20 - 16) * 4096)
"""How much narrower than 16 pt a cell of the grid is, in 1/4096 point."""
_LONG = 7400
"""Length of the strip for the page number on a page that lies on its side."""


def section(landscape: bool, begins: str = "") -> str:
    """The properties of a section; `begins` says on what page if not simply on the next one."""
    width, height = _A4[::-1] if landscape else _A4
    top, right, bottom, left = (_LEFT, _TOP, _RIGHT, _BOTTOM) if landscape else (_TOP, _RIGHT, _BOTTOM, _LEFT)
    kind = "header" if landscape else "footer"
    prefix, other = ("lying", "footer") if landscape else ("upright", "header")
    names = {"default": "odd", "even": "even"}
    references = "".join(
        f'<w:{one}Reference w:type="{where}" r:id="{one}{number}"/>'
        for one, numbers in ((kind, _PARTS[prefix]), (other, _PARTS[f"{prefix}-blank"]))
        for where, number in zip(names, numbers, strict=True)
    )
    orient = ' w:orient="landscape"' if landscape else ""
    start = f'<w:type w:val="{begins}"/>' if begins else ""
    return (
        f"<w:sectPr>{references}{start}"
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="850" w:footer="{850 if landscape else _EDGE}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{_PITCH}"/>'
        "</w:sectPr>"
    )


_PARTS = {"upright": (1, 2), "upright-blank": (3, 3), "lying": (1, 2), "lying-blank": (3, 3)}
_FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def above_imprint(lines: int) -> int:
    """Where the imprint's last line begins, or `lines` above it, in twips below the sheet's upper edge.

    Their rules take 20 each.  LibreOffice 7 has other margins in a section that begins on an even page, but no other sheet.
    """
    return _A4[1] - _BOTTOM - (lines + 1) * LINE - (60 if lines else 40)


def _line(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _number(side: str, slip: bool) -> str:
    printed = _text("数据指纹 SHA-256 {{ 数据指纹 }}") if slip else ""
    return _line(f"Page{side}", _text("— ") + _FIELD + _text(" —")) + _line(f"Print{side}", printed)


def _strip(side: str, slip: bool) -> str:
    """The same two lines, turned, at the left of a page on its side."""
    foot = _A4[0] - _RIGHT
    top = foot - _LONG if side == "Odd" else _LEFT
    width = _NUMBER + _PRINT
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" '
        f'w:horzAnchor="page" w:tblpX="{_EDGE}" w:tblpY="{top}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{_LONG}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{_number(side, slip)}</w:tc></w:tr>'
        f"</w:tbl>{_line('PrintOdd', '')}"
    )


def _edge(kind: str, content: str) -> str:
    return f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def edges(slip: bool) -> dict[str, str]:
    """Part -> its XML; the first of three is for odd pages, the second for even ones, the third blank.

    Only a `slip` that is filled in and signed in the hall carries the fingerprint of the data that it was made from.
    """
    return {
        "footer1": _edge("ftr", _number("Odd", slip)),
        "footer2": _edge("ftr", _number("Even", slip)),
        "footer3": _edge("ftr", _line("PrintOdd", "")),
        "header1": _edge("hdr", _strip("Odd", slip)),
        "header2": _edge("hdr", _strip("Even", slip)),
        "header3": _edge("hdr", _line("PrintOdd", "")),
    }
