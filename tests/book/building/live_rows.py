"""Random rows of candidates and delegates around every limit and with every fault that a clerk makes.

A row begins without fault; `SLIPS` change a cell or two.  Nobody is real: every number has a county that no
county has, or is made wrong on purpose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from pyxl.rules.age import READINGS, earliest_birth, latest_birth
from pyxl.rules.identity import SAMPLE_REGION, check_digit
from pyxl.rules.person.codes import LISTS
from pyxl.rules.plan.settings import Settings

Row = dict[str, Any]
UNITS = {"丁坪村": 60, "高千社区": 3, "登高村": 45, "猛 虎村": 200, "老木垭村": None}
"""Unit -> its quota; one name with a space in it, one quota that is surely reached, one that is not set."""
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡", "丽芳娟敏静秀英霞平桂兰玉萍红梅"


@dataclass
class Maker:
    """Makes the rows of one workbook: unlike numbers, births on both sides of the limits of `settings`."""

    random: Random
    settings: Settings
    made: list[Row] = field(default_factory=list)
    _sequence: int = 0

    def number(self, born: str, region: str = SAMPLE_REGION, male: bool = False) -> str:
        """A number with the right check digit, whatever its parts say."""
        self._sequence = (self._sequence + 2) % 1000
        body = f"{region}{born}{self._sequence + male:03d}"
        return body + check_digit(body)

    def birth(self) -> dt.date:
        """Often a day at a limit of some reading, else any."""
        chosen, on = self.settings, self.settings.reference_date
        limits = [
            earliest_birth(limit, on, reading)
            for limit in (chosen.chair_age_limit, chosen.executive_age_limit)
            for reading in READINGS
        ]
        limits.append(latest_birth(chosen.delegate_age_floor, on))
        if self.random.random() < 0.4:
            return self.random.choice(limits) + dt.timedelta(days=self.random.choice((-1, 0, 0, 1, -20, 20)))
        return dt.date(1955, 1, 1) + dt.timedelta(days=self.random.randrange(16_000))

    def row(self, table: str) -> Row:
        """One row without a slip; only its age may be wrong."""
        pick, born = self.random.choice, self.birth()
        row: Row = {
            "姓名": pick(SURNAMES) + pick(GIVEN) + pick(GIVEN),
            "性别": "女",
            "民族": pick(("汉族", "彝族", "藏族")),
            "身份证号": self.number(f"{born:%Y%m%d}"),
            "出生日期": born,
            "政治面貌": pick(("群众", "中共党员", "党员", "共青团员")),
            "文化程度": pick(("高中", "大专", "大学本科", "中专", "本科")),
            "单位": pick(("丁坪村", "登高村", "老木垭村", "丁坪村", "猛虎村")),
            "职务": "村民",
            "界别": "女致富能手",
            "备注": "样例",
        }
        if table == "代表":
            return row | {"产生方式": pick(("选举", "协商推荐", "推选"))}
        return row | {
            "体制": pick(("体制外", "体制内", None)),
            "拟任职务": pick(("执委", "执委", "主席", "副主席", "常委", "兼职副主席")),
            "专兼职": pick(("兼职", "专职")),
            "任职": pick(("新推荐", "新推荐", "连任", "新任")),
            "推荐方式": pick(("组织推荐", "个人自荐", "群众推荐")),
        }

    def slipped(self, table: str) -> Row:
        """A row with up to three slips; one in three has none."""
        row = self.row(table)
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))):
            column, slip = self.random.choice(SLIPS)
            if column in row or (column in _WAIVER and table == "候选人"):
                slip(row, self)
        if self.random.random() < 0.02:
            row = {}
        self.made.append(row)
        return row


Slip = Callable[[Row, Maker], None]
_WAIVER = ("例外批准文号", "例外批准日期")


def _put(column: str, *values: Any) -> tuple[str, Slip]:
    def slip(row: Row, maker: Maker) -> None:
        row[column] = maker.random.choice(values)

    return column, slip


def _on_number(change: Callable[[str, Maker], Any]) -> tuple[str, Slip]:
    def slip(row: Row, maker: Maker) -> None:
        text = row["身份证号"]
        if isinstance(text, str) and len(text) == 18 and text[:17].isascii() and text[:17].isdigit():
            row["身份证号"] = change(text, maker)

    return "身份证号", slip


def _on_birth(*shapes: str) -> tuple[str, Slip]:
    """The same day, written otherwise."""

    def slip(row: Row, maker: Maker) -> None:
        if isinstance(born := row["出生日期"], dt.date):
            shape = maker.random.choice(shapes)
            row["出生日期"] = shape.format(born, y=born.year, m=born.month, d=born.day)

    return "出生日期", slip


def _reborn(days: tuple[int, ...]) -> tuple[str, Slip]:
    """A birth date that is not the number's."""

    def slip(row: Row, maker: Maker) -> None:
        if isinstance(born := row["出生日期"], dt.date):
            row["出生日期"] = born + dt.timedelta(days=maker.random.choice(days))

    return "出生日期", slip


