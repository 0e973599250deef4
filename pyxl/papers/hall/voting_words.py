"""What is said at a vote, from the checking of those present to the announcement of who is elected.

The same words serve the congress, the committee's first meeting and the primary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.count_report import POSTS, staff
from pyxl.papers.hall.halls import Hall, halls
from pyxl.papers.hall.script import PAUSE, spoken_lines
from pyxl.papers.wording import BLANK, name_lines
from pyxl.rules.ballot_paper import marks_sentence
from pyxl.rules.plan import Settings
from pyxl.words import PRIMARY


def voting(dossier: Dossier, office: str, voter: str) -> Iterator[str]:
    """From the papers to the result, vote after vote: a void one is told too, and the one that follows it."""
    for figures in halls(dossier, office):
        if figures.round > 1:
            yield f"现在进行{office}{'' if office == PRIMARY else '选举'}的第{figures.round}轮投票。"
        yield from one_vote({office: figures}, voter, dossier.settings)


def one_vote(held: Mapping[str, Hall], voter: str, settings: Settings) -> Iterator[str]:
    """One vote on one paper; `held` has the figures of each office on it, papers and people being the same for all."""
    figures, vote = next(iter(held.values())), "预选" if PRIMARY in held else "选举"
    told = {
        True: f"达到{figures.quorum}名，可以进行{vote}。",
        False: f"没有达到{figures.quorum}名，不能进行{vote}。",
        None: f"达到{figures.quorum}名的，宣布：可以进行{vote}。",
    }[figures.enough]
    several = len(held) > 1
    each = "；".join(
        f"{f'{office}' if several else ''}候选人{hall.standing}名，应选{hall.seats}名"
        for office, hall in held.items()
    )
    yield from spoken_lines(
        f"现在核对人数：应到{voter}{figures.entitled}名，实到{figures.present}名，",
        f"{told}本次{vote}印制选票{figures.printed}张，{each}。",
    )
    yield from _filling_in(held, settings)
    yield "请监票人当众检查、封闭票箱，计票人发放选票。（发放毕）"
    yield f"发出选票{figures.issued}张。请填写选票。{PAUSE}"
    yield f"现在投票：请监票人、计票人先投票，然后各位{voter}依次投票。（投票毕）"
    verdict = {
        True: f"收回不多于发出，{vote}有效。请开始计票。",
        False: f"收回多于发出，{vote}无效，重新{vote}。",
        None: f"收回不多于发出的，宣布：{vote}有效，请开始计票；多于发出的，宣布：{vote}无效，重新{vote}。",
    }[figures.kept]
    yield "投票结束，请监票人、计票人清点选票。（清点毕）"
    yield from spoken_lines(f"发出选票{figures.issued}张，收回选票{figures.returned}张，", verdict)
    for office, hall in held.items():
        yield from told_result(office, hall, settings)


def _filling_in(held: Mapping[str, Hall], settings: Settings) -> Iterator[str]:
    """How to mark the paper, and when it is valid."""
    written = any(hall.write_ins for hall in held.values())
    mark = "" if settings.write_in_counts_unmarked else "并画赞成符号"
    with_them = "（连同另选的人）" if written else ""
    limit = f"赞成人数{with_them}等于或少于{next(iter(held.values())).seats}名的有效，多于{next(iter(held.values())).seats}名的无效。"
    if len(held) > 1:
        void = "整张选票无效" if settings.one_paper_overvote == "整张无效" else "该部分无效"
        limit = f"各项职务赞成人数{with_them}等于或少于该项应选名额的，该部分有效；多于应选名额的，{void}。"
    yield (
        f"填写选票：{marks_sentence(settings)}；"
        + (f"另选他人的，在“另选他人”栏写上姓名{mark}。" if written else "不另选他人。")
        + limit
    )


def told_result(office: str, figures: Hall, settings: Settings) -> Iterator[str]:
    """The chief scrutineer reads the votes; the chair announces who is elected, in order of strokes."""
    if figures.results and not figures.valid:
        yield from ("现在宣布：", *map(_set, figures.results.lines))
        return
    yield "请总监票人宣读计票结果报告单。（宣读毕）"
    if figures.results:
        if not figures.elected:  # and nobody is announced
            yield from map(_set, figures.results.lines)
            return
        yield from map(_set, (*figures.results.votes, *figures.results.follows))
    if office == PRIMARY:
        yield f"根据计票结果，现在宣布执委正式候选人名单（以{settings.stroke_convention}为序）："
        yield from name_lines(figures.elected) or (f"正式候选人{BLANK}名，名单照计票结果报告单宣读。",)
        return
    if len(figures.elected) == 1:
        yield f"根据计票结果，现在宣布：{figures.elected[0]}同志当选{office}。"
        return
    yield f"根据计票结果，现在宣布当选{office}名单（以{settings.stroke_convention}为序）："
    yield from name_lines(figures.elected) or (f"当选{office}{BLANK}名，名单照计票结果报告单宣读。",)


def _set(line: str) -> str:
    """A line of the result as a paper sets it: without the blanks that part figures from words on a sheet."""
    return re.sub(r"(?<=\D) (?=\d)|(?<=\d) (?=\D)", "", line)


def tellers(dossier: Dossier, office: str) -> Iterator[str]:
    """Names by post, each post in its line; a blank where nobody is entered."""
    held = staff(dossier, office)
    yield "建议名单："
    for post in POSTS:
        first, *more = name_lines(held[post]) or [BLANK]
        yield from (f"{post}：{first}", *more)
