"""Where the plan contradicts itself or leaves a thing open: both passages, the default, its reason.

The settings sheet shows them, so that a town decides with the text before its eyes.  Passages of the plan are
quoted to the letter; a test holds them against its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LIMITS: Final = (
    "新推荐的镇妇联主席、副主席候选人原则上要求年龄在45周岁以下，大专以上文化程度，"
    "执委委员候选人原则上要求年龄在50周岁以下，初中以上文化程度。"
)
_POSTS: Final = "在镇妇联组织架构上，设主席1名、专兼职副主席2名、执委25名，妇女代表41名。"
_NOMINATION: Final = (
    "人员可通过个人自荐、群众举荐、组织推荐相结合的方式将各界优秀女性确定为初步人选，"
    "报请镇党委和区妇联同意，经执委会选举产生。"
)
_OFFICERS: Final = (
    "召开镇妇联执委会第一次会议，采用无记名投票等额选举的方式选举产生新一届妇联主席、副主席、常委。"
)
_QUOTAS: Final = (
    "具体代表人数、分配名额及产生办法根据辖区内妇女人口数量、结构、经济发展情况和工作需要由领导小组拟定，"
    "并报经镇党委同意后确定。"
)
_RECOMMENDED: Final = (
    "执委委员候选人按照任职条件通过自下而上协商推荐，报镇党委及区妇联组织同意后，"
    "经妇女代表大会代表充分酝酿讨论，确定候选人名单，参加正式选举。"
)
_RATIO: Final = "选举采取无记名投票差额选举方式，差额比例不低于5%。"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its place: a clause of the plan, or (`outside`) another source."""

    clause: str
    sentence: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction or gap.  `setting` is the 项目 that settles it, "" where none does."""

    number: int
    title: str
    first: Passage
    second: Passage
    default: str
    reason: str
    setting: str = ""

    @property
    def clauses(self) -> str:
        """Both places."""
        return "、".join(dict.fromkeys((self.first.clause, self.second.clause)))

    @property
    def text(self) -> str:
        """Both passages, the default and its reason, as the settings sheet shows them: three lines."""
        where = f"（设置“{self.setting}”）" if self.setting else ""
        return (
            f"{self.first.clause}：“{self.first.sentence}”\n{self.second.clause}：“{self.second.sentence}”\n"
            f"默认{where}：{self.default}。理由：{self.reason}。"
        )


CONTRADICTIONS: Final[tuple[Contradiction, ...]] = (
    Contradiction(
        1,
        "执委候选人的文化程度",
        Passage("二(一)", _LIMITS),
        Passage("三(二)2", "执委候选人原则上要具备高中以上文化程度"),
        "高中以上；初中的给出警告，并列出两处原文",
        "三(二)2在后，且专为执委候选人而写",
        "执委学历下限",
    ),
    Contradiction(
        2,
        "常委没有名额",
        Passage("三(二)3", _OFFICERS),
        Passage("二(一)", _POSTS),
        "没有填写名额之前不设常委；不设填0",
        "方案选举常委而没有给出人数，不能代镇里决定",
        "常委名额",
    ),
    Contradiction(
        3,
        "主席、副主席是否在执委25名之内",
        Passage("二(一)", _POSTS),
        Passage("二(一)", _NOMINATION),
        "在25名之内",
        "主席、副主席由执委会从执委中选举产生，先要是执委",
        "主席是否计入执委",
    ),
    Contradiction(
        4,
        "由谁同意",
        Passage("二(一)", _NOMINATION),
        Passage("三(二)1", _QUOTAS),
        "按各条原文：候选人名单报镇党委和区妇联，代表名额只报镇党委",
        "各条所批的事项不同，三(二)2对执委候选人也写明两家",
    ),
    Contradiction(
        5,
        "“45周岁以下”是否含45周岁",
        Passage("二(一)", _LIMITS),
        Passage("《民法总则》第二百零五条", "“以上”“以下”“以内”“届满”，包括本数", outside=True),
        "含本数：满46周岁的前一天为止",
        "方案没有说明，从民事法律对“以下”的规定",
        "年龄含本数",
    ),
    Contradiction(
        6,
        "执委由谁选举",
        Passage("二(一)", _NOMINATION),
        Passage("三(二)3", "召开镇妇女代表大会，选举产生新一届镇妇联执委。"),
        "妇女代表大会选举执委，执委会选举主席、副主席、常委",
        "三(二)3逐次写明了两次选举，二(一)是概括的说法",
    ),
    Contradiction(
        7,
        "12月10日前与12月10日",
        Passage("三", "妇联组织区域化建设改革工作于2017年12月10日前全面完成。"),
        Passage("三(三)", "（三）建章立制阶段（2017年12月6日至12月10日）"),
        "12月10日当天计算在内",
        "第三阶段写明到12月10日；候选人公示五个工作日后，第二阶段的七个工作日只剩两个，日程上给出提醒而不禁止",
        "第三阶段截止日",
    ),
    Contradiction(
        8,
        "退休党群工作者与50周岁以下",
        Passage(
            "二(二)",
            "兼职副主席、执委委员考虑辖区内女致富能手、机关事业单位工作人员、卫生保健人员、女性社会组织负责人、"
            "退休党群工作者、熟悉心理咨询、法律知识和家庭教育等专长的一批热心妇女儿童工作、"
            "有一定议事能力和影响力的妇女骨干担任。",
        ),
        Passage("二(一)", _LIMITS),
        "超龄给出警告，凭批准文号例外；属退休党群工作者的，提示以二(二)为理由",
        "二(一)写的是“原则上”，二(二)点名吸纳退休党群工作者，而她们一般已过50周岁",
        "执委年龄上限",
    ),
    Contradiction(
        9,
        "代表41名是否已定",
        Passage("二(一)", _POSTS),
        Passage("三(二)1", _QUOTAS),
        "代表41名；分配到各单位的名额在填写批复文号之前可以调整",
        "二(一)给出了总数，三(二)1交给领导小组的是分配",
        "代表名额",
    ),
    Contradiction(
        10,
        "批准后的名单能否变动",
        Passage("三(二)2", _RECOMMENDED),
        Passage("二(一)", _NOMINATION),
        "可以变动，批准之后的改动予以标出",
        "大会“充分酝酿讨论”可能改变名单，而批准的是原来的名单",
    ),
    Contradiction(
        11,
        "领导小组成员能否作候选人",
        Passage(
            "三(一)1",
            "成立由分管领导罗孝荣任组长，镇妇联主席蒋梦思同志为副组长，"
            "冉佳、白招碧、陈容、何玉兰为成员的改革工作领导小组，具体负责本镇妇联组织区域化建设改革工作。",
        ),
        Passage("三(二)3", _OFFICERS),
        "可以，给出提示；但不得任监票人、计票人",
        "副组长就是现任镇妇联主席，方案没有要求回避",
    ),
    Contradiction(
        12,
        "差额4%还是5%",
        Passage("三(二)2", _RATIO),
        Passage("各地选票", "应选执委25名，候选人26名（差额4%）", outside=True),
        "至少27名候选人",
        "25名的5%为1.25名，不低于5%须多2名",
        "差额比例",
    ),
)
"""The contradictions in the order of the settings sheet."""

EDUCATION_FLOORS: Final = CONTRADICTIONS[0]
"""The one that a finding quotes."""
