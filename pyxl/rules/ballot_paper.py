"""What a ballot says: who stands on it in which order, how to mark it, when a paper is valid.

三(二)2: the executive committee by secret ballot with more candidates than seats; 三(二)3: chair,
vice-chairs and standing committee by secret ballot with as many candidates as seats.  Nothing on a paper
tells one from another: there is no number on it and no place for a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.rules.check import list_errors
from pyxl.rules.count import Contest, first_round
from pyxl.rules.findings import Finding, Row
from pyxl.rules.person import LISTS, normalise_name
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import Settings
from pyxl.rules.stroke_order import missing_characters, sort_names
from pyxl.words import COMMITTEE, OFFICERS, PRIMARY, sheet_row

ORDER_COLUMN: Final = "选票次序"
APPROVE_BOX, AGAINST_BOX = "赞成", "不赞成"
"""Words over the two boxes of a ballot that is filled in by blackening."""
TITLES: Final = {
    PRIMARY: "执行委员会委员候选人预选",
    "执委": "执行委员会委员",
    "主席": "主席",
    "副主席": "副主席",
    "常委": "常务委员会委员",
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot.  `names` stand in printed order; `specimen` says why it may not be used, or is empty.

    `papers` is the number to print: those entitled to vote and the spares.  `by_votes`: the names follow the
    votes of the round before.  `primary`: it chooses who stands, and its seats are places on the
    next ballot.  `one_paper`: it is a section of a paper with the other officers of its round, which an
    overvoted section makes void altogether with `all_or_nothing`.
    """

    office: str
    congress: tuple[str, ...]
    title: str
    seats: int
    names: tuple[str, ...]
    write_ins: int
    papers: int
    specimen: tuple[str, ...]
    approve: str
    against: str
    missing: tuple[str, ...]
    by_votes: bool = False
    write_in_needs_mark: bool = True
    abstainer_may_write_in: bool = False
    marks: str = ""
    stroke_convention: str = "姓氏笔画"
    boxes: bool = False
    round: int = 1
    primary: bool = False
    one_paper: bool = False
    all_or_nothing: bool = False

    @property
    def vote(self) -> str:
        """What is voted on with it: the office, or the primary that is drawn on the office's sheet."""
        return PRIMARY if self.primary else self.office

    @property
    def printed(self) -> tuple[str, ...]:
        """The names as they are set on the paper: those of two characters spaced to the width of three."""
        return tuple(map(in_list, self.names))

    @property
    def difference(self) -> int:
        """Candidates beyond the seats."""
        return len(self.names) - self.seats

    @property
    def figures(self) -> str:
        """Seats, candidates and difference, as the paper tells them."""
        if self.primary:
            return f"应产生正式候选人 {self.seats} 名　　提名人选 {len(self.names)} 名"
        kind = f"差额 {self.difference} 名" if self.difference > 0 else "等额选举"
        return f"应选 {self.seats} 名　　候选人 {len(self.names)} 名　　{kind}"

    @property
    def notes(self) -> tuple[str, ...]:
        """How to mark the paper and when it is valid."""
        return self._numbered(
            f"赞成的人数（连同另选的人）等于或少于 {self.seats} 名的为有效票，多于 {self.seats} 名的为无效票。"
        )

    @property
    def notes_of_several(self) -> tuple[str, ...]:
        """The same for a paper on which this is one office of several; said once for all of them."""
        void = "整张选票无效" if self.all_or_nothing else "该部分无效，不影响其他部分"
        return self._numbered(
            "各项职务一次投票，分别计票。每项职务赞成的人数（连同另选的人）等于或少于该项应选名额的，该部分有效；"
            f"多于应选名额的，{void}。"
        )

    def _numbered(self, limit: str) -> tuple[str, ...]:
        lines = [f"{self.marks}。"]
        if self.write_ins:
            lines.append(self._write_in_note)
        lines += [
            limit,
            "字迹和符号要清楚；无法辨认的部分，该部分无效。",
            f"候选人{self._order}。" if self._order else "",
        ]
        return tuple(f"{number}．{line}" for number, line in enumerate(filter(None, lines), 1))

    @property
    def _write_in_note(self) -> str:
        note = "另选他人的，在“另选他人”栏内写上姓名"
        if self.write_in_needs_mark:
            how = f"涂黑左边的“{APPROVE_BOX}”框" if self.boxes else f"在左边的方格内画“{self.approve}”"
            note += f"，并{how}；只写姓名不{'涂框' if self.boxes else '画符号'}的不计票"
        if not self.abstainer_may_write_in:
            note += "。对某候选人弃权的，不得在该名额上另选他人"
        return note + "。"

    @property
    def _order(self) -> str:
        if len(self.names) == 1 and not self.one_paper:
            return ""
        return f"以{'上一轮得票' if self.by_votes else self.stroke_convention}为序，从左至右排列"


def standing(candidates: Sequence[Row], office: str) -> list[Row]:
    """The rows that stand for an office; who stands for a higher one stands for the committee too."""
    named = [row for row in candidates if normalise_name(row.get("姓名"))]
    if office in (COMMITTEE, PRIMARY):
        return [row for row in named if LISTS["拟任职务"].normalise(row.get("拟任职务"))]
    return [row for row in named if LISTS["拟任职务"].normalise(row.get("拟任职务")) == office]


