"""批复: what the Party committee answers, one template for its answers."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """The template."""
    form = Form("批复")
    form.letter(upward=False)
    form.text("你会{{ 来文 }}收悉。经研究，现批复如下：")
    with form.loop("行 in 条"):
        form.text("{{ 行 }}")
    with form.loop("行 in 名单"):
        form.text("{{ 行 }}")
    with form.loop("行 in 续条"):
        form.text("{{ 行 }}")
    form.closing("特此批复。")
    form.signature()
    form.imprint()
    return form


DRAWINGS = {"批复.docx": draw}
