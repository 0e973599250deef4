"""Every numbered finding: a case that gives it, the figures in it, and that errors leave no result."""

import string
from dataclasses import replace
from fractions import Fraction

import pytest
from count_samples import NAMES, WRITTEN, case
from hypothesis import given
from hypothesis import strategies as st

from pyxl.rules.count.codes import CODES, is_error, problem
from pyxl.rules.count.congress import decide_all
from pyxl.rules.count.contest import Contest
from pyxl.rules.count.decision import NotCounted, decide
from pyxl.rules.count.returns import read_returns
from pyxl.rules.count.rows import COUNTED, CandidateTotals, Mark, Opinion
from pyxl.rules.count.tally import Papers, Totals
from pyxl.rules.plan.plan_settings import CONGRESS_RULES
from pyxl.rules.plan.settings import Settings
from pyxl.rules.threshold import Threshold
from pyxl.words import Severity

A, B, C = NAMES[:3]
X = WRITTEN[0]
SMALL = Settings(executive_seats=2)
UNMARKED_APPROVES = replace(SMALL, unmarked="赞成")
VOTE = {"选举": "执委", "录入": "甲"}
COUNTS = {"应到": 41, "实到": 38, "印制": 46, "发出": 38, "收回": 38, "有效": 38, "无效": 0}


def of_vote(**how):
    """The findings of a hand-made vote."""
    return decide(*case(**how)).findings


def of_turnout(**turnout):
    return of_vote(votes=((31, 5, 2),), turnout=turnout)


def with_rows(*rows, settings=SMALL, **turnout):
    contest, made, totals, _ = case(votes=((31, 5, 2), (20, 10, 8)), settings=settings, turnout=turnout)
    return decide(contest, made, Totals((*totals.rows, *rows)), settings).findings


def with_marks(*marks, contest=None, settings=None, **turnout):
    settings = settings or SMALL
    made = case(votes=((0, 0, 0),) * 2, settings=settings, contest=contest)
    figures = {"returned": 2, "issued": 38, "valid": None, "invalid": None} | turnout
    record = case(turnout=figures)[1]
    return decide(made[0], record, Papers(marks), settings).findings


def of_tables(turnouts=(), totals=(), papers=(), settings=SMALL, candidates=None):
    results = decide_all(
        read_returns(turnouts, totals, papers, settings),
        {"执委": [A, B]} if candidates is None else candidates,
        settings,
    )
    return tuple(found for result in results for found in result.findings)


def test_no_sentence_speaks_of_a_figure_that_nobody_gave():
    """What was left blank is passed over or named as blank, never printed as None."""
    for column in ("换票", "未收回", "销毁", "签到", "印制", "有效", "无效"):
        for more in ({"印制": 1}, {"收回": 99}, {"实到": 99}, {}):
            told = of_turnout_cells({column: None, **more})
            assert not [found.message for found in told if "None" in found.message], (column, more)


def of_turnout_cells(cells):
    turnouts, totals = both()
    return of_tables([{**row, **cells} for row in turnouts], totals)


def totals_row(**cells):
    return {**VOTE, "姓名": A, "赞成": 31, "反对": 5, "弃权": 2, "另选": None} | cells


def paper_row(**cells):
    return {**VOTE, "票号": 1, "姓名": A, "意见": "○", "另选": None} | cells


def full(entry):
    """One entry of a committee of one, complete."""
    turnout = {**VOTE, **COUNTS, "录入": entry}
    return turnout, totals_row(录入=entry)


def both(change=None):
    rows = [full("甲"), full("乙")]
    if change:
        rows[1][1].update(change)
    return [turnout for turnout, _ in rows], [totals for _, totals in rows]


def officers(lost):
    committee = both()
    chosen = {"执委": [A], "主席": [B if lost else A]}
    return of_tables(*committee, settings=Settings(executive_seats=1, difference_ratio=0), candidates=chosen)


ONE_PAPER = {"one_paper": True, "chair_seats": 1, "vice_chair_seats": 1}


