"""发填报表: a small workbook for each unit, with its quota and deadline, to be filled in and sent back.

The 推选通知, which tells all units how to elect, lies beside the forms as soon as nothing is wanting for it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say
from pyxl.actions.fresh.blank import content
from pyxl.actions.read import read_settings, whole_number
from pyxl.book.building import Content, SettingLine
from pyxl.book.forms import Mark
from pyxl.book.forms.form_book import FormText, build_form
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import CellError, MoxiError, TableError
from pyxl.rules.person import PartialDate, chinese, parse_date
from pyxl.rules.plan import Settings

DAYS_BEFORE = 3
"""The usual deadline is so many days before the congress, or before the election phase ends: time for the check."""
NOTICE = "推选通知"
"""The paper that tells the units how to elect."""
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What no file name may hold."""


@dataclass(frozen=True, slots=True)
class Options:
    """`out`: the folder for the forms; `due`: the deadline in any usual form, or None for the usual one."""

    out: str
    due: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make a form for each unit of 单位.

    Raises TableError where units are missing or doubled.
    """
    settings = read_settings(workbook)
    due = _due(options.due, settings)
    units = [(i, record) for i, record in enumerate(workbook.records("单位")) if record["单位"]]
    if not units:
        raise TableError("“单位”表里还没有单位", remedy="请先填写“单位”表，再发填报表")
    own = _with_settings(content(), workbook.records("设置"))
    region = workbook.region("单位")
    folder = Path(options.out)
    files: list[NewFile] = []
    forms: list[tuple[str, Path]] = []
    without = []
    for index, record in units:
        unit = str(record["单位"])
        say(f"填报表：{unit}")
        quota = whole_number(region, index, "分配名额")
        if quota is None:
            without.append(unit)
        path = folder / f"{_UNFIT.sub('_', unit)}-填报表.xlsx"
        if path in [known for _, known in forms]:
            raise TableError(f"“{unit}”在“单位”表里不止一次", remedy="请先改正“单位”表，再发填报表")
        files.append(NewFile(path, build_form(_text(unit, quota, due, record, settings), own)))
        forms.append((unit, path))
    notice, told = _notice(workbook, folder)
    missing = [f"注意：{'、'.join(without)}还没有分配名额，填报表上写“另行通知”。"] if without else []
    return Outcome(
        lines=[
            f"已做好 {len(forms)} 份填报表，在“{folder.name}”文件夹里，请 {chinese(due)} 前收回。",
            "收回后放进一个文件夹，用“导入名册”一次读入；同一单位再报一次，就换成新的一份。",
            told,
            *missing,
        ],
        document={
            "forms": [{"unit": unit, "file": str(path)} for unit, path in forms],
            "notice": str(notice.path) if notice else None,
        },
        files=[*files, *([notice] if notice else [])],
        summary=f"{len(forms)} 份，截止 {due.isoformat()}",
        rows=len(forms),
    )


def _notice(workbook: Workbook, folder: Path) -> tuple[NewFile | None, str]:
    """The 推选通知 for the folder and what is said of it; without one, why: no fault in other tables holds the forms up."""
    # The papers take long to import, and only now is it known that there is anything to send.
    from pyxl.actions.read.dossier import read_dossier
    from pyxl.papers import choose, make, missing, place

    (paper,) = choose((NOTICE,))
    try:
        dossier = read_dossier(workbook)
        lacking = missing(paper, dossier)
    except MoxiError as error:
        return None, f"“{paper.name}”没有附上：{error}"
    if lacking:
        return None, f"“{paper.name}”还不能附上：{lacking.reason}。补齐后再按一次，就一起做好。"
    (made,) = make(paper, dossier)
    file = place(folder / made.file)
    return NewFile(file, made.data), f"“{file.name}”也在里面，请一起发给各单位。"


def _due(given: str | None, settings: Settings) -> dt.date:
    if given:
        found = parse_date(given)
        if isinstance(found, PartialDate) and found.exact:
            return found.exact
        raise CellError(f"截止日期“{given}”不完整", remedy="请写成 2026-03-08")
    return (settings.congress_date or settings.phase2_end) - dt.timedelta(days=DAYS_BEFORE)


def _with_settings(blank: Content, records: list[Record]) -> Content:
    """The builder's content with the town's own settings, and without what only the town's workbook shows."""
    own = {str(record["项目"]): record for record in records}
    lines = (_with_own(line, own[line.key]) if line.key in own else line for line in blank.settings)
    return replace(blank, settings=tuple(lines))


def _with_own(line: SettingLine, record: Record) -> SettingLine:
    value = record["值"] if record["值"] not in (None, "") else record.get("默认")
    if value in (None, "") and not line.of_plan:
        value = line.value
    return replace(line, value=value, clause=str(record["条款"] or ""))


def _text(unit: str, quota: int | None, due: dt.date, record: Record, settings: Settings) -> FormText:
    town = str(settings.town or "")
    seats = "另行通知" if quota is None else f"{quota} 名" if quota else "不分配代表，只推荐候选人"
    return FormText(
        mark=Mark(town, unit),
        congress=f"{town}妇女代表大会",
        quota=quota,
        lines=(
            ("代表名额", seats),
            ("截止日期", chinese(due)),
            ("怎样填", "下面“代表”页填推选出的妇女代表，“候选人”页填推荐的人选，每人一行，只填浅黄色的格。"),
            ("变色", "红色是错误，必须改正；黄色须报批；蓝色是提示。每行右边写着是什么问题。"),
            ("身份证号", "按 18 位录入，最后一位可为 X。"),
            ("没有电脑", "“空白名册”页可以打印出来手写。"),
            ("报送", "保存后原样发回，不要改工作表名、不要另做表格；要改就改好再发一次，以后发的为准。"),
            ("保密", "表里有身份证号，只发给镇妇联经办人，不要发到群里。"),
        ),
        unit=record,
    )


ACTION = Action(
    "forms",
    "发填报表",
    "给每个单位做一份填报表：名额、截止日期、下拉选项，填错会变色；收回后用“导入名册”一次读入",
    run,
    Options,
    (
        Argument(("--out",), {"metavar": "文件夹", "required": True, "help": "填报表放在这个文件夹"}),
        Argument(("--due",), {"metavar": "日期", "help": "截止日期，如 2026-03-08；不写按大会前三天"}),
    ),
)
