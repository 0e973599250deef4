"""归档: all papers, ballots, the count's record, the log and the frozen workbook, in folders as 归档目录 lists them.

Everything is made first and written by the press, so that either the whole archive is there or none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say, telling
from pyxl.actions.export import WRITERS
from pyxl.actions.read.dossier import read_dossier
from pyxl.actions.read.obstacles import obstacle_lines
from pyxl.actions.submit import read_source
from pyxl.actions.writes import Replace, after
from pyxl.book.declared import BALLOT_SHEETS, SHEET_OF, table
from pyxl.book.pages import read_values
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import FileError
from pyxl.hosts.office import print_all, to_pdf
from pyxl.hosts.package import read_file
from pyxl.papers import Dossier, Made, Missing, choose, make, missing, shelf
from pyxl.papers.issued import FROZEN, read_frozen, register
from pyxl.papers.issued import TABLE as ISSUED
from pyxl.post import Cover
from pyxl.post.archive_numbers import numbered
from pyxl.post.filing import (
    CONTENTS_FOLDER,
    MANIFEST,
    README,
    TABLE,
    Deposit,
    Filing,
    file_away,
    manifest,
    on_paper,
    readme,
)
from pyxl.post.parcel import LOG, Source, pack
from pyxl.post.seal import password_from
from pyxl.rules.check import has_errors
from pyxl.rules.log_chain import shown

FOLDER: Final = "归档"
"""Begins the name of the folder beside the workbook, when no folder is named."""

PRINTED: Final[Mapping[str, tuple[str, ...]]] = {
    "领导小组": ("领导小组",),
    "工作人员": ("工作人员",),
    "大事记": ("大事记",),
    "签到": ("签到",),
    "计票记录": ("选举情况", "计票", "选举结果"),
}
"""Kind of document -> the tables whose sheets are printed for it, as far as anything stands in them.

Single papers (逐票) are not among them: their order is nobody's business.
"""
BALLOTS: Final = "选票"
OF_THE_DAY: Final = frozenset({"签到", "计票记录", BALLOTS})
"""Kinds of document that are dated with the congress."""
WORKBOOK: Final = "工作簿"
SHOWN: Final = 10
"""Files that a message names."""
LEAST_OF_BALLOT: Final = 3
"""Filled rows of a ballot; an empty ballot sheet has one sentence."""


@dataclass(frozen=True, slots=True)
class Options:
    """`out`: a folder that is new or empty; `password_env`: the variable with the password for the workbook."""

    out: str | None = None
    password_env: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make the archive and bring 归档目录 up to date; `wrong` when errors stand against the lists.

    Raises FileError for a folder that holds something, HostError without LibreOffice (or Excel) for the PDFs.
    """
    password = password_from(options.password_env)
    folder = Path(options.out) if options.out else _beside(workbook)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileError("归档文件夹里已经有东西", str(folder), "请换一个新的或空的文件夹，以免新旧混在一起")
    checked = read_source(workbook, "归档存查")
    source, dossier = checked.source, read_dossier(workbook, checked.votes)
    say("归档：生成公文")
    beside = workbook.folder
    sent = _issued(workbook, beside / FROZEN)
    papers = _papers(dossier, beside / shelf.FOLDER, sent)
    deposits = [
        *_printed(workbook, papers.made, source.settings.congress_date, say),
        *sent.scans,
        *_log(source),
    ]
    today = source.made.date()
    # What the list says of the workbook stands in the workbook, so the list is made before it.
    listed = _filed([*deposits, Deposit(WORKBOOK, "", b"", day=today)], dossier).rows
    writes = [*checked.writes, Replace(TABLE, listed, table(TABLE).rows)]
    say("归档：做好要存的工作簿")
    parcel = pack(replace(source, tables=after(source.tables, writes)), password)
    filing = _filed([*deposits, Deposit(WORKBOOK, parcel.name, parcel.workbook, day=today)], dossier)
    files = _complete(filing, dossier, parcel.frozen.cover, say)
    return Outcome(
        lines=[
            *_lines(folder, files, papers, parcel.frozen.cover),
            *(f"注意：{fault}。" for fault in sent.faults),
        ],
        document={
            "folder": str(folder),
            "files": sorted(files),
            "manifest": str(folder / MANIFEST),
            "encrypted": parcel.sealed,
            "missing": [{"name": item.paper, "reason": f"{item.reason}。"} for item in papers.waiting],
            "kept": [file.name for file in papers.kept],
            "issued": [item.file for item in sent.copies],
            "faults": [*sent.faults],
        },
        writes=writes,
        files=[NewFile(folder / path, data) for path, data in files.items()],
        whole=folder,
        wrong=has_errors(source.findings),
        summary=f"归档 {len(files)} 个文件",
        rows=len(files),
    )


