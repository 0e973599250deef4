"""导入名册: rows of a list that a village sent go behind the rows that a table already has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.writes import Append, Replace, Write
from pyxl.book.declared import TABLES, Table, table
from pyxl.book.intake import Converters, Roster, Skipped, read_roster, spec_of
from pyxl.book.workbook import SERIAL, Cell, Record, Workbook
from pyxl.errors import TableError
from pyxl.hosts.foreign import read_grids
from pyxl.rules.identity import normalise
from pyxl.rules.person import LISTS, PartialDate, normalise_name, parse_date

WAIVER = ("例外批准文号", "例外批准日期")
"""Columns that the clerk fills in after an approval."""
SHOWN = 15
"""Skipped rows and notes that the message names; with --json all of them are listed."""
CLOSED = frozenset(name for name, declared in TABLES.items() if declared.computed) | {"设置", "矛盾"}
"""Tables that are not filled from lists."""


@dataclass(frozen=True, slots=True)
class Options:
    """`table` by name, `source` a .csv, .xlsx, .xlsm, .xls or .ods file; `replace`: empty it first."""

    table: str
    source: str
    replace: bool = False


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Read the list; what cannot be a row is named with its reason, what cannot be read stays as written."""
    declared = table(options.table)
    if declared.name in CLOSED:
        raise TableError(
            f"“{declared.name}”表由程序填写，不能导入", remedy="可导入候选人、代表、单位、工作人员等表"
        )
    path = Path(options.source)
    units = [str(record["单位"]) for record in workbook.records("单位") if record["单位"]]
    grids = read_grids(path)
    say(f"识别 {path.name}")
    roster = read_roster(grids, spec_of(declared), _converters(declared), units)
    known = workbook.records(declared.name)
    present = [] if options.replace else known
    fresh, repeated = _fresh(declared, present, roster)
    fresh, kept = _with_waivers(declared, fresh, known)
    skipped = sorted((*roster.skipped, *repeated), key=lambda item: (item.sheet, item.row))
    numbered = _numbered(declared, present, fresh)
    write: Write = Append(declared.name, numbered)
    if options.replace:
        write = Replace(declared.name, numbered, least=declared.rows)
    return Outcome(
        lines=[
            f"从 {path.name} 导入“{declared.name}”表 {len(fresh)} 行，跳过 {len(skipped)} 行。",
            *_shown(
                [f"  第 {item.row} 行：{item.reason}" if item.row else f"  {item.reason}" for item in skipped]
            ),
            *([f"  保留了 {kept} 人原有的例外批准文号和日期。"] if kept else []),
            *_shown([f"  注意：{note}" for note in roster.notes]),
        ],
        document={
            "table": declared.name,
            "rows": len(fresh),
            "skipped": [asdict(item) for item in skipped],
            "notes": list(roster.notes),
        },
        writes=[write] if numbered or options.replace else [],
        summary=f"{path.name}：导入 {len(fresh)} 行，跳过 {len(skipped)} 行",
        rows=len(fresh),
    )


def _converters(declared: Table) -> Converters:
    """How the rules read names, dates and coded words; what they cannot read stays as it was written."""
    converters: dict[str, object] = {"name": normalise_name, "date": _date}
    for column in declared.columns:
        if column.choices in LISTS:
            converters[column.header] = LISTS[column.choices].normalise
    return converters  # type: ignore[return-value]


def _date(value: object) -> Cell:
    """A day as a date; a month alone as 1980-05, which the check asks about near a limit."""
    found = parse_date(value)
    if not isinstance(found, PartialDate):
        return None
    return found.exact or f"{found.year:04d}-{found.month:02d}"


def _fresh(declared: Table, present: Sequence[Record], roster: Roster) -> tuple[list[Record], list[Skipped]]:
    """Rows that the table does not have yet, word for word; a list imported twice adds nothing.

    A waiver that was entered meanwhile makes no difference, unless the list itself tells of waivers.
    """
    passed_over = (
        {SERIAL} if any(row.get(header) for row in roster.rows for header in WAIVER) else {SERIAL, *WAIVER}
    )
    headers = [header for header in declared.headers if header not in passed_over]
    known = {_identity(record, headers): index for index, record in enumerate(present, 1)}
    fresh: list[Record] = []
    repeated: list[Skipped] = []
    for row, source in zip(roster.rows, roster.source_rows, strict=True):
        identity = _identity(row, headers)
        if identity in known:
            reason = f"与“{declared.name}”表第 {known[identity]} 行完全相同，没有重复导入"
            repeated.append(Skipped(source.row, reason, source.sheet))
        else:
            fresh.append(row)  # type: ignore[arg-type]
            known[identity] = len(present) + len(fresh)
    return fresh, repeated


def _with_waivers(
    declared: Table, fresh: Sequence[Record], known: Sequence[Record]
) -> tuple[list[Record], int]:
    """Who comes again keeps the waiver that was entered, unless the list brings its own; and how many do.

    A village's list never knows of approvals: without this, each new list would take them away.
    """
    waived = [record for record in known if any(record.get(header) for header in WAIVER)]
    rows, kept = [], 0
    for record in fresh:
        before = next((other for other in waived if _same_person(record, other)), None)
        if before is not None and not any(record.get(header) for header in WAIVER):
            record = {**record, **{header: before[header] for header in WAIVER}}
            kept += 1
        rows.append(record)
    return rows, kept


def _same_person(one: Record, other: Record) -> bool:
    """One identity number; where a row has none, one name and birth date."""
    numbers = [normalise(str(record["身份证号"])) for record in (one, other) if record.get("身份证号")]
    if len(numbers) == 2:
        return numbers[0] == numbers[1]
    born, name = one.get("出生日期"), normalise_name(one.get("姓名"))
    return bool(born and name) and (name, born) == (normalise_name(other.get("姓名")), other.get("出生日期"))


def _identity(row: Record | dict[str, object], headers: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if row.get(header) is None else str(row.get(header)) for header in headers)


def _numbered(declared: Table, present: Sequence[Record], fresh: Sequence[Record]) -> list[Record]:
    if not declared.numbered:
        return list(fresh)
    return [{**record, SERIAL: number} for number, record in enumerate(fresh, len(present) + 1)]


def _shown(lines: Sequence[str]) -> list[str]:
    more = [f"  ……另有 {len(lines) - SHOWN} 条"] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


ACTION = Action(
    "import",
    "导入名册",
    "把村（社区）报来的名册导入一张表，表头自动识别，跳过的行逐一说明",
    run,
    Options,
    (
        Argument(("table",), {"metavar": "表名", "help": "如 候选人、代表、单位"}),
        Argument(("source",), {"metavar": "名册文件", "help": ".csv、.xlsx、.xlsm、.xls 或 .ods"}),
        Argument(("--replace",), {"action": "store_true", "help": "先清空该表再导入"}),
    ),
)
