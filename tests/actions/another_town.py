"""A whole election of another town, with other numbers in everything, and a counter of its own.

61 delegates, 37 candidates, 35 seats, 1 chair, 3 vice-chairs, 7 of the standing committee; every vote is entered paper by
paper.  The last seat of the committee is tied; somebody is written in and elected who stands in no list; one vice-chair
needs a further round.  `hold` carries it through, `elected_by` says what must come of the papers: no rule of pyxl is used.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW, FIRST_WRITE_IN_COLUMN
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import APPROVALS, document, done, people, press, write_csv
from tests.actions.election_day import put, rows

DELEGATES, CANDIDATES, SEATS, VICE_CHAIRS, STANDING = 61, 37, 35, 3, 7
PRESENT = 58
WRITTEN_IN = "钱另选"
VILLAGES = (("样例一村", 1200), ("样例二村", 2100), ("样例三村", 900), ("样例社区", 2600))
OFFICES = ("主席", *["副主席"] * VICE_CHAIRS, *["常委"] * STANDING)
SETTINGS = (
    f"代表名额={DELEGATES}", f"执委名额={SEATS}", f"副主席名额={VICE_CHAIRS}", "缺额办法=另行选举",
    *(text for text in APPROVALS if not text.startswith("常委")), f"常委名额={STANDING}",
)  # fmt: skip

Paper = Mapping[str, str]
"""Name -> ○ or ×; a write-in is a name that is on no ballot."""
Between = Callable[[Path, str], None]
"""What happens to the closed file after a stage of the work."""


@dataclass
class Told:
    """What the presses answered: findings, ballots, and the result of each vote by office and round."""

    findings: list[Any] = field(default_factory=list)
    ballots: list[Any] = field(default_factory=list)
    results: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Undisturbed:
    """That town's whole election when nobody else touches the file: what the presses answered, and two of its states."""

    told: Told
    with_ballots: Path
    after: Path


def found(file: Path, folder: Path) -> Path:
    """The town's workbook with its lists, before its first check."""
    folder.mkdir(exist_ok=True)
    done(press("new", file, "--town", "样例镇"))
    done(press("set", file, *SETTINGS))
    units = [{"单位": name, "妇女人数": women} for name, women in VILLAGES]
    done(press("import", file, "单位", write_csv(folder / "单位.csv", units)))
    seats = document(press("quota", file, "--json"))["units"]
    assert sum(unit["seats"] for unit in seats) == DELEGATES
    done(press("set", file, "名额批复文号=样委〔2017〕12号", "名额批复日期=2017-11-24"))
    homes = [unit["unit"] for unit in seats for _ in range(unit["seats"])]
    delegates = people(DELEGATES, 200)
    for row, unit in zip(delegates, homes, strict=True):
        row.update(单位=unit, 产生方式="选举")
        del row["推荐方式"]
    candidates = people(CANDIDATES, offices=OFFICES)
    for at, row in enumerate(candidates):
        row.update(单位=VILLAGES[at % len(VILLAGES)][0])
    done(press("import", file, "候选人", write_csv(folder / "候选人.csv", candidates)))
    done(press("import", file, "代表", write_csv(folder / "代表.csv", delegates)))
    return file


def nothing(file: Path, stage: str) -> None:
    """Nobody touches the file between the presses."""


def hold(file: Path, between: Between = nothing, pressed: Between = nothing) -> Told:
    """The election from the check to the last officer.

    `between` is done to the file at each stage, `pressed` after each press that changes tables.
    """
    told = Told()
    told.findings = document(press("check", file, "--json"))["findings"]
    pressed(file, "check")
    told.ballots = document(press("ballots", file, "--json"))["ballots"]
    pressed(file, "ballots")
    between(file, "ballots")
    rng = random.Random(61)
    for _ in range(8):
        vote = _prepare(file, pressed)
        if vote is None:
            break
        office, number, names = vote
        papers = cast(rng, office, number, names)
        _type(file, names, papers)
        _turnout(file, office, number, len(papers))
        between(file, f"{office}{number} typed")
        told.expected[f"{office}{number}"] = elected_by(office, number, names, papers)
        _count(file, told, office, number)
        pressed(file, "count")
        between(file, f"{office}{number} counted")
    return told


def _prepare(file: Path, pressed: Between) -> tuple[str, int, list[str]] | None:
    """Press 准备计票; the vote that the sheets for papers now show, None when nothing is due any more."""
    status, _, err = press("prepare", file, "--json")
    if status == 2:
        assert "没有需要准备的选举" in err, err
        return None
    pressed(file, "prepare")
    with open_closed(file, read_only=True) as book:
        sheet = book.sheets[ENTRY_SHEETS["甲"]]
        office, number = sheet.range("B3").value, int(sheet.range("D3").value)
        names = [name for name in sheet.range("H7:DC7").value if name]
    return office, number, names


