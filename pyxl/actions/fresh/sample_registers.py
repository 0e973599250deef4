"""Sample rows of the phases' registers: invented organisations and people, each marked 样例."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from pyxl.actions.fresh.first_rows import first_rows
from pyxl.book.workbook import Record

MARK: Final = "样例"
DONE: Final = 5
"""Tasks of the first phase that the sample has ticked off; the sixth is late from 26 November 2017 on."""

NETWORK: Final = (
    ("登高村第一村民小组（样例）", "村（居）民小组", "登高村", "有", 62),
    ("登高村第二村民小组（样例）", "村（居）民小组", "登高村", "无", 58),
    ("高千社区第一网格（样例）", "网格", "高千社区", "有", 410),
    ("高千社区第二网格（样例）", "网格", "高千社区", "无", 396),
    ("镇机关（样例）", "机关", None, "有", 24),
    ("样例建材厂", "企业", None, "有", 46),
    ("样例食品厂", "企业", None, "无", 31),
    ("样例中心小学", "事业单位", None, "有", 38),
    ("样例卫生院", "事业单位", None, "有", 27),
    ("样例柑橘合作社", "新经济组织", "千丘村", "无", 19),
    ("样例志愿服务队", "新社会组织", "高千社区", "有", 33),
    ("样例腰鼓队", "女性社会组织", "高千社区", "有", 22),
    ("样例广场舞队", "兴趣组织", "福埝村", "无", 40),
)  # fmt: skip
TRAINED: Final = (
    ("政策理论与妇联业务", dt.date(2017, 12, 8), 8),
    ("维权与家庭教育", dt.date(2017, 12, 9), 6),
)
LEFT: Final = (("原村妇代会主任", "年龄到限"), ("原镇妇联副主席", "工作调动"))


def register_rows(people: Sequence[str]) -> dict[str, list[Record]]:
    """Table -> rows; `people` are invented names, at least 18 of them."""
    return {
        "工作进度": _progress(people[0]),
        "网络覆盖": _network(people),
        "培训": _training(people),
        "离岗人员": _leavers(people[-4:]),
    }


def _progress(owner: str) -> list[Record]:
    tasks = first_rows()["工作进度"]
    done = [
        {**row, "责任人": owner, "完成日期": dt.date(2017, 11, 21 + number), "备注": MARK}
        for number, row in enumerate(tasks[:DONE])
    ]
    return [*done, *tasks[DONE:]]


def _network(people: Sequence[str]) -> list[Record]:
    rows: list[Record] = []
    for number, (name, kind, unit, established, women) in enumerate(NETWORK, 1):
        row: Record = {
            "序号": number, "名称": name, "类别": kind, "所属单位": unit, "妇联组织": established,
            "覆盖妇女": women, "备注": MARK,
        }  # fmt: skip
        leads: Record = {"负责人": people[number], "成立日期": dt.date(2016, number % 12 + 1, 8)}
        rows.append({**row, **leads} if established == "有" else row)
    return rows


def _training(people: Sequence[str]) -> list[Record]:
    return [
        {
            "序号": number,
            "姓名": name,
            "职务": "执委（样例）",
            "培训内容": TRAINED[number % 2][0],
            "培训日期": TRAINED[number % 2][1],
            "学时": TRAINED[number % 2][2],
            "是否完成": "否",
            "备注": MARK,
        }
        for number, name in enumerate(people[:6], 1)
    ]


def _leavers(people: Sequence[str]) -> list[Record]:
    return [
        {
            "序号": number,
            "姓名": name,
            "原职务": post,
            "离岗原因": reason,
            "离岗日期": dt.date(2017, 12, 5),
            "谈话人": people[-1],
            "继续发挥作用的安排": "协助新一届班子熟悉情况",
            "备注": MARK,
        }
        for number, (name, (post, reason)) in enumerate(zip(people, LEFT, strict=False), 1)
    ]