def _month_alone(row: Row, maker: Maker) -> None:
    """Only the month is known, and no number to say more; often the month of a limit."""
    born = maker.birth()
    row["身份证号"] = None
    row["出生日期"] = f"{born.year}年{born.month}月" if maker.random.random() < 0.5 else f"{born:%Y-%m}"


def _digits(row: Row, maker: Maker) -> None:
    if isinstance(born := row["出生日期"], dt.date):
        row["出生日期"] = int(f"{born:%Y%m%d}")


def _twin(*columns: str) -> Slip:
    """The same as in another row."""

    def slip(row: Row, maker: Maker) -> None:
        if maker.made and (other := maker.random.choice(maker.made[-200:])):
            row.update({column: other[column] for column in columns})

    return slip


def _waiver(row: Row, maker: Maker) -> None:
    """Complete, or lacking something."""
    pick = maker.random.choice
    row["例外批准文号"] = pick(("磨委〔2017〕15号", "磨委〔2017〕15号", "磨委〔2017〕15号", " ", None))
    row["例外批准日期"] = pick(
        (dt.date(2017, 11, 28), dt.date(2016, 1, 5), "2017.11.28", "2017年11月28日", "2017-11", dt.date(2018, 3, 1),
         "20171128", "2017-13-01", None)
    )  # fmt: skip


def _coded(column: str) -> list[tuple[str, Slip]]:
    """Every word of the list, blanks, words with spaces, and words that no list has."""
    listed = [word for code in LISTS[column].codes for word in (code.value, *code.synonyms)]
    spaced = [" ".join(word) for word in listed if len(word) < 4]
    return [
        _put(column, *listed, *spaced),
        _put(column, None, "", "　"),
        _put(column, "满清族", "不知道", "x*", "~", "?", "3"),
    ]


_BORN = "19800501"
SLIPS: list[tuple[str, Slip]] = [
    _put("姓名", None, "　", "王", "王 丽", "王　丽萍", "买买提·艾山", "买买提•艾山", "买买提．艾山", "·丽", "Anna Li", "A.Li"),
    _put("姓名", "王?丽", "王□", "王丽1", "王丽（曾用名）", "王/丽", "Li, Na", "王*", "李~丽"),
    _on_number(lambda text, maker: text[:-1] + maker.random.choice("0123456789X")),
    _on_number(lambda text, maker: maker.random.choice((text[:17], text + "1", text[:5] + "O" + text[6:], "无"))),
    _on_number(lambda text, maker: maker.number(maker.random.choice(("19800230", "19801301", "18491231", "21500101", "19000229")))),
    _on_number(lambda text, maker: maker.number(_BORN, maker.random.choice(("160101", "810000", "830000", "110101", "991001")))),
    _on_number(lambda text, maker: maker.random.choice((text[:6] + text[8:17], int(text[:17]) * 10, 510999800501001, 5))),
    _on_number(lambda text, maker: maker.random.choice((None, "", "ABC123456789012", "ABCD12345678901", "5.10999E+17"))),
    _on_number(lambda text, maker: maker.random.choice((" ".join(text), text.lower(), "'" + text, "‘" + text, text[:6] + " " + text[6:]))),
    _on_number(lambda text, maker: "".join(chr(ord(c) + 0xFEE0) for c in text)),
    _on_number(lambda text, maker: maker.number(text[6:14], male=True)),
    _put("出生日期", None, "1980-13-01", "1980-02-30", "1980", "2101-01-01", "1899-12-31", 29342, "29342"),
    _on_birth("{:%Y-%m-%d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}/{m}/{d}", "{:%Y%m%d}", "{y}-{m}", "{y}年{m}月", "{:%Y.%m}", "{:%Y%m}"),
    _reborn((1, -1, 31, 365, -3650)),
    ("出生日期", _digits),
    ("出生日期", _month_alone),
    ("出生日期", _month_alone),
    _put("性别", None, "男", "女性", "妇女", "F", "2", 2, "不详", "女 "),
    ("身份证号", _twin("身份证号")),
    ("身份证号", _twin("姓名", "出生日期", "身份证号")),
    ("姓名", _twin("姓名", "出生日期")),
    _put("单位", None, " ", "不存在的村", "丁坪", "丁 坪村", "登高村　", "猛 虎村", "猛虎村", "高千社区", "磨溪镇丁坪村", "村*", "丁坪?"),
    _put("文化程度", "初中", "小学", "高中肄业", "大专肄业", "初中 肄业", "小学肄业", "研究生（硕士）"),
    *(slip for column in ("民族", "政治面貌", "文化程度", "体制", "拟任职务", "专兼职", "任职", "推荐方式", "产生方式")
      for slip in _coded(column)),
    ("例外批准文号", _waiver),
    ("例外批准文号", _waiver),
    ("例外批准文号", _waiver),
]  # fmt: skip

