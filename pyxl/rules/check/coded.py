"""UNIT and CODE: what comes from a list stands in that list."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyxl.rules.check.rolls import UNITS, Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.formulas import (
    UNSURE_TEXT,
    Live,
    filled,
    given,
    graded,
    holds_any,
    note,
    place_of,
    quoted,
    reading,
    replaced,
    trimmed,
    unreadable,
)
from pyxl.rules.person import (
    CANDIDATES,
    DELEGATES,
    LISTED,
    LISTS,
    PEOPLE_TABLES,
    STAFF,
    WRITTEN_IN,
    Person,
    text_of,
)
from pyxl.words import Severity, sheet_row

_FEW_UNITS: Final = 200
"""Beyond a town's worth of units the search for a similar name would be what a check spends its time on."""


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column that takes its values from a code list.

    `advice` is said where a required one is blank; `blank` is how bad that is, None for the rule's own level.
    """

    header: str
    required: bool = True
    advice: str = "请从下拉选项中选取"
    blank: Severity | None = None


CODED: Final = {
    CANDIDATES: (
        CodedColumn("民族"),
        CodedColumn("政治面貌"),
        CodedColumn("文化程度", advice="请填已毕业的最高学历"),
        CodedColumn("体制", required=False),
        CodedColumn("拟任职务", advice="请填最高职务：主席、副主席、常委或执委"),
        CodedColumn("专兼职", required=False),
        CodedColumn("任职", required=False),
        CodedColumn("推荐方式", advice="请填个人自荐、群众举荐或组织推荐"),
    ),
    DELEGATES: (
        CodedColumn("民族"),
        CodedColumn("政治面貌"),
        CodedColumn("文化程度", advice="请填已毕业的最高学历"),
        CodedColumn("产生方式", advice="请填选举或协商推荐", blank=Severity.NOTE),
    ),
    WRITTEN_IN: (
        CodedColumn("民族"),
        CodedColumn("政治面貌"),
        CodedColumn("文化程度", advice="请填已毕业的最高学历"),
        CodedColumn("体制", required=False),
        CodedColumn("拟任职务", required=False),
        CodedColumn("专兼职", required=False),
        CodedColumn("任职", required=False),
    ),
    STAFF: (CodedColumn("岗位"), CodedColumn("选举", required=False)),
}
"""The coded columns of each table.  界别 is not among them: 二(二) ends its groups with 等, see BREADTH."""


def _code(person: Person, _: Rolls) -> Iterator[Remark]:
    """Each coded column holds a value of its list; a known other word for a value is as good."""
    written = tuple(map(person.row.get, _HEADERS[person.table]))
    if not {*map(type, written)} <= _USUAL:
        written = tuple(map(text_of, written))
    yield from _unknown(person.table, written)
    if person.heads and not text_of(person.row.get("任职")):
        yield Remark("任职", "任职没有填写，年龄和学历按“新推荐”校验", Severity.NOTE)
    if person.office == "副主席" and not text_of(person.row.get("专兼职")):
        yield Remark("专兼职", "副主席分专职、兼职，请填写", Severity.NOTE)


_HEADERS: Final = {table: tuple(column.header for column in columns) for table, columns in CODED.items()}
_USUAL: Final = {str, type(None)}


@lru_cache(maxsize=1 << 12)
def _unknown(table: str, written: tuple[object, ...]) -> tuple[Remark, ...]:
    """What is said of the coded cells of a row; a list of 27,000 people has few different sets of them."""
    remarks = []
    for column, cell in zip(CODED[table], written, strict=True):
        if LISTS[column.header].normalise(cell) is not None:
            continue
        if text := text_of(cell):
            message = f"{column.header}“{text}”不在代码表内，{nearest(column.header, text)}"
            remarks.append(Remark(column.header, message))
        elif column.required:
            remarks.append(Remark(column.header, f"{column.header}没有填写，{column.advice}", column.blank))
    return tuple(remarks)


@lru_cache(maxsize=1024)
def nearest(column: str, written: str) -> str:
    """Advice for a word that is not in a list: the values that look like it, or the values themselves."""
    values = LISTS[column].values
    near = difflib.get_close_matches(written, values, n=2, cutoff=0.4)
    if near:
        return f"是不是“{'”或“'.join(near)}”"
    return f"请从{'、'.join(values)}中选取" if len(values) <= 12 else "请从下拉选项中选取"


def _unit(person: Person, rolls: Rolls) -> Iterator[Remark]:
    """The unit stands in the unit table; while that table is empty, one finding for the list says so."""
    if not rolls.unit_names or person.unit in rolls.unit_names:
        return
    if person.table == CANDIDATES and person.unit in rolls.settings.further_units:
        return
    if not person.unit:
        yield Remark("单位", "单位没有填写，请从“单位”表中选取")
        return
    if akin := _akin_units(person.unit, rolls.unit_names):
        message = (
            f"“单位”表中没有“{person.unit}”，是不是“{'”或“'.join(akin[:_SHOWN_UNITS])}”？是的请改成表中的写法"
        )
        yield Remark("单位", message, Severity.WARNING)
        return
    near = _near_unit(person.unit, rolls.unit_names)
    advice = f"是不是“{near}”" if near else "请核对写法，或先在“单位”表中添加"
    if person.table == CANDIDATES:
        advice += "；不分配代表名额的单位，写进设置“其他单位”"
    yield Remark("单位", f"“单位”表中没有“{person.unit}”，{advice}")


_SHOWN_UNITS: Final = 3
_KINDS_OF_PLACE: Final = ("居委会", "村委会", "社区", "村")
"""What is left off or changed where a place is named in short or was renamed: 登高, 登高社区 for 登高村."""


def _core(name: str) -> str:
    """A place's name without what kind of place it is."""
    for kind in _KINDS_OF_PLACE:
        name = name.replace(kind, "")
    return name


