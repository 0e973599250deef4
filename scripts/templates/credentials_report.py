"""代表资格审查报告: the report, and the table of its figures behind it."""

from __future__ import annotations

from templates.form import Column, Form


def draw() -> Form:
    """The template."""
    form = Form("代表资格审查报告")
    form.title()
    form.addressee("各位代表：")
    form.text("代表资格审查委员会对{{ 大会 }}代表的资格进行了审查，现将审查情况报告如下：")
    form.heading("一、代表名额和产生情况")
    form.text(
        "根据{{ 依据 }}和{{ 方案 }}，大会代表名额为{{ 代表名额 }}名，"
        "名额分配经{{ 党委 }}同意（{{ 名额批复文号 }}）。各单位自下而上选举或协商推荐产生代表{{ 代表数 }}名，"
        "其中选举产生{{ 选举产生 }}名，协商推荐产生{{ 协商推荐 }}名，分布在{{ 单位数 }}个单位。"
    )
    form.heading("二、代表结构")
    form.text("代表年龄计算到{{ 年龄截止日 }}。{{ 年龄 }}。{{ 结构 }}。")
    with form.loop("行 in 其他结构"):
        form.text("{{ 行 }}")
    form.heading("三、审查意见")
    form.text(
        "经审查，{{ 代表数 }}名代表均为年满{{ 代表年龄下限 }}周岁的妇女，名额和产生程序符合规定，代表资格有效。"
    )
    form.closing("以上报告，请予审议。")
    form.attachment_note("代表结构统计表")
    form.signature()
    form.new_page()
    form.attachment("附件")
    form.paragraph("Title", "代表结构统计表")
    form.table(
        [
            Column("项目", 36, "{{ 行.项目 }}"),
            Column("类别", 60, "{{ 行.类别 }}"),
            Column("人数", 30, "{{ 行.人数 }}"),
            Column("占比", 30, "{{ 行.占比 }}"),
        ],
        "行 in 统计",
        height=7,
    )
    return form


DRAWINGS = {"代表资格审查报告.docx": draw}