def _beside(workbook: Workbook) -> Path:
    """A folder of its own for each press, beside the workbook."""
    return workbook.folder / f"{FOLDER}_{dt.datetime.now():%Y-%m-%d_%H%M%S}"


@dataclass(frozen=True, slots=True)
class _Papers:
    """The Word papers: those to be filed, those of them that are the clerk's own files, those that lack something."""

    made: Sequence[Made]
    kept: Sequence[Path]
    waiting: Sequence[Missing]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was issued: its frozen copies, the scans of the sealed originals, and what is wrong with either."""

    copies: Sequence[Made]
    scans: Sequence[Deposit]
    faults: Sequence[str]

    @property
    def papers(self) -> frozenset[str]:
        """The papers of which a copy was issued."""
        return frozenset(made.paper for made in self.copies)


def _issued(workbook: Workbook, folder: Path) -> _Sent:
    """The copies as they were issued; one that was changed since, or is gone, is a fault and not filed as issued."""
    copies: list[Made] = []
    scans: list[Deposit] = []
    faults: list[str] = []
    for row, line in zip(workbook.records(ISSUED), register(workbook.records(ISSUED)), strict=False):
        data = read_frozen(folder, line)
        day = row["印发日期"]
        dated = day.date() if isinstance(day, dt.datetime) else day if isinstance(day, dt.date) else None
        if isinstance(data, str):
            faults.append(f"“{line.paper}”：{data}")
        else:
            copies.append(Made(line.paper, line.file, data, line.number or None, dated))
        if line.scan:
            scan = read_frozen(folder, replace(line, file=line.scan, sum=line.scan_sum))
            if isinstance(scan, str):
                faults.append(f"“{line.paper}”的扫描件：{scan}")
            else:
                scans.append(Deposit(line.paper, line.scan, scan, None, dated, line.number or None))
    return _Sent(copies, scans, faults)


def _papers(dossier: Dossier, folder: Path, sent: _Sent) -> _Papers:
    """Every paper that lacks nothing, but for the list of contents, which comes last.

    A paper that was issued is filed as it was issued, whatever the tables have said since.

    What somebody has changed or filled in in Word is the document that was used: it is filed as it lies in
    `folder`, and nothing is made in its place.  Whatever the settings say, forms are made with masked numbers.
    """
    made: list[Made] = [*sent.copies]
    kept: list[Path] = []
    waiting: list[Missing] = []
    masked = replace(dossier, settings=replace(dossier.settings, form_identity="遮盖"))
    for paper in choose(()):
        if paper.name == TABLE or paper.name in sent.papers:
            continue
        own = shelf.changed(folder, paper)
        number, day = paper.document_number(dossier), paper.day(dossier)
        made += [Made(paper.name, file.name, read_file(file), number, day) for file in own]
        kept += own
        if lacking := missing(paper, dossier):
            waiting += [] if own else [lacking]
        else:
            replaced = {shelf.original(file) for file in own}
            made += [item for item in make(paper, masked) if item.file not in replaced]
    return _Papers(made, kept, waiting)


def _printed(workbook: Workbook, made: Sequence[Made], congress: dt.date | None, say: Say) -> list[Deposit]:
    """The papers with their PDFs, and the sheets as PDF: all in one go, since LibreOffice takes long to start."""
    sheets = {sheet: kind for kind, names in _sheets(workbook).items() for sheet in names}
    pdfs = print_all(
        workbook.book,
        {sheet: [sheet] for sheet in sheets},
        {item.file: item.data for item in made},
        telling("归档", say),
    )
    return [
        *(_with_pdf(item, pdfs[item.file]) for item in made),
        *(
            Deposit(kind, f"{sheet}.pdf", pdfs[sheet], day=congress if kind in OF_THE_DAY else None)
            for sheet, kind in sheets.items()
        ),
    ]


def _with_pdf(item: Made, pdf: bytes) -> Deposit:
    return Deposit(item.paper, item.file, item.data, pdf, item.day, item.number)


def _sheets(workbook: Workbook) -> dict[str, list[str]]:
    """Kind of document -> the sheets that are printed for it, as far as anything stands in them."""
    wanted = {
        kind: [SHEET_OF[name] for name in names if workbook.records(name)] for kind, names in PRINTED.items()
    }
    wanted[BALLOTS] = [
        name
        for name in BALLOT_SHEETS.values()
        if sum(any(row) for row in read_values(workbook.sheet(name))) >= LEAST_OF_BALLOT
    ]
    return wanted


def _log(source: Source) -> Iterator[Deposit]:
    """The operation log as text, so that its chain of hashes can be followed without this program."""
    records: list[Record] = [
        {header: shown(cell) for header, cell in row.items()}
        for row in source.tables[LOG]
        if any(cell is not None for cell in row.values())
    ]
    if records:
        yield Deposit(WORKBOOK, f"{LOG}.csv", WRITERS[".csv"](list(records[0]), records))


def _filed(deposits: Sequence[Deposit], dossier: Dossier) -> Filing:
    listed = cast(Sequence[Record], dossier.tables.get(TABLE, ()))
    filing = file_away(deposits, listed, on_paper(dossier.settings))
    return replace(filing, rows=numbered(filing.rows, dossier.settings))


def _complete(filing: Filing, dossier: Dossier, cover: Cover, say: Say) -> dict[str, bytes]:
    """All files of the archive: the list of contents from the rows as they now are, then readme and manifest."""
    filled = replace(dossier, tables={**dossier.tables, TABLE: filing.rows})
    (paper,) = choose((TABLE,))
    made = list(make(paper, filled))
    say("归档：打印归档目录")
    pdfs = to_pdf({item.file: item.data for item in made})
    contents = [_with_pdf(item, pdfs[item.file]) for item in made]
    files = {**filing.files}
    for item in contents:
        files[f"{CONTENTS_FOLDER}/{item.name}"] = item.data
        files[f"{CONTENTS_FOLDER}/{Path(item.name).stem}.pdf"] = item.pdf or b""
    files[README] = readme(cover.town, cover.made, len(files))
    return {**files, MANIFEST: manifest(files)}


def _lines(folder: Path, files: Mapping[str, bytes], papers: _Papers, cover: Cover) -> list[str]:
    return [
        f"已归档 {len(files)} 个文件到“{folder}”，核对用的清单是 {MANIFEST}。",
        *(
            [f"注意：名单、计票还有 {cover.errors} 处错误，归档的工作簿封面上已写明。"]
            if cover.errors
            else []
        ),
        *_kept_lines(papers.kept),
        *obstacle_lines(papers.waiting, "未归档"),
        "候选人登记表上的身份证号一律遮盖；印有完整号码的登记表，请另行保管纸质件。",
        "“归档目录”已填写文号、日期、页数、份数；只有纸质件的请补填。",
    ]


def _kept_lines(kept: Sequence[Path]) -> list[str]:
    if not kept:
        return []
    shown = "、".join(file.name for file in kept[:SHOWN]) + (
        f"等 {len(kept)} 份" if len(kept) > SHOWN else ""
    )
    return [f"  在 Word 中改过的照“{shelf.FOLDER}”里的原样归档（可能有完整的身份证号）：{shown}。"]


ACTION = Action(
    "archive",
    "归档",
    "把公文、选票、计票记录、日志和上报的工作簿按归档目录分文件夹存放，附校验清单",
    run,
    Options,
    (
        Argument(
            ("--out",),
            {"metavar": "文件夹", "help": f"新的或空的文件夹；省略则放在工作簿旁的“{FOLDER}_日期_时间”"},
        ),
        Argument(
            ("--password-env",),
            {"metavar": "环境变量", "help": "存放密码的环境变量名；给了密码，归档的工作簿即内容完整并加密"},
        ),
    ),
)
