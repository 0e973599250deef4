"""印发: a paper becomes final with its number and date; its copy is frozen, and the archive takes that one.

Later presses of 生成公文 make new drafts beside it and say how they differ.  The scan of the sealed original can be added.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say
from pyxl.actions.read.dossier import read_dossier
from pyxl.actions.writes import Append, Fill, Write
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import CellError, FileError, TableError
from pyxl.hosts.package import read_file
from pyxl.masking import mask_text
from pyxl.papers import FOLDER, Dossier, Made, choose, make, missing
from pyxl.papers.issued import FROZEN, TABLE, frozen_name, is_scan, register, sum_of
from pyxl.papers.making import data_fingerprint
from pyxl.papers.paper import Paper, PaperError
from pyxl.papers.shelf import original
from pyxl.rules.person import PartialDate, parse_date
from pyxl.rules.plan import BY_FIELD

LARGEST_SCAN: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """`paper`: the name of a paper or its file; `number` and `date`, where the settings have none; `scan`: of the sealed one."""

    paper: str
    number: str | None = None
    date: str | None = None
    scan: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Freeze one paper, or add a scan to one that was issued.

    Raises PaperError for a paper that is unknown or lacks something, FileError for what is no scan.
    """
    folder = workbook.folder
    paper = _paper(options.paper)
    if options.scan and any(line.paper == paper.name for line in register(workbook.records(TABLE))):
        return _add_scan(workbook, paper, folder / FROZEN, options.scan)
    dossier = read_dossier(workbook)
    number = (options.number or paper.document_number(dossier) or "").strip()
    if paper.number_from and not number:
        asked = BY_FIELD[paper.number_from].key
        raise PaperError(
            f"“{paper.name}”还没有文号", remedy=f"请在“方案设置”填写“{asked}”，或用 --number 写明"
        )
    day = _day(options.date) or paper.day(dossier) or dossier.settings.today or dt.date.today()
    files = _files(paper, dossier, folder / FOLDER, options.paper)
    say(f"印发：{paper.name}")
    before = register(workbook.records(TABLE))
    known = {line.file for line in before}
    names = [_free(frozen_name(item.file, number), known) for item in files]
    fingerprint = data_fingerprint(paper, dossier)
    rows: list[Record] = [
        {"序号": len(before) + at, "公文": paper.name, "文号": number or None, "印发日期": day, "文件": name, "校验值": sum_of(item.data), "数据指纹": fingerprint}
        for at, (item, name) in enumerate(zip(files, names, strict=True), 1)
    ]  # fmt: skip
    made = [NewFile(folder / FROZEN / name, item.data) for item, name in zip(files, names, strict=True)]
    writes: list[Write] = [Append(TABLE, rows)]
    if options.scan:
        data = _scan(Path(options.scan))
        scan = Path(names[0]).stem + Path(options.scan).suffix.lower()
        made.append(NewFile(folder / FROZEN / scan, data))
        rows[0] = {**rows[0], "扫描件": scan, "扫描校验值": sum_of(data)}
    shown = f"（{number}）" if number else ""
    return Outcome(
        lines=[
            f"“{paper.name}”{shown}已登记印发，{len(files)} 份存进“{FROZEN}”文件夹，请不要再改动：归档用的就是它。",
            "以后再按“生成公文”只出新稿，和印发的不同之处会说出来。",
        ],
        document={
            "paper": paper.name, "number": number, "date": day.isoformat(),
            "files": [{"file": str(new.path), "sha256": sum_of(new.data)} for new in made],
        },
        writes=writes,
        files=made,
        summary=f"{paper.name}{shown}，{len(files)} 份",
        rows=len(rows),
    )  # fmt: skip


def _paper(given: str) -> Paper:
    """The paper of a name, or of a file's name."""
    name = Path(given).name
    head, dash, _ = name.partition("-")
    if dash and head.isdigit():
        for paper in choose(()):
            if paper.number == int(head):
                return paper
    found = choose((given,))
    exact = [paper for paper in found if paper.name == given]
    if len(exact or list(found)) > 1:
        raise PaperError(f"“{given}”有几种公文", remedy=f"请写全：{'、'.join(paper.name for paper in found)}")
    return (exact or list(found))[0]


