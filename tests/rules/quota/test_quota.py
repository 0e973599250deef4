"""Apportionment against oracles of another kind: enumerations and quotient tables in plain fractions."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.errors import QuotaError
from pyxl.rules.quota.apportionment import Apportionment, SettledBy, Tie, apportion, compare_methods
from pyxl.rules.quota.methods import METHODS, bounded_shares

# The squares of the divisors, so that Huntington-Hill's square root needs none.
SQUARED_DIVISOR = {
    "sainte_lague": lambda n: Fraction(2 * n + 1, 2) ** 2,
    "dhondt": lambda n: Fraction(n + 1) ** 2,
    "adams": lambda n: Fraction(n) ** 2,
    "huntington_hill": lambda n: Fraction(n * (n + 1)),
    "dean": lambda n: (2 / (Fraction(1, n) + Fraction(1, n + 1))) ** 2 if n else Fraction(0),
}
DIVISOR_METHODS = sorted(SQUARED_DIVISOR)
EVERYONE_FIRST = ("adams", "huntington_hill", "dean")

# Census of 1790 (Balinski and Young, "Fair Representation", appendix B): Virginia to Delaware.
STATES_1790 = (630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236, 179570, 141822, 85533, 70835)
STATES_1790 += (68705, 68446, 55540)


def feasible(seats, lows, highs):
    ranges = [range(low, high + 1) for low, high in zip(lows, highs, strict=True)]
    return [vector for vector in itertools.product(*ranges) if sum(vector) == seats]


def divisor_solutions(method, weights, seats, lows, highs):
    """Every vector in which no seat has a better claim elsewhere: the definition, word for word."""

    def claim(weight, held):
        divisor = SQUARED_DIVISOR[method](held)
        return Fraction(weight**2) / divisor if divisor else math.inf

    def stable(vector):
        kept = [claim(w, s - 1) for w, s, low in zip(weights, vector, lows, strict=True) if s > low]
        wanted = [claim(w, s) for w, s, high in zip(weights, vector, highs, strict=True) if s < high]
        return not kept or not wanted or min(kept) >= max(wanted)

    return {vector for vector in feasible(seats, lows, highs) if stable(vector)}


def fair_shares(weights, seats, lows, highs):
    """mid(low, λ·w, high) with the right sum: straight lines in λ between the corners of the bounds."""

    def at(factor):
        rows = zip(weights, lows, highs, strict=True)
        return [sorted((Fraction(low), factor * w, Fraction(high)))[1] for w, low, high in rows]

    corners = sorted(
        {Fraction(bound, w) for w, *both in zip(weights, lows, highs, strict=True) for bound in both}
    )
    for left, right in itertools.pairwise([*corners, corners[-1]]):
        before, after = at(left), at(right)
        if sum(before) == seats:
            return before
        if sum(before) < seats < sum(after):
            part = (seats - sum(before)) / (sum(after) - sum(before))
            return [x + part * (y - x) for x, y in zip(before, after, strict=True)]
    raise AssertionError("no share between the bounds")


def remainder_solutions(weights, seats, lows, highs):
    """Every split nearest to the shares: the exact ones, where rounding them can meet the bounds."""
    exact = [Fraction(seats * w, sum(weights)) for w in weights]
    vectors = feasible(seats, lows, highs)
    rounded = [v for v in vectors if all(abs(s - q) < 1 for s, q in zip(v, exact, strict=True))]
    shares = exact if rounded else fair_shares(weights, seats, lows, highs)

    def distance(vector):
        return sum((s - q) ** 2 for s, q in zip(vector, shares, strict=True))

    best = min(map(distance, rounded or vectors))
    return {vector for vector in rounded or vectors if distance(vector) == best}


def bounded_case(rng, everyone_first=False):
    """A small problem that can be met, with many equal weights so that ties abound."""
    units = rng.randint(1, 5)
    weights = [rng.choice((rng.randint(1, 9), rng.randint(1, 60), 6, 12)) for _ in range(units)]
    lows = [rng.choice((0, 0, 1, 1, 2, 3)) for _ in range(units)]
    highs = [low + rng.choice((0, 1, 2, 4, 8)) for low in lows]
    if everyone_first:
        lows = [max(low, min(1, high)) for low, high in zip(lows, highs, strict=True)]
    return weights, rng.randint(sum(lows), min(sum(highs), sum(lows) + 9)), lows, highs


def assert_is_one_of(solutions, weights, result):
    assert result.seats in solutions
    if not result.ties:
        assert len(solutions) == 1
        return
    tie = result.ties[0]
    assert len(solutions) == math.comb(len(tie.units), tie.seats_left) > 1
    winners = sorted(tie.units, key=lambda unit: (-weights[unit], unit))[: tie.seats_left]
    assert sorted(unit for each in result.ties for unit in each.winners) == sorted(winners)
    without = list(result.seats)
    for unit in winners:
        without[unit] -= 1
    assert all(v[u] - without[u] == 0 for v in solutions for u in range(len(weights)) if u not in tie.units)


@pytest.mark.parametrize("method", DIVISOR_METHODS)
def test_divisor_methods_meet_their_definition_in_every_small_case(method):
    rng = random.Random(method)
    tied = 0
    for _ in range(400):
        weights, seats, lows, highs = bounded_case(rng, method in EVERYONE_FIRST)
        result = apportion(weights, seats, method, lows, highs)
        assert_is_one_of(divisor_solutions(method, weights, seats, lows, highs), weights, result)
        tied += bool(result.ties)
    assert tied > 8


def test_largest_remainder_is_nearest_to_the_shares_in_every_small_case():
    rng = random.Random("largest remainder")
    tied = adjusted = 0
    for _ in range(1500):
        weights, seats, lows, highs = bounded_case(rng)
        result = apportion(weights, seats, minimums=lows, maximums=highs)
        assert_is_one_of(remainder_solutions(weights, seats, lows, highs), weights, result)
        tied += bool(result.ties)
        adjusted += any(abs(s - q) >= 1 for s, q in zip(result.seats, result.shares, strict=True))
    assert tied > 50
    assert adjusted > 200


def test_equal_shares_are_largest_remainder_of_equal_weights():
    rng = random.Random("equal")
    for _ in range(300):
        weights, seats, lows, highs = bounded_case(rng)
        result = apportion(weights, seats, "equal", lows, highs)
        solutions = remainder_solutions([1] * len(weights), seats, lows, highs)
        assert_is_one_of(solutions, weights, result)


@pytest.mark.parametrize("method", DIVISOR_METHODS)
def test_divisor_methods_agree_with_a_table_of_quotients(method):
    """Larger cases: write down every quotient, sort, take the first ones."""
    rng = random.Random(method)
    for _ in range(60):
        weights = [rng.randint(1, 5000) for _ in range(rng.randint(2, 25))]
        lows = [rng.choice((0, 1, 2, 5)) for _ in weights]
        highs = [low + rng.choice((0, 3, 40, 200)) for low in lows]
        if method in EVERYONE_FIRST:
            lows = [max(low, min(1, high)) for low, high in zip(lows, highs, strict=True)]
        seats = rng.randint(sum(lows), min(sum(highs), sum(lows) + 150))
        table = sorted(
            (-(Fraction(w * w) / SQUARED_DIVISOR[method](n)), -w, unit)
            for unit, (w, low, high) in enumerate(zip(weights, lows, highs, strict=True))
            for n in range(low, min(high, low + 150))
        )
        expected = list(lows)
        for _claim, _weight, unit in table[: seats - sum(lows)]:
            expected[unit] += 1
        assert list(apportion(weights, seats, method, lows, highs).seats) == expected


def test_bounded_shares_agree_with_a_search_of_all_bound_sets():
    rng = random.Random("shares")
    for _ in range(600):
        weights, seats, lows, highs = bounded_case(rng)
        assert list(bounded_shares(weights, seats, lows, highs)) == fair_shares(weights, seats, lows, highs)


def test_units_without_weight_share_evenly_what_the_others_cannot_hold():
    assert bounded_shares([0, 5, 0], 7, [0, 0, 0], [9, 2, 9]) == (Fraction(5, 2), 2, Fraction(5, 2))
    assert bounded_shares([0, 5, 0], 7, [4, 0, 0], [9, 2, 9]) == (4, 2, 1)
    assert bounded_shares([0, 5, 0], 7, [1, 0, 0], [9, 9, 9]) == (1, 6, 0)
    assert bounded_shares([0, 0], 3, [0, 0], [1, 9]) == (1, 2)


@pytest.mark.parametrize(
    ("method", "house", "seats"),
    [
        ("dhondt", 105, (19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1)),
        ("largest_remainder", 120, (21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2)),
        ("adams", 105, (18, 14, 12, 10, 10, 8, 7, 6, 5, 4, 3, 2, 2, 2, 2)),
        ("sainte_lague", 105, (18, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 2)),
    ],
)
def test_house_of_representatives_of_1790(method, house, seats):
    """Jefferson's apportionment as enacted, Hamilton's as vetoed, and two more from the same table."""
    assert apportion(STATES_1790, house, method).seats == seats


def test_alabama_paradox():
    """With one seat more the small unit has one less: known of the largest remainder, so it must be there."""
    assert apportion([6, 6, 2], 10).seats == (4, 4, 2)
    assert apportion([6, 6, 2], 11).seats == (5, 5, 1)


def test_a_tie_is_named_and_the_heavier_unit_has_its_seat_first():
    result = apportion([14, 14, 14, 18], 6)
    assert result.seats == (2, 1, 1, 2)
    assert result.ties == (Tie((0, 1, 2), 1, SettledBy.ORDER, (0,)),)
    assert result.shares == (Fraction(7, 5),) * 3 + (Fraction(9, 5),)
    assert result.ties[0].settled_by == "单位次序"


def test_lots_replace_the_order_of_units():
    result = apportion([14, 14, 14, 18], 6, lots=[3, 2, 1, None])
    assert result.seats == (1, 1, 2, 2)
    assert result.ties == (Tie((0, 1, 2), 1, SettledBy.LOT, (2,)),)


def test_larger_weight_settles_what_it_can_and_the_order_the_rest():
    # Shares 1.5, 2.5, 1.5, 0.5: four units lack one half, two seats are left.
    result = apportion([3, 5, 3, 1], 6)
    assert result.seats == (2, 3, 1, 0)
    assert result.ties == (
        Tie((0, 1, 2, 3), 2, SettledBy.WEIGHT, (1,)),
        Tie((0, 2), 1, SettledBy.ORDER, (0,)),
    )
    assert apportion([3, 5, 3, 1], 6, lots=[2, None, 1, None]).seats == (1, 3, 2, 0)
    assert apportion([3, 1], 2).ties == (Tie((0, 1), 1, SettledBy.WEIGHT, (0,)),)


def test_dhondt_tie_of_different_weights():
    """10/1 = 20/2 = 30/3."""
    result = apportion([10, 20, 30], 4, "dhondt")
    assert result.seats == (0, 1, 3)
    assert result.ties == (Tie((0, 1, 2), 1, SettledBy.WEIGHT, (2,)),)


def test_minimums_are_paid_for_in_proportion():
    """Twenty hamlets at their minimum: what is left is split 60 : 20, never taken off both alike."""
    result = apportion([60, 20, *[1] * 20], 30, minimums=1)
    assert result.seats == (8, 2, *[1] * 20)  # shares of the ten left: 7.5 and 2.5
    assert result.ties == (Tie((0, 1), 1, SettledBy.WEIGHT, (0,)),)


def test_reserved_seats_come_off_the_top_and_count_in_the_bounds():
    result = apportion([100, 60, 40, 0], 12, reserved=[None, None, None, 2], maximums=[4, None, None, None])
    assert result.shares == (5, 3, 2, 2)
    assert result.seats == (4, 4, 2, 2)  # the seat over the maximum goes 60 : 40, shares 3.6 and 2.4
    assert apportion([1, 1], 6, reserved=[3, 0], minimums=[4, 0]).seats == (5, 1)  # ties go by order
    assert apportion([1, 1], 6, reserved=[3, 0], minimums=[4, 2]).seats == (4, 2)
    assert apportion([1, 1], 8, reserved=[2, 0], maximums=[4, None]).seats == (4, 4)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_reserved_is_the_same_as_splitting_the_rest(method, data):
    weights = data.draw(st.lists(st.integers(1, 300), min_size=1, max_size=8))
    kept = data.draw(st.lists(st.integers(0, 4), min_size=len(weights), max_size=len(weights)))
    pool = data.draw(st.integers(len(weights), 60))
    result = apportion(weights, pool + sum(kept), method, reserved=kept)
    split = apportion(weights, pool, method)
    assert [s - k for s, k in zip(result.seats, kept, strict=True)] == list(split.seats)
    assert sum(result.shares) == sum(result.seats) == pool + sum(kept)
    assert result.ties == split.ties


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_bounds_sum_anonymity_and_scale(method, data):
    weights = data.draw(st.lists(st.integers(0, 200), min_size=1, max_size=9).filter(any))
    units = len(weights)
    lows = data.draw(st.lists(st.integers(1, 4), min_size=units, max_size=units))
    highs = [low + data.draw(st.integers(0, 9)) for low in lows]
    seats = data.draw(st.integers(sum(lows), sum(highs)))
    result = apportion(weights, seats, method, lows, highs)
    assert sum(result.seats) == seats
    assert all(low <= s <= high for low, s, high in zip(lows, result.seats, highs, strict=True))

    scaled = apportion([Fraction(w, 7) * 3 for w in weights], seats, method, lows, highs)
    assert (scaled.seats, scaled.ties) == (result.seats, result.ties)

    order = data.draw(st.permutations(range(units)))
    moved = apportion(
        [weights[u] for u in order], seats, method, [lows[u] for u in order], [highs[u] for u in order]
    )
    assert [sorted(order[u] for u in tie.units) for tie in moved.ties[:1]] == [
        list(tie.units) for tie in result.ties[:1]
    ]
    tied = {unit for tie in result.ties for unit in tie.units}
    assert all(result.seats[u] == s for u, s in zip(order, moved.seats, strict=True) if u not in tied)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_bound_that_is_met_anyway_changes_nothing(method, data):
    weights = data.draw(st.lists(st.integers(1, 200), min_size=1, max_size=9))
    seats = data.draw(st.integers(len(weights), 70))
    free = apportion(weights, seats, method)
    lows = [data.draw(st.integers(0, s)) for s in free.seats]
    highs = [s + data.draw(st.integers(0, 5)) for s in free.seats]
    assert apportion(weights, seats, method, lows, highs).seats == free.seats


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any), st.integers(0, 90))
def test_largest_remainder_keeps_the_quota_rule(weights, seats):
    result = apportion(weights, seats)
    for got, share in zip(result.seats, result.shares, strict=True):
        assert math.floor(share) <= got <= math.ceil(share)


@pytest.mark.parametrize("method", DIVISOR_METHODS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_divisor_methods_are_house_monotone(method, data):
    weights = data.draw(st.lists(st.integers(1, 99), min_size=1, max_size=8))
    first = data.draw(st.integers(len(weights), 50))
    fewer = apportion(weights, first, method).seats
    more = apportion(weights, first + 1, method).seats
    assert all(a <= b for a, b in zip(fewer, more, strict=True))


@pytest.mark.parametrize("method", DIVISOR_METHODS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_divisor_methods_are_population_monotone(method, data):
    """No unit loses a seat to one that grew less (Balinski and Young's definition); ties aside."""
    pairs = data.draw(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=2, max_size=8))
    seats = data.draw(st.integers(len(pairs), 40))
    then = apportion([a for a, _ in pairs], seats, method)
    now = apportion([b for _, b in pairs], seats, method)
    if then.ties or now.ties:
        return
    for i, j in itertools.permutations(range(len(pairs)), 2):
        if Fraction(pairs[i][1], pairs[i][0]) >= Fraction(pairs[j][1], pairs[j][0]):
            assert not (now.seats[i] < then.seats[i] and now.seats[j] > then.seats[j])


