"""下一步: when each step of the work is still to be done, and the sentence that says so, by native formulas.

A step is looked at in the order of `Content.steps`; the first that is to be done is the next one.  `STEPS`
maps the key of a step to what decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import xlsxwriter

from pyxl.book.building.cockpit.figures import VOTES, Block, Figures, nth_where
from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import is_one_of
from pyxl.book.building.live_names import once_name
from pyxl.book.building.ratio_formulas import PARTS, least, ratio_formulas
from pyxl.book.declared import CANDIDATES, DELEGATES, DONE, FINDINGS, LIVE_STATUS, NEXT_SHEET, is_blank
from pyxl.book.links import dynamic_jump
from pyxl.words import COMMITTEE, SEVERITIES

SETTLED = "已解决"
"""What 校验结果 says of a finding that the last check no longer made."""
LISTED = "({}[算_行]=1)"
"""1 for the rows of 候选人 or 代表 in which anybody stands, as the check reads them."""
PRACTICE, UNDONE = "练手样例", "撤销上一步"
"""What 操作日志 calls the press that brings and clears invented people, and the one that takes a press back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Formulas (without `=`): 1 while the step is to be done, and what to do, as one sentence."""

    pending: str
    sentence: str


@dataclass(frozen=True)
class Facts:
    """Figures that the steps and the front page share, one cell each in a hidden column of 统计."""

    figures: Figures

    @property
    def block(self) -> Block:
        """Name and value of each figure."""
        return Block(self.figures.free, ("名称", "数值"), len(self._names))

    @property
    def ratio(self) -> Block:
        """The difference ratio taken apart."""
        return Block(self.figures.free + 3, ("差额比例",), PARTS)

    @property
    def steps(self) -> Block:
        """One line for each step: to be done or not, its sentence, its sheet, how it stands."""
        return Block(self.ratio.right, ("待办", "一句话", "工作表", "状态"), len(self.figures.content.steps))

    def __call__(self, name: str) -> str:
        """The cell of a figure."""
        return Block(self.figures.free, ("名称", "数值"), 0).cell(self._names.index(name), "数值")

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._formulas(lambda name: ""))

    def lines(self) -> list[tuple[str, str]]:
        """Name and formula of each figure."""
        return list(self._formulas(self).items())

    def ratio_lines(self) -> tuple[str, ...]:
        """The formulas of `ratio`."""
        return ratio_formulas(self.figures.settings.text("差额比例"), self._ratio_cells())

    def _ratio_cells(self) -> list[str]:
        return [self.ratio.cell(row, "差额比例") for row in range(PARTS)]

    def _formulas(self, fact: Callable[[str], str]) -> dict[str, str]:
        settings, offices = self.figures.settings, self.figures.offices
        committee = offices.cell(VOTES.index(COMMITTEE), "名额")
        current = f"MATCH(1,{offices.column('待办')},0)"

        def of_office(part: str) -> str:
            return f"INDEX({offices.column(part)},{fact('当前')})"

        finding = f'(校验结果[级别]="{{}}")*(校验结果[状态]<>"{SETTLED}")'
        approved_apart = '(校验结果[代码]<>"APPROVED")'
        staffed = f'{filled("工作人员[姓名]")}*ISNUMBER(FIND("{{}}",工作人员[岗位]))'
        reported = f'ISNUMBER(FIND("上报选举结果",工作进度[任务]))*(工作进度[状态]<>"{DONE}")'
        open_task = f'(工作进度[任务]<>"")*(工作进度[状态]<>"{DONE}")'
        return {
            "单位": f"SUMPRODUCT({filled('单位[单位]')}*1)",
            "缺人数": f'SUMPRODUCT({filled("单位[单位]")}*(单位[妇女人数]="")*(单位[保留名额]=""))',
            "名额合计": "SUM(单位[分配名额])",
            "代表名额": settings.count("代表名额"),
            "代表": f"SUMPRODUCT({LISTED.format(DELEGATES.name)}*1)",
            "执委名额": committee,
            "应有候选人": f"IFERROR({least(committee, self._ratio_cells())}+{committee},{committee})",
            "候选人": f"SUMPRODUCT({_standing_for_office()}*1)",
            **{
                f"结果{word}": f"SUMPRODUCT({finding.format(word)})" for word in SEVERITIES
            },
            **{f"即时{word}": live_count(word) for word in SEVERITIES},
            "须改错误": f"SUMPRODUCT({finding.format('错误')}*{approved_apart})",
            "校验过": _checks(),
            "截止日": self.figures.reference_date,
            "日期有误": self._misdated(),
            "缺批复": _missing(settings.text, ("镇党委批复文号", "镇党委批复日期", "区妇联批复文号", "区妇联批复日期")),
            "缺名额批复": _missing(settings.text, ("名额批复文号", "名额批复日期")),
            "缺基本": _missing(settings.text, ("大会次数", "届次", "大会日期")),
            "领导小组": f"SUMPRODUCT({filled('领导小组[姓名]')}*1)",
            "监票": f"SUMPRODUCT({staffed.format('监票')})",
            "计票": f"SUMPRODUCT({staffed.format('计票')})",
            "常委": settings.text("常委名额"),
            "当前": f"IFERROR({current},0)",
            "当前职务": f'IF({fact("当前")}=0,"",{of_office("职务")})',
            "当前选票": f'IF({fact("当前")}=0,2,{of_office("选票")})',
            "当前备好": f'IF({fact("当前")}=0,0,{of_office("备好")})',
            "当前计过": f'IF({fact("当前")}=0,0,{of_office("计过")})',
            "当前再投": f'IF({fact("当前")}=0,0,{of_office("再投")})',
            "两份不同": "COUNTA(比对[栏目])",
            "待上报": f"SUMPRODUCT({reported})",
            "待办任务": f"SUMPRODUCT({open_task})",
            "下一任务": nth_where("工作进度[任务]", open_task, 1),
            "下一条款": nth_where("工作进度[条款]", open_task, 1),
        }  # fmt: skip

    def _misdated(self) -> str:
        """The settings in which something stands that is no day, joined by 、."""
        figures = self.figures
        return _joined(
            f'IF(AND({figures.typed(key)}<>"",NOT(ISNUMBER({figures.date(key)}))),"{key}、","")'
            for key in figures.date_keys
        )

    def decisions(self) -> Mapping[str, Decision]:
        """Key of a step -> what decides it."""
        return {key: decide(self) for key, decide in STEPS.items()}

    def step_lines(self) -> list[tuple[str, ...]]:
        """To be done, sentence, sheet and state of each step, in the order of the content."""
        decisions, block, steps = self.decisions(), self.steps, self.figures.content.steps
        pending = block.column("待办")
        return [
            (
                f"IF({decisions[step.key].pending},1,0)",
                decisions[step.key].sentence,
                f'"{step.sheet}"',
                f'IF({block.cell(row, "待办")}=0,"完成",IF(SUM({pending.split(":")[0]}:{_bare(block.cell(row, "待办"))})=1,"下一步","待办"))',
            )
            for row, step in enumerate(steps)
        ]  # fmt: skip

    @property
    def next_sheet(self) -> str:
        """The sheet of the first step that is to be done, "" when none is."""
        return f'IFERROR(INDEX({self.steps.column("工作表")},MATCH(1,{self.steps.column("待办")},0)),"")'

    @property
    def next_sentence(self) -> str:
        """The sentence of the first step that is to be done, as a link to its sheet."""
        at = f"MATCH(1,{self.steps.column('待办')},0)"
        sheet, sentence = (f"INDEX({self.steps.column(part)},{at})" for part in ("工作表", "一句话"))
        done = "各项任务都已完成，请把归档材料核对齐全"
        return f'IFERROR({dynamic_jump(sheet, sentence)},"{done}")'


def define_next_sheet(book: xlsxwriter.Workbook, content: Content) -> None:
    """Define the name by which the macros know where the next step is done."""
    book.define_name(NEXT_SHEET, "=" + Facts(Figures(content)).next_sheet)


def _bare(cell: str) -> str:
    return cell.partition("!")[2]


def live_count(word: str) -> str:
    """Rows of candidates and delegates whose live column begins with a severity."""
    return "+".join(
        f'COUNTIF({table.name}[{LIVE_STATUS}],"{word}*")' for table in (CANDIDATES, DELEGATES) if table.live
    ) or "0"  # fmt: skip


def filled(column: str) -> str:
    """1 for the cells of a column in which more than spaces stands."""
    return f"(1-({is_blank(column)}))"


def _standing_for_office() -> str:
    """1 for the candidates whose 拟任职务 the check can read: they count, with or without a name."""
    office = "候选人[拟任职务]"
    for sign in " 　":
        office = f'SUBSTITUTE({office},"{sign}","")'
    return is_one_of(f"LOWER({office})", once_name("串_拟任职务"))


def _checks() -> str:
    """How often the lists were checked and that was not taken back, since the people to practise on came or went.

    By the button or by another press that checks besides: what counts is that 校验结果 was written.  What a press
    writes down of its files counts not.
    """
    row, done, text = "ROW(操作日志[操作])", "操作日志[操作]", "操作日志[内容]"
    since = f'({row}>SUMPRODUCT(MAX(({done}="{PRACTICE}")*{row})))'
    wrote = f'ISNUMBER(FIND("{FINDINGS.name}",操作日志[表]))*(LEFT({text},4)<>"同时生成")'
    sign = f'(({done}<>"{UNDONE}")-(LEFT({text},3)="已撤销")+(LEFT({text},3)="已恢复"))'
    return f"MAX(0,SUMPRODUCT({since}*{wrote}*{sign}))"


def _missing(text: Callable[[str], str], keys: tuple[str, ...]) -> str:
    """The names of the settings that are blank, joined by 、; "" when none is."""
    return _joined(f'IF({text(key)}="","{key}、","")' for key in keys)


def _joined(items: Iterable[str]) -> str:
    """Texts that end in 、 or are blank, as one without the last 、."""
    parts = "&".join(items)
    return f'SUBSTITUTE(TRIM(SUBSTITUTE({parts},"、"," "))," ","、")'


def _settings(fact: Facts) -> Decision:
    misdated, missing = fact("日期有误"), fact("缺基本")
    unread = f'"“方案设置”里的"&{misdated}&"看不出是哪一天，请写成“2026-03-08”的样子"'
    return Decision(
        f'OR({misdated}<>"",{missing}<>"")',
        f'IF({misdated}<>"",{unread},"在“方案设置”填写"&{missing}&{_first_day(fact)})',
    )


def _first_day(fact: Facts) -> str:
    """While nobody stands in any list, the clerk may as well begin with invented people."""
    people = "+".join(fact(name) for name in ("单位", "代表", "候选人"))
    return f'IF({people}=0,"；第一次用，可先按“练手样例”走一遍","")'


def _leaders(fact: Facts) -> Decision:
    return Decision(f"{fact('领导小组')}=0", '"成立领导小组，在“领导小组”登记组长、副组长和成员"')


def _units(fact: Facts) -> Decision:
    missing = fact("缺人数")
    return Decision(
        f"OR({fact('单位')}=0,{missing}>0)",
        f'IF({fact("单位")}=0,"在“单位”填写各单位和妇女人数","还有 "&{missing}&" 个单位没有填写妇女人数")',
    )


def _quota(fact: Facts) -> Decision:
    total, seats = fact("名额合计"), fact("代表名额")
    return Decision(
        f"{total}<>{seats}",
        f'IF({total}=0,"按“名额测算”，把 "&{seats}&" 名代表名额分到各单位",'
        f'"各单位名额合计 "&{total}&" 名，应为 "&{seats}&" 名：重新测算或调整“分配名额”")',
    )


def _quota_approval(fact: Facts) -> Decision:
    missing = fact("缺名额批复")
    return Decision(f'{missing}<>""', f'"名额分配报镇党委同意后，在“方案设置”填写"&{missing}')


def _delegates(fact: Facts) -> Decision:
    count, seats = fact("代表"), fact("代表名额")
    return Decision(
        f"{count}<>{seats}",
        f'IF({count}<{seats},"录入或导入代表：已有 "&{count}&" 名，还差 "&({seats}-{count})&" 名",'
        f'"代表有 "&{count}&" 名，多于名额 "&{seats}&" 名，请核对")',
    )


def _candidates(fact: Facts) -> Decision:
    count, needed = fact("候选人"), fact("应有候选人")
    return Decision(
        f"{count}<{needed}",
        f'"录入或导入候选人：执委 "&{fact("执委名额")}&" 名至少要 "&{needed}&" 名，还差 "&({needed}-{count})&" 名"',
    )


def _check(fact: Facts) -> Decision:
    found, live = fact("须改错误"), fact("即时错误")
    return Decision(
        f"OR({fact('校验过')}=0,{found}>0,{live}>0)",
        f'IF({fact("校验过")}=0,"按“校验候选人”，逐条核对候选人、代表和名单",'
        f'IF({found}>0,"“问题清单”里有错误，共 "&{found}&" 处：改正后再按“校验候选人”",'
        f'"名册里有 "&{live}&" 人的“{LIVE_STATUS}”是错误：改正后按“校验候选人”"))',
    )


def _approvals(fact: Facts) -> Decision:
    missing = fact("缺批复")
    return Decision(f'{missing}<>""', f'"候选人报批同意后，在“方案设置”填写"&{missing}')


def _staff(fact: Facts) -> Decision:
    return Decision(
        f"OR({fact('监票')}=0,{fact('计票')}=0)", '"在“工作人员”确定监票人、计票人，候选人不得担任"'
    )


def _standing(fact: Facts) -> Decision:
    return Decision(f'{fact("常委")}=""', '"方案没有给出常委人数：在“方案设置”填写常委名额，不设的填 0"')


def _ballots(fact: Facts) -> Decision:
    office, state = fact("当前职务"), fact("当前选票")
    again, before = fact("当前再投"), f"AND({fact('当前备好')}=0,{state}<2)"
    return Decision(
        f"AND({fact('当前')}>0,OR({again}=1,{before}))",
        f'IF({again}=1,{office}&"须再投一次票：按“生成选票”出第 "&({fact("当前计过")}+1)&" 轮选票，再按“准备计票”",'
        f'IF({state}=1,{office}&"选票还是样张：批复和校验齐全后重新“生成选票”","按“生成选票”，出"&{office}&"选票，核对后付印"))',
    )


def _prepare(fact: Facts) -> Decision:
    return Decision(
        f"AND({fact('当前')}>0,{fact('当前备好')}=0)",
        f'"按“准备计票”，为"&{fact("当前职务")}&"选举备好甲、乙两份录入表"',
    )


def _count(fact: Facts) -> Decision:
    office, different = fact("当前职务"), fact("两份不同")
    return Decision(
        f"{fact('当前')}>0",
        f'IF({different}>0,"甲、乙两份录入有 "&{different}&" 处不同：在“比对”核对后再按“计票”",'
        f'{office}&"投票后，甲、乙两人分别录入票数，再按“计票”")',
    )


def _report(fact: Facts) -> Decision:
    return Decision(f"{fact('待上报')}>0", '"把选举结果书面上报镇党委和区妇联，再在“工作进度”填上完成日期"')


def _tasks(fact: Facts) -> Decision:
    return Decision(
        f"{fact('待办任务')}>0",
        f'"还有 "&{fact("待办任务")}&" 项任务：先办"&{fact("下一条款")}&"“"&{fact("下一任务")}&"”"',
    )


STEPS: Mapping[str, Callable[[Facts], Decision]] = {
    "settings": _settings,
    "leaders": _leaders,
    "units": _units,
    "quota": _quota,
    "quota_approval": _quota_approval,
    "delegates": _delegates,
    "candidates": _candidates,
    "check": _check,
    "approvals": _approvals,
    "staff": _staff,
    "standing": _standing,
    "ballots": _ballots,
    "prepare": _prepare,
    "count": _count,
    "report": _report,
    "tasks": _tasks,
}
