"""Elections for the tests of the count: hand-made ones and random ones, invented names only."""

import random
from dataclasses import replace
from fractions import Fraction

from pyxl.rules.count.contest import Contest, first_round
from pyxl.rules.count.rows import CandidateTotals, Mark, Opinion, Turnout
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.plan.settings import Settings
from pyxl.rules.threshold import Threshold

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "一乙丁田玉平兰红云秀英梅芳桂"
NAMES = [a + b for b in GIVEN for a in SURNAMES]
WRITTEN = ["欧阳样例", "买买提·样例", "司马样本"]
SIGNS = {"○": Opinion.FOR, "×": Opinion.AGAINST, "": Opinion.BLANK}


def plain_rules(settings):
    """The settings as the plain counter takes them."""
    return {
        "quorum": (settings.quorum.numerator, settings.quorum.denominator),
        "quorum_exceeded": settings.quorum.exceeded,
        "share": (settings.elected_share.numerator, settings.elected_share.denominator),
        "share_exceeded": settings.elected_share.exceeded,
        "unmarked": "○" if settings.unmarked == "赞成" else "",
        "elected_base": settings.elected_base,
        "tie_by_against": settings.tie_by_against,
        "blank_paper_valid": settings.blank_paper_valid,
        "write_in_needs_mark": settings.write_in_needs_mark,
        "abstainer_may_write_in": settings.abstainer_may_write_in,
    }


def random_settings(rng, **fixed):
    values = {
        "executive_seats": rng.choice([1, 2, 3, 5]),
        "chair_seats": 0,
        "vice_chair_seats": 0,
        "delegate_seats": 41,
        "elected_base": rng.choice(["应到", "实到"]),
        "quorum": Threshold(
            rng.choice([Fraction(2, 3), Fraction(2, 3), Fraction(1, 2), Fraction(4, 5)]), rng.random() < 0.3
        ),
        "elected_share": Threshold(
            rng.choice([Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(2, 3)]), rng.random() < 0.8
        ),
        "tie_by_against": rng.random() < 0.6,
        "blank_paper_valid": rng.random() < 0.8,
        "write_in_needs_mark": rng.random() < 0.8,
        "abstainer_may_write_in": rng.random() < 0.3,
        "vacancy": rng.choice(["空缺", "另行选举", "不再选举"]),
        "difference_ratio": rng.choice([Fraction(1, 20), Fraction(1, 5), Fraction(1, 2)]),
        "list_order": rng.choice(["笔画", "得票"]),
    }
    return Settings(**(values | fixed))