def on_one_paper(*papers, chairs=({}, {}), **settings):
    """The findings of a chair and a vice-chair on one paper, with 25 voters; `chairs` change the two rows of 选举情况."""
    figures = {"录入": "甲", "应到": 25, "实到": 2, "印制": 30, "发出": 2, "收回": 2}
    turnouts = [
        {**figures, "选举": office, **change}
        for office, change in zip(("主席", "副主席"), chairs, strict=True)
    ]
    rows = [paper_row(票号=paper, 选举=office, 姓名=name) for paper, office, name in papers]
    both_entries = [[*rows, *({**row, "录入": "乙"} for row in rows)] for rows in (turnouts, rows)]
    made = Settings(**(ONE_PAPER | {"quorum": Threshold(Fraction(1, 25))} | settings))
    return of_tables(
        both_entries[0], papers=both_entries[1], settings=made, candidates={"主席": [A, C], "副主席": [B]}
    )


def of_primary(change):
    """The findings of a primary by totals, or of the election that was held before it."""
    turnouts, totals = both()
    vote = {"选举": "执委预选"} | change
    return of_tables(
        [{**row, "选举": vote["选举"]} for row in turnouts],
        [{**row, "选举": vote["选举"]} for row in totals],
        settings=replace(SMALL, primary=True, difference_ratio=Threshold(Fraction(1, 2))),
    )


