"""The table 依据 through the presses: seeded by each way to make a workbook, added to, cited by every paper, and not asked of older workbooks."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tests.actions.clerk import done, press
from tests.actions.election_day import add, rows
from tests.actions.far_town import PLANS

REGULATION = "《妇女联合会选举工作条例》"


def cited(folder: Path) -> dict[str, str]:
    """Paper -> its text."""
    found = {}
    for path in folder.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            found[path.stem.split("-", 1)[1]] = re.sub(
                r"<[^>]*>", "", package.read("word/document.xml").decode()
            )
    return found


def names(file: Path) -> list[tuple[object, object, object]]:
    return [(row["文号"], row["发文机关"], row["名称"]) for row in rows(file, "依据") if row["名称"]]


def test_every_paper_cites_what_the_clerk_adds(ready, tmp_path):
    assert names(ready)[1] == (
        "川妇字〔2017〕36号", "四川省妇联", "四川省妇联关于全面推进乡镇（街道）妇联区域化建设改革的意见",
    )  # fmt: skip
    add(
        ready,
        "依据",
        [{"名称": REGULATION}, {"名称": "关于换届的通知", "文号": "样妇(2017)9号", "发文机关": "样例县妇联"}],
    )
    press("papers", ready, "--out", tmp_path / "公文")
    told = cited(tmp_path / "公文")
    citing = {name: text for name, text in told.items() if "《中华全国妇女联合会章程》" in text}
    assert len(citing) >= 3, [*told]
    for name, text in citing.items():
        assert f"{REGULATION}《样例县妇联关于换届的通知》（样妇〔2017〕9号）" in text, name
    rules = told["选举办法（草案）（妇女代表大会）"]
    assert "川妇字" not in rules.split("第二条")[0]  # the plan stands for what it rests on itself


def test_a_row_without_a_title_stops_the_papers_with_its_place(ready, tmp_path):
    add(ready, "依据", [{"文号": "样妇〔2017〕9号"}])
    status, _, err = press("papers", ready, "--out", tmp_path / "公文")
    assert status == 2 and "没有名称" in err and not (tmp_path / "公文").exists()


def test_each_new_workbook_has_its_own(tmp_path):
    plan = tmp_path / "方案.txt"
    plan.write_text(PLANS["换届"], encoding="utf-8")
    done(press("new", tmp_path / "柳溪.xlsx", "--plan", plan))
    assert names(tmp_path / "柳溪.xlsx") == [
        (None, None, "中华全国妇女联合会章程"),
        ("青妇〔2024〕8号", "青山县妇联", "青山县妇联关于做好乡镇妇联换届工作的通知"),
    ]
    done(press("new", tmp_path / "无方案.xlsx", "--town", "柳溪镇"))
    assert names(tmp_path / "无方案.xlsx") == [(None, None, "中华全国妇女联合会章程")]
