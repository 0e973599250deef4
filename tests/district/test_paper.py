"""The report to the level above is one page, whatever a district or a city has to say, and says what an official needs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from fractions import Fraction

import docx
import pytest
from paper_desk import pages, pdfs

from pyxl.district.paper import report
from pyxl.district.result.book import Result
from pyxl.district.result.goals import Goal
from pyxl.errors import CellError
from tests.district import realistic

pytestmark = pytest.mark.process

GOALS = {
    "goal_age": "45", "goal_young": "20%", "goal_college": "60%", "goal_party": "40%", "goal_outside": "50%", "goal_minority": "5%",
}  # fmt: skip
FAR = {"county": "积石山保安族东乡族撒拉族自治县", "city": "临夏回族自治州"}
CASES: Mapping[str, Result] = {
    "一镇": realistic.district(1, 0),
    "二十五镇": realistic.district(),
    "全未报": realistic.empty(),
    "多半未报且名长": realistic.district(25, 18, long=True),
    "各项目标": realistic.district(**GOALS),
    "六十镇名长有目标": realistic.district(60, 40, long=True, **FAR, **GOALS),
    "十二区县": realistic.city(),
    "市里没有来件": realistic.empty(city=True),
    "一百二十区县": realistic.city(120, 25, 5, 17),
}


def texts(data: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(data)).paragraphs if line.text.strip()]


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> dict[str, bytes]:
    return {name: report(result) for name, result in CASES.items()}


def test_each_is_one_page_of_a_printer(papers, tmp_path):
    files = [tmp_path / f"{name}.docx" for name in papers]
    for file, data in zip(files, papers.values(), strict=True):
        file.write_bytes(data)
    for name, pdf in pdfs(files, tmp_path).items():
        printed = pages(pdf)
        assert len(printed) == 1, name
        words = "".join(word[4] for word in sorted(printed[0][2], key=lambda word: (round(word[3]), word[0])))
        assert words.endswith("印发—1—"), (name, words[-60:])


def test_the_parts_of_an_official_paper_stand_in_their_order(papers):
    said = texts(papers["二十五镇"])
    assert said[0] == "遂宁市安居区妇女联合会" and "签发人" in said[1] and "安妇〔2017〕21号" in said[1]
    assert said[2:5] == [
        "遂宁市安居区妇女联合会",
        "关于全区乡镇妇联组织改革选举情况的报告",
        "遂宁市妇女联合会：",
    ]
    assert said[-5:] == [
        "特此报告。", "附件：各乡镇妇联改革选举汇总表", "遂宁市安居区妇女联合会", "2017年12月8日",
        "\u3000遂宁市安居区妇女联合会\t2017年12月8日印发",
    ]  # fmt: skip


def test_who_is_missing_and_what_is_open_stands_in_it(papers):
    said = "".join(texts(papers["二十五镇"]))
    rows = CASES["二十五镇"].rows
    silent = [row.town for row in rows if row.state == "未报"]
    assert f"应报25个乡镇，已报20个，未报{len(silent)}个（{'、'.join(silent[:4])}等）" in said
    assert "2个乡镇与报来的不符（" in said and "1个尚待核实（" in said and "1人同时在两个乡镇的名单上" in said
    assert "见附件" in said


def test_the_make_up_is_held_against_the_goals(papers):
    plain, met, short = (
        "".join(texts(papers[name])) for name in ("二十五镇", "各项目标", "六十镇名长有目标")
    )
    assert "目标" not in plain and "35岁以下" not in plain
    assert "35岁以下20.0%" in met and "；目标均已达到。" in met
    assert "中共党员33.4%（未达目标40%）" in short and "；其余目标已达到。" in short


@pytest.mark.parametrize(
    ("goal", "value", "shown"),
    [
        (Goal(Fraction(1, 20)), 0.0497, "4.9%"), (Goal(Fraction(1, 20)), 0.0503, "5.0%"), (Goal(Fraction(1, 20)), 0.0303, "3.0%"),
        (Goal(Fraction(45), of_age=True), 45.04, "45.1岁"), (Goal(Fraction(45), of_age=True), 44.96, "45.0岁"),
        (Goal(Fraction(3, 5)), 15 / 25, "60.0%"),
    ],
)  # fmt: skip
def test_what_falls_short_is_not_shown_as_the_goal(goal, value, shown):
    assert goal.shown(value) == shown and goal.met(value) == (shown in ("5.0%", "45.0岁", "60.0%"))


@pytest.mark.parametrize("typed", ["一半以上吧", "50", "四十五"])
def test_a_goal_that_is_none_is_a_sentence(typed):
    field = "goal_age" if typed == "四十五" else "goal_outside"
    with pytest.raises(CellError, match=typed):
        report(realistic.district(**{field: typed}))


def test_a_long_list_is_cut_and_never_the_count(papers):
    said = "".join(texts(papers["六十镇名长有目标"]))
    assert "应报60个乡镇，已报20个，未报40个" in said


@pytest.mark.parametrize("case", CASES)
def test_characters_stay_readable(papers, case):
    """Never smaller than 四号, never closer than what 四号 wants."""
    styles = docx.Document(io.BytesIO(papers[case])).styles
    body = next(style for style in styles if style.name == "公文正文")
    assert body.font.size.pt in (14, 15, 16)
    assert body.paragraph_format.line_spacing.pt >= 1.28 * body.font.size.pt - 0.05
    assert next(style for style in styles if style.name == "公文标题").font.size.pt == 22
