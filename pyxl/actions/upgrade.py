"""moxi upgrade: a workbook that an earlier version built gets the columns and settings that came since.

Whatever the clerk has stays where it is: columns come behind those that are there, settings below theirs.  Formulas,
macros and sheets stay those of the version that built it; a table that came with a sheet of its own is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.fresh.another_town import is_another_town
from pyxl.actions.fresh.from_plan import BASES, CHARTER, elsewhere
from pyxl.actions.writes import Append, Put, Write
from pyxl.book.declared import SETTINGS as TABLE
from pyxl.book.declared import SHEET, TABLES, VERSION_LABEL, VERSION_PLACE
from pyxl.book.later_columns import has_room
from pyxl.book.version import PRESENT, in_order, version_of
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import FileError
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.plan import Setting


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Read every table, so that the press gives each what it lacks; settings are written, the version noted.

    Raises FileError for a workbook newer than the program.
    """
    before = version_of(workbook)
    if in_order(before) > in_order(PRESENT):
        raise FileError(
            f"这个工作簿是 {before} 版的，比这台电脑上的软件（{PRESENT} 版）新",
            workbook.book.name,
            "请先更新软件",
        )
    lacking = [name for name in TABLES if workbook.lacks(name)]
    regions = [workbook.region(name) for name in TABLES if name not in lacking]
    growing = [region for region in regions if region.absent and has_room(region)]
    blocked = [
        region for region in regions if region.absent and not any(region is grown for grown in growing)
    ]
    settings = _absent_settings(workbook)
    added = [
        *({"table": r.declaration.name, "column": c.header} for r in growing for c in r.absent),
        *({"table": TABLE.name, "setting": str(record["项目"])} for record in settings),
    ]
    writes: list[Write] = [Append(TABLE.name, settings)] if settings else []
    if before != PRESENT:
        writes.append(Put(SHEET, VERSION_PLACE, [[VERSION_LABEL, PRESENT]]))
    shown = [f"“{item['table']}”增加“{item.get('column') or item['setting']}”" for item in added]
    return Outcome(
        lines=[_headline(before, len(added)), *shown, *map(_blocked, blocked), *map(_lacking, lacking)],
        document={
            "from": before,
            "to": PRESENT,
            "added": added,
            "missing": [*lacking, *(region.declaration.name for region in blocked)],
        },
        writes=writes,
        summary=f"{before} → {PRESENT}：" + ("；".join(shown) or "没有要补的栏目和设置"),
        rows=len(added),
    )


def _absent_settings(workbook: Workbook) -> list[Record]:
    present = {"".join(str(record["项目"] or "").split()) for record in workbook.records(TABLE.name)}
    town = next((str(row["值"] or "") for row in workbook.records(TABLE.name) if row["项目"] == "镇名"), "")
    foreign = bool(town) and is_another_town(town)
    return [_record(s, foreign) for s in SETTINGS if s.key not in present]


def _record(setting: Setting, foreign: bool) -> Record:
    """A setting with its default; another town gets nothing that is the declared plan's own."""
    record: Record = {
        "项目": setting.key,
        "值": setting.cell(setting.default),
        "条款": setting.clause,
        "说明": setting.text,
    }
    if not foreign:
        return record
    return {**elsewhere(record, setting), **({"值": CHARTER} if setting.key == BASES else {})}


def _headline(before: str, added: int) -> str:
    if before == PRESENT and not added:
        return f"工作簿已是 {PRESENT} 版，没有要补的。"
    return f"工作簿由 {before} 版升级到 {PRESENT} 版，增加 {added} 项；原有内容没有改动。"


def _blocked(region: Region) -> str:
    headers = "”“".join(column.header for column in region.absent)
    return f"{region.place}右边有别的内容，新增的栏目“{headers}”没有加上，按空白办理；移开那些内容后可再升级一次。"


def _lacking(name: str) -> str:
    return f"“{name}”表要有新版的工作表才能用，升级加不上：需要时请用 moxi new 生成新工作簿，再导入各表。"


ACTION = Action("upgrade", "升级工作簿", "把旧版本的工作簿补成这个版本的", run, Options)