CASES = {
    "E101": (lambda: of_tables([{**VOTE, **COUNTS, "实到": "三十八"}]), "“实到”填的是“三十八”"),
    "E102": (lambda: of_tables([{**VOTE, **COUNTS, "选举": "秘书长"}]), "“秘书长”"),
    "E103": (lambda: of_tables([{**VOTE, **COUNTS, "录入": "丙"}]), "“丙”"),
    "E104": (lambda: of_tables([{**VOTE, **COUNTS}] * 2), "第4行、第5行"),
    "E105": (lambda: of_tables(totals=[totals_row(姓名=" ")]), "没有姓名"),
    "E106": (lambda: of_tables(papers=[paper_row(意见="△")]), "“△”，应为“○”“×”或空白"),
    "E107": (lambda: of_tables(totals=[totals_row(另选="也许")]), "“也许”"),
    "E108": (lambda: of_tables(papers=[paper_row(票号=None)]), "没有票号"),
    "E109": (lambda: of_tables([{**VOTE, **COUNTS, "录入作废": "总监票人"}]), "甲的录入宣布作废"),
    "E201": (lambda: of_tables([{**VOTE, **COUNTS, "实到": None, "收回": ""}]), "实到、收回"),
    "E202": (lambda: of_turnout(present=42), "实到 42 人，多于应到 41 人"),
    "E203": (lambda: of_turnout(printed=37), "发出 38 张，多于印制 37 张"),
    "E204": (lambda: of_turnout(invalid=1), "有效 38 张加无效 1 张是 39 张，收回却是 38 张"),
    "E205": (
        lambda: of_turnout(not_returned=1, spoilt=2),
        "收回 38 张、换回作废 2 张、未收回 1 张，共 41 张，发出却是 38 张",
    ),
    "E206": (lambda: of_turnout(spoilt=1), "收回 38 张加换回作废 1 张是 39 张，多于发出 38 张"),
    "E207": (lambda: of_turnout(destroyed=9), "销毁 9 张，多于未发出和换回作废的 8 张"),
    "E208": (lambda: of_turnout(signed_in=37), "实到 38 人，多于签到 37 人"),
    "E209": (
        lambda: of_vote(office="主席", votes=((24, 1, 0),), turnout={"entitled": 26}),
        "应到 26 人，实际当选执委 25 人",
    ),
    "E210": (lambda: of_turnout(entitled=0, present=0), "应到为 0 人"),
    "E211": (
        lambda: on_one_paper((1, "主席", A), (1, "副主席", B), chairs=({}, {"收回": 1})),
        "副主席甲填的收回是 1，主席是 2，应当相同",
    ),
    "W201": (lambda: of_turnout(issued=39, printed=46), "发出 39 张（其中换票 0 张），实到 38 人"),
    "W202": (lambda: of_turnout(present=37), "收回 38 张，多于实到 37 人"),
    "W203": (lambda: of_turnout(destroyed=7), "未发出 8 张，销毁 7 张"),
    "W204": (lambda: of_turnout(signed_in=39), "签到 39 人，实到 38 人"),
    "W205": (lambda: of_turnout(entitled=40), "应到 40 人，设置“代表名额”是 41 人"),
    "E301": (
        lambda: of_vote(votes=((31, 5, 1),)),
        f"{A}：赞成 31、反对 5、弃权 1，共 37 票，有效票却是 38 张",
    ),
    "E302": (lambda: with_rows(CandidateTotals(X, 39, 0, 0, True)), f"另选的{X}得 39 票，多于有效票 38 张"),
    "E303": (lambda: with_rows(CandidateTotals(X, 5, 3, 0, True)), f"另选的{X}只计赞成票，反对 3、弃权 0"),
    "E304": (
        lambda: with_rows(CandidateTotals(A, 30, 6, 2, row=3)),
        f"{A}填了两行（第4行 31 票、第6行 30 票）",
    ),
    "E305": (
        lambda: of_vote(votes=((38, 0, 0),) * 3, seats=2),
        "全部赞成票 114 票，多于有效票 38 张乘以应选 2 名即 76 票",
    ),
    "E306": (lambda: with_rows(CandidateTotals(X, 3, 0, 35)), f"{X}不在执委选票上"),
    "E307": (
        lambda: decide(*case()[:2], Totals((CandidateTotals(A, 31, 5, 2, True),)), Settings()).findings,
        f"{A}是选票上的候选人",
    ),
    "E308": (
        lambda: with_rows(
            CandidateTotals(X, 20, 0, 0, True),
            CandidateTotals(WRITTEN[1], 19, 0, 0, True),
            settings=Settings(executive_seats=3, write_ins=1),
        ),
        "另选他人共 39 票，选票每张有 1 个另选栏，有效票 38 张，至多 38 票",
    ),
    "E309": (lambda: decide(*case()[:2], Totals(()), Settings()).findings, "没有填写任何候选人的票数"),
    "W301": (
        lambda: decide(*case()[:2], Totals((CandidateTotals(A, 31, 5, 2),)), Settings()).findings,
        f"候选人{B}的票数",
    ),
    "W302": (lambda: with_rows(CandidateTotals(X, 16, 0, 0, True)), "另选他人共 16 票，全部反对票只有 15 票"),
    "E401": (
        lambda: with_marks(*(Mark(n, A, Opinion.FOR) for n in (1, 2, 3))),
        "录入了 3 张票，多于收回 2 张",
    ),
    "E402": (
        lambda: with_marks(Mark(1, A, Opinion.FOR, row=4), Mark(1, A, Opinion.FOR, row=5)),
        f"第1号票上{A}录入了两次（第7行、第8行）",
    ),
    "E403": (
        lambda: with_marks(Mark(2, X, Opinion.FOR, True), contest={"write_ins": 0}),
        "第2号票另选了 1 人，选票只有 0 个另选栏",
    ),
    "E404": (
        lambda: with_marks(Mark(1, A, Opinion.FOR), valid=1, invalid=1),
        "逐票核算为有效 2 张、无效 0 张，选举情况填的是有效 1 张、无效 1 张",
    ),
    "E405": (
        lambda: with_marks(Mark(1, A, Opinion.AGAINST), settings=UNMARKED_APPROVES),
        "收回 2 张，录入了 1 张；不画符号即为赞成，其余 1 张不能推定",
    ),
    "W401": (lambda: with_marks(Mark(1, A, Opinion.FOR)), "收回 2 张，录入了 1 张，其余 1 张按空白票计"),
    "W402": (lambda: with_marks(Mark(7, A, Opinion.FOR)), "票号 7 大于收回的 2 张"),
    "W403": (lambda: with_marks(Mark(1, X, Opinion.FOR, True)), "第1号票另选 1 人，反对只有 0 人"),
    "W404": (lambda: with_marks(Mark(1, X, Opinion.BLANK, True)), f"第1号票另选{X}没有画“○”"),
    "W405": (lambda: with_marks(Mark(1, "", Opinion.FOR, True)), "第1号票另选栏画了符号而没有写姓名"),
    "W406": (
        lambda: with_marks(Mark(1, A, Opinion.FOR), Mark(1, B, Opinion.FOR), contest={"seats": 1}),
        "第1号票赞成 2 人，多于应选 1 名",
    ),
    "W407": (
        lambda: on_one_paper(
            (1, "主席", A),
            (1, "主席", C),
            (1, "副主席", B),
            (2, "主席", A),
            (2, "副主席", B),
            one_paper_overvote="整张无效",
        ),
        "第1号票上主席的赞成人数多于应选名额，按选举办法整张无效，副主席部分也不计",
    ),
    "E501": (lambda: officers(lost=True), f"拟任主席的{B}没有当选执委"),
    "E502": (
        lambda: of_tables(
            [{**VOTE, **COUNTS}, {**VOTE, **COUNTS, "选举": "主席"}], candidates={"执委": [A, B], "主席": [A]}
        ),
        "执委选举还没有结果，不能选举主席",
    ),
    "E503": (lambda: of_tables([{**VOTE, **COUNTS, "选举": "常委"}]), "常委没有选票"),
    "E504": (lambda: of_vote(contest={"candidates": (A, A, B)}), f"执委选票上有两个“{A}”"),
    "W506": (lambda: of_primary({"姓名": A}), "应产生正式候选人 3 名，提名的人选只有 2 名，不需要预选"),
    "E507": (lambda: of_primary({"选举": "执委"}), "执委预选还没有结果"),
    "E506": (lambda: of_vote(contest={"delegates": frozenset({A})}), f"{B}不是本届代表"),
    "E505": (lambda: of_vote(contest={"holders": {B: "主席"}}), f"{B}已当选主席"),
    "W501": (
        lambda: of_vote(office="主席", votes=((24, 1, 0),), contest={"members": None}),
        "无法核对主席的应到人数",
    ),
    "W502": (
        lambda: of_vote(office="副主席", votes=((24, 1, 0),)),
        "副主席等额选举应选 2 名，候选人却是 1 名",
    ),
    "W503": (lambda: of_vote(settings=SMALL), "执委应选 2 名，候选人 2 名，按差额比例至少要 3 名"),
    "W504": (
        lambda: of_vote(
            votes=((30, 5, 3), (10, 5, 23), (10, 4, 24), (10, 4, 24)),
            settings=Settings(executive_seats=2, vacancy="另行选举"),
        ),
        "下一轮应有候选人 2 名，末位得票相等，一并列入，共 3 名",
    ),
    "W505": (
        lambda: of_vote(votes=((30, 5, 3),), settings=Settings(executive_seats=2, vacancy="另行选举")),
        "还缺 1 名，没有可以列入下一轮的人选",
    ),
    "E601": (lambda: of_tables([full("甲")[0]], [full("甲")[1]]), "只有甲的录入，还缺乙的录入"),
    "E602": (lambda: of_tables([full("甲")[0], full("乙")[0]], [full("甲")[1]]), "乙的录入还不完整，缺票数"),
    "E603": (
        lambda: of_tables(*both({"赞成": 30})),
        f"有 1 处不同，请核对原票逐处改正：{A}赞成 甲 31、乙 30",
    ),
    "E604": (lambda: of_tables([{**VOTE, "录入作废": "总监票人", "作废时间": "10:30"}]), "（甲已作废）"),
    "E605": (
        lambda: of_tables([full("甲")[0]], [full("甲")[1]], [paper_row()]),
        "甲既填了“计票”1 行又填了“逐票”1 行",
    ),
    "E701": (
        lambda: of_turnout(present=27),
        "实到 27 人，法定人数为应到 41 人的三分之二以上（至少 28 人），没有达到",
    ),
    "E702": (lambda: of_turnout(returned=39, valid=39), "收回 39 张，多于发出 38 张，选举无效"),
}


