"""The official papers: every figure as the tables have it, the form kept, nothing made before its figures are there."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from election_day import enter, rows
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from paper_desk import (
    changed,
    dossier,
    enter_committee,
    filled,
    finished,
    finished_file,
    package,
    pages,
    pdfs,
    ready,
    ready_file,
    table,
    text,
)
from validators import microsoft_errors

from pyxl.book.canonical import fingerprint
from pyxl.papers.after import duties, result_report, training
from pyxl.papers.before import candidate_request, congress_request, quota_plan
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall import election_rules, hall_slips
from pyxl.papers.kinds import PAPERS
from pyxl.papers.letterhead import title_lines
from pyxl.papers.making import choose, file_name, make, missing
from pyxl.papers.render import render, templates_folder
from pyxl.post.leaving import leaving
from pyxl.post.mask import mask_tables
from pyxl.rules.plan.plan_settings import CONGRESS_RULES
from pyxl.rules.plan.settings import BY_FIELD, SETTINGS, Settings

pytestmark = pytest.mark.process

OURS = (
    congress_request.PAPER, quota_plan.PAPER, *candidate_request.PAPERS, *election_rules.PAPERS,
    *result_report.PAPERS, duties.PAPER, training.PAPER,
)  # fmt: skip
RARE = "𬱖㛃·&样<甲>"
DAY = dt.date(2017, 11, 28)
DECIDED = {
    "signatory": "样例签发人",
    "congress_request_date": dt.date(2017, 11, 21),
    "congress_request_number": "磨妇〔2017〕3号",
    "candidate_request_date": DAY,
    "party_request_date": dt.date(2017, 11, 29),
    "party_request_number": "磨委〔2017〕19号",
    "report_number": "磨妇〔2017〕6号",
    "superior_report_number": "磨妇〔2017〕7号",
    "duties_date": dt.date(2017, 12, 7),
    "training_date": dt.date(2017, 12, 8),
    "training_place": "样例会议室",
    "copies_to": "镇党政办",
}


def officers(base: Dossier) -> list[str]:
    return [*base.elected("主席"), *base.elected("副主席")]


def complete(rare: bool = False) -> Dossier:
    """The finished election with all that these papers need."""
    base = finished()
    candidates = [dict(row) for row in base.tables["候选人"]]
    if rare:
        candidates[7]["姓名"] = RARE
    duty = "；".join(f"{name}=负责第{number}项" for number, name in enumerate(officers(base), 1))
    trained = [
        {
            "姓名": RARE,
            "职务": "执委",
            "培训内容": "'\"业务<b>",
            "培训日期": dt.date(2017, 12, 10),
            "学时": 4,
        },
        {"姓名": "样例甲", "职务": "执委", "培训内容": "理论", "培训日期": dt.date(2017, 12, 9), "学时": 8},
    ]
    return changed(base, {**DECIDED, "duties": duty}, 候选人=candidates, 培训=trained)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("official")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Path]:
    found = complete(rare=True)
    return {paper.name: filled(paper, found, folder)[0] for paper in OURS}


@pytest.fixture(scope="module")
def printed(made: dict[str, Path], folder: Path) -> dict[str, list]:
    return {name: pages(pdf) for name, pdf in pdfs(list(made.values()), folder).items()}


def test_no_tag_is_left_and_rare_names_are_whole(made):
    for name, file in made.items():
        assert not re.search(r"\{\{|\}\}|\{%|%\}|None|Undefined", text(file)), name
    for name in ("候选人请示（报镇党委）", "候选人函（致区妇联）", "培训通知"):
        assert RARE in text(made[name]), name


def test_word_opens_every_one(made):
    templates = {paper.template: made[paper.name] for paper in OURS}
    for file in templates.values():
        assert microsoft_errors(file) == []


def test_no_identity_number_and_no_candidates_telephone(made):
    numbers = [str(row["身份证号"]) for name in ("候选人", "代表") for row in finished().tables[name]]
    for file in made.values():
        whole = package(file)
        assert not [number for number in numbers if number in whole]
        assert "1990000" not in whole


def test_pages_keep_their_margins_and_are_numbered_outside(printed):
    for name, found in printed.items():
        for number, (width, height, words) in enumerate(found, 1):
            assert (round(width), round(height)) == (210, 297), name
            body = [word for word in words if word[1] < 297 - 35 and word[0] > 0]
            assert min(word[0] for word in body) > 28 - 1, (name, number)
            assert max(word[2] for word in body) < 210 - 26 + 1, (name, number)
            assert min(word[1] for word in body) > 37 - 1.5, (name, number)
            dashes = [word for word in words if word[4] == "—" and word[1] > 297 - 35]
            assert len(dashes) == 2, (name, number)
            assert (dashes[0][0] > 105) == (number % 2 == 1), (name, number)


def test_no_page_but_the_imprints_is_without_text(printed):
    for name, found in printed.items():
        for number, (_, _, words) in enumerate(found, 1):
            body = "".join(word[4] for word in words if word[1] < 297 - 35)
            assert len(body) > 20, (name, number, body)


def sentence(file: Path, beginning: str) -> str:
    (found,) = [line for line in text(file).split("\n") if line.startswith(beginning)]
    return found


def test_the_request_for_the_congress(made):
    file, units = made["召开妇女代表大会的请示"], finished().tables["单位"]
    said = text(file)
    assert "遂宁市安居区磨溪镇妇女联合会关于召开磨溪镇第一次妇女代表大会的请示" in said.replace("\n", "")
    assert "中共遂宁市安居区磨溪镇委员会：" in said
    assert "大会拟于2017年12月3日在样例会议室召开。" in said
    assert "大会代表名额41名" in said and f"分配到{len(units)}个单位" in said
    assert "设执委25名" in said and "差额比例不低于5%" in said and "候选人不少于27名" in said
    assert "设主席1名、副主席2名，不设常委" in said
    for base in ("《中华全国妇女联合会章程》", "川妇字〔2017〕36号", "遂妇字〔2017〕6号"):
        assert base in said
    assert "条" not in sentence(file, "根据")
    assert said.count("请批示") == 1 and "执委委员" not in said and "特此报告" not in said
    assert "2017年11月21日" in said and "签发人：样例签发人" in said.replace("\t", "")
    assert "（联系人：样例联系人，联系电话：0825-0000000）" in said


@pytest.mark.parametrize("name", ["召开妇女代表大会的请示", "代表名额分配方案"])
def test_the_quota_table_is_the_units_table(made, name):
    head, *lines, total = table(made[name])
    units = [row for row in finished().tables["单位"] if row["单位"]]
    assert [(line[1], line[3], line[5], line[7]) for line in lines] == [
        (row["单位"], str(row["妇女人数"]), str(row["分配名额"]), row.get("结构要求") or "") for row in units
    ]
    assert total[1] == f"{len(units)}个单位"
    assert total[3] == str(sum(row["妇女人数"] for row in units))
    assert total[5] == str(sum(row["分配名额"] for row in units)) == "41"
    assert head[0] == "序号"


def test_the_plan_is_a_draft_until_its_approval_is_entered(made, folder):
    assert "（2017年11月27日磨委〔2017〕16号批准）" in text(made["代表名额分配方案"])
    open_plan = changed(complete(), {"quota_document": None, "quota_approved_on": None})
    (file,) = filled(quota_plan.PAPER, open_plan, folder)
    assert "（草案，报镇党委同意后确定）" in text(file)


@pytest.mark.parametrize(
    ("name", "sender", "to"),
    [
        ("候选人请示（报镇党委）", "遂宁市安居区磨溪镇妇女联合会", "中共遂宁市安居区磨溪镇委员会"),
        ("候选人函（致区妇联）", "中共遂宁市安居区磨溪镇委员会", "遂宁市安居区妇女联合会"),
    ],
)
def test_the_requests_for_the_candidates(made, name, sender, to):
    file, people = made[name], finished().tables["候选人"]
    said = text(file)
    assert said.startswith(f"{sender}\n") and f"\n{to}：\n" in said
    outside = sum(row["体制"] == "体制外" for row in people)
    tenths = round(float(Fraction(outside * 1000, len(people))))
    figures = sentence(file, "执委应选")
    assert f"应选25名，候选人{len(people)}名，差额{len(people) - 25}名，差额比例8.0%" in figures
    assert f"体制外{outside}名，占{tenths / 10}%" in figures
    assert f"中共党员{sum(row['政治面貌'] == '中共党员' for row in people)}名" in figures
    assert f"连任{sum(row['任职'] == '连任' for row in people)}名" in figures
    for office in ("主席", "副主席"):
        names = [row["姓名"] for row in people if row["拟任职务"] == office]
        line = sentence(file, f"{office}候选人")
        assert line.startswith(f"{office}候选人{len(names)}名：") and all(name in line for name in names)
    head, *lines = table(file)
    assert len(lines) == len(people)
    by_name = {line[1].replace("\u3000", ""): line for line in lines}
    for row in people[8:]:
        line = by_name[row["姓名"]]
        born = row["出生日期"]
        assert line[head.index("出生年月")] == f"{born.year}.{born.month:02d}"
        assert line[head.index("拟任")] == row["拟任职务"]
        assert line[head.index("单位及职务")] == row["单位"] + row["职务"]
    letter = name == "候选人函（致区妇联）"
    assert said.count("请批示") == (not letter) and said.count("函复") == letter and "特此报告" not in said
    assert ("签发人" in said) == (not letter), "neither is the other's superior"
    assert f"候选人的{'函' if letter else '请示'}" in said
    assert "校验" not in said and "含本数" not in said, "the clerk's own affairs"


def test_exceptions_are_named_with_what_approved_them(folder):
    people = [dict(row) for row in complete().tables["候选人"]]
    people[4] |= {"文化程度": "初中"}
    people[6] |= {"文化程度": "初中", "例外批准文号": "磨委〔2017〕15号", "例外批准日期": DAY}
    (file,) = filled(candidate_request.PAPERS[0], changed(complete(), 候选人=people), folder)
    asked, approved = (sentence(file, f"{people[at]['姓名']}：") for at in (4, 6))
    assert "高中以上" in asked and "批准" not in asked
    assert "已经批准：磨委〔2017〕15号，2017年11月28日" in approved
    assert "三、需要说明的例外情况" in text(file)


def test_the_party_committees_request_follows_its_own_approval(made):
    assert "2017年11月29日镇党委研究同意（磨委〔2017〕18号）" in text(made["候选人函（致区妇联）"])
    assert "研究同意" not in text(made["候选人请示（报镇党委）"])
    without = changed(complete(), {"party_document": None})
    assert missing(candidate_request.PAPERS[0], without) is None, "the request is what brings the approval"
    lacking = missing(candidate_request.PAPERS[1], without)
    assert lacking and "镇党委批复文号" in lacking.reason


@pytest.mark.parametrize("name", ["选举结果报告（报镇党委）", "选举结果报告（报区妇联）"])
def test_the_reports_give_the_count(made, name):
    said, base = text(made[name]), finished()
    turnout = {row["选举"]: row for row in base.tables["选举情况"] if row["录入"] == "甲"}
    for office, word, quorum in (("执委", "代表", 28), ("主席", "执委", 17), ("副主席", "执委", 17)):
        row, line = turnout[office], sentence(made[name], f"{office}选举：")
        assert f"应到{word}{row['应到']}名，实到{row['实到']}名，法定人数{quorum}名" in line
        assert f"发出选票{row['发出']}张，收回{row['收回']}张" in line
        assert f"有效票{row['有效']}张，无效票{row['无效'] or 0}张" in line
        assert f"当选{office}{len(base.elected(office))}名" in said
    votes = {
        (row["选举"], row["姓名"]): row
        for row in base.tables["计票"]
        if row["录入"] == "甲" and not row["另选"]
    }
    listed = table(made[name], 1)[1:]
    assert len(listed) == len(votes) + 1, "and the one who was written in"
    for office, person, approve, against, abstain, verdict in listed:
        person = person.replace("\u3000", "")
        if verdict.endswith("（另选）"):
            assert (approve, against, abstain) == ("3", "—", "—")
            continue
        row = votes[office, person]
        assert (approve, against, abstain) == tuple(str(row[column]) for column in ("赞成", "反对", "弃权"))
        assert (verdict == "当选") == (row["赞成"] > (41 if office == "执委" else 25) / 2)
    elected = table(made[name])[1:]
    assert {line[1].replace("\u3000", "") for line in elected} == set(base.elected("执委"))
    assert [line[2] for line in elected[:4]] == ["主席", "副主席", "副主席", "执委"]
    assert "特此报告。" in said and "请批示" not in said and "妥否" not in said
    assert "\n2017年12月3日\n" in said, "at once: the day of the congress"


def test_the_reports_go_to_one_addressee_each_under_their_own_number(made):
    heads = [text(made[paper.name]).split("\n")[:12] for paper in result_report.PAPERS]
    assert "中共遂宁市安居区磨溪镇委员会：" in heads[0] and "遂宁市安居区妇女联合会：" in heads[1]
    assert "磨妇〔2017〕6号" in heads[0][1] and "磨妇〔2017〕7号" in heads[1][1]


def test_a_void_round_is_reported_too(folder, tmp_path):
    file = tmp_path / "重选.xlsm"
    file.write_bytes(ready_file().read_bytes())
    votes = enter_committee(file, 收回=41, 有效=40, 无效=1)
    for entry in "甲乙":
        enter(file, "执委", votes, entry, number=2)
    base = dossier(file)
    assert [result.valid for result in base.rounds("执委")] == [False, True]
    found = changed(
        replace(base, results=(*base.results, *finished().rounds("主席"), *finished().rounds("副主席"))),
        DECIDED,
    )
    (report,) = filled(result_report.PAPERS[0], found, folder)
    assert "收回41张" in sentence(report, "执委选举：") and "选举无效，重新选举。" in sentence(
        report, "执委选举："
    )
    assert "选举有效，选出25名。" in sentence(report, "执委（第2轮）选举：")
    assert {line[0] for line in table(report, 1)[1:]} == {"执委（第2轮）", "主席", "副主席"}


def test_duties_and_training(made):
    said, base = text(made["领导班子分工通知"]), finished()
    for number, name in enumerate(officers(base), 1):
        assert f"{name}：负责第{number}项。" in said
    assert "抄送：镇党政办。" in said and "签发人" not in said
    said = text(made["培训通知"])
    assert said.index("2017年12月9日：理论。") < said.index("2017年12月10日：'\"业务<b>。")
    assert "新任妇联组织成员2名" in said
    assert [line[1] for line in table(made["培训通知"])[1:]] == ["样例甲", RARE]


def rules(found: Dossier, meeting: bool) -> list[dict[str, str]]:
    """The articles, each with the source that the page for the clerk gives."""
    (sheaf,) = election_rules.PAPERS[meeting].sheaves(found)
    articles: list[dict[str, str]] = sheaf.context["条"]  # type: ignore[assignment]
    sources = {row["序"]: row["出处"] for row in sheaf.context["出处"]}  # type: ignore[attr-defined]
    return [{**article, "出处": sources.get(article["序"], "")} for article in articles]


OTHERS = {
    "quorum": Fraction(1, 2), "elected_base": "实到", "tie_by_against": False, "vacancy": "另行选举",
    "blank_paper_valid": False, "write_in_needs_mark": False, "abstainer_may_write_in": True,
    "approve_mark": "√", "against_mark": "〇", "write_ins": 2, "chief_scrutineers": 2, "scrutineers": 3,
    "chief_tellers": 0, "tellers": 4, "tie_vote_majority": True,
}  # fmt: skip
LOCAL = {
    "elected_share": "三分之二以上", "must_be_delegate": True, "abstain_mark": "△", "unmarked": "赞成",
    "mark_form": "涂方框", "scrutineers_from": "代表", "tellers_from": "工作人员", "staff_chosen": "由代表团推荐",
}  # fmt: skip
OF_ONE_MEETING = {
    False: {"primary": True, "primary_majority": True},
    True: {"one_paper": True, "one_paper_overvote": "整张无效"},
}
"""Those that only the congress's rules know, and only those of the committee's meeting, each added to the ones before it."""


@pytest.mark.parametrize("meeting", [False, True])
def test_every_setting_of_the_election_rules_is_in_words(meeting):
    """Each of the group 选举办法, and those of the ballot that RULES 5 has, changes the paper."""
    assert OTHERS.keys() == {setting.field for setting in SETTINGS if setting.group == "选举办法"}
    single = {field for fields in OF_ONE_MEETING.values() for field in fields}
    assert LOCAL.keys() | single == {
        setting.field for setting in SETTINGS if setting.group == "选举办法的其他规定"
    }
    base = rules(complete(), meeting)
    more = {"list_order": "得票", "spare_papers": 9, "stroke_convention": "姓名笔画"}
    if not meeting:
        more |= {"difference_ratio": Fraction(1, 5), "executive_seats": 31, "chairs_within": False}
    for field, value in {**OTHERS, **LOCAL, **more}.items():
        assert rules(changed(complete(), {field: value}), meeting) != base, BY_FIELD[field].key
    before, found = base, complete()
    for field, value in OF_ONE_MEETING[meeting].items():
        found = changed(found, {field: value})
        assert rules(found, meeting) != before, BY_FIELD[field].key
        before = rules(found, meeting)


@pytest.mark.parametrize("meeting", [False, True])
def test_what_the_plan_says_is_told_from_what_the_rules_add(meeting):
    sources = {article["文"]: article["出处"] for article in rules(complete(), meeting)}
    for text_, source in sources.items():
        planned = re.search("无记名|上报选举结果|协商推荐|从当选的执委中产生|大会选举", text_)
        if text_.startswith("根据"):
            assert source == ""
        elif planned:
            assert "方案" in source and re.search("[二三]（[一二三]）", source), text_
        else:
            assert source == CONGRESS_RULES, text_


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("difference_ratio", Fraction(3, 100), "差额比例低于方案规定的5%"),
        ("difference_ratio", Fraction(1, 5), "差额比例高于方案规定的5%"),
        ("executive_seats", 20, "执委名额低于方案规定的25名"),
    ],
)
def test_a_number_that_the_plan_does_not_say_is_not_the_plans(field, value, said):
    assert not any("方案规定的" in article["出处"] for article in rules(complete(), False))
    (source,) = [a["出处"] for a in rules(changed(complete(), {field: value}), False) if said in a["出处"]]
    assert source.count("方案规定") == 1


def test_the_officers_numbers_too():
    found = changed(complete(), {"vice_chair_seats": 4, "standing_seats": 5})
    (article,) = [a for a in rules(found, True) if "从当选的执委中产生" in a["文"]]
    assert article["出处"] == "方案二（一）、三（二）3；副主席名额高于方案规定的2名"


def test_the_committee_has_no_presidium_and_counts_its_places():
    words = {meeting: "".join(a["文"] for a in rules(complete(), meeting)) for meeting in (False, True)}
    assert "不足的名额暂缺，是否另行选举由主席团研究决定" in words[False]
    assert "主席团" not in words[True] and "是否另行选举由会议决定" in words[True]
    assert "“另选他人”栏，个数与应选名额相同" in words[True]


def test_another_towns_papers_do_not_name_moxi():
    town = changed(complete(), {"town": "白马镇"})
    told = {
        paper.name: json.dumps([{k: v for k, v in s.context.items() if k != "名单"} for s in paper.sheaves(town)],
                               ensure_ascii=False, default=str)
        for paper in PAPERS
    }  # fmt: skip
    units = {str(row["单位"]) for row in town.tables["单位"]}
    for name, said in told.items():
        for unit in units:
            said = said.replace(unit, "")
        assert "磨溪" not in said, name
    assert "中共遂宁市安居区白马镇委员会" in told["候选人请示（报镇党委）"]
    assert "中共遂宁市安居区白马镇委员会" in told["候选人函（致区妇联）"]
    assert "中共遂宁市安居区白马镇委员会" in told["召开妇女代表大会的请示"]
    own = changed(complete(), {"party_committee": "中共样例镇委"})
    assert candidate_request.PAPERS[0].sheaves(own)[0].context["主送机关"] == "中共样例镇委"


def test_a_later_election_is_no_reform():
    later = changed(complete(), {"occasion": "换届"})
    for paper in (congress_request.PAPER, *election_rules.PAPERS, quota_plan.PAPER):
        said = str(paper.sheaves(later))
        assert "妇联换届工作" in said and "改革工作" not in said, paper.name
        assert "妇联组织区域化建设改革工作" in str(paper.sheaves(complete())), paper.name


def test_the_clerk_adds_legal_bases():
    more = changed(complete(), {"other_bases": "《样例办法》； 样例字〔2017〕1号"})
    for paper in (congress_request.PAPER, *candidate_request.PAPERS):
        assert paper.sheaves(more)[0].context["依据"].endswith("、《样例办法》、样例字〔2017〕1号"), (
            paper.name
        )
    for meeting in (False, True):
        assert "《样例办法》、样例字〔2017〕1号和《安居区磨溪镇" in rules(more, meeting)[0]["文"]


def test_thresholds_are_exact():
    words = "".join(article["文"] for article in rules(complete(), False))
    assert "即28名以上" in words and "21票以上" in words and "候选人不少于27名" in words
    words = "".join(article["文"] for article in rules(complete(), True))
    assert "应到执委25名" in words and "即17名以上" in words and "13票以上" in words


@pytest.mark.parametrize(
    ("paper", "settings", "tables", "phrase"),
    [
        (congress_request.PAPER, {"congress_date": None}, {}, "大会日期"),
        (congress_request.PAPER, {"congress_place": None}, {}, "大会地点"),
        (congress_request.PAPER, {"congress_number": None}, {}, "大会次数"),
        (congress_request.PAPER, {"committee_number": None}, {}, "届次"),
        (congress_request.PAPER, {"signatory": None}, {}, "签发人"),
        (congress_request.PAPER, {"contact": None}, {}, "联系人"),
        (congress_request.PAPER, {"delegate_seats": 42}, {}, "之和41名，与代表名额42名不符"),
        (quota_plan.PAPER, {}, {"单位": []}, "“单位”表还没有填写"),
        (quota_plan.PAPER, {}, {"单位": [{"单位": "登高村", "妇女人数": 9}]}, "没有分配名额"),
        (quota_plan.PAPER, {}, {"单位": [{"单位": "登高村", "分配名额": 41}]}, "登高村没有填写妇女人数"),
        (candidate_request.PAPERS[0], {}, {"候选人": []}, "“候选人”表还没有填写"),
        (candidate_request.PAPERS[0], {"candidate_request_date": None}, {}, "候选人请示日期"),
        (candidate_request.PAPERS[1], {"party_request_date": None}, {}, "镇党委请示日期"),
        (election_rules.PAPERS[1], {"standing_seats": None}, {}, "常委名额"),
        (duties.PAPER, {"duties": "样例甲=管钱"}, {}, "没有"),
        (duties.PAPER, {"duties": "主席管全面"}, {}, "写得不对"),
        (training.PAPER, {}, {"培训": [{"姓名": "样例甲"}]}, "1行的“培训日期”"),
    ],
)
def test_a_paper_before_its_figures_are_complete_is_refused_with_what_is_missing(
    paper, settings, tables, phrase
):
    lacking = missing(paper, changed(complete(), settings, **tables))
    assert lacking and phrase in lacking.reason


def test_an_undecided_office_stops_the_reports():
    before = changed(ready(), DECIDED)
    for paper in (*result_report.PAPERS, duties.PAPER):
        lacking = missing(paper, before)
        assert lacking and "执委选举还没有结果" in lacking.reason


def test_an_error_against_a_candidate_stops_the_request():
    people = [dict(row) for row in complete().tables["候选人"]]
    people[3]["性别"] = "男"
    lacking = missing(candidate_request.PAPERS[0], changed(complete(), 候选人=people))
    assert lacking and "还有错误没有改正" in lacking.reason


def test_the_fingerprint_is_that_of_the_tables_it_was_made_from():
    found = complete()
    slip = hall_slips.PAPER
    one, *_ = make(slip, found)
    leaves = leaving({name: found.tables[name] for name in slip.tables})
    wanted = fingerprint(mask_tables(leaves))
    assert wanted != fingerprint(leaves), "never of anything unmasked"
    footer = docx.Document(_written(one.data)).sections[0].footer
    assert wanted in "".join(paragraph.text for paragraph in footer.paragraphs)
    other = changed(
        found, 候选人=[*found.tables["候选人"][:-1], {**found.tables["候选人"][-1], "备注": "样"}]
    )
    assert next(make(slip, other)).data != one.data
    assert next(make(slip, found)).data == one.data


def test_no_formal_paper_carries_a_hash(made):
    for file in made.values():
        assert "SHA" not in package(file) and "0123456789abcdef" not in package(file)


def test_articles_carry_no_sources_and_the_clerks_page_stands_behind_them(made):
    told = text(made["选举办法（草案）（妇女代表大会）"])
    articles, _, clerk = told.partition("\n说明\n")
    assert "出处" not in articles and CONGRESS_RULES not in articles and "方案三" not in articles
    assert "不随办法提交表决" in clerk and CONGRESS_RULES in clerk
    assert "达到应到的三分之二以上，即28名以上" in articles and "不得委托他人投票" in articles
    assert "监票人、计票人先行投票" in articles and "举手表决" in articles


def _written(data: bytes):
    import io

    return io.BytesIO(data)


def test_the_register_is_in_order_and_every_template_is_there():
    names, numbers = [paper.name for paper in PAPERS], [paper.number for paper in PAPERS]
    assert len({*names}) == len(names) and len({*numbers}) == len(numbers)
    for paper in PAPERS:
        assert (templates_folder() / paper.template).is_file()
    assert [paper.name for paper in choose(["候选人请示", "候选人函"])] == [
        p.name for p in candidate_request.PAPERS
    ]


def test_file_names():
    paper = candidate_request.PAPERS[0]
    moxi, street = Settings(), Settings(town="石桥街道", district="青山县")
    assert file_name(paper, moxi) == "30-候选人请示（报镇党委）.docx"
    assert file_name(paper, moxi, "01甲/乙") == "30-候选人请示（报镇党委）-01甲_乙.docx"
    assert "510904199001010024" not in file_name(paper, moxi, "510904199001010024")
    assert file_name(paper, street) == "30-候选人请示（报街道党工委）.docx"
    assert file_name(candidate_request.PAPERS[1], street) == "32-候选人函（致县妇联）.docx"


def test_titles_break_between_phrases():
    assert title_lines("安居区磨溪镇第一次妇女代表大会", "选举办法") == [
        "安居区磨溪镇第一次妇女代表大会选举办法"
    ]
    lines = title_lines("遂宁市安居区磨溪镇妇女联合会", "关于磨溪镇第一次妇女代表大会", "选举结果的报告")
    assert lines[0] == "遂宁市安居区磨溪镇妇女联合会" and max(map(len, lines)) <= 20
    assert title_lines("甲" * 30) == ["甲" * 30]


ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("&<>'\"{}%𬱖㛃·\t\n\x0b\x00\ufffe￼"),
    ),
    min_size=1,
    max_size=12,
)


@examples(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY, min_size=30, max_size=30))
def test_no_data_makes_a_paper_that_word_cannot_open(folder, texts):
    """Ten fuzzed rows at a time, since the validator takes its time."""
    trained = [
        {"姓名": name, "职务": post, "培训内容": subject, "培训日期": DAY, "学时": 4}
        for name, post, subject in zip(texts[::3], texts[1::3], texts[2::3], strict=True)
    ]
    fields = (
        "training_number",
        "training_place",
        "copies_to",
        "issuer",
        "contact",
        "town",
        "printing_office",
    )
    found = changed(complete(), dict(zip(fields, texts, strict=False)), 培训=trained)
    (sheaf,) = training.PAPER.sheaves(found)
    file = folder / "任意.docx"
    template = templates_folder() / training.PAPER.template
    file.write_bytes(render(template, {**sheaf.context, "数据指纹": "0" * 64}))
    assert microsoft_errors(file) == []
    assert len(table(file)) == 1 + len(trained)


def test_the_command(moxi, tmp_path):
    book, out = tmp_path / "磨溪镇.xlsm", tmp_path / "公文"
    book.write_bytes(finished_file().read_bytes())
    status, printed, _ = moxi("papers", book, "--json")
    answer = json.loads(printed)
    assert status == 0 and {"papers", "missing", "old", "differs"} == answer.keys()
    assert {Path(paper["file"]) for paper in answer["papers"]} == {*out.iterdir()}, "beside the workbook"
    named = {paper["name"] for paper in answer["papers"]} | {paper["name"] for paper in answer["missing"]}
    assert named == {paper.name for paper in PAPERS}
    reasons = {paper["name"]: paper["reason"] for paper in answer["missing"]}
    assert "签发人" in reasons["召开妇女代表大会的请示"] and "常委名额" in reasons["计票结果报告单（常委）"]
    log = rows(book, "操作日志")
    assert log[-1]["操作"] == "生成公文" or any(row["操作"] == "生成公文" for row in log)
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    rules_file = next(file for file in out.iterdir() if "选举办法" in file.name)
    document = docx.Document(str(rules_file))
    document.add_paragraph("手工添加")
    document.save(str(rules_file))
    by_hand = _as_word_saves(rules_file)
    status, printed, _ = moxi("papers", book, "--only", "选举办法", "--out", out)
    assert status == 0 and "在 Word 中改过" in printed
    assert rules_file.read_bytes() == by_hand
    beside = rules_file.with_name(f"{rules_file.stem}（重新生成）.docx")
    assert beside.read_bytes() == first[rules_file.name], "the same data, the same paper"


def _as_word_saves(file: Path) -> bytes:
    from pyxl.hosts.files.packing import pack, unpack

    parts = unpack(file.read_bytes())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Moxi Reform", b"Microsoft Office Word")
    file.write_bytes(pack(parts))
    return file.read_bytes()


def test_the_command_says_what_is_missing_and_what_it_does_not_know(moxi, tmp_path):
    book, out = ready_file(), tmp_path / "公文"
    before = book.read_bytes()
    status, printed, _ = moxi("papers", book, "--only", "选举结果报告", "--out", out, "--json")
    answer = json.loads(printed)
    assert status == 1 and answer["papers"] == [] and len(answer["missing"]) == 2
    status, printed, said = moxi("papers", book, "--only", "不存在", "--out", out)
    assert (status, printed) == (2, "") and "没有“不存在”这种公文" in said
    assert not out.exists() and book.read_bytes() == before


def test_no_article_says_what_the_plan_says_of_it():
    for paper in election_rules.PAPERS:
        (sheaf,) = paper.sheaves(complete())
        assert not [
            one["文"] for one in sheaf.context["条"] if "方案没有" in one["文"] or "来自" in one["文"]
        ]


def test_nothing_is_counted_to_nought_in_a_request(folder):
    plain = [
        row | {"政治面貌": "群众", "民族": "汉族", "任职": "新推荐"} for row in complete().tables["候选人"]
    ]
    told = text(filled(candidate_request.PAPERS[0], changed(complete(), 候选人=plain), folder)[0])
    assert "0名" not in re.sub(r"\d+0名", "", told)
