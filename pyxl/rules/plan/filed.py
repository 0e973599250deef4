"""What the file of a reform holds when it is closed (三(三)3): the papers of each phase, for 归档目录.

The kinds of retention are those of the archives' rules for documents of public bodies: permanent, 30 years, 10 years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pyxl.rules.plan.schedule import ELECTION, MOBILISATION, RULES, Phase

Retention = Literal["永久", "30年", "10年"]


@dataclass(frozen=True, slots=True)
class Filed:
    """One document or set of documents: who answers for it, its title, how long it is kept."""

    phase: Phase
    author: str
    title: str
    retention: Retention


FILED: Final = (
    Filed(MOBILISATION, "镇党委", "妇联组织区域化建设改革工作实施方案", "永久"),
    Filed(MOBILISATION, "镇党委", "改革工作领导小组名单", "30年"),
    Filed(MOBILISATION, "镇妇联", "动员会和宣传资料", "10年"),
    Filed(ELECTION, "镇妇联", "召开妇女代表大会的请示", "永久"),
    Filed(ELECTION, "镇党委", "召开妇女代表大会的批复", "永久"),
    Filed(ELECTION, "领导小组", "代表名额分配方案", "永久"),
    Filed(ELECTION, "各单位", "代表登记表", "30年"),
    Filed(ELECTION, "镇妇联", "代表花名册", "永久"),
    Filed(ELECTION, "代表资格审查委员会", "代表资格审查报告", "永久"),
    Filed(ELECTION, "各单位", "候选人登记表（推荐表）", "30年"),
    Filed(ELECTION, "镇妇联", "候选人花名册", "永久"),
    Filed(ELECTION, "镇妇联", "候选人请示（镇党委、区妇联）", "永久"),
    Filed(ELECTION, "镇党委、区妇联", "候选人批复", "永久"),
    Filed(ELECTION, "镇妇联", "候选人公示", "30年"),
    Filed(ELECTION, "大会主席团", "选举办法", "永久"),
    Filed(ELECTION, "大会主席团", "主席团、监票人、计票人名单", "永久"),
    Filed(ELECTION, "镇妇联", "大会主持词和工作报告", "永久"),
    Filed(ELECTION, "镇妇联", "签到册", "10年"),
    Filed(ELECTION, "总监票人", "到会、发票、收票、计票结果报告单", "永久"),
    Filed(ELECTION, "总监票人", "选票样张和封存的选票", "10年"),
    Filed(ELECTION, "镇妇联", "执委会第一次会议纪要", "永久"),
    Filed(ELECTION, "镇妇联", "当选公告", "永久"),
    Filed(ELECTION, "镇妇联", "选举结果报告（镇党委、区妇联）", "永久"),
    Filed(RULES, "镇妇联", "领导班子成员分工", "永久"),
    Filed(RULES, "镇妇联", "工作计划和措施", "10年"),
    Filed(RULES, "镇妇联", "培训计划、通知和名单", "10年"),
    Filed(RULES, "镇妇联", "离岗人员名单和谈话记录", "10年"),
    Filed(RULES, "镇妇联", "选举工作簿（定稿）和操作日志", "永久"),
)
"""The file's contents in the order of the work."""

_WORDS: Final = {
    "改革": (("妇联组织区域化建设改革", "妇联改革"),),
    "换届": (("妇联组织区域化建设改革", "妇联换届"), ("改革", "换届")),
}


def worded(text: str, occasion: str) -> str:
    """A title or task of the declared reform as a town says it whose own is another: 妇联改革, 妇联换届.

    >>> worded("改革工作领导小组名单", "换届")
    '换届工作领导小组名单'
    """
    for before, after in _WORDS[occasion]:
        text = text.replace(before, after)
    return text


def plain(title: object) -> str:
    """A title without blanks and without the words that differ from occasion to occasion, to be compared."""
    bare = "".join(str(title).split())
    for word in ("组织区域化建设", "改革", "换届"):
        bare = bare.replace(word, "")
    return bare
