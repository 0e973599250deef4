"""Quotas, eligibility and results worked out anew by the town's own settings; what differs is the district's finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyxl.district.codes import Found, found
from pyxl.district.doubts.differences import VOTES, some, vote_differences, whole
from pyxl.errors import QuotaError
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.check import RULES, Rolls
from pyxl.rules.count import Result, decide_all, read_returns, title, word_of_winners
from pyxl.rules.count.one_paper import with_shared_figures
from pyxl.rules.findings import Row
from pyxl.rules.person import normalise_name, text_of
from pyxl.rules.plan import Settings
from pyxl.rules.quota import apportion
from pyxl.words import ENTRIES, OFFICES, PRIMARY, Severity

Tables = Mapping[str, Sequence[Row]]
Vote = tuple[str, int]

NEEDS_WORKBOOK: Final = frozenset({"FORM"})
"""Rules about the form of cells, which no submission carries."""
NEEDS_NUMBERS: Final = frozenset({"ID", "DUP"})
"""Rules that read what is masked; of ages a birth month is enough to find what is beyond doubt, sex and birth have columns of their own."""
BY_LOT: Final = "抽签"


def quota_findings(tables: Tables, settings: Settings) -> Iterator[Found]:
    """分配名额 against the sum and against an apportionment of the same figures."""
    rows = [row for row in tables.get("单位", ()) if normalise_name(row.get("单位"))]
    given = [whole(row.get("分配名额")) for row in rows]
    if not rows or not any(given):
        return
    total = sum(seats or 0 for seats in given)
    if total != settings.delegate_seats:
        yield found("D-QUOTA", "单位", f"各单位名额合计 {total} 名，方案规定 {settings.delegate_seats} 名")
    weights = [whole(row.get("妇女人数")) for row in rows]
    columns = {header: [whole(row.get(header)) for row in rows] for header in ("最少名额", "最多名额", "保留名额", "抽签序")}  # fmt: skip
    try:
        ours = apportion(
            [weight or 0 for weight in weights],
            settings.delegate_seats,
            settings.apportionment_method,
            [least or 0 for least in columns["最少名额"]],
            columns["最多名额"],
            reserved=[kept or 0 for kept in columns["保留名额"]],
            lots=columns["抽签序"] if settings.quota_tie == BY_LOT else None,
        ).seats
    except QuotaError as reason:
        yield found("D-QUOTA", "单位", f"按报来的妇女人数不能重算：{reason.what}")
        return
    differ = [
        f"{text_of(row.get('单位'))}报 {mine or 0} 名、重算 {theirs} 名"
        for row, mine, theirs in zip(rows, given, ours, strict=True)
        if (mine or 0) != theirs
    ]
    if differ:
        yield found("D-QUOTA", "单位", f"按{settings.quota_method}重算不同：{some(differ)}")


def check_findings(tables: Tables, rolls: Rolls, masked: bool) -> Iterator[Found]:
    """Errors and warnings that the rules find in the rows and that the town's own 校验结果 does not name."""
    passed = NEEDS_WORKBOOK | (NEEDS_NUMBERS if masked else frozenset())
    told = {
        (text_of(row.get("表")), normalise_name(row.get("姓名")), text_of(row.get("代码")))
        for row in tables.get("校验结果", ())
        if text_of(row.get("状态")) != "已解决"
    }
    missing: dict[tuple[str, str, str], str] = {}
    # Rules that are passed over are not asked: of masked numbers each would find a fault in every row.
    for one in (hit for rule in RULES if rule.code not in passed for hit in rule.findings(rolls)):
        key = (one.table, normalise_name(one.name), one.code)
        if one.severity is not Severity.NOTE and key not in told:
            missing.setdefault(key, f"{one.severity.chinese}：{one.message}")
    by_code: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (table, name, code), message in missing.items():
        by_code[table, code].append((name, message))
    for (table, code), cases in by_code.items():
        names = some([name for name, _ in cases if name])
        yield found(
            "D-CHECK",
            f"{table}（{code}）",
            f"{names + '：' if names else ''}{cases[0][1]}镇里的校验结果没有这一条",
        )


