"""主持词 of the congress: what its chair reads out, item by item of the agenda that the request asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyxl.papers import agenda
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall import credentials_report
from pyxl.papers.hall.credentials_report import ages_sentence, delegates_makeup, shares_sentence
from pyxl.papers.hall.halls import halls, standing
from pyxl.papers.hall.script import PAUSE, VOTE, Step, attendance, script
from pyxl.papers.hall.voting_words import tellers, voting
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import BLANK, agreed, congress, federation, name_lines, presidium, uncorrected, unset
from pyxl.rules.person import CANDIDATES
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, PRIMARY


def lacks(dossier: Dossier) -> Sequence[str]:
    """Time, place and numbers are set; delegates and candidates are in order, as the script reads them out."""
    return [
        *unset(dossier.settings, "committee_number", "congress_place"),
        *credentials_report.lacks(dossier),
        *([] if dossier.rolls.candidates else ["“候选人”表还没有填写"]),
        *uncorrected(dossier, CANDIDATES),
    ]


def sheaves(dossier: Dossier) -> Sequence[Sheaf]:
    """The script of the congress."""
    settings = dossier.settings
    figures = halls(dossier, COMMITTEE)[0]
    opening = (
        *attendance("代表", figures, settings),
        f"现在，我宣布：{congress(settings)}开幕。请全体起立，奏唱国歌。（奏毕）请坐下。",
    )
    return [script(settings, "代表", [congress(settings)], opening, [*_congress_steps(dossier)])]


def _congress_steps(dossier: Dossier) -> Iterator[Step]:
    settings, made_up = dossier.settings, delegates_makeup(dossier)
    names = standing(dossier, COMMITTEE)
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
    yield Step(agenda.TELLERS, (*tellers(dossier, COMMITTEE), *VOTE))
    yield Step(agenda.ELECTION, [*voting(dossier, COMMITTEE, "代表")])


def _nominated(dossier: Dossier) -> str:
    """That a primary has chosen the candidates, or is to choose them."""
    if not dossier.settings.primary:
        return ""
    if dossier.decided(PRIMARY):
        return "经预备会议预选，"
    return f"（预选后，名单按预选计票结果报告单改为正式候选人{dossier.settings.formal_candidates}名。）"


def _manner(settings: Settings, standing: int) -> str:
    """With more candidates than seats, or with as many."""
    if settings.equal_committee:
        return "实行无记名投票等额选举"
    return f"差额{standing - settings.committee_seats}名，实行无记名投票差额选举"


PAPER = Paper(
    number=50,
    name="主持词（妇女代表大会）",
    template="主持词.docx",
    clause="三(二)3",
    tables=("代表", "单位", "候选人", "工作人员", "选举情况", "计票", "逐票", "设置"),
    lacks=lacks,
    sheaves=sheaves,
    day_from=("congress_date",),
)
