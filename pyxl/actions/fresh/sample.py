"""Sample data: Moxi's seventeen units, and invented people with at least one of every kind of fault.

The units are public; the numbers of women are made up.  All people are invented: surnames and given names
are put together from lists, every identity number has a county code that no county has, every row says 样例.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Final

from pyxl.actions.fresh.sample_registers import register_rows
from pyxl.book.workbook import Record
from pyxl.rules.identity import SAMPLE_REGION, make_sample

MARK: Final = "样例，虚构人员"
NO_TELEPHONE: Final = "000-0000000"

VILLAGES: Final = (
    "登高 千丘 福埝 鱼加 喜华 文星 丁坪 八角 石佛 老木垭 猛虎 白河 向阳 永灵 黑白寺 板仓".split()
)
UNITS: Final = ("高千社区", *(f"{village}村" for village in VILLAGES))
WOMEN: Final = (1630, 702, 655, 590, 548, 731, 612, 487, 530, 675, 420, 598, 463, 702, 515, 389, 574)
"""Sample figures, invented."""
WITHOUT: Final = ("石佛村", "板仓村")
"""Units that the sample shows without an organisation."""
GROUPS: Final = (12, 11, 10, 10, 9, 12, 10, 8, 9, 11, 7, 10, 8, 11, 9, 7, 11)

SURNAMES: Final = (
    "丁 万 马 王 文 田 冯 吕 刘 许 孙 苏 李 杨 吴 邱 何 余 张 陆 林 周 郑 赵 胡 钟 段 "
    "姚 秦 袁 夏 唐 黄 曹 龚 蒲 赖 谭 熊 黎 欧阳"
).split()
GIVEN: Final = (
    "小样 一诺 之樱 子禾 月白 可样 以晴 未然 样 竹影 如样 安禾 米样 若水 知夏 青禾 "
    "念样 南枝 星样 书样 秋样 雨样 思样 晓样 素样"
).split()
WORK: Final = (
    ("女致富能手", "体制外", "种植合作社负责人", "高中", "群众"),
    ("机关事业单位工作人员", "体制内", "镇便民服务中心干部", "大学本科", "中共党员"),
    ("卫生保健人员", "体制内", "村卫生室医生", "中专", "群众"),
    ("女性社会组织负责人", "体制外", "腰鼓队队长", "高中", "群众"),
    ("心理咨询专长", "体制外", "心理咨询志愿者", "大专", "共青团员"),
    ("法律知识专长", "体制外", "人民调解员", "大专", "中共党员"),
    ("家庭教育专长", "体制内", "小学教师", "大学本科", "中共党员"),
)
ROUTES: Final = ("群众举荐", "组织推荐", "个人自荐")
OFFICES: Final = ("主席", "副主席", "副主席", *(["执委"] * 24))
"""27 candidates for 25 seats."""
DELEGATE_COUNTS: Final = (6, 3, 2, 2, 2, 3, 2, 2, 2, 3, 2, 2, 2, 3, 2, 1, 2)
"""Delegates per unit, 41 in all: what the largest remainder makes of the sample numbers."""


def _person(number: int, born: dt.date, unit: str) -> dict[str, object]:
    kind, _, post, education, status = WORK[number % len(WORK)]
    return {
        "序号": number + 1,
        "姓名": SURNAMES[number % len(SURNAMES)] + GIVEN[(number * 7 + number // len(SURNAMES)) % len(GIVEN)],
        "性别": "女",
        "民族": "汉族",
        "身份证号": make_sample(SAMPLE_REGION, born, (number * 2) % 1000),
        "出生日期": born,
        "政治面貌": status,
        "文化程度": education,
        "单位": unit,
        "职务": post,
        "界别": kind,
        "联系电话": NO_TELEPHONE,
        "备注": MARK,
    }


def _candidates() -> list[dict[str, object]]:
    rows = []
    for number, (office, unit) in enumerate(zip(OFFICES, cycle(UNITS), strict=False)):
        born = dt.date(1974 + number * 5 % 18, 1 + number * 7 % 12, 1 + number * 11 % 28)
        row = _person(number, born, unit) | {
            "体制": WORK[number % len(WORK)][1],
            "拟任职务": office,
            "专兼职": "专职" if office == "主席" else "兼职",
            "任职": "连任" if number % 5 == 3 else "新推荐",
            "推荐方式": ROUTES[number % len(ROUTES)],
        }
        rows.append(row)
    rows[0]["文化程度"] = rows[1]["文化程度"] = rows[2]["文化程度"] = "大专"
    return rows


def _delegates() -> list[dict[str, object]]:
    units = [unit for unit, count in zip(UNITS, DELEGATE_COUNTS, strict=True) for _ in range(count)]
    rows = []
    for number, unit in enumerate(units):
        born = dt.date(1962 + number * 3 % 34, 1 + number * 5 % 12, 1 + number * 13 % 28)
        row = _person(number + 60, born, unit) | {"产生方式": ("选举", "协商推荐")[number % 2]}
        rows.append(row | {"序号": number + 1})
    return rows


def _reborn(row: dict[str, object], born: dt.date) -> None:
    number = str(row["身份证号"])
    row |= {"出生日期": born, "身份证号": make_sample(SAMPLE_REGION, born, int(number[14:17]))}


def _wrong_digit(row: dict[str, object]) -> None:
    number = str(row["身份证号"])
    row["身份证号"] = number[:-1] + ("1" if number[-1] != "1" else "2")


def _male_number(row: dict[str, object]) -> None:
    number, born = str(row["身份证号"]), row["出生日期"]
    assert isinstance(born, dt.date)
    row["身份证号"] = make_sample(SAMPLE_REGION, born, int(number[14:17]) + 1)


def _set(**values: object) -> Callable[[dict[str, object]], None]:
    return lambda row: row.update(values)


Fault = tuple[int, Callable[[dict[str, object]], None]]

CANDIDATE_FAULTS: Final[Sequence[Fault]] = (
    (1, lambda row: _reborn(row, dt.date(1970, 3, 8))),  # AGE-CHAIR
    (2, _set(文化程度="高中")),  # EDU-CHAIR
    (4, lambda row: _reborn(row, dt.date(1962, 5, 4))),  # AGE-EXEC, no waiver
    (5, _set(文化程度="初中")),  # EDU-EXEC: between the plan's two sentences
    (6, lambda row: _reborn(row, dt.date(1961, 7, 1))),  # AGE-EXEC with a waiver
    (6, _set(界别="退休党群工作者", 例外批准文号="磨委〔2017〕15号", 例外批准日期=dt.date(2017, 11, 28))),
    (8, _wrong_digit),  # ID
    (9, lambda row: row.update(出生日期=dt.date(1980, 1, 1))),  # ID-BIRTH
    (10, _male_number),  # SEX
    (12, _set(单位="不存在的村")),  # UNIT
    (13, _set(民族="满清族")),  # CODE
    (14, _set(姓名=None)),  # NAME
)
DELEGATE_FAULTS: Final[Sequence[Fault]] = (
    (3, lambda row: _reborn(row, dt.date(2000, 2, 14))),  # AGE-DELEGATE
    (9, _set(单位="高千社区")),  # COUNT: one more than its quota
)


def _faulty(rows: list[dict[str, object]], faults: Sequence[Fault]) -> list[Record]:
    for index, spoil in faults:
        spoil(rows[index])
    return rows  # type: ignore[return-value]


def _sample_candidates() -> list[Record]:
    rows = _candidates()
    twin = ("姓名", "身份证号", "出生日期")
    rows[16] |= {column: rows[15][column] for column in twin}  # DUP
    return _faulty(rows, CANDIDATE_FAULTS)


def _units() -> list[Record]:
    return [
        {
            "编号": f"{number:02d}",
            "单位": unit,
            "类别": "社区" if number == 1 else "村",
            "居民小组": groups,
            "妇女人数": women,
            "最少名额": 1,
            "分配名额": seats,
            "网格": 2,
            "妇联组织": "无" if unit in WITHOUT else "有",
        }
        for number, (unit, women, groups, seats) in enumerate(
            zip(UNITS, WOMEN, GROUPS, DELEGATE_COUNTS, strict=True), 1
        )
    ]


def _staff(candidates: Sequence[Record], delegates: Sequence[Record]) -> list[Record]:
    """Three delegates and, as the fault, a candidate."""
    posts = ("总监票人", "监票人", "总计票人", "计票人")
    names = [*(delegates[index]["姓名"] for index in (10, 20, 30)), candidates[20]["姓名"]]
    return [{"姓名": name, "岗位": post} for name, post in zip(names, posts, strict=True)]


def _sample() -> Mapping[str, list[Record]]:
    candidates, delegates = _sample_candidates(), _faulty(_delegates(), DELEGATE_FAULTS)
    return {
        "单位": _units(),
        "代表": delegates,
        "候选人": candidates,
        "工作人员": _staff(candidates, delegates),
        **register_rows([str(row["姓名"]) for row in delegates]),
    }


SAMPLE: Final = _sample()
"""Table -> its sample rows."""