def test_every_number_has_a_case():
    assert CASES.keys() == CODES.keys()


@pytest.mark.parametrize("number", CASES)
def test_it_is_found_with_its_figures(number):
    make, words = CASES[number]
    found = [finding for finding in make() if finding.code == number]
    assert found
    assert any(words in finding.message for finding in found), found[0].message
    assert {finding.severity for finding in found} == {
        Severity.ERROR if number[0] == "E" else Severity.WARNING
    }


@pytest.mark.parametrize("number", CODES)
def test_the_table_says_where_and_by_what_rule(number):
    code = CODES[number]
    assert code.columns or number in {"E101", "E201"}
    assert code.clause == CONGRESS_RULES or "(" in code.clause
    assert list(string.Formatter().parse(code.sentence))
    assert not code.sentence.endswith("。")


def test_a_right_vote_has_no_finding():
    assert (
        of_vote(votes=((31, 5, 2), (20, 10, 8)), settings=Settings(executive_seats=2, difference_ratio=0))
        == ()
    )
    assert of_vote(office="主席", votes=((24, 1, 0),)) == ()
    chosen = of_tables(
        *both(), settings=Settings(executive_seats=1, difference_ratio=0), candidates={"执委": [A]}
    )
    assert chosen == ()


@given(
    st.dictionaries(st.sampled_from([*COUNTED.values()]), st.integers(0, 50), max_size=4),
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)),
)
def test_an_error_and_a_result_exclude_each_other(turnout, votes):
    """Any figures at all: a result, or an error with its number; never both, never neither."""
    result = decide(*case(votes=(votes, (20, 10, 8)), settings=SMALL, turnout=turnout))
    assert result.valid is not any(is_error(found) for found in result.findings)
    if not result.valid:
        assert (result.elected, result.tied, result.people, result.vacant) == ((), (), (), 0)
        return
    record = result.turnout
    assert record.returned == result.tally.valid + result.tally.invalid <= record.issued <= record.printed
    assert 2 * record.entitled <= 3 * record.present <= 3 * record.entitled
    assert sum(votes) == result.tally.valid


