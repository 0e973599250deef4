"""The articles that every 选举办法 has, whoever votes: quorum, papers and marks, who is elected, who counts and tells it.

Each article is one function of the settings: a changed setting changes the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.papers.hall.rules_sources import OWN, Article, Voters, plan
from pyxl.papers.wording import party_word
from pyxl.rules.ballot_paper import marks_sentence
from pyxl.rules.count import quorum_needed
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import Threshold, portion
from pyxl.threshold_words import HALF, PASSED_HALF


def voting(settings: Settings, voters: Voters, seats: int | None) -> Iterator[Article]:
    """Quorum, papers, marks, write-ins, validity; `seats` None where each office has its own."""
    quorum = quorum_needed(voters.entitled, settings)
    word, entitled = voters.word, voters.entitled
    yield Article(
        f"应到{word}{entitled}名，实到{word}{share_of('应到', settings.quorum)}，即{quorum}名以上，方可进行选举。"
        f"因故不能到会的{word}，不得委托他人投票。",
        OWN,
    )
    yield Article(
        f"选票按应到{word}人数另加备用{settings.spare_papers}张印制，加盖印章，不编号；剩余选票当众销毁。"
        f"候选人以{settings.stroke_convention}为序排列" + ("。" if seats else "，经批准另有次序的从其次序。"),
        OWN,
    )
    yield Article(
        f"{marks_sentence(settings)}。",
        OWN,
    )
    yield Article(_write_ins(settings, seats), OWN)
    yield Article(f"投票时，监票人、计票人先行投票，其他{word}依次投票。", OWN)
    valid = f"为有效票，计为全部{'赞成' if settings.blank_approves else '弃权'}"
    blank = valid if settings.blank_paper_valid else "为无效票"
    limit = f"应选名额{seats}名" if seats else "应选名额"
    valid_papers = f"每张选票赞成的人数（连同另选的人）等于或少于{limit}的为有效票，多于应选名额的为无效票。"
    if seats is None and settings.one_paper:
        void = "整张选票无效" if settings.one_paper_overvote == "整张无效" else "该部分无效，不影响其他职务"
        valid_papers = (
            "每项职务赞成的人数（连同另选的人）等于或少于该项应选名额的，该部分有效；"
            f"多于应选名额的，{void}。只填写其中几项的，其余各项计为{'赞成' if settings.blank_approves else '弃权'}。"
        )
    yield Article(
        f"{valid_papers}整张未画的选票{blank}。字迹、符号无法辨认的部分，该部分无效。",
        OWN,
    )
    yield Article("收回的选票等于或少于发出的选票，选举有效；多于发出的选票，选举无效，应重新选举。", OWN)


def _write_ins(settings: Settings, seats: int | None) -> str:
    if settings.write_ins == 0:
        return "选票不设“另选他人”栏，不另选他人。"
    if settings.write_ins is None:
        places = f"{seats}个，与应选名额相同" if seats else "，个数与应选名额相同"
    else:
        fewer = min(settings.write_ins, seats or settings.write_ins)
        places = f"{fewer}个" if seats else f"{fewer}个，多于应选名额的按应选名额"
    marked = (
        "写明姓名即计为赞成"
        if settings.write_in_counts_unmarked
        else f"写明姓名并画“{settings.approve_mark}”，只写姓名不画符号的不计票"
    )
    abstained = (
        "对候选人弃权的，可以在该名额上另选他人"
        if settings.abstainer_may_write_in
        else "对某候选人弃权的，不得在该名额上另选他人"
    )
    return f"选票设“另选他人”栏{places}。另选他人的，{marked}；{abstained}。"


def deciding(settings: Settings, voters: Voters, candidates_differ: bool) -> Iterator[Article]:
    """Who is elected, ties, vacancies."""
    share, base = settings.elected_share, settings.elected_base
    needed = share.least(voters.entitled)
    reached = PASSED_HALF if share.words == PASSED_HALF else "达到当选票数"
    least = f"（{needed}票以上）" if base == "应到" else "（以会议当时实到人数计算）"
    yield Article(f"赞成票{share_of(base + voters.word, share)}{least}的，始得当选。", OWN)
    again = "重新投票，" + (
        f"赞成票仍须{share_of(base + voters.word, share)}"
        if settings.tie_vote_majority
        else f"得赞成票多的当选，不要求再{reached}"
    )
    tie = (
        f"反对票少的当选，反对票也相等的，就票数相等的人{again}"
        if settings.tie_by_against
        else f"就票数相等的人{again}"
    )
    yield Article(
        f"{reached}的人数多于应选名额时，得赞成票多的当选。末位赞成票相等、不能确定当选人时，{tie}。", OWN
    )
    if settings.vacancy == "空缺":
        decider = "主席团研究" if voters.word == "代表" else "会议"
        text = f"{reached}的人数少于应选名额时，不足的名额暂缺，是否另行选举由{decider}决定。"
    elif settings.vacancy == "不再选举":
        text = f"{reached}的人数少于应选名额时，不足的名额不再选举。"
    else:
        order = "按差额比例" if candidates_differ else "按等额"
        text = f"{reached}的人数少于应选名额时，不足的名额另行选举，候选人从未当选的得票多的人中{order}确定，以得票多少为序。"
    yield Article(text, OWN)


def closing(settings: Settings, voters: Voters) -> Iterator[Article]:
    """Who counts, how it is checked, how it is told."""
    posts = (
        ("总监票人", settings.chief_scrutineers),
        ("监票人", settings.scrutineers),
        ("总计票人", settings.chief_tellers),
        ("计票人", settings.tellers),
    )
    staff = "、".join(f"{post}{number}名" for post, number in posts if number)
    yield Article(
        f"选举设{staff}，{_sources(settings, voters)}{settings.staff_chosen}。候选人不得担任。", OWN
    )
    yield Article("计票由两人各自独立记录，核对一致后方可报告结果。", OWN)
    order = settings.stroke_convention if settings.list_order == "笔画" else "得票多少"
    yield Article(f"计票结果由总监票人报告，当选名单由会议主持人宣布，以{order}为序。", OWN)
    yield Article(
        f"选举结束后，及时以书面形式向{party_word(settings)}和{settings.superior}上报选举结果。",
        plan(settings, "三(二)3"),
    )


def _sources(settings: Settings, voters: Voters) -> str:
    """Where scrutineers and tellers come from."""
    watching, counting = (
        source.replace("代表", f"不是候选人的{voters.word}")
        for source in (settings.scrutineers_from, settings.tellers_from)
    )
    if watching == counting:
        return f"从{watching}中"
    return f"监票人从{watching}中、计票人从{counting}中"


def share_of(base: str, share: Threshold) -> str:
    """What must come together: 超过应到代表半数, 达到应到的三分之二以上."""
    of = base + ("" if portion(share) == HALF else "的") + portion(share)
    return f"超过{of}" if share.exceeded else f"达到{of}以上"