def recount(tables: Tables, settings: Settings) -> dict[Vote, Result]:
    """The results of all votes that have figures, from 选举情况 and 计票.

    A vote that was typed paper by paper leaves its papers in the town: its totals come from 选举结果.
    """
    totals = [row for row in tables.get("计票", ()) if text_of(row.get("姓名"))]
    entered = {_vote(row) for row in totals}
    by_paper = [
        row for row in tables.get("选举结果", ()) if text_of(row.get("姓名")) and _vote(row) not in entered
    ]
    totals += [{**row, "录入": entry} for row in by_paper for entry in ENTRIES]
    turnouts = _with_valid_papers(tables.get("选举情况", ()), by_paper, settings)
    names = {office: printed_names(tables.get("候选人", ()), office, settings) for office in OFFICES}
    delegates = [normalise_name(row.get("姓名")) for row in tables.get("代表", ())] if settings.must_be_delegate else None  # fmt: skip
    pairs = read_returns(turnouts, totals, (), settings)
    return {(result.office, result.round): result for result in decide_all(pairs, names, settings, delegates)}


def _with_valid_papers(turnouts: Sequence[Row], by_paper: Iterable[Row], settings: Settings) -> list[Row]:
    """The rows of 选举情况; of votes typed paper by paper with the valid papers that nobody had to count by hand.

    For and against a candidate and abstained are all valid papers; the others in the box are invalid.  Papers with several sections are told once.
    """
    valid = {
        _vote(row): sum(whole(row.get(column)) or 0 for column in ("赞成", "反对", "弃权"))
        for row in by_paper
        if text_of(row.get("另选")) != "是"
    }
    filled = (
        [row for row, _ in with_shared_figures(turnouts, settings)] if settings.one_paper else list(turnouts)
    )
    found: list[Row] = []
    for row in filled:
        returned, counted = whole(row.get("收回")), valid.get(_vote(row))
        if returned is None or counted is None or text_of(row.get("有效")) or text_of(row.get("无效")):
            found.append(row)
        else:
            found.append({**row, "有效": counted, "无效": max(0, returned - counted)})
    return found


def told_results(tables: Tables) -> dict[Vote, list[Row]]:
    """The rows of 选举结果, by vote, in the order of the votes."""
    told: defaultdict[Vote, list[Row]] = defaultdict(list)
    for row in tables.get("选举结果", ()):
        if text_of(row.get("选举")) in VOTES:
            told[_vote(row)].append(row)
    return dict(sorted(told.items(), key=lambda item: (VOTES.index(item[0][0]), item[0][1])))


def winners(vote: Vote, rows: Iterable[Row]) -> list[str]:
    """Who is elected, by the rows of a vote; of a primary who stands in the election."""
    won = word_of_winners(vote[0])
    return [normalise_name(row.get("姓名")) for row in rows if row.get("结果") == won and row.get("姓名")]


def compare(vote: Vote, rows: Sequence[Row], ours: Result | None) -> tuple[bool | None, list[Found]]:
    """Whether a vote comes to the same here, and the finding where it does not; None where there is nothing to count."""
    theirs = winners(vote, rows)
    code, name, won = _code(vote), title(*vote), word_of_winners(vote[0])
    if ours is None or not ours.valid:
        reason = ours.problems[0] if ours and ours.problems else "没有录入的票数"
        if theirs:
            return False, [found(code, name, f"报来{won} {len(theirs)} 名，按票数得不出结果：{reason}")]
        differ = list(vote_differences(rows, ours)) if ours else ["没有录入的票数"]
        return (False, [found(code, name, f"{some(differ)}：{reason}")]) if differ else (None, [])
    elected = ours.elected
    more = [one for one in theirs if one not in elected]
    fewer = [one for one in elected if one not in theirs]
    parts = [f"报来{won}而重算没有{won}：{some(more)}"] if more else []
    parts += [f"重算{won}而没有报：{some(fewer)}"] if fewer else []
    if not parts and (differ := list(vote_differences(rows, ours))):
        parts = [some(differ)]
    return not parts, [found(code, name, "；".join(parts))] if parts else []


def untold(told: Iterable[Vote], ours: Mapping[Vote, Result]) -> Iterator[Found]:
    """Votes that have a result by their figures and that 选举结果 says nothing of."""
    known = set(told)
    for vote, result in ours.items():
        if result.elected and vote not in known:
            yield found(_code(vote), title(*vote), f"有票数而“选举结果”里没有：重算{some(result.elected)}")


def _code(vote: Vote) -> str:
    return "D-PRIMARY" if vote[0] == PRIMARY else "D-RESULT"


def _vote(row: Row) -> Vote:
    return text_of(row.get("选举")), whole(row.get("轮次")) or 1
