"""The articles of both 选举办法 in their order: of the congress, and of the committee's first meeting."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.papers.hall.rules_of_vote import closing, deciding, share_of, voting
from pyxl.papers.hall.rules_sources import OWN, Article, Voters, plan, plan_for
from pyxl.papers.letterhead import regulations
from pyxl.papers.wording import federation, party_word, plan_name
from pyxl.rules.ballot import candidates_needed
from pyxl.rules.plan import Settings
from pyxl.rules.threshold import at_least
from pyxl.words import COMMITTEE, OFFICES


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
    yield from voting(settings, voters, seats)
    yield from deciding(settings, voters, candidates_differ=not settings.equal_committee)
    yield from closing(settings, voters)
    yield Article("本办法经大会举手表决，以全体代表的过半数通过后施行。", OWN)


def _primary(settings: Settings) -> str:
    """How those who stand are chosen from those proposed."""
    tie = "反对票少的列入；反对票也相等的，" if settings.tie_by_against else ""
    share = share_of(f"{settings.elected_base}代表", settings.elected_share)
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
        yield Article("主席、副主席不占常委名额。", OWN)
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
    yield from voting(settings, voters, None)
    yield from deciding(settings, voters, candidates_differ=False)
    yield from closing(settings, voters)
    yield Article("本办法经执委会第一次会议举手表决，以全体执委的过半数通过后施行。", OWN)


def _purpose(settings: Settings) -> Article:
    """What the rules rest on."""
    return Article(f"根据{regulations(settings)}和{plan_name(settings)}，结合实际，制定本办法。", "")


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
