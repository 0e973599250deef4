"""A blank workbook: what the rules put into it, and the package with macros and ribbon."""

from __future__ import annotations

from pathlib import Path

import pyxl
from pyxl.book.build import build_package
from pyxl.book.content import Content, ContradictionLine, SettingLine, Step
from pyxl.book.packing import pack, unpack
from pyxl.book.ribbon_part import add_ribbon
from pyxl.book.sheets import SHEETS
from pyxl.book.vba_project import compile_project
from pyxl.book.vba_source import read_macros
from pyxl.rules.codes import LISTS
from pyxl.rules.contradictions import CONTRADICTIONS, Contradiction
from pyxl.rules.leading_group import CLAUSE, LEADING_GROUP
from pyxl.rules.setting import Kind, Setting
from pyxl.rules.settings import SETTINGS

FORMATS = {Kind.COUNT: "0", Kind.DATE: "yyyy-mm-dd"}
"""Number formats of setting cells; all others are text, so that what is typed stays exact."""

STEPS = (
    Step("一、组织动员", "核对方案中的各项规定和日期，填写届次、大会日期", "方案设置"),
    Step("一、组织动员", "填写各单位和妇女人数，测算代表名额，报镇党委批准", "单位", "名额测算"),
    Step("二、实施选举", "录入或导入各单位推选的妇女代表", "代表", "导入名册"),
    Step("二、实施选举", "录入或导入执委、常委、副主席、主席候选人", "候选人", "导入名册"),
    Step("二、实施选举", "逐条校验，改正错误，为例外情况补批准文号", "校验结果", "校验候选人"),
    Step("二、实施选举", "取得镇党委和区妇联批复后，填写批复文号和日期", "方案设置"),
    Step("二、实施选举", "确定监票人、计票人，候选人不得担任", "工作人员"),
    Step("二、实施选举", "生成选票，核对后付印；名单有错误时只出样张", "选票-执委", "生成选票"),
    Step("二、实施选举", "投票后由甲、乙两人分别录入票数，互不相看", "选举情况", "准备计票"),
    Step("二、实施选举", "核对两份录入，得出结果并宣读；需要再投票的，再按“生成选票”", "选举结果", "计票"),
)


def blank_workbook(with_macros: bool = True) -> bytes:
    """A workbook in which nobody has typed anything yet: .xlsm with buttons, or a plain .xlsx."""
    if not with_macros:
        return pack(unpack(build_package(content(), None)))
    project = compile_project(read_macros(_macros()), [sheet.code_name for sheet in SHEETS])
    parts = unpack(build_package(content(), project))
    return pack(add_ribbon(parts, (_macros() / "ribbon.xml").read_bytes()))


def _macros() -> Path:
    """The macro sources: in the repository, or beside the modules of an installed package."""
    package = Path(pyxl.__file__).parent
    beside = package.parent / "macros"
    return beside if beside.exists() else package / "macros"


def content() -> Content:
    """What the rules say, as the builder takes it."""
    return Content(
        settings=tuple(map(_setting_line, SETTINGS)),
        contradictions=tuple(map(_contradiction_line, CONTRADICTIONS)),
        code_lists={name: codes.values for name, codes in LISTS.items()},
        leading_group=tuple((name, post, CLAUSE) for name, post in LEADING_GROUP),
        steps=STEPS,
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
    )


def _contradiction_line(item: Contradiction) -> ContradictionLine:
    """Both sentences, the default and its reason, one under the other."""
    quotes = [f"{passage.clause}：“{passage.sentence}”" for passage in (item.first, item.second)]
    text = "\n".join([*quotes, f"默认：{item.default}", f"理由：{item.reason}"])
    return ContradictionLine(f"{item.number}．{item.title}", item.setting or "", item.clauses, text)
