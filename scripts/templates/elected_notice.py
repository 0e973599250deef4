"""当选公告: what is posted after the election, names alone."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """The template."""
    form = Form("当选公告")
    form.title()
    form.text(
        "{{ 大会日期 }}，{{ 大会 }}以无记名投票{% if 等额 %}等额{% else %}差额{% endif %}选举的方式，选举产生执委{{ 人数 }}名；"
        "{{ 会议 }}以无记名投票等额选举的方式，选举产生"
        "{% for 项 in 职务 %}{{ 项.职务 }}{% if not loop.last %}、{% endif %}{% endfor %}。现将选举结果公告如下：",
        before=1,
    )
    form.heading("一、执委（以{{ 排序 }}为序）")
    with form.loop("行 in 名单行"):
        form.text("{{ 行 }}")
    with form.loop("项 in 职务"):
        form.text("**{{ 项.序号 }}、{{ 项.职务 }}：**{{ 项.姓名 }}")
        with form.loop("行 in 项.行"):
            form.text("{{ 行 }}")
    form.closing("特此公告。")
    form.signature()
    return form


DRAWINGS = {"当选公告.docx": draw}
