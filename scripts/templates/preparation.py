"""召开妇女代表大会的请示 and 代表名额分配方案."""

from __future__ import annotations

from templates.form import Column, Form

QUOTAS = (
    Column("序号", 11, "{{ loop.index }}"),
    Column("单位", 32, "{{ 行.单位 }}"),
    Column("类别", 15, "{{ 行.类别 }}"),
    Column("妇女人数", 17, "{{ 行.妇女人数 }}"),
    Column("其中保留", 15, "{{ 行.保留名额 }}"),
    Column("分配名额", 15, "{{ 行.分配名额 }}"),
    Column("每名代表妇女数", 17, "{{ 行.每名代表妇女数 }}"),
    Column("结构要求", 34, "{{ 行.结构要求 }}", left=True),
)
TOTAL = ("合计", "{{ 单位数 }}个单位", "", "{{ 妇女合计 }}", "{{ 保留合计 }}", "{{ 名额合计 }}", "", "")


def request() -> Form:
    """The federation to the Party committee."""
    form = Form("召开妇女代表大会的请示")
    form.letter(upward=True)
    form.text("根据{{ 依据 }}精神，按照{{ 方案 }}的安排，经研究，拟召开{{ 大会 }}。现将有关事项请示如下：")
    form.heading("一、时间和地点")
    form.text("大会拟于{{ 大会日期 }}在{{ 大会地点 }}召开。")
    form.heading("二、主要议程")
    with form.loop("项 in 议程"):
        form.text("（{{ 项.序 }}）{{ 项.名称 }}{% if loop.last %}。{% else %}；{% endif %}")
    form.text("大会选举产生{{ 妇联 }}{{ 届次 }}执行委员会后，召开{{ 执委会会议 }}，选举产生{{ 职务 }}。")
    form.heading("三、代表名额和产生办法")
    form.text(
        "大会代表名额{{ 代表名额 }}名，根据妇女人口数量、结构、经济发展情况和工作需要，分配到{{ 单位数 }}个单位"
        "（见附件）。代表为年满{{ 代表年龄 }}周岁的妇女，自下而上通过选举或协商推荐产生，"
        "充分考虑代表的广泛性、代表性和先进性。"
    )
    form.heading("四、执委和领导班子名额及产生办法")
    form.text(
        "设执委{{ 执委名额 }}名，由大会以无记名投票、"
        "{% if 等额 %}等额选举的方式产生，候选人{% else %}差额选举的方式产生，差额比例{{ 差额要求 }}，候选人不少于{% endif %}"
        "{{ 候选人数 }}名。设{{ 班子 }}，由执委会第一次会议以无记名投票、等额选举的方式产生。"
    )
    form.text(
        "新推荐的主席、副主席候选人原则上年龄在{{ 主席年龄 }}周岁以下、{{ 主席学历 }}以上文化程度；执委候选人原则上"
        "年龄在{{ 执委年龄 }}周岁以下、{{ 执委学历 }}以上文化程度。人选通过个人自荐、群众举荐、组织推荐相结合的方式"
        "产生，报{{ 党委 }}和{{ 上级妇联 }}同意后，提交大会酝酿讨论和选举。"
    )
    form.closing("以上请示妥否，请批示。")
    form.attachment_note("{{ 附件名 }}")
    form.signature(contact=True)
    form.attached("附件", "附件标题")
    form.table(QUOTAS, "行 in 名额表", small=True, total=TOTAL, height=7.2)
    form.imprint()
    return form


def plan() -> Form:
    """The leading group's proposal, later the approved plan."""
    form = Form("代表名额分配方案")
    form.title()
    form.subtitle("{{ 批准 }}")
    form.gap()
    form.text("为做好{{ 大会 }}代表产生工作，根据妇女人口数量、结构、经济发展情况和工作需要，制定本方案。")
    form.heading("一、代表名额")
    form.text("大会代表名额{{ 代表名额 }}名，分配到{{ 单位数 }}个单位（见附表）。")
    form.heading("二、分配办法")
    form.text(
        "以各单位年满{{ 代表年龄 }}周岁的妇女人数为依据，采用{{ 算法 }}计算，各单位名额之和等于{{ 代表名额 }}名。"
        "几个单位争最后名额而份额相同的，{{ 同数办法 }}。"
    )
    with form.when("保留"):
        form.text("先行保留、不参加计算的名额：{{ 保留 }}。")
    with form.when("调整"):
        form.text("在测算的基础上，领导小组根据结构和工作需要作了调整：{{ 调整 }}。")
    form.heading("三、代表条件和结构")
    form.text(
        "代表为年满{{ 代表年龄 }}周岁的妇女。应充分考虑代表的广泛性、代表性和先进性，兼顾年龄、文化程度、党员与"
        "非党员、少数民族、体制内与体制外和各界别妇女，注重从基层一线妇女中产生。"
    )
    form.heading("四、产生办法")
    form.text("代表自下而上通过选举或协商推荐产生，不得超过本单位的分配名额。")
    form.heading("五、确定")
    form.closing("本方案由领导小组拟定，报经{{ 镇党委 }}同意后确定。")
    form.signature()
    form.attached("附表", "附表标题")
    form.table(QUOTAS, "行 in 名额表", small=True, total=TOTAL, height=7.2)
    return form


DRAWINGS = {"召开妇女代表大会的请示.docx": request, "代表名额分配方案.docx": plan}
