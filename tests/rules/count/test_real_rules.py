"""Six real sets of election rules, from their text to the result (sources: practice/election-rules.md).

Each is typed into the settings as its congress wrote it; the election rules that are printed say the same; and
the result of random votes by those settings is that of the plain counter, which is told the rule in its own terms.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import plain_counter
import pytest
from count_samples import NAMES, plain_rules, random_election, seeded, turnout_of

from pyxl.papers.hall.rules_articles import congress_articles, meeting_articles
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.count.contest import first_round
from pyxl.rules.count.decision import Invalid, decide
from pyxl.rules.count.returns import read_returns
from pyxl.rules.count.verdicts import Verdict
from pyxl.rules.plan.settings import Settings
from pyxl.rules.threshold import parse_threshold


class Congress(NamedTuple):
    """`typed` are settings as the clerk types them, `printed` phrases of the article, `rule` the plain counter's."""

    typed: dict[str, str]
    printed: tuple[str, ...]
    rule: dict[str, object]
    seats: int
    candidates: int
    officers: bool = False


TWO_THIRDS = {"quorum": (2, 3), "share": (1, 2), "share_exceeded": True, "elected_base": "应到"}
CONGRESSES = {
    "茨榆坨镇第十三次": Congress(
        {"执委名额": "25", "差额比例": "4%", "到会比例": "超过三分之二", "当选基数": "应到", "当选票数": "超过半数",
         "同票先比反对票": "是", "缺额办法": "不再选举", "另选须画赞成": "是"},
        ("超过应到的三分之二，即28名以上", "赞成票超过应到代表半数", "反对票少的当选", "不足的名额不再选举"),
        TWO_THIRDS | {"quorum_exceeded": True, "tie_by_against": True, "write_in_needs_mark": True},
        25, 26,
    ),
    "某镇第十五次": Congress(
        {"执委名额": "11", "差额比例": "百分之十", "到会比例": "三分之二以上", "监票人人数": "2", "计票人人数": "2",
         "笔画规则": "姓名笔画", "主席名额": "1", "副主席名额": "2"},
        ("候选人不少于13名", "达到应到的三分之二以上，即28名以上", "以姓名笔画为序", "监票人2名、总计票人1名、计票人2名",
         "候选人不得担任"),
        TWO_THIRDS | {"quorum_exceeded": False},
        11, 13,
    ),
    "某镇第十四届": Congress(
        {"执委名额": "7", "差额比例": "10%", "到会比例": "2/3", "弃权可另选": "否",
         "监票人计票人产生办法": "由代表团推荐，主席团通过"},
        ("由代表团推荐，主席团通过", "弃权的，不得在该名额上另选他人", "画“○”", "画“×”"),
        TWO_THIRDS | {"quorum_exceeded": False, "abstainer_may_write_in": False},
        7, 8,
    ),
    "县十五届四次执委会": Congress(
        {"到会比例": "超过三分之二", "填票方式": "涂方框", "另选须画赞成": "否", "监票人人数": "2", "监票人来源": "代表",
         "计票人来源": "工作人员", "副主席名额": "3", "主席名额": "0", "常委名额": "2", "合印选票": "是"},
        ("副主席、常委印在一张选票上，一次投票、分别计票", "该部分无效，不影响其他职务", "等额选举的方式", "超过应到的三分之二，即17名以上", "涂黑姓名左边的“赞成”框", "写明姓名即计为赞成",
         "计票人从工作人员中"),
        TWO_THIRDS | {"quorum_exceeded": True, "write_in_needs_mark": False},
        3, 3, officers=True,
    ),
    "桂花井社区": Congress(
        {"执委名额": "11", "差额比例": "0", "到会比例": "超过半数", "不画符号计为": "赞成", "弃权符号": "○",
         "须为本届代表": "是"},
        ("等额选举的方式：应选11名，候选人11名", "超过应到半数，即21名以上", "赞成的，不画任何符号", "反对的，在姓名左边的方格内画“×”",
         "弃权的，画“○”", "必须是本届代表"),
        {"quorum": (1, 2), "quorum_exceeded": True, "share": (1, 2), "share_exceeded": True, "elected_base": "应到",
         "unmarked": "○"},
        11, 11,
    ),
    "预选须过半数": Congress(  # none of the six asks for it; other committees' rules do
        {"执委名额": "5", "差额比例": "20%", "到会比例": "三分之二以上", "预选": "是", "预选须过半数": "是"},
        ("正式候选人名额6名", "赞成票超过应到代表半数的，按得赞成票多少列为正式候选人", "预选结果不是选举结果"),
        TWO_THIRDS | {"quorum_exceeded": False},
        5, 6,
    ),
    "社区操作手册": Congress(
        {"执委名额": "5", "差额比例": "20%", "到会比例": "半数以上", "监票人来源": "代表", "预选": "是"},
        ("在预备会议上以无记名投票的方式进行预选", "正式候选人名额6名", "预选结果不是选举结果", "达到应到半数以上，即21名以上", "监票人从不是候选人的代表中"),
        {"quorum": (1, 2), "quorum_exceeded": False, "share": (1, 2), "share_exceeded": True, "elected_base": "应到"},
        5, 6,
    ),
}  # fmt: skip


