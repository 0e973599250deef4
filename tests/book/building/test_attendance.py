"""签到: the quorum of the native formulas is the rules' quorum, and the sentence says what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.book.building.election_day.attendance import (
    COMMITTEE,
    ENTITLED_CELL,
    HEADER_ROW,
    MEETING_CELL,
    NEEDED_CELL,
    TYPED_ENTITLED_CELL,
    VERDICT_CELL,
)
from pyxl.rules.count.contest import quorum_needed
from pyxl.rules.plan.settings import Settings
from pyxl.rules.threshold import parse_threshold
from tests.libreoffice import drive, fill, recalculate, values_of

RATIOS = ("2/3", "２／３", "66.7%", "1/2", "50％", "0.6667", "100%", "3/7", "2 / 3", "33.33%", "1")
WORDS = (
    "超过三分之二",
    "三分之二以上",
    "过半数",
    "半数以上",
    "百分之五十五以上",
    "超过 66.67％",
    "不少于4/5",
    "＞1/2",
    "十分之七",
    "百分之二十",
)
REFUSED = ("多数", "超过三分之二以上", "三分之")


def at(address: str) -> str:
    return f"签到!{address}:{address}"


def ratio_row(path: Path) -> int:
    """The sheet's row of 到会比例 on 方案设置."""
    column = values_of("方案设置!A1:A120")
    rows = drive(path, column)[0]
    return next(number for number, row in enumerate(rows, 1) if row[0] == "到会比例")


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_quorum_for_every_number_entitled(sample):
    place = f"方案设置!B{ratio_row(sample)}:B{ratio_row(sample)}"
    steps, wanted = [], []
    for ratio in (*RATIOS, *WORDS):
        steps.append(fill(place, [[ratio]]))
        settings = Settings(quorum=parse_threshold(ratio))
        for entitled in range(1, 151) if ratio == "2/3" else (1, 2, 3, 25, 40, 42, 100, 300):
            steps += [fill(at(TYPED_ENTITLED_CELL), [[entitled]]), values_of(at(NEEDED_CELL))]
            wanted.append((ratio, entitled, quorum_needed(entitled, settings)))
    steps += [fill(place, [[""]]), fill(at(TYPED_ENTITLED_CELL), [[41]]), values_of(at(NEEDED_CELL))]
    wanted.append(("", 41, 28))
    for word in REFUSED:
        steps += [fill(place, [[word]]), values_of(at(VERDICT_CELL))]
    shown = [result[0][0] for result in drive(sample, *steps) if result]
    wrong = [shown.pop() for _ in REFUSED]
    assert [(ratio, n, got) for (ratio, n, _), got in zip(wanted, shown, strict=True)] == wanted
    assert wrong == ["请在“方案设置”中改正到会比例"] * len(REFUSED)


@pytest.mark.libreoffice
def test_the_sentence_follows_the_ticks(sample):
    first, last = HEADER_ROW + 1, HEADER_ROW + 41
    names = [[f"样例{number}"] for number in range(41)]
    ticks = [["√"], ["是"], ["✓"], ["1"], ["到"]] * 9

    def tick(present: int) -> list[tuple]:
        marks = [*ticks[:present], *[["否"]] * (41 - present)]
        return [fill(f"签到!G{first}:G{last}", marks), recalculate(), values_of(at(VERDICT_CELL))]

    steps = [
        fill(f"签到!B{first}:B{last}", names),
        *tick(27),
        *tick(28),
        fill(at(TYPED_ENTITLED_CELL), [[20]]),
        *tick(21),
        fill(at(TYPED_ENTITLED_CELL), [[""]]),
        fill(at(MEETING_CELL), [[COMMITTEE]]),
        recalculate(),
        values_of(f"签到!{ENTITLED_CELL}:G4"),
    ]
    results = [result for result in drive(sample, *steps) if result]
    short, enough, many, figures = (result[0] for result in results)
    assert short == ["实到 27 人，法定人数 28 人，还差 1 人"]
    assert enough == ["实到 28 人，达到法定人数 28 人，可以开会"]
    assert many == ["实到 21 人，多于应到 20 人，请核对"]
    assert figures == [25.0, 21.0, 17.0, 41.0]
