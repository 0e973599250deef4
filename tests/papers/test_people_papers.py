"""Forms, rosters, the credentials report and the notices: figures as the tables have them, nothing private posted."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_desk import changed, filled, finished, package, pages, pdfs, ready, table, telephone, text
from validators import microsoft_errors

from pyxl.papers.after import filing_list as archive_list
from pyxl.papers.before import candidate_roster, delegate_form, delegate_roster, departures, registration_form
from pyxl.papers.before.notices import CANDIDATES_NOTICE, ELECTED_NOTICE
from pyxl.papers.hall import credentials_report, presidium_list
from pyxl.rules.identity import masked
from pyxl.rules.person.people import normalise_name
from pyxl.rules.person.spacing import in_list

pytestmark = pytest.mark.process

RARE = "𠮷&样<甲>"
"""What breaks careless templates: beyond the basic plane, and markup."""


def plain(name: str) -> str:
    return name.replace("\u3000", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, list[Path]]:
    """Every paper about people, of the finished election; one person bears a name made of traps."""
    base = finished()
    candidates = [dict(row) for row in base.tables["候选人"]]
    candidates[5]["姓名"] = RARE
    after = changed(base, 候选人=candidates)
    after = changed(
        after,
        离岗人员=[{"姓名": RARE, "原职务": "村妇联主席", "离岗日期": dt.date(2017, 12, 6), "备注": "'\"<b>"}],
    )
    papers = (
        registration_form.PAPER, delegate_form.PAPER, candidate_roster.PAPER, delegate_roster.PAPER, credentials_report.PAPER,
        CANDIDATES_NOTICE, ELECTED_NOTICE, archive_list.PAPER, departures.PAPER,
    )  # fmt: skip
    return {paper.name: filled(paper, after, folder, most=6) for paper in papers}


@pytest.fixture(scope="module")
def printed(made: dict[str, list[Path]], folder: Path) -> dict[str, Path]:
    files = [file for files in made.values() for file in files]
    return pdfs(files, folder)


def test_no_tag_is_left_and_rare_names_are_whole(made):
    for files in made.values():
        for file in files:
            assert "{{" not in package(file) and "{%" not in package(file)
    assert RARE in text(made["候选人登记表"][0])
    for name in ("候选人花名册", "候选人公示", "离岗人员名单"):
        assert RARE in text(made[name][0]), name
    assert "'\"<b>" in text(made["离岗人员名单"][0])


@pytest.mark.validator
def test_word_opens_every_one(made):
    for name, files in made.items():
        assert microsoft_errors(files[-1]) == [], name


def test_the_candidate_roster_has_every_row_of_the_table(made):
    rows = table(made["候选人花名册"][0])
    assert rows[0][:3] == ["序号", "姓名", "性别"] and rows[0][-1] == "校验情况"
    tabled = {str(row["姓名"]): row for row in finished().tables["候选人"]}
    tabled[RARE] = finished().tables["候选人"][5]
    assert len(rows) == 28 and [row[0] for row in rows[1:]] == [str(n) for n in range(1, 28)]
    for row in rows[1:]:
        source = tabled[plain(row[1])]
        born = source["出生日期"]
        assert isinstance(born, dt.date)
        assert row[4] == f"{born:%Y.%m}"
        assert row[2:4] + row[5:7] == [source[c] for c in ("性别", "民族", "政治面貌", "文化程度")]
        assert row[7] == f"{source['单位']}{source['职务']}"
        assert row[8:14] == [source[c] for c in ("界别", "体制", "拟任职务", "专兼职", "任职", "推荐方式")]
        assert row[14] == ("待核对：姓名" if plain(row[1]) == RARE else "合格")


def test_what_the_check_found_and_who_approved_stand_in_the_roster(tmp_path):
    rows = [dict(row) for row in ready().tables["候选人"]]
    rows[3] |= {
        "出生日期": None,
        "身份证号": "510999196001010028",
        "例外批准文号": "磨委〔2017〕15号",
        "例外批准日期": dt.date(2017, 11, 28),
    }
    rows[4]["文化程度"] = "初中"
    rows[6]["单位"] = "没有这个村"
    (file,) = filled(candidate_roster.PAPER, changed(ready(), 候选人=rows), tmp_path)
    found = {plain(row[1]): row[14] for row in table(file)[1:]}
    assert found[str(rows[4]["姓名"])] == "待批准：文化程度"
    assert found[str(rows[6]["姓名"])] == "待改正：单位"
    assert "磨委〔2017〕15号，2017年11月28日" in found[str(rows[3]["姓名"])]


def test_the_delegate_roster_stands_by_unit(made):
    rows = table(made["代表花名册"][0])[1:]
    source = finished().tables["代表"]
    assert len(rows) == 41
    assert Counter(row[1] for row in rows) == Counter(row["单位"] for row in source)
    order = [str(unit["单位"]) for unit in finished().tables["单位"]]
    assert [order.index(row[1]) for row in rows] == sorted(order.index(row[1]) for row in rows)
    assert [plain(row[2]) for row in rows] == [
        row["姓名"] for unit in order for row in source if row["单位"] == unit
    ]
    assert "共41名，代表名额41名" in text(made["代表花名册"][0])


def test_units_keep_the_order_of_their_table_however_the_delegates_were_typed(tmp_path):
    typed = list(reversed(ready().tables["代表"]))
    (file,) = filled(delegate_roster.PAPER, changed(ready(), 代表=typed), tmp_path)
    found = [plain(row[2]) for row in table(file)[1:]]
    order = [unit["单位"] for unit in ready().tables["单位"]]
    assert found == [row["姓名"] for unit in order for row in typed if row["单位"] == unit]
    assert found != [row["姓名"] for row in typed]


def test_a_registration_form_masks_the_number_unless_it_is_asked_for(made, tmp_path):
    number = str(ready().tables["候选人"][0]["身份证号"])
    file = made["候选人登记表"][0]
    assert masked(number) in text(file) and number not in package(file)
    assert telephone(1) in text(file)
    whole = filled(registration_form.PAPER, changed(ready(), {"form_identity": "完整"}), tmp_path, most=1)[0]
    assert number in text(whole)


def test_the_credentials_report_counts_as_the_table_has_it(made):
    (file,) = made["代表资格审查报告"]
    told = text(file).replace("\n", "")
    rows = finished().tables["代表"]
    born = [row["出生日期"] for row in rows]
    ages = [2017 - day.year - ((day.month, day.day) > (12, 3)) for day in born]  # type: ignore[union-attr]
    tenths = (2 * 10 * sum(ages) + len(ages)) // (2 * len(ages))
    assert f"平均年龄{tenths // 10}.{tenths % 10}岁，年龄最大的{max(ages)}岁，最小的{min(ages)}岁" in told
    party = sum(row["政治面貌"] in {"中共党员", "中共预备党员"} for row in rows)
    college = sum(row["文化程度"] in {"大专", "大学本科", "硕士研究生", "博士研究生"} for row in rows)
    for words, count in (("大专以上文化程度", college), ("；中共党员", party), ("非中共党员", 41 - party)):
        share = (2 * 1000 * count + 41) // 82
        assert f"{words}{count}名，占{share // 10}.{share % 10}%" in told
    assert "少数民族0名。" in told
    routes = Counter(row["产生方式"] for row in rows)
    assert f"选举产生{routes['选举']}名，协商推荐产生{routes['协商推荐']}名，分布在17个单位" in told
    assert "专职妇女工作者______名，占______%" in told
    figures = table(file)[1:]
    bands = {row[1]: int(row[2]) for row in figures[:4]}
    assert bands["36—45岁"] == sum(36 <= age <= 45 for age in ages) and sum(bands.values()) == 41
    kinds = {row[1]: row[2] for row in figures}
    assert (kinds["社区"], kinds["村"]) == ("6", "35")


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"政治面貌": None}, "“政治面貌”没有填写或不明确：钟"),
        ({"文化程度": "不知道"}, "“文化程度”没有填写或不明确"),
        ({"身份证号": None, "出生日期": "1981-12"}, "“出生日期”没有填写或不明确"),
        ({"产生方式": None}, "“产生方式”没有填写或不明确"),
        ({"单位": "没有这个村"}, "“代表”表还有错误没有改正（第5行"),
    ],
)
def test_a_report_with_something_unknown_is_refused_and_says_what(change, phrase):
    rows = [dict(row) for row in ready().tables["代表"]]
    rows[1] |= change
    name = str(rows[1]["姓名"])
    told = "；".join(credentials_report.lacks(changed(ready(), 代表=rows)))
    assert phrase.replace("钟", name) in told


def test_a_report_on_too_few_delegates_or_without_a_date_is_refused():
    fewer = changed(ready(), {"congress_date": None}, 代表=ready().tables["代表"][:40])
    told = credentials_report.lacks(fewer)
    assert "“方案设置”的“大会日期”没有填写" in told
    assert "“代表”表有40名，与代表名额41名不符" in told


def test_notices_hold_no_identity_number_and_no_telephone(made):
    base = finished()
    private = [str(row["身份证号"]) for name in ("候选人", "代表") for row in base.tables[name]]
    private += [telephone(number) for number in range(1, 28)]
    private += [masked(number) for number in private[:27]]
    for name in ("候选人公示", "当选公告"):
        parts = package(made[name][0])
        assert not [number for number in private if number in parts], name
    assert "0825-0000000" in text(made["候选人公示"][0]), "the office's own telephone"


def test_the_candidates_notice(made):
    told = text(made["候选人公示"][0])
    assert "公示时间：2017年11月30日至2017年12月1日（2个工作日）。" in told
    assert "经镇党委（磨委〔2017〕18号）、安居区妇联（安妇〔2017〕9号）同意" in told
    assert "执委候选人27名" in told
    rows = table(made["候选人公示"][0])[1:]
    assert {plain(row[1]) for row in rows} == {
        str(row["姓名"]) if at != 5 else RARE for at, row in enumerate(finished().tables["候选人"])
    }
    strokes = [plain(row[1])[0] for row in rows[:4]]
    assert strokes == ["丁", "万", "马", "王"]


def test_a_notice_of_a_list_in_error_is_refused():
    rows = [dict(row) for row in ready().tables["候选人"]]
    rows[0]["身份证号"] = "510999198001010000"
    told = "；".join(CANDIDATES_NOTICE.lacks(changed(ready(), {"notice_start": None}, 候选人=rows)))
    assert "“候选人”表还有错误没有改正" in told and "“公示开始日”没有填写" in told


def test_the_elected_notice(made):
    told = text(made["当选公告"][0])
    committee = finished().elected("执委")
    assert len(committee) == 25
    listed = plain(told[told.index("一、执委") : told.index("二、主席")])
    assert all(listed.count(name) == 1 for name in committee)
    assert "二、主席：" in told and "三、副主席：" in told and "常委" not in told


def test_every_delegate_has_a_form_of_her_own(made, tmp_path):
    source = [row for row in finished().tables["代表"] if row["姓名"]]
    (sheaf,) = delegate_form.PAPER.sheaves(finished())
    assert len(sheaf.context["名单"]) == len(source), "one file for all"
    told, number = text(made["代表登记表"][0]), str(source[0]["身份证号"])
    for column in ("姓名", "性别", "政治面貌", "单位", "产生方式"):
        assert str(source[0][column]) in told
    assert number not in package(made["代表登记表"][0]) and masked(number) in told
    twins = [dict(source[0]), dict(source[0]) | {"单位": "别村"}, dict(source[0]) | {"单位": "别村"}]
    (sheaf,) = delegate_form.PAPER.sheaves(changed(ready(), 代表=twins))
    assert [form["单位"] for form in sheaf.context["名单"]] == [source[0]["单位"], "别村", "别村"]
    nameless = changed(ready(), 代表=[dict(source[0]) | {"姓名": ""}])
    assert delegate_form.PAPER.lacks(nameless) == ["“代表”表第4行没有填写姓名"]


def test_the_presidium_is_listed_with_those_who_count(made, tmp_path):
    assert presidium_list.PAPER.lacks(ready()) == ["“方案设置”的“大会主席团”没有填写"]
    listed = changed(ready(), {"presidium": "样例乙；样例甲、样例甲"})
    (file,) = filled(presidium_list.PAPER, listed, tmp_path)
    told = text(file)
    assert "大会主席团（2名，以姓氏笔画为序）" in told
    for row in ready().tables["工作人员"]:
        assert in_list(str(row["姓名"])) in told and str(row["岗位"]) in told
    assert microsoft_errors(file) == []


def test_the_archive_list_is_the_table_or_the_plan(made, tmp_path):
    planned = table(made["归档目录"][0])
    entered = [
        {
            "类目": "二、实施选举",
            "责任者": "镇妇联",
            "题名": "选举结果报告",
            "文号": "磨妇〔2017〕3号",
            "日期": dt.date(2017, 12, 4),
            "页数": 3,
            "份数": 2,
            "保管期限": "永久",
            "档号": "Z109-WS·2017-Y-0001",
            "密级": "内部",
        }
    ]
    (file,) = filled(archive_list.PAPER, changed(ready(), 归档目录=entered), tmp_path)
    assert table(file)[1] == [
        "1",
        "Z109-WS·2017-Y-0001",
        "磨妇〔2017〕3号",
        "镇妇联",
        "选举结果报告",
        "20171204",
        "内部",
        "3",
        "永久",
        "",
    ]
    assert len(planned) > 20


def test_nobody_leaves(tmp_path):
    assert departures.lacks(changed(ready(), 离岗人员=[])) == [
        "“离岗人员”表没有填写；没有人离岗的，不需要这份名单"
    ]


@pytest.mark.libreoffice
def test_pages_are_what_the_standard_asks_for(printed):
    for stem, pdf in printed.items():
        lying = stem in {"候选人花名册", "代表花名册", "归档目录", "离岗人员名单"}
        left, top, right, bottom = (35, 28, 37, 26) if lying else (28, 37, 26, 35)
        for width, height, words in pages(pdf):
            assert (round(width), round(height)) == ((297, 210) if lying else (210, 297)), stem
            # The page number and the fingerprint stand in the margin; all else in the text area.
            inside = [w for w in words if (w[0] > left - 6 if lying else w[3] < height - bottom + 5)]
            assert inside, f"{stem}: an empty page"
            assert min(w[0] for w in inside) >= left - 0.5, stem
            assert max(w[2] for w in inside) <= width - right + 0.5, stem
            assert min(w[1] for w in inside) >= top - 0.5, stem
            assert max(w[3] for w in inside) <= height - bottom + 0.5, stem


@pytest.mark.libreoffice
def test_heads_are_repeated_and_forms_fit_their_page(printed):
    forms = [pdf for stem, pdf in printed.items() if "登记表" in stem]
    people = (len(finished().rolls.candidates), len(finished().rolls.delegates))
    assert sorted(len(pages(form)) for form in forms) == sorted(people), "a page each"
    assert len(pages(printed["当选公告"])) == 1
    for stem in ("候选人花名册", "代表花名册", "归档目录"):
        found = pages(printed[stem])
        assert len(found) > 1
        for _, _, words in found:
            assert sum(w[4].startswith(("出生年月", "责任者")) for w in words) == 1, stem


TRAPS = st.text(st.characters(codec="utf-8", max_codepoint=0x2FFFF), min_size=1, max_size=12)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(TRAPS, TRAPS)
def test_a_name_of_any_characters_stands_in_the_roster(folder, name, post):
    """Control characters and what no document can hold are left out, everything else is there."""
    of = changed(ready(), 候选人=[_trapped("候选人", name, post)])
    (file,) = filled(candidate_roster.PAPER, of, folder)
    expected = re.sub(
        "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", normalise_name(f"样{name}")
    )
    assert plain(table(file)[1][1]).split() == plain(expected).split()


@pytest.mark.validator
@pytest.mark.parametrize("trap", ["<w:p>&#0;]]>", "{{ 1 }}{% x %}", "\x0b\ufffe\U0001f600'\"", "=1+1\t\r\n—"])
def test_no_data_makes_a_paper_that_word_cannot_open(folder, trap):
    of = changed(ready(), 代表=[_trapped("代表", trap, trap)])
    assert microsoft_errors(filled(delegate_roster.PAPER, of, folder)[0]) == []


def _trapped(table: str, name: str, post: str) -> dict[str, object]:
    more = {"姓名": f"样{name}", "职务": post, "备注": name, "单位": f"村{post}", "身份证号": name}
    return dict(ready().tables[table][0]) | more
