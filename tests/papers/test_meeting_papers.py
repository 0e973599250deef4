"""推选通知, 批复, 会议通知, 分组, the scripts before the congress, minutes, plan, report, talks: every figure as the tables have it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from paper_desk import changed, filled, finished, ready, table, text
from test_official_papers import DECIDED, complete
from validators import microsoft_errors

from pyxl.papers.after import afterwards, replies
from pyxl.papers.before import notices, unit_elections
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall import before_congress, meeting
from pyxl.papers.hall.halls import halls
from pyxl.papers.hall.voting_words import told_result
from pyxl.papers.letterhead import DAY_OPEN
from pyxl.papers.wording import name_lines
from pyxl.rules.count import Announcement
from pyxl.rules.hall import GROUP

pytestmark = pytest.mark.process

NEW = (
    unit_elections.PAPER, *replies.PAPERS, notices.NOTICE_OUTCOME, *meeting.PAPERS, *before_congress.PAPERS,
    *afterwards.PAPERS,
)  # fmt: skip


def whole() -> Dossier:
    """The finished election with what these papers need."""
    base = complete()
    return changed(base, {"presidium": "样例乙；样例甲；张样", "report_date": dt.date(2017, 12, 4)})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("meeting")
    return {paper.name: filled(paper, whole(), folder)[0] for paper in NEW}


@pytest.mark.validator
def test_word_opens_every_one(made):
    for name, file in made.items():
        assert microsoft_errors(file) == [], name


def test_no_tag_and_no_identity_number_is_left(made):
    for name, file in made.items():
        told = text(file)
        assert "{{" not in told and "None" not in told and "5109" not in told, name


def test_every_unit_gets_its_return(made):
    units = ready().tables["单位"]
    (sheaf,) = unit_elections.PAPER.sheaves(whole())
    returns = {one["单位"]: one for one in sheaf.context["报告单"]}
    assert {row["单位"]: str(row["分配名额"]) for row in units} == {
        n: one["名额"] for n, one in returns.items()
    }
    assert all(len(one["行"]) >= int(one["名额"]) for one in returns.values())
    head, *lines = table(made["推选通知"])
    assert sum(int(line[3]) for line in lines) == 41 and head[-1] == "代表名额"
    assert "磨委〔2017〕16号" in text(made["推选通知"])


def test_a_reply_names_the_request_that_it_answers(made):
    congress, candidates = (text(made[paper.name]) for paper in replies.PAPERS)
    assert (
        f"你会《关于召开磨溪镇第一次妇女代表大会的请示》（{DECIDED['congress_request_number']}）收悉"
        in congress
    )
    assert "代表名额为41名" in congress and "设执委25名" in congress
    assert "同意下列27名同志" in candidates and "磨委〔2017〕18号" in candidates
    open_ = changed(whole(), {"party_document": None, "party_approved_on": None})
    (sheaf,) = replies.PAPERS[1].sheaves(open_)
    assert sheaf.context["成文日期"] == DAY_OPEN and "〔" in str(sheaf.context["发文字号"]), (
        "the Party office's to fill"
    )


def test_groups_hold_every_delegate_once_and_units_stay_whole():
    found = meeting.groups(whole())
    people = [person.number for group in found for _, members in group for person in members]
    assert sorted(people) == [person.number for person in whole().rolls.delegates]
    units = [unit for group in found for unit, _ in group]
    assert len(units) == len(set(units)), "a unit stands in one group"
    sizes = [sum(len(members) for _, members in group) for group in found]
    assert max(sizes) <= GROUP and max(sizes) - min(sizes) <= 4
    assert meeting.groups(changed(ready(), 代表=[])) == []


def test_the_scripts_before_the_congress(made):
    preparatory, presidium = (text(made[paper.name]) for paper in before_congress.PAPERS)
    assert "应到代表41名，" in preparatory and "三分之二（28名）" in preparatory
    for line in name_lines(whole().by_strokes(["样例甲", "样例乙", "张样"])):
        assert line in preparatory
    assert "主席团成员应到3名，" in presidium and "执委候选人建议名单27名，应选25名" in presidium
    assert presidium.index("选举办法（草案）") < presidium.index("候选人建议名单")


def test_what_follows_the_election(made):
    minutes, report = text(made["执委会第一次会议纪要"]), text(made["改革情况报告"])
    assert "应到执委25名，实到执委25名" in minutes and finished().elected("主席")[0] in minutes
    assert "选举产生执委25名" in report and "请批示" not in report
    rows = table(made["改革情况报告"])
    assert rows[0] == ["方向", "类别", "应建", "已建", "覆盖率"]
    village = next(row for row in rows if row[1] == "村")
    assert village[2] == str(sum(row["类别"] == "村" for row in ready().tables["单位"]))
    duty = table(made["工作计划任务分解表"])
    assert len(duty) == afterwards.TASKS + 1 and "负责第1项" in duty[1]
    (sheaf,) = afterwards.PAPERS[3].sheaves(whole())
    assert len(sheaf.context["名单"]) == len(whole().tables["离岗人员"])


def test_another_towns_are_free_of_moxi(tmp_path):
    own = changed(
        whole(), {"town": "云溪镇", "district": "样例县", "city": "样例市", "superior": "样例县妇联"}
    )
    for paper in NEW:
        told = text(filled(paper, own, tmp_path)[0])
        assert not any(word in told for word in ("磨溪镇妇", "安居区", "遂宁")), paper.name


def test_a_talk_has_a_page_with_what_the_register_says(made):
    (sheaf,) = afterwards.PAPERS[3].sheaves(whole())
    told = text(made["离岗人员谈话记录"])
    for person in sheaf.context["名单"]:
        assert all(person[column] in told for column in ("姓名", "原职务", "离岗原因", "谈话人"))
    assert told.count("继续发挥") == len(sheaf.context["名单"])


def test_homes_for_women_and_children_are_counted_where_there_are_any():
    units = [dict(row) for row in whole().tables["单位"]]
    for number in (0, 2):
        rows = [row | {"妇女儿童之家": "有" if at < number else "无"} for at, row in enumerate(units)]
        (sheaf,) = afterwards.report(changed(whole(), 单位=rows))
        assert sheaf.context["之家数"] == number


def test_the_report_counts_what_was_done_and_not_what_is_listed():
    done = dt.date(2017, 12, 9)
    trained = [{"姓名": "样例甲", "是否完成": "是"}, {"姓名": "样例乙", "是否完成": "否"}, {"姓名": "样例丙"}]
    left = [{"姓名": "样例丁", "谈话日期": done}, {"姓名": "样例戊"}]
    (sheaf,) = afterwards.report(changed(whole(), {"report_date": done}, 培训=trained, 离岗人员=left))
    assert (sheaf.context["培训人数"], sheaf.context["离岗人数"]) == (1, 1)


def test_nobody_is_announced_where_nobody_is_elected():
    hall = halls(finished(), "执委")[0]
    nobody = replace(hall, results=Announcement((), ("本次投票没有人当选执委。",)), elected=())
    told = [*told_result("执委", nobody, finished().settings)]
    assert told[-1] == "本次投票没有人当选执委。" and not any("现在宣布当选" in line for line in told)
    assert any("现在宣布当选" in line for line in told_result("执委", hall, finished().settings))


def test_nobody_reads_out_that_minutes_are_taken(made):
    for paper in before_congress.PAPERS:
        told = text(made[paper.name])
        spoken, _, written = told.partition("会议到此结束，散会。")
        assert "会议记录" not in spoken and "闭幕" not in spoken and "记录人" in written


def test_minutes_say_who_came_and_what_is_known(made):
    minutes = text(made["执委会第一次会议纪要"])
    for line in name_lines(finished().by_strokes(finished().elected("执委"))):
        assert line in minutes
    assert "（一）明确领导班子成员分工：" in minutes and "负责第1项" in minutes
    assert minutes.rstrip().endswith("（三）"), "no signature: minutes carry no seal"


@pytest.mark.parametrize("quota", [1, 3, 8, 9, 10, 11, 12, 20])
def test_what_is_signed_below_a_return_never_stands_alone_on_a_page(quota):
    """A page holds 11 lines of 10 mm and what is signed below them."""
    rows = [
        {"单位": "样例村", "妇女人数": 900, "分配名额": quota, "类别": "村"},
        {"单位": "样例社区", "妇女人数": 900, "分配名额": 41 - quota, "类别": "社区"},
    ]
    (sheaf,) = unit_elections.PAPER.sheaves(changed(whole(), 单位=rows))
    lines = len(sheaf.context["报告单"][0]["行"])
    assert lines >= max(quota, 4) and (lines <= 11 or lines >= 14)


def test_an_equal_election_is_answered_as_one():
    (sheaf,) = replies.PAPERS[0].sheaves(changed(whole(), {"difference_ratio": Fraction(0)}))
    told = "".join(sheaf.context["条"])
    assert "等额选举" in told and "差额" not in told


@pytest.mark.parametrize(
    ("ahead", "approved", "asked"),
    [
        (4, 27, "2017年11月29日"),
        (3, 27, "2017年11月30日"),
        (None, 27, "2017年11月29日"),
        (4, 29, "____月____日"),
    ],
)
def test_returns_come_back_by_the_day_of_their_task(ahead, approved, asked):
    rows = [{"任务": unit_elections.ELECTED, "提前天数": ahead}]
    base = changed(whole(), {"quota_approved_on": dt.date(2017, 11, approved)}, 工作进度=rows)
    (sheaf,) = unit_elections.PAPER.sheaves(base)
    assert sheaf.context["报送日"] == asked


@pytest.mark.parametrize("primary", [False, True])
def test_before_a_primary_those_proposed_are_called_so(tmp_path, primary):
    """27 are proposed, 25 will stand."""
    base = changed(whole(), {"primary": primary, "difference_ratio": Fraction(0 if primary else 1, 20)})
    reply = text(filled(replies.PAPERS[1], base, tmp_path)[0])
    notice = text(filled(notices.CANDIDATES_NOTICE, base, tmp_path)[0])
    assert ("同意下列27名同志为第一届执行委员会委员候选人提名人选" in reply) == primary
    assert ("执委候选人提名人选27名，现予公示" in notice) == primary
    (sheaf,) = meeting.PAPERS[1].sheaves(base)
    assert any("预选执委候选人" in item["内容"] for item in sheaf.context["日程"]) == primary
