"""归档目录: what the file of the reform holds (三(三)3), from the table of that name or, while it is empty, as planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import as_called_here, undertaking
from pyxl.rules.findings import Row
from pyxl.rules.person import text_of
from pyxl.rules.plan import FILED, Filed

TABLE = "归档目录"
COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "保管期限", "备注")
"""As DA/T 22-2015 has them, and the retention, which only a 档号 would tell."""


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One list."""
    settings = dossier.settings
    rows = [_entered(row) for row in dossier.tables.get(TABLE, ())] or [_planned(filed) for filed in FILED]
    for row in rows:
        row |= {column: as_called_here(str(row[column]), settings) for column in ("责任者", "题名")}
    context = {
        "标题": [f"{undertaking(settings)}工作归档文件目录"],
        "立卷单位": issuer(settings),
        "年度": settings.phase3_end.year,
        "名单": [row | {"序号": serial} for serial, row in enumerate(rows, 1)],
    }
    return [Sheaf("", context)]


def _entered(row: Row) -> dict[str, object]:
    return {column: _shown(row.get(column)) for column in COLUMNS}


def _shown(value: object) -> str:
    """A cell; a date in eight digits, as DA/T 22 has it in lists of files."""
    return value.strftime("%Y%m%d") if isinstance(value, dt.date) else text_of(value)


def _planned(filed: Filed) -> dict[str, object]:
    """What is to be filed; number, date and pages are written by hand."""
    known: Mapping[str, str] = {
        "责任者": filed.author,
        "题名": filed.title,
        "保管期限": filed.retention,
    }
    return {column: known.get(column, "") for column in COLUMNS}


PAPER = Paper(
    number=95,
    name="归档目录",
    template="归档目录.docx",
    clause="三(三)3",
    tables=(TABLE, "设置"),
    lacks=lambda dossier: (),
    sheaves=sheaves,
)
