"""The tables of the preparation: people, units, settings, what the buttons write, log and undo record.

Headers and table names are those that scripts and the district's tools rely on: they may grow, what
stands here does not change its meaning.
"""

from __future__ import annotations

from pyxl.book.declared.schema import Column, Kind, Narrowed, Table
from pyxl.words import QUOTA_METHODS

_SERIAL = Column("序号", 6, Kind.NUMBER)
_NAME = Column("姓名", 11, hint="与身份证一致；少数民族姓名用“·”分隔")
_PERSON = (
    _SERIAL,
    _NAME,
    Column("性别", 6, choices="性别"),
    Column("民族", 10.5, choices="民族"),
    Column("身份证号", 21, hint="18 位，按文本录入；最后一位可为 X"),
    Column("出生日期", 12.5, Kind.DATE, hint="如 1980-05-01，与身份证号一致"),
    Column("政治面貌", 13, choices="政治面貌"),
    Column("文化程度", 12, choices="文化程度", hint="填已毕业的最高学历，肄业不算"),
    Column("单位", 13, choices="单位.单位", hint="从“单位”表中选取"),
    Column("职务", 19.5, centred=False),
    Column("界别", 21.5, choices="界别"),
)
_PHONE = Column("联系电话", 14)
_REMARK = Column("备注", 20, centred=False)

