"""Primaries and joined ballots, typed paper by paper: the papers stay in the town, and the district's count comes to the same."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from pyxl.actions.read.result_tables import _result_rows
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.count import Contest, decide_all, due, on_papers, read_returns
from pyxl.rules.plan import Settings
from pyxl.words import ENTRIES, OFFICERS, OFFICES, PRIMARY
from tests.district import towns
from tests.district.test_recomputing import figures

SECRETARY = "钱另选"


class Day:
    """A whole election of a town by random papers; as a change it puts what leaves the town into the town's tables."""

    def __init__(self, seed: int, one_paper: bool = True, primary: bool = True) -> None:
        self.chance = random.Random(seed)
        self.said = {
            "预选": "是" if primary else "否",
            "合印选票": "是" if one_paper else "否",
            "合印超选": self.chance.choice(["该部分无效", "整张无效"]),
            "差额比例": 0 if primary else 0.05,
            "常委名额": 0,
        }
        self.turnouts: list[dict[str, object]] = []
        self.marks: list[dict[str, object]] = []

    def __call__(self, found: towns.Tables) -> None:
        known = {row["项目"]: row for row in found["设置"]}
        for key, value in self.said.items():
            if key in known:
                known[key]["值"] = value
            else:
                found["设置"].append({"项目": key, "值": value})
        settings = Settings.from_rows(found["设置"])
        names = {office: printed_names(found["候选人"], office, settings) for office in OFFICES}
        self.officers = frozenset(name for office in OFFICERS for name in names[office])
        for _ in range(12):
            held = {(row["选举"], row["轮次"]) for row in self.turnouts}
            contests = [
                one
                for one in due(self._pairs(settings), names, settings)
                if (one.office, one.round) not in held
            ]
            contests = [one for one in contests if one.is_committee] or contests
            if not contests:
                break
            for paper in on_papers(contests):
                self._vote(paper, settings)
        self.results = decide_all(self._pairs(settings), names, settings)
        found["选举情况"], found["计票"] = self.turnouts, []
        found["选举结果"] = [row for result in self.results for row in _result_rows(result, settings)]

    def _pairs(self, settings: Settings):
        return read_returns(self.turnouts, [], self.marks, settings)

    def _vote(self, paper: tuple[Contest, ...], settings: Settings) -> None:
        """Nobody counts by hand how many papers are valid: the marks say it, and stay in the town."""
        voters = settings.delegate_seats if paper[0].is_committee else settings.committee_seats
        said = {"应到": voters, "实到": voters, "印制": voters + 5, "发出": voters, "收回": voters}
        for entry in ENTRIES:
            for contest in paper:
                row = {"选举": contest.office, "轮次": contest.round, "录入": entry}
                self.turnouts.append(row | (said if contest is paper[0] else {}))
        for number in range(1, voters + 1):
            for contest in paper:
                head = {"选举": contest.office, "轮次": contest.round, "票号": number}
                lines = [{**head, **mark} for mark in self._marks(contest)]
                self.marks += [{**line, "录入": entry} for entry in ENTRIES for line in lines]

    def _marks(self, contest: Contest) -> Iterator[dict[str, object]]:
        """Officers are liked by nearly all, so that they win seats on the committee; one paper in ten has too many."""
        liked = [name for name in contest.candidates if name in self.officers or self.chance.random() < 0.85]
        for name in contest.candidates:
            yield {"姓名": name, "意见": "○" if name in liked[: contest.seats] else "×"}
        if contest.write_ins and self.chance.random() < 0.1:
            yield {"姓名": SECRETARY, "意见": "○", "另选": "是"}


def recounted(tmp_path, *changes):
    got = figures(tmp_path, towns.frozen("甲样镇", *changes))
    told = {(one.code, one.where) for one in got.findings if one.code in ("D-RESULT", "D-PRIMARY")}
    return told, {(vote.office, vote.round): vote for vote in got.elections}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("one_paper", [True, False], ids=["joined", "apart"])
def test_what_a_town_counted_from_its_papers_the_district_counts_from_its_sums(tmp_path, seed, one_paper):
    day = Day(seed, one_paper)
    told, votes = recounted(tmp_path, day)
    assert told == set()
    offices = {result.office for result in day.results if result.valid}
    assert {PRIMARY, "执委", "主席", "副主席"} <= offices
    for result in day.results:
        vote = votes[result.office, result.round]
        assert vote.agrees is True, result.title
        assert (vote.valid, vote.invalid) == (result.tally.valid, result.tally.invalid)
    assert votes[PRIMARY, 1].elected is None, "a primary elects nobody"
    if one_paper:
        assert any(result.tally.invalid for result in day.results), "some papers are void"


def exchanged(office: str, word: str):
    """The first who won and the first who lost change places in what the town says."""

    def change(found: towns.Tables) -> None:
        people = [row for row in found["选举结果"] if row["选举"] == office and row.get("姓名")]
        winner = next(row for row in people if row["结果"] == word)
        loser = next((row for row in people if row["结果"] != word), None)
        winner["结果"] = "未当选"
        if loser:
            loser["结果"] = word

    return change


@pytest.mark.parametrize(
    ("office", "word", "code"),
    [(PRIMARY, "列为候选人", "D-PRIMARY"), ("执委", "当选", "D-RESULT"), ("副主席", "当选", "D-RESULT")],
)
def test_a_lie_about_a_vote_is_found_where_it_was_told(tmp_path, office, word, code):
    told, votes = recounted(tmp_path, Day(1), exchanged(office, word))
    assert (code, office) in told and votes[office, 1].agrees is False
    assert told == {(code, office)}, "and nowhere else"


def test_a_vote_with_figures_that_the_result_hides_is_told(tmp_path):
    def hidden(found: towns.Tables) -> None:
        found["选举结果"] = []

    told, _ = recounted(tmp_path, hidden)
    assert told == {("D-RESULT", "执委")}
