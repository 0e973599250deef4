"""导入名册: lists and forms that villages sent, files or whole folders, go into one table.

A list goes behind the rows that are there; a form of ours that came back takes the place of its unit's rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.check import examine
from pyxl.actions.incoming import (
    Merged,
    Reader,
    Reading,
    Source,
    change_lines,
    expand,
    merge,
    note_lines,
    read_all,
    sheet_lines,
    sheets_of,
    skipped_lines,
    sort_out,
)
from pyxl.actions.press import DamagedHistory, read_history
from pyxl.actions.writes import Append, Replace, Write
from pyxl.book.declared import TABLES, Table, table
from pyxl.book.intake import Converters, row_list, spec_of
from pyxl.book.workbook import SERIAL, Cell, Record, Workbook
from pyxl.errors import IdentityError, TableError
from pyxl.rules.identity import parse
from pyxl.rules.person import CANDIDATES, DELEGATES, LISTS, PartialDate, normalise_name, parse_date
from pyxl.words import EVERY_LIST

CLOSED = frozenset(name for name, declared in TABLES.items() if declared.computed) | {"设置", "矛盾"}
"""Tables that are not filled from lists."""
OFFERED: Mapping[str, str] = {"产生方式": "选举", "推荐方式": "组织推荐"}
"""Columns that are often the same for a whole list -> the value that is then meant."""


LISTS_OF_PEOPLE = (DELEGATES, CANDIDATES)


@dataclass(frozen=True, slots=True)
class Options:
    """`table` by name, or 名册 for candidates and delegates together, `source` files and folders; `replace`: empty the table first; `sheet`: only those sheets."""

    table: str
    source: Sequence[str]
    replace: bool = False
    sheet: Sequence[str] | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Read the files; what cannot be a row is named with its reason, what cannot be read stays as written.

    Raises TableError for a table that the program fills.
    """
    if options.table == EVERY_LIST:
        return _run_every_list(workbook, options, say)
    declared = table(options.table)
    if declared.name in CLOSED:
        raise TableError(
            f"“{declared.name}”表由程序填写，不能导入", remedy="可导入候选人、代表、单位、工作人员等表"
        )
    sources = _sources(workbook, options)
    say(f"识别 {_named([source.shown for source in sources])}")
    readings = read_all(sources, _reader(workbook, declared, options))
    return _merged(workbook, declared, readings, options)


