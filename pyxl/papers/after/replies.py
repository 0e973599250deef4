"""批复 as drafts for the Party office: what the town's Party committee answers to the federation's requests.

二(一), 三(二)1-2.  The Party committee issues them under its own number; until its number and date are entered, both are left
open.  A draft answers one request, and names it with its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyxl.papers.before.quota_plan import quota_lacks
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import issuer, letter, party_committee
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import LINE, called_before_the_congress, congress, labelled, name_lines, unset
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.person import CANDIDATES, chinese
from pyxl.words import COMMITTEE, OFFICES

NUMBERING = 2
"""Characters of 四、 before an article."""


def congress_lacks(dossier: Dossier) -> Sequence[str]:
    """What the request for the congress says."""
    needed = (
        "congress_number",
        "committee_number",
        "congress_date",
        "congress_place",
        "congress_request_date",
    )
    return [*unset(dossier.settings, *needed), *quota_lacks(dossier)]


def congress_reply(dossier: Dossier) -> Sequence[Sheaf]:
    """The congress may be held, with so many delegates, on that day."""
    settings = dossier.settings
    assert settings.congress_date is not None
    articles = [
        f"同意于{chinese(settings.congress_date)}在{settings.congress_place}召开{congress(settings)}。",
        f"同意大会代表名额为{settings.delegate_seats}名，原则同意代表名额分配方案。",
        f"同意{settings.committee_number}执行委员会设执委{settings.committee_seats}名，由大会以无记名投票、"
        f"{'等额' if settings.equal_committee else '差额'}选举的方式产生。",
    ]
    title = (f"关于同意召开{settings.town}", f"{settings.congress_number}妇女代表大会的批复")
    request = (
        f"关于召开{settings.town}{settings.congress_number}妇女代表大会的请示",
        settings.congress_request_number,
    )
    return _reply(dossier, title, request, articles, [], settings.quota_document, "quota_approved_on")


def candidates_lack(dossier: Dossier) -> Sequence[str]:
    """What the request for the candidates says."""
    if not dossier.rolls.candidates:
        return ["“候选人”表还没有填写"]
    return [*unset(dossier.settings, "committee_number", "candidate_request_date")]


def candidates_reply(dossier: Dossier) -> Sequence[Sheaf]:
    """The candidates are agreed to; their names stand in columns."""
    settings = dossier.settings
    table = dossier.tables[CANDIDATES]
    names = printed_names(table, COMMITTEE, settings)
    articles = [
        f"同意下列{len(names)}名同志为{settings.committee_number}执行委员会委员"
        f"{called_before_the_congress(settings, len(names))}（以{settings.stroke_convention}为序）："
    ]
    officers = [
        labelled(f"同意下列同志为{office}候选人", people, LINE - NUMBERING)
        for office in OFFICES[1:]
        if (people := printed_names(table, office, settings))
    ]
    title = (f"关于同意{settings.town}妇女联合会", f"{settings.committee_number}执行委员会", "候选人的批复")
    request = (f"关于{settings.committee_number}执行委员会候选人的请示", settings.candidate_request_number)
    after = [*officers, [f"按有关规定报{settings.superior}同意后，提交大会选举。"]]
    return _reply(
        dossier,
        title,
        request,
        articles,
        after,
        settings.party_document,
        "party_approved_on",
        name_lines(names),
    )


def _reply(
    dossier: Dossier,
    title: Sequence[str],
    request: tuple[str, str | None],
    articles: Sequence[str],
    after: Sequence[Sequence[str]],
    number: str | None,
    day_field: str,
    names: Sequence[str] = (),
) -> Sequence[Sheaf]:
    settings = dossier.settings
    asked, asked_number = request
    context = {
        **letter(
            settings,
            title=(party_committee(settings), *title),
            to=issuer(settings),
            number=number,
            date=getattr(settings, day_field),
            sender=party_committee(settings),
        ),
        "来文": f"《{asked}》" + (f"（{asked_number}）" if asked_number else ""),
        "条": _numbered([[article] for article in articles], 0),
        "名单": list(names),
        "续条": _numbered(after, len(articles)),
    }
    return [Sheaf("", context)]


def _numbered(articles: Sequence[Sequence[str]], before: int) -> list[str]:
    """The lines of articles, each article numbered in its first."""
    return [
        line if later else f"{'一二三四五六七八九'[before + at]}、{line}"
        for at, lines in enumerate(articles)
        for later, line in enumerate(lines)
    ]


def _paper(
    number: int,
    name: str,
    lacks: Callable[[Dossier], Sequence[str]],
    sheaves: Callable[[Dossier], Sequence[Sheaf]],
    number_from: str,
    day_from: str,
) -> Paper:
    return Paper(
        number=number,
        name=name,
        template="批复.docx",
        clause="二(一)、三(二)",
        tables=("单位", "候选人", "设置"),
        lacks=lacks,
        sheaves=sheaves,
        number_from=number_from,
        day_from=(day_from,),
    )


PAPERS = (
    _paper(
        13, "批复代拟稿（大会和名额）", congress_lacks, congress_reply, "quota_document", "quota_approved_on"
    ),
    _paper(
        33, "批复代拟稿（候选人）", candidates_lack, candidates_reply, "party_document", "party_approved_on"
    ),
)
