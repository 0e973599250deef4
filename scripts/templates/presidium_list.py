"""主席团和监票人、计票人名单: put to the congress."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """The template."""
    form = Form("主席团和监票人、计票人名单")
    form.title()
    form.subtitle("{{ 说明 }}")
    form.gap()
    form.heading("大会主席团（{{ 主席团人数 }}名，以{{ 排序 }}为序）")
    with form.loop("行 in 主席团"):
        form.text("{{ 行 }}")
    with form.loop("岗 in 岗位"):
        form.heading("{{ 岗.名称 }}")
        with form.loop("行 in 岗.姓名"):
            form.text("{{ 行 }}")
    return form


DRAWINGS = {"主席团名单.docx": draw}