def random_election(rng, settings):
    """An election as the plain counter takes it; small, so that ties and exact thresholds come often."""
    seats = settings.executive_seats
    candidates = NAMES[: seats + rng.randint(0, 2)]
    entitled = rng.randint(2, 13)
    # Often at the quorum exactly, or one beside it.
    limit = -(-entitled * settings.quorum.numerator // settings.quorum.denominator)
    present = min(entitled, max(1, limit + rng.choice([-1, 0, 0, 1, 3])))
    lean = rng.choice([0.5, 0.75, 0.95])
    make = rng.choice([random_paper, random_paper, close_paper, rallied_paper])
    papers = [make(rng, candidates, seats, lean) for _ in range(present)]
    if rng.random() < 0.05:
        papers.append(make(rng, candidates, seats, lean))
    issued = present if rng.random() < 0.9 else present + 1
    return {
        "entitled": entitled,
        "present": present,
        "issued": issued,
        "returned": len(papers),
        "seats": seats,
        "candidates": candidates,
        "papers": papers,
    }


def random_paper(rng, candidates, seats, lean):
    """Marks of one paper: a blank one, an overvoted one, a full set against, or an ordinary one."""
    kind = rng.random()
    if kind < 0.05:
        return []
    if kind < 0.1:
        marks = [(name, "×", False) for name in candidates]
    else:
        marks = []
        for name in candidates:
            sign = "○" if rng.random() < lean else rng.choice(["×", "×", ""])
            marks.append((name, sign, False))
        if kind > 0.25:
            # Most voters keep to the number of seats.
            chosen = [name for name, sign, _ in marks if sign == "○"]
            for name in (
                chosen[seats:] if rng.random() < 0.5 else rng.sample(chosen, max(0, len(chosen) - seats))
            ):
                marks[candidates.index(name)] = (name, rng.choice(["×", ""]), False)
    if rng.random() < 0.35:
        for name in rng.sample(WRITTEN, rng.randint(1, min(2, seats))):
            marks.append((name, rng.choice(["○", "○", "○", "", "×"]), True))
    return marks


def close_paper(rng, candidates, seats, lean):
    """As many approvals as seats, spread evenly: more pass half than there are seats."""
    chosen = rng.sample(candidates, seats)
    return [
        (name, "○" if name in chosen else rng.choice(["×", "×", ""]) if lean > 0.6 else "×", False)
        for name in candidates
    ]


def rallied_paper(rng, candidates, seats, lean):
    """Many write the same name in a candidate's place."""
    if rng.random() > lean:
        return random_paper(rng, candidates, seats, lean)
    against = candidates[: 1 + len(candidates) - seats]
    marks = [(name, "×" if name in against else "○", False) for name in candidates]
    return [*marks, (WRITTEN[0], "○", True)]


def contest_of(election, settings):
    contest = first_round("执委", election["candidates"], settings)
    assert contest is not None
    return replace(contest, seats=election["seats"], write_ins=election["seats"])


def turnout_of(election, **more):
    figures = {
        "entitled": election["entitled"],
        "present": election["present"],
        "printed": election["issued"] + 5,
        "issued": election["issued"],
        "returned": election["returned"],
    }
    return Turnout(**(figures | more))


def marks_of(election, rng=None, everything=True):
    """The papers as marks; with `rng` in any order, without `everything` the marked boxes alone."""
    marks = []
    for number, paper in enumerate(election["papers"], 1):
        if everything and not paper:
            marks.append(Mark(number, "", Opinion.BLANK))
        for name, sign, write_in in paper:
            if everything or sign or write_in:
                marks.append(Mark(number, name, SIGNS[sign], write_in))
    if rng:
        rng.shuffle(marks)
    return Papers(tuple(mark._replace(row=row) for row, mark in enumerate(marks, 1)))


def totals_of(people, rng=None):
    """The plain counter's totals as rows of 计票."""
    rows = [CandidateTotals(name, *figures) for name, figures in people.items()]
    if rng:
        rng.shuffle(rows)
    return Totals(tuple(row._replace(row=number) for number, row in enumerate(rows, 1)))


def members(number):
    """A committee of that many members."""
    return frozenset(NAMES[:number])


def case(
    office="执委",
    votes=((31, 5, 2), (20, 10, 8)),
    *,
    settings=None,
    seats=None,
    turnout=None,
    contest=None,
) -> tuple[Contest, Turnout, Totals, Settings]:
    """A hand-made vote: 41 delegates, 38 present, totals of the first names in `NAMES`; ready for decide(*case)."""
    settings = settings or Settings()
    figures = {
        "entitled": 41,
        "present": 38,
        "printed": 46,
        "issued": 38,
        "returned": 38,
        "valid": 38,
        "invalid": 0,
    }
    if office != "执委":
        figures |= {"entitled": 25, "present": 25, "printed": 30, "issued": 25, "returned": 25, "valid": 25}
    names = NAMES[: len(votes)]
    made = first_round(office, names, settings, members=None if office == "执委" else members(25))
    assert made is not None
    made = replace(made, **({"seats": seats or made.seats} | (contest or {})))
    rows = tuple(
        CandidateTotals(name, *row, row=number)
        for number, (name, row) in enumerate(zip(names, votes, strict=True), 1)
    )
    return made, Turnout(**(figures | (turnout or {}))), Totals(rows), settings


def seeded(number):
    return random.Random(number)
