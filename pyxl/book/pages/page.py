"""A printed page on a worksheet, as data: what stands where, in which of the declared styles.

A page is written with a fixed number of calls into the host, whatever its length: the formats lie
ready in the hidden sheet 选票样式, one cell for each role and size, and are copied block by block.  The
workbook's own macro does that in one call, where it is there; the deeds are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyxl.hosts.addresses import Area, parse_area
from pyxl.hosts.sheets.blocks import area_of, block, read_block, write_block
from pyxl.hosts.sheets.page_setup import PageSetup, PaperName, copy_looks, set_up, set_up_steps, set_widths
from pyxl.hosts.sheets.steps import Step

if TYPE_CHECKING:
    import xlwings as xw

BLANK, MARK_AND_NAME = "blank", "mark"
ROLES = (
    BLANK,
    "title",
    "office",
    "specimen",
    "figures",
    "head",
    MARK_AND_NAME,
    "name",
    "label",
    "note",
    "seal",
)
"""Columns of the style sheet.  `mark` and `name` stand side by side and are copied as a pair."""
ACROSS = frozenset({"title", "office", "specimen", "figures", "seal"})
"""Roles that are centred on the page: each row is one merged cell.  "Centre across selection" would need none, but
LibreOffice saves it as plain centring, and the left half of every title is gone with the next print."""
SIZES = (28, 24, 20, 18, 16, 14, 12, 10)
"""Points of a candidate's name, largest first."""
PAPERS = ("A4", "A5")
"""The style sheet has one row for each paper and size, in this order."""
MAX_COLUMNS = 12
"""Columns of a ballot sheet: up to six pairs of mark and name."""
FIRST_STYLE_ROW = 2


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` × `columns` cells from 1-based `top`, column A, in one role, each row `height` points high."""

    role: str
    top: int
    rows: int
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a ballot sheet shows.  `widths` are in characters, `size` is one of `SIZES`.

    `repeated` are the first rows that stand again on each further page; `break_before` is a row that
    must begin a new page, or 0.
    """

    paper: PaperName
    size: int
    widths: tuple[float, ...]
    blocks: tuple[Block, ...]
    values: tuple[tuple[str | None, ...], ...]
    repeated: int = 0
    break_before: int = 0

    def to_plain(self) -> dict[str, object]:
        """Plain lists and numbers, for the undo record."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, object]) -> Page:
        """The page that `to_plain` told of."""
        data = dict(plain)
        data["widths"] = tuple(data["widths"])  # type: ignore[arg-type]
        data["blocks"] = tuple(Block(**block) for block in data["blocks"])  # type: ignore[attr-defined]
        data["values"] = tuple(tuple(row) for row in data["values"])  # type: ignore[attr-defined]
        return cls(**data)  # type: ignore[arg-type]


class BallotSheets:
    """The ballot sheets of one workbook during one press: each is read once, and each style is looked up once.

    `sheet` gives a sheet by name; `styles` is the name of the sheet 选票样式; `carry_out` has the workbook's macro take
    many steps and gives their answers, None where there is no macro.
    """

    def __init__(
        self,
        sheet: Callable[[str], xw.Sheet],
        styles: str,
        carry_out: Callable[[Sequence[Step]], Sequence[Any] | None],
    ) -> None:
        self._sheet = sheet
        self._styles = styles
        self._carry_out = carry_out
        self._values: dict[str, tuple[tuple[str | None, ...], ...]] = {}
        self._looks: dict[tuple[int, str], xw.Range] = {}

    def values(self, name: str) -> tuple[tuple[str | None, ...], ...]:
        """What stands on a sheet, as text; the clerk may have edited it."""
        if name not in self._values:
            self._values[name] = read_values(self._sheet(name))
        return self._values[name]

    def write(self, name: str, page: Page) -> bool:
        """Replace the whole content of a ballot sheet by this page.

        False: no printer of the desk has the page's paper (see `set_page`).
        """
        used = len(self.values(name))
        del self._values[name]

        def at_once(deeds: Iterable[Deed], wanted: PageSetup | None) -> Sequence[Any] | None:
            printing = () if wanted is None else set_up_steps(name, wanted)
            return self._carry_out([*printing, *self._told(name, page, deeds)])

        return write_page(self._sheet(name), page, self._look, used, at_once)

    def _told(self, name: str, page: Page, deeds: Iterable[Deed]) -> Iterator[Step]:
        """Deeds on a sheet as steps of the macro."""
        for verb, where, value in deeds:
            if verb == "dress":
                look = _look_area(style_row(page.paper, page.size), value)
                yield verb, name, where, self._styles, look.address()
            else:
                yield verb, name, where, value

    def _look(self, row: int, role: str) -> xw.Range:
        if (row, role) not in self._looks:
            self._looks[row, role] = look_in(self._sheet(self._styles))(row, role)
        return self._looks[row, role]


Look = Callable[[int, str], "xw.Range"]
"""The cell of the style sheet, or the pair, that shows how a role looks in a row of `style_row`."""


def look_in(styles: xw.Sheet) -> Look:
    """The looks as the sheet 选票样式 has them."""

    return lambda row, role: block(styles, _look_area(row, role))


def _look_area(row: int, role: str) -> Area:
    column = ROLES.index(role) + 1
    return Area(row, column, row, column + (role == MARK_AND_NAME))


Deed = tuple[str, str, str]
"""What is done to cells of a page: a verb, the cells' address, a value."""


def _whole(page: Page, used: int) -> Area:
    """All cells of a sheet, now `used` rows long, that the page covers or clears."""
    return Area(1, 1, max(used, len(page.values)), MAX_COLUMNS)


def _dressing(page: Page, whole: Area) -> Iterator[Deed]:
    """The looks, heights and widths of a page, before its words are written."""
    everything = whole.address()
    yield "unmerge", everything, ""
    yield "dress", everything, BLANK
    for part in page.blocks:
        if part.role != BLANK:
            yield "dress", _cells(page, part), part.role
        yield "height", _cells(page, part), str(part.height)
    yield from _widths(everything, page.widths)


def _merging(page: Page) -> Iterator[Deed]:
    """What is merged after the words stand."""
    yield from (("merge", _cells(page, part), "") for part in page.blocks if part.role in ACROSS)


def _cells(page: Page, part: Block) -> str:
    return Area(part.top, 1, part.top + part.rows - 1, len(page.widths)).address()


def _setup(page: Page) -> PageSetup:
    return PageSetup(
        paper=page.paper,
        landscape=False,
        rows_to_repeat=(1, page.repeated) if page.repeated else None,
        page_break_before=(page.break_before,) if page.break_before else (),
        pages_tall=0 if page.repeated else 1,
        print_area=Area(1, 1, len(page.values), len(page.widths)),
    )


AtOnce = Callable[["Iterable[Deed]", PageSetup | None], "Sequence[Any] | None"]
"""Does many deeds in one call, after setting the page up where that is wanted.

The answers then begin with that of `set_up`; None: it can't be done at once, and nothing was done.
"""


def _nobody(deeds: Iterable[Deed], wanted: PageSetup | None) -> None:
    """Where there is no macro."""


def write_page(sheet: xw.Sheet, page: Page, look: Look, used: int, at_once: AtOnce = _nobody) -> bool:
    """Replace the whole content of a ballot sheet, now `used` rows long, by this page.

    False: no printer of the desk has the page's paper (see `set_up`).
    """
    whole = _whole(page, used)
    do = _doer(sheet, page, look)
    if at_once(_dressing(page, whole), None) is None:
        for deed in _dressing(page, whole):
            do(*deed)
    # Copied looks bring their own words along: every cell gets its text, or none.
    write_block(sheet, whole, _texts(page.values, whole))
    answers = at_once(_merging(page), _setup(page))
    if answers is not None:
        return bool(answers[0])
    for deed in _merging(page):
        do(*deed)
    return set_up(sheet, _setup(page))


def _doer(sheet: xw.Sheet, page: Page, look: Look) -> Callable[[str, str, str], None]:
    """What does one deed after the other on a sheet of either host."""
    # xlwings' own setters ask Excel a dozen questions and switch its alerts, which a press has off: `impl` does not.
    cells = cache(sheet.range)
    style = style_row(page.paper, page.size)

    def do(verb: str, where: str, value: str) -> None:
        match verb:
            case "unmerge":
                cells(where).impl.unmerge()
            case "dress":
                copy_looks(look(style, value), cells(where))
            case "height":
                cells(where).impl.row_height = float(value)
            case "width":
                set_widths(sheet, [*map(_area, where.split(","))], float(value))
            case "merge":
                cells(where).impl.merge(True)

    return do


def read_values(sheet: xw.Sheet) -> tuple[tuple[str | None, ...], ...]:
    """What stands on the sheet now, as text; the clerk may have edited it."""
    cells = sheet.used_range
    used = area_of(cells)
    page = Area(1, 1, used.bottom, min(used.right, MAX_COLUMNS))
    values = read_block(sheet, page, cells if page == used else None)
    return tuple(tuple(None if cell is None else str(cell) for cell in row) for row in values)


def _widths(everything: str, widths: Sequence[float]) -> Iterator[Deed]:
    """The widths of the page's columns, 1 for the others; columns of one width are set together."""
    first, *others = dict.fromkeys(widths)
    yield "width", everything, str(first)
    places: dict[float, list[str]] = {width: [] for width in others}
    at = 1
    for width, same in groupby([*widths, *[1.0] * (MAX_COLUMNS - len(widths))]):
        last = at + len(list(same)) - 1
        if width != first:
            places.setdefault(width, []).append(Area(1, at, 1, last).address())
        at = last + 1
    yield from (("width", ",".join(areas), str(width)) for width, areas in places.items())


def _area(address: str) -> Area:
    area = parse_area(address)
    assert area is not None, address
    return area


def style_row(paper: str, size: int) -> int:
    """The row of the style sheet that holds the formats for this paper and size of names."""
    return FIRST_STYLE_ROW + PAPERS.index(paper) * len(SIZES) + SIZES.index(size)


def _texts(values: Sequence[Sequence[str | None]], whole: Area) -> list[list[str | None]]:
    """The cells of the whole sheet, each a text: an apostrophe keeps a name from being read as a formula."""
    rows = [["'" + cell if cell and cell[0] in "=+-@'" else cell for cell in row] for row in values]
    rows += [[] for _ in range(whole.bottom - len(rows))]
    return [[*row, *[None] * (whole.right - len(row))] for row in rows]
