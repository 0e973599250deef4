"""会议通知, 议程和日程, 代表分组名单: what the delegates hold in their hands."""

from __future__ import annotations

from templates.form import Column, Form


def _agenda(form: Form) -> None:
    with form.loop("项 in 议程"):
        form.text("（{{ 项.序 }}）{{ 项.名称 }}{% if loop.last %}。{% else %}；{% endif %}")


def notice() -> Form:
    """The delegates are called."""
    form = Form("会议通知")
    form.letter(upward=False)
    form.text("经研究并报{{ 党委 }}同意，定于{{ 日期 }}召开{{ 大会 }}。现将有关事项通知如下：")
    form.heading("一、时间和地点")
    form.text("{{ 日期 }}____时____分报到，____时____分开会。地点：{{ 地点 }}。")
    form.heading("二、议程")
    _agenda(form)
    form.heading("三、有关要求")
    form.text("（一）请持本人身份证报到，按时参加各项会议，中途不得离会。")
    form.text("（二）因故不能到会的，请事先书面请假；不得委托他人到会投票。")
    form.closing("（三）请带好意见和建议，认真酝酿讨论，严肃行使民主权利。")
    form.signature(contact=True)
    form.imprint()
    return form


def programme() -> Form:
    """What is done, and when."""
    form = Form("议程和日程")
    form.title()
    form.subtitle("（{{ 日期 }}　{{ 地点 }}）")
    form.gap()
    _agenda(form)
    form.text("大会闭幕后，召开{{ 执委会会议 }}。")
    form.new_page()
    form.paragraph("Title", "日　程")
    form.subtitle("（{{ 日期 }}　{{ 地点 }}）")
    form.gap()
    form.table(
        [
            Column("时间", 34, "　　时　　分"),
            Column("内容", 84, "{{ 项.内容 }}", left=True),
            Column("主持", 38, "{{ 项.主持 }}"),
        ],
        "项 in 日程",
        height=14,
    )
    return form


def grouping() -> Form:
    """Who talks with whom, and who calls them together."""
    form = Form("代表分组名单")
    form.title()
    form.subtitle("{{ 说明 }}")
    form.gap()
    with form.loop("组 in 组"):
        form.heading("{{ 组.名称 }}（{{ 组.人数 }}名）")
        form.text("单位：{{ 组.单位 }}。")
        form.text("召集人：________　记录人：________　地点：______")
        with form.loop("行 in 组.姓名"):
            form.text("{{ 行 }}")
    return form


DRAWINGS = {"会议通知.docx": notice, "议程和日程.docx": programme, "代表分组名单.docx": grouping}
