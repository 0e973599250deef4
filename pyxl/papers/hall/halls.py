"""The figures of a vote that only the hall knows: who came, papers issued and returned, who is elected.

As long as nobody has counted they are lines to fill in by hand, so that scripts and slips can be printed beforehand; once
the count has a result, a new print has those figures too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyxl.papers.dossier import Dossier
from pyxl.papers.wording import BLANK
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.count import Announcement, Contest, Invalid, NotCounted, Result, announced, quorum_needed
from pyxl.rules.person import CANDIDATES
from pyxl.words import COMMITTEE, OFFICERS, PRIMARY


@dataclass(frozen=True, slots=True)
class Hall:
    """The figures of one vote that only the hall knows; `BLANK` as long as nobody knows them.

    `seats`, `standing` and `write_ins` are those of the vote's own ballot; `enough` and `kept` say whether enough
    people came and no more papers came back than were issued, None as long as nobody has counted.  `results` is
    what is read out, `elected` whom the chair announces, in order of strokes.
    """

    round: int
    seats: int
    standing: int
    write_ins: int
    entitled: str
    quorum: str
    present: str
    absent: str
    printed: str
    issued: str
    left: str
    returned: str
    enough: bool | None = None
    kept: bool | None = None
    valid: bool = False
    results: Announcement | None = None
    elected: Sequence[str] = ()


def halls(dossier: Dossier, office: str) -> list[Hall]:
    """Every vote of an office that has a result, void ones too, and the one that is to come; one at least."""
    counted = [result for result in dossier.rounds(office) if _counted(result)]
    found = [_after(result, dossier) for result in counted]
    if not counted:
        found.append(_before(dossier, office, None))
    elif (coming := _coming(counted[-1])) is not None:
        found.append(_before(dossier, office, coming))
    return found


def _coming(result: Result) -> Contest | None:
    """The vote that follows: what the rules ask for, or the same once more where it was void."""
    if isinstance(result.outcome, Invalid) and result.contest:
        return replace(result.contest, round=result.round + 1)
    return result.next


def _counted(result: Result) -> bool:
    known = result.contest and result.turnout and result.tally
    return bool(known) and not isinstance(result.outcome, NotCounted)


def _after(result: Result, dossier: Dossier) -> Hall:
    """A vote as it went."""
    settings = dossier.settings
    contest, turnout = result.contest, result.turnout
    assert contest is not None and turnout is not None
    quorum = quorum_needed(turnout.entitled, settings)
    return Hall(
        round=result.round,
        seats=contest.seats,
        standing=len(contest.candidates),
        write_ins=contest.write_ins,
        entitled=str(turnout.entitled),
        quorum=str(quorum),
        present=str(turnout.present),
        absent=str(turnout.entitled - turnout.present),
        printed=str(turnout.printed),
        issued=str(turnout.issued),
        left=str(turnout.printed - turnout.issued),
        returned=str(turnout.returned),
        enough=turnout.present >= quorum,
        kept=turnout.returned <= turnout.issued,
        valid=result.valid,
        results=announced(result, settings),
        elected=dossier.by_strokes(result.elected),
    )


def _before(dossier: Dossier, office: str, contest: Contest | None) -> Hall:
    """A vote that nobody has counted yet: the first of its office, or the one that the last one asked for."""
    settings = dossier.settings
    entitled, seats = _entitled(dossier, office), settings.seats(office) or 0
    asked = seats if settings.write_ins is None else min(settings.write_ins, seats)
    return Hall(
        round=contest.round if contest else 1,
        seats=contest.seats if contest else seats,
        standing=len(contest.candidates) if contest else len(standing(dossier, office)),
        write_ins=contest.write_ins if contest else asked,
        entitled=_known(entitled),
        quorum=_known(None if entitled is None else quorum_needed(entitled, settings)),
        present=BLANK,
        absent=BLANK,
        printed=_known(None if entitled is None else entitled + settings.spare_papers),
        issued=BLANK,
        left=BLANK,
        returned=BLANK,
    )


def standing(dossier: Dossier, office: str) -> Sequence[str]:
    """Who stands on the first ballot of an office; for the committee those whom a primary put on it."""
    if office == COMMITTEE and dossier.decided(PRIMARY):
        return dossier.by_strokes(dossier.elected(PRIMARY))
    return printed_names(dossier.tables[CANDIDATES], office, dossier.settings)


def _known(number: int | None) -> str:
    return BLANK if number is None else str(number)


def _entitled(dossier: Dossier, office: str) -> int | None:
    """The congress's delegates; the members once they are elected."""
    if office not in OFFICERS:
        return dossier.settings.delegate_seats
    return len(dossier.elected(COMMITTEE)) if dossier.decided(COMMITTEE) else None
