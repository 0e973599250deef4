"""Pages that are drawn on a sheet at a press: ballots and the rehearsal's deck."""

from pyxl.book.pages.ballot_page import PAPERS, BallotText, Section, ballot_page, empty_page
from pyxl.book.pages.deck_page import Box, DeckPage, joined, marked, words_only, write_deck
from pyxl.book.pages.page import (
    MAX_COLUMNS,
    ROLES,
    SIZES,
    BallotSheets,
    Page,
    look_in,
    read_values,
    style_row,
    write_page,
)

__all__ = [
    "MAX_COLUMNS",
    "PAPERS",
    "ROLES",
    "SIZES",
    "BallotSheets",
    "BallotText",
    "Box",
    "DeckPage",
    "Page",
    "Section",
    "ballot_page",
    "empty_page",
    "joined",
    "look_in",
    "marked",
    "read_values",
    "style_row",
    "words_only",
    "write_deck",
    "write_page",
]
