"""A small town's election with 预选 and with the officers on one paper (合印选票), and a counter of its own.

27 are proposed for 25 places: two tie for the last in the primary, who are voted on again.  One of the 25 misses half and is
elected in a further round; then 1 chair, 2 vice-chairs and 3 of the standing committee stand on one paper, of which one
vice-chair and one of the three miss half and stand on one paper again.  Sections are overvoted, left blank, or have
somebody written in.  `hold` carries it through; `count` says what must come of the papers: no rule of pyxl is used.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyxl.book.declared.sheets import ENTRY_SHEETS
from pyxl.book.grid_layout import (
    CANDIDATES,
    FIRST_CANDIDATE_COLUMN,
    FIRST_PAPER_ROW,
    FIRST_WRITE_IN_COLUMN,
    PRESENT,
)
from pyxl.hosts.engine.opening import open_closed
from tests.actions.another_town import Between, Told, nothing
from tests.actions.clerk import document, done, people, press, write_csv
from tests.actions.election_day import put, rows

PRIMARY, COMMITTEE = "执委预选", "执委"
SEATS = {PRIMARY: 25, COMMITTEE: 25, "主席": 1, "副主席": 2, "常委": 3}
DELEGATES, PRESENT_DELEGATES, MEMBERS, PRESENT_MEMBERS = 41, 40, 25, 24
STRANGER = "钱另选"
SETTINGS = ("预选=是", "差额比例=0", "合印选票=是", "常委名额=3", "缺额办法=另行选举")

Section = Mapping[str, str]
"""Name -> ○ or ×, on one office's part of a paper; a write-in is a name that is on no ballot."""
Paper = Mapping[str, Section]


@dataclass(frozen=True)
class Part:
    """An office on the paper: its candidates, and the first of its write-in columns."""

    office: str
    names: tuple[str, ...]
    write_in_column: int


@dataclass(frozen=True)
class Counted:
    """What one office's part of the papers comes to; `following` stand in the next vote."""

    elected: tuple[str, ...]
    following: frozenset[str]
    seats_left: int
    approvals: Mapping[str, int]


def fitted(ready: Path, folder: Path) -> Path:
    """The ready workbook with six officers and these rules."""
    done(press("set", ready, *SETTINGS))
    offices = ["主席", "副主席", "副主席", "常委", "常委", "常委"]
    listed = write_csv(folder / "候选人-合印.csv", people(27, offices=offices))
    done(press("import", ready, "候选人", "--replace", listed))
    return ready


def hold(file: Path, between: Between = nothing, pressed: Between = nothing, *, whole: bool = False) -> Told:
    """The election from the check to the last officer; `whole`: an overvoted section voids the whole paper."""
    told = Told()
    told.findings = document(press("check", file, "--json"))["findings"]
    pressed(file, "check")
    told.ballots = document(press("ballots", file, "--json"))["ballots"]
    pressed(file, "ballots")
    between(file, "ballots")
    rng, left, following = random.Random(27), dict(SEATS), dict[str, frozenset[str]]()
    for _ in range(8):
        vote = _prepare(file, pressed)
        if vote is None:
            break
        number, parts = vote
        papers = cast(rng, number, parts)
        for part in parts:
            assert following.get(part.office, frozenset(part.names)) == frozenset(part.names)
        _type(file, parts, papers)
        _turnout(file, parts[0].office, number, len(papers))
        between(file, f"{parts[0].office}{number} typed")
        tie_vote = parts[0].office == PRIMARY and number > 1
        counted = count(parts, papers, left, tie_vote=tie_vote, whole=whole)
        told.expected |= {f"{office}{number}": _told(one) for office, one in counted.items()}
        _count(file, told, number, parts)
        pressed(file, "count")
        between(file, f"{parts[0].office}{number} counted")
        for office, one in counted.items():
            left[office] = one.seats_left
            following[office] = one.following
        if parts[0].office == PRIMARY and not left[PRIMARY]:
            nominated = {
                name for key in told.expected if key.startswith(PRIMARY) for name in told.expected[key][0]
            }
            following[COMMITTEE] = frozenset(nominated)
            told.ballots += document(press("ballots", file, "--json"))["ballots"]
            pressed(file, "ballots")
    return told


def _told(counted: Counted) -> list[object]:
    return [sorted(counted.elected), dict(sorted(counted.approvals.items()))]


