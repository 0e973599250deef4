"""Defined names for the live formulas: a cell says `=即时_候选人_ID`, its name holds the page of text.

A name refers to its own row, so every row has the same short formula: a list of thousands stays a small file,
a new row needs nothing but a copy, and the clerk meets no page of brackets.  The names are hidden from
Excel's list of names.  What is computed once for all rows stands in hidden columns of 代码表.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pyxl.book.building.live_content import LiveContent, LiveRule, LiveTable
from pyxl.book.declared import CODES, FIRST_TABLE_ROW, LIVE_STATUS, SHEET_OF, TABLES, Table
from pyxl.words import SEVERITIES

PREFIX = "即时_"
FIRST = FIRST_TABLE_ROW + 1
ROW, COLUMN, ONCE = r"\[@([^\]]+)\]", r"(?<![\w\]])\[([^@#\]]+)\]", r"\[#([^\]]+)\]"


def name_of(table: str, cell: str) -> str:
    """The defined name of a step, a rule or the status of a table."""
    return f"{PREFIX}{table}_{cell.replace('-', '_')}"


def name_of_part(table: str, rule: LiveRule, column: str) -> str:
    """The defined name of what a rule says of one of several columns."""
    return f"{name_of(table, rule.name)}_{column}"


def once_name(name: str) -> str:
    """The defined name of what is computed once."""
    return f"{PREFIX}{name}"


def columns_of(declared: Table, live: LiveTable) -> Mapping[str, str]:
    """Header -> column letters, the added columns behind the declared ones."""
    return {header: xl_col_to_name(at) for at, header in enumerate((*declared.headers, *live.headers))}


def live_formulas(table: str, live: LiveTable) -> Iterator[tuple[str, str]]:
    """(name, formula) of everything that a table's rows say; the formula is still in the rules' notation."""
    for step in live.steps:
        yield name_of(table, step.name), step.formula
    for rule in live.rules:
        if len(rule.said) == 1:
            ((_, formula),) = rule.said.items()
            yield name_of(table, rule.name), formula
            continue
        said = '""'
        for column, formula in reversed(list(rule.said.items())):
            said = f"IF({rule.fine[column]},{said},{formula})"
            yield name_of_part(table, rule, column), f'IF({rule.fine[column]},"",{formula})'
        yield name_of(table, rule.name), f'IF([@{live.steps[0].name}]="","",{said})'
    yield name_of(table, LIVE_STATUS), _worst(live)


def _worst(live: LiveTable) -> str:
    """The first error of the row, else its first warning, else its first note."""
    cells = f"[@{live.rules[0].name}:{live.rules[-1].name}]"
    worst = '""'
    for word in reversed(SEVERITIES):
        worst = f'IFERROR(INDEX({cells},MATCH("{word}*",{cells},0)),{worst})'
    return f'IF([@{live.steps[0].name}]="","",{worst})'


def resolved(formula: str, declared: Table, live: LiveTable) -> str:
    """A formula of the rules as a defined name holds it: relative to row 1, which is whichever row asks."""
    letters, sheet = columns_of(declared, live), SHEET_OF[declared.name]

    def cell(match: re.Match[str]) -> str:
        first, _, last = match[1].partition(":")
        if first not in letters:
            return name_of(declared.name, first)
        place = f"{sheet}!${letters[first]}1"
        return f"{place}:${letters[last]}1" if last else place

    formula = re.sub(ROW, cell, formula)
    formula = re.sub(COLUMN, lambda match: f"{declared.name}[{match[1]}]", formula)
    return with_once(formula)


def with_once(formula: str) -> str:
    """A formula with the names of what is computed once."""
    return re.sub(ONCE, lambda match: once_name(match[1]), formula)


def define_live(book: xlsxwriter.Workbook, live: LiveContent, first_column: int) -> None:
    """Define every name; `first_column` of 代码表 is the first of those that `pyxl.book.building.live_codes` fills."""
    for table, formulas in live.tables.items():
        for name, formula in live_formulas(table, formulas):
            _define(book, name, resolved(formula, TABLES[table], formulas))
    for name, place in once_places(live, first_column):
        _define(book, once_name(name), f"{CODES}!{place}")


def _define(book: xlsxwriter.Workbook, name: str, formula: str) -> None:
    if book.define_name(name, f"={formula}"):
        raise ValueError(f"{name} cannot be a defined name")
    book.defined_names[-1][3] = True  # hidden: XlsxWriter keeps the flag and has no argument for it


def once_places(live: LiveContent, first_column: int) -> Iterator[tuple[str, str]]:
    """(name, address on 代码表): one column of values, then three columns for each list of words."""
    values = xl_col_to_name(first_column + 1)
    for row, (name, _) in enumerate((*live.texts, *live.once), FIRST):
        yield name, f"${values}${row}"
    for at, (name, words) in enumerate(live.words.items()):
        for offset, kind in enumerate(("词", "值", "等")):
            letters = xl_col_to_name(first_column + 2 + 3 * at + offset)
            yield f"{kind}_{name}", f"${letters}${FIRST}:${letters}${FIRST + len(words) - 1}"
