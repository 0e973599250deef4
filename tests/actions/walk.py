"""A whole election as a clerk carries it through, counting what she does: presses, settings, cells, lines that she reads.

The rosters come with the faults that real ones have: a column that nobody filled in, wrong numbers, a candidate over age.
Marks on papers are not counted as cells: they are the election itself, the same on any software.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyxl.book.declared import ENTRY_SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import document, people, press, units, write_csv
from tests.actions.election_day import rows

BEFORE = {"presses": 20, "settings": 27, "cells": 82, "lines": 151}
"""What the same election took when it was first carried through, by hand, with the software of 20 November."""
NAMES = {"presses": "按按钮", "settings": "改设置", "cells": "填格子", "lines": "读问题"}
PRESENT = 40
"""Delegates who came, of 41."""


@dataclass
class Clerk:
    """The clerk at her workbook; `done` counts."""

    file: Path
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BEFORE, 0))

    def press(self, name: str, *words: object, status: int = 0) -> dict[str, Any]:
        """Press a button; what it brings into 问题清单 is read."""
        self.done["presses"] += 1
        before = self._problems()
        answer = document(press(name, self.file, *words, "--json"), status)
        after = self._problems()
        self.done["lines"] += len(after) if after != before else 0
        return answer

    def set(self, **values: str) -> None:
        """Type settings on 方案设置."""
        self.done["settings"] += len(values)
        document(press("set", self.file, *(f"{key}={value}" for key, value in values.items()), "--json"))

    def type(self, table: str, change: Mapping[int, Mapping[str, object]]) -> None:
        """Type into cells of a table, by 0-based row."""
        self.done["cells"] += sum(map(len, change.values()))
        self._write(table, change)

    def fill_down(self, table: str, header: str, value: object) -> None:
        """Type one cell, and drag it down over the list."""
        self.done["cells"] += 1
        self._write(table, {at: {header: value} for at in range(len(rows(self.file, table)))})

    def mark(self, papers: Sequence[Sequence[str | None]]) -> None:
        """Both entries type the papers of a vote, and are of one mind."""
        with open_closed(self.file) as book:
            for sheet in ENTRY_SHEETS.values():
                left, top = FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW
                bottom, right = top + len(papers) - 1, left + len(papers[0]) - 1
                book.sheets[sheet].range((top, left), (bottom, right)).value = papers
            book.save()

    def _write(self, table: str, change: Mapping[int, Mapping[str, object]]) -> None:
        with open_closed(self.file) as book:
            region = Workbook(book).region(table)
            records = [dict(record) for record in region.records]
            blank: dict[str, Any] = dict.fromkeys(region.declaration.headers)
            records += [dict(blank) for _ in range(max(change, default=-1) + 1 - len(records))]
            for at, cells in change.items():
                records[at] |= cells  # type: ignore[arg-type]
            replace_rows(region, records, region.height)
            book.save()

    def _problems(self) -> list[object]:
        return [(row["问题"], row["行和姓名"]) for row in rows(self.file, "问题清单")]


def rosters(folder: Path, candidates: int, seats: Mapping[str, int]) -> Path:
    """A folder with both lists as they come: nobody says how the delegates were chosen, two numbers are wrong, one is over age."""
    standing = people(candidates, offices=["主席", "副主席", "副主席"])
    for at in (4, 9):
        number = standing[at]["身份证号"]
        standing[at]["身份证号"] = number[:17] + ("0" if number[17] != "0" else "1")
    old = people(1, 900)[0]
    standing[7] |= {"身份证号": old["身份证号"][:6] + "19600115" + "0024", "出生日期": "1960-01-15"}
    standing[7]["身份证号"] = _valid(standing[7]["身份证号"])
    chosen = people(41, 200)
    for row, unit in zip(chosen, [u for u, n in seats.items() for _ in range(n)], strict=True):
        row.update(单位=unit, 产生方式="")
        for header in ("推荐方式", "体制", "拟任职务", "专兼职", "任职"):
            del row[header]
    (folder / "名册").mkdir()
    write_csv(folder / "名册" / "执委候选人.csv", standing)
    write_csv(folder / "名册" / "妇女代表.csv", chosen)
    return folder / "名册"


def _valid(number: str) -> str:
    """With the check digit that it must have (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return number[:17] + "10X98765432"[total % 11]


def marks(names: int, seats: int, papers: int) -> list[list[str | None]]:
    """Papers on which the last names get few approvals and nobody approves more than the seats."""
    spare = names - seats
    return [
        ["×" if at >= names - spare else None if (paper + at) % 9 == 0 else "○" for at in range(names)]
        for paper in range(papers)
    ]


def turnout(clerk: Clerk, office: str, came: int) -> None:
    """What is counted in the hall, twice; the rest is known from the preparation or follows from the papers."""
    lines = rows(clerk.file, "选举情况")
    due = [at for at, line in enumerate(lines) if line["选举"] == office and line["实到"] is None]
    clerk.type("选举情况", {at: {"实到": came, "发出": came, "收回": came} for at in due})


def carry_through(folder: Path, candidates: int, seats: int) -> tuple[Clerk, dict[str, Any]]:
    """From the fresh workbook to the archive; the clerk, and the results of the last count."""
    file = folder / "磨溪镇.xlsm"
    document(press("new", file, "--json"))
    clerk = Clerk(file)
    more = {"执委名额": str(seats)} if seats != 25 else {}
    clerk.set(
        大会次数="第一次",
        届次="第一届",
        大会日期="2017-12-03",
        大会地点="镇政府大会议室",
        常委名额="0",
        **more,
    )
    clerk.press("import", "单位", write_csv(folder / "单位.csv", units()))
    quotas = clerk.press("quota")["units"]
    clerk.press(
        "import", "名册", rosters(folder, candidates, {unit["unit"]: unit["seats"] for unit in quotas})
    )
    good = people(candidates)
    clerk.type("候选人", {at: {"身份证号": good[at]["身份证号"]} for at in (4, 9)})
    clerk.type(
        "候选人",
        {7: {"例外批准文号": "磨委〔2017〕15号", "例外批准日期": "2017-11-28", "例外理由": "工作需要"}},
    )
    clerk.fill_down("代表", "产生方式", "选举")
    workers = [str(row["姓名"]) for row in rows(file, "代表")][:6]
    posts = ["总监票人", "监票人", "监票人", "总计票人", "计票人", "计票人"]
    pairs = zip(workers, posts, strict=True)
    clerk.type("工作人员", {at: {"姓名": name, "岗位": post} for at, (name, post) in enumerate(pairs)})
    clerk.press("papers", "--out", folder / "公文")
    clerk.set(
        名额批复文号="磨委〔2017〕12号", 名额批复日期="2017-11-24", 镇党委批复文号="磨委〔2017〕18号",
        镇党委批复日期="2017-11-29", 区妇联批复文号="安妇〔2017〕9号", 区妇联批复日期="2017-11-30",
    )  # fmt: skip
    clerk.press("ballots")
    turnout(clerk, "执委", PRESENT)
    clerk.mark(marks(candidates, seats, PRESENT))
    clerk.press("count")
    for office, places in (("主席", 1), ("副主席", 2)):
        clerk.press("prepare")
        turnout(clerk, office, seats)
        clerk.mark([["○"] * places] * seats)
    result = clerk.press("count")
    return clerk, {one["office"]: one for one in result["results"]}
