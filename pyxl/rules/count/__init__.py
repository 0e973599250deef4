"""The count: what was entered, whether it can be, and what follows from it."""

from pyxl.rules.count.checks import check_ballot
from pyxl.rules.count.codes import PAPERS, is_error
from pyxl.rules.count.congress import decide_all, documents, due
from pyxl.rules.count.contest import (
    Contest,
    approvals_needed,
    first_round,
    most_votes_win,
    quorum_needed,
    title,
)
from pyxl.rules.count.decision import (
    Decided,
    Invalid,
    NotCounted,
    PersonResult,
    Result,
    TieToVoteAgain,
    decide,
)
from pyxl.rules.count.entries import Difference, Entry, Pair
from pyxl.rules.count.one_paper import linked, on_papers
from pyxl.rules.count.returns import Vote, read_returns
from pyxl.rules.count.rows import Mark, Opinion, Turnout
from pyxl.rules.count.tally import Papers, Tally
from pyxl.rules.count.told import state, word_of, word_of_winners
from pyxl.rules.count.verdicts import Verdict
from pyxl.rules.count.words import Announcement, announced, announcement

__all__ = [
    "PAPERS",
    "Announcement",
    "Contest",
    "Decided",
    "Difference",
    "Entry",
    "Invalid",
    "Mark",
    "NotCounted",
    "Opinion",
    "Pair",
    "Papers",
    "PersonResult",
    "Result",
    "Tally",
    "TieToVoteAgain",
    "Turnout",
    "Verdict",
    "Vote",
    "announced",
    "announcement",
    "approvals_needed",
    "check_ballot",
    "decide",
    "decide_all",
    "documents",
    "due",
    "first_round",
    "is_error",
    "linked",
    "most_votes_win",
    "on_papers",
    "quorum_needed",
    "read_returns",
    "state",
    "title",
    "word_of",
    "word_of_winners",
]
