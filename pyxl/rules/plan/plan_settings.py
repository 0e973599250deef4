"""The declarations of all settings: type, default, Chinese name, clause, explanation, one field each.

A field's type says what the setting may be, `_Group.of` gives the rest.  Nothing else in the repository
repeats a default or a clause of a setting.  Defaults are those of Moxi Town's plan of 20 November 2017; a workbook made
for another town has its own beside each value (column 默认), and says `elsewhere` where `text` quotes Moxi's plan.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, Literal

from pyxl.rules.person import EDUCATION
from pyxl.rules.plan.setting import Value
from pyxl.rules.quota import METHODS
from pyxl.rules.threshold import Threshold

ASKED: Final = (
    "镇名", "市", "县区", "上级妇联", "换届或改革", "依据", "方案印发日期", "代表名额", "执委名额", "主席名额", "副主席名额",
    "常委名额", "差额比例", "第一阶段截止日", "第二阶段开始日", "第二阶段截止日", "第三阶段开始日", "第三阶段截止日",
    "主席年龄上限", "执委年龄上限", "主席学历下限", "执委学历下限", "代表年龄下限",
)  # fmt: skip
"""What a plan is asked, in the order of the settings sheet: the town's own, whose defaults hold for no other town."""

CONGRESS_RULES: Final = "来自选举办法，非方案"
"""The clause of what the plan leaves to each congress's own election rules."""

AgeReading = Literal["含本数", "以生日为限", "不含本数"]
Level = Literal["按方案", "错误", "原则上", "警告", "提示"]

_DAY = dt.date
_From = Literal["代表或工作人员", "代表", "工作人员"]


@dataclass(frozen=True, slots=True)
class _Group:
    """A heading of the settings sheet."""

    name: str

    def of(self, default: Value, key: str, clause: str, text: str, **more: Any) -> Any:  # noqa: ANN401
        """One setting of the group: a field that carries the declaration."""
        declared = {"key": key, "clause": clause, "text": text, "group": self.name} | more
        return field(default=default, metadata={"setting": declared})


_town = _Group("基本情况")
_approval = _Group("批复")
_posts = _Group("名额")
_calendar = _Group("日程")
_fitness = _Group("资格条件")
_congress = _Group("选举办法")
_local = _Group("选举办法的其他规定")
_paper = _Group("选票与名单")
_document = _Group("公文")

