"""Every sheet and column of the result, said once: the writer, the next merge, `frames` and its documentation read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from pyxl.book.declared import Face
from pyxl.book.fitting import SIZE


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    MOMENT = "moment"

    @property
    def dtype(self) -> str:
        """The column's dtype in pandas."""
        return _DTYPES[self]


_DTYPES: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "string",
    Kind.COUNT: "Int64",
    Kind.SHARE: "Float64",
    Kind.NUMBER: "Float64",
    Kind.MOMENT: "datetime64[ms]",
}
FORMATS: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "@",
    Kind.COUNT: "0",
    Kind.SHARE: "0.0%",
    Kind.NUMBER: "0.0",
    Kind.MOMENT: "mm-dd hh:mm",
}
"""Number formats; of a moment the year stands in the cell and is shown when it is selected."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: header, width in digits, kind, place and size of its text, what it means; `asked` is for the clerk to fill in."""

    header: str
    width: float
    kind: Kind = Kind.TEXT
    meaning: str = ""
    left: bool = False
    asked: bool = False
    hidden: bool = False
    size: float = SIZE


@dataclass(frozen=True)
class Page:
    """A sheet with one table; `name` is the ListObject's and the frame's, `head` the row of its headers, from 1.

    `goes_on`: a header whose cells each of our rows fills: a row that a clerk cleared does not end the table.
    """

    sheet: str
    name: str
    fields: tuple[Field, ...]
    guide: str
    face: Face = Face.LANDSCAPE
    head: int = 3
    goes_on: str = ""

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Column headers in sheet order."""
        return tuple(field.header for field in self.fields)


_C, _S, _N, _M = Kind.COUNT, Kind.SHARE, Kind.NUMBER, Kind.MOMENT
_TOWN: Final = Field("报送单位", 14, meaning="报送单位，按应报名单的次序")
ACCEPT, RETURN, DOUBT = VERDICTS = ("接收", "退回", "存疑")
"""What a person decides about a town's submission."""

CITYS_UNIT: Final = "区县"
"""What reports to a city."""

