"""主持词 of the two short meetings before the congress: the preparatory meeting of all delegates, the presidium's first.

The chain of such congresses: the preparatory meeting settles agenda, presidium and secretary-general; the presidium settles
programme, credentials report, 选举办法 and the lists that it puts to the congress.  Each script ends with room for its minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyxl.papers.agenda import CONGRESS
from pyxl.papers.dossier import Dossier
from pyxl.papers.hall.halls import standing
from pyxl.papers.hall.script import PAUSE, VOTE, Step, reached, script
from pyxl.papers.hall.voting_words import tellers, voting
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import BLANK, congress, name_lines, presidium, unset
from pyxl.rules.ballot_paper import printed_names
from pyxl.rules.count import quorum_needed
from pyxl.rules.person import CANDIDATES
from pyxl.rules.plan import Settings
from pyxl.words import COMMITTEE, PRIMARY

MINUTES = (
    f"主持人：{BLANK}　　记录人：{BLANK}",
    f"到会：{BLANK}人　　请假：{BLANK}人",
    "会议决定：同意上述各项。",
)
"""What is written down on the spot, behind the script: nobody reads it out."""


def lacks(dossier: Dossier) -> Sequence[str]:
    """The congress's number, day and presidium."""
    return [*unset(dossier.settings, "congress_number", "committee_number", "congress_date", "presidium")]


def preparatory(dossier: Dossier) -> Sequence[Sheaf]:
    """Of all delegates: agenda, presidium, secretary-general."""
    settings = dossier.settings
    needed = quorum_needed(settings.delegate_seats, settings)
    opening = (
        f"现在报告到会人数：应到代表{settings.delegate_seats}名，",
        f"请假{BLANK}名，实到代表{BLANK}名，",
        f"{reached(settings.quorum, '应到代表')}（{needed}名），可以开会。",
        f"{congress(settings)}预备会议现在开始。",
    )
    return [
        script(settings, "代表", [congress(settings), "预备会议"], opening, [*_preparatory(dossier)], MINUTES)
    ]


def _preparatory(dossier: Dossier) -> Iterator[Step]:
    settings = dossier.settings
    yield Step("报告大会筹备情况", (f"请{BLANK}同志报告大会筹备情况和代表产生情况。（报告毕）",))
    yield Step("通过大会议程", (f"大会议程共{len(CONGRESS)}项：{'；'.join(CONGRESS)}。", *VOTE))
    names = dossier.by_strokes(presidium(settings))
    yield Step(
        "通过大会主席团和秘书长名单",
        (
            f"主席团建议名单（以{settings.stroke_convention}为序）：",
            *name_lines(names),
            f"秘书长建议人选：{BLANK}",
            *VOTE,
        ),
    )
    if settings.primary:
        yield Step(
            "通过预选监票人、计票人名单",
            (
                f"预选按选举办法（草案）关于预选的规定进行，有没有意见？{PAUSE}",
                *tellers(dossier, PRIMARY),
                *VOTE,
            ),
        )
        nominated = printed_names(dossier.tables.get(CANDIDATES, ()), PRIMARY, settings)
        yield Step(
            "预选执委候选人",
            (
                f"提名的执委人选{len(nominated)}名，预选产生正式候选人{settings.formal_candidates}名。"
                "预选结果不是选举结果，正式候选人提交大会选举。",
                f"提名人选（以{settings.stroke_convention}为序）：",
                *name_lines(nominated),
                *voting(dossier, PRIMARY, "代表"),
            ),
        )


def presidium_meeting(dossier: Dossier) -> Sequence[Sheaf]:
    """Of the presidium: programme, credentials, rules, candidates, scrutineers and tellers."""
    settings = dossier.settings
    opening = (
        f"主席团成员应到{len(presidium(settings))}名，",
        f"实到{BLANK}名，超过半数，可以开会。",
    )
    title = [congress(settings), "主席团第一次会议"]
    return [script(settings, "主席团成员", title, opening, [*_presidium(dossier, settings)], MINUTES)]


def _presidium(dossier: Dossier, settings: Settings) -> Iterator[Step]:
    names = standing(dossier, COMMITTEE)
    heard = f"有没有意见？{PAUSE}"
    yield Step(
        "推选大会执行主席，通过大会日程", (f"建议由{BLANK}同志担任执行主席，日程见会议材料。", heard, *VOTE)
    )
    yield Step("听取代表资格审查情况的报告", (f"请{BLANK}同志报告代表资格审查情况。（报告毕）", heard, *VOTE))
    yield Step(
        "通过选举办法（草案），提交大会", (f"请{BLANK}同志说明选举办法（草案）。（说明毕）", heard, *VOTE)
    )
    yield Step(
        "通过执委候选人建议名单，提交代表酝酿",
        (
            f"执委候选人建议名单{len(names)}名，应选{settings.committee_seats}名"
            f"（以{settings.stroke_convention}为序）：",
            *name_lines(names),
            *VOTE,
        ),
    )
    yield Step(
        "提出监票人、计票人建议名单，提交大会", ("名单见会议材料，候选人不担任监票人、计票人。", heard, *VOTE)
    )


PAPERS = (
    Paper(47, "主持词（预备会议）", "主持词.docx", "三(二)3",
          ("代表", "候选人", "选举情况", "计票", "逐票", "设置"), lacks, preparatory,
          day_from=("congress_date",)),
    Paper(48, "主持词（主席团会议）", "主持词.docx", "三(二)2-3", ("候选人", "设置"), lacks, presidium_meeting,
          day_from=("congress_date",)),
)  # fmt: skip
