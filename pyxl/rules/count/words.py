"""The result as it is read out in the hall, line by line, by the scrutineer or the chair of the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyxl.rules.count.contest import Contest, quorum_needed
from pyxl.rules.count.decision import Decided, Invalid, NotCounted, Result, TieToVoteAgain
from pyxl.rules.count.rows import Turnout
from pyxl.rules.count.tally import Tally
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, Severity

SAID: Final = 5
"""Reasons of one kind that are read out where there is no result; the clerk's list has more, with their places."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is read out: `votes` by the chief scrutineer, `conclusion` (who is elected) by the chair, then what `follows`.

    Where there is no result all of it is in `votes`, and nobody is announced.
    """

    votes: tuple[str, ...]
    conclusion: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, in the order of reading."""
        return (*self.votes, *self.conclusion, *self.follows)


def announcement(result: Result, settings: Settings) -> tuple[str, ...]:
    """Turnout, papers, validity, each person's votes, who is elected, what happens next.

    Where there is no result, the reasons alone: no votes are read out of a void election.
    """
    return announced(result, settings).lines


def announced(result: Result, settings: Settings) -> Announcement:
    """`announcement`, with the votes and the conclusion apart."""
    contest, turnout, tally = result.contest, result.turnout, result.tally
    reasons = _reasons(result)
    if isinstance(result.outcome, NotCounted) or not (contest and turnout and tally):
        return Announcement(tuple(f"{result.title}：暂无结果。{reason}。" for reason in reasons))
    lines = [_present(contest, turnout, settings), _papers(contest, turnout, tally)]
    if isinstance(result.outcome, Invalid):
        return Announcement((*lines, *(f"{reason}。" for reason in reasons)))
    return Announcement(
        (*lines, *_votes(result, contest, settings)),
        (_elected(result, contest, settings),),
        tuple(_follows(result, settings)),
    )


def _reasons(result: Result) -> list[str]:
    """Why there is no result: each sentence once, of one number no more than anybody listens to."""
    errors = [found for found in result.findings if found.severity is Severity.ERROR]
    reasons: list[str] = []
    for _, group in groupby(errors, key=lambda found: found.code):
        said = Counter(found.message for found in group)
        reasons += [f"{words}（共{times}处）" if times > 1 else words for words, times in said.items()][:SAID]
        if len(said) > SAID:
            reasons.append(f"同类问题另有{len(said) - SAID}处")
    return reasons


def _present(contest: Contest, turnout: Turnout, settings: Settings) -> str:
    needed = quorum_needed(turnout.entitled, settings)
    enough = "可以选举" if turnout.present >= needed else "不能选举"
    return (
        f"{contest.title}{'' if contest.is_primary else '选举'}：应到{contest.voter} {turnout.entitled} 人，实到 {turnout.present} 人，"
        f"法定人数为{settings.quorum.of('应到')}即 {needed} 人，{enough}。"
    )


def _papers(contest: Contest, turnout: Turnout, tally: Tally) -> str:
    vote = "预选" if contest.is_primary else "选举"
    valid = turnout.returned <= turnout.issued
    return (
        f"发出选票 {turnout.issued} 张，收回 {turnout.returned} 张，"
        f"{f'收回不多于发出，{vote}有效' if valid else f'收回多于发出，{vote}无效'}；"
        f"其中有效票 {tally.valid} 张，无效票 {tally.invalid} 张。"
    )


def _order(settings: Settings) -> str:
    return f"以{settings.stroke_convention if settings.list_order == '笔画' else '得票多少'}为序"


def _votes(result: Result, contest: Contest, settings: Settings) -> Iterator[str]:
    wanted = "应产生正式候选人" if contest.is_primary else "应选"
    yield f"{wanted} {contest.seats} 名，得票情况如下（{_order(settings)}）："
    for person in result.people:
        votes = "" if person.write_in else f"（反对 {person.against} 票，弃权 {person.abstain} 票）"
        yield f"{person.name}{'（另选）' if person.write_in else ''}：{person.words}{votes}。"


def _elected(result: Result, contest: Contest, settings: Settings) -> str:
    if contest.is_primary:
        return (
            f"列为执委正式候选人 {len(result.elected)} 名（{_order(settings)}）：{'、'.join(result.elected)}。"
            "预选结果不是选举结果，正式候选人提交大会选举。"
        )
    if not result.elected:
        return f"本次投票没有人当选{contest.office}。"
    return (
        f"当选{contest.office} {len(result.elected)} 名（{_order(settings)}）：{'、'.join(result.elected)}。"
    )


def _follows(result: Result, settings: Settings) -> Iterator[str]:
    outcome = result.outcome
    if isinstance(outcome, TieToVoteAgain):
        yield f"{'、'.join(result.tied)}得票相等，就余下的 {outcome.seats} 个名额重新投票。"
    if isinstance(outcome, Decided) and outcome.vacant:
        yield _vacant(result, outcome.vacant, settings)


def _vacant(result: Result, vacant: int, settings: Settings) -> str:
    if result.contest and result.contest.is_primary:
        return f"正式候选人还少 {vacant} 名，由主席团决定是否补充提名。"
    if result.next_ballot:
        return f"还缺 {vacant} 名，另行选举，候选人（以得票多少为序）：{'、'.join(result.next_ballot)}。"
    if settings.vacancy == "不再选举":
        return f"还缺 {vacant} 名，按选举办法不再选举，名额空缺。"
    return f"还缺 {vacant} 名，暂时空缺，由{'主席团' if result.office == COMMITTEE else '会议'}决定。"
