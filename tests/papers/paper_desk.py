"""A desk for tests of papers: dossiers before and after an election, papers filled and looked at from outside.

What is looked at is read with python-docx, zipfile and poppler, so that a mistake of ours hides nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import docx
from clerk import document, done, press
from election_day import SETTINGS, clean_up, committee_votes, enter, put, rows

from pyxl.actions.read.dossier import read_dossier
from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Paper
from pyxl.papers.render import render
from pyxl.rules.check.every_rule import check
from pyxl.rules.check.rolls import Rolls
from pyxl.rules.plan.settings import Settings
from tests.libreoffice import _run, require_libreoffice

REPOSITORY = Path(__file__).parents[2]
sys.path.append(str(REPOSITORY / "scripts"))

HALL = (
    "大会地点=样例会议室", "公示开始日=2017-11-30", "公示工作日数=2", "联系人=样例联系人", "联系人电话=0825-0000000",
)  # fmt: skip
STAFF = {10: "总监票人", 20: "监票人", 21: "监票人", 30: "总计票人", 31: "计票人", 32: "计票人"}
"""Delegate -> her post at every vote."""
WRITE_IN = "样例另选人"


def telephone(number: int) -> str:
    """An invented telephone number of the candidate in that row."""
    return f"1990000{number:04d}"


@cache
def _folder() -> Path:
    kept = tempfile.TemporaryDirectory(prefix="moxi-papers-")
    _KEPT.append(kept)
    return Path(kept.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Removed when the tests end."""


@cache
def ready_file() -> Path:
    """A workbook on the eve of the congress: everything in order, nothing of the count entered."""
    file = _folder() / "会前.xlsm"
    done(press("new", file, "--sample"))
    clean_up(file)
    candidates = rows(file, "候选人")
    for number, row in enumerate(candidates, 1):
        row["联系电话"] = telephone(number)
    put(file, "候选人", candidates)
    delegates = rows(file, "代表")
    put(file, "工作人员", [{"姓名": delegates[at]["姓名"], "岗位": post} for at, post in STAFF.items()])
    done(press("set", file, *SETTINGS, *HALL))
    return file


@cache
def finished_file() -> Path:
    """The same workbook after the elections of the committee, the chair and the vice-chairs."""
    file = _folder() / "会后.xlsm"
    file.write_bytes(ready_file().read_bytes())
    enter_committee(file)
    officers = officers_of(file)
    for entry in "甲乙":
        for office, votes in (("主席", (24, 0, 1)), ("副主席", (22, 2, 1))):
            turnout = {"应到": 25, "实到": 25, "印制": 30, "发出": 25, "收回": 25, "有效": 25}
            enter(file, office, dict.fromkeys(officers[office], votes), entry, **turnout)
    return file


def enter_committee(file: Path, entries: str = "甲乙", **turnout: int) -> dict[str, tuple[int, int, int]]:
    """Type the committee's votes: all but two who stand for no office are elected; gives back the votes."""
    (ballot,) = document(press("ballots", file, "--office", "执委", "--json"))["ballots"]
    officers = {name for names in officers_of(file).values() for name in names}
    losers = [name for name in ballot["candidates"] if name not in officers][-2:]
    winners = [name for name in ballot["candidates"] if name not in losers]
    votes = committee_votes([*winners, *losers])
    for entry in entries:
        enter(file, "执委", votes, entry, write_ins={WRITE_IN: 3}, **turnout)
    return votes


def officers_of(file: Path) -> dict[str, list[str]]:
    """Office -> who stands for it."""
    found: dict[str, list[str]] = {"主席": [], "副主席": []}
    for row in rows(file, "候选人"):
        if row["拟任职务"] in found:
            found[str(row["拟任职务"])].append(str(row["姓名"]))
    return found


def dossier(file: Path) -> Dossier:
    """What the papers of a workbook are made from."""
    with open_closed(file, read_only=True) as book:
        return read_dossier(Workbook(book))


@cache
def ready() -> Dossier:
    """Before the congress."""
    return dossier(ready_file())


@cache
def finished() -> Dossier:
    """After the elections."""
    return dossier(finished_file())


def changed(base: Dossier, settings: Mapping[str, Any] | None = None, **tables: Sequence[Any]) -> Dossier:
    """A dossier without a count whose tables, by Chinese name, and settings, by field, are others."""
    all_tables = {**base.tables, **tables}
    chosen = Settings(**{**vars(base.settings), **(settings or {})})
    return Dossier(
        chosen, all_tables, Rolls.from_tables(all_tables, chosen), check(all_tables, chosen), base.results
    )


@cache
def templates() -> Path:
    """The templates, drawn anew."""
    from make_templates import drawn

    folder = _folder() / "templates"
    folder.mkdir()
    for name, data in drawn():
        (folder / name).write_bytes(data)
    return folder


def filled(paper: Paper, of: Dossier, folder: Path, most: int = 99) -> list[Path]:
    """The files of a paper that must lack nothing."""
    assert list(paper.lacks(of)) == []
    files = []
    for sheaf in paper.sheaves(of)[:most]:
        stem = re.sub(r'[\\/:*?"<>|]', "_", sheaf.stem)
        file = folder / f"{paper.name}{stem}.docx"
        file.write_bytes(
            render(templates() / paper.template, {**sheaf.context, "数据指纹": "0123456789abcdef" * 4})
        )
        files.append(file)
    return files


def text(file: Path) -> str:
    """Every paragraph of a paper, those in tables too, one a line."""
    body = docx.Document(str(file)).element.body
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(t.text or "" for t in p.iter(f"{tag}t")) for p in body.iter(f"{tag}p"))


def table(file: Path, at: int = 0) -> list[list[str]]:
    """A table's cells, head first."""
    return [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[at].rows]


def package(file: Path) -> str:
    """All parts of a package, names included, as one text."""
    with zipfile.ZipFile(file) as parts:
        return "\n".join(
            f"{name}\n{parts.read(name).decode('utf-8', 'replace')}" for name in parts.namelist()
        )


def pdfs(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Stem -> PDF of every paper, by one start of LibreOffice; blank pages are pages, as a printer has them."""
    require_libreoffice()
    with tempfile.TemporaryDirectory(prefix="moxi-office-", ignore_cleanup_errors=True) as profile:
        _run(
            [
                "soffice", "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to", f"pdf:writer_pdf_Export:{_BLANK_PAGES}", "--outdir", str(folder), *map(str, files),
            ]
        )  # fmt: skip
    return {file.stem: folder / f"{file.stem}.pdf" for file in files}


_BLANK_PAGES = '{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
MILLIMETRE = 72 / 25.4


def pages(pdf: Path) -> list[tuple[float, float, list[tuple[float, float, float, float, str]]]]:
    """Of each page: width, height, and its words as (left, top, right, bottom, text); all in millimetres."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    found = []
    for page in re.findall(r"<page .*?</page>", done.stdout, re.DOTALL):
        width, height = (
            float(n) / MILLIMETRE for n in re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups()
        )  # type: ignore[union-attr]
        words = [
            (*(float(n) / MILLIMETRE for n in word[:4]), word[4])
            for word in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>',
                page,
            )
        ]
        found.append((width, height, words))
    return found
