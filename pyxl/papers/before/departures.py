"""离岗人员名单: the women's cadres who leave office, who talks with them and what they go on doing (四(三))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyxl.errors import without_identities
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import undertaking
from pyxl.rules.person import normalise_name, text_of
from pyxl.rules.person.spacing import in_list

TABLE = "离岗人员"
COLUMNS = ("原职务", "离岗原因", "离岗日期", "谈话人", "谈话日期", "继续发挥作用的安排", "备注")


def lacks(dossier: Dossier) -> Sequence[str]:
    """Somebody leaves."""
    return [] if dossier.tables.get(TABLE) else ["“离岗人员”表没有填写；没有人离岗的，不需要这份名单"]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """One list, in the order of the table."""
    settings = dossier.settings
    rows = [
        {column: shown(row.get(column)) for column in COLUMNS}
        | {"序号": serial, "姓名": in_list(normalise_name(row.get("姓名")))}
        for serial, row in enumerate(dossier.tables.get(TABLE, ()), 1)
    ]
    title = f"{undertaking(settings)}离岗人员名单"
    return [Sheaf("", {"标题": [title], "填报单位": issuer(settings), "名单": rows})]


def shown(value: object) -> str:
    """A cell of the register as papers write it: days as 2017.12.03, stray identity numbers masked."""
    if isinstance(value, dt.date):
        return f"{value.year}.{value.month:02d}.{value.day:02d}"
    return without_identities(text_of(value))


PAPER = Paper(
    number=90,
    name="离岗人员名单",
    template="离岗人员名单.docx",
    clause="四(三)",
    tables=(TABLE, "设置"),
    lacks=lacks,
    sheaves=sheaves,
)
