"""Marked papers to practise the count on, and the answer that they must give."""

from pyxl.rules.rehearsal.answer import (
    assumed,
    document,
    instructions,
    judged,
    needed,
    outcome,
    overvoted,
    rows,
    spoken,
)
from pyxl.rules.rehearsal.deck import KINDS, Deck, deck
from pyxl.rules.rehearsal.joint import joint_deck
from pyxl.rules.rehearsal.papers import Paper
from pyxl.rules.rehearsal.practice import practice_list

__all__ = [
    "KINDS",
    "Deck",
    "Paper",
    "assumed",
    "deck",
    "document",
    "instructions",
    "joint_deck",
    "judged",
    "needed",
    "outcome",
    "overvoted",
    "practice_list",
    "rows",
    "spoken",
]
