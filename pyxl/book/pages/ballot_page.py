"""How a ballot fills its sheet of paper: columns, row heights and sizes for 5 or for 300 candidates.

The layout takes the largest names that keep the ballot on one page; where even the smallest do not
fit, the candidates run on over further pages under a repeated head, and the write-in places and the
instructions stay together at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from pyxl.book.pages.page import MARK_AND_NAME, MAX_COLUMNS, SIZES, Block, Page
from pyxl.hosts.sheets.page_setup import PaperName

POINTS_PER_MM = 72 / 25.4
MARK_SHARE = 0.36
BOXES_SHARE = 0.62
"""Part of a pair's width that the mark takes, or the two boxes to blacken."""
ROOMIEST, COMFORTABLE, TIGHTEST = 3.0, 2.3, 1.7
"""Row height over name size: where space abounds, where more columns gain nothing, on a full page."""
LONG_BALLOT_SIZE = 14
"""Points of a name on a ballot that runs on over several pages."""
SAFETY = 0.98
"""Printers' margins differ a little; a page that is full to the last millimetre would run over."""
MOST_STRETCH = 1.5
PAIRS = MAX_COLUMNS // 2
STRUCK = "／"
"""Stands in a box that is no place for a name: a voter would take it for one, and nobody could count what she writes there."""
CLOSING = "，。；：、！？）”》"
"""Marks that never begin a line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Printable width and height in points, and the points of each fixed role's font.

    The width leaves a twentieth unused: LibreOffice counts a digit of the default font 6 % wider than
    Excel, and a sheet that is too wide would be printed smaller altogether.
    """

    width: float
    height: float
    fonts: dict[str, float]


PAPERS: dict[PaperName, Paper] = {
    "A4": Paper(
        164 * POINTS_PER_MM,
        261 * POINTS_PER_MM,
        {
            "title": 22,
            "office": 20,
            "specimen": 24,
            "figures": 13,
            "head": 12,
            "label": 13,
            "note": 11,
            "seal": 12,
        },
    ),
    "A5": Paper(
        118 * POINTS_PER_MM,
        188 * POINTS_PER_MM,
        {
            "title": 17,
            "office": 16,
            "specimen": 18,
            "figures": 11,
            "head": 10,
            "label": 11,
            "note": 9,
            "seal": 10,
        },
    ),
}
LEADING = {
    "title": 1.6,
    "office": 1.8,
    "specimen": 1.5,
    "figures": 2.0,
    "head": 2.0,
    "label": 2.2,
    "note": 1.55,
    "seal": 3.2,
}
"""Row height over font size of each fixed role."""


@dataclass(frozen=True, slots=True)
class Section:
    """One office on a paper with several: its own figures, names and places to write in."""

    figures: str
    names: tuple[str, ...]
    write_ins: int


@dataclass(frozen=True, slots=True)
class BallotText:
    """The words of a ballot: all that the layout needs to know.

    `congress` comes in phrases: they stand in one line where they fit, else each in its own.
    `boxes` is printed before each name where boxes are blackened, `write_in_box` before a place to write in.
    `sections` are the offices where several stand on the paper; figures, names and places are then theirs.
    """

    congress: tuple[str, ...]
    office: str
    figures: str
    names: tuple[str, ...]
    write_ins: int
    write_in_label: str
    head: tuple[str, str]
    notes: tuple[str, ...]
    seal: str
    specimen: str = ""
    boxes: str = ""
    write_in_box: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections; of a paper for one office the whole of it."""
        return self.sections or (Section(self.figures, self.names, self.write_ins),)

    @property
    def everybody(self) -> tuple[str, ...]:
        """All names on the paper."""
        return tuple(name for part in self.parts for name in part.names)

    @property
    def mark_share(self) -> float:
        """Part of a pair's width that stands before the name."""
        return BOXES_SHARE if self.boxes else MARK_SHARE


@dataclass(frozen=True, slots=True)
class _Line:
    """Some rows of one role; `cells` is what stands in each row, from the left."""

    role: str
    cells: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    pairs: int
    size: int
    row: float
    one_page: bool


