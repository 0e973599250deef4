"""What the papers, the submission and the archive read: the whole election in one look at the workbook."""

from __future__ import annotations

from typing import Final

from pyxl.actions.press import LOG
from pyxl.actions.press import TABLE as RECORD
from pyxl.actions.read.sealed import read_seals
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.book.declared import CANDIDATES, PAPERS, TABLES
from pyxl.book.workbook import Workbook
from pyxl.papers import Dossier
from pyxl.rules.check import Rolls, check
from pyxl.rules.person import is_blank
from pyxl.rules.plan import TABLE as SETTINGS
from pyxl.rules.plan import Settings
from pyxl.rules.plan.bases import BASES, with_table

READ: Final = tuple(table.name for table in TABLES.values() if not table.computed)
"""What people type.  Findings and results are worked out anew: a computed table may be older than its data."""


def read_dossier(workbook: Workbook, votes: Votes | None = None) -> Dossier:
    """Read every table that is typed; raises `TableError`, `CellError` or `SettingError` for what can't be used.

    `votes` are those that have been read already.  The papers that still stand on the sheets for typing count as rows of 逐票.
    """
    workbook.expect(*READ, LOG, RECORD)
    tables = {name: workbook.records(name) for name in READ}
    settings = with_table(Settings.from_rows(tables[SETTINGS]), tables[BASES])
    votes = votes or read_votes(workbook, settings, tables[CANDIDATES.name])
    papers = [*tables[PAPERS.name], *(record for typed in votes.typed.values() for record in typed)]
    return Dossier(
        settings=settings,
        tables={
            name: [row for row in rows if not is_blank(row)]
            for name, rows in {**tables, PAPERS.name: papers}.items()
        },
        rolls=Rolls.from_tables(tables, settings),
        findings=check(tables, settings),
        results=votes.results,
        codes=read_seals(workbook, votes).codes,
    )
