"""What 选举结果 says in a word of a vote and of each person in it."""

from __future__ import annotations

from typing import Final

from pyxl.rules.count.decision import Decided, Invalid, NotCounted, PersonResult, Result, TieToVoteAgain
from pyxl.rules.count.verdicts import Verdict
from pyxl.words import PRIMARY, VoteState

ELECTED: Final = "当选"
NOMINATED: Final = "列为候选人"
"""What a primary comes to for whom it puts on the ballot."""
TO_VOTE_AGAIN, NOT_ELECTED = "须重投", "未当选"


def state(result: Result) -> str:
    """What a vote came to."""
    match result.outcome:
        case Decided() if result.office == PRIMARY:
            return VoteState.NOMINATED.value
        case Decided(_, vacant):
            return f"{VoteState.SHORT} {vacant} 名" if vacant else VoteState.FILLED.value
        case TieToVoteAgain():
            return VoteState.TIED.value
        case Invalid():
            return VoteState.INVALID.value
        case NotCounted():
            return VoteState.NOT_COUNTED.value


def word_of_winners(office: str) -> str:
    """What is said of whoever wins a vote."""
    return NOMINATED if office == PRIMARY else ELECTED


def word_of(person: PersonResult, office: str) -> str:
    """What a person came to."""
    if person.elected:
        return word_of_winners(office)
    return TO_VOTE_AGAIN if person.verdict is Verdict.TIED else NOT_ELECTED