_NUMBER = "如“×妇〔年份〕3号”；留空即空着，定稿时填写"
_DOCUMENT = "如“×委〔年份〕12号”"


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """The declarations alone; `pyxl.rules.plan.settings.Settings` reads, checks and explains them."""

    town: str = _town.of("磨溪镇", "镇名", "", "文件、选票和标题里的镇名")
    city: str = _town.of("遂宁市", "市", "", "文件落款和标题里的市名")
    district: str = _town.of("安居区", "县区", "", "文件落款和标题里的县（市、区）名")
    superior: str = _town.of("安居区妇联", "上级妇联", "二(一)、三(二)3", "报请同意、上报结果的区（县）妇联")
    party_committee: str | None = _town.of(
        None,
        "镇党委",
        "二(一)、三(二)",
        "报请批准、上报结果的镇党委全称；留空即按市、县区、镇名写成“中共……委员会”",
    )
    occasion: Literal["改革", "换届"] = _town.of(
        "改革", "换届或改革", "三(三)3", "标题里用的字样：本次为区域化建设改革，今后与基层组织换届同步",
        elsewhere="标题里用的字样",
    )  # fmt: skip
    congress_number: str | None = _town.of(
        None, "大会次数", "三(二)3", "第几次妇女代表大会，如“第三次”，写入标题和选票"
    )
    committee_number: str | None = _town.of(
        None, "届次", "三(二)3", "第几届执行委员会，如“第三届”，写入标题和选票"
    )
    congress_date: _DAY | None = _town.of(None, "大会日期", "三(二)3", "镇妇女代表大会召开日；未定时留空")
    congress_place: str | None = _town.of(None, "大会地点", "三(二)3", "镇妇女代表大会会场；未定时留空")
    signatory: str | None = _town.of(None, "签发人", "", "上行文（请示、报告）的签发人")
    contact: str | None = _town.of(None, "联系人", "", "请示附注里的联系人")
    contact_phone: str | None = _town.of(None, "联系人电话", "", "请示附注里的联系电话")
    report_mailbox: str | None = _town.of(
        None, "上报邮箱", "三(二)3", "“打包上报”的邮件寄给谁；几个地址用“；”分开，可以留空"
    )

    party_document: str | None = _approval.of(
        None, "镇党委批复文号", "二(一)、三(二)2", f"镇党委同意候选人名单的文号，{_DOCUMENT}"
    )
    party_approved_on: _DAY | None = _approval.of(
        None, "镇党委批复日期", "二(一)、三(二)2", "镇党委同意候选人名单的日期"
    )
    superior_document: str | None = _approval.of(
        None, "区妇联批复文号", "二(一)、三(二)2", "区妇联同意候选人名单的文号"
    )
    superior_approved_on: _DAY | None = _approval.of(
        None, "区妇联批复日期", "二(一)、三(二)2", "区妇联同意候选人名单的日期"
    )
    quota_document: str | None = _approval.of(
        None, "名额批复文号", "三(二)1", "镇党委同意代表名额分配的文号；填写后名额即为确定"
    )
    quota_approved_on: _DAY | None = _approval.of(
        None, "名额批复日期", "三(二)1", "镇党委同意代表名额分配的日期"
    )
    waiver_authority: str = _approval.of(
        "镇党委和区妇联", "例外批准机关", "二(一)", "“原则上”的条件确需例外时，由谁批准"
    )

    delegate_seats: int = _posts.of(
        41, "代表名额", "二(一)", "妇女代表人数；各单位名额之和必须等于它", minimum=1, unit="名"
    )
    executive_seats: int = _posts.of(25, "执委名额", "二(一)", "执委人数", minimum=1, unit="名")
    chair_seats: int = _posts.of(1, "主席名额", "二(一)", "主席人数", unit="名")
    vice_chair_seats: int = _posts.of(2, "副主席名额", "二(一)", "专兼职副主席合计人数", unit="名")
    standing_seats: int | None = _posts.of(
        None,
        "常委名额",
        "三(二)3",
        "方案选举常委而没有给出人数：定下之前留空，不设常委填0；主席、副主席不占此数",
        unit="名",
        elsewhere="定下之前留空，不设常委填0；主席、副主席不占此数",
    )
    chairs_within: bool = _posts.of(
        True,
        "主席是否计入执委",
        "二(一)",
        "主席、副主席是否在“执委25名”之内；选“否”时另加主席、副主席名额一并选举",
        elsewhere="主席、副主席是否在执委名额之内；选“否”时另加主席、副主席名额一并选举",
    )
    difference_ratio: Threshold = _posts.of(
        Threshold(Fraction(1, 20), bare=True), "差额比例", "三(二)2", "执委选举的差额比例，方案规定不低于5%；25名至少要27名候选人",
        elsewhere="执委选举的差额比例，如“5%”；必须多于的写“超过5%”",
    )  # fmt: skip
    quota_method: str = _posts.of(
        "最大余额法", "名额分配方法", "三(二)1", "代表名额按妇女人数分到各单位的算法，由领导小组拟定",
        choices=tuple(method.chinese for method in METHODS.values()),
        synonyms={key: method.chinese for key, method in METHODS.items()},
    )  # fmt: skip
    quota_tie: Literal["人数多者先", "抽签"] = _posts.of(
        "人数多者先",
        "名额同数办法",
        "三(二)1",
        "几个单位争最后名额而份额相同时：先给妇女人数多的（再同按单位顺序），或由领导小组抽签",
    )
    previous_outside: Fraction | None = _posts.of(
        None, "上届体制外比例", "二(二)", "上届班子里体制外妇女的比例，供对照", maximum=1
    )
    target_outside: Fraction | None = _posts.of(
        None,
        "体制外比例目标",
        "二(二)",
        "方案要求扩大体制外妇女进入班子的比例，未定数字；有目标时填写",
        elsewhere="体制外妇女进入班子的比例；有目标时填写",
        maximum=1,
    )

    further_unit_names: str | None = _posts.of(
        None,
        "其他单位",
        "二(二)",
        "候选人所在而不分配代表名额的单位，如“镇卫生院；镇中心小学”，几个用“；”分开；不必列入“单位”表",
    )

    plan_date: _DAY = _calendar.of(dt.date(2017, 11, 20), "方案印发日期", "通知", "方案的成文日期")
    phase1_end: _DAY = _calendar.of(
        dt.date(2017, 11, 25), "第一阶段截止日", "三(一)", "组织动员阶段的最后一天"
    )
    phase2_start: _DAY = _calendar.of(
        dt.date(2017, 11, 26), "第二阶段开始日", "三(二)", "实施选举阶段的第一天"
    )
    phase2_end: _DAY = _calendar.of(
        dt.date(2017, 12, 5), "第二阶段截止日", "三(二)", "实施选举阶段的最后一天"
    )
    phase3_start: _DAY = _calendar.of(
        dt.date(2017, 12, 6), "第三阶段开始日", "三(三)", "建章立制阶段的第一天"
    )
    phase3_end: _DAY = _calendar.of(
        dt.date(2017, 12, 10),
        "第三阶段截止日",
        "三、三(三)",
        "建章立制阶段的最后一天，也是“12月10日前全面完成”的期限（含本日）",
        elsewhere="建章立制阶段的最后一天（含本日）",
    )
    notice_days: int = _calendar.of(
        5, "公示工作日数", "通行做法，非方案", "候选人公示的工作日数", maximum=60, unit="个"
    )
    notice_order: Literal["先报批后公示", "先公示后报批"] = _calendar.of(
        "先报批后公示", "公示次序", "通行做法，非方案", "候选人公示在两级批复之后，或者在报请批准之前"
    )
    notice_start: _DAY | None = _calendar.of(
        None, "公示开始日", "通行做法，非方案", "候选人公示的第一天；印公示前填写"
    )
    notice_end: _DAY | None = _calendar.of(
        None,
        "公示截止日",
        "通行做法，非方案",
        "候选人公示的最后一天；留空即按公示工作日数算，法定节假日、调休已计入；资料之外的年份只按周一至周五算，请核对后填写",
    )
    announced_on: _DAY | None = _calendar.of(
        None, "当选公告日期", "通行做法，非方案", "当选公告的成文日期；留空即大会当天"
    )

    today: _DAY | None = _calendar.of(
        None,
        "今日",
        "",
        "平时留空，用电脑的日期；演练、存档时填一个日期，首页和工作进度就按这一天显示",
    )

    age_reference: _DAY | None = _fitness.of(
        None,
        "年龄计算截止日",
        "二(一)、三(二)1",
        "周岁算到哪一天（含本日）；留空用大会日期，大会日期未定用第二阶段截止日",
    )
    chair_age_limit: int = _fitness.of(
        45,
        "主席年龄上限",
        "二(一)",
        "新推荐的主席、副主席候选人“45周岁以下”",
        elsewhere="新推荐的主席、副主席候选人多少周岁以下",
        minimum=18,
        maximum=120,
        unit="周岁",
    )
    executive_age_limit: int = _fitness.of(
        50, "执委年龄上限", "二(一)", "执委候选人“50周岁以下”", minimum=18, maximum=120, unit="周岁",
        elsewhere="执委候选人多少周岁以下",
    )  # fmt: skip
    age_reading: AgeReading = _fitness.of(
        "含本数", "年龄含本数", "二(一)",
        "“45周岁以下”的读法。含本数：满46周岁的前一天为止；以生日为限：满45周岁当天为止；不含本数：满45周岁的前一天为止",
        elsewhere="“以下”的读法。含本数：满下一岁的前一天为止；以生日为限：满这一岁的当天为止；不含本数：满这一岁的前一天为止",
    )  # fmt: skip
    delegate_age_floor: int = _fitness.of(
        18, "代表年龄下限", "三(二)1", "代表为“年满18周岁的妇女”", maximum=120, unit="周岁",
        elsewhere="代表年满多少周岁",
    )  # fmt: skip
    chair_education: str = _fitness.of(
        "大专", "主席学历下限", "二(一)", "新推荐的主席、副主席候选人“大专以上”", choices=EDUCATION.values,
        elsewhere="新推荐的主席、副主席候选人要什么学历以上",
    )  # fmt: skip
    executive_education: str = _fitness.of(
        "高中",
        "执委学历下限",
        "三(二)2、二(一)",
        "二(一)写“初中以上”，三(二)2写“高中以上”：默认从后者",
        elsewhere="执委候选人要什么学历以上",
        choices=EDUCATION.values,
    )

    quorum: Threshold = _congress.of(
        Threshold(Fraction(2, 3), bare=True),
        "到会比例",
        CONGRESS_RULES,
        "实到占应到多少方可选举：“三分之二以上”含本数，“超过三分之二”不含本数；只写“2/3”即三分之二以上",
        maximum=1,
    )
    elected_base: Literal["应到", "实到"] = _congress.of(
        "应到", "当选基数", CONGRESS_RULES, "赞成票按谁的人数计算是否当选"
    )
    tie_by_against: bool = _congress.of(
        True, "同票先比反对票", CONGRESS_RULES, "末位得票相等时先比反对票少者；选“否”即直接重新投票"
    )
    vacancy: Literal["空缺", "另行选举", "不再选举"] = _congress.of(
        "空缺",
        "缺额办法",
        CONGRESS_RULES,
        "达到当选票数的少于应选名额时：空缺由主席团决定，或另行选举，或不再选举（名额就此空缺）",
    )
    blank_paper_valid: bool = _congress.of(
        True, "空白票有效", CONGRESS_RULES, "整张未画的票为有效票，计全部弃权"
    )
    write_in_needs_mark: bool = _congress.of(
        True, "另选须画赞成", CONGRESS_RULES, "另选他人写了姓名还要画赞成符号才计票"
    )
    abstainer_may_write_in: bool = _congress.of(
        False, "弃权可另选", CONGRESS_RULES, "对某候选人弃权的人能否在该名额上另选他人"
    )
    approve_mark: str = _congress.of("○", "赞成符号", CONGRESS_RULES, "选票上表示赞成的符号")
    against_mark: str = _congress.of("×", "反对符号", CONGRESS_RULES, "选票上表示反对的符号")
    write_ins: int | None = _congress.of(
        None, "另选人名额", CONGRESS_RULES, "选票上“另选他人”的格数；留空即与应选名额相同", unit="个"
    )
    chief_scrutineers: int = _congress.of(1, "总监票人人数", CONGRESS_RULES, "每次选举的总监票人", unit="人")
    scrutineers: int = _congress.of(2, "监票人人数", CONGRESS_RULES, "每次选举的监票人", unit="人")
    chief_tellers: int = _congress.of(1, "总计票人人数", CONGRESS_RULES, "每次选举的总计票人", unit="人")
    tellers: int = _congress.of(2, "计票人人数", CONGRESS_RULES, "每次选举的计票人", unit="人")
    tie_vote_majority: bool = _congress.of(
        False, "重投须过半数", CONGRESS_RULES, "同票重新投票时是否仍须达到当选票数；选“否”即得赞成票多的当选"
    )

    elected_share: Threshold = _local.of(
        Threshold(Fraction(1, 2), exceeded=True),
        "当选票数",
        CONGRESS_RULES,
        "赞成票占当选基数多少方为当选，如“超过半数”“半数以上”“三分之二以上”；须写明“超过”或“以上”",
        maximum=1,
        bare=False,
    )
    must_be_delegate: bool = _local.of(
        False, "须为本届代表", CONGRESS_RULES, "候选人和另选他人是否必须是本届代表；选“是”即按“代表”表核对"
    )
    abstain_mark: str | None = _local.of(
        None, "弃权符号", CONGRESS_RULES, "选票上表示弃权的符号，如“○”；留空即不用符号"
    )
    unmarked: Literal["弃权", "赞成"] = _local.of(
        "弃权", "不画符号计为", CONGRESS_RULES, "对候选人不画任何符号时计为弃权；有的选举办法计为赞成"
    )
    mark_form: Literal["画符号", "涂方框"] = _local.of(
        "画符号",
        "填票方式",
        CONGRESS_RULES,
        "在姓名左边的方格内画符号，或每名候选人印赞成、不赞成两个框，涂黑其一；录入时仍用符号",
    )
    primary: bool = _local.of(
        False,
        "预选",
        CONGRESS_RULES,
        "执委候选人是否先经预选：候选人多于正式候选人名额（按差额比例）时先投一次票，得票多的列为正式候选人",
    )
    primary_majority: bool = _local.of(
        False,
        "预选须过半数",
        CONGRESS_RULES,
        "预选时得赞成票是否须达到当选票数方可列为正式候选人；选“否”即得赞成票多的列入",
    )
    one_paper: bool = _local.of(
        False, "合印选票", CONGRESS_RULES, "主席、副主席、常委是否印在一张选票上：一次投票，各职务分别计票"
    )
    one_paper_overvote: Literal["该部分无效", "整张无效"] = _local.of(
        "该部分无效",
        "合印超选",
        CONGRESS_RULES,
        "合印的选票上，一项职务赞成的人数多于应选名额时，只是该部分无效，或者整张选票无效",
    )
    scrutineers_from: _From = _local.of("代表或工作人员", "监票人来源", CONGRESS_RULES, "监票人从谁当中产生")
    tellers_from: _From = _local.of("代表或工作人员", "计票人来源", CONGRESS_RULES, "计票人从谁当中产生")
    staff_chosen: str = _local.of(
        "推选，经举手表决通过", "监票人计票人产生办法", CONGRESS_RULES, "如“由代表团推荐，主席团通过”"
    )

    paper_size: Literal["A4", "A5"] = _paper.of("A4", "选票纸张", "通行做法，非方案", "选票用纸")
    spare_papers: int = _paper.of(5, "选票备用数", "通行做法，非方案", "在应到人数之外多印的选票", unit="张")
    list_order: Literal["笔画", "得票"] = _paper.of(
        "笔画", "名单排序", CONGRESS_RULES, "选举结果名单的顺序；公布的名单一般按姓氏笔画"
    )
    stroke_convention: Literal["姓氏笔画", "姓名笔画"] = _paper.of(
        "姓氏笔画",
        "笔画规则",
        "通行做法，非方案",
        "单名的排法。姓氏笔画：田富在田大利之前；姓名笔画：田大利在田富之前",
    )
    rare_strokes: str | None = _paper.of(
        None, "生僻字笔画", "通行做法，非方案", "字库里没有的字，写明笔画数，如“𬱖=14；㛃=10”"
    )
    age_bands: str = _paper.of(
        "35、45、50",
        "年龄分段",
        "通行做法，非方案",
        "结构统计里各年龄段的最高周岁，由小到大，一至四个；默认取方案的45、50",
        elsewhere="结构统计里各年龄段的最高周岁，由小到大，一至四个",
    )
    form_identity: Literal["遮盖", "完整"] = _paper.of(
        "遮盖",
        "登记表身份证号",
        "通行做法，非方案",
        "候选人登记表上的身份证号：遮盖中间各位，或印完整号码（完整的只作内部档案，不得外发）",
    )

    issuer: str | None = _document.of(
        None, "发文机关", "", "公文红头和落款里的镇妇联全称；留空即按市、县区、镇名写成“……妇女联合会”"
    )
    superior_full: str | None = _document.of(
        None, "上级妇联全称", "二(一)、三(二)3", "上行文主送的区（县）妇联全称；留空即“……妇女联合会”"
    )
    presidium: str | None = _document.of(
        None, "大会主席团", "通行做法，非方案", "提请大会通过的主席团成员，几个人用“；”分开；写入名单和主持词"
    )
    bases: str = _document.of(
        "《中华全国妇女联合会章程》；"
        "《四川省妇联关于全面推进乡镇（街道）妇联区域化建设改革的意见》（川妇字〔2017〕36号）；"
        "《遂宁市妇联关于深入推进乡镇（街道）妇联区域化建设改革的意见》（遂妇字〔2017〕6号）",
        "依据",
        "通知",
        "请示、选举办法里写的依据，几份用“；”分开；章程不写条文号。本表下方有“依据”表的，在那里逐份增减",
    )
    plan_title: str | None = _document.of(
        None, "方案名称", "通知", "方案的全称（不带书名号）；留空即按县区、镇名写成“……工作实施方案”"
    )
    other_bases: str | None = _document.of(
        None, "其他依据", "", "“依据”之外还要写的，几份用“；”分开；本表下方有“依据”表的，直接加在那里"
    )
    congress_request_number: str | None = _document.of(
        None, "大会请示文号", "", f"召开妇女代表大会的请示的发文字号，{_NUMBER}"
    )
    congress_request_date: _DAY | None = _document.of(
        None, "大会请示日期", "", "召开妇女代表大会的请示的成文日期，也用于所附的分配方案"
    )
    candidate_request_number: str | None = _document.of(
        None, "候选人请示文号", "二(一)", f"镇妇联向镇党委请示候选人的发文字号，{_NUMBER}"
    )
    candidate_request_date: _DAY | None = _document.of(
        None, "候选人请示日期", "二(一)", "镇妇联向镇党委请示候选人的成文日期"
    )
    party_request_number: str | None = _document.of(
        None,
        "镇党委请示文号",
        "二(一)",
        "镇党委向区妇联请示候选人的发文字号，如“×委〔年份〕14号”；留空即空着填写",
    )
    party_request_date: _DAY | None = _document.of(
        None, "镇党委请示日期", "二(一)", "镇党委向区妇联请示候选人的成文日期"
    )
    party_contact: str | None = _document.of(
        None, "镇党委联系人", "", "镇党委请示附注里的联系人；留空即用“联系人”"
    )
    party_contact_phone: str | None = _document.of(
        None, "镇党委联系人电话", "", "镇党委请示附注里的联系电话；留空即用“联系人电话”"
    )
    report_number: str | None = _document.of(
        None, "报镇党委文号", "三(二)3", f"向镇党委报告选举结果的发文字号，{_NUMBER}"
    )
    superior_report_number: str | None = _document.of(
        None, "报区妇联文号", "三(二)3", f"向区妇联报告选举结果的发文字号，{_NUMBER}"
    )
    report_date: _DAY | None = _document.of(
        None, "结果报告日期", "三(二)3", "报告选举结果的成文日期；方案要求“及时”上报，留空即大会当天",
        elsewhere="报告选举结果的成文日期；留空即大会当天",
    )  # fmt: skip
    duties_number: str | None = _document.of(
        None, "分工通知文号", "三(三)1", f"领导班子分工通知的发文字号，{_NUMBER}"
    )
    duties_date: _DAY | None = _document.of(None, "分工通知日期", "三(三)1", "领导班子分工通知的成文日期")
    duties: str | None = _document.of(
        None,
        "班子分工",
        "三(三)1",
        "新一届领导班子各人负责什么，如“张某某=主持全面工作；李某某=负责维权工作”",
    )
    training_number: str | None = _document.of(
        None, "培训通知文号", "三(三)2", f"培训通知的发文字号，{_NUMBER}"
    )
    training_date: _DAY | None = _document.of(None, "培训通知日期", "三(三)2", "培训通知的成文日期")
    training_place: str | None = _document.of(
        None, "培训地点", "三(三)2", "培训通知里的地点；日期、内容和人员取自“培训”表"
    )
    printing_office: str | None = _document.of(None, "印发机关", "", "版记里的印发机关；留空即发文机关")
    notices_to: str | None = _document.of(
        None, "通知主送", "", "分工、培训等通知的主送单位；留空即“各村（社区）妇联，镇直各部门”"
    )
    copies_to: str | None = _document.of(
        None, "抄送", "", "通知类公文版记里的抄送机关，几个机关用“，”分开；没有的留空"
    )

    fonds: str | None = _document.of(
        None, "全宗号", "", "档案馆给的全宗号，如“Z109”；填了，归档时按 DA/T 22 给每件编档号；没有的留空"
    )
    fonds_office: str | None = _document.of(
        None, "机构或问题代码", "", "档号里的机构（问题）代码，如“FL”；不用的留空"
    )

    levels: tuple[tuple[str, Level], ...] = ()
    """Code of a rule and its level, for each that is not “按方案”; what they are called derives from the rules."""