@lru_cache(maxsize=1024)
def _akin_units(written: str, names: frozenset[str]) -> tuple[str, ...]:
    """The units of which this may be a short or another form: one core stands in the other name."""
    core = _core(written)
    return tuple(
        name for name in sorted(names) if (core and core in name) or (_core(name) and _core(name) in written)
    )


@lru_cache(maxsize=1024)
def _near_unit(written: str, names: frozenset[str]) -> str:
    """A unit whose name looks like the written one."""
    if len(names) > _FEW_UNITS:
        return ""
    return next(iter(difflib.get_close_matches(written, sorted(names), n=1)), "")


def _units(rolls: Rolls) -> Iterator[Remark]:
    """Units are named, and each once; without units no person's unit can be checked."""
    if not rolls.unit_names:
        for table in LISTED:
            if rolls.people(table):
                yield Remark("单位", "“单位”表还没有填写，无法核对所在单位，请先填“单位”表", table=table)
    first: dict[str, int] = {}
    for unit in rolls.units:
        if not unit.name:
            yield Remark("单位", "单位名称没有填写", table=UNITS, row=unit.number)
        elif unit.name in first:
            message = f"“{unit.name}”与第{sheet_row(first[unit.name])}行重复，一个单位只填一行"
            yield Remark("单位", message, table=UNITS, row=unit.number, name=unit.name)
        else:
            first[unit.name] = unit.number


def _live_code(column: CodedColumn) -> str:
    """What is said of a coded cell that is not fine: it is blank, or its word is in no list."""
    words = f"{column.header}没有填写，{column.advice}"
    empty = note(words) if column.blank else graded("CODE", words)
    cell = f"[@{column.header}]"
    strange = f'{graded("CODE", f"{column.header}“")}&{cell}&"”不在代码表内"'
    unsure = reading.may_be_known(column.header, LISTS[column.header].many)
    return f'IF({trimmed(cell)}="",{empty},IF({unsure},{UNSURE_TEXT},{strange}))'


def _live_fine(column: CodedColumn) -> str:
    """Whether nothing is to be said of a coded cell."""
    known = reading.is_known(column.header)
    return known if column.required else f'IF({trimmed(f"[@{column.header}]")}="",TRUE,{known})'


