"""The XML of tables: lists whose rows a loop makes, and forms of fixed cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from templates.paragraphs import paragraph
from templates.styles import MILLIMETRE


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its width in millimetres, what its cells show."""

    head: str
    width: float
    cell: str
    left: bool = False


def columns(item: str, widths: Mapping[str, float], left: Collection[str] = ()) -> list[Column]:
    """Columns that show what the loop's `item` has under their own heads; those in `left` begin at the left."""
    return [Column(head, width, f"{{{{ {item}.{head} }}}}", head in left) for head, width in widths.items()]


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: text in one paragraph or several, how many columns and rows it covers.

    `down` is the number of rows from here that it covers, 0 for a place that a cell above covers.
    """

    text: str | tuple[str, ...] = ""
    across: int = 1
    down: int = 1
    left: bool = False
    label: bool = False


def list_table(
    columns: Sequence[Column], over: str, small: bool, total: Sequence[str], height: float, keep: bool = False
) -> str:
    """A head repeated on every page, a row for each item of `over`, a last row of `total` if there is one.

    With `keep` the rows stay together, and with what follows.
    """
    least = round(height * MILLIMETRE)
    kind = "Small" if small else ""
    widths = [round(column.width * MILLIMETRE) for column in columns]
    rows = [
        _row(
            [
                _cell(c.head, w, f"{kind}Head" if kind else "TableHead", keep=keep)
                for c, w in zip(columns, widths, strict=True)
            ],
            head=True,
            height=least,
        ),
        _row([_cell(f"{{%tr for {over} %}}", widths[0])]),
        _row(
            [
                _cell(c.cell, w, f"{kind}Cell{'Left' * c.left}", keep=keep)
                for c, w in zip(columns, widths, strict=True)
            ],
            height=least,
        ),
        _row([_cell("{%tr endfor %}", widths[0])]),
    ]
    if total:
        rows.append(
            _row([_cell(text, w, f"{kind}Cell") for text, w in zip(total, widths, strict=True)], height=least)
        )
    return _table(widths, rows)


def grid_table(
    widths: Sequence[float], rows: Sequence[Sequence[Cell]], heights: Sequence[float], small: bool
) -> str:
    """A form of fixed cells, each row of at least its height."""
    twips = [round(width * MILLIMETRE) for width in widths]
    drawn = []
    for cells, height in zip(rows, heights, strict=True):
        at, row = 0, []
        for cell in cells:
            row.append(_grid_cell(cell, sum(twips[at : at + cell.across]), small))
            at += cell.across
        drawn.append(_row(row, height=round(height * MILLIMETRE)))
    return _table(twips, drawn)


def _table(widths: Sequence[int], rows: Sequence[str]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], head: bool = False, height: int = 454) -> str:
    """A row that no page break tears apart; 454 twips are 8 mm."""
    repeated = "<w:tblHeader/>" if head else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeated}</w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _cell(text: str, width: int, style: str = "Cell", more: str = "", keep: bool = False) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, text, keep=keep)}</w:tc>"
    )


def _grid_cell(cell: Cell, width: int, small: bool) -> str:
    style = f"{'Small' * small}{'Head' if cell.label and small else 'TableHead' if cell.label else 'Cell'}"
    style += "Left" * (cell.left and not cell.label)
    more = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    if cell.down != 1:
        more += f'<w:vMerge w:val="{"restart" if cell.down else "continue"}"/>'
    texts = (cell.text,) if isinstance(cell.text, str) else cell.text
    drawn = _cell(texts[0], width, style, more)
    rest = "".join(paragraph(style, text) for text in texts[1:])
    return drawn.removesuffix("</w:tc>") + rest + "</w:tc>"
