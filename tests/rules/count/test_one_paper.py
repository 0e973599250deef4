"""一张选票、分别计票: random papers with a section for each office, through the tables, against the plain counter."""

from __future__ import annotations

import plain_counter
import pytest
from count_samples import NAMES, WRITTEN, plain_rules, random_paper, random_settings, seeded

from pyxl.rules.count.congress import decide_all
from pyxl.rules.count.decision import Invalid
from pyxl.rules.count.returns import read_returns
from pyxl.rules.plan.settings import Settings

OFFICES = ("主席", "副主席", "常委")
SIGNS = {"○": "○", "×": "×", "": None}


def election(rng, **fixed):
    """Settings and the papers of one vote for 1 chair, 2 vice-chairs and 3 others, by 13 or fewer members."""
    settings = random_settings(
        rng, executive_seats=13, chair_seats=1, vice_chair_seats=2, standing_seats=3, one_paper=True,
        difference_ratio=0, vacancy=rng.choice(["空缺", "不再选举", "另行选举"]),
        one_paper_overvote=rng.choice(["该部分无效", "整张无效"]), **fixed,
    )  # fmt: skip
    sections = {"主席": (NAMES[:1], 1), "副主席": (NAMES[1:4], 2), "常委": (NAMES[4:8], 3)}
    lean = rng.choice([0.5, 0.75, 0.95])
    papers = []
    for _ in range(rng.randint(6, 13)):
        paper = {
            office: random_paper(rng, names, seats, lean) if rng.random() < 0.9 else []
            for office, (names, seats) in sections.items()
        }
        papers.append(paper if rng.random() < 0.95 else {office: [] for office in sections})
    return settings, sections, papers


def typed(papers, entry, number=1):
    """The papers as rows of 逐票: the office of each mark is its section's."""
    for at, paper in enumerate(papers, 1):
        for office, section in paper.items():
            head = {"选举": office, "录入": entry, "票号": at, "轮次": number}
            yield {**head, "姓名": None, "意见": None}
            for name, sign, write_in in section:
                yield {**head, "姓名": name, "意见": SIGNS[sign], "另选": "是" if write_in else None}


def turnouts(entry, entitled, papers, number=1, offices=OFFICES):
    """选举情况: the first office's row is filled, those of the others are blank but for their names."""
    figures = {
        "应到": entitled,
        "实到": len(papers),
        "印制": entitled + 5,
        "发出": len(papers),
        "收回": len(papers),
    }
    for office in offices:
        yield {"选举": office, "录入": entry, "轮次": number, **(figures if office == offices[0] else {})}


def hold(settings, sections, papers):
    pairs = read_returns(
        [row for entry in "甲乙" for row in turnouts(entry, 13, papers)],
        [],
        [row for entry in "甲乙" for row in typed(papers, entry)],
        settings,
    )
    names = {office: names for office, (names, _) in sections.items()}
    return pairs, {result.title: result for result in decide_all(pairs, names, settings)}


def by_totals(settings, *valid):
    """Two offices of one paper, chair and vice-chair, entered by totals: (有效, 无效) of each, None left blank."""
    turnouts_, totals = [], []
    for entry in "甲乙":
        for office, (good, bad) in zip(OFFICES, valid, strict=False):
            first = (
                {"应到": 13, "实到": 12, "印制": 18, "发出": 12, "收回": 12} if office == OFFICES[0] else {}
            )
            turnouts_.append({"选举": office, "录入": entry, **first, "有效": good, "无效": bad})
            name = NAMES[OFFICES.index(office)]
            totals.append({"选举": office, "录入": entry, "姓名": name, "赞成": 10, "反对": 0, "弃权": 1})
    pairs = read_returns(turnouts_, totals, [], settings)
    return {r.title: r for r in decide_all(pairs, {"主席": NAMES[:1], "副主席": NAMES[1:2]}, settings)}


@pytest.mark.parametrize(
    ("overvote", "second", "told"),
    [
        ("整张无效", (11, 1), None),
        ("整张无效", (None, None), None),
        ("整张无效", (12, 0), "合印的一张选票：副主席甲填的有效是 12，主席是 11，应当相同"),
        ("该部分无效", (11, 1), None),
        ("该部分无效", (None, None), "E201"),
    ],
)
def test_a_paper_void_as_a_whole_is_void_for_every_office(overvote, second, told):
    """By totals too: the offices have as many valid papers, and one row says how many."""
    settings = Settings(
        one_paper=True, one_paper_overvote=overvote, chair_seats=1, vice_chair_seats=1, executive_seats=13,
    )  # fmt: skip
    results = by_totals(settings, (11, 1), second)
    problems = "".join(results["副主席"].problems)
    assert (told in problems and not results["副主席"].valid) if told else results["副主席"].valid, problems
    assert results["主席"].valid