def ballot_page(text: BallotText, paper: PaperName) -> Page:
    """Lay a ballot out on A4 or A5."""
    sheet = PAPERS[paper]
    plan = _one_page(text, sheet) or _long(text, sheet)
    head = _head(text, sheet, plan.pairs)
    lines = [*head, *_body(text, plan.pairs), *_foot(text, sheet)]
    blocks = _stretched(tuple(_blocks(lines, sheet, plan.row)), sheet, plan)
    return Page(
        paper=paper,
        size=plan.size,
        widths=_widths(sheet, plan.pairs, text.mark_share),
        blocks=blocks,
        values=tuple(_padded(row, plan.pairs * 2) for line in lines for row in line.cells),
        repeated=0 if plan.one_page else sum(len(line.cells) for line in head),
        break_before=_break(text, plan, blocks, len(head), sheet),
    )


def _break(text: BallotText, plan: _Plan, blocks: Sequence[Block], heads: int, sheet: Paper) -> int:
    """The row that begins the last page, so that places to write in and instructions stay together; 0 for none."""
    if plan.one_page or text.sections or _foot_fits(blocks, heads, sheet):
        return 0
    return blocks[heads + 1].top


def _body(text: BallotText, pairs: int) -> list[_Line]:
    """Names and places to write in, section by section; several sections have their figures and heads here."""
    lines = []
    for part in text.parts:
        if text.sections:
            lines += [_Line("figures", ((part.figures,),)), _Line("head", (text.head * pairs,))]
        lines.append(_Line(MARK_AND_NAME, _pairs(part.names, pairs, text.specimen or text.boxes or None)))
        if part.write_ins:
            box = text.specimen or text.write_in_box or None
            lines += [
                _Line("label", ((text.write_in_label,),)),
                _Line(MARK_AND_NAME, _pairs([""] * part.write_ins, pairs, box)),
            ]
    return lines


def _one_page(text: BallotText, sheet: Paper) -> _Plan | None:
    """The plan with the largest names on a single page; among equals the roomier rows."""
    for size in SIZES:
        plans = [plan for pairs in range(1, PAIRS + 1) if (plan := _fit(text, sheet, size, pairs))]
        if plans:
            return max(plans, key=lambda plan: (min(plan.row, COMFORTABLE * size), -plan.pairs))
    return None


def _fit(text: BallotText, sheet: Paper, size: int, pairs: int) -> _Plan | None:
    longest = max((len(name) for name in text.everybody), default=3)
    name_width = sheet.width / pairs * (1 - text.mark_share)
    if len(text.boxes) * size * 1.1 > sheet.width / pairs * text.mark_share:
        return None
    if min(longest, 4) * size * 1.1 > name_width:
        return None
    fixed = sum(
        len(line.cells) * _height(line.role, sheet)
        for line in (*_head(text, sheet, pairs), *_body(text, pairs), *_foot(text, sheet))
        if line.role != MARK_AND_NAME
    )
    rows = sum(ceil(len(part.names) / pairs) + ceil(part.write_ins / pairs) for part in text.parts)
    row = (sheet.height * SAFETY - fixed) / max(rows, 1)
    return _Plan(pairs, size, min(row, ROOMIEST * size), True) if row >= TIGHTEST * size else None


def _long(text: BallotText, sheet: Paper) -> _Plan:
    size = LONG_BALLOT_SIZE
    pairs = floor(sheet.width * (1 - text.mark_share) / (4 * size * 1.1))
    if text.boxes:
        pairs = min(pairs, floor(sheet.width * text.mark_share / (len(text.boxes) * size * 1.1)))
    return _Plan(max(1, min(PAIRS, pairs)), size, TIGHTEST * size, False)