def _prepare(file: Path, pressed: Between) -> tuple[int, list[Part]] | None:
    """Press 准备计票; the round and the offices that the sheets for papers now show, None when nothing is due any more.

    A press on 生成选票 has made them ready already where it printed what is due.
    """
    status, _, err = press("prepare", file, "--json")
    if status == 2:
        assert "没有需要准备的选举" in err, err
    else:
        pressed(file, "prepare")
    with open_closed(file, read_only=True) as book:
        sheet = book.sheets[ENTRY_SHEETS["甲"]]
        offices, number = str(sheet.range("B3").value).split("、"), int(sheet.range("D3").value)
        names, owners = (
            sheet.range((row, FIRST_CANDIDATE_COLUMN), (row, PRESENT.last_write_in_column)).value
            for row in (7, 3)
        )
        typed = sheet.range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN), (FIRST_PAPER_ROW, 40)).value
    if status == 2 and any(typed):
        return None
    whose = owners if len(offices) > 1 else offices * len(owners)
    parts = []
    for office in offices:
        mine = [
            name for name, owner in zip(names[:CANDIDATES], whose, strict=False) if name and owner == office
        ]
        parts.append(Part(office, tuple(mine), FIRST_WRITE_IN_COLUMN + whose[CANDIDATES:].index(office)))
    return number, parts


def cast(rng: random.Random, number: int, parts: Sequence[Part]) -> list[Paper]:
    """The papers of one vote, in the order of unfolding: who wins is planned, who votes for whom is not."""
    lead = parts[0]
    if lead.office == PRIMARY:
        return [{PRIMARY: section} for section in _primary(rng, number, lead.names)]
    if lead.office == COMMITTEE:
        return [{COMMITTEE: section} for section in _committee(rng, number, lead.names)]
    return _officers(rng, number, parts)


def _primary(rng: random.Random, number: int, names: Sequence[str]) -> list[Section]:
    """24 lead clearly, two tie for the last place, one is behind; two papers are overvoted and blank."""
    if number > 1:
        return _votes(rng, names, PRESENT_DELEGATES, [22, 18])
    wanted = [36 - at % 6 for at in range(24)] + [20, 20, 10]
    overvoted = dict.fromkeys(names, "○")
    return [*_votes(rng, names, PRESENT_DELEGATES - 2, wanted), overvoted, {}]


def _committee(rng: random.Random, number: int, names: Sequence[str]) -> list[Section]:
    """All but the last pass half of 41; on some papers that refuse her a stranger is written in."""
    if number > 1:
        return _votes(rng, names, PRESENT_DELEGATES, [30])
    sections = [
        dict(s) for s in _votes(rng, names, PRESENT_DELEGATES, [38 - at % 9 for at in range(24)] + [20])
    ]
    for section in [section for section in sections if section[names[-1]] == "×"][:15]:
        section[STRANGER] = "○"
    return [*sections]


def _officers(rng: random.Random, number: int, parts: Sequence[Part]) -> list[Paper]:
    """Every office's last but the chair misses half of 25 in the first round, and has it in the second."""
    firsts = {"主席": [21], "副主席": [22, 12], "常委": [23, 20, 12]}
    papers: list[dict[str, dict[str, str]]] = [{} for _ in range(PRESENT_MEMBERS)]
    for part in parts:
        wanted = firsts[part.office] if number == 1 else [20] * len(part.names)
        for paper, section in zip(papers, _votes(rng, part.names, PRESENT_MEMBERS, wanted), strict=True):
            paper[part.office] = dict(section)
    if number == 1:
        _specials(papers)
    return list(papers)


def _specials(papers: list[dict[str, dict[str, str]]]) -> None:
    """An overvoted section, one left blank, a paper that is blank altogether, and votes for who is on no ballot."""
    against = [paper for paper in papers if [*paper["常委"].values()].count("×") == 1][:6]
    for paper in against:
        paper["常委"][STRANGER] = "○"
    over, blank, nothing_at_all = [paper for paper in papers if paper not in against][:3]
    over["副主席"] = {**dict.fromkeys(over["副主席"], "○"), STRANGER: "○"}
    blank["主席"] = {}
    nothing_at_all.clear()


def _votes(rng: random.Random, names: Sequence[str], number: int, wanted: Sequence[int]) -> list[Section]:
    """So many sections on which each person has the approvals that she is wanted to have; the rest is against."""
    sections: list[dict[str, str]] = [{} for _ in range(number)]
    for name, approvals in zip(names, wanted, strict=True):
        order = sorted(range(number), key=lambda at: (approved(sections[at]), rng.random()))
        for place, at in enumerate(order):
            sections[at][name] = "○" if place < approvals else "×"
    return list(sections)


