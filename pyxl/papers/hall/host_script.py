"""主持词: what the chair of the meeting reads out at the congress, and at the committee's first meeting.

Figures that the tables hold stand in the text.  What only the hall knows (who is present, papers issued and
returned, votes) is a line to fill in by hand, so that the script can be printed beforehand; once the count has a
result, a new print has those figures too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyxl.papers import agenda
from pyxl.papers.agenda import DIGITS
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall import credentials_report
from pyxl.papers.hall.count_report import POSTS, staff
from pyxl.papers.hall.credentials_report import ages_sentence, delegates_makeup, shares_sentence
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import (
    BLANK,
    agreed,
    congress,
    federation,
    first_meeting,
    labelled,
    meeting_lines,
    name_lines,
    presidium,
    uncorrected,
    unset,
)
from pyxl.rules.ballot_paper import marks_sentence, printed_names
from pyxl.rules.count import Announcement, Contest, Invalid, NotCounted, Result, announced, quorum_needed
from pyxl.rules.person import CANDIDATES, chinese
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import Threshold, spoken
from pyxl.words import COMMITTEE, OFFICERS, OFFICES, PRIMARY

VOTE: Final = (
    "现在表决：同意的请举手。（稍停）请放下。不同意的请举手。（稍停）请放下。弃权的请举手。（稍停）请放下。",
    f"同意{BLANK}人，不同意{BLANK}人，弃权{BLANK}人。",
    "（超过半数）通过。",
)
"""Lines with blanks are short, so that no blank is torn at the end of a line."""
PAUSE: Final = "（稍停）"


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the agenda: its name, and what is read out in paragraphs."""

    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Hall:
    """The figures of one vote that only the hall knows; `BLANK` as long as nobody knows them.

    `seats`, `standing` and `write_ins` are those of the vote's own ballot; `enough` and `kept` say whether enough
    people came and no more papers came back than were issued, None as long as nobody has counted.  `results` is
    what is read out, `elected` whom the chair announces, in order of strokes.
    """

    round: int
    seats: int
    standing: int
    write_ins: int
    entitled: str
    quorum: str
    present: str
    absent: str
    printed: str
    issued: str
    left: str
    returned: str
    enough: bool | None = None
    kept: bool | None = None
    valid: bool = False
    results: Announcement | None = None
    elected: Sequence[str] = ()


def halls(dossier: Dossier, office: str) -> list[Hall]:
    """Every vote of an office that has a result, void ones too, and the one that is to come; one at least."""
    counted = [result for result in dossier.rounds(office) if _counted(result)]
    found = [_after(result, dossier) for result in counted]
    if not counted:
        found.append(_before(dossier, office, None))
    elif (coming := _coming(counted[-1])) is not None:
        found.append(_before(dossier, office, coming))
    return found


def _coming(result: Result) -> Contest | None:
    """The vote that follows: what the rules ask for, or the same once more where it was void."""
    if isinstance(result.outcome, Invalid) and result.contest:
        return replace(result.contest, round=result.round + 1)
    return result.next


def _counted(result: Result) -> bool:
    known = result.contest and result.turnout and result.tally
    return bool(known) and not isinstance(result.outcome, NotCounted)


def _after(result: Result, dossier: Dossier) -> Hall:
    """A vote as it went."""
    settings = dossier.settings
    contest, turnout = result.contest, result.turnout
    assert contest is not None and turnout is not None
    quorum = quorum_needed(turnout.entitled, settings)
    return Hall(
        round=result.round,
        seats=contest.seats,
        standing=len(contest.candidates),
        write_ins=contest.write_ins,
        entitled=str(turnout.entitled),
        quorum=str(quorum),
        present=str(turnout.present),
        absent=str(turnout.entitled - turnout.present),
        printed=str(turnout.printed),
        issued=str(turnout.issued),
        left=str(turnout.printed - turnout.issued),
        returned=str(turnout.returned),
        enough=turnout.present >= quorum,
        kept=turnout.returned <= turnout.issued,
        valid=result.valid,
        results=announced(result, settings),
        elected=dossier.by_strokes(result.elected),
    )


