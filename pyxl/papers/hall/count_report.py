"""计票结果报告单: the figures of one vote, for the scrutineers and tellers to sign and the chair to read out.

One paper for each office, one sheet for each of its rounds.  It is refused while the two entries differ or there
is no result.  For each candidate, for + against + abstained = valid papers (RULES 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pyxl.papers.dossier import Dossier
from pyxl.papers.paper import Context, Paper, Sheaf
from pyxl.papers.wording import congress, meeting_lines, unset
from pyxl.rules.ballot_paper import TITLES
from pyxl.rules.count import PersonResult, Result, Verdict, most_votes_win
from pyxl.rules.person import LISTS, chinese
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan import BY_FIELD, Settings
from pyxl.words import COMMITTEE, OFFICES, PRIMARY, Severity

POSTS: Final = LISTS["岗位"].values
"""Who signs, in this order."""
UNSEALED: Final = "（现在的票数还没有按“计票”封存）"
_SEATS: Final = {"主席": "chair_seats", "副主席": "vice_chair_seats", "常委": "standing_seats"}


def lacks(dossier: Dossier, office: str) -> Sequence[str]:
    """The office has seats, was voted on, and its last vote has a result."""
    return [*unset(dossier.settings, "congress_date"), *_lacks(dossier, office)]


def _lacks(dossier: Dossier, office: str) -> Iterator[str]:
    if dossier.settings.seats(office) == 0:
        yield f"“方案设置”的“{BY_FIELD[_SEATS[office]].key}”为0，不举行这项选举"
        return
    rounds = dossier.rounds(office)
    if not rounds and office == COMMITTEE and any(result.valid for result in dossier.rounds(PRIMARY)):
        return  # the primary's report is due before the election
    if not rounds:
        yield f"{office}选举还没有录入计票，请按“准备计票”后由甲、乙两人分别录入"
    elif not rounds[-1].valid:
        reasons = [found.message for found in rounds[-1].findings if found.severity is Severity.ERROR]
        yield f"{rounds[-1].title}选举还没有结果：{'；'.join(reasons)}"


def sheaves(dossier: Dossier, office: str) -> Sequence[Sheaf]:
    """One sheet for each vote that has a result; no votes are told of one that was void."""
    primary = dossier.rounds(PRIMARY) if office == COMMITTEE else []
    return [
        Sheaf(
            ("预选" if result.office == PRIMARY else "")
            + ("" if result.round == 1 else f"第{result.round}轮"),
            _sheet(result, dossier),
        )
        for result in (*primary, *dossier.rounds(office))
        if result.valid
    ]


def _sheet(result: Result, dossier: Dossier) -> Context:
    settings, turnout, tally = dossier.settings, result.turnout, result.tally
    assert turnout and tally and result.contest
    primary = result.office == PRIMARY
    body = [congress(settings)] if result.contest.is_committee else meeting_lines(settings)
    further = "" if result.round == 1 else f"（第{result.round}轮）"
    listed = [person for person in result.people if not person.write_in]
    written = [person for person in result.people if person.write_in]
    return {
        "标题": [*body, f"{TITLES[result.office]}{'' if primary else '选举'}计票结果报告单{further}"],
        "应到": turnout.entitled,
        "实到": turnout.present,
        "发出": turnout.issued,
        "收回": turnout.returned,
        "有效": tally.valid,
        "无效": tally.invalid,
        "名额": f"应产生正式候选人{result.contest.seats}名，提名人选{len(listed)}名" if primary else f"应选{result.contest.seats}名，候选人{len(listed)}名",
        "结论称谓": "预选结果" if primary else "选举结果",
        "当选条件": _condition(result, settings),
        "称谓": result.contest.voter,
        "结论": _conclusion(result, settings),
        "名单": _in_two_columns([_row(serial, person, primary) for serial, person in enumerate(listed, 1)]),
        "另选": [_row(serial, person, primary) for serial, person in enumerate(written, 1)],
        "核对码": dossier.codes.get((result.office, result.round), UNSEALED),
        "票数平衡": tally.balance.words,
        "签名": [{"岗位": post, "姓名": "、".join(map(in_list, names))} for post, names in staff(dossier, result.office).items()],
        "日期": chinese(settings.congress_date) if settings.congress_date else "",
    }  # fmt: skip


def _row(serial: int, person: PersonResult, primary: bool) -> Mapping[str, object]:
    chosen, not_chosen = ("列入", "未列入") if primary else ("当选", "未当选")
    verdict = chosen if person.elected else "须重投" if person.verdict is Verdict.TIED else not_chosen
    return {
        "序号": serial,
        "姓名": in_list(person.name),
        "赞成": person.approve,
        "反对": person.against,
        "弃权": person.abstain,
        "结果": verdict,
    }


def _in_two_columns(rows: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """Two people on a line, so that a list of thirty fits one page: down the left half, then the right."""
    half = -(-len(rows) // 2)
    nobody = dict.fromkeys(("序号", "姓名", "赞成", "反对", "弃权", "结果"), "")
    right = [*rows[half:], nobody][:half]
    return [{"左": one, "右": two} for one, two in zip(rows[:half], right, strict=True)]


def _condition(result: Result, settings: Settings) -> str:
    """What it takes to win a seat."""
    if result.contest and result.contest.is_primary:
        most = most_votes_win(result.contest, settings)
        return f"得赞成票{'多' if most else f'{result.needed}票以上'}的列为正式候选人"
    if result.contest and most_votes_win(result.contest, settings):
        return "得赞成票多的当选"
    return f"得赞成票{result.needed}票以上的当选"


def _conclusion(result: Result, settings: Settings) -> str:
    """Who needs how many votes, how many are elected and what is left."""
    seats = result.contest.seats if result.contest else 0
    told = f"应选{seats}名，当选{len(result.elected)}名"
    if result.contest and result.contest.is_primary:
        told = f"应产生正式候选人{seats}名，列为正式候选人{len(result.elected)}名"
    if result.tied:
        return f"{told}；{'、'.join(result.tied)}末位得票相等，须重新投票"
    return f"{told}，缺额{result.vacant}名" if result.vacant else told


def staff(dossier: Dossier, office: str) -> Mapping[str, Sequence[str]]:
    """Post -> the names of those who hold it at this office's vote; a blank 选举 means every vote."""
    found: dict[str, list[str]] = {post: [] for post in POSTS}
    for person in dossier.rolls.staff:
        votes = (person.coded("选举") or "、".join((PRIMARY, *OFFICES))).split("、")
        post = person.coded("岗位")
        if post and person.name and office in votes:
            found[post].append(person.name)
    return found


def _paper(number: int, office: str) -> Paper:
    return Paper(
        number=number,
        name=f"计票结果报告单（{office}）",
        template="计票结果报告单.docx",
        clause="三(二)3",
        tables=("选举情况", "计票", "逐票", "候选人", "工作人员", "设置"),
        lacks=partial(lacks, office=office),
        sheaves=partial(sheaves, office=office),
        day_from=("congress_date",),
    )


PAPERS: Final = tuple(_paper(number, office) for number, office in enumerate(OFFICES, 60))
"""One for each office, in the order of the votes."""