def approved(section: Section) -> int:
    """Approvals in a section, write-ins included."""
    return [*section.values()].count("○")


def count(
    parts: Sequence[Part], papers: Sequence[Paper], left: Mapping[str, int], *, tie_vote: bool, whole: bool
) -> dict[str, Counted]:
    """Each office's result, by the rules as a person would apply them to the papers."""
    over = {
        part.office: {
            at for at, paper in enumerate(papers) if approved(paper.get(part.office, {})) > left[part.office]
        }
        for part in parts
    }
    anywhere = set().union(*over.values())
    return {
        part.office: _part(
            part, papers, left[part.office], anywhere if whole else over[part.office], tie_vote
        )
        for part in parts
    }


def _part(part: Part, papers: Sequence[Paper], seats: int, void: set[int], tie_vote: bool) -> Counted:
    approve, against = Counter(dict.fromkeys(part.names, 0)), Counter[str]()
    for at, paper in enumerate(papers):
        section = paper.get(part.office, {})
        if at in void:
            continue
        written = [name for name in section if name not in part.names]
        crosses = [*section.values()].count("×")
        for name, mark in section.items():
            if name in part.names:
                (approve if mark == "○" else against)[name] += 1
            elif len(written) <= crosses:
                approve[name] += 1
    entitled = DELEGATES if part.office in (PRIMARY, COMMITTEE) else MEMBERS
    least = 0 if part.office == PRIMARY or tie_vote else entitled
    # Nobody of the committee is a stranger: she may have votes for an office, and cannot win it.
    may = [n for n in approve if n != STRANGER or part.office in (PRIMARY, COMMITTEE)]
    ranked = sorted((n for n in may if 2 * approve[n] > least), key=lambda n: (-approve[n], against[n]))
    level: list[str] = []
    if len(ranked) > seats:
        last = (approve[ranked[seats - 1]], against[ranked[seats - 1]])
        level = [n for n in ranked if (approve[n], against[n]) == last]
        above = ranked[: ranked.index(level[0])]
        if len(above) + len(level) == seats:
            ranked, level = above + level, []
        else:
            ranked = above
    vacant = seats - len(ranked)
    following = frozenset(level)
    if vacant and not level and part.office != PRIMARY:
        others = sorted((n for n in may if n not in ranked), key=lambda n: -approve[n])
        following = frozenset(n for n in others if approve[n] >= approve[others[vacant - 1]])
    return Counted(tuple(ranked), following, vacant, dict(approve))


def _type(file: Path, parts: Sequence[Part], papers: Sequence[Paper]) -> None:
    """Both entries, paper by paper: marks under the names of each office, write-ins in its columns."""
    marks = [
        [paper.get(part.office, {}).get(name) for part in parts for name in part.names] for paper in papers
    ]
    last = FIRST_PAPER_ROW + len(papers) - 1
    with open_closed(file) as book:
        for entry in ENTRY_SHEETS.values():
            sheet = book.sheets[entry]
            right = FIRST_CANDIDATE_COLUMN + len(marks[0]) - 1
            sheet.range((FIRST_PAPER_ROW, FIRST_CANDIDATE_COLUMN), (last, right)).value = marks
            for part in parts:
                for at, paper in enumerate(papers):
                    written = [name for name in paper.get(part.office, {}) if name not in part.names]
                    for place, name in enumerate(written):
                        sheet.range((FIRST_PAPER_ROW + at, part.write_in_column + place)).value = name
        book.save()


def _turnout(file: Path, office: str, number: int, papers: int) -> None:
    """Both entries' figures, in the row of the paper's first office."""
    figures = {"实到": papers, "发出": papers, "收回": papers}
    filled = [
        row | figures if (row["选举"], row["轮次"]) == (office, number) else row
        for row in rows(file, "选举情况")
    ]
    put(file, "选举情况", filled)


def _count(file: Path, told: Told, number: int, parts: Sequence[Part]) -> None:
    """Press 计票; what each office's vote came to, as the table says it."""
    answer = document(press("count", file, "--json"))
    listed = rows(file, "选举结果")
    for part in parts:
        mine = [row for row in listed if (row["选举"], row["轮次"]) == (part.office, number) and row["姓名"]]
        won = sorted(str(row["姓名"]) for row in mine if row["结果"] in ("当选", "列为候选人"))
        told.results[f"{part.office}{number}"] = [won, {str(row["姓名"]): row["赞成"] for row in mine}]
    told.results[f"{parts[0].office}{number} all"] = answer["results"]
