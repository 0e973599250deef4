"""依据 as a table: read from the plan, added to by the clerk, cited by every paper in its order."""

from __future__ import annotations

import pytest

from pyxl.errors import SettingError
from pyxl.rules.plan.bases import Basis, listed, with_table, written
from pyxl.rules.plan.settings import Settings

REGULATION = {"名称": "妇女联合会选举工作条例"}


def test_what_a_plan_names_is_taken_apart_and_cited_as_it_was():
    text = Settings().bases
    found = written(text)
    assert "；".join(basis.cited for basis in found) == text
    assert [(basis.number, basis.issuer) for basis in found] == [
        ("", ""), ("川妇字〔2017〕36号", "四川省妇联"), ("遂妇字〔2017〕6号", "遂宁市妇联"),
    ]  # fmt: skip
    assert "；".join(basis.cited for basis in listed([basis.row for basis in found])) == text


@pytest.mark.parametrize(
    ("row", "cited"),
    [
        ({"名称": "《关于做好换届工作的通知》", "文号": "青妇〔2024〕8号", "发文机关": "青山县妇联"},
         "《青山县妇联关于做好换届工作的通知》（青妇〔2024〕8号）"),
        ({"名称": "青山县妇联关于做好换届工作的通知", "文号": "（青妇〔2024〕8号）", "发文机关": "青山县妇联"},
         "《青山县妇联关于做好换届工作的通知》（青妇〔2024〕8号）"),
        ({**REGULATION, "发文机关": "全国妇联"}, "《妇女联合会选举工作条例》"),
        ({"名称": "关于印发《妇联工作意见》的通知", "文号": "样妇(2024)8号", "发文机关": "样例县妇联"},
         "《样例县妇联关于印发〈妇联工作意见〉的通知》（样妇〔2024〕8号）"),
    ],
)  # fmt: skip
def test_a_row_as_papers_cite_it(row, cited):
    assert listed([row])[0].cited == cited


def test_the_table_stands_for_the_setting_and_what_the_plan_does_not_name_is_other():
    rows = [*(basis.row for basis in written(Settings().bases)), REGULATION, {"名称": None}]
    settings = with_table(Settings(), rows)
    assert settings.bases == Settings().bases + "；《妇女联合会选举工作条例》"
    assert settings.other_bases == "《妇女联合会选举工作条例》"
    # A row that the clerk took away is cited no more, the rest in the order of the table.
    fewer = with_table(Settings(), [rows[2], rows[0]])
    assert fewer.bases == f"{Basis(**_fields(rows[2])).cited}；《中华全国妇女联合会章程》"
    assert fewer.other_bases is None


def _fields(row):
    return {"name": row["名称"], "number": row["文号"] or "", "issuer": row["发文机关"] or ""}


def test_a_workbook_without_the_table_and_settings_that_were_changed_work_on():
    old = Settings.from_rows([{"项目": "其他依据", "值": "《妇女联合会选举工作条例》"}])
    assert with_table(old, []) is old
    changed = with_table(Settings(bases="《样例意见》（样妇〔2017〕1号）"), [REGULATION])
    assert changed.bases == "《妇女联合会选举工作条例》；《样例意见》（样妇〔2017〕1号）"


def test_a_row_without_a_title_is_named():
    with pytest.raises(SettingError, match="第 2 行写了“样妇〔2017〕1号”而没有名称"):
        listed([REGULATION, {"文号": "样妇〔2017〕1号"}])
