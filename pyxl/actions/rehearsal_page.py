"""The pages of a rehearsal: how to practise, then paper after paper with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pyxl.actions.read.ballot_text import ballot_text, boxes, write_in_box
from pyxl.book.pages import Box, DeckPage, ballot_page, joined, marked, words_only
from pyxl.rules.ballot_paper import Ballot
from pyxl.rules.count import Opinion
from pyxl.rules.plan import Settings
from pyxl.rules.printed_paper import PrintedPaper
from pyxl.rules.rehearsal import Deck, Paper, instructions

PRACTICE: Final = "演练票"


def deck_pages(printed: PrintedPaper, decks: Sequence[Deck], settings: Settings) -> DeckPage:
    """The instructions, then paper after paper; `decks` are those of the offices on the paper, in its order."""
    size = settings.paper_size
    text = ballot_text(printed, PRACTICE, "（演练用，不加盖印章）")
    cover = replace(
        text, office="计票演练说明", names=(), write_ins=0, sections=(), notes=instructions(decks[0])
    )
    blank = ballot_page(text, size)
    papers = [
        marked(
            blank,
            [
                group
                for paper, ballot in zip(sections, printed.ballots, strict=True)
                for group in _boxes(paper, ballot, settings)
            ],
            f"{PRACTICE}　演练 第 {number} 张　{PRACTICE}",
        )
        for number, sections in enumerate(zip(*(deck.papers for deck in decks), strict=True), 1)
    ]
    return joined([words_only(ballot_page(cover, size)), *papers])


def _boxes(paper: Paper, ballot: Ballot, settings: Settings) -> tuple[list[Box], list[Box]]:
    """Marks and names as they stand on the paper: candidates, then write-in places."""
    signs, written_signs = _signs(ballot, settings), _written_signs(ballot, settings)
    named: list[Box] = [
        (signs.get(opinion), name) for opinion, name in zip(paper.opinions, ballot.printed, strict=True)
    ]
    places: list[Box] = [(written_signs.get(Opinion.BLANK), None)] * ballot.write_ins
    for written in paper.written:
        places[written.place] = (written_signs.get(written.opinion), written.name or None)
    return named, places


def _signs(ballot: Ballot, settings: Settings) -> dict[Opinion, str]:
    """What stands before a candidate for each opinion; no sign for the one that an unmarked box says."""
    unmarked = settings.blank_approves
    if ballot.boxes:
        # Who leaves both boxes alone says what the rules say of it; the other silent opinion blackens both.
        return {
            Opinion.FOR: boxes(approve=not unmarked),
            Opinion.AGAINST: boxes(against=True),
            Opinion.BLANK: boxes(approve=unmarked, against=unmarked),
        }
    if unmarked:
        abstain = {Opinion.BLANK: settings.abstain_mark} if settings.abstain_mark else {}
        return {Opinion.AGAINST: ballot.against, **abstain}
    return {Opinion.FOR: ballot.approve, Opinion.AGAINST: ballot.against}


def _written_signs(ballot: Ballot, settings: Settings) -> dict[Opinion, str]:
    """The same before a place to write in."""
    if not ballot.boxes:
        return _signs(ballot, settings)
    if not ballot.write_in_needs_mark:
        return {}
    return {Opinion.FOR: write_in_box(approve=True), Opinion.BLANK: write_in_box()}
