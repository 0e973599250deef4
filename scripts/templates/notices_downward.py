"""Papers that go down: 领导班子分工通知 and 培训通知."""

from __future__ import annotations

from templates.form import Column, Form

TRAINED = (
    Column("序号", 14, "{{ 人.序号 }}"),
    Column("姓名", 24, "{{ 人.姓名 }}"),
    Column("职务", 31, "{{ 人.职务 }}", left=True),
    Column("培训内容", 35, "{{ 人.内容 }}", left=True),
    Column("培训日期", 38, "{{ 人.日期 }}"),
    Column("学时", 14, "{{ 人.学时 }}"),
)


def duties() -> Form:
    """Who does what."""
    form = Form("领导班子分工通知")
    form.letter(upward=False)
    form.text(
        "{{ 执委会会议 }}选举产生了新一届{{ 妇联简称 }}领导班子。经研究，现将领导班子成员分工通知如下："
    )
    with form.loop("人 in 分工"):
        form.text("**{{ 人.职务 }}\u3000{{ 人.姓名 }}**：{{ 人.分工 }}。")
    form.closing("特此通知。")
    form.signature()
    form.imprint()
    return form


def training() -> Form:
    """When, where, what, who."""
    form = Form("培训通知")
    form.letter(upward=False)
    form.text(
        "为强化基层妇联干部履职能力，根据{{ 方案 }}关于加强教育培训的要求，决定举办新任妇联组织成员培训。"
        "现将有关事项通知如下："
    )
    form.heading("一、培训时间和内容")
    with form.loop("项 in 培训"):
        form.text("{{ 项.日期 }}：{{ 项.内容 }}。")
    form.heading("二、培训地点")
    form.text("{{ 地点 }}。")
    form.heading("三、参训人员")
    form.text("新任妇联组织成员{{ 人数 }}名，名单见附件。")
    form.heading("四、有关要求")
    form.closing("请参训人员准时到会，因故不能参加的，提前向{{ 妇联简称 }}请假。")
    form.attachment_note("{{ 附件标题[0] }}")
    form.signature(contact=True)
    form.attached("附件", "附件标题")
    form.table(TRAINED, "人 in 名单")
    form.imprint()
    return form


DRAWINGS = {"领导班子分工通知.docx": duties, "培训通知.docx": training}
