"""Decks where an unmarked box approves: a counter of this test's own, which reads the printed boxes, comes to the same votes."""

from __future__ import annotations

import pytest
from count_samples import NAMES

from pyxl.rules.count.contest import first_round
from pyxl.rules.count.rows import Opinion
from pyxl.rules.plan.settings import Settings
from pyxl.rules.rehearsal.answer import judged
from pyxl.rules.rehearsal.deck import Deck, decks

SIGNED = Settings(unmarked="赞成", abstain_mark="○", approve_mark="√")
UNSIGNED = Settings(unmarked="赞成")
STRICT = Settings(unmarked="赞成", abstain_mark="○", approve_mark="√", blank_paper_valid=False)


def made_of(settings: Settings) -> tuple[Deck, ...]:
    contest = first_round("执委", NAMES[:27], settings)
    assert contest is not None
    return decks(contest, settings)


def counted(deck: Deck) -> tuple[int, dict[str, int]]:
    """Valid papers and approvals, box by box: nothing in a box is an approval; as many write-ins as are opposed count."""
    valid, votes = 0, dict.fromkeys(deck.contest.candidates, 0)
    for paper in deck.papers:
        shown = ["" if opinion is paper.silent else opinion for opinion in paper.opinions]
        written = [one.name for one in paper.written if one.name]
        blank = not any(shown) and not paper.written
        approved = [name for name, box in zip(deck.contest.candidates, shown, strict=True) if not box]
        if len(approved) + len(written) > deck.contest.seats or (
            blank and not deck.settings.blank_paper_valid
        ):
            continue
        valid += 1
        opposed = sum(box is Opinion.AGAINST for box in shown)
        for name in [*approved, *(written if len(written) <= opposed else [])]:
            votes[name] = votes.get(name, 0) + 1
    return valid, votes


@pytest.mark.parametrize("settings", [SIGNED, UNSIGNED, STRICT], ids=["sign", "no sign", "blank void"])
def test_every_deck_counts_as_its_boxes_say(settings: Settings) -> None:
    found = made_of(settings)
    assert {1, 2, 5, 7} <= {deck.kind.number for deck in found}
    for deck in found:
        tally = deck.result.tally
        assert tally is not None and tally.balance.holds
        valid, votes = counted(deck)
        assert tally.valid == valid
        assert {person.name: person.approve for person in tally.people} == votes


def test_who_cannot_abstain_is_against_and_a_blank_paper_approves_of_all() -> None:
    (first, *_) = made_of(UNSIGNED)
    assert not any(opinion is Opinion.BLANK for paper in first.papers for opinion in paper.opinions)
    blank = next(one for one in judged(first) if one.aim == "整张空白")
    assert not blank.valid, "27 approvals for 25 seats"
    few = first_round("主席", NAMES[:1], SIGNED)
    assert few is not None
    blank = next(one for one in judged(decks(few, SIGNED)[0]) if one.aim == "整张空白")
    assert blank.valid and "全部赞成" in blank.reason


def test_ties_need_a_sign_for_abstaining() -> None:
    assert {3, 4} <= {deck.kind.number for deck in made_of(SIGNED)}
    assert 3 not in {deck.kind.number for deck in made_of(UNSIGNED)}, (
        "equal approvals have equal votes against"
    )
