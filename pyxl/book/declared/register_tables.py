"""The registers of the three phases: progress, network, training, those who leave, the file's contents.

Their formulas refer to names that `pyxl.book.building.cockpit.figures` defines: 今天, 已开工, the anchors of due dates and the phases' days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pyxl.book.declared.day_formulas import day_of, is_blank, written
from pyxl.book.declared.schema import Column, Kind, Table

_SERIAL = Column("序号", 6, Kind.NUMBER)
_REMARK = Column("备注", 12, centred=False)

STATE_WORDS = DONE, LATE, DUE_TODAY, RUNNING, AHEAD = ("已完成", "逾期", "今日到期", "进行中", "未开始")
"""The states of a task, as `pyxl.rules.plan.schedule.State` has them."""
MISDATED = "日期有误"
"""What 状态 says where the day of completion, or what the due date is counted from, cannot be read."""


def _of_phase(name: str) -> str:
    return f"INDEX({name},MATCH([@阶段],阶段名称,0))"


DUE_FORMULA = (
    '=IF([@期限依据]="","",IFERROR('
    f"MAX({_of_phase('阶段开始')},MIN({_of_phase('阶段结束')},"
    "INDEX(期限日期,MATCH([@期限依据],期限依据,0))-IF("
    f'{is_blank("[@提前天数]")},0,VALUE([@提前天数]&"")))),""))'
)
"""So many days ahead of the anchor, kept within the phase; a number may have been typed as text, words are none."""
_OPEN = (
    f'IF(NOT(ISNUMBER([@期限])),IF([@期限依据]="","","{MISDATED}"),IF(已开工=0,"{AHEAD}",IF([@期限]<今天,"{LATE}",'
    f'IF([@期限]=今天,"{DUE_TODAY}",IF({_of_phase("阶段开始")}<=今天,"{RUNNING}","{AHEAD}")))))'
)
STATE_FORMULA = (
    f'=IF([@任务]="","",IF({is_blank("[@完成日期]")},{_OPEN},'
    f'IF(ISNUMBER({day_of("[@完成日期]", written("[@完成日期]"))}),"{DONE}","{MISDATED}")))'
)
DIRECTION_FORMULA = (
    '=IF([@类别]="","",IF(ISNUMBER(FIND("¦"&[@类别]&"¦","¦村¦社区¦村（居）民小组¦网格¦")),"纵向","横向"))'
)

PROGRESS = Table(
    "工作进度",
    (
        _SERIAL,
        Column("阶段", 14, choices="阶段"),
        Column("任务", 38, centred=False),
        Column("条款", 9),
        Column("期限依据", 13, choices="期限依据", hint="期限从哪一天算起；会期未定时用第二阶段截止日"),
        Column("提前天数", 7, Kind.NUMBER, hint="比依据的那一天提前几天；期限不出本阶段"),
        Column("责任人", 10),
        Column("完成日期", 12, Kind.DATE, hint="办完的那一天；填写后即为已完成"),
        Column("备注", 10, centred=False),
    ),
    key="任务",
    rows=29,
    numbered=True,
    guide="方案的各项任务。办完一项，填上“完成日期”；期限随“方案设置”里的日期变动。",
)
NETWORK = Table(
    "网络覆盖",
    (
        _SERIAL,
        Column("名称", 26, centred=False, hint="单位、小组、网格或组织的名称；“单位”表里已有的不必再填"),
        Column("类别", 15, choices="网络类别"),
        Column("所属单位", 14, choices="单位.单位"),
        Column("妇联组织", 10, choices="妇联组织", hint="已经建立的填“有”"),
        Column("负责人", 11),
        Column("成立日期", 12.5, Kind.DATE),
        Column("覆盖妇女", 10, Kind.NUMBER, hint="这个组织联系的妇女人数"),
        Column("备注", 14, centred=False),
    ),
    key="名称",
    rows=18,
    numbered=True,
    guide="哪里有妇女群众、哪里就要有妇联组织：村民小组、网格、机关、企业、两新组织、女性社团等，一处一行。",
    row_height=21,
)
TRAINING = Table(
    "培训",
    (
        _SERIAL,
        Column("姓名", 12),
        Column("职务", 18, centred=False),
        Column("培训内容", 26, centred=False),
        Column("培训日期", 12.5, Kind.DATE),
        Column("学时", 7, Kind.NUMBER),
        Column("是否完成", 9, choices="是否"),
        Column("备注", 14, centred=False),
    ),
    key="姓名",
    rows=30,
    numbered=True,
    guide="新任妇联组织成员的理论和业务培训，一人一次一行。",
    row_height=21,
)
LEAVERS = Table(
    "离岗人员",
    (
        _SERIAL,
        Column("姓名", 12),
        Column("原职务", 18, centred=False),
        Column("离岗原因", 14, centred=False),
        Column("离岗日期", 12.5, Kind.DATE),
        Column("谈话人", 11),
        Column("谈话日期", 12.5, Kind.DATE),
        Column("继续发挥作用的安排", 26, centred=False),
        Column("备注", 14, centred=False),
    ),
    key="姓名",
    rows=20,
    numbered=True,
    guide="做好因年龄等原因离岗的妇女干部的思想工作，引导她们继续发挥作用。",
    row_height=21,
)
ARCHIVE = Table(
    "归档目录",
    (
        _SERIAL,
        Column("类目", 15.5, choices="阶段"),
        Column("责任者", 14),
        Column("文号", 14),
        Column("题名", 32, centred=False),
        Column("日期", 12, Kind.DATE),
        Column("页数", 6, Kind.NUMBER),
        Column("保管期限", 9, choices="保管期限"),
        Column("份数", 6, Kind.NUMBER),
        Column("备注", 7.5, centred=False),
        Column("档号", 13.5, hint="填了“全宗号”，归档时按 DA/T 22 编好；已经填了的不改", since="0.2.0"),
        Column("密级", 6, hint="没有的留空", since="0.2.0"),
    ),
    key="题名",
    rows=36,
    numbered=True,
    guide="应归档的材料。没有的划去，另有的补在后面；页数、份数归档时填写。",
)
EVENTS = Table(
    "大事记",
    (
        _SERIAL,
        Column("日期", 12.5, Kind.DATE),
        Column("事项", 27, centred=False, hint="如 动员会、标语、走访、与组织和民政部门沟通"),
        Column("形式", 12),
        Column("地点", 16, centred=False),
        Column("参加人", 16, centred=False, hint="单位、部门或人数"),
        Column("人数", 7, Kind.NUMBER),
        Column("内容和结果", 32, centred=False),
        Column("备注", 13, centred=False, hint="照片、材料的件号"),
    ),
    key="事项",
    rows=30,
    numbered=True,
    guide="宣传动员、会议、标语、与组织和民政等部门的沟通，一件一行；归档时一并打印。",
    row_height=21,
    since="0.2.0",
)
ISSUED = Table(
    "印发登记",
    (
        _SERIAL,
        Column("公文", 24, centred=False),
        Column("文号", 20),
        Column("印发日期", 12.5, Kind.DATE),
        Column("文件", 40, centred=False),
        Column("校验值", 24, centred=False, hidden=True),
        Column("数据指纹", 24, centred=False, hidden=True),
        Column("扫描件", 40, centred=False),
        Column("扫描校验值", 24, centred=False, hidden=True),
        Column("备注", 14, centred=False),
    ),
    key="公文",
    rows=20,
    numbered=True,
    computed=True,
    guide="按“印发”登记：印发的一份存进“印发”文件夹，不再改动；以后再生成的只是新稿，归档用印发的一份。",
    row_height=21,
    since="0.2.0",
)
CALENDAR = Table(
    "倒排日程",
    (
        _SERIAL,
        Column("事项", 40, centred=False),
        Column("最迟日期", 13, Kind.DATE),
        Column("已定日期", 13, Kind.DATE),
        Column("情况", 12),
        Column("相关设置", 16),
        Column("说明", 41.5, centred=False),
    ),
    key="事项",
    rows=16,
    numbered=True,
    computed=True,
    guide="从大会日期往前推算每一步最迟的日子，公示按工作日算（节假日、调休已计入）；“倒排日程”或“校验候选人”时重新推算。",
    row_height=21,
    since="0.2.0",
)
REGISTERS = (PROGRESS, NETWORK, TRAINING, LEAVERS, ARCHIVE)


@dataclass(frozen=True, slots=True)
class Calculated:
    """A column that its table calculates, shown before the declared column `before`.

    It is none of the declared ones: buttons neither read nor write it, and the table fills it in new rows.
    """

    column: Column
    formula: str
    before: str


CALCULATED: Mapping[str, tuple[Calculated, ...]] = {
    PROGRESS.name: (
        Calculated(Column("期限", 12, Kind.DATE), DUE_FORMULA, before="责任人"),
        Calculated(Column("状态", 10, Kind.GENERAL), STATE_FORMULA, before="备注"),
    ),
    NETWORK.name: (Calculated(Column("方向", 7, Kind.GENERAL), DIRECTION_FORMULA, before="所属单位"),),
}


def as_shown(table: Table) -> Table:
    """The table with its calculated columns in their places."""
    before = {item.before: item.column for item in CALCULATED.get(table.name, ())}
    columns = (
        shown
        for column in table.columns
        for shown in (before.get(column.header), column)
        if shown is not None
    )
    return replace(table, columns=tuple(columns))