def _before(dossier: Dossier, office: str, contest: Contest | None) -> Hall:
    """A vote that nobody has counted yet: the first of its office, or the one that the last one asked for."""
    settings = dossier.settings
    entitled, seats = _entitled(dossier, office), settings.seats(office) or 0
    asked = seats if settings.write_ins is None else min(settings.write_ins, seats)
    return Hall(
        round=contest.round if contest else 1,
        seats=contest.seats if contest else seats,
        standing=len(contest.candidates) if contest else len(_standing(dossier, office)),
        write_ins=contest.write_ins if contest else asked,
        entitled=_known(entitled),
        quorum=_known(None if entitled is None else quorum_needed(entitled, settings)),
        present=BLANK,
        absent=BLANK,
        printed=_known(None if entitled is None else entitled + settings.spare_papers),
        issued=BLANK,
        left=BLANK,
        returned=BLANK,
    )


def _standing(dossier: Dossier, office: str) -> Sequence[str]:
    """Who stands on the first ballot of an office; for the committee those whom a primary put on it."""
    if office == COMMITTEE and dossier.decided(PRIMARY):
        return dossier.by_strokes(dossier.elected(PRIMARY))
    return printed_names(dossier.tables[CANDIDATES], office, dossier.settings)


def _known(number: int | None) -> str:
    return BLANK if number is None else str(number)


def _entitled(dossier: Dossier, office: str) -> int | None:
    """The congress's delegates; the members once they are elected."""
    if office not in OFFICERS:
        return dossier.settings.delegate_seats
    return len(dossier.elected(COMMITTEE)) if dossier.decided(COMMITTEE) else None


def congress_lacks(dossier: Dossier) -> Sequence[str]:
    """Time, place and numbers are set; delegates and candidates are in order, as the script reads them out."""
    return [
        *unset(dossier.settings, "committee_number", "congress_place"),
        *credentials_report.lacks(dossier),
        *([] if dossier.rolls.candidates else ["“候选人”表还没有填写"]),
        *uncorrected(dossier, CANDIDATES),
    ]


def congress_script(dossier: Dossier) -> Sequence[Sheaf]:
    """The script of the congress."""
    settings = dossier.settings
    figures = halls(dossier, COMMITTEE)[0]
    opening = (
        *_attendance("代表", figures, settings),
        f"现在，我宣布：{congress(settings)}开幕。请全体起立，奏唱国歌。（奏毕）请坐下。",
    )
    return [script(settings, "代表", [congress(settings)], opening, [*_congress_steps(dossier)])]


def _attendance(voter: str, figures: Hall, settings: Settings) -> tuple[str, ...]:
    """Who came, and that they are enough."""
    return (
        f"现在报告到会人数：应到{voter}{figures.entitled}名，",
        f"请假{figures.absent}名，实到{voter}{figures.present}名，",
        f"{reached(settings.quorum, f'应到{voter}')}（{figures.quorum}名），符合规定人数，可以开会。",
    )


def _congress_steps(dossier: Dossier) -> Iterator[Step]:
    settings, made_up = dossier.settings, delegates_makeup(dossier)
    names = _standing(dossier, COMMITTEE)
    yield Step(
        agenda.PRESIDIUM,
        (
            f"建议主席团由下列人员组成（以{settings.stroke_convention}为序）：",
            *(name_lines(dossier.by_strokes(presidium(settings))) or [f"{BLANK}、{BLANK}、{BLANK}"]),
            *VOTE,
        ),
    )
    yield Step(
        agenda.REPORT,
        (
            f"请{BLANK}同志代表{federation(settings)}作工作报告。（报告毕）",
            f"各位代表对报告有没有意见？{PAUSE}",
            *VOTE,
        ),
    )
    yield Step(
        agenda.CREDENTIALS,
        (
            f"请代表资格审查委员会报告。{congress(settings)}代表名额{settings.delegate_seats}名，产生代表{made_up.total}名，"
            f"{ages_sentence(made_up)}；{shares_sentence(made_up)}。",
            *VOTE,
        ),
    )
    yield Step(agenda.RULES, (f"请{BLANK}同志宣读选举办法（草案）。（宣读毕）有没有意见？{PAUSE}", *VOTE))
    yield Step(
        agenda.CANDIDATES,
        (
            f"{_nominated(dossier)}{agreed(settings)}提出执委候选人建议名单{len(names)}名，应选执委{settings.committee_seats}名，"
            f"{_manner(settings, len(names))}。",
            f"候选人建议名单（以{settings.stroke_convention}为序）：",
            *name_lines(names),
            "下面，请各代表小组对候选人建议名单进行充分酝酿讨论。（分组讨论）",
            "讨论结束。请各组组长报告讨论情况。（报告毕）",
            "主席团根据多数代表的意见，研究确定了正式候选人名单，现提请大会表决。",
            *VOTE,
        ),
    )
    yield Step(agenda.TELLERS, (*_staff(dossier, COMMITTEE), *VOTE))
    yield Step(agenda.ELECTION, [*voting(dossier, COMMITTEE, "代表")])


