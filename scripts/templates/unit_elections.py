"""推选通知: the letter, the quotas, and a return for each unit to send back."""

from __future__ import annotations

from templates.form import Column, Form

QUOTAS = (
    Column("序号", 20, "{{ loop.index }}"),
    Column("单位", 66, "{{ 行.单位 }}"),
    Column("类别", 40, "{{ 行.类别 }}"),
    Column("代表名额", 30, "{{ 行.分配名额 }}"),
)
RETURN = (
    Column("序号", 11, "{{ 人.序 }}"),
    *(Column(head, width, "") for head, width in (
        ("姓名", 21), ("民族", 13), ("出生年月", 20), ("政治面貌", 18), ("文化程度", 18), ("职务", 23), ("产生方式", 18),
        ("票数", 14),
    )),
)  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("推选通知")
    form.letter(upward=False)
    form.text(
        "根据{{ 方案 }}和{{ 党委 }}批复（{{ 名额批复文号 }}），{{ 大会 }}代表名额为{{ 代表名额 }}名，分配到"
        "{{ 单位数 }}个单位。现就代表推选工作通知如下："
    )
    form.heading("一、代表条件")
    form.text(
        "年满{{ 代表年龄 }}周岁的妇女，遵纪守法，在妇女群众中有威信，有参与议事的能力，能如实反映妇女意见。"
        "推选应充分考虑代表的广泛性、代表性和先进性，注意从基层一线妇女中产生。"
    )
    form.heading("二、推选办法")
    form.text(
        "各单位召开妇女大会、妇女代表会议或妇联执委会议，自下而上通过选举或协商推荐产生。选举采用无记名投票，"
        "得到会人数过半数赞成的当选；协商推荐的，应充分听取妇女群众意见并做好记录。"
    )
    form.heading("三、报送")
    form.text(
        "请于{{ 报送日 }}前，将推选结果报告单（附件2）和代表登记表报{{ 妇联简称 }}。报告单由单位党组织盖章，"
        "代表资格由大会代表资格审查委员会审查确认。"
    )
    form.closing("推选工作中的问题，请及时与{{ 妇联简称 }}联系。")
    form.attachment_note("代表名额分配表", "代表推选结果报告单")
    form.signature(contact=True)
    form.new_page()
    form.attachment("附件1")
    form.paragraph("Title", "代表名额分配表")
    form.gap()
    form.table(QUOTAS, "行 in 名额表", small=True)
    with form.loop("单 in 报告单"):
        form.paragraph("AttachmentMark", "附件2", page_break=True)
        form.gap()
        form.title("附表标题")
        form.paragraph("CellLeft", "单位：{{ 单.单位 }}　　　　代表名额：{{ 单.名额 }}名")
        form.table(RETURN, "人 in 单.行", height=10)
        form.gap()
        form.text("会议时间：　　年　月　日　应到：　　人　实到：　　人")
        form.text("主持人：　　　　　监票人：　　　　　计票人：")
        form.text("单位党组织（盖章）：　　　　　　　年　　月　　日")
    form.imprint()
    return form


DRAWINGS = {"推选通知.docx": draw}
