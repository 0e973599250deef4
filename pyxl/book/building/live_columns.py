"""What a live table shows: the status beside the row, colours on the cells at fault, the guide above.

即时校验 stands behind the declared columns; the columns behind it are the steps to it, hidden.  A colour tells
how bad a cell is, that of the name how bad its row is, so that it is seen however far one has scrolled.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from pyxl.book.building.count_formulas import UNCALCULATED
from pyxl.book.building.live_content import LiveTable
from pyxl.book.building.live_names import columns_of, name_of, name_of_part
from pyxl.book.declared import LIVE_STATUS, LIVE_STEP, Table
from pyxl.book.formats import SEVERITY_COLOURS, Formats
from pyxl.words import ROWS_ABOVE

STATUS_WIDTH, STEP_WIDTH = 58.0, 12.0
NAME = "姓名"
PRESENT = f"{LIVE_STEP}行"
"""The step that is 1 where anything stands in a row."""
SHARED = f"{LIVE_STEP}COUNT"
"""The rule whose error all rows of a unit share: none of them is more at fault than the others."""
FAR = 1_000_000
"""More than any row of a table."""


def table_columns(declared: Table, live: LiveTable) -> list[dict[str, object]]:
    """The added columns as XlsxWriter's `add_table` takes them."""
    return [{"header": header, "formula": f"={_name(declared, header)}"} for header in live.headers]


def _name(declared: Table, header: str) -> str:
    return name_of(declared.name, header)


def write_live(
    page: Worksheet, declared: Table, live: LiveTable, header_row: int, rows: int, formats: Formats
) -> None:
    """Formulas in the rows that a new workbook has, colours in all `rows` that can have them, the guide."""
    first = len(declared.columns)
    last = first + len(live.headers) - 1
    page.set_column(first, first, STATUS_WIDTH, formats.status())
    page.set_column(first + 1, last, STEP_WIDTH, formats.named("plain"), {"hidden": True, "level": 1})
    page.set_column(last + 1, last + 1, None, None, {"collapsed": True})
    for row in range(header_row + 1, header_row + 1 + declared.rows):
        for at, header in enumerate(live.headers, first):
            look = formats.status() if header == LIVE_STATUS else formats.named("plain")
            page.write_formula(row, at, f"={_name(declared, header)}", look, UNCALCULATED)
    for column, word, criteria in _colours(declared, live, header_row + 2):
        page.conditional_format(
            header_row + 1, column, header_row + rows, column,
            {"type": "formula", "criteria": f"={criteria}", "format": formats.severity(word)},
        )  # fmt: skip
    for word, (_, ink) in SEVERITY_COLOURS.items():
        look = formats.look(bold=True, font_color=ink)
        found = {"type": "formula", "criteria": f'=ISNUMBER(FIND("：{word}：",$A$2))', "format": look}
        page.conditional_format(1, 0, 1, 0, found)
    page.write_formula(1, 0, f"={_guide(declared, live, rows)}", formats.named("guide"), UNCALCULATED)


def _colours(declared: Table, live: LiveTable, row: int) -> Iterator[tuple[int, str, str]]:
    """(column, severity, criteria for the cell in `row`): of several rules the worst colours a cell."""
    letters = columns_of(declared, live)
    said: dict[str, list[str]] = {NAME: [f"${letters[LIVE_STATUS]}{row}"]}
    for rule in live.rules:
        cell = f"${letters[rule.name]}{row}"
        for column in rule.said:
            if len(rule.said) > 1:
                said.setdefault(column, []).append(
                    f'IF({cell}="","",{name_of_part(declared.name, rule, column)})'
                )
            elif column != NAME:
                said.setdefault(column, []).append(cell)
    said[LIVE_STATUS] = said[NAME]
    for word in SEVERITY_COLOURS:
        for column, texts in said.items():
            found = ",".join(f'LEFT({text},2)="{word}"' for text in texts)
            at = len(declared.columns) if column == LIVE_STATUS else declared.headers.index(column)
            yield at, word, f"OR({found})" if len(texts) > 1 else found


def _guide(declared: Table, live: LiveTable, rows: int) -> str:
    """The first row at fault, in words, and how many there are; the usual guide while all is well.

    A row with an error of its own comes before one that only shares its unit's surplus.
    """
    status, names = f"{declared.name}[{LIVE_STATUS}]", f"{declared.name}[{NAME}]"
    errors, warnings = (f'COUNTIF({status},"{word}*")' for word in ("错误", "警告"))
    text = f'"{declared.guide}"'
    for word, more in (("警告", f'"（共 "&{warnings}&" 行有警告）"'),
                       ("错误", f'"（共 "&{errors}&" 行有错误、"&{warnings}&" 行有警告）"')):  # fmt: skip
        row = f'MATCH("{word}*",{status},0)'
        if SHARED in live.headers and word == "错误":
            own = f'(LEFT({status},2)="{word}")*({status}<>{declared.name}[{SHARED}])'
            first = f"SUMPRODUCT(MIN(ROW({status})-MIN(ROW({status}))+1+(1-{own})*{FAR}))"
            row = f"IF({first}<{FAR},{first},{row})"
        found = f'"第 "&({row}+{ROWS_ABOVE})&" 行 "&INDEX({names},{row})&"："&INDEX({status},{row})&{more}'
        text = f"IF(ISNUMBER({row}),{found},{text})"
    beyond = f'"　只有前 {rows} 行即时校验，其余请按“校验候选人”。"'
    return f'{text}&IF(ROWS({status})>{rows},{beyond},"")'