def test_a_refused_vote_names_nobody():
    result = decide(*case(votes=((31, 5, 1),)))
    assert result.outcome == NotCounted()
    assert (result.valid, result.elected, result.people, result.next, result.vacant) == (
        False,
        (),
        (),
        None,
        0,
    )
    assert result.problems == (
        f"{A}：赞成 31、反对 5、弃权 1，共 37 票，有效票却是 38 张，请重新计票（“计票”第 4 行；来自选举办法，非方案；E301）",
        *map(problem, result.findings[1:]),
    )


def test_a_row_is_named_once_for_each_wrong_place():
    """100,000 rows of an office that there is not are one finding, not 100,000."""
    found = of_tables(papers=[paper_row(选举="秘书长", 票号=number) for number in range(1, 50)])
    assert [finding.code for finding in found] == ["E102"]


def test_a_wrong_sign_in_a_whole_column_is_not_read_out_a_thousand_times():
    """All findings are kept for the table; the text tells twenty and how many more."""
    papers = [paper_row(票号=number, 意见="△") for number in range(1, 1001)]
    (result,) = decide_all(read_returns([], [], papers, SMALL), {"执委": [A, B]}, SMALL)
    assert sum(finding.code == "E106" for finding in result.findings) == 1000
    lines = [line for line in result.problems if line.endswith("E106）")]
    assert len(lines) == 21
    assert lines[-1] == "同类问题另有 980 处（E106）"


def test_a_contest_knows_its_title():
    assert Contest("执委", (A,), 1, 1, round=3).title == "执委（第3轮）"