def _nominated(dossier: Dossier) -> str:
    """That a primary has chosen the candidates, or is to choose them."""
    if not dossier.settings.primary:
        return ""
    if dossier.decided(PRIMARY):
        return "经预备会议预选，"
    return f"（预选后，名单按预选计票结果报告单改为正式候选人{dossier.settings.formal_candidates}名。）"


def meeting_lacks(dossier: Dossier) -> Sequence[str]:
    """The list of officers is in order, and nobody on it lost the committee seat that she needs."""
    settings = dossier.settings
    elected = set(dossier.elected(COMMITTEE))
    lost = [
        f"拟任{person.office}的{person.name}没有当选执委，等额名单须重新报批后再印主持词"
        for person in dossier.rolls.candidates
        if dossier.decided(COMMITTEE)
        and person.office not in {None, COMMITTEE}
        and person.name not in elected
    ]
    return [
        *unset(settings, "congress_date", "committee_number", "standing_seats"),
        *([] if _offices(settings) else ["“方案设置”的主席、副主席、常委名额都为0，没有要选举的职务"]),
        *([] if dossier.rolls.candidates else ["“候选人”表还没有填写"]),
        *uncorrected(dossier, CANDIDATES),
        *lost,
    ]


def meeting_script(dossier: Dossier) -> Sequence[Sheaf]:
    """The script of the committee's first meeting."""
    settings = dossier.settings
    offices = _offices(settings)
    figures = halls(dossier, offices[0])[0]
    opening = (
        *_attendance("执委", figures, settings),
        f"现在，{first_meeting(settings)}开会。",
    )
    return [script(settings, "执委", meeting_lines(settings), opening, [*_meeting_steps(dossier, offices)])]


def _offices(settings: Settings) -> list[str]:
    """The offices that the committee elects, in order."""
    return [office for office in OFFICES if office != COMMITTEE and settings.seats(office)]


def _meeting_steps(dossier: Dossier, offices: Sequence[str]) -> Iterator[Step]:
    settings = dossier.settings
    yield Step(agenda.RULES, (f"请{BLANK}同志宣读选举办法（草案）。（宣读毕）有没有意见？{PAUSE}", *VOTE))
    yield Step(agenda.TELLERS, (*_staff(dossier, offices[0]), *VOTE))
    if settings.one_paper and len(offices) > 1:
        yield Step(f"选举{'、'.join(offices)}", [*_on_one_paper(dossier, offices)])
        offices = []
    for office in offices:
        lines = [*_proposed(dossier, office), *voting(dossier, office, "执委")]
        yield Step(f"选举{office}", lines)
    yield Step(
        "新当选的主席讲话",
        (f"请新当选的主席{'、'.join(dossier.elected('主席')) or BLANK}同志讲话。（讲话毕）",),
    )


def _proposed(dossier: Dossier, office: str) -> Iterator[str]:
    """Who is proposed for an office of the committee."""
    settings = dossier.settings
    names = printed_names(dossier.tables[CANDIDATES], office, settings)
    yield (
        f"{agreed(settings)}提出{office}候选人{len(names)}名，应选{office}{settings.seats(office)}名，"
        "实行无记名投票等额选举。"
    )
    yield from labelled(f"{office}候选人", names)


def _on_one_paper(dossier: Dossier, offices: Sequence[str]) -> Iterator[str]:
    """Several offices on one paper: one vote in each round, then the result of each office."""
    yield f"{'、'.join(offices)}印在一张选票上，一次投票，分别计票。"
    for office in offices:
        yield from _proposed(dossier, office)
    held = {office: {figures.round: figures for figures in halls(dossier, office)} for office in offices}
    for number in sorted({number for rounds in held.values() for number in rounds}):
        now = {office: rounds[number] for office, rounds in held.items() if number in rounds}
        if number > 1:
            yield f"现在进行{'、'.join(now)}选举的第{number}轮投票。"
        yield from _one_vote(now, "执委", dossier.settings)


def voting(dossier: Dossier, office: str, voter: str) -> Iterator[str]:
    """From the papers to the result, vote after vote: a void one is told too, and the one that follows it."""
    for figures in halls(dossier, office):
        if figures.round > 1:
            yield f"现在进行{office}{'' if office == PRIMARY else '选举'}的第{figures.round}轮投票。"
        yield from _one_vote({office: figures}, voter, dossier.settings)


