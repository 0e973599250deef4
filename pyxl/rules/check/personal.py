"""NAME, ID, ID-BIRTH and SEX: is the row about a person who can be identified.

The worst fault of a check is to turn away a person who is right: what cannot be verified (an old foreign
card, a character that a font lacks) is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyxl.rules.check.rolls import Rolls
from pyxl.rules.check.rule import Remark, Rule
from pyxl.rules.formulas import (
    UNSURE_TEXT,
    Live,
    filled,
    graded,
    holds_one_of,
    note,
    reading,
    spoken,
    trimmed,
    unreadable,
)
from pyxl.rules.identity import Fault, IdentityProblem, Kind
from pyxl.rules.person import HAN, LISTED, STAFF, PartialDate, Person, chinese, text_of
from pyxl.rules.stroke_order import missing_characters
from pyxl.words import Severity

ID_STANDARD: Final = "GB 11643"
_LETTER: Final = rf"(?:[^\W\d_]|[{HAN}])"
_PLAUSIBLE_NAME: Final = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[·'\-\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef ])*"
)
_USUAL_NAME: Final = re.compile("[\u4e00-\u9fff]{2,}")
_PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd?？□■〓�]")


def _name(person: Person, _: Rolls) -> Iterator[Remark]:
    """A name is there; what looks unlike a name is pointed out and never refused."""
    if not person.name:
        yield Remark("姓名", "姓名没有填写，请按身份证填写")
        return
    if (
        person.table == STAFF
    ):  # a worker of the same name as a candidate is told apart by what follows the name
        return
    if _USUAL_NAME.fullmatch(person.name):
        return
    if _PRIVATE_USE.search(person.name):
        message = f"姓名“{person.name}”里有显示不出的生僻字，请对照身份证核对，必要时注明字形"
        yield Remark("姓名", message, Severity.NOTE)
    elif not _PLAUSIBLE_NAME.fullmatch(person.name):
        message = f"姓名“{person.name}”里有汉字、字母和“·”以外的符号，请对照身份证核对"
        yield Remark("姓名", message, Severity.WARNING)
    elif len(person.name) == 1:
        yield Remark("姓名", f"姓名“{person.name}”只有一个字，请核对是否漏写", Severity.NOTE)


def _strokes(rolls: Rolls) -> Iterator[Remark]:
    """Ballots need the strokes of every character; the clerk can type what the data lacks."""
    typed = rolls.settings.typed_strokes
    if not missing_characters((person.name for person in rolls.candidates), typed):
        return
    for person in rolls.candidates:
        missing = [c for c in missing_characters([person.name], typed) if _letter_without_strokes(c)]
        if missing:
            message = (
                f"“{'”“'.join(missing)}”没有笔画数据，排选票顺序前请在设置“生僻字笔画”里写明，"
                f"如“{missing[0]}=12”"
            )
            yield Remark("姓名", message, Severity.NOTE, person)


def _letter_without_strokes(character: str) -> bool:
    """Whether the clerk should type a count; signs and lost characters have been pointed out already."""
    return bool(re.fullmatch(_LETTER, character)) and not _PRIVATE_USE.match(character)


_UNVERIFIED: Final = frozenset({Fault.OLD_FOREIGN_CARD, Fault.OTHER_DOCUMENT})
"""Genuine papers whose number proves nothing: the worst fault is to turn away a person who is right."""


def _identity(person: Person, _: Rolls) -> Iterator[Remark]:
    """The number by GB 11643; the county code decides nothing."""
    fault = person.identity_fault
    if isinstance(fault, IdentityProblem):
        severity = Severity.NOTE if fault.code in _UNVERIFIED else None
        yield Remark("身份证号", f"{fault.what}。{fault.remedy}" if fault.remedy else fault.what, severity)
    elif person.identity and person.identity.kind is Kind.FOREIGN:
        message = "所填为外国人永久居留身份证号码，请核对本人是否具有代表、候选人资格"
        yield Remark("身份证号", message, Severity.NOTE)


def _birth(person: Person, _: Rolls) -> Iterator[Remark]:
    """The birth date as written agrees with the number; a month agrees with any of its days."""
    if person.birth_fault:
        yield Remark("出生日期", f"出生日期{person.birth_fault.what}。{person.birth_fault.remedy}")
    elif person.identity is None:
        if person.written_birth is None:
            yield Remark("出生日期", "出生日期没有填写，年龄无法校验", Severity.NOTE)
    elif person.written_birth is None:
        message = f"出生日期没有填写，按身份证号为{chinese(person.identity.birth_date)}"
        yield Remark("出生日期", message, Severity.NOTE)
    elif not person.written_birth.agrees_with(person.identity.birth_date):
        by_number = PartialDate.of(person.identity.birth_date)
        message = f"出生日期填的是{person.written_birth}，身份证号里是{by_number}，请对照身份证原件改正"
        yield Remark("出生日期", message)


def _sex(person: Person, _: Rolls) -> Iterator[Remark]:
    """The column says 女, and so does the number."""
    written = text_of(person.row.get("性别"))
    by_number = person.identity.sex if person.identity else person.sex
    if not written:
        yield Remark("性别", "性别没有填写，应填“女”")
    elif person.sex is None:
        yield Remark("性别", f"性别“{written}”不能识别，应填“女”")
    elif person.sex != by_number:
        message = f"性别填的是“{person.sex}”，身份证号第17位表示“{by_number}”，请对照身份证原件改正"
        yield Remark("性别", message)
    elif person.sex != "女":
        yield Remark("性别", f"性别为“{person.sex}”：妇女代表和妇联执委候选人为妇女，请核对")


_LIVE_NAME: Final = (
    f'IF([@算_姓名]="",{graded("NAME", "姓名没有填写")},'
    f"IF({holds_one_of('[@算_姓名]', '缺字符号', '丽', 16)},{note('姓名里有显示不出的生僻字，请对照身份证')},"
    f'IF(OR(ISNUMBER(FIND(LEFT([@算_姓名],1),"·-\'")),ISNUMBER(FIND(".",[@算_姓名])),{holds_one_of("[@算_姓名]", "非名符号", "丽", 16)}),'
    '"警告：姓名里有汉字、字母和“·”以外的符号",'
    f'IF(LEN([@算_姓名])=1,{note("姓名只有一个字，请核对")},""))))'
)
_LIVE_IDENTITY: Final = (
    f'IF([@算_证]="{reading.VALID}","",IF([@算_证]="{reading.UNKNOWN}",{UNSURE_TEXT},'
    f'IF([@算_证]="{reading.FOREIGN}",{note("外国人永久居留身份证号码，请核对资格")},'
    f'IF([@算_证]="{reading.OLD_CARD}",{note("旧版外国人永久居留身份证号码，无法核验")},'
    f"{graded('ID', '')}&[@算_证]))))"
)
_BY_NUMBER: Final = f"VALUE({reading.part(7, 8)})"
_AGREES: Final = f"IF(MOD([@算_填],100)=0,[@算_填]/100=INT({_BY_NUMBER}/100),[@算_填]={_BY_NUMBER})"
_LIVE_BIRTH: Final = (
    f'IF([@算_填]="?",{UNSURE_TEXT},IF([@算_填]="x",{graded("ID-BIRTH", "出生日期不是真实的日期")},'
    f'IF({reading.CHECKED},IF([@算_填]="",{note("出生日期没有填写，身份证号里是")}&{spoken(_BY_NUMBER)},'
    f'IF({_AGREES},"",{graded("ID-BIRTH", "出生日期与身份证号不一致，号码里是")}&{spoken(_BY_NUMBER)})),'
    f'IF([@算_填]="",{note("出生日期没有填写，年龄无法校验")},""))))'
)
_SEX_BY_NUMBER: Final = f'IF(MOD(VALUE({reading.part(17, 1)}),2)=1,"男","女")'
_LIVE_SEX: Final = (
    f'IF({trimmed("[@性别]")}="",{graded("SEX", "性别没有填写，应填“女”")},'
    f"IF({reading.is_known('性别')},"
    f"IF(IF({reading.CHECKED},{_SEX_BY_NUMBER}<>{reading.coded('性别')},FALSE),"
    f"{graded('SEX', '性别与身份证号第17位不一致')},"
    f'IF({reading.coded("性别")}="女","",{graded("SEX", "性别为“男”，代表和候选人应为妇女")})),'
    f"IF({unreadable('[@性别]')},{UNSURE_TEXT},{graded('SEX', '性别不能识别，应填“女”')})))"
)

RULES: Final = (
    Rule(
        code="NAME",
        title="姓名已填写，写法可辨认",
        remedy="补填姓名，与身份证一致；少数民族姓名用“·”分隔，不要夹空格和括号",
        columns=dict.fromkeys((*LISTED, STAFF), ("姓名",)),
        level="错误",
        clause="",
        each=_name,
        whole=_strokes,
        formulas=(Live({"姓名": filled(_LIVE_NAME)}),),
    ),
    Rule(
        code="ID",
        title="身份证号为18位，省份代码、出生日期、校验码正确",
        remedy="对照身份证原件重填，按文本录入；后几位变成 0 的是 Excel 丢的，只能向报送单位要原号码",
        columns=dict.fromkeys(LISTED, ("身份证号",)),
        level="错误",
        clause=ID_STANDARD,
        each=_identity,
        formulas=(Live({"身份证号": filled(_LIVE_IDENTITY)}),),
    ),
    Rule(
        code="ID-BIRTH",
        title="出生日期与身份证号一致",
        remedy="对照身份证原件：号码第 7—14 位就是出生日期，哪一个抄错改哪一个",
        columns=dict.fromkeys(LISTED, ("出生日期", "身份证号")),
        level="错误",
        clause=ID_STANDARD,
        each=_birth,
        formulas=(Live({"出生日期": filled(_LIVE_BIRTH)}),),
    ),
    Rule(
        code="SEX",
        title="性别为女，与身份证号一致",
        remedy="对照身份证原件改性别或号码；名单里只能是妇女",
        columns=dict.fromkeys(LISTED, ("性别", "身份证号")),
        level="错误",
        clause="三(二)1",
        each=_sex,
        formulas=(Live({"性别": filled(_LIVE_SEX)}),),
    ),
)
"""The rules of this subject, in the order of the handbook."""
