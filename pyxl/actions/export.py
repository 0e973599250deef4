"""导出: a table as JSON, CSV or XLSX.  The workbook is not changed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.book.declared import table
from pyxl.book.workbook import Cell, Record, Workbook
from pyxl.errors import FileError
from pyxl.hosts.files.replacing import replace_file


@dataclass(frozen=True, slots=True)
class Options:
    """`table` by name; `out` a path that ends in .json, .csv or .xlsx, or None for JSON only."""

    table: str = "候选人"
    out: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Read the table and write it to `out` if one is given.

    Raises FileError for an ending that it cannot write.
    """
    headers = table(options.table).headers
    records = [
        record for record in workbook.records(options.table) if any(v is not None for v in record.values())
    ]
    document = {"table": options.table, "rows": [_plain(record) for record in records]}
    if options.out is None:
        return Outcome([json.dumps(document, ensure_ascii=False, indent=1)], document)
    path = Path(options.out)
    try:
        write = WRITERS[path.suffix.lower()]
    except KeyError:
        raise FileError(f"不会写“{path.suffix}”文件", path.name, f"请用{'、'.join(WRITERS)}结尾") from None
    replace_file(path, write(headers, records))
    return Outcome([f"已导出 {len(records)} 行：{path}"], {**document, "file": str(path)})


def _plain(record: Record) -> dict[str, Cell]:
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in record.items()}


def _as_json(headers: Sequence[str], records: Sequence[Record]) -> bytes:
    return (json.dumps([_plain(record) for record in records], ensure_ascii=False, indent=1) + "\n").encode()


def _as_csv(headers: Sequence[str], records: Sequence[Record]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the Chinese; texts cannot become formulas."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headers)
    writer.writerows([_guarded(value) for value in _plain(record).values()] for record in records)
    return ("\ufeff" + buffer.getvalue()).encode()


def _guarded(value: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula or a number gets a tab in front of it."""
    if isinstance(value, str) and (value[:1] in tuple("=+-@") or (value.isdecimal() and len(value) > 11)):
        return "\t" + value
    return value


def _as_xlsx(headers: Sequence[str], records: Sequence[Record]) -> bytes:
    import xlsxwriter
    from xlsxwriter.utility import xl_range

    from pyxl.book.building.text_columns import leave_as_text

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    date, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "@"})
    page = book.add_worksheet("导出")
    page.write_row(0, 0, headers)
    for row, record in enumerate(records, 1):
        for column, value in enumerate(record.values()):
            page.write(row, column, value, date if isinstance(value, dt.date) else text)
    if records:
        leave_as_text(page, [xl_range(1, 0, len(records), len(headers) - 1)])
    book.close()
    return buffer.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[str], Sequence[Record]], bytes]] = {
    ".json": _as_json,
    ".csv": _as_csv,
    ".xlsx": _as_xlsx,
}
ACTION = Action(
    "export",
    "导出",
    "把一张表另存为单独的文件",
    run,
    Options,
    (
        Argument(("table",), {"metavar": "表名", "help": "如 候选人、代表、单位"}),
        Argument(("--out",), {"metavar": "文件", "help": "以 .json、.csv 或 .xlsx 结尾；省略则只输出 JSON"}),
    ),
)
