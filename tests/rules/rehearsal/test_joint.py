"""Decks of papers with a section for each office, against the plain counter's own reading of them."""

from __future__ import annotations

import plain_counter
import pytest
from count_samples import NAMES, plain_rules

from pyxl.rules.count.contest import first_round
from pyxl.rules.count.rows import Opinion
from pyxl.rules.plan.settings import Settings
from pyxl.rules.rehearsal.answer import judged
from pyxl.rules.rehearsal.deck import KINDS, Deck, deck
from pyxl.rules.rehearsal.joint import joint_deck

SIGNS = {Opinion.FOR: "○", Opinion.AGAINST: "×", Opinion.BLANK: ""}
SECTIONS = {"主席": NAMES[:1], "副主席": NAMES[1:4], "常委": NAMES[4:8]}


def made(number: int, **more: object) -> tuple[tuple[Deck, ...] | None, Settings]:
    settings = Settings(one_paper=True, chair_seats=1, vice_chair_seats=2, standing_seats=3, **more)  # type: ignore[arg-type]
    contests = [
        contest for office, names in SECTIONS.items() if (contest := first_round(office, names, settings))
    ]
    return joint_deck(KINDS[number - 1], contests, settings, NAMES), settings


def section(deck: Deck, at: int) -> list[tuple[str, str, bool]]:
    """One office's part of a paper as the plain counter takes it; a mark without a name says nothing of anybody."""
    paper = deck.papers[at]
    signed = [
        (name, SIGNS[opinion], False)
        for name, opinion in zip(deck.contest.candidates, paper.opinions, strict=True)
        if SIGNS[opinion]
    ]
    return signed + [(one.name, SIGNS[one.opinion], True) for one in paper.written if one.name]


@pytest.mark.parametrize("overvote", ["该部分无效", "整张无效"])
@pytest.mark.parametrize("number", range(1, 8))
def test_every_office_comes_to_what_the_plain_counter_says(number: int, overvote: str) -> None:
    decks, settings = made(number, one_paper_overvote=overvote)
    contests = [first_round(office, names, settings) for office, names in SECTIONS.items()]
    alone = [deck(KINDS[number - 1], contest, settings) for contest in contests if contest]
    assert (decks is not None) == any(alone), "the paper leads where one of its offices does"
    if decks is None:
        return
    papers = [
        {deck.contest.office: section(deck, at) for deck in decks} for at in range(len(decks[0].papers))
    ]
    assert len({len(deck.papers) for deck in decks}) == 1
    assert not any(papers[len(papers) // 2].values()), "one paper is blank altogether"
    sections = {deck.contest.office: (deck.contest.candidates, deck.contest.seats) for deck in decks}
    told = plain_counter.count_one_paper(papers, sections, plain_rules(settings), overvote == "整张无效")
    holders: set[str] = set()
    for one in decks:
        valid, invalid, people = told[one.contest.office]
        tally = one.result.tally
        assert tally is not None
        assert (tally.valid, tally.invalid) == (valid, invalid)
        got = {p.name: [p.approve, p.against] for p in tally.people}
        assert got == {name: votes[:2] for name, votes in people.items()}
        assert sum(paper.valid for paper in judged(one)) == valid
        if number != 7:
            may = one.contest.members - holders
            elected, tied, _ = plain_counter.winners(
                people,
                one.turnout.entitled,
                one.turnout.present,
                one.contest.seats,
                plain_rules(settings),
                may,
            )
            assert set(one.result.elected) == set(elected) and set(one.result.tied) == set(tied)
        holders |= set(one.result.elected)
    assert any(one.kind.leads(one.result) for one in decks)
