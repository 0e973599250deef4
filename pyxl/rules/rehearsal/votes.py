"""Who shall get how many approvals in a rehearsal, and on which papers: numbers only, nothing by chance.

People are counted by rank here, 0 for whoever shall come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SOME = 2
"""Ordinary papers on which not even the first is approved: room for votes against and abstentions."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the ordinary papers can hold.

    `needed` approvals elect; `papers` ordinary papers carry up to `seats` approvals each; `given[rank]`
    approvals and `refused[rank]` votes against stand on other papers already.
    """

    needed: int
    papers: int
    seats: int
    given: Sequence[int]
    refused: Sequence[int]

    def ordinary(self, totals: Sequence[int]) -> list[int] | None:
        """What the ordinary papers must add to reach `totals`, or None where they can't."""
        more = [total - given for total, given in zip(totals, self.given, strict=True)]
        possible = all(0 <= votes <= self.papers for votes in more)
        return more if possible and sum(more) <= self.seats * self.papers else None


def spread(room: Room, winners: Sequence[int], *, level: bool = False) -> list[int] | None:
    """Approvals by rank so that as many people as possible differ, and as many as possible of `winners` pass.

    The last to pass has just the number that elects and the first below it one vote less, where there is room.
    `level`: the last two to pass have equal approvals.  None where no number of `winners` can pass.
    """
    best: tuple[tuple[int, ...], list[int]] | None = None
    for passing in winners:
        steps = max(passing - 1 - level, 0)
        for top in range(room.needed, max(room.papers - SOME, room.needed + 1) + 1):
            above = [top - min(at, steps) * (top - room.needed) // max(steps, 1) for at in range(passing)]
            totals = _with_losers(room, above)
            if totals is None:
                break  # a higher top needs still more approvals
            worth = (len(set(totals)), passing, totals[passing] if passing < len(totals) else 0, top)
            if best is None or worth > best[0]:
                best = (worth, totals)
    return best[1] if best else None


def _with_losers(room: Room, above: Sequence[int]) -> list[int] | None:
    """The others follow from one vote below what elects, or from as high as the papers can hold."""
    given = room.given[len(above) :]
    for first in range(max(room.needed - 1, 0), -1, -1):
        totals = [*above, *(max(first - at % max(first, 1), least) for at, least in enumerate(given))]
        if room.ordinary(totals):
            return totals
    return None


def against(room: Room, totals: Sequence[int], last: int = 0, *, alike: bool = False) -> list[int]:
    """Votes against that the ordinary papers add: people with equal approvals differ, as far as there is room.

    Rank `last`, where one is given, has more of them in the end than the rank before, or as many if `alike`.
    """
    votes: list[int] = []
    for rank, total in enumerate(totals):
        wanted = 3 + total % 3 + list(totals[:rank]).count(total)
        free = room.papers - (total - room.given[rank])
        votes.append(min(max(wanted - room.refused[rank], 0), free))
    if last:
        ahead = votes[last - 1] + room.refused[last - 1]
        behind = votes[last] + room.refused[last]
        behind = min(ahead, behind) if alike else behind
        least = room.refused[last - 1]
        votes[last - 1] = max(min(ahead, behind if alike else behind - 1) - least, 0)
        votes[last] = max(behind - room.refused[last], 0)
    return votes


def deal(
    approvals: Sequence[int], opposed: Sequence[int], papers: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Deal the votes out like cards, rank after rank: (ranks approved, ranks opposed) of each paper.

    Each paper gets its turn before any gets a second one, so that none has more approvals than
    ceil(sum of approvals / papers).  A rank gets no more votes against than papers are left for it.
    """
    dealt: list[tuple[list[int], list[int]]] = [([], []) for _ in range(papers)]
    start = 0
    for rank, (votes, no) in enumerate(zip(approvals, opposed, strict=True)):
        for at in range(votes):
            dealt[(start + at) % papers][0].append(rank)
        start += votes
        for at in range(min(no, papers - votes)):
            dealt[(start + at) % papers][1].append(rank)
    yield from dealt
