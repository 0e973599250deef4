"""选举办法（草案）, one for the congress and one for the committee's first meeting, written from the settings in force.

The articles stand alone, as a regulation has them.  A page behind them tells the clerk where each point comes
from: the plan, with its clause, or these election rules alone, which the congress adopts and may change
(RULES 5).  Each article is one function of the settings: a changed setting changes the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import beside_the_plan, title_lines
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import congress, federation, party_word, plan_name, unset
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.ballot_paper import marks_sentence
from pyxl.rules.count import quorum_needed
from pyxl.rules.plan import BY_FIELD, CONGRESS_RULES, Settings
from pyxl.rules.threshold import Threshold, at_least, portion, shown_ratio
from pyxl.threshold_words import HALF, PASSED_HALF
from pyxl.words import COMMITTEE, OFFICES

OWN = CONGRESS_RULES
"""The source of what the plan leaves open."""


def plan(settings: Settings, clause: str, *keys: str) -> str:
    """The plan as the source of a point: 方案三（二）2; another town's plan by the clauses of these settings."""
    return "方案" + settings.clause_for(clause, *keys).translate(str.maketrans("()", "（）"))


def plan_for(settings: Settings, clause: str, *fields: str) -> str:
    """The plan as the source of numbers: what the settings have otherwise is told, with what the plan says."""
    keys = [BY_FIELD[field].key for field in fields]
    return "；".join((plan(settings, clause, *keys), *_departures(settings, fields)))


def _departures(settings: Settings, fields: Sequence[str]) -> Iterator[str]:
    for setting in map(BY_FIELD.__getitem__, fields):
        value, planned = getattr(settings, setting.field), settings.planned(setting.field)
        if planned is not None and value != planned:
            shown = shown_ratio(planned) if isinstance(planned, Fraction) else f"{planned}{setting.unit}"
            yield f"{setting.key}{'高' if value > planned else '低'}于方案规定的{shown}"


@dataclass(frozen=True, slots=True)
class Article:
    """One article and where it comes from; "" where it needs no source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Voters:
    """Who votes: what they are called, and how many are entitled."""

    word: str
    entitled: int


def congress_articles(settings: Settings) -> Iterator[Article]:
    """The committee's election by the congress."""
    seats = settings.committee_seats
    voters = Voters("代表", settings.delegate_seats)
    yield _purpose(settings)
    yield _seats(settings)
    yield Article(_manner(settings, seats), plan_for(settings, "三(二)2", "difference_ratio"))
    yield Article(
        f"候选人通过自下而上协商推荐，报{party_word(settings)}和{settings.superior}同意后，经代表充分酝酿讨论确定，提交大会选举。",
        plan(settings, "二(一)、三(二)2", "执委年龄上限"),
    )
    if settings.primary:
        yield Article(_primary(settings), OWN)
    yield from _voting(settings, voters, seats)
    yield from _deciding(settings, voters, candidates_differ=not settings.equal_committee)
    yield from _closing(settings, voters)
    yield Article("本办法经大会举手表决，以全体代表的过半数通过后施行。", OWN)


def _primary(settings: Settings) -> str:
    """How those who stand are chosen from those proposed."""
    tie = "反对票少的列入；反对票也相等的，" if settings.tie_by_against else ""
    share = _share(f"{settings.elected_base}代表", settings.elected_share)
    chosen = f"赞成票{share}的，按得赞成票多少" if settings.primary_majority else "得赞成票多的"
    return (
        f"提名的人选多于正式候选人名额{settings.formal_candidates}名的，在预备会议上以无记名投票的方式进行预选。"
        f"每张选票赞成的人数等于或少于{settings.formal_candidates}名的为有效票；{chosen}列为正式候选人。"
        f"末位赞成票相等的，{tie}就票数相等的人再次投票。预选结果不是选举结果。"
    )


def _manner(settings: Settings, seats: int) -> str:
    """With more candidates than seats, or with as many; and who may be chosen."""
    if settings.equal_committee:
        manner = f"选举采用无记名投票、等额选举的方式：应选{seats}名，候选人{seats}名。"
    else:
        manner = (
            f"选举采用无记名投票、差额选举的方式。差额比例{at_least(settings.difference_ratio)}："
            f"应选{seats}名，候选人不少于{candidates_needed(seats, settings.difference_ratio)}名。"
        )
    return manner + _delegates_only(settings)


def _delegates_only(settings: Settings) -> str:
    return "候选人和另选他人都必须是本届代表。" if settings.must_be_delegate else ""


