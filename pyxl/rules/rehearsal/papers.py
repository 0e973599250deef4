"""The papers of a rehearsal: the special ones that practise something, the ordinary ones that bring the votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyxl.rules.count import Contest, Mark, Opinion
from pyxl.rules.plan import Settings
from pyxl.rules.rehearsal.votes import Room, against, deal, spread

BLANK_PAPER: Final = "整张空白"
TOGETHER: Final = 3
"""Most write-ins on one paper."""


@dataclass(frozen=True, slots=True)
class WriteIn:
    """What stands in the write-in `place`, counted from 0; the name may be missing, and so may the mark."""

    place: int
    name: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Paper:
    """One marked paper.  `opinions` are the candidates' in printed order; `aim` is what it practises.

    `silent` is the opinion that an unmarked box says: an abstention, or an approval where the rules have it so.
    """

    opinions: tuple[Opinion, ...]
    written: tuple[WriteIn, ...] = ()
    aim: str = ""
    silent: Opinion = Opinion.BLANK

    def marks(self, number: int, candidates: Sequence[str]) -> Iterator[Mark]:
        """The marked boxes, as rows of 逐票."""
        for name, opinion in zip(candidates, self.opinions, strict=True):
            if opinion is not self.silent:
                yield Mark(number, name, opinion)
        for written in self.written:
            yield Mark(number, written.name, written.opinion, write_in=True)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the votes shall look like.

    `passing`: how many more people than seats pass half (None: as many as makes all numbers differ).
    `level`: the last two of them have equal approvals; `tied`: and as many votes against.
    `written_in`: somebody wins who was written in.
    """

    passing: int | None = None
    level: bool = False
    tied: bool = False
    written_in: bool = False


@dataclass(frozen=True, slots=True)
class Marking:
    """How opinions are marked: whether an unmarked box approves, whether one can abstain, whether a blank paper counts."""

    silent_approves: bool = False
    can_abstain: bool = True
    blank_counts: bool = True

    @classmethod
    def of(cls, settings: Settings) -> Marking:
        """As the congress's own rules have it."""
        can = not settings.blank_approves or bool(settings.abstain_mark) or settings.mark_form == "涂方框"
        return cls(settings.blank_approves, can, settings.blank_paper_valid)


