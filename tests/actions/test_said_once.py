"""Whatever stands in the way is said once: one obstacle of many people is one line with how many, not a line for each."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.actions.clerk import done, people, press, write_csv
from tests.tiers import usually

MANY = 124
"""People who all lack the same."""
BUTTONS: dict[str, tuple[object, ...]] = {
    "check": (),
    "count": (),
    "quota": (),
    "ballots": (),
    "prepare": (),
    "papers": ("--out", "文书"),
    "submit": ("--out", "上报", "--reason", "试报"),
    "archive": ("--out", "归档"),
    "next": (),
    "audit": (),
}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which 124 candidates and as many delegates are of a unit that is in no list, and nothing is decided."""
    folder = tmp_path_factory.mktemp("crowd")
    file = folder / "样例镇.xlsm"
    done(press("new", file, "--town", "样例镇"))
    for table, start in (("候选人", 0), ("代表", 300)):
        rows = people(MANY, start)
        for row in rows:
            row["单位"] = "没有的村"
            if table == "代表":
                del row["推荐方式"]
        done(press("import", file, table, write_csv(folder / f"{table}.csv", rows)))
    return file


@pytest.mark.parametrize("button", usually(BUTTONS, "check", "papers"))
def test_no_line_is_said_twice(crowd, tmp_path, button):
    file = tmp_path / crowd.name
    file.write_bytes(crowd.read_bytes())
    words = [tmp_path / word if word in ("文书", "上报", "归档") else word for word in BUTTONS[button]]
    _, out, err = press(button, file, *words)
    lines = [line.strip() for line in (out + err).splitlines() if line.strip()]
    assert lines
    assert [line for line, times in Counter(lines).items() if times > 1] == []
    assert len(lines) < 60, "a clerk reads what she is told"
    told = max(lines, key=len)
    assert len(told) < 600, told


def test_each_finding_stands_once(crowd, tmp_path):
    """In the list itself every person has her own line, and none has the same one twice."""
    file = tmp_path / crowd.name
    file.write_bytes(crowd.read_bytes())
    findings = json.loads(press("check", file, "--json")[1])["findings"]
    places = Counter(json.dumps(found, sort_keys=True, ensure_ascii=False) for found in findings)
    assert len(findings) >= MANY
    assert [place for place, times in places.items() if times > 1] == []


@pytest.mark.parametrize("button", usually(["papers", "archive"], "papers"))
def test_what_many_papers_lack_is_said_once(crowd, tmp_path, button):
    file = tmp_path / crowd.name
    file.write_bytes(crowd.read_bytes())
    words = (button, file, "--out", tmp_path / "文书")
    _, out, err = press(*words)
    told, document = out + err, json.loads(press(*words[:-1], tmp_path / "另", "--json")[1])
    lacks = Counter(phrase for paper in document["missing"] for phrase in paper["reason"][:-1].split("；"))
    assert max(lacks.values()) > 10, "the same is lacking for many"
    assert [phrase for phrase in lacks if told.count(f"  {phrase}：") > 1] == []
    assert told.count("县区（") == 1 and len(told.splitlines()) < 25
    assert all(paper["name"] for paper in document["missing"])