@pytest.mark.parametrize("method", METHODS)
def test_units_without_weight_come_last(method):
    if method == "equal":
        assert apportion([0, 5, 0], 6, method).seats == (2, 2, 2)
        return
    assert apportion([0, 5, 0], 6, method).seats == (0, 6, 0)
    assert apportion([0, 5, 0], 6, method, minimums=1).seats == (1, 4, 1)
    assert apportion([0, 5, 0], 6, method, maximums=[None, 2, None]).seats == (2, 2, 2)
    assert apportion([0, 5, 0], 5, method, [2, 0, 0], [None, 2, None]).seats == (2, 2, 1)
    assert apportion([0, 5, 0], 5, method, [2, 0, 0], [None, 2, None]).ties == ()
    result = apportion([0, 5, 0], 5, method, maximums=[None, 2, None])
    assert result.seats == (2, 2, 1)
    assert result.ties == (Tie((0, 2), 1, SettledBy.ORDER, (0,)),)


@pytest.mark.parametrize("method", METHODS)
def test_no_units_no_seats_and_excels_floats(method):
    assert apportion([], 0, method).seats == ()
    assert apportion([0, 0], 0, method).seats == (0, 0)
    assert (
        apportion([3.0, 1.0], 4.0, method, minimums=[1.0, None]).seats == apportion([3, 1], 4, method).seats
    )


