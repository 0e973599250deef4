"""What the cockpit knows: every figure worked out once, in hidden cells of the sheet 统计, by native formulas.

Each block is a small grid whose cells other formulas name through it; nothing else knows an address.  今天 is
the workbook's one TODAY(): whatever depends on the day refers to that name.
"""

from __future__ import annotations

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pyxl.book.building.content import Content
from pyxl.book.building.count_formulas import SettingFormulas, own_cell, setting_cell
from pyxl.book.declared import (
    DONE,
    FIGURES,
    FIRST_TABLE_ROW,
    Kind,
    as_shown,
    day_of,
    is_blank,
    table,
    written,
)
from pyxl.words import COMMITTEE, OFFICES, PRIMARY, SPECIMEN, TOGETHER_PRINTED, VoteState

SHEET = FIGURES
FIRST_HIDDEN = 12
"""0-based column of 统计 from which on the hidden blocks stand; each begins in the first row."""
TODAY_CELL = "首页!$T$1"
"""Where 今天 stands."""
TODAY = "今天"
LONGEST = 500
"""Rows of 工作进度 that are looked at."""
BEGUN = "已开工"
"""1 once the congress has a date, a task its day of completion or the setting 今日 a day: before that nothing is late."""
LATE_NAMED = 2
"""Late tasks that the line of a phase names; how many more there are is said behind them."""


VOTES = (PRIMARY, *OFFICES)
"""The lines of `Figures.offices`, in the order in which the votes are held."""


@dataclass(frozen=True, slots=True)
class Block:
    """A grid of hidden cells on 统计: `left` is its first column, `parts` name its columns, `rows` its lines."""

    left: int
    parts: tuple[str, ...]
    rows: int

    def cell(self, row: int, part: str) -> str:
        """The cell of a 0-based line, as any sheet may refer to it."""
        return f"{SHEET}!${self._letter(part)}${row + 1}"

    def column(self, part: str) -> str:
        """All lines of a part."""
        letter = self._letter(part)
        return f"{SHEET}!${letter}$1:${letter}${self.rows}"

    @property
    def right(self) -> int:
        """The column behind the block and a free one."""
        return self.left + len(self.parts) + 1

    def _letter(self, part: str) -> str:
        return str(xl_col_to_name(self.left + self.parts.index(part)))


PHASE_PARTS = ("名称", "开始", "结束", "任务", "完成", "逾期", "状态", "逾期名单",
               *(f"逾期{number}" for number in range(1, LATE_NAMED + 1)))  # fmt: skip
OFFICE_PARTS = ("职务", "名额", "选票", "备好", "计过", "选出", "再投", "待办")
DATE_PARTS = ("依据", "所填", "写法", "日期")


