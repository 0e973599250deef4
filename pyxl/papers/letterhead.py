"""What an official paper says around its text: who issues it, its number, to whom, who signs, when, who prints.

GB/T 9704-2012.  A number that the registry has not given yet leaves room for it: 〔2017〕　号.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from pyxl.rules.person import chinese
from pyxl.rules.plan import Settings

CHARTER: Final = "《中华全国妇女联合会章程》"
TITLE_LINE: Final = 20
"""Characters of 二号 on a line of 156 mm."""
DAY_OPEN: Final = "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
"""Room for a date that is written in when the paper is signed."""


def bases(settings: Settings) -> str:
    """The legal bases as a paper lists them: those of the plan, then those of the setting 其他依据.  No article numbers."""
    return listed((*_parts(settings.bases), *other_bases(settings)))


def other_bases(settings: Settings) -> list[str]:
    """The documents of the setting 其他依据."""
    return _parts(settings.other_bases)


def beside_the_plan(settings: Settings) -> str:
    """What stands beside the plan, which names its own bases: the charter, and the documents that the plan does not name."""
    return listed((CHARTER, *other_bases(settings)))


def regulations(settings: Settings) -> str:
    """What rules of an election rest on: the charter and regulations such as the 选举工作条例, which have no number of a letter."""
    of_plan = [base for base in _parts(settings.bases) if "〔" not in base]
    return listed((CHARTER, *of_plan, *other_bases(settings)))


def listed(documents: Iterable[str]) -> str:
    """Documents beside one another, each once: no 顿号 between two titles in 书名号 (GB/T 15834), one behind a number in brackets.

    >>> listed(["《甲》", "《乙》（某〔2024〕1号）", "《丙》"])
    '《甲》《乙》（某〔2024〕1号）、《丙》'
    """
    return "、".join(dict.fromkeys(documents)).replace("》、《", "》《")


def _parts(text: str | None) -> list[str]:
    return [base for part in re.split("[；;\n]", text or "") if (base := part.strip())]


def issuer(settings: Settings) -> str:
    """The town's federation in full: 遂宁市安居区磨溪镇妇女联合会, or the setting 发文机关."""
    return settings.issuer or f"{settings.city}{settings.district}{settings.town}妇女联合会"


def party_committee(settings: Settings) -> str:
    """The town's Party committee in full: 中共遂宁市安居区磨溪镇委员会, or the setting 镇党委."""
    body = "工作委员会" if settings.town.endswith("街道") else "委员会"
    return settings.party_committee or f"中共{settings.city}{settings.district}{settings.town}{body}"


def superior(settings: Settings) -> str:
    """The district federation in full: 遂宁市安居区妇女联合会, or the setting 上级妇联全称."""
    return settings.superior_full or f"{settings.city}{settings.district}妇女联合会"


def letter(
    settings: Settings,
    *,
    title: Sequence[str],
    to: str,
    number: str | None,
    date: dt.date | None,
    sender: str = "",
) -> Mapping[str, object]:
    """What the tags of a red head, a title, an addressee, a signature and an imprint stand for.

    `title` comes in phrases between which it may be broken; `sender` is the federation unless named.  A day that nobody
    has set yet leaves room for it, as the number does.
    """
    body = sender or issuer(settings)
    day = chinese(date) if date else DAY_OPEN
    return {
        "发文机关标志": body,
        "发文字号": number or f"\u3000\u3000〔{date.year if date else ''}〕\u3000\u3000号",
        "标题": title_lines(*title),
        "主送机关": to,
        "署名": body,
        "成文日期": day,
        "印发机关": settings.printing_office if not sender and settings.printing_office else body,
        "印发日期": day,
        "抄送": "",
    }


def going_up(settings: Settings, party: bool = False) -> Mapping[str, str]:
    """Who signs a paper that goes up, and whom to ask about it; a letter of the Party committee (`party`) goes to its equal."""
    name, telephone = settings.contact, settings.contact_phone
    if party:
        name, telephone = settings.party_contact or name, settings.party_contact_phone or telephone
    return {
        **({} if party else {"签发人": settings.signatory or ""}),
        "联系人": name or "",
        "联系电话": telephone or "",
    }


def title_lines(*phrases: str) -> list[str]:
    """A title in as few lines as hold it, broken between phrases, the longest line as short as can be.

    >>> title_lines("遂宁市安居区磨溪镇妇女联合会", "关于召开磨溪镇", "第一次妇女代表大会的请示")
    ['遂宁市安居区磨溪镇妇女联合会', '关于召开磨溪镇第一次妇女代表大会的请示']
    """
    for count in range(1, len(phrases) + 1):
        ways = [_broken(phrases, cuts) for cuts in combinations(range(1, len(phrases)), count - 1)]
        fitting = [lines for lines in ways if max(map(len, lines)) <= TITLE_LINE]
        if fitting:
            return min(fitting, key=_awkwardness)
    return list(phrases)


def _broken(phrases: Sequence[str], cuts: Sequence[int]) -> list[str]:
    bounds = [0, *cuts, len(phrases)]
    return ["".join(phrases[start:end]) for start, end in pairwise(bounds)]


def _awkwardness(lines: Sequence[str]) -> tuple[int, int]:
    """Lines of one length stand as a block, and a long first and last one as an hourglass: neither is wanted."""
    lengths = list(map(len, lines))
    block = len(lines) > 1 and len(set(lengths)) == 1
    hourglass = len(lines) == 3 and lengths[1] < min(lengths[0], lengths[2])
    return int(block or hourglass), max(lengths) - min(lengths)
