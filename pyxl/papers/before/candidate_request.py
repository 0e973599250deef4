"""候选人请示 of the federation to the town's Party committee, and the Party committee's 函 to the district federation.

二(一): "报请镇党委和区妇联同意".  Each asks one body to approve one list, and names the exceptions with their reasons.  Of
Party committee and district federation neither is the other's superior, so that paper is a 函 (GB/T 9704 and the
regulations on official papers); it follows the Party committee's own approval.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from pyxl.papers.before.candidate_roster import has_exceptions
from pyxl.papers.day_order import out_of_order
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import bases, going_up, issuer, letter, party_committee, superior, title_lines
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, labelled, particulars, party_word, short_name, uncorrected, unset
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.check import RULES, percent
from pyxl.rules.credentials import PARTY
from pyxl.rules.person import CANDIDATES, Person, chinese
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings
from pyxl.rules.structure import MINORITIES
from pyxl.rules.threshold import at_least, shown_ratio
from pyxl.words import OFFICES, Severity

_BUT_APPROVAL = tuple(rule.code for rule in RULES if rule.code != "APPROVED")
"""The request is what brings the approval, so its absence does not stand in the way."""
_READING = re.compile("（按“[^）]*）")
"""How the check reads a limit: the clerk's affair, and not that of who is asked."""
_OF_PARTY = ("party_request_date", "party_document", "party_approved_on")
_OF_FEDERATION = ("signatory", "candidate_request_date")


def lacks(dossier: Dossier, party: bool) -> Iterator[str]:
    """A list without errors, when, who signs the request; for the Party committee's letter its own approval."""
    if not dossier.rolls.candidates:
        yield "“候选人”表还没有填写"
        return
    yield from uncorrected(dossier, CANDIDATES, _BUT_APPROVAL)
    common = ("congress_number", "committee_number", "standing_seats", "contact", "contact_phone")
    yield from unset(dossier.settings, *common, *(_OF_PARTY if party else _OF_FEDERATION))
    yield from out_of_order(dossier.settings, "party_request_date" if party else "candidate_request_date")


def sheaves(dossier: Dossier, party: bool) -> Sequence[Sheaf]:
    """One file, with the list attached."""
    settings = dossier.settings
    people = dossier.in_order(person for person in dossier.rolls.candidates if person.office)
    sender = party_committee(settings) if party else issuer(settings)
    committee = f"{settings.committee_number}执行委员会"
    whole = f"{settings.town}妇女联合会", committee
    context = {
        **letter(
            settings,
            title=(
                sender,
                f"关于{whole[0]}" if party else f"关于{committee}",
                *([committee] * party),
                f"候选人的{'函' if party else '请示'}",
            ),
            to=superior(settings) if party else party_committee(settings),
            number=settings.party_request_number if party else settings.candidate_request_number,
            date=settings.party_request_date if party else settings.candidate_request_date,
            sender=party_committee(settings) if party else "",
        ),
        **going_up(settings, party),
        **_figures(people, settings),
        "依据": bases(settings),
        "经过": _so_far(settings) if party else f"{short_name(settings)}汇总并逐人审核",
        "大会": congress(settings),
        "届次": "".join(whole),
        "排序": settings.stroke_convention,
        "职务": _offices(dossier),
        "例外序号": "三" if _offices(dossier) else "二",
        "例外": list(_exceptions(people, dossier, _own_day(settings, party))),
        "附件名": f"{''.join(whole)}候选人名单",
        "附件标题": title_lines(*whole, "候选人名单"),
        "名单": [_row(serial, person) for serial, person in enumerate(people, 1)],
    }
    return [Sheaf("", context)]


def _so_far(settings: Settings) -> str:
    assert settings.party_approved_on is not None
    return f"{short_name(settings)}汇总并逐人审核，{chinese(settings.party_approved_on)}{party_word(settings)}研究同意（{settings.party_document}）"


def _figures(people: Sequence[Person], settings: Settings) -> Context:
    """How many stand, by how many they exceed the seats, and how many come from outside the system."""
    seats, number, formal = settings.committee_seats, len(people), settings.formal_candidates
    outside = sum(person.coded("体制") == "体制外" for person in people)
    return {
        "候选人数": number,
        "应选名额": seats,
        "差额": number - seats,
        "实际差额比例": percent(Fraction(number - seats, seats)),
        "差额比例": shown_ratio(settings.difference_ratio),
        "差额要求": at_least(settings.difference_ratio),
        "等额": settings.equal_committee,
        "预选名额": formal if settings.primary and number > formal else 0,
        "体制外": outside,
        "体制外比例": percent(Fraction(outside, number)) if number else "",
        "中共党员": sum(person.coded("政治面貌") in PARTY for person in people),
        "少数民族": sum(person.coded("民族") in MINORITIES for person in people),
        "连任": sum(person.coded("任职") == "连任" for person in people),
    }


def _offices(dossier: Dossier) -> list[Mapping[str, object]]:
    """Officers' candidates by office, in the approved order or by strokes; offices without any left out."""
    found: list[Mapping[str, object]] = []
    for office in OFFICES[1:]:
        names = printed_names(dossier.tables[CANDIDATES], office, dossier.settings)
        if names:
            found.append(
                {"职务": office, "人数": len(names), "行": labelled(f"{office}候选人{len(names)}名", names)}
            )
    return found


def _own_day(settings: Settings, party: bool) -> dt.date | None:
    return settings.party_request_date if party else settings.candidate_request_date


def _exceptions(
    people: Sequence[Person], dossier: Dossier, day: dt.date | None
) -> Iterator[Mapping[str, str]]:
    """What "原则上" asks and somebody does not have; with the document where the exception was approved before `day`.

    A request cites no approval that is younger than itself: it may be the answer to it.
    """
    for person in people:
        waiver = person.waiver
        known = waiver.entered and not (day and waiver.approved_on and waiver.approved_on.first > day)
        approved = f"（已经批准：{waiver.document}，{waiver.approved_on}）" if known else ""
        wanted = {Severity.WARNING, Severity.NOTE} if waiver.entered else {Severity.WARNING}
        for found in dossier.findings_of(person):
            if found.severity in wanted and has_exceptions(found.code, dossier.settings):
                yield {"姓名": person.name, "情况": _READING.sub("", found.message.split("。")[0]) + approved}


def _row(serial: int, person: Person) -> Mapping[str, str]:
    return {
        "序号": str(serial),
        "姓名": in_list(person.name),
        **particulars(person, "民族 出生年月 政治面貌 文化程度 单位及职务 拟任职务"),
    }


def _paper(number: int, name: str, party: bool) -> Paper:
    return Paper(
        number=number,
        name=name,
        template="候选人函.docx" if party else "候选人请示.docx",
        clause="二(一)、三(二)2",
        tables=("候选人", "单位", "领导小组", "设置"),
        lacks=lambda dossier: tuple(lacks(dossier, party)),
        sheaves=partial(sheaves, party=party),
        number_from="party_request_number" if party else "candidate_request_number",
        day_from=("party_request_date" if party else "candidate_request_date",),
    )


PAPERS = (_paper(30, "候选人请示（报镇党委）", False), _paper(32, "候选人函（致区妇联）", True))