@dataclass(frozen=True)
class Figures:
    """The formulas of the hidden blocks, for one content."""

    content: Content

    @property
    def dates(self) -> Block:
        """Days of the settings: anchors first, then the others that formulas need."""
        return Block(FIRST_HIDDEN, DATE_PARTS, len(self.date_keys))

    @property
    def phases(self) -> Block:
        """One line for each phase."""
        return Block(self.dates.right, PHASE_PARTS, len(self.content.phases))

    @property
    def offices(self) -> Block:
        """One line for each office: how far its election has come."""
        return Block(self.phases.right, OFFICE_PARTS, len(VOTES))

    @property
    def free(self) -> int:
        """The first column behind these blocks."""
        return self.offices.right

    @property
    def date_keys(self) -> tuple[str, ...]:
        """Settings in the order of the lines of `dates`: the anchors, then every other one that is a day."""
        days = (line.key for line in self.content.settings if line.number_format == Kind.DATE.value)
        return tuple(dict.fromkeys((*self.content.anchors, *days)))

    @property
    def settings(self) -> SettingFormulas:
        """Formulas for the settings."""
        return SettingFormulas(self.content)

    def date(self, key: str) -> str:
        """The day of a setting; an empty text where none is set or it cannot be read."""
        return self.dates.cell(self.date_keys.index(key), "日期")

    def typed(self, key: str) -> str:
        """What stands in the cell of a date's setting."""
        return self.dates.cell(self.date_keys.index(key), "所填")

    @property
    def today(self) -> str:
        """The formula of 今天: the day that the settings name, else the computer's."""
        return f"IF(ISNUMBER({self.date('今日')}),{self.date('今日')},TODAY())"

    @property
    def begun(self) -> str:
        """The formula of 已开工."""
        known = f'({self.typed("大会日期")}<>"")+({self.typed("今日")}<>"")'
        progress = table("工作进度")
        letter = xl_col_to_name(as_shown(progress).headers.index("完成日期"))
        column = f"{progress.name}!${letter}${FIRST_TABLE_ROW + 1}:${letter}${FIRST_TABLE_ROW + LONGEST}"
        return f"IF({known}+COUNTA({column})>0,1,0)"

    @property
    def reference_date(self) -> str:
        """The day on which ages are taken, as `Settings.reference_date` has it; 大会日期 has its fallback.

        "" where the day is typed and cannot be read: no other day may stand for it.
        """
        own = "年龄计算截止日"
        return f'IF({self.typed(own)}="",{self.date("大会日期")},{self.date(own)})'

    def date_lines(self) -> list[tuple[str, str, str, str]]:
        """Key, what stands in the cell, its text evened out, and the day that it is."""
        of_plan = {line.key for line in self.content.settings if line.of_plan}
        lines = []
        for key in self.date_keys:
            found = setting_cell(key)
            typed, text = self.typed(key), self.dates.cell(self.date_keys.index(key), "写法")
            default = self.date(self.content.fallback) if key == "大会日期" else '""'
            if key in of_plan:
                default = f'IF(ISNUMBER({own_cell(key)}),{own_cell(key)},"")'
            lines.append(
                (
                    f'"{key}"',
                    f'IFERROR(IF({is_blank(found)},"",{found}),"")',
                    written(typed),
                    f'IF({typed}="",{default},{day_of(typed, text)})',
                )
            )
        return lines

    def phase_lines(self) -> list[tuple[str, ...]]:
        """Days, tasks and state of each phase, in the order of `PHASE_PARTS`."""
        return [self._phase(row) for row in range(len(self.content.phases))]

    def _phase(self, row: int) -> tuple[str, ...]:
        phase = self.content.phases[row]
        name, start, end, tasks, done, late = (self.phases.cell(row, part) for part in PHASE_PARTS[:6])
        of_phase = f"(工作进度[阶段]={name})"
        overdue = f'{of_phase}*(工作进度[状态]="逾期")'
        named = [self.phases.cell(row, f"逾期{number}") for number in range(1, LATE_NAMED + 1)]
        listed = "&".join([named[0], *(f'IF({cell}="","","；"&{cell})' for cell in named[1:])])
        return (
            f'"{phase.name}"',
            self.date(phase.start),
            self.date(phase.end),
            f'SUMPRODUCT({of_phase}*(工作进度[任务]<>""))',
            f'SUMPRODUCT({of_phase}*(工作进度[任务]<>"")*(工作进度[状态]="{DONE}"))',
            f"SUMPRODUCT({overdue})",
            f'IF(AND(ISNUMBER({start}),ISNUMBER({end})),IF(OR({BEGUN}=0,{TODAY}<{start}),"未开始",IF(AND({tasks}>0,{done}={tasks}),"已结束",'
            f'IF({TODAY}<={end},"进行中",IF({done}<{tasks},"逾期","已结束")))),"日期有误")',
            f'IF({late}=0,"",{listed}&IF({late}>{LATE_NAMED}," 等 "&{late}&" 项",""))',
            *(nth_where("工作进度[任务]", overdue, number) for number in range(1, LATE_NAMED + 1)),
        )

    def office_lines(self) -> list[tuple[str, ...]]:
        """How far each election has come, in the order of `OFFICE_PARTS`.

        选票: 0 not made, 1 a specimen, 2 made.  备好 and 计过: the last round that was prepared and counted.
        """
        return [self._office(row, office) for row, office in enumerate(VOTES)]

    def _office(self, row: int, office: str) -> tuple[str, ...]:
        name, seats, _, prepared, counted, elected, *_ = (
            self.offices.cell(row, part) for part in OFFICE_PARTS
        )
        # The primary is drawn on the committee's sheet, until its own ballot is due.
        primary = office == PRIMARY
        page = f"'选票-{COMMITTEE if primary else office}'!$A$1:$AZ$40"
        other = "=0" if primary else ">0"
        others = f'SUMPRODUCT(ISNUMBER(FIND("预选",{page}))*1){other}'
        seats_of = f'IF({self.settings.text("预选")}="是",1,0)' if primary else self.settings.seats(name)
        filled = VoteState.NOMINATED if primary else VoteState.FILLED
        result = f"(选举结果[选举]={name})"
        vacant = f'(LEFT(选举结果[结果],2)="{VoteState.SHORT}")'
        settled = (
            f'{result}*((选举结果[结果]="{filled}")+{vacant}*({self.settings.text("缺额办法")}<>"另行选举"))'
        )
        further = f'{result}*(选举结果[轮次]={counted})*((选举结果[结果]="{VoteState.TIED}")+{vacant})'
        return (
            f'"{office}"',
            seats_of,
            f'IF(OR({others},AND(COUNTA({page})<2,SUMPRODUCT(ISNUMBER(FIND("{TOGETHER_PRINTED}",{page}))*1)=0)),0,IF('
            f'SUMPRODUCT(ISNUMBER(FIND("{SPECIMEN}",{page}))*1)>0,1,2))',
            f'IFERROR(SUMPRODUCT(MAX((选举情况[选举]={name})*((选举情况[轮次]="")+选举情况[轮次]))),1)',
            f"IFERROR(SUMPRODUCT(MAX({result}*选举结果[轮次])),0)",
            f"IF(SUMPRODUCT({settled})>0,1,0)",
            f"IF(AND({elected}=0,{counted}>0,{prepared}<={counted},SUMPRODUCT({further})>0),1,0)",
            f"IF(AND({seats}>0,{elected}=0),1,0)",
        )


def nth_where(column: str, condition: str, number: int | str) -> str:
    """The text of a table's column in the row that is the `number`th for which `condition` is 1, or ""."""
    place = f"ROW({column})-MIN(ROW({column}))+1"
    row = f"SUMPRODUCT(SMALL({place}+(1-{condition})*1000000,{number}))"
    return f'IFERROR(INDEX({column},{row})&"","")'


def define_names(book: xlsxwriter.Workbook, content: Content) -> None:
    """Define the names that the registers' formulas refer to."""
    figures = Figures(content)
    dates, phases, anchors = figures.dates, figures.phases, len(content.anchors)
    book.define_name(TODAY, f"={TODAY_CELL}")
    book.define_name(BEGUN, f"={figures.begun}")
    for name, part in (("期限依据", "依据"), ("期限日期", "日期")):
        book.define_name(name, f"={dates.cell(0, part)}:{dates.cell(anchors - 1, part).partition('!')[2]}")
    for name, part in (("阶段名称", "名称"), ("阶段开始", "开始"), ("阶段结束", "结束")):
        book.define_name(name, f"={phases.column(part)}")
