"""What a plan says, read from its text: each value with the sentence that it stands in.

Nothing is guessed.  A value that two sentences give differently, or only bound (不少于3人) or give by unit (每村2名), is
doubtful; one that no sentence gives is missing.  Both are lists for the clerk to answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.rules.person import EDUCATION
from pyxl.rules.plan.leading_group import leaders_in
from pyxl.rules.plan.numerals import DATE, NUMBER, RATIO, date, number
from pyxl.rules.plan.plan_settings import ASKED
from pyxl.rules.plan.plan_text import HAN, NOTICE, Sentence, sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a setting, as its cell takes it, where it stands.  `sure`: False where it only bounds the value."""

    key: str
    value: str
    sentence: Sentence
    sure: bool = True


@dataclass(frozen=True)
class Reading:
    """`said`: the settings that are certain; `doubtful`: setting -> everything said of it; `missing`: the others asked for.

    `leaders` are (name, post) of the leading group.
    """

    said: Mapping[str, Said]
    doubtful: Mapping[str, tuple[Said, ...]]
    missing: tuple[str, ...]
    leaders: tuple[tuple[str, str], ...]


def read_plan(text: str) -> Reading:
    """Read a plan.  Never raises: what cannot be read is missing."""
    found = sentences(text)
    everything = [said for reader in _READERS for said in reader(found)]
    said: dict[str, Said] = {}
    doubtful: dict[str, tuple[Said, ...]] = {}
    for key in dict.fromkeys(one.key for one in everything):
        of_key = [one for one in everything if one.key == key]
        sure = [one for one in of_key if one.sure]
        if len({one.value for one in sure}) == 1:
            said[key] = sure[0]
        else:
            doubtful[key] = tuple(of_key)
    missing = tuple(key for key in ASKED if key not in said and key not in doubtful)
    return Reading(said, doubtful, missing, tuple(leaders_in(found)))


# --- the place -------------------------------------------------------------------------------------

_PLACE: Final = re.compile(
    rf"中共(?:{HAN}{{2,8}}?(?:省|自治区))?(?P<city>{HAN}{{2,7}}?(?:市|自治州|地区|盟))?"
    rf"(?P<district>{HAN}{{1,8}}?(?:自治县|自治旗|区|县|旗|市))(?P<town>{HAN}{{1,8}}?(?:镇|乡|街道))(?:工作)?委员会"
)
_TITLE: Final = re.compile(
    rf"《(?P<district>{HAN}{{1,8}}?(?:区|县|旗|市))(?P<town>{HAN}{{1,8}}?(?:镇|乡|街道))[^》]*方案》"
)


def _place(found: Sequence[Sentence]) -> Iterator[Said]:
    for form in (_PLACE, _TITLE):
        for sentence in found:
            if match := form.search(sentence.text):
                parts = match.groupdict()
                for key, name in (("镇名", "town"), ("县区", "district"), ("市", "city")):
                    if parts.get(name):
                        yield Said(key, parts[name], sentence)
                yield Said("上级妇联", f"{parts['district']}妇联", sentence)
                return


def _occasion(found: Sequence[Sentence]) -> Iterator[Said]:
    for sentence in found:
        title = re.search("《?[^《》]*方案》?", sentence.text)
        if title and sentence.clause == NOTICE:
            if quoted := re.search("《([^《》]*方案)》", title[0]):
                yield Said("方案名称", quoted[1], sentence)
            for word in ("改革", "换届"):
                if word in title[0]:
                    yield Said("换届或改革", word, sentence)
                    return


_BASIS: Final = re.compile(
    r"《[^《》]+》[（(][^（）()]*?[〔\[(（][0-9]{4}[〕\])）][0-9]+号[）)]|《[^《》]*(?:章程|条例)》"
)


def _bases(found: Sequence[Sentence]) -> Iterator[Said]:
    cited = {match[0]: sentence for sentence in found for match in _BASIS.finditer(sentence.text)}
    if cited:
        ordered = sorted(cited, key=lambda basis: "章程》" not in basis)
        yield Said("依据", "；".join(ordered), next(iter(cited.values())))


def _issued(found: Sequence[Sentence]) -> Iterator[Said]:
    """The first date that stands alone in its paragraph."""
    for sentence in found:
        if (day := date(sentence.text)) is not None:
            yield Said("方案印发日期", day.isoformat(), sentence)
            return


# --- numbers of people ------------------------------------------------------------------------------