def _foot_fits(blocks: Sequence[Block], heads: int, sheet: Paper) -> bool:
    """Whether the end of a long ballot still fits under the last candidates; a longer one just runs on."""
    head = sum(block.rows * block.height for block in blocks[:heads])
    body, foot = blocks[heads], sum(block.rows * block.height for block in blocks[heads + 1 :])
    room = sheet.height * SAFETY - head
    left = room - (body.rows % floor(room / body.height)) * body.height
    return foot <= left or foot > room


def _height(role: str, sheet: Paper) -> float:
    return sheet.fonts.get(role, 6) * LEADING.get(role, 1.3)


def _head(text: BallotText, sheet: Paper, pairs: int) -> list[_Line]:
    lines = [_title(text.congress, sheet), _Line("office", ((text.office,),))]
    if text.specimen:
        lines.append(_Line("specimen", (("　".join([text.specimen] * 3),),)))
    if text.sections:
        return lines
    return [*lines, _Line("figures", ((text.figures,),)), _Line("head", (text.head * pairs,))]


def _foot(text: BallotText, sheet: Paper) -> list[_Line]:
    notes = tuple((line,) for note in text.notes for line in _wrap(note, sheet.width / sheet.fonts["note"]))
    return [_Line("blank", ((None,),)), _Line("note", notes), _Line("seal", ((text.seal,),))]


def _title(phrases: Sequence[str], sheet: Paper) -> _Line:
    whole = "".join(phrases)
    fits = len(whole) * sheet.fonts["title"] * 1.05 <= sheet.width
    return _Line("title", ((whole,),) if fits else tuple((phrase,) for phrase in phrases))


def _wrap(note: str, width: float) -> Iterator[str]:
    """Cut a note to `width` full-width characters a line; what follows is indented under its number."""
    room, line, used = width * 0.97 - 1, "", 0.0
    for character in note:
        step = 0.55 if character.isascii() else 1.0
        if used + step > room and character not in CLOSING:
            yield line
            line, used = "　　", 2.0
        line, used = line + character, used + step
    yield line


def _pairs(names: Sequence[str], pairs: int, mark: str | None) -> tuple[tuple[str | None, ...], ...]:
    """Names from left to right, then downwards, each behind its box; boxes beyond the last are struck out."""
    rows = []
    for start in range(0, max(len(names), 1), pairs):
        row: list[str | None] = []
        for name in names[start : start + pairs]:
            row += [mark, name or None]
        rows.append((*row, *[STRUCK] * (2 * pairs - len(row))))
    return tuple(rows)


def _padded(row: Sequence[str | None], columns: int) -> tuple[str | None, ...]:
    return (*row, *([None] * (columns - len(row))))


def _blocks(lines: Sequence[_Line], sheet: Paper, row: float) -> Iterator[Block]:
    top = 1
    for line in lines:
        height = row if line.role == MARK_AND_NAME else _height(line.role, sheet)
        yield Block(line.role, top, len(line.cells), round(height, 1))
        top += len(line.cells)


def _stretched(blocks: tuple[Block, ...], sheet: Paper, plan: _Plan) -> tuple[Block, ...]:
    """A short ballot is spread over its page, within reason: every row grows by the same part."""
    factor = min(MOST_STRETCH, sheet.height * SAFETY / sum(block.rows * block.height for block in blocks))
    if not plan.one_page or factor <= 1:
        return blocks
    return tuple(replace(block, height=floor(block.height * factor * 10) / 10) for block in blocks)


def _widths(sheet: Paper, pairs: int, share: float = MARK_SHARE) -> tuple[float, ...]:
    pair = sheet.width / pairs
    return (_characters(pair * share), _characters(pair * (1 - share))) * pairs


def _characters(points: float) -> float:
    """Column width in digits of the default font, Calibri 11 (7 pixels each at 96 dpi, and 5 of padding)."""
    return round((points * 96 / 72 - 5) / 7, 2)


def empty_page(sentence: str = "") -> Page:
    """A ballot sheet without a ballot."""
    block = Block("label", 1, 1, 30.0)
    widths = _widths(PAPERS["A4"], PAIRS)
    return Page("A4", SIZES[-1], widths, (block,), (_padded((sentence,), MAX_COLUMNS),))
