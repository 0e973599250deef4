"""One level up: the city's figures are the sums of its districts', and its means are weighted by people."""

from __future__ import annotations

import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from invented import parts

from pyxl.district import describe, frames
from pyxl.district.figures import Election, Member
from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.result.town import REPORTED, Shape, TownRow, silent
from pyxl.hosts.files.packing import pack as zipped
from pyxl.rules.plan.schedule import TASKS
from tests.district import towns

pytestmark = pytest.mark.process


def town(name: str, chance: random.Random) -> TownRow:
    people, college = chance.randrange(20, 30), chance.randrange(5, 20)
    vote = Election(
        office="执委", round=1, seats=people, candidates=people + 2, entitled=41, present=40, issued=40, returned=40, valid=39,
        invalid=1, elected=people, state="选举有效", agrees=True,
    )  # fmt: skip
    states = ["已完成", "逾期", "进行中"]
    return TownRow(
        name, REPORTED, sha=f"{chance.getrandbits(256):064x}", phase="建章立制", number=1, made=towns.MADE, arrivals=1,
        errors=chance.randrange(3), warnings=chance.randrange(3), recomputed=chance.randrange(2), breaks=0, delegates=41,
        elected=people, advice="接收", tasks=[(task.text, chance.choice(states)) for task in TASKS],
        committee=Shape(people, 40.5, 0.2, college / people, 0.3, 0.1, 0.6, 0.4), delegate_shape=Shape(41, 38.0, 0.3, 0.5, 0.2, 0.0),
        committee_elected=True, elections=(vote,), county="", city="样市",
    )  # fmt: skip


def district(folder: Path, name: str, count: int, merges: int = 1) -> list[TownRow]:
    """A district's result with so many towns and one silent."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(f"{name}{merges}")
    rows = [town(f"{name}{number}镇", chance) for number in range(count - 1)]
    settings = DistrictSettings(
        county=name, city="样市", merges=str(merges), merged_at=f"2017-12-0{merges} 09:00"
    )
    result = Result(settings, [*rows, silent(f"{name}无镇", 0)], {}, towns.NOW)
    write_result(folder / f"{name}{merges}.xlsx", result, roll)
    return rows


def roll(sha: str) -> list[Member]:
    """Two members for each town, the second a namesake of somebody's in every district."""
    said = dict.fromkeys(("sex", "nation", "party", "education", "unit", "post", "system", "term"), "样")
    return [
        Member(standing="当选", office="执委", name=f"王{sha[:6]}", birth="1980.05", **said),
        Member(standing="当选", office="执委", name=f"同名{sha[0]}", birth="1975.01", **said),
    ]


def renamed(file: Path, was: str, name: str) -> None:
    """The same figures of a district of another name: written anew it would cost half a second."""
    whole = parts(file.read_bytes())
    changed = {part: data.replace(was.encode(), name.encode()) for part, data in whole.items()}
    file.with_name(f"{name}.xlsx").write_bytes(zipped(changed))


def merged(tmp_path: Path, names: list[str], count: int, kinds: int = 6):
    """The city's merge of so many districts, of which each of the first `kinds` is written and the others take their figures."""
    inbox, out, report = tmp_path / "收件", tmp_path / "市汇总.xlsx", tmp_path / "报告.docx"
    rows: dict[str, list[TownRow]] = {}
    for at, name in enumerate(names):
        if at < kinds:
            rows[name] = district(inbox, name, count)
            continue
        like = names[at % kinds]
        renamed(inbox / f"{like}1.xlsx", like, name)
        rows[name] = [replace(row, town=row.town.replace(like, name)) for row in rows[like]]
    orders = Orders(inbox, out, towns=(*names, "缺席区"), city=True, now=towns.NOW, report=report)
    done = merge(orders, lambda step: None)
    with zipfile.ZipFile(report) as package:
        paper = re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode())
    return done, frames(out), rows, paper


