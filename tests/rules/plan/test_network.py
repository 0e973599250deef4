"""Coverage of the network: small towns counted by hand, and what must hold of any."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.person.codes import LISTS
from pyxl.rules.plan.network import KINDS, Direction, coverage, without


def unit(name: object, kind: str = "村", has: object = "有", groups: object = None, grids: object = None):
    return {"单位": name, "类别": kind, "妇联组织": has, "居民小组": groups, "网格": grids}


def place(name: object, kind: str, has: object = "有"):
    return {"名称": name, "类别": kind, "妇联组织": has}


def by_kind(units, network) -> dict[str, tuple[int, int]]:
    return {item.kind.name: (item.places, item.reached) for item in coverage(units, network) if item.places}


def test_the_kinds_are_the_plans():
    assert [kind.name for kind in KINDS] == list(LISTS["网络类别"].values)
    assert set(LISTS["类别"].values) <= {kind.name for kind in KINDS}
    down = [kind.name for kind in KINDS if kind.direction is Direction.DOWN]
    assert down == ["村", "社区", "村（居）民小组", "网格"]


def test_a_town_by_hand():
    units = [
        unit("甲村", groups=3),
        unit("乙村", has="无", groups=2),
        unit("丙社区", "社区", None, 4, 6),
        unit(None),
    ]
    network = [
        place("甲村一组", "村（居）民小组"),
        place("甲村二组", "村（居）民小组", "无"),
        place("样例厂", "企业", None),
        place("样例队", "兴趣组织"),
        place("甲村", "村", "无"),  # 单位 has it, and says 有
        place(" ", "企业"),
    ]
    assert by_kind(units, network) == {
        "村": (2, 1), "社区": (1, 0), "村（居）民小组": (9, 1), "网格": (6, 0), "企业": (1, 0), "兴趣组织": (1, 1),
    }  # fmt: skip
    assert without(units, network) == ["乙村", "丙社区", "甲村二组", "样例厂"]
    shares = {item.kind.name: item.share for item in coverage(units, network)}
    assert shares["村（居）民小组"] == Fraction(1, 9) and shares["机关"] is None


def test_more_groups_named_than_counted():
    network = [place(f"{number}组", "村（居）民小组") for number in range(5)]
    assert by_kind([unit("甲村", groups=2)], network)["村（居）民小组"] == (5, 5)


KIND = st.sampled_from([kind.name for kind in KINDS])
HAS = st.sampled_from(["有", "无", None])
NAME = st.sampled_from([None, *"甲乙丙丁戊己庚辛"])


@given(
    st.lists(
        st.builds(unit, NAME, KIND, HAS, st.integers(0, 5), st.integers(0, 5)), unique_by=lambda r: r["单位"]
    ),
    st.lists(st.builds(place, NAME, KIND, HAS)),
)
def test_no_place_is_lost_or_counted_twice(units, network):
    found = coverage(units, network)
    assert all(0 <= item.reached <= item.places for item in found)
    names = {row["单位"] for row in units if row["单位"]}
    listed = len(names) + sum(bool(row["名称"]) and row["名称"] not in names for row in network)
    assert sum(item.reached for item in found) + len(without(units, network)) == listed
