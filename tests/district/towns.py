"""Invented towns and what they mail: made by the project's own freeze from one counted workbook, without a workbook each."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pyxl.book.workbook import Workbook
from pyxl.hosts.engine import open_closed
from pyxl.post.cover import Cover
from pyxl.post.freeze import freeze
from pyxl.post.frozen import Frozen
from pyxl.post.leaving import LEAVES
from pyxl.post.parcel import Source, file_name, frozen_of
from pyxl.post.seal import seal
from pyxl.rules.findings import Finding
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.plan import Settings
from pyxl.words import Severity

COUNTED = Path(__file__).parents[1] / "kept" / "0.1.0" / "counted.xlsm"
MADE = dt.datetime(2017, 12, 4, 9, 0, 0)
NOW = dt.datetime(2017, 12, 8, 10, 0, 0)
Tables = dict[str, list[dict[str, Any]]]
Change = Callable[[Tables], None]
ERROR = Finding(Severity.ERROR, "候选人", 1, "丁小样", "单位", "UNIT", "样例", "")


@cache
def base() -> Tables:
    # A copy: two processes may want it at once.
    with tempfile.TemporaryDirectory() as folder, open_closed(Path(shutil.copy(COUNTED, folder))) as book:
        workbook = Workbook(book)
        return {name: workbook.records(name) for name in (*LEAVES, "操作日志") if not workbook.lacks(name)}


def tables(town: str, seed: int = 0) -> Tables:
    """The election of an invented town: its own people, by chance and always the same."""
    chance = random.Random(f"{town}{seed}")
    found: Tables = {name: [dict(row) for row in rows] for name, rows in base().items()}
    for row in found["设置"]:
        if row["项目"] == "镇名":
            row["值"] = town
    renamed: dict[str, str] = {}
    for number, table in enumerate(("候选人", "代表")):
        for at, row in enumerate(found[table]):
            born = dt.date(1972, 1, 1) + dt.timedelta(days=chance.randrange(9000))
            new = (
                "王李张刘陈杨赵黄周吴"[chance.randrange(10)]
                + chr(0x4E00 + chance.randrange(3000))
                + chr(0x4E00 + at + 100 * number)
            )
            renamed[row["姓名"]] = new
            row |= {
                "姓名": new, "出生日期": born, "身份证号": make_sample(SAMPLE_REGION, born, chance.randrange(499) * 2),
                "文化程度": chance.choice(("大专", "大学本科", "高中", "大专") if row.get("拟任职务") in (None, "执委") else ("大专", "大学本科")), "政治面貌": chance.choice(("中共党员", "群众", "群众")),
                "民族": chance.choice(("汉族",) * 9 + ("回族",)),
            }  # fmt: skip
            if table == "候选人":
                row |= {
                    "体制": chance.choice(("体制外", "体制外", "体制内")),
                    "任职": chance.choice(("新推荐", "连任")),
                }
    for table in ("计票", "选举结果"):
        for row in found[table]:
            row["姓名"] = renamed.get(row["姓名"], row["姓名"])
            if isinstance(row.get("宣读"), str):
                row["宣读"] = "样例"
    return found


def frozen(
    town: str, *changes: Change, number: int = 1, previous: str = "", made: dt.datetime = MADE, masked: bool = True,
    errors: int = 0, seed: int = 0,
) -> Frozen:  # fmt: skip
    found = tables(town, seed)
    for change in changes:
        change(found)
    settings = Settings.from_rows(found["设置"])
    findings, reason = [ERROR] * errors, "名单还在核" if errors else ""
    source = Source(found, settings, findings, reason, made, number=number, previous=previous)
    return frozen_of(source, masked=masked)


def name_of(cover: Cover, made: dt.datetime = MADE, sealed: bool = False) -> str:
    return file_name(cover, made, sealed=sealed)


def mailed(folder: Path, sent: Frozen, password: str | None = None, name: str = "") -> Path:
    """The file in the inbox."""
    folder.mkdir(parents=True, exist_ok=True)
    data = freeze(sent)
    made = dt.datetime.fromisoformat(sent.cover.made)
    path = folder / (name or name_of(sent.cover, made, bool(password)))
    path.write_bytes(seal(data, password) if password else data)
    return path


def not_yet_elected(found: Tables) -> None:
    for name in ("选举情况", "计票", "选举结果"):
        found[name] = []


def only_begun(found: Tables) -> None:
    not_yet_elected(found)
    for name in ("候选人", "代表", "校验结果", "培训"):
        found[name] = []
    for row in found["工作进度"][6:]:
        row["完成日期"] = None


def one_delegate_fewer(found: Tables) -> None:
    found["代表"].pop()


def another_winner(found: Tables) -> None:
    """Somebody who lost is told elected instead of somebody who won."""
    people = [row for row in found["选举结果"] if row["姓名"]]
    loser = next(row for row in people if row["结果"] != "当选")
    winner = next(row for row in people if row["结果"] == "当选")
    loser["结果"], winner["结果"] = "当选", loser["结果"]


def other_quotas(found: Tables) -> None:
    first, second = found["单位"][:2]
    first["分配名额"] += 1
    second["分配名额"] -= 1


def hidden_fault(found: Tables) -> None:
    """A delegate who is a man, of whom the town's own findings say nothing."""
    found["代表"][0]["单位"] = "没有这个村"


def with_person(name: str, born: dt.date, number: str) -> Change:
    def change(found: Tables) -> None:
        found["代表"][3] |= {"姓名": name, "出生日期": born, "身份证号": number}

    return change
