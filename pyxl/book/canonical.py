r"""The canonical text of tables, and its SHA-256: two workbooks with the same data have the same fingerprint.

The text is UTF-8, one line for each row that holds anything, lines end with \n, fields are parted by tabs:

    表 <tab> name                                             one such line for each table
    行 <tab> header <tab> value <tab> header <tab> value ...      then its rows, from top to bottom

Tables come in the order of their names' code points, columns and rows as given.  Blank cells are left out,
and so are rows without a filled cell; a text without a visible character is blank.  A value begins with the
letter of its type:

    T   text as it stands
    N   number, 15 significant digits (all that a spreadsheet keeps), as "%.15g" writes it: N27, N0.05
    D   date as ISO 8601, 1980-05-01; with a time of day other than midnight, 2017-12-03T09:30:00
    B   1 for true, 0 for false

In names, headers and texts a backslash is written \\, a tab \t, a line feed \n, a carriage return \r, so
that no text can look like the end of a field.  `docs/recompute_fingerprint.py` computes the same from a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyxl.book.workbook import Record

_ESCAPED = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def fingerprint(tables: Mapping[str, Sequence[Record]]) -> str:
    """SHA-256 of the tables' canonical text: 64 lower-case hexadecimal digits.

    `tables` maps names to rows, `Record`s that map headers to cells.  Raises TypeError for a cell that is no
    text, number, date, truth value or None.
    """
    return hashlib.sha256(canonical_text(tables).encode("utf-8", "surrogatepass")).hexdigest()


def canonical_text(tables: Mapping[str, Sequence[Record]]) -> str:
    """What the fingerprint is taken of, readable and fit for a comparison by lines."""
    return "".join(line for name in sorted(tables) for line in _lines(name, tables[name]))


def canonical_value(cell: object) -> str:
    """A cell as it stands in the canonical text, "" for a blank one.

    >>> [canonical_value(cell) for cell in (dt.date(1980, 5, 1), 27, 0.05, "27", True, " ")]
    ['D1980-05-01', 'N27', 'N0.05', 'T27', 'B1', '']
    """
    if isinstance(cell, str):
        return "T" + _escaped(cell) if cell.strip() else ""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return f"B{cell:d}"
    if isinstance(cell, int | float):
        return f"N{cell + 0:.15g}"  # a spreadsheet has no negative zero
    if isinstance(cell, dt.datetime):
        return "D" + _moment(cell)
    if isinstance(cell, dt.date):
        return f"D{cell.isoformat()}"
    raise TypeError(f"no cell of a table: {type(cell).__name__}")


def canonical_head(header: str) -> str:
    """What stands before a filled cell's value in its row's line."""
    return f"\t{_escaped(header)}\t"


def canonical_table(name: str, columns: Sequence[Sequence[str]]) -> str:
    """A table's text from the fields of its columns, of which no row is blank.

    A field is `canonical_head` and `canonical_value` of a filled cell, "" for a blank one; the columns are as long as one another.
    """
    width = len(columns) + 2
    pieces = [""] * (width * len(columns[0]) if columns else 0)
    pieces[::width] = ["行"] * (len(pieces) // width)
    for at, fields in enumerate(columns, 1):
        pieces[at::width] = fields
    pieces[width - 1 :: width] = ["\n"] * (len(pieces) // width)
    return f"表\t{_escaped(name)}\n" + "".join(pieces)


def _escaped(text: str) -> str:
    """Most texts hold none of these, and to look for them costs a tenth of a translation."""
    return text.translate(_ESCAPES) if _ESCAPED.search(text) else text


def _moment(cell: dt.datetime) -> str:
    """To the whole second, since a spreadsheet keeps a time of day as a fraction of the day."""
    second = (cell.replace(tzinfo=None) + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return second.date().isoformat() if second.time() == dt.time() else second.isoformat()


def _lines(name: str, records: Sequence[Record]) -> Iterator[str]:
    yield f"表\t{_escaped(name)}\n"
    heads: dict[str, str] = {}
    for record in records:
        filled = ["行"]
        for header, cell in record.items():
            if cell is not None and (value := canonical_value(cell)):
                if header not in heads:
                    heads[header] = _escaped(header)
                filled += (heads[header], value)
        if len(filled) > 1:
            yield "\t".join(filled) + "\n"
