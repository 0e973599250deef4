"""Names as official lists set them, names in columns, ratios as they are read out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.papers.letterhead import listed, regulations
from pyxl.papers.wording import CELL, LINE, name_lines, work_and_post, written
from pyxl.rules.person.people import Person
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan.settings import Settings
from pyxl.rules.threshold import spoken


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("张三", "张\u3000三"),
        ("欧阳", "欧阳"),
        ("欧阳样", "欧阳样"),
        ("张小样", "张小样"),
        ("𠮷样", "𠮷\u3000样"),
        ("Li", "Li"),
        ("", ""),
        ("阿依·古丽", "阿依·古丽"),
    ],
)
def test_two_characters_take_the_width_of_three(name, listed):
    assert in_list(name) == listed
    assert in_list(listed) == listed


NAMES = st.lists(st.text("张李王欧阳样小阿依古丽·", min_size=1, max_size=12), max_size=30)


@given(NAMES)
def test_names_in_columns_lose_nobody_and_fit_the_line(names):
    lines = name_lines(names)
    assert "".join(lines).replace("\u3000", "") == "".join(names)
    assert all(len(line) <= LINE for line in lines)


def test_five_names_stand_beside_each_other():
    lines = name_lines(["张样", "李小样", "欧阳小样", "王样", "赵样", "钱样"])
    assert (
        lines[0] == "张\u3000样\u3000\u3000李小样\u3000\u3000欧阳小样\u3000王\u3000样\u3000\u3000赵\u3000样"
    )
    assert lines[0].index("李") == CELL and lines[1] == "钱\u3000样"


@pytest.mark.parametrize(
    ("ratio", "words"), [("2/3", "三分之二"), ("1/2", "二分之一"), ("55%", "55%"), ("1", "100%")]
)
def test_a_ratio_as_it_is_read_out(ratio, words):
    value = Fraction(ratio) if "%" not in ratio else Fraction(int(ratio[:-1]), 100)
    assert spoken(value) == words
    assert spoken(Settings().quorum) == "三分之二"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("教师（13800001234）", "教师（138******34）"),
        ("医生 510999 19811228 0105", "医生 510999 ******** ****"),
        ("教师（0825）8660123", "教师（082*）*****23"),
        ("网格员，1980年起", "网格员，1980年起"),
    ],
)
def test_no_number_of_a_person_strays_into_a_paper(typed, printed):
    person = Person.from_row({"单位": "样村", "职务": typed, "联系电话": "13800001234"}, "代表", 1)
    assert written(person, "职务") == printed and work_and_post(person) == f"样村{printed}"
    assert written(person, "联系电话") == "13800001234"


def test_titles_beside_one_another_have_no_mark_between_them():
    """GB/T 15834: 顿号 only where something stands behind a title."""
    assert (
        listed(["《甲》", "《乙》（某〔2024〕1号）", "《丙》", "《甲》"])
        == "《甲》《乙》（某〔2024〕1号）、《丙》"
    )


def test_rules_of_an_election_rest_on_regulations_and_not_on_letters():
    settings = Settings(
        bases="《中华全国妇女联合会章程》；《妇女联合会选举工作条例》；《关于换届的通知》（青妇〔2021〕8号）",
        other_bases=None,
    )
    assert regulations(settings) == "《中华全国妇女联合会章程》《妇女联合会选举工作条例》"
