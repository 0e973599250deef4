"""moxi upgrade: a workbook that an earlier version built gets the tables, columns and settings that came since.

Whatever the clerk has stays where it is: new sheets come behind hers, tables below what their sheet holds, columns behind
those that are there, settings below theirs.  Formulas and macros stay those of the version that built it.  Sheets are
taken out of today's built workbook into the closed file; Excel would have to open that one before the clerk, so there
they are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.fresh.another_town import is_another_town
from pyxl.actions.fresh.first_rows import basis_rows
from pyxl.actions.fresh.from_plan import BASES, CHARTER, elsewhere
from pyxl.actions.fresh.missing_tables import take_lacking
from pyxl.actions.writes import Append, Put, Replace, Write
from pyxl.book.declared import SETTINGS as TABLE
from pyxl.book.declared import SHEET, SHEET_OF, TABLES, VERSION_LABEL, VERSION_PLACE
from pyxl.book.later_columns import has_room
from pyxl.book.version import PRESENT, in_order, version_of
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import FileError
from pyxl.hosts.live import is_live
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.plan import Setting


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Take what is lacking, read every table, so that the press gives each its columns; settings are written, the version noted.

    Raises FileError for a workbook newer than the program.
    """
    before = version_of(Workbook(workbook.book))
    if in_order(before) > in_order(PRESENT):
        raise FileError(
            f"这个工作簿是 {before} 版的，比这台电脑上的软件（{PRESENT} 版）新",
            workbook.book.name,
            "请先更新软件",
        )
    taken = [] if is_live(workbook.book) else take_lacking(workbook.book)
    lacking = [name for name in TABLES if workbook.lacks(name)]
    regions = [workbook.region(name) for name in TABLES if name not in lacking]
    growing = [region for region in regions if region.absent and has_room(region)]
    blocked = [
        region for region in regions if region.absent and not any(region is grown for grown in growing)
    ]
    settings = _absent_settings(workbook)
    added = [
        *({"table": name} for name in taken),
        *({"table": r.declaration.name, "column": c.header} for r in growing for c in r.absent),
        *({"table": TABLE.name, "setting": str(record["项目"])} for record in settings),
    ]
    # In this order: new settings move the tables below them down.
    writes: list[Write] = (
        [Replace(BASES, [*_bases([*workbook.records(TABLE.name), *settings])], TABLES[BASES].rows)]
        if BASES in taken
        else []
    )
    writes += [Append(TABLE.name, settings)] if settings else []
    if before != PRESENT or taken:
        writes.append(Put(SHEET, VERSION_PLACE, [[VERSION_LABEL, PRESENT]]))
    shown = [_shown(item) for item in added]
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


def _shown(item: Mapping[str, str]) -> str:
    """What was added, as the clerk reads it."""
    what = item.get("column") or item.get("setting")
    if what:
        return f"“{item['table']}”增加“{what}”"
    sheet = SHEET_OF[item["table"]]
    place = "在最后" if sheet == item["table"] else f"在“{sheet}”最下面"
    return f"增加“{item['table']}”表，{place}"


def _bases(settings: Sequence[Record]) -> Iterator[Record]:
    """The documents that the settings name, as rows of the table."""
    held = {str(row["项目"]): str(row["值"] or "") for row in settings}
    for key in (BASES, "其他依据"):
        yield from basis_rows(held.get(key, ""))


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
    return f"“{name}”表要有新版的工作表才能用：请保存并关闭工作簿，再运行 moxi upgrade 加上。"


ACTION = Action("upgrade", "升级工作簿", "把旧版本的工作簿补成这个版本的", run, Options)
