"""What the plan says in its own words, for the rules that a clerk may want to read it of.

The sentences are those of Moxi Town's plan of 20 November 2017, word for word; a workbook made from another plan quotes
that plan's sentence, which it holds beside the setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyxl.rules.check.rule import CLAUSE_OF
from pyxl.rules.findings import Finding
from pyxl.rules.plan import Settings

_CHAIRS: Final = "新推荐的镇妇联主席、副主席候选人原则上要求年龄在45周岁以下，大专以上文化程度"
_MEMBERS: Final = "执委委员候选人原则上要求年龄在50周岁以下，初中以上文化程度"
_WOMEN: Final = "妇女代表大会代表为年满18周岁的妇女，自下而上通过选举或协商推荐产生"
_APPROVED: Final = "报镇党委及区妇联组织同意后，经妇女代表大会代表充分酝酿讨论，确定候选人名单"

QUOTES: Final[Mapping[tuple[str, str], str]] = {
    ("AGE-CHAIR", "二(一)"): _CHAIRS,
    ("EDU-CHAIR", "二(一)"): _CHAIRS,
    ("AGE-EXEC", "二(一)"): _MEMBERS,
    ("EDU-EXEC", "二(一)、三(二)2"): "执委候选人原则上要具备高中以上文化程度",
    ("AGE-DELEGATE", "三(二)1"): _WOMEN,
    ("SEX", "三(二)1"): _WOMEN,
    ("APPROVED", "二(一)、三(二)2"): _APPROVED,
    ("APPROVED", "三(二)1"): "由领导小组拟定，并报经镇党委同意后确定",
    ("COUNT", "三(二)2"): "选举采取无记名投票差额选举方式，差额比例不低于5%",
    ("COUNT", "三(二)3"): "采用无记名投票等额选举的方式选举产生新一届妇联主席、副主席、常委",
    ("COUNT", "二(一)"): "设主席1名、专兼职副主席2名、执委25名，妇女代表41名",
    ("BREADTH", "二(二)"): "扩大体制外妇女进入班子的比例",
}
"""Code and clause of a finding -> the sentence."""


def quoted(finding: Finding, settings: Settings) -> str:
    """The clause of a finding and the sentence behind it; "" where it has no clause."""
    key = CLAUSE_OF.get(finding.code, "")
    sentence = settings.sentence_of(key) if key else ""
    if not sentence and not settings.of_another_plan:
        sentence = QUOTES.get((finding.code, finding.clause), "")
    return f"{finding.clause}：“{sentence}”" if sentence else finding.clause
