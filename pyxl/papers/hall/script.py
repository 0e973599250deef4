"""The form of a 主持词: who is addressed, what opens the meeting, its items in order, and the words of a show of hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.papers.agenda import DIGITS
from pyxl.papers.hall.halls import Hall
from pyxl.papers.paper import Sheaf
from pyxl.papers.wording import BLANK
from pyxl.rules.person import chinese
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import Threshold, spoken

VOTE: Final = (
    "现在表决：同意的请举手。（稍停）请放下。不同意的请举手。（稍停）请放下。弃权的请举手。（稍停）请放下。",
    f"同意{BLANK}人，不同意{BLANK}人，弃权{BLANK}人。",
    "（超过半数）通过。",
)
"""Lines with blanks are short, so that no blank is torn at the end of a line."""
PAUSE: Final = "（稍停）"
_END: Final = "会议到此结束，散会。"
"""A congress is closed; any other meeting ends."""


def spoken_lines(*parts: str) -> tuple[str, ...]:
    """A sentence in one line, or part by part while it has a blank: in a short line no blank is torn."""
    sentence = "".join(parts)
    return parts if BLANK in sentence else (sentence,)


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the agenda: its name, and what is read out in paragraphs."""

    name: str
    lines: Sequence[str]


def script(
    settings: Settings,
    called: str,
    title: Sequence[str],
    opening: Sequence[str],
    steps: Sequence[Step],
    minutes: Sequence[str] = (),
) -> Sheaf:
    """A script: who is addressed, its title, what opens it, its items in order, how it ends; room for its minutes behind it."""
    name = "".join(title)
    items = "；".join(f"{DIGITS[at]}是{step.name}" for at, step in enumerate(steps, 1))
    numbered: list[Mapping[str, object]] = [
        {"标题": f"{DIGITS[at]}、{step.name}", "段落": list(step.lines)} for at, step in enumerate(steps, 1)
    ]
    day = chinese(settings.congress_date) if settings.congress_date else ""
    return Sheaf(
        "",
        {
            "标题": [*title, "主持词"],
            "称呼": f"各位{called}、同志们",
            "时间地点": f"（{'　'.join(part for part in (day, settings.congress_place) if part)}）",
            "开场": list(opening),
            "议程": f"会议议程共{DIGITS[len(steps)]}项：{items}。",
            "各项": numbered,
            "闭会": f"会议各项议程已经完成。{_END if name.endswith('会议') else f'现在，我宣布：{name}闭幕。'}",
            "记录": list(minutes),
        },
    )


def attendance(voter: str, figures: Hall, settings: Settings) -> tuple[str, ...]:
    """Who came, and that they are enough."""
    return spoken_lines(
        f"现在报告到会人数：应到{voter}{figures.entitled}名，",
        f"{'' if figures.absent == '0' else f'请假{figures.absent}名，'}实到{voter}{figures.present}名，",
        f"{reached(settings.quorum, f'应到{voter}')}（{figures.quorum}名），符合规定人数，可以开会。",
    )


def reached(quorum: Threshold, base: str) -> str:
    """The quorum as the chair finds it reached: 达到应到代表的三分之二, 超过应到代表的三分之二."""
    return f"{'超过' if quorum.exceeded else '达到'}{base}的{spoken(quorum)}"