def settings_of(congress: Congress) -> Settings:
    """The settings as the workbook's table has them once they are typed."""
    number = {"届次": "第三届"}
    return Settings.from_rows({"项目": key, "值": value} for key, value in (number | congress.typed).items())


@pytest.mark.parametrize("name", CONGRESSES)
def test_the_printed_rules_say_what_was_typed(name):
    congress = CONGRESSES[name]
    settings = settings_of(congress)
    articles = meeting_articles(settings, 24) if congress.officers else congress_articles(settings)
    told = "".join(article.text for article in articles)
    assert [phrase for phrase in congress.printed if phrase not in told] == []


@pytest.mark.parametrize("name", CONGRESSES)
def test_the_result_is_the_plain_counters(name):
    congress = CONGRESSES[name]
    settings, rng = settings_of(congress), seeded(name)
    rules = plain_rules(Settings()) | congress.rule
    seen = set()
    for _ in range(400):
        election = random_election(rng, replace(settings, executive_seats=congress.seats))
        election["candidates"] = NAMES[: congress.candidates]
        election["seats"] = congress.seats
        election["papers"] = [paper_of(rng, election, congress) for _ in election["papers"]]
        if settings.must_be_delegate:
            election["may_win"] = {*election["candidates"], "欧阳样例"}
        office = "副主席" if congress.officers else "执委"
        contest = first_round(office, election["candidates"], settings)
        assert contest is not None and contest.seats == congress.seats
        if settings.must_be_delegate:
            contest = replace(contest, delegates=frozenset(election["may_win"]))
        # The papers pass through the table, as they are typed there.
        pair = read_returns([], [], rows_of(election, office), settings).get((office, 1))
        votes = pair.first.votes if pair else None
        if votes is None:
            continue
        result = decide(contest, turnout_of(election), votes, settings)
        expected = plain_counter.hold(election, rules)
        if expected is None:
            seen.add("void")
            assert isinstance(result.outcome, Invalid), result.problems
            continue
        elected, tied, vacant, people = expected
        assert result.valid, result.problems
        assert (set(result.elected), set(result.tied), result.vacant) == (set(elected), set(tied), vacant)
        assert {p.name: p.approve for p in result.people} == {who: votes[0] for who, votes in people.items()}
        outsiders = [
            p for p in result.people if p.verdict is Verdict.NOT_MEMBER and "不是本届代表" in p.words
        ]
        seen |= {"vacant"} if vacant else {"full"}
        seen |= {"outsider"} if outsiders else set()
        if settings.vacancy == "不再选举":
            assert result.next is None or result.tied
    assert {"void", "full"} <= seen
    assert "outsider" in seen or not settings.must_be_delegate


def paper_of(rng, election, congress):
    """A paper on which most candidates are approved, as this congress marks them."""
    unmarked = congress.rule.get("unmarked") == "○"
    yes, abstained = ("", "弃") if unmarked else ("○", "")
    names, seats = election["candidates"], election["seats"]
    against = (
        set(rng.sample(names, len(names) - seats + rng.choice([0, 0, 0, 1]))) if rng.random() < 0.9 else set()
    )
    paper = [
        (name, "×" if name in against else abstained if rng.random() < 0.05 else yes, False) for name in names
    ]
    if against and rng.random() < 0.4:
        write = "" if unmarked or not congress.rule.get("write_in_needs_mark", True) else "○"
        paper.append((rng.choice(["欧阳样例", "司马样本"]), write, True))
    return paper


def rows_of(election, office):
    """The papers as rows of 逐票: what the table holds, signs as typed there."""
    signs = {"弃": "○", "○": "○", "×": "×", "": None}
    for number, paper in enumerate(election["papers"], 1):
        yield {"选举": office, "录入": "甲", "票号": number, "姓名": None, "意见": None}
        for name, sign, write_in in paper:
            yield {
                "选举": office, "录入": "甲", "票号": number, "姓名": name, "意见": signs[sign],
                "另选": "是" if write_in else None,
            }  # fmt: skip


def test_a_difference_that_must_be_exceeded():
    """超过5%: of 20 seats one more is 5 % and not enough; of 25 two more exceed it either way."""
    for seats, plain, exceeded in ((20, 21, 22), (25, 27, 27), (40, 42, 43), (0, 0, 0)):
        assert candidates_needed(seats, parse_threshold("5%")) == plain
        assert candidates_needed(seats, parse_threshold("超过5%")) == exceeded
    settings = Settings.from_rows([{"项目": "差额比例", "值": "超过5%"}, {"项目": "执委名额", "值": 20}])
    assert settings.difference_ratio.exceeded and not settings.equal_committee
    told = "".join(article.text for article in congress_articles(settings))
    assert "差额比例超过5%：应选20名，候选人不少于22名" in told
    assert Settings.from_rows([{"项目": "差额比例", "值": "0"}]).equal_committee