def _one_vote(held: Mapping[str, Hall], voter: str, settings: Settings) -> Iterator[str]:
    """One vote on one paper; `held` has the figures of each office on it, papers and people being the same for all."""
    figures = next(iter(held.values()))
    told = {
        True: f"达到{figures.quorum}名，可以进行选举。",
        False: f"没有达到{figures.quorum}名，不能进行选举。",
        None: f"达到{figures.quorum}名的，宣布：可以进行选举。",
    }[figures.enough]
    yield f"现在核对人数：应到{voter}{figures.entitled}名，实到{figures.present}名，"
    several = len(held) > 1
    each = "；".join(
        f"{f'{office}' if several else ''}候选人{hall.standing}名，应选{hall.seats}名"
        for office, hall in held.items()
    )
    yield f"{told}本次选举印制选票{figures.printed}张，{each}。"
    yield from _filling_in(held, settings)
    yield "请监票人当众检查、封闭票箱，计票人发放选票。（发放毕）"
    yield f"发出选票{figures.issued}张。请填写选票。{PAUSE}"
    yield f"现在投票：请监票人、计票人先投票，然后各位{voter}依次投票。（投票毕）"
    verdict = {
        True: "收回不多于发出，选举有效。请开始计票。",
        False: "收回多于发出，选举无效，重新选举。",
        None: "收回不多于发出的，宣布：选举有效，请开始计票；多于发出的，宣布：选举无效，重新选举。",
    }[figures.kept]
    yield "投票结束，请监票人、计票人清点选票。（清点毕）"
    yield f"发出选票{figures.issued}张，收回选票{figures.returned}张，"
    yield verdict
    for office, hall in held.items():
        yield from _told(office, hall, settings)


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


def _told(office: str, figures: Hall, settings: Settings) -> Iterator[str]:
    """The chief scrutineer reads the votes; the chair announces who is elected, in order of strokes."""
    if figures.results and not figures.valid:
        yield from ("现在宣布：", *figures.results.lines)
        return
    yield "请总监票人宣读计票结果报告单。（宣读毕）"
    if figures.results:
        if not figures.elected:  # and nobody is announced
            yield from figures.results.lines
            return
        yield from (*figures.results.votes, *figures.results.follows)
    if office == PRIMARY:
        yield f"根据计票结果，现在宣布执委正式候选人名单（以{settings.stroke_convention}为序）："
        yield from name_lines(figures.elected) or (f"正式候选人{BLANK}名，名单照计票结果报告单宣读。",)
        return
    yield f"根据计票结果，现在宣布当选{office}名单（以{settings.stroke_convention}为序）："
    yield from name_lines(figures.elected) or (f"当选{office}{BLANK}名，名单照计票结果报告单宣读。",)


def _staff(dossier: Dossier, office: str) -> Iterator[str]:
    """Names by post, each post in its line; a blank where nobody is entered."""
    held = staff(dossier, office)
    yield "建议名单："
    for post in POSTS:
        first, *more = name_lines(held[post]) or [BLANK]
        yield from (f"{post}：{first}", *more)


def _manner(settings: Settings, standing: int) -> str:
    """With more candidates than seats, or with as many."""
    if settings.equal_committee:
        return "实行无记名投票等额选举"
    return f"差额{standing - settings.committee_seats}名，实行无记名投票差额选举"


def reached(quorum: Threshold, base: str) -> str:
    """The quorum as the chair finds it reached: 达到应到代表的三分之二, 超过应到代表的三分之二."""
    return f"{'超过' if quorum.exceeded else '达到'}{base}的{spoken(quorum)}"


def script(
    settings: Settings, called: str, title: Sequence[str], opening: Sequence[str], steps: Sequence[Step]
) -> Sheaf:
    """A script: who is addressed, its title, what opens it, its items in order."""
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
            "会议": "".join(title),
        },
    )


CONGRESS_SCRIPT = Paper(
    number=50,
    name="主持词（妇女代表大会）",
    template="主持词.docx",
    clause="三(二)3",
    tables=("代表", "单位", "候选人", "工作人员", "选举情况", "计票", "逐票", "设置"),
    lacks=congress_lacks,
    sheaves=congress_script,
    day_from=("congress_date",),
)
MEETING_SCRIPT = Paper(
    number=51,
    name="主持词（执委会第一次会议）",
    template="主持词.docx",
    clause="三(二)3",
    tables=("候选人", "工作人员", "选举情况", "计票", "逐票", "设置"),
    lacks=meeting_lacks,
    sheaves=meeting_script,
    day_from=("congress_date",),
)