def papers_for(
    shape: Shape,
    contest: Contest,
    needed: int,
    number: int,
    names: Sequence[str],
    marking: Marking = Marking(),
) -> tuple[Paper, ...] | None:
    """`number` papers after which the votes have this shape, or None where they cannot have it.

    `needed` approvals elect; `names` are the `TOGETHER` people who may be written in.
    """
    ranked = _Ranked(contest, needed, number, names, marking)
    ordinary = ranked.ordinary(shape)
    return None if ordinary is None else tuple(map(ranked.printed, _mixed(ordinary, ranked.special)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A paper by rank."""

    aim: str
    approved: Sequence[int] = ()
    opposed: Sequence[int] = ()
    written: Sequence[WriteIn] = ()


class _Ranked:
    """The papers of one deck while candidates are known by rank."""

    def __init__(
        self, contest: Contest, needed: int, papers: int, names: Sequence[str], marking: Marking
    ) -> None:
        self._contest = contest
        self._marking = marking
        self._needed = needed
        self._names = names
        self._people = len(contest.candidates)
        self.special = tuple(self._special())
        self._papers = papers - len(self.special)
        # Whoever shall come first stands anywhere on the ballot, so that printed order gives nothing away.
        step = 7 if self._people % 7 else 11
        self._places = sorted(range(self._people), key=lambda place: (place * step % self._people, place))

    def _special(self) -> Iterator[_Draft]:
        """The papers that are unlike the others, as far as this ballot has room for them."""
        seats, people, places = self._contest.seats, self._people, self._contest.write_ins
        first, second, third = self._names
        everyone = range(people)
        chosen = range(min(seats, people))
        silent = everyone if self._marking.silent_approves else ()
        yield _Draft(BLANK_PAPER, approved=silent)
        yield _Draft("全部反对", opposed=everyone)
        yield _Draft("赞成的正好等于应选名额" if people >= seats else "全部赞成", approved=chosen)
        if people > seats:
            yield _Draft("赞成的多于应选名额", approved=everyone[-seats - 1 :])
        if not places:
            return
        if people >= seats:
            yield _Draft(
                "赞成的连同另选的多于应选名额", approved=chosen, written=[WriteIn(0, first, Opinion.FOR)]
            )
        yield _Draft("反对一人，另选一人", opposed=self._last(1), written=[WriteIn(0, first, Opinion.FOR)])
        yield _Draft(
            "另选写了姓名而没有画符号", opposed=self._last(2), written=[WriteIn(0, second, Opinion.BLANK)]
        )
        if not self._marking.silent_approves:  # where no sign approves, none can stand without a name
            yield _Draft(
                "另选画了符号而没有写姓名", opposed=self._last(3), written=[WriteIn(0, "", Opinion.FOR)]
            )
        yield _Draft("没有反对任何人而另选", approved=silent, written=[WriteIn(0, third, Opinion.FOR)])
        together = min(TOGETHER, places, people, seats)
        yield _Draft(
            f"反对 {together} 人，另选 {together} 人，写在最后的栏内",
            opposed=[rank for at in range(together) for rank in self._last(4 + at)],
            written=[
                WriteIn(places - together + at, name, Opinion.FOR)
                for at, name in enumerate((third, second, first)[:together])
            ],
        )

    def _last(self, number: int) -> list[int]:
        """The rank that comes `number`th from the end, round and round."""
        return [(self._people - number) % self._people]

    def ordinary(self, shape: Shape) -> list[_Draft] | None:
        """The other papers, which bring everyone to the votes that this shape asks for."""
        if shape.written_in:
            return self._with_write_in()
        seats = self._contest.seats
        winners: Sequence[int] = range(1, min(seats, self._people) + 1)
        if shape.passing is not None:
            winners = [min(seats + shape.passing, self._people)]
        if shape.passing == 1 and winners[0] <= seats:
            return None
        room = self._room(self._people, seats)
        totals = spread(room, winners, level=shape.level)
        last = max(winners) - 1 if shape.level else 0
        return self._dealt(room, totals, last, alike=shape.tied)

    def _with_write_in(self) -> list[_Draft] | None:
        """Somebody is written in on most papers, in the place of whoever comes last."""
        seats, last = self._contest.seats, self._people - 1
        votes = self._needed + 1
        if not self._contest.write_ins or votes > self._papers:
            return None
        others: list[_Draft] | None = [_Draft("")] * self._papers
        if last and seats > 1:
            room = self._room(last, seats - 1)
            others = self._dealt(room, spread(room, range(1, min(seats - 1, last) + 1)))
        if others is None:
            return None
        name = [WriteIn(0, self._names[0], Opinion.FOR)]
        return [
            replace(draft, opposed=[*draft.opposed, last], written=name) if at < votes else draft
            for at, draft in enumerate(others)
        ]

    def _room(self, people: int, seats: int) -> Room:
        """What the ordinary papers can hold for the first `people` ranks, beside the special papers."""
        valid = [draft for draft in self.special if not (self._overvoted(draft) or self._uncounted(draft))]
        return Room(
            needed=self._needed,
            papers=self._papers,
            seats=seats,
            given=[sum(rank in draft.approved for draft in valid) for rank in range(people)],
            refused=[sum(rank in draft.opposed for draft in valid) for rank in range(people)],
        )

    def _dealt(
        self, room: Room, totals: Sequence[int] | None, last: int = 0, *, alike: bool = False
    ) -> list[_Draft] | None:
        """The ordinary papers that bring everyone to `totals`; see `against` for the others."""
        approvals = room.ordinary(totals) if totals else None
        if totals is None or approvals is None:
            return None
        opposed = against(room, totals, last, alike=alike)
        return [_Draft("", *ranks) for ranks in deal(approvals, opposed, room.papers)]

    def _overvoted(self, draft: _Draft) -> bool:
        return len(draft.approved) + len(draft.written) > self._contest.seats

    def _uncounted(self, draft: _Draft) -> bool:
        return draft.aim == BLANK_PAPER and not self._marking.blank_counts

    def printed(self, draft: _Draft) -> Paper:
        """The paper with its candidates in printed order; who cannot abstain is against."""
        neither = Opinion.BLANK if self._marking.can_abstain else Opinion.AGAINST
        opinions = [neither] * self._people
        for ranks, opinion in ((draft.approved, Opinion.FOR), (draft.opposed, Opinion.AGAINST)):
            for rank in ranks:
                opinions[self._places[rank]] = opinion
        silent = Opinion.FOR if self._marking.silent_approves else Opinion.BLANK
        return Paper(tuple(opinions), tuple(draft.written), draft.aim, silent)


def _mixed(ordinary: Sequence[_Draft], special: Sequence[_Draft]) -> Iterator[_Draft]:
    """The special papers spread evenly among the others."""
    total = len(ordinary) + len(special)
    places = {(2 * at + 1) * total // (2 * len(special)) for at in range(len(special))}
    others, unlike = iter(ordinary), iter(special)
    for place in range(total):
        yield next(unlike if place in places else others)
