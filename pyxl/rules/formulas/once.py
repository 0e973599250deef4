"""What the formulas need of the settings and of the table 单位: computed once, in hidden cells of 代码表.

Every row then compares numbers: `主席早` is the earliest birth date that "45周岁以下" admits, as yyyymmdd.  A
setting that cannot be read leaves its cell blank, and the rows say nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyxl.rules.age import READINGS
from pyxl.rules.formulas import dates
from pyxl.rules.formulas.notation import LONGEST, given, level_of, places, quoted, trimmed
from pyxl.rules.plan import BY_KEY

_MOST_UNITS: Final = 300
"""Beyond so many units no formula looks at each character of their names: it then accuses nobody."""


@dataclass(frozen=True, slots=True)
class Once:
    """One hidden cell and the name that formulas know it by."""

    name: str
    formula: str


def _value(key: str) -> str:
    return f'INDEX(设置[值],MATCH("{key}",设置[项目],0))'


def _text(key: str) -> str:
    """The setting as text; the default where it is blank."""
    setting = BY_KEY[key]
    shown = setting.cell(setting.default)
    written = _written(key)
    default = quoted("" if shown is None else str(shown))
    if setting.of_plan:  # another town's plan has another value
        default = trimmed(f'IFERROR({_own(key)},"")')
    return f'IF({written}="",{default},{written})'


def _own(key: str) -> str:
    """What the town's own plan says."""
    return f'INDEX(设置[默认],MATCH("{key}",设置[项目],0))'


def _written(key: str) -> str:
    """The setting as it is typed, "" where it is blank or its line is gone."""
    return trimmed(f'IFERROR({_value(key)},"")')


def _count(key: str) -> str:
    setting = BY_KEY[key]
    bare = _text(key)
    for unit in ("周", "岁", "名", "人"):
        bare = f'SUBSTITUTE({bare},"{unit}","")'
    number = f"VALUE({bare})"
    ok = f"AND({number}=INT({number}),{number}>={setting.minimum},{number}<={setting.maximum})"
    return f'IFERROR(IF({ok},{number},""),"")'


def _date(name: str, key: str) -> Iterator[Once]:
    """The date of a setting as yyyymmdd, "" where none is set, "?" or "x" where it cannot be read."""
    own = _own(key)
    blank = _digits(own) if BY_KEY[key].of_plan else quoted("")
    raw, text, digits = f"{name}_填", f"{name}_文", f"{name}_合"
    yield Once(raw, f'IFERROR(IF({_value(key)}="","",{_value(key)}),"")')
    yield Once(text, dates.cleaned(given(raw)))
    yield Once(digits, dates.composed(given(raw), given(text)))
    yield Once(name, f'IF({given(digits)}="",{blank},{dates.checked(given(digits))})')


def _limits(office: str, key: str) -> Iterator[Once]:
    """The earliest birth date by each reading of the limit, the setting's own reading, and the latest of all.

    The same steps as `pyxl.rules.age.earliest_birth`: so many years before, and a day later if that birthday is
    completed by then.
    """
    yield Once(f"{office}限", _count(key))
    for reading, years, day in zip(READINGS, (1, 0, 0), (0, 1, 0), strict=True):
        yield from _first_born_under(f"{office}{reading}", f"([#{office}限]+{years})", f"([#截止序]-{day})")
    chosen = "".join(f'IF([#读法]="{reading}",[#{office}{reading}],' for reading in READINGS)
    yield Once(f"{office}早", f'{chosen}""{")" * len(READINGS)}')
    listed = ",".join(f"[#{office}{reading}]" for reading in READINGS)
    yield Once(f"{office}最晚", f'IF(ISNUMBER([#{office}早]),MAX({listed}),"")')


def _first_born_under(name: str, years: str, on: str) -> Iterator[Once]:
    birthday, again = f"{name}_日", f"{name}_序"
    past = f"DATE(YEAR({on})-{years},MONTH({on}),DAY({on}))"
    yield Once(birthday, f'IFERROR(IF(YEAR({on})-{years}<1901,"",{past}),"")')
    born = given(birthday)
    completed = f"DATE(YEAR({born})+{years},MONTH({born}),DAY({born}))<={on}"
    yield Once(again, f'IFERROR({born}+({completed}),"")')
    yield Once(name, _digits(given(again)))


def _digits(serial: str) -> str:
    return f'IF(ISNUMBER({serial}),YEAR({serial})*10000+MONTH({serial})*100+DAY({serial}),"")'


def _education_floor(name: str, key: str) -> Once:
    """The rank of the lowest level admitted."""
    return Once(name, f'IFERROR(INDEX([#等_文化程度],MATCH({_text(key)},[#词_文化程度],0)),"")')


def _level(code: str, own: str) -> Once:
    written = _written(f"{code}级别")
    levels = "错误、警告、提示、原则上"
    listed = f'IF(ISNUMBER(FIND({written},"{levels}")),LEN({written})>1,FALSE)'
    return Once(level_of(code)[2:-1], f'IF({listed},{written},"{own}")')


def _units() -> Iterator[Once]:
    """How many units there are, and whether Python may read one of their names as another."""
    yield Once("单位数", "SUMPRODUCT(--(LEN(单位[单位])>0))")
    each = f'MID(单位[单位]&REPT("一",{LONGEST}),{places(1, LONGEST)},1)'
    strange = f"SUMPRODUCT(--ISNUMBER(FIND({each},{given('不规则字')})))>0"
    long = f"SUMPRODUCT(--(LEN(单位[单位])>{LONGEST}))>0"
    yield Once("单位难认", f"IF(OR(ROWS(单位[单位])>{_MOST_UNITS},{long}),TRUE,{strange})")


def _further_units() -> Once:
    """The units of the setting 其他单位, each between two ；."""
    text = _text("其他单位")
    for sign in (";", "、", "，", ",", "CHAR(10)"):
        text = f'SUBSTITUTE({text},{sign if sign.startswith("CHAR") else quoted(sign)},"；")'
    bare = f'SUBSTITUTE(SUBSTITUTE({text}," ",""),"　","")'
    return Once("其他单位", f'"；"&{bare}&"；"')


def once(levels: dict[str, str]) -> tuple[Once, ...]:
    """All of them, each after those that it needs; `levels` maps a rule's code to its own level."""
    day = given("截止日")
    serial = f"DATE(INT({day}/10000),INT(MOD({day},10000)/100),MOD({day},100))"
    return (
        *_date("设截止", "年龄计算截止日"),
        *_date("大会日", "大会日期"),
        *_date("方案日", "方案印发日期"),
        *_date("二阶段", "第二阶段截止日"),
        Once("截止日", 'IF([#设截止]<>"",[#设截止],IF([#大会日]<>"",[#大会日],[#二阶段]))'),
        Once("截止序", f'IF(ISNUMBER({day}),IF(MOD({day},100)>0,{serial},""),"")'),
        Once("读法", _text("年龄含本数")),
        *_limits("主席", "主席年龄上限"),
        *_limits("执委", "执委年龄上限"),
        Once("代表限", _count("代表年龄下限")),
        *_first_born_under("代表未满", given("代表限"), given("截止序")),
        Once("代表晚_序", 'IF(ISNUMBER([#代表未满_序]),[#代表未满_序]-1,"")'),
        Once("代表晚", _digits(given("代表晚_序"))),
        _education_floor("主席学历", "主席学历下限"),
        _education_floor("执委学历", "执委学历下限"),
        *_units(),
        _further_units(),
        *(_level(code, own) for code, own in levels.items()),
    )
