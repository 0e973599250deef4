"""What a rehearsal must come to, in words and figures: the content of the sealed file and of the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyxl.rules.count import (
    Decided,
    Invalid,
    Mark,
    NotCounted,
    Opinion,
    Papers,
    Tally,
    TieToVoteAgain,
    Turnout,
    announcement,
    most_votes_win,
    quorum_needed,
)
from pyxl.rules.rehearsal.deck import Deck
from pyxl.rules.rehearsal.papers import Paper
from pyxl.words import VoteState


@dataclass(frozen=True, slots=True)
class Judged:
    """One paper: whether it is valid, and why."""

    number: int
    valid: bool
    aim: str
    reason: str


_NOT_OF_ONE_PAPER: Final = ("W401", "W402")
"""Findings that compare the papers with their number."""


def judged(deck: Deck) -> tuple[Judged, ...]:
    """Every paper in the order in which they are printed."""
    return tuple(_judge(deck, number, paper) for number, paper in enumerate(deck.papers, 1))


def _judge(deck: Deck, number: int, paper: Paper) -> Judged:
    """Let the rules of the count look at this paper alone."""
    alone = Turnout(entitled=1, present=1, printed=1, issued=1, returned=1)
    unmarked = Mark(number, "", Opinion.BLANK)
    marks = tuple(paper.marks(number, deck.contest.candidates)) or (unmarked,)
    links = deck.votes
    void = {number: links.void_by[number]} if number in links.void_by else {}
    elsewhere = links.marked_elsewhere & {number}
    tally = Papers(marks, void, elsewhere).tally(alone, deck.contest, deck.settings)
    remarks = [
        found.message.removeprefix(f"第{number}号票")
        for found in tally.findings
        if found.code not in _NOT_OF_ONE_PAPER
    ]
    if tally.valid and not tally.blank:
        remarks.insert(0, _contents(tally))
    elif tally.blank:
        remarks.insert(
            0,
            "整张空白，"
            + (
                f"有效，全部{'赞成' if deck.settings.blank_approves else '弃权'}"
                if tally.valid
                else "按选举办法是无效票"
            ),
        )
    return Judged(number, bool(tally.valid), paper.aim, "；".join(remarks))


def _contents(tally: Tally) -> str:
    candidates = [person for person in tally.people if not person.write_in]
    sums = [sum(getattr(person, of) for person in candidates) for of in ("approve", "against", "abstain")]
    written = sum(person.write_in for person in tally.people)
    text = f"赞成 {sums[0]} 人，反对 {sums[1]} 人，弃权 {sums[2]} 人"
    return f"{text}，另选 {written} 人" if written else text


def instructions(deck: Deck) -> tuple[str, ...]:
    """How to practise with the deck: what the hall must know before it counts, and no more."""
    turnout, settings = deck.turnout, deck.settings
    lines = [
        f"本票包共 {len(deck.papers)} 张演练票，票面已经画好，姓名“样例……”均为虚构，与任何人的意愿无关。",
        f"演练设定：应到 {turnout.entitled} 人，实到 {turnout.present} 人"
        f"（法定人数 {quorum_needed(turnout.entitled, settings)} 人），印制 {turnout.printed} 张，"
        f"发出 {turnout.issued} 张。收回多少张，由计票人清点。",
        *assumed(deck),
        "演练前把工作簿另存一份，文件名写明“演练”，只在这一份里录入；正式的工作簿一个数也不要填。",
        "监票人、计票人照选举日的办法唱票、计票，甲、乙两人分别录入，互不相看，然后按“计票”。",
        "全部录完、算出结果以后，再拆开“演练答案”逐项核对；有出入的，按票号找到那一张，查清错在哪一步。",
        "每张演练票都印有“演练票”字样和张号；演练结束后与演练用的工作簿一并销毁，不得带进选举会场。",
    ]
    return tuple(f"{number}．{line}" for number, line in enumerate(lines, 1))


def assumed(deck: Deck) -> tuple[str, ...]:
    """What officers' decks take for granted, and where the workbook, which knows nothing of it, may differ."""
    if not deck.assumptions:
        return ()
    if deck.linked is not None:
        members = len(deck.contest.members or ())
        return (
            f"设定：执委会已选出执委 {members} 名，{'，'.join(deck.assumptions)}；演练工作簿里已经录好执委选举，"
            "按“准备计票”后，合印的各项职务录在一行里。",
        )
    return (
        f"设定：{'，'.join(deck.assumptions)}。只录入{deck.contest.office}这一项选举；工作簿不知道这些设定，"
        "另选人未当选的理由可能说法不同，票数和当选人必须一样。",
    )