STRANGE: list[tuple[str, Slip]] = [
    _put(
        "身份证号",
        "５１０９９９19800501００2①",
        "51099919800501\u200d0021",
        "''510999198005010021",
        "5109991980０501 00 2\u00ad1",
    ),
    _on_number(lambda text, maker: maker.number("20300101")),
    _put(
        "出生日期",
        "八〇年五月",
        "80.5.1",
        "1980-05-01 12:00",
        "1980年五月一日",
        "二〇〇〇年五月一日",
        "1980.5出生",
        5,
        1980.05,
        90_000,
    ),
    _put("性别", "⼥", "女\u200b", "ｆ", "Ⓕ"),
    _put("民族", "汉⽒", "满族 ", "汉\u200b族", "满⽇族"),
    _put(
        "文化程度",
        "在职大学本科",
        "大学本科毕业",
        "函授大专",
        "全日制研究生",
        "高中（肄业）",
        "大专在读",
        "党校本科学历",
        "初中毕业",
    ),
    _put("推荐方式", "个人自荐、组织推荐", "组织推荐和群众举荐", "自荐，组织"),
    _put("任职", "连⼀任", "連任", "连\u200b任"),
    _put("单位", "丁坪\u200b村", "⼀村", "ＡＢ村", "丁坪村\u00a0"),
    _put("姓名", "王\ue000丽", "王\u200b丽", "𬱖丽", "㛃", "王丽．", "李﹒丽"),
    _put("例外批准日期", "二〇一七年十一月二十八日", "2017-11-28 09:00"),
]
"""What only Python can read: the formulas may say so, or nothing, and must accuse of nothing."""


def strange(row: Row, maker: Maker) -> None:
    """Make a row one that only Python can read."""
    column, slip = maker.random.choice(STRANGE)
    row["姓名"] = f"奇{len(maker.made)}"  # so that what is unsure of it touches no other row
    maker.made.append(row)
    if column in row or (column in _WAIVER and "拟任职务" in row):
        slip(row, maker)
        if column == "例外批准日期":
            row["例外批准文号"] = "磨委〔2017〕15号"


PROFILES: Mapping[str, Mapping[str, Any]] = {
    "方案": {},
    "以生日为限": {
        "年龄含本数": "以生日为限", "年龄计算截止日": dt.date(2017, 11, 30), "执委学历下限": "初中",
        "大会日期": dt.date(2017, 12, 3), "AGE-CHAIR级别": "错误",
    },
    "不含本数": {
        "年龄含本数": "不含本数", "大会日期": "2017.12.4", "ID级别": "警告", "AGE-EXEC级别": "错误", "CODE级别": "提示",
        "DUP级别": "提示", "UNIT级别": "原则上", "COUNT级别": "警告",
    },
    "闰日": {
        "年龄计算截止日": dt.date(2016, 2, 29), "主席年龄上限": "40周岁", "执委年龄上限": 45, "NAME级别": "原则上",
        "SEX级别": "原则上", "EDU-CHAIR级别": "错误", "COUNT级别": "原则上", "AGE-DELEGATE级别": "原则上",
    },
    "宽严": {
        "大会日期": dt.date(2017, 12, 1), "AGE-CHAIR级别": "提示", "AGE-DELEGATE级别": "警告", "EDU-EXEC级别": "错误",
        "ID-BIRTH级别": "提示", "代表年龄下限": 20, "主席学历下限": "大学本科", "SEX级别": "警告", "NAME级别": "提示",
        "执委年龄上限": 55,
    },
}  # fmt: skip
"""Name -> settings that differ from the plan's."""