def _run_every_list(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Lists of candidates and of delegates at once, each file to its table; then the check, whose findings are written too."""
    sources = _sources(workbook, options)
    say(f"识别 {_named([source.shown for source in sources])}")
    readings = {
        name: [_reader(workbook, table(name), options).read(source) for source in sources]
        for name in LISTS_OF_PEOPLE
    }
    found = {name: of_table for name, of_table in sort_out(readings).items() if of_table}
    if all(reading.error for of_table in found.values() for reading in of_table):
        raise next(reading.error for of_table in found.values() for reading in of_table if reading.error)
    outcomes = [_merged(workbook, table(name), of_table, options) for name, of_table in found.items()]
    writes = [write for outcome in outcomes for write in outcome.writes]
    say("校验导入的名册")
    checked = examine(workbook, writes)
    return Outcome(
        lines=[*(line for outcome in outcomes for line in outcome.lines), checked.line],
        document={
            "table": EVERY_LIST,
            "rows": sum(outcome.rows for outcome in outcomes),
            "tables": [outcome.document for outcome in outcomes],
        },
        writes=[*writes, *checked.writes],
        wrong=any(outcome.wrong for outcome in outcomes),
        summary="；".join([*(outcome.summary for outcome in outcomes), checked.line]),
        rows=sum(outcome.rows for outcome in outcomes),
        received={name: times for outcome in outcomes for name, times in outcome.received.items()},
    )


def _sources(workbook: Workbook, options: Options) -> list[Source]:
    words = [options.source] if isinstance(options.source, str) else options.source
    return expand(words, Path(workbook.book.fullname))


def _reader(workbook: Workbook, declared: Table, options: Options) -> Reader:
    units = [str(record["单位"]) for record in workbook.records("单位") if record["单位"]]
    return Reader(spec_of(declared), _converters(declared), units, options.sheet or ())


def _merged(workbook: Workbook, declared: Table, readings: Sequence[Reading], options: Options) -> Outcome:
    """What became of one table."""
    whole = [_with_whole_births(reading) for reading in readings]
    known = workbook.records(declared.name)
    received = {} if options.replace else _received(workbook, declared.name)
    merged = merge(declared, [] if options.replace else known, known, whole, received)
    outcome = _outcome(declared, whole, merged, emptied=options.replace)
    return replace(
        outcome, received={declared.name: {**received, **merged.received}} if merged.received else {}
    )


def _received(workbook: Workbook, name: str) -> Mapping[str, str]:
    """When the forms were saved that are in the table; nothing where the record is gone, which the press will say."""
    try:
        return read_history(workbook).received.get(name, {})
    except DamagedHistory:
        return {}


def _outcome(declared: Table, readings: Sequence[Reading], merged: Merged, *, emptied: bool) -> Outcome:
    told = sheets_of(readings, merged)
    skipped = [item for sheet in told for item in sheet.skipped]
    refused = [reading for reading in readings if reading.error]
    name = _named([reading.source.shown for reading in readings])
    failed = f"，{len(refused)} 份文件没有导入" if refused else ""
    notes = dict.fromkeys(note for reading in readings for note in reading.roster.notes)
    offers = _offers(declared, merged)
    return Outcome(
        lines=[
            f"从 {name} 导入“{declared.name}”表 {merged.count} 行，跳过 {len(skipped)} 行{failed}。",
            *sheet_lines(told),
            *change_lines(merged.changes),
            *skipped_lines(told),
            *([f"  保留了 {merged.waivers} 人原有的例外批准文号和日期。"] if merged.waivers else []),
            *note_lines(readings),
            *(f"  {offer}" for offer in offers),
        ],
        document={
            "table": declared.name,
            "rows": merged.count,
            "skipped": [{"row": item.row, "reason": item.reason, "sheet": item.sheet} for item in skipped],
            "notes": [*notes, *offers],
            "sources": [sheet.document for sheet in told],
            "refused": [{"file": r.source.shown, "reason": str(r.error)} for r in refused],
            "changed": [
                {"unit": c.unit, "added": c.added, "removed": c.removed, "changed": c.changed}
                for c in merged.changes
            ],
        },
        writes=_writes(declared, merged, emptied=emptied),
        wrong=bool(refused),
        summary=f"{name}：导入 {merged.count} 行，跳过 {len(skipped)} 行",
        rows=merged.count,
    )


def _writes(declared: Table, merged: Merged, *, emptied: bool) -> list[Write]:
    if emptied or merged.replaced:
        everybody = [*merged.kept, *merged.behind]
        return [Replace(declared.name, _numbered(declared, everybody, 1), least=declared.rows)]
    if not merged.behind:
        return []
    return [Append(declared.name, _numbered(declared, merged.behind, len(merged.kept) + 1))]


def _numbered(declared: Table, records: Sequence[Record], first: int) -> list[Record]:
    if not declared.numbered:
        return list(records)
    return [{**record, SERIAL: number} for number, record in enumerate(records, first)]


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} 份文件"


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


def _with_whole_births(reading: Reading) -> Reading:
    """Births that are given to the month get their day from an identity number that agrees with them; it is said."""
    rows: list[dict[str, object]] = []
    completed: list[int] = []
    for row, source in zip(reading.roster.rows, reading.roster.source_rows, strict=True):
        if day := _whole_birth(row):
            row = {**row, "出生日期": day}
            completed.append(source.row)
        rows.append(row)
    if not completed:
        return reading
    note = f"“出生日期”只有年月的，年月与身份证号一致，已按身份证号补上日：第 {row_list(completed)} 行"
    roster = replace(reading.roster, rows=tuple(rows), notes=(*reading.roster.notes, note))
    return replace(reading, roster=roster)


def _whole_birth(row: Mapping[str, object]) -> date | None:
    born = row.get("出生日期")
    if not isinstance(born, str) or not row.get("身份证号"):
        return None
    try:
        month, day = parse_date(born), parse(str(row["身份证号"])).birth_date
    except (IdentityError, TableError, ValueError):
        return None
    known = isinstance(month, PartialDate) and month.exact is None and month.agrees_with(day)
    return day if known else None


def _offers(declared: Table, merged: Merged) -> list[str]:
    """What could be filled in for all at once: columns that nobody of several has."""
    if len(merged.behind) < 2:
        return []
    return [
        f"“{header}”一栏都空着；如果都是“{value}”，在第一格填好，双击这一格的右下角，就一直填到底"
        for header, value in OFFERED.items()
        if header in declared.headers and not any(record.get(header) for record in merged.behind)
    ]


ACTION = Action(
    "import",
    "导入名册",
    "把村（社区）报来的名册或填报表导入一张表，可以一次给几份文件或整个文件夹；跳过的行逐一说明",
    run,
    Options,
    (
        Argument(
            ("table",),
            {"metavar": "表名", "help": "如 候选人、代表、单位；写 名册 即代表和候选人一起导入，自动分开"},
        ),
        Argument(
            ("source",),
            {"metavar": "名册", "nargs": "+", "help": ".csv、.xlsx、.xlsm、.xls、.ods、.docx 文件，或文件夹"},
        ),
        Argument(
            ("--sheet",), {"action": "append", "metavar": "工作表", "help": "只读这张工作表，可以写几次"}
        ),
        Argument(("--replace",), {"action": "store_true", "help": "先清空该表再导入"}),
    ),
)
