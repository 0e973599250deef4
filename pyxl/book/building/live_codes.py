"""The hidden columns of 代码表: what the live formulas compute once, and the words that coded cells may say."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.count_formulas import UNCALCULATED
from pyxl.book.building.live_content import LiveContent
from pyxl.book.building.live_names import FIRST, with_once

HIDDEN = {"hidden": True}


def write_live_codes(page: Worksheet, live: LiveContent, first_column: int, plain: Format) -> None:
    """Write them from `first_column` on; `pyxl.book.building.live_names.once_places` says where each stands."""
    last = first_column + 1 + 3 * len(live.words)
    page.set_column(first_column, last, 12, plain, HIDDEN)
    row = FIRST - 1
    for name, text in live.texts:
        page.write_string(row, first_column, name, plain)
        page.write_string(row, first_column + 1, text, plain)
        row += 1
    for name, formula in live.once:
        page.write_string(row, first_column, name, plain)
        page.write_formula(row, first_column + 1, f"={with_once(formula)}", plain, UNCALCULATED)
        row += 1
    for at, (name, words) in enumerate(live.words.items()):
        column = first_column + 2 + 3 * at
        page.write_row(FIRST - 2, column, (f"{name}·词", "值", "等级"), plain)
        for row, (word, value, rank) in enumerate(words, FIRST - 1):
            page.write_string(row, column, word, plain)
            page.write_string(row, column + 1, value, plain)
            if rank is not None:
                page.write_number(row, column + 2, rank, plain)