CANDIDATES = Table(
    "候选人",
    (
        *_PERSON,
        Column("体制", 9, choices="体制", narrowed=Narrowed("界别", ("机关事业单位工作人员",), "体制内")),
        Column("拟任职务", 10, choices="拟任职务", hint="填最高职务：主席、副主席、常委或执委"),
        Column("专兼职", 8, choices="专兼职", narrowed=Narrowed("拟任职务", ("执委", "常委"), "兼职")),
        Column("任职", 9, choices="任职"),
        Column("推荐方式", 11, choices="推荐方式"),
        Column("例外批准文号", 20, hint="不符合“原则上”的条件而经批准的，填批准文件的文号"),
        Column("例外批准日期", 13, Kind.DATE),
        _PHONE,
        _REMARK,
        Column("选票次序", 9, Kind.NUMBER, hint="主席、副主席、常委选票上经批准的次序；留空按姓氏笔画"),
        Column(
            "例外理由",
            18,
            centred=False,
            hint="“原则上”的条件需要例外的理由，如退休党群工作者",
            since="0.2.0",
        ),
    ),
    key="姓名",
    rows=40,
    numbered=True,
    guide="每人一行，录入或导入后按“校验候选人”。备注为“样例”的人员均为虚构，正式使用前请清除。",
    row_height=21,
    live=True,
    on_a4=tuple(
        "序号 姓名 性别 民族 出生日期 政治面貌 文化程度 单位 职务 界别 体制 拟任职务 专兼职 任职".split()
    ),
)
DELEGATES = Table(
    "代表",
    (
        *_PERSON,
        Column("产生方式", 11, choices="产生方式"),
        _PHONE,
        _REMARK,
        Column(
            "专职妇女工作者",
            13,
            choices="是否",
            hint="代表资格审查报告用；每人都填了是或否才统计",
            since="0.2.0",
        ),
        Column("一线", 6, choices="是否", hint="来自生产和工作一线；每人都填了是或否才统计", since="0.2.0"),
        Column("荣誉", 6, choices="是否", hint="获得过各级荣誉；每人都填了是或否才统计", since="0.2.0"),
    ),
    key="姓名",
    rows=60,
    numbered=True,
    guide="妇女代表大会代表，每人一行。各单位人数不得超过“单位”表的分配名额。",
    row_height=21,
    live=True,
    on_a4=tuple("序号 姓名 性别 民族 出生日期 政治面貌 文化程度 单位 职务 界别 产生方式 联系电话".split()),
)
WRITTEN_IN = Table(
    "另选当选",
    (
        *_PERSON,
        Column("体制", 9, choices="体制", narrowed=Narrowed("界别", ("机关事业单位工作人员",), "体制内")),
        Column("拟任职务", 10, choices="拟任职务", hint="当选的最高职务"),
        Column("专兼职", 8, choices="专兼职"),
        Column("任职", 9, choices="任职"),
        Column("例外批准文号", 20, hint="不符合“原则上”的条件而经批准的，填批准文件的文号"),
        Column("例外批准日期", 13, Kind.DATE),
        _PHONE,
        _REMARK,
    ),
    key="姓名",
    rows=8,
    numbered=True,
    guide="选票上没有、由选举人另选而当选的人；“计票”列出姓名，补填后按“校验候选人”核对条件。不影响选票和其他名单。",
    row_height=21,
    since="0.2.0",
)
UNITS = Table(
    "单位",
    (
        Column("编号", 7),
        Column("单位", 14),
        Column("类别", 13, choices="类别"),
        Column("居民小组", 10, Kind.NUMBER),
        Column("网格", 8, Kind.NUMBER),
        Column("妇女人数", 10, Kind.NUMBER, hint="年满 18 周岁的妇女人数，按此分配代表名额"),
        Column("最少名额", 10, Kind.NUMBER, hint="可空"),
        Column("最多名额", 10, Kind.NUMBER, hint="可空"),
        Column("保留名额", 10, Kind.NUMBER, hint="不参加按比例分配、直接给该单位的名额，可空"),
        Column("分配名额", 10, Kind.NUMBER, hint="由“名额测算”填写，镇党委批准前可以调整"),
        Column("妇联组织", 10, choices="妇联组织"),
        Column("负责人", 11),
        Column("成立日期", 12.5, Kind.DATE),
        Column("抽签序", 8, Kind.NUMBER, hint="名额同数须抽签时填抽签结果：1 为先，可空"),
        Column(
            "结构要求",
            22,
            centred=False,
            hint="对该单位代表的要求，如“35岁以下1名”；写入名额分配表",
            since="0.2.0",
        ),
        Column("妇女儿童之家", 9, choices="妇联组织", hint="建了的填“有”", since="0.2.0"),
        Column("之家地址", 16, centred=False, since="0.2.0"),
        Column("之家负责人", 11, since="0.2.0"),
    ),
    key="单位",
    rows=20,
    guide="代表名额按“妇女人数”分配。先填单位和妇女人数，再按“名额测算”。",
    row_height=21,
)
SETTINGS = Table(
    "设置",
    (
        Column("项目", 17, centred=False),
        Column("值", 22, Kind.GENERAL, centred=False),
        Column("条款", 16, centred=False),
        Column("说明", 66, centred=False),
        Column("默认", 14, Kind.GENERAL, centred=False, hidden=True, since="0.2.0"),
        Column("用在", 11, Kind.GENERAL, link=True, since="0.2.0"),
    ),
    key="项目",
    guide="先填“必填”各项；其他各项都有默认，点左边的“＋”展开。只改“值”一栏；留空即按默认办理。",
)
CONTRADICTIONS = Table(
    "矛盾",
    (
        Column("问题", 17, centred=False),
        Column("相关设置", 22, centred=False),
        Column("条款", 16, centred=False),
        Column("原文与处理", 66, centred=False),
    ),
    key="问题",
)
BASES = Table(
    "依据",
    (
        Column("文号", 17, hint="如 川妇字〔2017〕36号；章程、条例没有文号，留空"),
        Column("发文机关", 22, hint="如 四川省妇联；名称里已经写明的可以留空"),
        Column("备注", 16, centred=False),
        Column("名称", 66, centred=False, hint="不带书名号，如 妇女联合会选举工作条例；不写条文号"),
    ),
    key="名称",
    rows=12,
    row_height=21,
    since="0.2.0",
)
SHOWN_METHODS = ("largest_remainder", "sainte_lague")
"""Methods that stand beside each other; the others are folded."""
QUOTAS = Table(
    "名额",
    (
        Column("单位", 14),
        Column("妇女人数", 10, Kind.NUMBER),
        Column("应得份额", 16),
        Column("分配名额", 10, Kind.NUMBER),
        *(
            Column(name, max(11, 2 * len(name)), Kind.NUMBER, folded=key not in SHOWN_METHODS)
            for key, name in QUOTA_METHODS.items()
        ),
        Column("说明", 34, centred=False),
        Column("每名代表妇女数", 12, since="0.2.0"),
    ),
    key="单位",
    rows=20,
    computed=True,
    guide="按“名额测算”生成；份额写到两位小数，计算按分数。其余算法折叠在“+”里，采用的方法在“方案设置”中选定。",
)
FINDINGS = Table(
    "校验结果",
    (
        Column("序号", 6, Kind.NUMBER),
        Column("级别", 6),
        Column("问题与处理", 51, centred=False),
        Column("姓名", 10),
        Column("位置", 11, Kind.GENERAL, link=True),
        Column("表", 9),
        Column("行", 6, Kind.NUMBER, hint="那张表左边的行号；0 指整张名单"),
        Column("栏目", 11),
        Column("状态", 8),
        Column("条款", 11, centred=False),
        Column("识别码", 15, hidden=True),
        Column("代码", 12),
    ),
    key="代码",
    rows=20,
    computed=True,
    guide="逐人逐条的明细，并成一条一条的见“问题清单”。点“位置”或按“下一处问题”跳到该格。错误必须改正；警告可凭批准文件例外；提示供参考。",
)
PROBLEMS = Table(
    "问题清单",
    (
        Column("序号", 5, Kind.NUMBER),
        Column("问题", 33, centred=False),
        Column("去处理", 15, Kind.GENERAL, link=True),
        Column("行和姓名", 20, centred=False),
        Column("怎么办", 25, centred=False),
        Column("何时办", 9),
        Column("级别", 6),
        Column("依据", 18, centred=False),
        Column("代码", 10),
    ),
    key="问题",
    rows=20,
    computed=True,
    guide="按“校验候选人”生成：同样的问题并成一条，现在能改的在前，要等批复的在后。点“去处理”跳到那一格；逐人逐条的明细见“校验结果”。",
    since="0.2.0",
)
STAFF = Table(
    "工作人员",
    (Column("姓名", 14), Column("岗位", 14, choices="岗位"), Column("选举", 14, choices="选举")),
    key="姓名",
    rows=12,
    guide="监票人、计票人不得是候选人，也不得是领导小组成员；“选举”留空指各次选举。",
    row_height=21,
)
LEADING_GROUP = Table(
    "领导小组",
    (
        Column("姓名", 12),
        Column("职务", 10, choices="领导小组职务"),
        Column("单位及职务", 20, centred=False),
        Column("分工", 24, centred=False, hint="在改革（换届）工作中具体负责什么"),
        Column("联系电话", 14),
        Column("条款", 10),
    ),
    key="姓名",
    rows=8,
    guide="具体负责本镇妇联改革（换届）工作。成员不得任监票人、计票人。",
    row_height=24,
)
LOG = Table(
    "操作日志",
    (
        Column("时间", 18),
        Column("操作人", 11),
        Column("操作", 14),
        Column("表", 17, centred=False),
        Column("行数", 7, Kind.NUMBER),
        Column("内容", 44, centred=False),
        Column("文件", 30, Kind.GENERAL, link=True),
        Column("校验", 46),
    ),
    key="时间",
    rows=20,
    computed=True,
    guide="每次按钮操作自动记一行，不记身份证号。“校验”一环扣一环：改动、删除或调换任何一行，“核对日志”都能看出。",
)
UNDO = Table(
    "撤销",
    (
        Column("步", 8, Kind.NUMBER),
        Column("种类", 8),
        Column("操作", 14),
        Column("段", 8, Kind.NUMBER),
        Column("内容", 30),
    ),
    key="步",
    rows=40,
    computed=True,
    row_height=15,
)
