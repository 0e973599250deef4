"""候选人公示: what is posted before the election."""

from __future__ import annotations

from templates.form import Form, columns

_WIDTHS = {
    "序号": 10, "姓名": 17, "性别": 10, "民族": 13, "出生年月": 18, "政治面貌": 18, "文化程度": 17, "单位及职务": 53,
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("候选人公示")
    form.title()
    form.text(
        "根据{{ 依据 }}和{{ 方案 }}，自下而上推荐，{{ 同意 }}"
        "确定{{ 妇联 }}{{ 届次 }}执委{{ 称谓 }}{{ 人数 }}名，现予公示。",
        before=1,
    )
    form.text("公示时间：{{ 开始日 }}至{{ 截止日 }}{{ 工作日 }}。")
    form.text(
        "公示期间，对候选人有异议的，请以书面或口头形式实名反映。"
        "联系人：{{ 联系人 }}，联系电话：{{ 联系人电话 }}。"
    )
    with form.loop("项 in 职务"):
        form.text("拟任{{ 项.职务 }}：{{ 项.姓名 }}")
        with form.loop("行 in 项.行"):
            form.text("{{ 行 }}")
    form.closing("特此公示。")
    form.attachment_note("执委候选人名单")
    form.signature()
    form.new_page()
    form.attachment("附件")
    form.paragraph("Title", "执委候选人名单")
    form.paragraph("Subtitle", "（{{ 人数 }}名，以{{ 排序 }}为序）")
    form.table(
        columns("人", _WIDTHS),
        "人 in 名单",
        small=True,
        height=6.2,
    )
    return form


DRAWINGS = {"候选人公示.docx": draw}
