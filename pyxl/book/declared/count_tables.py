"""The tables of election day: attendance, both entries by totals or by papers, comparison, results.

Headers and table names are those that scripts and the district's tools rely on: they may grow, what
stands here does not change its meaning.
"""

from __future__ import annotations

from pyxl.book.declared.schema import Column, Kind, Table

_VOTE = (Column("选举", 9, choices="选举"), Column("录入", 7, choices="录入"))
_ROUND = Column("轮次", 7, Kind.NUMBER, hint="第几轮投票，第一轮可留空")
TURNOUTS = Table(
    "选举情况",
    (
        *_VOTE,
        Column("应到", 8, Kind.NUMBER),
        Column("实到", 8, Kind.NUMBER),
        Column("印制", 8, Kind.NUMBER),
        Column("发出", 8, Kind.NUMBER),
        Column("收回", 8, Kind.NUMBER, hint="从票箱里清点出来的张数"),
        Column("有效", 8, Kind.NUMBER),
        Column("无效", 8, Kind.NUMBER),
        _ROUND,
        Column("换票", 8, Kind.NUMBER, hint="投票前写坏、交回换发的张数，可空"),
        Column("未收回", 9, Kind.NUMBER, hint="可空"),
        Column("销毁", 8, Kind.NUMBER, hint="剩余而销毁的张数，可空"),
        Column("签到", 8, Kind.NUMBER, hint="签到册上的人数，可空"),
        Column("录入作废", 12, hint="宣布这一份录入作废的人；同时填作废时间"),
        Column("作废时间", 17.5),
    ),
    key="选举",
    rows=16,
    guide="每次选举由甲、乙两人各填一行，互不相看；两人所填一致才有结果。",
    row_height=21,
)
TOTALS = Table(
    "计票",
    (
        *_VOTE,
        Column("姓名", 14),
        Column("赞成", 8, Kind.NUMBER),
        Column("反对", 8, Kind.NUMBER),
        Column("弃权", 8, Kind.NUMBER),
        Column("另选", 7, choices="是否", hint="选票上没有、另外写上的人填“是”"),
        _ROUND,
    ),
    key="姓名",
    rows=120,
    guide="按计票人报出的总数录入，甲、乙各一份。逐票录入的，这里不填。",
    row_height=21,
)
PAPERS = Table(
    "逐票",
    (
        *_VOTE,
        Column("票号", 8, Kind.NUMBER, hint="拆票的次序，与选票无关"),
        Column("姓名", 14),
        Column("意见", 8),
        Column("另选", 7, choices="是否"),
        _ROUND,
    ),
    key="票号",
    rows=60,
    guide="逐张选票录入，代替“计票”表；一张票上没有画符号的人可以不录。",
    row_height=21,
)

REGISTER = Table(
    "签到",
    (
        Column("序号", 6, Kind.NUMBER),
        Column("姓名", 10),
        Column("单位", 14),
        Column("分组", 8, hint="讨论时的小组，与代表分组名单相同", since="0.2.0"),
        Column("座位", 6, Kind.NUMBER, hint="按小组依次编号，可以改", since="0.2.0"),
        Column("签名", 19, hint="打印后由本人签名"),
        Column("签到", 7, hint="本人到会后填“√”或“是”"),
        Column("签到时间", 11),
        Column("备注", 11, centred=False),
    ),
    key="姓名",
    rows=60,
    numbered=True,
    row_height=25,
)

DIFFERENCES = Table(
    "比对",
    (
        Column("选举", 9),
        Column("轮次", 7, Kind.NUMBER),
        Column("表", 11),
        Column("对象", 18),
        Column("栏目", 9),
        Column("甲", 10),
        Column("乙", 10),
        Column("甲的位置", 12, Kind.GENERAL, link=True),
        Column("乙的位置", 12, Kind.GENERAL, link=True),
    ),
    key="栏目",
    rows=20,
    computed=True,
    guide="甲、乙两份录入不同的地方，点“位置”跳到该格。全部核对一致，或宣布一份作废，才有结果。",
    row_height=21,
)
RESULTS = Table(
    "选举结果",
    (
        Column("选举", 9),
        Column("轮次", 7, Kind.NUMBER),
        Column("姓名", 12),
        Column("赞成", 7, Kind.NUMBER),
        Column("反对", 7, Kind.NUMBER),
        Column("弃权", 7, Kind.NUMBER),
        Column("另选", 7),
        Column("结果", 11),
        Column("宣读", 66, centred=False),
    ),
    key="结果",
    rows=40,
    computed=True,
    guide="按“计票”生成，可直接宣读和打印。各轮的票数都保留。",
)