_LIVE_OFFICE: Final = f'IFERROR({reading.coded("拟任职务")},"")'
_LIVE_ASKED: Final = Live(
    {
        "任职": note("任职没有填写，年龄和学历按“新推荐”校验"),
        "专兼职": note("副主席分专职、兼职，请填写"),
    },
    (CANDIDATES,),
    {
        "任职": f'IF({trimmed("[@任职]")}="",AND({_LIVE_OFFICE}<>"主席",{_LIVE_OFFICE}<>"副主席"),TRUE)',
        "专兼职": f'IF({trimmed("[@专兼职]")}="",{_LIVE_OFFICE}<>"副主席",TRUE)',
    },
)
"""What `_code` asks for last."""


def _live_codes(table: str) -> Live:
    """All coded cells of a row."""
    columns = CODED[table]
    said = {column.header: _live_code(column) for column in columns}
    return Live(said, (table,), {column.header: _live_fine(column) for column in columns})


_LIVE_UNIT_ROW: Final = place_of("[@算_单位]", "单位[单位]")
_LIVE_KNOWN_UNIT: Final = (
    f"IF({holds_any('*?~', '[@算_单位]')},FALSE,IF(ISNUMBER({_LIVE_UNIT_ROW}),TRUE,"
    'SUMPRODUCT(--(SUBSTITUTE(SUBSTITUTE(单位[单位]," ",""),"　","")=[@算_单位]))>0))'
)
_LIVE_CORE: Final = replaced("[@算_单位]", *((kind, "") for kind in _KINDS_OF_PLACE))
_LIVE_CORES: Final = replaced("单位[单位]", (" ", ""), ("　", ""), *((kind, "") for kind in _KINDS_OF_PLACE))
_LIVE_AKIN: Final = (
    f"IF(LEN({_LIVE_CORE})=0,FALSE,SUMPRODUCT(--ISNUMBER(FIND({_LIVE_CORE},单位[单位])))>0),"
    f"SUMPRODUCT((LEN({_LIVE_CORES})>0)*ISNUMBER(FIND({_LIVE_CORES},[@算_单位])))>0"
)
_LIVE_FURTHER: Final = f'ISNUMBER(FIND("；"&[@算_单位]&"；",{given("其他单位")}))'


def _live_unit(further: str) -> str:
    """What is said of a unit; `further` is when a unit that the table lacks is fine all the same."""
    akin = f'{quoted("警告：“单位”表中没有“")}&[@单位]&"”，请核对是不是简称或旧名"'
    strange = f'{graded("UNIT", "“单位”表中没有“")}&[@单位]&"”"'
    return (
        f'IF({given("单位数")}=0,"",IF([@算_单位]="",{graded("UNIT", "单位没有填写，请从“单位”表中选取")},'
        f'IF({_LIVE_KNOWN_UNIT},"",IF({further},"",IF(OR({given("单位难认")},{unreadable("[@算_单位]")}),{UNSURE_TEXT},'
        f"IF(OR({_LIVE_AKIN}),{akin},{strange}))))))"
    )


RULES: Final = (
    Rule(
        code="UNIT",
        title="单位在“单位”表之内，单位不重复",
        remedy="从下拉列表选单位；单位不在列表里的，先在“单位”表加上，或填进设置“其他单位”",
        columns=dict.fromkeys((*LISTED, UNITS), ("单位",)),
        level="错误",
        clause="",
        each=_unit,
        whole=_units,
        formulas=(
            Live({"单位": filled(_live_unit(_LIVE_FURTHER))}, (CANDIDATES,)),
            Live({"单位": filled(_live_unit("FALSE"))}, (DELEGATES,)),
        ),
    ),
    Rule(
        code="CODE",
        title="民族、政治面貌、文化程度、推荐方式等取自代码表",
        remedy="从下拉列表选；写法不在列表里的，选意思相同的一项",
        columns={table: tuple(column.header for column in columns) for table, columns in CODED.items()},
        level="错误",
        clause="二(一)",
        each=_code,
        formulas=(*map(_live_codes, PEOPLE_TABLES), _LIVE_ASKED),
    ),
)
"""The rules of this subject, in the order of the handbook."""