def meeting_articles(settings: Settings, entitled: int) -> Iterator[Article]:
    """The officers' election by the committee; `entitled` are its members."""
    voters = Voters("执委", entitled)
    offices = [office for office in OFFICES if office != COMMITTEE and settings.seats(office)]
    listed = "、".join(f"{office}{settings.seats(office)}名" for office in offices)
    none = "" if settings.standing_seats else "，不设常委"
    yield _purpose(settings)
    yield Article(
        f"会议选举{listed}{none}，从当选的执委中产生。",
        plan_for(settings, "二(一)、三(二)3", "chair_seats", "vice_chair_seats"),
    )
    if settings.standing_seats:
        yield Article("常委名额方案没有写明，主席、副主席不占常委名额。", OWN)
    yield Article(
        "选举采用无记名投票、等额选举的方式，候选人数与应选名额相同。" + _delegates_only(settings),
        plan(settings, "三(二)3"),
    )
    listed_offices = "、".join(offices)
    if settings.one_paper and len(offices) > 1:
        yield Article(
            f"{listed_offices}印在一张选票上，一次投票、分别计票；按此次序确定当选人，已当选一项职务的，不再当选另一项职务。"
            "需要再次投票的职务，同轮的仍印在一张选票上。",
            OWN,
        )
    else:
        yield Article(f"选举按{listed_offices}的次序分别投票；已当选一项职务的，不再参加另一项选举。", OWN)
    yield from _voting(settings, voters, None)
    yield from _deciding(settings, voters, candidates_differ=False)
    yield from _closing(settings, voters)
    yield Article("本办法经执委会第一次会议举手表决，以全体执委的过半数通过后施行。", OWN)


def _purpose(settings: Settings) -> Article:
    """What the rules rest on."""
    return Article(
        f"根据{beside_the_plan(settings)}和{plan_name(settings)}（以下简称方案），结合实际，制定本办法。", ""
    )


def _seats(settings: Settings) -> Article:
    """How many are elected to the committee, and whether the chair and vice-chairs are among them."""
    officers = settings.chair_seats + settings.vice_chair_seats
    name = f"{federation(settings)}{settings.committee_number}执行委员会委员（以下简称执委）"
    if settings.chairs_within:
        text = f"大会选举{name}{settings.executive_seats}名，主席、副主席在执委之内，不另加名额。"
    else:
        text = (
            f"大会选举{name}{settings.committee_seats}名，其中执委名额{settings.executive_seats}名，"
            f"另加主席、副主席名额{officers}名。"
        )
    added = () if settings.chairs_within else ("chair_seats", "vice_chair_seats")
    source = plan_for(settings, "二(一)", "executive_seats", *added)
    return Article(text, f"名额：{source}；主席、副主席是否计入：{OWN}")


def _voting(settings: Settings, voters: Voters, seats: int | None) -> Iterator[Article]:
    """Quorum, papers, marks, write-ins, validity; `seats` None where each office has its own."""
    quorum = quorum_needed(voters.entitled, settings)
    word, entitled = voters.word, voters.entitled
    yield Article(
        f"应到{word}{entitled}名，实到{word}{_share('应到', settings.quorum)}，即{quorum}名以上，方可进行选举。"
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


def _deciding(settings: Settings, voters: Voters, candidates_differ: bool) -> Iterator[Article]:
    """Who is elected, ties, vacancies."""
    share, base = settings.elected_share, settings.elected_base
    needed = share.least(voters.entitled)
    reached = PASSED_HALF if share.words == PASSED_HALF else "达到当选票数"
    least = f"（{needed}票以上）" if base == "应到" else "（以会议当时实到人数计算）"
    yield Article(f"赞成票{_share(base + voters.word, share)}{least}的，始得当选。", OWN)
    again = "重新投票，" + (
        f"赞成票仍须{_share(base + voters.word, share)}"
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


def _closing(settings: Settings, voters: Voters) -> Iterator[Article]:
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


def _share(base: str, share: Threshold) -> str:
    """What must come together: 超过应到代表半数, 达到应到的三分之二以上."""
    of = base + ("" if portion(share) == HALF else "的") + portion(share)
    return f"超过{of}" if share.exceeded else f"达到{of}以上"


def lacks(dossier: Dossier, meeting: bool) -> Sequence[str]:
    """The numbers of congress and committee, and for the officers' election how many members it elects."""
    return list(
        unset(dossier.settings, "congress_number", "committee_number", *(["standing_seats"] * meeting))
    )


def sheaves(dossier: Dossier, meeting: bool) -> Sequence[Sheaf]:
    """One file."""
    settings = dossier.settings
    if meeting:
        members = len(dossier.elected(COMMITTEE)) if dossier.decided(COMMITTEE) else settings.committee_seats
        title = title_lines(
            federation(settings), f"{settings.committee_number}执行委员会", "第一次会议", "选举办法"
        )
        articles = [*meeting_articles(settings, members)]
    else:
        title = title_lines(congress(settings), "选举办法")
        articles = [*congress_articles(settings)]
    numbered = [(chinese_number(number), article) for number, article in enumerate(articles, 1)]
    context = {
        "标题": title,
        "条": [{"序": number, "文": article.text} for number, article in numbered],
        "出处": [
            {"序": number, "文": article.text.split("。")[0], "出处": article.source}
            for number, article in numbered
            if article.source
        ],
    }
    return [Sheaf("", context)]


def chinese_number(number: int) -> str:
    """1 to 99 as articles count: 一, 十, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")


def _paper(number: int, name: str, meeting: bool) -> Paper:
    return Paper(
        number=number,
        name=name,
        template="选举办法.docx",
        clause="三(二)2-3",
        tables=("设置",),
        lacks=partial(lacks, meeting=meeting),
        sheaves=partial(sheaves, meeting=meeting),
        day_from=("congress_date",),
    )


PAPERS = (
    _paper(41, "选举办法（草案）（妇女代表大会）", False),
    _paper(42, "选举办法（草案）（执委会第一次会议）", True),
)
