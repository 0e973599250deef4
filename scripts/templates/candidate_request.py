"""候选人请示 to a superior, and 候选人函 between two bodies of which neither is the other's superior: the same matter."""

from __future__ import annotations

from templates.form import Column, Form

LIST = (
    Column("序号", 10, "{{ 人.序号 }}"),
    Column("姓名", 18, "{{ 人.姓名 }}"),
    Column("民族", 13, "{{ 人.民族 }}"),
    Column("出生年月", 19, "{{ 人.出生年月 }}"),
    Column("政治面貌", 17.5, "{{ 人.政治面貌 }}"),
    Column("文化程度", 17.5, "{{ 人.文化程度 }}"),
    Column("单位及职务", 44, "{{ 人.单位及职务 }}", left=True),
    Column("拟任", 17, "{{ 人.拟任职务 }}"),
)


def request() -> Form:
    """The federation asks its Party committee."""
    return _letter("候选人请示", True, "请示", "以上候选人名单妥否，请批示。")


def inquiry() -> Form:
    """The Party committee writes to the district federation."""
    return _letter("候选人函", False, "函商", "特此函商，请予研究同意并函复。")


def _letter(name: str, upward: bool, asks: str, closing: str) -> Form:
    """Basis, figures, officers, exceptions, the request; the list attached."""
    form = Form(name)
    form.letter(upward)
    form.text(
        "根据{{ 依据 }}精神，按照民主推荐、自下而上协商的办法，经{{ 经过 }}，提出{{ 届次 }}候选人"
        f"{{{{ 候选人数 }}}}名，提交{{{{ 大会 }}}}及执委会第一次会议选举。现将有关情况{asks}如下："
    )
    form.heading("一、执委候选人")
    form.text(
        "执委应选{{ 应选名额 }}名，"
        "{% if 预选名额 %}提名人选{{ 候选人数 }}名，经代表预选产生正式候选人{{ 预选名额 }}名{% if 等额 %}，等额选举{% else %}，差额比例{{ 差额要求 }}{% endif %}{% else %}"
        "候选人{{ 候选人数 }}名，{% if 等额 %}等额选举{% else %}差额{{ 差额 }}名，"
        "差额比例{{ 实际差额比例 }}（{{ 差额要求 }}）{% endif %}{% endif %}。其中：体制外{{ 体制外 }}名，占{{ 体制外比例 }}"
        "{% if 中共党员 %}；中共党员{{ 中共党员 }}名{% endif %}{% if 少数民族 %}；少数民族{{ 少数民族 }}名{% endif %}"
        "{% if 连任 %}；连任{{ 连任 }}名{% endif %}。名单以{{ 排序 }}为序，见附件。"
    )
    with form.when("职务"):
        form.heading("二、领导班子候选人")
        with form.loop("项 in 职务"), form.loop("行 in 项.行"):
            form.text("{{ 行 }}")
        form.text("以上人选同时为执委候选人，当选执委后，由执委会第一次会议等额选举。")
    with form.when("例外"):
        form.heading("{{ 例外序号 }}、需要说明的例外情况")
        form.text(
            "下列人员不完全符合“原则上”的条件，因工作需要提名，一并"
            + ("报请审核：" if upward else "说明如下：")
        )
        with form.loop("项 in 例外"):
            form.text("{{ 项.姓名 }}：{{ 项.情况 }}。")
    form.closing(closing)
    form.attachment_note("{{ 附件名 }}")
    form.signature(contact=True)
    form.attached("附件", "附件标题")
    form.table(LIST, "人 in 名单", small=True)
    form.imprint()
    return form


DRAWINGS = {"候选人请示.docx": request, "候选人函.docx": inquiry}
