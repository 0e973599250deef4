"""moxi new FILE --plan: a working workbook from a plan, each number beside its sentence."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from fractions import Fraction
from pathlib import Path

import plans
import pytest
from clerk import table_areas

from pyxl.actions.read import read_settings
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.plan_file import plan_text

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_word(text: str, path: Path) -> Path:
    """The text as the smallest document that Word opens; each line cut into runs, as Word cuts them."""
    runs = "".join(
        "<w:p>"
        + "".join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (line[:7], line[7:]))
        + "</w:p>"
        for line in text.splitlines()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {_WORD}><w:body>{runs}</w:body></w:document>")
    return path


@pytest.fixture
def town(tmp_path, moxi):
    plan, book = as_word(plans.NEW_TERM, tmp_path / "方案.docx"), tmp_path / "柳溪镇.xlsx"
    status, out, _ = moxi("new", book, "--plan", plan, "--json")
    assert status == 0
    return book, json.loads(out)


def exported(moxi, book: Path, name: str) -> list[dict]:
    return json.loads(moxi("export", book, name, "--json")[1])["rows"]


def test_a_document_says_what_its_text_says(tmp_path):
    for name, text in vars(plans).items():
        if name.isupper():
            assert plan_text(as_word(text, tmp_path / f"{name}.docx")).splitlines() == text.splitlines()
            (tmp_path / "gbk.txt").write_bytes(text.encode("gb18030"))
            assert plan_text(tmp_path / "gbk.txt") == text


def test_settings_stand_beside_their_sentences(town, moxi):
    book, document = town
    read = {item["key"]: item for item in document["read"]}
    assert read["执委名额"]["value"] == "25" and "二十五名" in read["执委名额"]["sentence"]
    assert document["missing"] == [] and document["doubtful"] == []
    rows = {row["项目"]: row for row in exported(moxi, book, "设置")}
    assert rows["代表名额"]["值"] == 60 and rows["代表名额"]["条款"] == "三(一)"
    assert "六十名" in rows["代表名额"]["说明"] and rows["差额比例"]["值"] == "10%"
    assert rows["镇名"]["值"] == "柳溪镇" and "青妇〔2021〕8号" in rows["依据"]["值"]
    leaders = [row["姓名"] for row in exported(moxi, book, "领导小组") if row["姓名"]]
    assert leaders == ["样例甲", "样例乙", "样例丙", "样例丁"]
    told = json.dumps(
        [exported(moxi, book, name) for name in ("设置", "矛盾", "领导小组", "工作进度", "归档目录")],
        ensure_ascii=False,
    )
    for word in ("磨溪", "遂宁", "安居", "2017", "川妇", "罗孝荣", "区域化建设"):
        assert word not in told, word


def test_it_works_at_once(town, moxi):
    book, _ = town
    assert moxi("check", book)[0] in (0, 1)


def test_what_a_plan_leaves_open_is_asked_before_anything_goes_on(tmp_path, moxi):
    plan, book = tmp_path / "方案.txt", tmp_path / "石桥街道.xlsx"
    plan.write_text(plans.BOUNDED, encoding="utf-8")
    document = json.loads(moxi("new", book, "--plan", plan, "--json")[1])
    assert {item["key"] for item in document["doubtful"]} == {"执委名额", "副主席名额"}
    assert "代表名额" in document["missing"]
    status, _, wrong = moxi("check", book)
    assert status == 2 and "代表名额" in wrong and "请填写" in wrong and "Traceback" not in wrong


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
        ("空.txt", b""),
        ("图.docx", b"PK\x03\x04nonsense"),
        ("信.txt", "今天天气好。".encode()),
    ],
)
def test_what_is_no_plan_is_refused_and_leaves_nothing(tmp_path, moxi, name, raw):
    (tmp_path / name).write_bytes(raw)
    status, _, wrong = moxi("new", tmp_path / "新.xlsx", "--plan", tmp_path / name)
    assert status == 2 and wrong and "Traceback" not in wrong
    assert not (tmp_path / "新.xlsx").exists()


def test_findings_cite_this_plan(town, moxi, tmp_path):
    book, _ = town
    roster = tmp_path / "名册.csv"
    roster.write_text(
        "姓名,性别,民族,出生日期,政治面貌,文化程度,拟任职务,任职\n样例寅,女,汉族,1960-01-01,群众,初中,主席,新推荐\n",
        encoding="utf-8",
    )
    assert moxi("import", book, "候选人", roster)[0] in (0, 1)
    findings = json.loads(moxi("check", book, "--json")[1])["findings"]
    clauses = {f["code"]: f["clause"] for f in findings if f["row"]}
    assert clauses["AGE-CHAIR"] == clauses["AGE-EXEC"] == clauses["EDU-EXEC"] == "二(二)"
    told = "".join(f["message"] for f in findings)
    assert "48周岁以下" in told and "高中以上文化程度" in told
    for word in ("镇妇联主席、副主席候选人原则上要求年龄在45周岁以下", "方案规定不低于5%", "磨溪", "安居"):
        assert word not in told


def test_a_cleared_cell_means_this_plan_and_no_other(town, moxi):
    book, _ = town
    assert moxi("set", book, "镇名=", "代表名额=", "第二阶段截止日=", "依据=")[0] == 0
    status, out, _ = moxi("forms", book, "--out", book.parent / "表", "--json")
    assert status == 2 or "磨溪" not in out  # no unit yet: nothing to make, and no other town's name
    with open_closed(book, read_only=True) as opened:
        settings = read_settings(Workbook(opened))
    assert (settings.town, settings.delegate_seats) == ("柳溪镇", 60)
    assert settings.phase2_end == dt.date(2021, 4, 15) and "青妇" in settings.bases
    assert settings.of_another_plan and settings.planned("difference_ratio") == Fraction(1, 10)


def test_the_button_reads_a_plan_into_a_fresh_workbook_and_is_taken_back(tmp_path, moxi):
    plan, book = as_word(plans.NEW_TERM, tmp_path / "方案.docx"), tmp_path / "新.xlsx"
    assert moxi("new", book)[0] == 0
    before = exported(moxi, book, "设置")
    document = json.loads(moxi("plan", book, plan, "--json")[1])
    assert {item["key"]: item["value"] for item in document["read"]}["代表名额"] == "60"
    after = {row["项目"]: row for row in exported(moxi, book, "设置")}
    assert after["镇名"]["值"] == after["镇名"]["默认"] == "柳溪镇"
    assert moxi("undo", book)[0] == 0
    assert exported(moxi, book, "设置") == before


def test_reading_it_again_and_again_moves_nothing_further_down(tmp_path, moxi):
    """What a table left blank when it shrank is there for it when it grows again."""
    plan, book = as_word(plans.NEW_TERM, tmp_path / "方案.docx"), tmp_path / "新.xlsx"
    places = []
    assert moxi("new", book)[0] == 0
    for _ in range(3):
        assert moxi("plan", book, plan)[0] == 0
        grown = table_areas(book)
        assert moxi("undo", book)[0] == 0
        places.append((grown, table_areas(book)))
    assert places[0] == places[1] == places[2]


def test_a_plan_is_not_read_over_lists(sample, tmp_path, moxi):
    plan = as_word(plans.NEW_TERM, tmp_path / "方案.docx")
    before = sample.read_bytes()
    status, _, wrong = moxi("plan", sample, plan)
    assert status == 2 and "单位" in wrong and sample.read_bytes() == before
