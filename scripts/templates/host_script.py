"""主持词: what is read out, item by item."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """The template."""
    form = Form("主持词")
    form.title()
    form.subtitle("{{ 时间地点 }}")
    form.addressee("{{ 称呼 }}：")
    with form.loop("段 in 开场"):
        form.text("{{ 段 }}")
    form.text("{{ 议程 }}")
    with form.loop("项 in 各项"):
        form.heading("{{ 项.标题 }}")
        with form.loop("段 in 项.段落"):
            form.text("{{ 段 }}")
    form.heading("闭会")
    form.text("{{ 闭会 }}")
    with form.when("记录"):
        form.heading("会议记录")
        with form.loop("行 in 记录"):
            form.text("{{ 行 }}")
    return form


DRAWINGS = {"主持词.docx": draw}
