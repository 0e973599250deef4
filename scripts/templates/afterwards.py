"""执委会会议纪要, 工作计划任务分解表, 改革情况报告, 谈话记录, 公示结果说明."""

from __future__ import annotations

from templates.form import Cell, Column, Form
from templates.registration_form import label, pair


def minutes() -> Form:
    """The frame of the minutes, with who came, what was elected, who answers for what; minutes carry no seal and no signature."""
    form = Form("执委会会议纪要")
    form.title()
    form.gap()
    form.text("**时间：**{{ 日期 }}")
    form.text("**地点：**{{ 地点 }}")
    form.text("**出席：**应到执委{{ 应到 }}名，实到执委{{ 实到 }}名{% if 到会 %}：{% else %}。{% endif %}")
    with form.loop("行 in 到会"):
        form.text("{{ 行 }}")
    with form.when("not 到会"):
        form.text("**请假：**________________")
    form.text("**主持：**________　　**记录：**________")
    form.text("{{ 会议 }}以无记名投票、等额选举的方式，选举产生了领导班子成员：")
    with form.loop("项 in 选举"), form.loop("行 in 项.行"):
        form.text("{{ 行 }}")
    form.heading("会议议定事项")
    with form.loop("行 in 议定"):
        form.text("{{ 行 }}")
    return form


def plan() -> Form:
    """Tasks, measures, who, by when, for which need."""
    form = Form("工作计划任务分解表", landscape=True)
    form.title()
    form.gap()
    form.table(
        [
            Column("序号", 14, "{{ 项.序 }}"),
            Column("工作任务", 62, "{{ 项.任务 }}", left=True),
            Column("主要措施", 62, "", left=True),
            Column("责任人", 26, "{{ 项.责任人 }}"),
            Column("完成时限", 28, ""),
            Column("对应的妇女需求", 42, "", left=True),
        ],
        "项 in 行",
        height=12,
    )
    return form


def report() -> Form:
    """What the reform came to, in figures."""
    form = Form("工作情况报告")
    form.letter(upward=True)
    form.text("{{ 工作 }}已按实施方案完成。现将有关情况报告如下：")
    form.heading("一、组织网络")
    form.text(
        "妇联组织向村（居）民小组、网格延伸，向机关、企事业单位、两新组织和各类女性组织拓展，各类覆盖情况见附件。"
        "{% if 未建 %}尚未建立妇联组织的有：{{ 未建 }}。{% else %}应建的均已建立。{% endif %}"
    )
    form.heading("二、选举情况")
    form.text(
        "{{ 大会日期 }}召开{{ 大会 }}，选举产生执委{{ 执委人数 }}名；执委会第一次会议选举产生{{ 班子 }}。"
    )
    form.heading("三、建章立制")
    form.text(
        "{% if 培训人数 %}参加培训{{ 培训人数 }}人，{% endif %}"
        "{% if 离岗人数 %}与离岗人员谈心谈话{{ 离岗人数 }}人，{% endif %}"
        "{% if 之家数 %}建有妇女儿童之家{{ 之家数 }}个，{% endif %}各项资料正在整理归档。"
    )
    form.closing("特此报告。")
    form.attachment_note("网络覆盖情况表")
    form.signature(contact=True)
    form.attached("附件", "附件标题")
    form.table(
        [
            Column("方向", 26, "{{ 行.方向 }}"),
            Column("类别", 52, "{{ 行.类别 }}"),
            Column("应建", 26, "{{ 行.应建 }}"),
            Column("已建", 26, "{{ 行.已建 }}"),
            Column("覆盖率", 26, "{{ 行.覆盖率 }}"),
        ],
        "行 in 覆盖",
    )
    form.imprint()
    return form


def talks() -> Form:
    """A page for each talk."""
    form = Form("谈话记录")
    with form.sheets("人 in 名单"):
        form.title()
        form.paragraph("SmallCell")
        form.grid(
            (26, 52, 26, 52),
            (
                (*pair("姓名"), *pair("原职务")),
                (*pair("离岗原因"), *pair("离岗日期")),
                (*pair("谈话人"), *pair("谈话日期")),
                (label("谈话地点"), Cell(), label("记录人"), Cell()),
                (label("谈话内容"), Cell(across=3)),
                (label("本人意见"), Cell(across=3)),
                (label("继续发挥", "作用安排"), Cell(across=3)),
            ),
            (10, 10, 10, 10, 74, 40, 30),
        )
    return form


def outcome() -> Form:
    """What the public notice brought."""
    form = Form("公示结果说明")
    form.title()
    form.gap()
    form.text("{{ 开始日 }}至{{ 截止日 }}，对{{ 人数 }}名执委候选人进行了公示。")
    form.text("公示期间：□没有收到异议。")
    form.text("□收到反映____件，涉及____人，经核实：")
    form.gap()
    form.gap()
    form.closing("公示结果不影响候选人资格的，按程序提交大会酝酿讨论。")
    form.signature(date="{{ 成文日期 }}")
    return form


DRAWINGS = {
    "执委会会议纪要.docx": minutes,
    "工作计划任务分解表.docx": plan,
    "改革情况报告.docx": report,
    "谈话记录.docx": talks,
    "公示结果说明.docx": outcome,
}
