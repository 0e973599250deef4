"""No paper is dated before what it cites, nor an approval before its request."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_desk import changed, finished, ready

from pyxl.papers.after import duties, result_report
from pyxl.papers.before import candidate_request, congress_request, notices, quota_plan
from pyxl.papers.day_order import CHAINS, out_of_order
from pyxl.papers.paper import Paper
from pyxl.rules.plan.settings import BY_FIELD, Settings


def day(month: int, number: int) -> dt.date:
    return dt.date(2017, month, number)


@pytest.mark.parametrize(
    ("paper", "settings", "said"),
    [
        (
            candidate_request.PAPERS[1],
            {"party_request_date": day(11, 1)},
            "“镇党委请示日期”（2017年11月1日）早于“镇党委批复日期”（2017年11月29日）",
        ),
        (
            candidate_request.PAPERS[0],
            {"candidate_request_date": day(12, 20)},
            "“大会日期”（2017年12月3日）早于“候选人请示日期”（2017年12月20日）",
        ),
        (
            congress_request.PAPER,
            {"congress_request_date": day(12, 25)},
            "“大会日期”（2017年12月3日）早于“大会请示日期”（2017年12月25日）",
        ),
        (quota_plan.PAPER, {"congress_request_date": day(11, 28)}, "“名额批复日期”（2017年11月27日）早于“大会请示日期”"),
        (notices.CANDIDATES_NOTICE, {"notice_start": day(11, 27)}, "“公示开始日”（2017年11月27日）早于“区妇联批复日期”"),
        (notices.CANDIDATES_NOTICE, {"notice_end": day(11, 29)}, "“公示截止日”（2017年11月29日）早于“公示开始日”"),
        (notices.CANDIDATES_NOTICE, {"notice_end": day(12, 4)}, "“大会日期”（2017年12月3日）早于“公示截止日”"),
        (notices.ELECTED_NOTICE, {"announced_on": day(12, 2)}, "“当选公告日期”（2017年12月2日）早于“大会日期”"),
        (result_report.PAPERS[0], {"report_date": dt.date(2017, 1, 1)}, "“结果报告日期”（2017年1月1日）早于“大会日期”"),
        (duties.PAPER, {"duties_date": day(12, 1)}, "“分工通知日期”（2017年12月1日）早于“大会日期”"),
    ],
)  # fmt: skip
def test_an_impossible_day_stops_the_paper(paper: Paper, settings, said):
    lacks = [*paper.lacks(changed(finished(), settings))]
    assert any(said in lack for lack in lacks), lacks


def test_a_day_stops_only_the_papers_that_bear_it():
    late = changed(ready(), {"congress_request_date": day(12, 25)})
    assert not any("早于" in said for said in notices.CANDIDATES_NOTICE.lacks(late))


@given(st.data())
def test_a_chain_is_in_order_exactly_when_nothing_is_said_of_it(data):
    chain = data.draw(st.sampled_from(CHAINS))
    days = data.draw(
        st.lists(
            st.none() | st.dates(dt.date(2017, 11, 20), dt.date(2017, 12, 9)),
            min_size=len(chain), max_size=len(chain),
        )
    )  # fmt: skip
    if chain[0] == "plan_date":
        days[0] = days[0] or Settings().plan_date
    known = [one for one in days if one]
    said = [*out_of_order(Settings(**dict(zip(chain, days, strict=True))), *chain)]
    assert (said == []) == (known == sorted(known))


def test_every_day_of_the_table_is_a_setting():
    for chain in CHAINS:
        for field in chain:
            assert BY_FIELD[field].kind.name == "DATE"
