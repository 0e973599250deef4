"""选举结果报告: one template for both addressees."""

from __future__ import annotations

from templates.form import Column, Form

ELECTED = (
    Column("序号", 10, "{{ 人.序号 }}"),
    Column("姓名", 18, "{{ 人.姓名 }}"),
    Column("当选职务", 17.5, "{{ 人.当选职务 }}"),
    Column("民族", 13, "{{ 人.民族 }}"),
    Column("出生年月", 19, "{{ 人.出生年月 }}"),
    Column("政治面貌", 17.5, "{{ 人.政治面貌 }}"),
    Column("文化程度", 17.5, "{{ 人.文化程度 }}"),
    Column("单位及职务", 29.5, "{{ 人.单位及职务 }}", left=True),
    Column("专兼职", 14, "{{ 人.专兼职 }}"),
)
VOTES = (
    Column("选举", 34, "{{ 行.选举 }}"),
    Column("姓名", 34, "{{ 行.姓名 }}"),
    Column("赞成", 18, "{{ 行.赞成 }}"),
    Column("反对", 18, "{{ 行.反对 }}"),
    Column("弃权", 18, "{{ 行.弃权 }}"),
    Column("结果", 34, "{{ 行.结果 }}"),
)
PAPERS = (
    "{{ 票.选举 }}选举：应选{{ 票.应选 }}名，候选人{{ 票.候选人 }}名。应到{{ 票.选举人 }}{{ 票.应到 }}名，"
    "实到{{ 票.实到 }}名，法定人数{{ 票.法定 }}名。发出选票{{ 票.发出 }}张，收回{{ 票.收回 }}张，"
    "其中有效票{{ 票.有效 }}张，无效票{{ 票.无效 }}张。{{ 票.结论 }}。"
)


def draw() -> Form:
    """The congress, the committee's meeting, 特此报告; the elected and the votes attached."""
    form = Form("选举结果报告")
    form.letter(upward=True)
    form.text(
        "{{ 大会日期 }}，{{ 大会 }}在{{ 大会地点 }}召开，随后召开{{ 执委会会议 }}。现将选举结果报告如下："
    )
    form.heading("一、妇女代表大会选举情况")
    form.text(
        "大会以无记名投票、{% if 等额 %}等额选举的方式选举执委{% else %}差额选举的方式选举执委，"
        "差额比例{{ 差额要求 }}{% endif %}。"
    )
    with form.loop("票 in 大会投票"):
        form.text(PAPERS)
    form.text("当选执委{{ 执委人数 }}名（以{{ 排序 }}为序）：")
    with form.loop("行 in 执委名单"):
        form.text("{{ 行 }}")
    form.heading("二、执委会第一次会议选举情况")
    form.text("会议以无记名投票、等额选举的方式选举领导班子。")
    with form.loop("票 in 会议投票"):
        form.text(PAPERS)
    with form.loop("项 in 班子"), form.loop("行 in 项.行"):
        form.text("{{ 行 }}")
    form.closing("特此报告。")
    form.attachment_note("当选人员名单", "得票情况")
    form.signature()
    form.attached("附件1", "名单标题")
    form.table(ELECTED, "人 in 名单", small=True)
    form.attached("附件2", "得票标题")
    form.table(VOTES, "行 in 得票", small=True)
    form.imprint()
    return form


DRAWINGS = {"选举结果报告.docx": draw}