def cast(rng: random.Random, office: str, number: int, names: Sequence[str]) -> list[Paper]:
    """The papers of one vote, in the order of unfolding: who wins is planned, who votes for whom is not."""
    if office == "执委":
        return _committee(rng, names) if number == 1 else _split(rng, names, PRESENT, 33)
    voters = SEATS - 1  # one member is absent
    if office == "副主席" and number == 1:
        # The last of them gets 17 of 35: not more than half.
        return _votes(rng, names, voters, [voters, voters - 1, 17])
    return _votes(rng, names, voters, [voters - at % 3 for at in range(len(names))])


def _committee(rng: random.Random, names: Sequence[str]) -> list[Paper]:
    """33 pass, the written-in woman passes, two tie for the last seat, one and the rest of the list lose."""
    wanted = [56 - at % 9 for at in range(SEATS - 2)] + [33, 33, 12, 9][: len(names) - SEATS + 2]
    papers = [dict(paper) for paper in _votes(rng, names, PRESENT - 2, wanted, most=SEATS - 1)]
    against = [paper for paper in papers if "×" in paper.values()]
    for paper in rng.sample(against, 34):
        paper[WRITTEN_IN] = "○"
    overvoted = dict.fromkeys(names, "○")
    return [*papers, overvoted, {}]


def _votes(
    rng: random.Random, names: Sequence[str], number: int, wanted: Sequence[int], most: int | None = None
) -> list[Paper]:
    """So many papers on which each person has the approvals that she is wanted to have; the rest is against."""
    papers: list[dict[str, str]] = [{} for _ in range(number)]
    for name, approvals in zip(names, wanted, strict=True):
        order = sorted(range(number), key=lambda at: (_approved(papers[at]), rng.random()))
        for place, at in enumerate(order):
            papers[at][name] = "○" if place < approvals else "×"
    assert most is None or max(map(_approved, papers)) <= most, max(map(_approved, papers))
    return list(papers)


def _approved(paper: Paper) -> int:
    return sum(mark == "○" for mark in paper.values())


def _split(rng: random.Random, names: Sequence[str], number: int, first: int) -> list[Paper]:
    """A vote between two: so many papers for the first, the rest for the second."""
    papers = [{names[at >= first]: "○", names[at < first]: "×"} for at in range(number)]
    rng.shuffle(papers)
    return papers


def elected_by(office: str, number: int, names: Sequence[str], papers: Sequence[Paper]) -> list[str]:
    """Who is elected by these papers: the counter of its own, by the rules of RULES 5 as a person would apply them."""
    tie_vote = office == "执委" and number > 1
    seats = {"执委": SEATS, "主席": 1, "副主席": VICE_CHAIRS, "常委": STANDING}[office] if number == 1 else 1
    entitled = DELEGATES if office == "执委" else SEATS
    approve: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for paper in papers:
        if _approved(paper) > seats:
            continue
        crosses = sum(mark == "×" for mark in paper.values())
        written = [name for name in paper if name not in names]
        for name, mark in paper.items():
            if name in names:
                (approve if mark == "○" else against)[name] += 1
            elif len(written) <= crosses:
                approve[name] += 1
    passed = [name for name in approve if 2 * approve[name] > (0 if tie_vote else entitled)]
    ranked = sorted(passed, key=lambda name: (-approve[name], against[name]))
    if len(ranked) <= seats:
        return sorted(ranked)
    last = ranked[seats - 1]
    level = [n for n in ranked if (approve[n], against[n]) == (approve[last], against[last])]
    above = [n for n in ranked if (-approve[n], against[n]) < (-approve[last], against[last])]
    return sorted(above if len(above) + len(level) > seats else above + level)


def _type(file: Path, names: Sequence[str], papers: Sequence[Paper]) -> None:
    """Both entries, paper by paper: marks under the names, write-ins in their columns."""
    marks = [[paper.get(name) for name in names] for paper in papers]
    written = [[next((name for name in paper if name not in names), None)] for paper in papers]
    last = FIRST_PAPER_ROW + len(papers) - 1
    with open_closed(file) as book:
        for entry in ENTRY_SHEETS.values():
            sheet = book.sheets[entry]
            right = FIRST_CANDIDATE_COLUMN + len(names) - 1
            sheet.range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN), (last, right)).value = marks
            sheet.range(
                (FIRST_PAPER_ROW, FIRST_WRITE_IN_COLUMN), (last, FIRST_WRITE_IN_COLUMN)
            ).value = written
        book.save()


def _turnout(file: Path, office: str, number: int, papers: int) -> None:
    """Both entries' figures of one vote."""
    figures = {"实到": papers, "发出": papers, "收回": papers}
    put(
        file,
        "选举情况",
        [
            row | figures if (row["选举"], row["轮次"]) == (office, number) else row
            for row in rows(file, "选举情况")
        ],
    )


def _count(file: Path, told: Told, office: str, number: int) -> None:
    """Press 计票; what this vote came to, as the table says it."""
    answer = document(press("count", file, "--json"))
    told.results[f"{office}{number}"] = sorted(
        str(row["姓名"])
        for row in rows(file, "选举结果")
        if (row["选举"], row["轮次"], row["结果"]) == (office, number, "当选")
    )
    told.results[f"{office}{number} all"] = answer["results"]