_BOUND: Final = "不少于|不低于|不超过|不多于|至少|最多|左右|约"
_POSTS: Final = {
    "主席名额": "(?<!副)主席",
    "副主席名额": "(?:专兼职|专职、兼职|专、兼职)?(?<!专职)(?<!兼职)副主席",
    "执委名额": "执委(?:委员|会委员)?|执行委员会?(?:委员)?",
    "常委名额": "常委(?:会委员|委员)?|常务委员会?(?:委员)?",
    "代表名额": "(?:妇女|大会|妇代会)?代表(?:大会代表)?",
}
_BETWEEN: Final = "(?:名额|总数|人数|职数|总名额)?(?:共计|共|定为|为|设|应选|总数为)?"
_UNIT: Final = "[名人位]"
_EACH: Final = re.compile(r"[每各](?:个|一)?(?:行政)?(?:村|社区|单位|支部|居委会|组)|每\S{0,4}人")


def _numbers(found: Sequence[Sentence]) -> Iterator[Said]:
    for sentence in found:
        text = sentence.text
        for key, noun in _POSTS.items():
            after = (
                rf"(?:{noun}){_BETWEEN}(?P<bound>{_BOUND})?(?P<number>{NUMBER}){_UNIT}(?P<more>以上|左右)?"
            )
            before = rf"(?P<bound>{_BOUND})?(?P<number>{NUMBER}){_UNIT}(?:新一届)?(?:镇妇联)?(?:{noun})(?!候选|大会|团)(?P<more>以上)?"
            matches = [*re.finditer(after, text)] or [*re.finditer(before, text)]
            for match in matches:
                by_unit = key == "代表名额" and _EACH.search(text[: match.start("number")])
                yield Said(
                    key,
                    str(number(match["number"])),
                    sentence,
                    not (match["bound"] or match["more"] or by_unit),
                )
        yield from _in_common(sentence)
        if re.search("不设(?:立)?常(?:务)?委", text):
            yield Said("常委名额", "0", sentence)


def _in_common(sentence: Sentence) -> Iterator[Said]:
    """主席、副主席各1名; 专职副主席1名、兼职副主席2名."""
    if each := re.search(rf"(?<!副)主席[、和]副主席各({NUMBER}){_UNIT}", sentence.text):
        for key in ("主席名额", "副主席名额"):
            yield Said(key, str(number(each[1])), sentence)
    kinds = re.findall(rf"(?:专职|兼职)副主席{_BETWEEN}({_BOUND})?({NUMBER}){_UNIT}", sentence.text)
    if kinds and not re.search(rf"(?<![专兼]职)副主席{_BETWEEN}{NUMBER}{_UNIT}", sentence.text):
        yield Said(
            "副主席名额",
            str(sum(number(count) for _, count in kinds)),
            sentence,
            not any(bound for bound, _ in kinds),
        )


def _ratio(found: Sequence[Sentence]) -> Iterator[Said]:
    for sentence in found:
        if match := re.search(
            rf"差额[^。；，]{{0,16}}?({RATIO})|({RATIO})[^。；，]{{0,8}}差额", sentence.text
        ):
            yield Said("差额比例", match[1] or match[2], sentence)
        elif (
            re.search("执委[^。；]*等额选举|等额选举[^。；]*执委(?!会)", sentence.text)
            and "主席" not in sentence.text
        ):
            yield Said("差额比例", "0%", sentence)


# --- conditions --------------------------------------------------------------------------------------

_WHO: Final = {
    "主席": re.compile("副?主席"),
    "执委": re.compile("执委(?!会)|执行委员(?!会第)"),
    "代表": re.compile("代表(?!大会|团)"),
}
_JOINED: Final = re.compile("(?:候选人|人选|、|和|及|与|以及|镇妇联|委员|专兼职|兼职|专职|新推荐的?)*")
_UPPER: Final = re.compile(
    rf"(?:(?:不超过|不得超过|不大于|未满|不满)({NUMBER})周?岁|({NUMBER})周?岁(?:（含）|\(含\))?(?:及)?(?:以下|以内))"
)
_LOWER: Final = re.compile(rf"(?:年满|满)({NUMBER})周?岁")
_LEVEL: Final = re.compile(
    "(博士|硕士|研究生|大学本科|本科|大学专科|大专|专科|中专|高中|初中|小学)(?:（含）|\\(含\\))?(?:或同等)?(?:文化程度|学历)?(?:及)?以上"
)