SUMMARY: Final = Page(
    "汇总",
    "各镇汇总",
    (
        Field("序号", 4.5, _C),
        _TOWN,
        Field("状态", 9, meaning="已报、未报、存疑；只有退件的仍是未报"),
        Field("阶段", 11, meaning="组织动员、实施选举、建章立制，按数据判断"),
        Field("第几次", 6.5, _C, "采用的是镇里第几次报送；0 是没有打包的原件"),
        Field("生成时间", 12, _M, "采用的来件由镇里生成的时间"),
        Field("来件", 5.4, _C, "内容不同的来件份数"),
        Field("错误", 5.4, _C, "封面上写明的错误条数"),
        Field("警告", 5.4, _C, "封面上写明的警告条数"),
        Field("复算", 5.4, _C, "区里复算后级别为“错误”的问题条数"),
        Field("断点", 5.4, _C, "操作日志被改动、删减的处数"),
        Field("代表", 6, _C, "代表人数"),
        Field("执委", 6, _C, "当选执委人数；没有选举的留空"),
        Field("带错上报的原因", 18, left=True, meaning="封面上写明的原因"),
        Field("建议", 22, left=True, meaning="程序的建议和理由，不代替人的结论"),
        Field("结论", 7.5, meaning="接收、退回或存疑，由区妇联填写；下次汇总保留", asked=True),
        Field("意见", 18, left=True, meaning="由区妇联填写；下次汇总保留", asked=True),
        Field("来件指纹", 12, meaning="采用的来件 SHA-256 的前十二位", hidden=True),
        Field("核定记录", 24, meaning="结论针对哪一份来件", hidden=True),
    ),
    "“结论”“意见”两栏由区妇联填写，下次汇总原样保留；其余各栏由汇总生成。",
    head=7,
    goes_on="状态",
)
TOWNS: Final = Page(
    "各镇",
    "各区县各镇",
    (
        _TOWN,
        Field("镇", 14),
        Field("状态", 8, meaning="已报、未报、存疑、名单外，按该区县的汇总"),
        Field("阶段", 11.5),
        Field("第几次", 7, _C),
        Field("错误", 6, _C),
        Field("警告", 6, _C),
        Field("复算", 6, _C),
        Field("断点", 6, _C),
        Field("代表", 6, _C),
        Field("执委", 6, _C),
        Field("区里的建议", 24, left=True),
        Field("区里的结论", 9),
        Field("区里的意见", 18, left=True),
    ),
    "每个镇一行，按各区县汇总工作簿里的“汇总”表。",
)
"""Only in a city's result: the towns of its districts."""
STRUCTURE_GROUPS: Final = ("执委", "代表")
_MAKEUP: Final = (("人数", _C), ("平均年龄", _N), ("35岁以下", _S), ("大专以上", _S), ("党员", _S), ("少数民族", _S), ("体制外", _S), ("连任", _S))  # fmt: skip
STRUCTURE: Final = Page(
    "结构对比",
    "结构",
    (
        _TOWN,
        Field("执委对象", 9, meaning="当选，或尚未选举时的候选人"),
        *(
            Field(
                f"{group}{what}",
                8.2,
                kind,
                "体制、任职栏填了的人中所占的比例" if what in ("体制外", "连任") else "",
            )
            for group in STRUCTURE_GROUPS
            for what, kind in _MAKEUP
            if not (group == "代表" and what in ("体制外", "连任"))
        ),
    ),
    "比例都按人数计算。表的最后几行是中位数、合计和“设置”里填的目标；图里实线是中位数，虚线是目标，红字是没有达到目标的。",
)
CHARTED: Final = ("执委平均年龄", "执委大专以上", "执委体制外", "执委党员", "代表大专以上", "执委少数民族")
"""The columns of which there are charts."""
HIDDEN: Final = len(STRUCTURE.fields) + 1
"""The first hidden column of 结构对比: short names of the towns, then median and goal of each chart, the same in each row."""
LAST_HIDDEN: Final = HIDDEN + 2 * len(CHARTED)
ELECTIONS: Final = Page(
    "选举",
    "各镇选举",
    (
        _TOWN,
        Field("选举", 9),
        Field("轮次", 6, _C),
        *(Field(name, 6, _C) for name in ("应选", "候选人", "应到", "实到")),
        Field("到会率", 7.5, _S),
        *(Field(name, 6, _C) for name in ("发出", "收回", "有效", "无效", "当选", "缺额")),
        Field("结果", 11.5, meaning="镇里报来的结果"),
        Field("复算", 10, meaning="区里按镇里的设置和票数重算：一致、不符、无法复算"),
        Field("核对码", 24.5, meaning="应与签名的计票结果报告单一致"),
    ),
    "每镇每次投票一行。核对码应与镇里签名的计票结果报告单上的一致。",
)
ROLL: Final = Page(
    "名册",
    "名册",
    (
        _TOWN,
        Field("类别", 7.5, meaning="当选；尚未选举的列候选人"),
        Field("职务", 8),
        Field("姓名", 11),
        Field("性别", 5.5),
        Field("民族", 9),
        Field("出生年月", 12, meaning="年.月，不含日"),
        Field("政治面貌", 11),
        Field("文化程度", 11),
        Field("单位", 12.7),
        Field("单位职务", 22, left=True),
        Field("体制", 9),
        Field("任职", 9),
    ),
    "当选人员按镇排列；尚未选举的镇列候选人。不含身份证号、电话和出生日。",
)
ACROSS: Final = Page(
    "跨镇",
    "跨镇人员",
    (
        Field("序号", 6, _C),
        Field("级别", 7),
        Field("依据", 22, meaning="身份证号相同（只在加密的完整来件之间比），或姓名和出生年月相同"),
        Field("姓名", 14),
        Field("出生年月", 11),
        Field("所在名单", 60, left=True),
    ),
    "身份证号相同的须核实；姓名和出生年月相同的多为同名同龄，供参考。",
)
ISSUES: Final = Page(
    "问题",
    "问题",
    (
        Field("序号", 6, _C),
        Field("级别", 7),
        _TOWN,
        Field("代码", 13),
        Field("对象", 24, left=True),
        Field("问题", 74, left=True),
    ),
    "只列区里汇总时发现的问题；镇里自己校验的问题在各镇的“校验结果”里。",
)
ARRIVALS: Final = Page(
    "来件",
    "来件",
    (
        Field("序号", 5, _C),
        Field("文件", 34, left=True),
        Field("发件人", 16, left=True),
        Field("报送单位", 14),
        Field("第几次", 6.5, _C),
        Field("生成时间", 12, _M),
        Field("处理", 7.5, meaning="采用、较早、重复、退回"),
        Field("原因", 32, left=True),
        Field("读法", 7, meaning="快速、严格或原件"),
        Field("SHA-256", 20, size=9),
    ),
    "收件文件夹里的每一份都在这里。退回的已另存到“退回”文件夹，附有回复。",
)
PAGES: Final = (SUMMARY, STRUCTURE, ELECTIONS, ROLL, ACROSS, ISSUES, ARRIVALS)
"""The sheets with a fixed form; 进度 has a column for each task."""
PROGRESS_SHEET: Final = "进度"
PROGRESS_NAME: Final = "进度表"
SETTINGS_SHEET: Final = "设置"
MARKS: Final[Mapping[str, str]] = {"已完成": "●", "逾期": "逾", "进行中": "○", "未开始": ""}
"""States of a task -> what stands in its cell."""
ROWS_SHOWN: Final = 10_000
"""Rows of 名册 that the sheet holds; beyond that it holds figures and says where the rows are."""