def _files(paper: Paper, dossier: Dossier, folder: Path, given: str) -> list[Made]:
    """The file that was named; else those that lie in the folder of papers; else made now."""
    if given.endswith(".docx"):
        path = Path(given) if Path(given).is_absolute() or Path(given).exists() else folder / given
        return [Made(paper.name, original(path), read_file(path))]
    if lying := sorted(folder.glob(f"{paper.number:02d}-*.docx")):
        newest: dict[str, Path] = {}
        for (
            path
        ) in lying:  # a paper that was made anew beside a changed one is the draft, the changed one is in use
            newest.setdefault(original(path), path)
        return [Made(paper.name, name, read_file(path)) for name, path in newest.items()]
    if lacking := missing(paper, dossier):
        raise PaperError(f"“{paper.name}”还不能印发：{lacking.reason}", remedy="请补齐后再办")
    return [*make(paper, dossier)]


def _day(given: str | None) -> dt.date | None:
    if not given:
        return None
    found = parse_date(given)
    if isinstance(found, PartialDate) and found.exact:
        return found.exact
    raise CellError(f"印发日期“{given}”不完整", remedy="请写成 2026-03-08")


def _free(name: str, known: set[str]) -> str:
    """The name, or the next free one where the paper was issued before under the same number."""
    stem, dot, ending = name.rpartition(".")
    free, turn = name, 1
    while free in known:
        turn += 1
        free = f"{stem}（第{turn}次）{dot}{ending}"
    known.add(free)
    return free


def _scan(path: Path) -> bytes:
    data = read_file(path, LARGEST_SCAN)
    if not is_scan(path.name, data):
        raise FileError("不是扫描件", mask_text(path.name), "请给 PDF、OFD 或 JPG、PNG、TIF 图片")
    return data


def _add_scan(workbook: Workbook, paper: Paper, folder: Path, scan: str) -> Outcome:
    """Attach a scan to the last issue of a paper.  Raises TableError where each of its files has one."""
    data = _scan(Path(scan))
    records = workbook.records(TABLE)
    lines = [at for at, row in enumerate(records) if row["公文"] == paper.name and not row["扫描件"]]
    if not lines:
        raise TableError(f"“{paper.name}”的扫描件已经登记", f"“{TABLE}”表", "要换的，请先删去那一格再办")
    name = Path(str(records[lines[0]]["文件"])).stem + Path(scan).suffix.lower()
    keys = [str(row["公文"] or "") for row in records]

    def filled(header: str, value: str) -> Fill:
        cells = [value if at == lines[0] else row[header] for at, row in enumerate(records)]
        return Fill(TABLE, header, cells, keys)

    return Outcome(
        lines=[f"“{paper.name}”的扫描件已存进“{FROZEN}”文件夹：{name}。"],
        document={"paper": paper.name, "files": [{"file": str(folder / name), "sha256": sum_of(data)}]},
        writes=[filled("扫描件", name), filled("扫描校验值", sum_of(data))],
        files=[NewFile(folder / name, data)],
        summary=f"{paper.name}扫描件",
        rows=1,
    )


ACTION = Action(
    "issue",
    "印发",
    "公文定稿印发：登记文号和日期，冻结一份存进“印发”文件夹，归档用它；扫描件也在这里附上",
    run,
    Options,
    (
        Argument(("paper",), {"metavar": "公文", "help": "公文的名称，或“公文”文件夹里的文件，如 召开妇女代表大会的请示"}),
        Argument(("--number",), {"metavar": "文号", "help": "文号；省略则用方案设置里的"}),
        Argument(("--date",), {"metavar": "日期", "help": "印发日期，如 2026-03-08；省略则用公文的成文日期"}),
        Argument(("--scan",), {"metavar": "文件", "help": "盖章原件的扫描件（PDF、OFD、JPG、PNG、TIF），可以事后补"}),
    ),
)  # fmt: skip
