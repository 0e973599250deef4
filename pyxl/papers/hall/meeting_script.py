"""主持词 of the committee's first meeting: its officers are elected, office after office or on one paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyxl.papers import agenda
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.halls import halls
from pyxl.papers.hall.script import PAUSE, VOTE, Step, attendance, script
from pyxl.papers.hall.voting_words import one_vote, tellers, voting
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import BLANK, agreed, first_meeting, labelled, meeting_lines, uncorrected, unset
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.person import CANDIDATES
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, OFFICES


def lacks(dossier: Dossier) -> Sequence[str]:
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


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """The script of the committee's first meeting."""
    settings = dossier.settings
    offices = _offices(settings)
    figures = halls(dossier, offices[0])[0]
    opening = (
        *attendance("执委", figures, settings),
        f"现在，{first_meeting(settings)}开会。",
    )
    return [script(settings, "执委", meeting_lines(settings), opening, [*_meeting_steps(dossier, offices)])]


def _offices(settings: Settings) -> list[str]:
    """The offices that the committee elects, in order."""
    return [office for office in OFFICES if office != COMMITTEE and settings.seats(office)]


def _meeting_steps(dossier: Dossier, offices: Sequence[str]) -> Iterator[Step]:
    settings = dossier.settings
    yield Step(agenda.RULES, (f"请{BLANK}同志宣读选举办法（草案）。（宣读毕）有没有意见？{PAUSE}", *VOTE))
    yield Step(agenda.TELLERS, (*tellers(dossier, offices[0]), *VOTE))
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
        yield from one_vote(now, "执委", dossier.settings)


PAPER = Paper(
    number=51,
    name="主持词（执委会第一次会议）",
    template="主持词.docx",
    clause="三(二)3",
    tables=("候选人", "工作人员", "选举情况", "计票", "逐票", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_date",),
)
