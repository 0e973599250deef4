"""打印: a list as a file that is ready for the printer: the rows in use, or a blank form, on A4 or A3.

The workbook stays as it is.  A sheet of twenty columns printed as it stands is shrunk until nobody can read it: here nothing is
smaller than nine points.  A4 takes the columns that a list is talked over with, A3 all of them; what does not fit beside each
other goes on further pages, each with number and name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say, telling
from pyxl.actions.read import read_settings
from pyxl.book.declared import SHEETS, Column, Table, table
from pyxl.book.printed import PAPERS, Listing, bands, print_book
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import HostError, TableError
from pyxl.hosts.office import soffice, to_pdf
from pyxl.masking import mask_text
from pyxl.rules.plan import Settings

FOLDER = "打印"
BLANK_ROWS = 20
"""Rows of a blank form where no number is given."""
MOST_ROWS = 500
IDENTITY = "身份证号"


@dataclass(frozen=True, slots=True)
class Options:
    """`table` by name; `blank`: rows of an empty form, 0 for the rows in use; `paper`; `columns`, by `、`; `out`: a folder."""

    table: str
    blank: int = 0
    paper: str = "A4"
    columns: str | None = None
    out: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make the file, and its PDF where LibreOffice is there.

    Raises TableError for an unknown table or column, a paper that is none, or a list without a row.
    """
    declared, settings = table(options.table), read_settings(workbook)
    if options.paper not in PAPERS:
        raise TableError(f"没有“{options.paper}”这种纸", remedy=f"可用：{'、'.join(PAPERS)}")
    if not 0 <= options.blank <= MOST_ROWS:
        raise TableError(f"空白表要 0—{MOST_ROWS} 行，填的是 {options.blank}", remedy="请改正行数")
    columns = _columns(declared, options)
    records = [] if options.blank else _in_use(workbook, declared, settings)
    if not records and not options.blank:
        raise TableError(
            f"“{declared.name}”表还没有填写，没有可以打印的行",
            remedy="要空白表手填，请选“空白表”（命令是 --blank 行数）",
        )
    listing = Listing(_title(declared, settings, blank=bool(options.blank)), columns, records, options.blank)
    folder = Path(options.out) if options.out else workbook.folder / FOLDER
    stem = f"{declared.name}（空白）" if options.blank else declared.name
    data = print_book(listing, options.paper)
    files = [NewFile(folder / f"{stem}.xlsx", data), *_pdf(folder / f"{stem}.pdf", data, say)]
    pages = len(bands(listing, options.paper))
    rows = f"空白 {options.blank} 行" if options.blank else f"{len(records)} 行"
    return Outcome(
        lines=[
            f"“{declared.name}”{rows}、{len(columns)} 栏，{options.paper}"
            + (f"，分 {pages} 组栏目印" if pages > 1 else "") + "，可以打印：",
            *(f"  {new.path}" for new in files),
        ],
        document={
            "table": declared.name, "rows": options.blank or len(records), "paper": options.paper,
            "columns": [column.header for column in columns], "files": [str(new.path) for new in files],
        },
        files=files,
        summary=f"{declared.name} {rows}",
        rows=options.blank or len(records),
    )  # fmt: skip


def _columns(declared: Table, options: Options) -> tuple[Column, ...]:
    """Those that were asked for; on A4 the declared choice, else all that are shown."""
    if options.columns:
        return tuple(
            declared.column(name.strip()) for name in options.columns.replace("，", "、").split("、")
        )
    chosen = declared.on_a4 if options.paper == "A4" else ()
    return tuple(
        column for column in declared.columns if not column.hidden and (not chosen or column.header in chosen)
    )


def _in_use(workbook: Workbook, declared: Table, settings: Settings) -> list[Record]:
    """The rows in which anything stands, with identity numbers as the setting has them on forms."""
    rows = [
        row
        for row in workbook.records(declared.name)
        if any(row.get(h) is not None for h in declared.headers)
    ]
    if settings.form_identity == "完整":
        return rows
    return [
        {header: mask_text(cell) if isinstance(cell, str) else cell for header, cell in row.items()}
        for row in rows
    ]


def _title(declared: Table, settings: Settings, *, blank: bool) -> str:
    sheet = next(sheet for sheet in SHEETS if declared in sheet.tables)
    heading = sheet.title if len(sheet.tables) == 1 else declared.name
    return f"{settings.town}{heading}{'（空白表）' if blank else ''}"


def _pdf(path: Path, data: bytes, say: Say) -> Sequence[NewFile]:
    """Nothing where LibreOffice is absent: the file opens in Excel and WPS as well."""
    try:
        soffice()
    except HostError:
        return ()
    made: Mapping[str, bytes] = to_pdf({"print.xlsx": data}, telling("打印", say))
    return (NewFile(path, made["print.xlsx"]),)


ACTION = Action(
    "print",
    "打印",
    "把一张表做成可以直接打印的文件：只印填了的行，或一份可手填的空白表；A4 印常用栏目，A3 印全部",
    run,
    Options,
    (
        Argument(("table",), {"metavar": "表", "help": "如 候选人、代表、单位"}),
        Argument(("--blank",), {"metavar": "行数", "type": int, "nargs": "?", "const": BLANK_ROWS, "default": 0, "help": f"空白表，省略行数即 {BLANK_ROWS} 行"}),
        Argument(("--paper",), {"metavar": "纸张", "default": "A4", "help": "、".join(PAPERS)}),
        Argument(("--columns",), {"metavar": "栏目", "help": "只印这些栏目，用“、”分开"}),
        Argument(("--out",), {"metavar": "文件夹", "help": f"省略则存到工作簿旁边的“{FOLDER}”"}),
    ),
)  # fmt: skip