def _whom(text: str, place: int) -> tuple[str, ...]:
    """Whom a condition at a place is about: the nearest named before it, with those that are named along."""
    named = sorted(
        (match.end(), match.start(), who)
        for who, form in _WHO.items()
        for match in form.finditer(text[:place])
    )
    whom: list[str] = []
    edge = None
    for end, start, who in reversed(named):
        if edge is not None and not _JOINED.fullmatch(text[end:edge]):
            break
        whom.append(who)
        edge = start
    return tuple(dict.fromkeys(whom))


def _conditions(found: Sequence[Sentence]) -> Iterator[Said]:
    for sentence in found:
        text = sentence.text
        for match in _UPPER.finditer(text):
            for who in _whom(text, match.start()):
                if who != "代表":
                    yield Said(f"{who}年龄上限", str(number(match[1] or match[2])), sentence)
                    yield from _firm("AGE", who, text, sentence)
        for match in _LOWER.finditer(text):
            if "代表" in _whom(text, match.start()):
                yield Said("代表年龄下限", str(number(match[1])), sentence)
        for match in _LEVEL.finditer(text):
            level = EDUCATION.normalise(match[1])
            for who in _whom(text, match.start()):
                if level and who != "代表":
                    yield Said(f"{who}学历下限", level, sentence)
                    yield from _firm("EDU", who, text, sentence)


def _firm(kind: str, who: str, text: str, sentence: Sentence) -> Iterator[Said]:
    """A condition without 原则上 admits no waiver."""
    firm = "按方案" if re.search("原则上|一般", text) else "错误"
    yield Said(f"{kind}-{'CHAIR' if who == '主席' else 'EXEC'}级别", firm, sentence)


# --- phases ------------------------------------------------------------------------------------------

_SPAN: Final = rf"(?P<first>{DATE})?(?:至|到|—+|－|-|~)?(?P<last>{DATE})?(?P<before>前|以前|之前|底前)?"
_PHASE: Final = (
    re.compile(rf"(?P<name>[^，。；（()）]{{2,12}}阶段)[（(]{_SPAN}[）)]"),
    re.compile(rf"{_SPAN}[,，]?为?(?P<name>[^，。；（()）]{{2,10}}阶段)"),
)
_NAMES: Final = ("动员|宣传|筹备|准备|部署", "选举|实施|推进", "建章|总结|巩固|完善|归档|验收")


def _phases(found: Sequence[Sentence]) -> Iterator[Said]:
    year: int | None = None
    for sentence in found:
        for match in (match for form in _PHASE for match in form.finditer(sentence.text)):
            if not (match["first"] or match["last"]):
                continue
            first = date(match["first"], year) if match["first"] else None
            year = first.year if first else year
            last = date(match["last"], year) if match["last"] else None
            year = last.year if last else year
            if last is None and match["before"]:
                first, last = None, first
            which = [at for at, words in enumerate(_NAMES) if re.search(words, match["name"])]
            if len(which) == 1:
                numeral = "一二三"[which[0]]
                if first and which[0]:
                    yield Said(f"第{numeral}阶段开始日", first.isoformat(), sentence)
                if last:
                    yield Said(f"第{numeral}阶段截止日", last.isoformat(), sentence)
            break


# --- the primary --------------------------------------------------------------------------------------

_PRIMARY: Final = re.compile(
    r"(?:进行|实行|采取|举行|组织|开展|先行|经|通过|先)预选|预选(?:产生|确定|的方式|办法)"
)
_NO_PRIMARY: Final = re.compile(r"(?:不|不再|不必|无需)(?:进行|实行|采取|举行|组织)?预选")
_MAY_BE: Final = re.compile(r"可以?(?:先)?(?:进行|实行|采取|举行|组织|经|通过|先)?预选|必要时|需要时")
_HALF_OF_PRIMARY: Final = re.compile(r"(?:超过|过)(?:应到|实到|到会|全体)?(?:的?(?:代表|人数|人))*的?半数")


def _primary(found: Sequence[Sentence]) -> Iterator[Said]:
    """Whether there is a primary, and whether it asks for half; that it may be held is doubtful."""
    for sentence in found:
        if _NO_PRIMARY.search(sentence.text):
            yield Said("预选", "否", sentence)
        elif _PRIMARY.search(sentence.text):
            yield Said("预选", "是", sentence, sure=not _MAY_BE.search(sentence.text))
        if "预选" in sentence.text and _HALF_OF_PRIMARY.search(sentence.text.partition("预选")[2]):
            yield Said("预选须过半数", "是", sentence)


_READERS: Final[tuple[Callable[[Sequence[Sentence]], Iterator[Said]], ...]] = (
    _place, _occasion, _bases, _issued, _numbers, _ratio, _conditions, _phases,
    _primary,
)  # fmt: skip