@pytest.mark.parametrize("seed", range(6))
def test_each_office_is_counted_apart_as_the_plain_counter_does(seed):
    rng, seen = seeded(seed), set()
    for _ in range(60):
        settings, sections, papers = election(rng)
        rules = plain_rules(settings)
        _, results = hold(settings, sections, papers)
        counted = plain_counter.count_one_paper(
            papers, sections, rules, settings.one_paper_overvote == "整张无效"
        )
        above, below = rules["quorum"]
        quorate = len(papers) * below > 13 * above or (
            len(papers) * below == 13 * above and not rules["quorum_exceeded"]
        )
        holders = []
        for office, (_, seats) in sections.items():
            result, (valid, invalid, people) = results[office], counted[office]
            assert (result.tally.valid, result.tally.invalid) == (valid, invalid)
            if not quorate:
                seen.add("void")
                assert isinstance(result.outcome, Invalid)
                continue
            assert result.valid, result.problems
            may_win = [name for name in people if name not in holders]
            elected, tied, vacant = plain_counter.winners(people, 13, len(papers), seats, rules, may_win)
            assert (set(result.elected), set(result.tied), result.vacant) == (
                set(elected),
                set(tied),
                vacant,
            )
            assert {p.name: p.approve for p in result.people} == {who: f[0] for who, f in people.items()}
            holders += elected
            seen |= {"overvoted"} if invalid else set()
            seen |= {"apart"} if 0 < invalid < len(papers) and valid != counted["主席"][0] else set()
    assert {"overvoted", "apart", "void"} <= seen


def test_a_blank_section_is_no_blank_paper():
    """空白票有效=否: who leaves one office out abstains there; only a paper blank altogether is void."""
    settings = Settings(one_paper=True, standing_seats=0, blank_paper_valid=False, executive_seats=3)
    a, b, c = NAMES[:3]
    marks = [{"主席": [(a, "○", False)], "副主席": []}, {"主席": [], "副主席": []}, {"主席": [(a, "○", False)], "副主席": [(b, "○", False)]}]  # fmt: skip
    sections = {"主席": ([a], 1), "副主席": ([b, c], 2)}
    pairs = read_returns(
        [row for entry in "甲乙" for row in turnouts(entry, 3, marks, offices=OFFICES[:2])],
        [],
        [row for entry in "甲乙" for row in typed(marks, entry)],
        settings,
    )
    results = decide_all(pairs, {office: names for office, (names, _) in sections.items()}, settings)
    assert [(r.office, r.tally.valid, r.tally.invalid, r.tally.blank) for r in results] == [
        ("主席", 2, 1, 1),
        ("副主席", 2, 1, 1),
    ]


def test_who_wins_a_higher_office_by_write_in_wins_no_other_and_stops_nothing():
    """On separate papers she would be taken off the next one; on one paper her seat there stays empty."""
    settings = Settings(one_paper=True, standing_seats=0, vice_chair_seats=1, executive_seats=3)
    a, b = NAMES[:2]
    paper = {"主席": [(a, "×", False), (b, "○", True)], "副主席": [(b, "○", False)]}
    _, results = hold(settings, {"主席": ([a], 1), "副主席": ([b], 1)}, [paper] * 9)
    assert results["主席"].elected == (b,)
    assert results["副主席"].elected == () and results["副主席"].vacant == 1
    assert f"{b}：得赞成票 9 票，已当选主席，不再当选" in [
        f"{p.name}：{p.words}" for p in results["副主席"].people
    ]


def test_a_further_round_is_on_one_paper_too_and_its_overvote_voids_the_other_section():
    settings = Settings(
        one_paper=True, one_paper_overvote="整张无效", standing_seats=2, vice_chair_seats=2, vacancy="另行选举",
        executive_seats=5, chairs_within=True,
    )  # fmt: skip
    a, b, c, d, e = NAMES[:5]
    yes = lambda *names: [(name, "○", False) for name in names]  # noqa: E731
    first = [{"主席": yes(a), "副主席": yes(b), "常委": yes(d)}] * 5
    second = [{"副主席": yes(c), "常委": yes(e)}] * 4 + [
        {"副主席": [*yes(c), (WRITTEN[0], "○", True)], "常委": yes(e)}
    ]
    rounds = ((1, first), (2, second))
    pairs = read_returns(
        [
            row
            for number, papers in rounds
            for entry in "甲乙"
            for row in turnouts(entry, 5, papers, number, OFFICES[number - 1 :])
        ],
        [],
        [row for number, papers in rounds for entry in "甲乙" for row in typed(papers, entry, number)],
        settings,
    )
    names = {"主席": [a], "副主席": [b, c], "常委": [d, e]}
    results = {result.title: result for result in decide_all(pairs, names, settings)}
    assert results["副主席"].elected == (b,) and results["副主席"].next_ballot == (c,)
    later = results["副主席（第2轮）"], results["常委（第2轮）"]
    assert [(r.elected, r.tally.valid, r.tally.invalid) for r in later] == [((c,), 4, 1), ((e,), 4, 1)]
    assert any("第5号票上副主席的赞成人数多于应选名额" in problem for problem in later[1].problems)