def held_against(found, rows, count: int) -> None:
    summary = found["汇总"].set_index("报送单位")
    structure = found["结构对比"].set_index("报送单位")
    elections = found["选举"].set_index("报送单位")
    for name, towns_of in rows.items():
        line = summary.loc[name]
        assert (line["状态"], line["阶段"]) == ("已报", "建章立制")
        for header, values in {
            "执委": [row.elected for row in towns_of],
            "代表": [row.delegates for row in towns_of],
            "错误": [row.errors for row in towns_of],
            "复算": [bool(row.recomputed) for row in towns_of],
        }.items():
            assert line[header] == sum(values), (name, header)
        assert line["建议"] == f"应报 {count} 镇，未报 1，存疑 0"
        people = sum(row.committee.people for row in towns_of)
        graduates = sum(round(row.committee.people * row.committee.college) for row in towns_of)
        assert structure.loc[name, "执委人数"] == people
        assert structure.loc[name, "执委大专以上"] == pytest.approx(graduates / people)
        assert elections.loc[name, "当选"] == people and elections.loc[name, "复算"] == "一致"
    assert summary.loc["缺席区", "状态"] == "未报"
    lines = found["各镇"].set_index(["报送单位", "镇"])
    assert len(lines) == count * len(rows)
    for name, towns_of in rows.items():
        for row in towns_of:
            line = lines.loc[name, row.town]
            assert (line["状态"], line["执委"], line["错误"]) == ("已报", row.elected, row.errors)
        assert lines.loc[(name, f"{name}无镇"), "状态"] == "未报"


def held_to_the_paper(paper: str, rows, count: int) -> None:
    """Each figure of the report, from the towns themselves."""
    reported = [row for towns_of in rows.values() for row in towns_of]
    wrong = sum(bool(row.recomputed) for row in reported)
    for sentence in (
        f"应报{len(rows) + 1}个区县，已报{len(rows)}个，未报1个（缺席区）",
        f"已报区县共有{count * len(rows)}个乡镇，其中{len(reported)}个已报、{len(rows)}个未报",
        f"{len(reported)}个乡镇已选出执委{sum(row.elected for row in reported)}名",
        f"{wrong}个乡镇与报来的不符",
        "样市妇女联合会",
        "省妇女联合会：",
        "关于全市乡镇妇联组织改革选举情况的报告",
        "特此报告。",
    ):
        assert sentence in paper, sentence
    assert "请批" not in paper and "nan" not in paper


def test_two_districts(tmp_path):
    names = ["甲区", "乙县"]
    district(tmp_path / "收件", "甲区", 5, merges=2)
    done, found, rows, paper = merged(tmp_path, names, 5)
    later = {**rows, "甲区": district(tmp_path / "别处", "甲区", 5, merges=2)}
    held_against(found, later, 5)
    held_to_the_paper(paper, later, 5)
    assert describe(city=True).keys() == found.keys()
    # Whoever stands on the rolls of two districts with one name and month of birth is named, for a person to look at.
    across = found["跨镇"]
    shared = {row.sha[0] for row in later["甲区"]} & {row.sha[0] for row in later["乙县"]}
    assert set(across["姓名"]) == {f"同名{sign}" for sign in shared}
    assert set(across["级别"]) <= {"提示"}
    assert found["汇总"].set_index("报送单位").loc["甲区", "第几次"] == 2, "the later of two merges counts"
    assert set(found["来件"]["处理"]) == {"采用", "较早"}
    assert done.told.startswith("应报 3 个区县")


def test_what_is_no_district_s_result_is_refused(tmp_path):
    towns.mailed(tmp_path / "收件", towns.frozen("甲样镇"), name="镇里的.xlsx")
    done = merge(
        Orders(tmp_path / "收件", tmp_path / "市汇总.xlsx", city=True, now=towns.NOW), lambda step: None
    )
    assert "不是区县的汇总工作簿" in done.refused[0][1]


@pytest.mark.slow
def test_a_hundred_and_twenty_districts_of_twenty_five_towns(tmp_path):
    names = [f"第{number:03d}区" for number in range(120)]
    _, found, rows, paper = merged(tmp_path, names, 25)
    held_against(found, rows, 25)
    held_to_the_paper(paper, rows, 25)
    assert found["汇总"]["执委"].sum() == sum(row.elected for towns_of in rows.values() for row in towns_of)
