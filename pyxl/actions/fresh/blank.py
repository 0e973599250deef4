"""A blank workbook: what the rules put into it, and the package with macros and ribbon."""

from __future__ import annotations

from pyxl.actions.fresh.first_rows import first_rows
from pyxl.actions.fresh.live import live_content
from pyxl.actions.fresh.must_fill import MUST_FILL
from pyxl.book.building import (
    Content,
    ContradictionLine,
    DivisionLine,
    NetworkLine,
    PhaseLine,
    SettingLine,
    Step,
    build_package,
    with_ready_values,
)
from pyxl.book.building.macros import (
    MacroSource,
    add_ribbon,
    compile_project,
    macro_folder,
    read_macros,
    stage_module,
    udf_modules,
)
from pyxl.book.declared import SHEETS, UDF_MODULE
from pyxl.hosts.files.packing import pack, unpack
from pyxl.hosts.package.sheet.print_names import grouped
from pyxl.rules.check.levels import SETTINGS
from pyxl.rules.person import LISTS
from pyxl.rules.plan import (
    ANCHORS,
    CLAUSE,
    CONTRADICTIONS,
    FALLBACK,
    KINDS,
    LEADING_GROUP,
    PHASES,
    Contradiction,
    Kind,
    Setting,
)
from pyxl.rules.structure import DIVISIONS, MOST_LIMITS

FORMATS = {Kind.COUNT: "0", Kind.DATE: "yyyy-mm-dd"}
"""Number formats of setting cells; all others are text, so that what is typed stays exact."""

WORKBOOK_PART = "xl/workbook.xml"
ONE, TWO, THREE = (phase.name for phase in PHASES)
STEPS = (
    Step("settings", ONE, "核对方案中的各项规定和日期，填写届次、大会日期", "方案设置"),
    Step("leaders", ONE, "成立领导小组，登记名单和分工", "领导小组"),
    Step("units", ONE, "填写各单位和妇女人数", "单位"),
    Step("quota", TWO, "测算代表名额，领导小组拟定后报批", "单位", "名额测算"),
    Step("quota_approval", TWO, "名额分配经镇党委同意，填写批复文号和日期", "方案设置"),
    Step("delegates", TWO, "录入或导入各单位推选的妇女代表", "代表", "导入名册"),
    Step("candidates", TWO, "录入或导入执委、常委、副主席、主席候选人", "候选人", "导入名册"),
    Step("check", TWO, "逐条校验，改正错误，为例外情况补批准文号", "问题清单", "校验候选人"),
    Step("approvals", TWO, "取得镇党委和区妇联批复，填写文号和日期", "方案设置"),
    Step("staff", TWO, "确定监票人、计票人，候选人不得担任", "工作人员"),
    Step("standing", TWO, "定下常委名额，不设常委的填 0", "方案设置"),
    Step("ballots", TWO, "生成选票，核对后付印；名单有错误时只出样张", "选票-执委", "生成选票"),
    Step("prepare", TWO, "备好甲、乙两份录入表，投票后分别录入", "选举情况", "准备计票"),
    Step("count", TWO, "核对两份录入，得出结果并宣读", "选举结果", "计票"),
    Step("report", TWO, "向镇党委和区妇联书面上报选举结果", "工作进度", "生成公文"),
    Step("tasks", THREE, "分工、计划、培训、谈话、归档，逐项办结", "工作进度", "归档"),
)
"""The steps in the order in which they are looked at."""


def blank_workbook(with_macros: bool = True) -> bytes:
    """A workbook in which nobody has typed anything yet: .xlsm with buttons, or a plain .xlsx."""
    return pack(with_ready_values(uncalculated_workbook(with_macros)))


def uncalculated_workbook(with_macros: bool = True) -> dict[str, bytes]:
    """The parts of a blank workbook before its formulas have values."""
    project = compile_project(macro_sources(), [s.code_name for s in SHEETS]) if with_macros else None
    parts = unpack(build_package(content(), project))
    parts[WORKBOOK_PART] = grouped(parts[WORKBOOK_PART], WORKBOOK_PART)
    return add_ribbon(parts, (macro_folder() / "ribbon.xml").read_bytes()) if with_macros else parts


def macro_sources() -> list[MacroSource]:
    """Our modules of the VBA project: the written ones, and those made from the worksheet functions."""
    return [*read_macros(macro_folder()), stage_module(), *udf_modules(UDF_MODULE)]


def content() -> Content:
    """What the rules say, as the builder takes it."""
    return Content(
        settings=tuple(map(_setting_line, SETTINGS)),
        must=MUST_FILL,
        contradictions=tuple(map(_contradiction_line, CONTRADICTIONS)),
        code_lists={name: codes.values for name, codes in LISTS.items()},
        leading_group=tuple((name, post, "", "", "", CLAUSE) for name, post in LEADING_GROUP),
        steps=STEPS,
        first_rows=first_rows(),
        phases=tuple(PhaseLine(phase.name, phase.start, phase.end) for phase in PHASES),
        anchors=ANCHORS,
        fallback=FALLBACK,
        divisions=tuple(
            DivisionLine(item.column, item.title, tuple((g.name, g.words) for g in item.groups))
            for item in DIVISIONS
        ),
        age_limits=MOST_LIMITS,
        live=live_content(),
        network=tuple(NetworkLine(kind.name, kind.direction.value, kind.counted) for kind in KINDS),
    )


def _setting_line(setting: Setting) -> SettingLine:
    return SettingLine(
        group=setting.group,
        key=setting.key,
        value=setting.cell(setting.default),
        clause=setting.clause,
        text=setting.text,
        number_format=FORMATS.get(setting.kind, "@"),
        choices=("是", "否") if setting.kind is Kind.YES_NO else setting.choices,
        of_plan=setting.of_plan,
    )


def _contradiction_line(item: Contradiction) -> ContradictionLine:
    """Both sentences, the default and its reason, one under the other."""
    quotes = [f"{passage.clause}：“{passage.sentence}”" for passage in (item.first, item.second)]
    text = "\n".join([*quotes, f"默认：{item.default}", f"理由：{item.reason}"])
    return ContradictionLine(f"{item.number}．{item.title}", item.setting or "", item.clauses, text)
