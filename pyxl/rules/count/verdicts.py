"""Why each person is elected or not: the rules of RULES 5 on votes, seats and ties, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Final

from pyxl.rules.count.contest import Contest, most_votes_win
from pyxl.rules.count.rows import CandidateTotals
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import portion


class Verdict(Enum):
    """Why a person is elected or not."""

    OVER_HALF = auto()
    MOST_VOTES = auto()
    FEWER_AGAINST = auto()
    TIED = auto()
    TOO_FEW = auto()
    NO_SEAT_LEFT = auto()
    MORE_AGAINST = auto()
    NOT_MEMBER = auto()
    HOLDS_POST = auto()

    @property
    def elected(self) -> bool:
        """Whether it is a seat."""
        return self in _SEATS


_SEATS: Final = frozenset({Verdict.OVER_HALF, Verdict.MOST_VOTES, Verdict.FEWER_AGAINST})

_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.OVER_HALF: "{reached}，当选",
    Verdict.MOST_VOTES: "得票较多，当选",
    Verdict.FEWER_AGAINST: "末位赞成票相等，反对票较少，当选",
    Verdict.TIED: "末位得票相等，须重新投票",
    Verdict.TOO_FEW: "{missed}，未当选",
    Verdict.NO_SEAT_LEFT: "得票较少，名额已满，未当选",
    Verdict.MORE_AGAINST: "末位赞成票相等，反对票较多，未当选",
    Verdict.NOT_MEMBER: "不是当选执委，不能当选{office}",
    Verdict.HOLDS_POST: "已当选{post}，不再当选",
}

_WORDS_OF_PRIMARY: Final[Mapping[Verdict, str]] = {
    Verdict.OVER_HALF: "{reached}，列为正式候选人",
    Verdict.MOST_VOTES: "得票较多，列为正式候选人",
    Verdict.FEWER_AGAINST: "末位赞成票相等，反对票较少，列为正式候选人",
    Verdict.TOO_FEW: "{missed}，未列为正式候选人",
    Verdict.NO_SEAT_LEFT: "得票较少，未列为正式候选人",
    Verdict.MORE_AGAINST: "末位赞成票相等，反对票较多，未列为正式候选人",
    Verdict.HOLDS_POST: "已列为正式候选人",
}


def verdicts_of(
    people: Sequence[CandidateTotals], contest: Contest, needed: int, settings: Settings
) -> dict[str, Verdict]:
    """Everyone's verdict: who can't win, who has too few, then the seats by votes."""
    verdicts: dict[str, Verdict] = {}
    running = []
    for person in people:
        if person.name in contest.holders:
            verdicts[person.name] = Verdict.HOLDS_POST
        elif not contest.may_win(person.name):
            verdicts[person.name] = Verdict.NOT_MEMBER
        elif person.approve < needed:
            verdicts[person.name] = Verdict.TOO_FEW
        else:
            running.append(person)
    won = Verdict.MOST_VOTES if most_votes_win(contest, settings) else Verdict.OVER_HALF
    if len(running) <= contest.seats:
        return verdicts | dict.fromkeys((person.name for person in running), won)
    return verdicts | _by_votes(running, contest.seats, won, settings)


def _by_votes(
    running: Sequence[CandidateTotals], seats: int, won: Verdict, settings: Settings
) -> dict[str, Verdict]:
    """More over half than seats: by approvals, on the last seat by fewer against, and no further."""
    last = sorted((person.approve for person in running), reverse=True)[seats - 1]
    verdicts = {person.name: won if person.approve > last else Verdict.NO_SEAT_LEFT for person in running}
    level = [person for person in running if person.approve == last]
    left = seats - sum(person.approve > last for person in running)
    if len(level) == left:
        return verdicts | dict.fromkeys((person.name for person in level), won)
    if not settings.tie_by_against:
        return verdicts | dict.fromkeys((person.name for person in level), Verdict.TIED)
    limit = sorted(person.against for person in level)[left - 1]
    tied = sum(person.against <= limit for person in level) > left
    for person in level:
        if person.against > limit:
            verdicts[person.name] = Verdict.MORE_AGAINST
        else:
            level_again = tied and person.against == limit
            verdicts[person.name] = Verdict.TIED if level_again else Verdict.FEWER_AGAINST
    return verdicts


def words(person: CandidateTotals, verdict: Verdict, contest: Contest, settings: Settings) -> str:
    """What is read out: "得赞成票 31 票，超过应到代表半数，当选"."""
    sentence = _WORDS[verdict]
    if contest.is_primary:
        sentence = _WORDS_OF_PRIMARY.get(verdict, sentence)
    if verdict is Verdict.NOT_MEMBER and (contest.members is None or person.name in contest.members):
        sentence = "不是本届代表，按选举办法不能当选"
    share, of = settings.elected_share, f"{settings.elected_base}{contest.voter}"
    wanted = f"{of}{portion(share)}"
    short = f"未超过{wanted}" if share.exceeded else f"未达到{wanted}"
    reason = sentence.format(
        reached=f"超过{wanted}" if share.exceeded else f"达到{wanted}",
        missed="没有得到赞成票" if most_votes_win(contest, settings) else short,
        office=contest.office,
        post=contest.holders.get(person.name, ""),
    )
    return f"得赞成票 {person.approve} 票，{reason}"