def outcome(deck: Deck) -> str:
    """What the vote comes to, in one word."""
    match deck.result.outcome:
        case Decided(_, vacant):
            held = VoteState.NOMINATED if deck.contest.is_primary else VoteState.FILLED
            return f"{held}，" + (f"{VoteState.SHORT} {vacant} 名" if vacant else "选满名额")
        case TieToVoteAgain():
            return f"末位得票相等，{VoteState.TIED}"
        case Invalid():
            return VoteState.INVALID.value
        case NotCounted():
            return VoteState.NOT_COUNTED.value


def needed(deck: Deck) -> str:
    """How many approvals it takes."""
    won = "列为正式候选人" if deck.contest.is_primary else "当选"
    if most_votes_win(deck.contest, deck.settings):
        return f"得赞成票多的{won}。"
    return f"赞成票达到 {deck.result.needed} 票方可{won}。"


def spoken(deck: Deck) -> tuple[str, ...]:
    """The result as it is read out, without the list of votes that the table shows."""
    people = {person.name for person in deck.result.people}
    return tuple(
        f"{line.removesuffix('：')}，各人得票见下页。" if line.endswith("：") else line
        for line in announcement(deck.result, deck.settings)
        if not any(line.startswith((f"{name}：", f"{name}（另选）：")) for name in people)
    )


def rows(deck: Deck) -> Iterator[tuple[str, int, int | None, int | None, str]]:
    """Each person's approvals, votes against, abstentions and what they come to; write-ins behind."""
    words = {person.name: person.words.partition("，")[2] for person in deck.result.people}
    tally = deck.result.tally
    for person in tally.people if tally else ():
        what = words.get(person.name, "选举无效，不宣布得票")
        if person.write_in:
            yield f"{person.name}（另选）", person.approve, None, None, what
        else:
            yield person.name, person.approve, person.against, person.abstain, what


def document(deck: Deck) -> dict[str, object]:
    """The expected tally and result, for the JSON."""
    result, tally = deck.result, deck.result.tally
    assert tally is not None  # paper by paper there is always a tally
    papers = judged(deck)
    return {
        "office": deck.contest.office,
        "set": deck.kind.number,
        "aim": deck.kind.aim_of(deck.contest),
        "entitled": deck.turnout.entitled,
        "present": deck.turnout.present,
        "issued": deck.turnout.issued,
        "returned": deck.turnout.returned,
        "valid_papers": tally.valid,
        "invalid_papers": tally.invalid,
        "blank_papers": tally.blank,
        "overvoted_papers": overvoted(deck),
        "approvals": tally.balance.approvals,
        "undervotes": tally.balance.undervotes,
        "overvotes": tally.balance.overvotes,
        "people": [
            {
                "name": person.name,
                "approve": person.approve,
                "against": person.against,
                "abstain": person.abstain,
                "write_in": person.write_in,
            }
            for person in tally.people
        ],
        "outcome": outcome(deck),
        "valid": result.valid,
        "elected": list(result.elected),
        "tied": list(result.tied),
        "vacant": result.vacant,
        "next_ballot": list(result.next_ballot),
        "papers": [
            {"number": paper.number, "valid": paper.valid, "aim": paper.aim, "reason": paper.reason}
            for paper in papers
        ],
    }


def overvoted(deck: Deck) -> int:
    """Papers with more approvals than seats."""
    return sum(found.code == "W406" for found in deck.result.findings)