def reason_of(finding: Finding) -> str:
    """An error as a ballot's `specimen` tells it, with the row that the clerk sees."""
    return (
        f"第 {sheet_row(finding.row)} 行{finding.name}：{finding.message}" if finding.row else finding.message
    )


def entitled(settings: Settings, office: str) -> int:
    """Who votes: the congress's delegates for the committee, the committee's members for its officers."""
    return settings.delegate_seats if office == COMMITTEE else settings.committee_seats


def printed_names(candidates: Sequence[Row], office: str, settings: Settings) -> tuple[str, ...]:
    """Who stands on the first ballot of an office, in printed order.

    Surname strokes decide; officers follow the approved order where it is entered for each of them.
    """
    rows = standing(candidates, office)
    if office in OFFICERS and rows and all(isinstance(row.get(ORDER_COLUMN), int) for row in rows):
        approved = sorted(rows, key=lambda row: int(str(row[ORDER_COLUMN])))
        return tuple(normalise_name(row["姓名"]) for row in approved)
    names = [normalise_name(row["姓名"]) for row in rows]
    return tuple(sort_names(names, settings.stroke_convention, settings.typed_strokes))


def make_ballot(
    office: str,
    candidates: Sequence[Row],
    settings: Settings,
    findings: Sequence[Finding],
    contest: Contest | None = None,
    committee_open: bool = False,
) -> Ballot | None:
    """The ballot of an office; None when nobody stands for it, or when the settings give it no seats.

    `contest` is the vote that is due: its names, seats and round, and for officers the members really elected,
    take the place of the first ballot's.  `committee_open`: the committee's election has begun and is not
    decided.  The ballot is a specimen as long as an error stands against the
    list (RULES: approvals, numbers, rows).
    """
    primary = settings.primary and office == COMMITTEE
    first = PRIMARY if primary else office
    contest = contest or first_round(first, printed_names(candidates, office, settings), settings)
    if contest is None:
        return None
    # A primary's list is the committee's: what stands against the one stands against the other.
    listed = COMMITTEE if contest.is_primary else office
    reasons = [reason_of(finding) for finding in list_errors(findings, listed, candidates)]
    if listed != COMMITTEE and settings.standing_seats is None:
        reasons.append("“常委名额”还没有填：请在“方案设置”中填写，不设常委填 0")
    if committee_open and listed != COMMITTEE:
        reasons.append("执委选举还没有结果，应到人数和候选人是否当选执委都不能确定")
    known = contest.entitled(settings)
    voters = entitled(settings, office) if known is None else known
    return Ballot(
        office=office,
        congress=_congress(listed, settings),
        primary=contest.is_primary,
        title=_title(contest, settings),
        seats=contest.seats,
        names=contest.candidates,
        write_ins=contest.write_ins,
        papers=voters + settings.spare_papers,
        specimen=tuple(dict.fromkeys(reasons)),
        approve=settings.approve_mark,
        against=settings.against_mark,
        missing=tuple(missing_characters(contest.candidates, settings.typed_strokes)),
        by_votes=contest.round > 1,
        write_in_needs_mark=not settings.write_in_counts_unmarked,
        abstainer_may_write_in=settings.abstainer_may_write_in,
        marks=marks_sentence(settings),
        stroke_convention=settings.stroke_convention,
        boxes=settings.mark_form == "涂方框",
        round=contest.round,
        one_paper=contest.one_paper,
        all_or_nothing=settings.one_paper_overvote == "整张无效",
    )


def marks_sentence(settings: Settings) -> str:
    """How approval, opposition and abstention are marked, as ballot, election rules and script say it."""
    if settings.mark_form == "涂方框":
        ways = {
            "赞成": f"涂黑姓名左边的“{APPROVE_BOX}”框",
            "反对": f"涂黑“{AGAINST_BOX}”框",
            "弃权": "两个框都不涂",
        }
        if settings.blank_approves:
            ways |= {"赞成": "两个框都不涂", "弃权": "两个框都涂"}
    else:
        unmarked = "不画任何符号"
        against = f"画“{settings.against_mark}”"
        abstain = f"画“{settings.abstain_mark}”" if settings.abstain_mark else unmarked
        if settings.blank_approves:
            ways = {
                "赞成": unmarked,
                "反对": f"在姓名左边的方格内{against}",
                "弃权": abstain if settings.abstain_mark else "",
            }
        else:
            ways = {
                "赞成": f"在姓名左边的方格内画“{settings.approve_mark}”",
                "反对": against,
                "弃权": unmarked,
            }
            if settings.abstain_mark:
                ways["弃权"] = f"{abstain}或者不画符号"
    return "；".join(f"{opinion}的，{way}" for opinion, way in ways.items() if way)


def _congress(office: str, settings: Settings) -> tuple[str, ...]:
    """Whose ballot it is, in phrases: the congress's, or that of the committee's first meeting."""
    place = f"{settings.district}{settings.town}"
    if office in (COMMITTEE, PRIMARY):
        return place, f"{settings.congress_number or ''}妇女代表大会"
    return f"{place}妇女联合会", f"{settings.committee_number or ''}执行委员会第一次会议"


def _title(contest: Contest, settings: Settings) -> str:
    """The office; the committee's with its number, which the officers' ballots carry in the line above."""
    number = settings.committee_number or "" if contest.is_committee else ""
    further = "" if contest.round == 1 else f"（第{contest.round}轮）"
    return f"{number}{TITLES[contest.office]}{'' if contest.is_primary else '选'}票{further}"
