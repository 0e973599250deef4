"""选举办法（草案）: one template for the congress and for the committee's first meeting."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """Title, articles each with its source, nothing else: it is read out and voted on."""
    form = Form("选举办法（草案）")
    form.title()
    form.subtitle("（草案）")
    form.gap()
    with form.loop("条文 in 条"):
        form.text(
            "**第{{ 条文.序 }}条**\u3000{{ 条文.文 }}__{% if 条文.出处 %}（{{ 条文.出处 }}）{% endif %}__"
        )
    return form


DRAWINGS = {"选举办法.docx": draw}