def test_claims_that_differ_by_next_to_nothing_are_told_apart():
    """Weights beyond a float's reach: 10**30 + 1 beats 10**30, and nothing is called a tie."""
    for method in METHODS:
        if method != "equal":
            result = apportion([10**30, 10**30 + 1], 3, method)
            assert (result.seats, result.ties) == ((1, 2), ()), method


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"weights": [1, 1], "seats": 3, "minimums": [2, 2]}, "合计要4名，超过了代表名额3名"),
        (
            {"weights": [1, 1], "seats": 3, "minimums": [2, 0], "reserved": [0, 2]},
            "最少名额和保留名额合计要4名",
        ),
        ({"weights": [1, 1], "seats": 3, "maximums": [1, 1]}, "合计只有2名，不够分配代表名额3名"),
        (
            {"weights": [1, 1], "seats": 3, "minimums": [2, 0], "maximums": [1, 3]},
            "第1个单位：最少名额2大于最多名额1",
        ),
        (
            {"weights": [1, 1], "seats": 3, "reserved": [2, 0], "maximums": [1, 3]},
            "第1个单位：保留名额2大于最多名额1",
        ),
        ({"weights": [0, 0], "seats": 3}, "权数都是0"),
        ({"weights": [], "seats": 3}, "没有可以分配名额的单位"),
        ({"weights": [1, -1], "seats": 3}, "第2个单位：权数“-1”是负数"),
        ({"weights": [1, 1.5], "seats": 3}, "第2个单位：权数“1.5”不是整数"),
        ({"weights": [1, "9"], "seats": 3}, "权数“9”不是整数"),
        ({"weights": [1, True], "seats": 3}, "权数“True”不是整数"),
        ({"weights": [1, float("nan")], "seats": 3}, "权数“nan”不是整数"),
        ({"weights": [1, None], "seats": 3, "names": ["甲", "乙"]}, "“乙”：没有填写权数"),
        ({"weights": [1, 1], "seats": 3, "names": ["甲"]}, "单位名称有1个，单位有2个"),
        ({"weights": [1, 1], "seats": -1}, "代表名额总数“-1”"),
        ({"weights": [1, 1], "seats": 2.5}, "代表名额总数“2.5”"),
        ({"weights": [1, 1], "seats": 3, "minimums": [1, 1, 1]}, "最少名额有3个，单位有2个"),
        ({"weights": [1, 1], "seats": 3, "minimums": [1, -1]}, "第2个单位：最少名额“-1”"),
        ({"weights": [1, 1], "seats": 3, "method": "hare"}, "没有“hare”这种名额分配方法"),
        ({"weights": [1, 1, 1], "seats": 2, "method": "adams"}, "亚当斯法要给每个有权数的单位至少1名"),
        (
            {"weights": [1, 1, 1], "seats": 4, "method": "dean", "minimums": [3, 0, 0]},
            "共要5名，可按比例分配的只有4名",
        ),
        ({"weights": [1, 1, 1], "seats": 4, "lots": [1, 1, 2]}, "抽签号不全或者重复"),
        ({"weights": [1, 1, 1], "seats": 4, "lots": [1, None, 2]}, "抽签号不全或者重复"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(arguments, says):
    with pytest.raises(QuotaError, match=says):
        apportion(**arguments)


def test_methods_side_by_side():
    table = compare_methods([700, 200, 100], 2, maximums=2)
    assert list(table) == list(METHODS)
    for key, result in table.items():
        if key in EVERYONE_FIRST:
            assert isinstance(result, QuotaError)
            assert METHODS[key].chinese in str(result)
        else:
            assert isinstance(result, Apportionment)
            assert result == apportion([700, 200, 100], 2, key, maximums=2)
    with pytest.raises(QuotaError):
        compare_methods([1, 1], 3, minimums=2)


@pytest.mark.parametrize("method", METHODS)
def test_work_grows_with_units_not_with_seats(method):
    """A slip of the keyboard must not hang the workbook: a thousand million seats, and 27,000 units."""
    weights = [137 * unit % 971 + 1 for unit in range(17)]
    many = apportion(weights, 10**9, method)
    assert sum(many.seats) == 10**9
    assert all(abs(s - q) <= len(weights) for s, q in zip(many.seats, many.shares, strict=True))
    villages = [7919 * unit % 2999 + 50 for unit in range(27_000)]
    assert sum(apportion(villages, 60_000, method, minimums=1, maximums=9).seats) == 60_000
