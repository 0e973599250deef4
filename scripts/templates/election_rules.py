"""选举办法（草案）: one template for the congress and for the committee's first meeting."""

from __future__ import annotations

from templates.form import Column, Form

SOURCES = (
    Column("条", 18, "第{{ 条文.序 }}条"),
    Column("内容", 88, "{{ 条文.文 }}", left=True),
    Column("出处", 50, "{{ 条文.出处 }}", left=True),
)


def draw() -> Form:
    """Title and articles, which are read out and voted on; behind them, for the clerk, where each comes from."""
    form = Form("选举办法（草案）")
    form.title()
    form.subtitle("（草案）")
    form.gap()
    with form.loop("条文 in 条"):
        form.text("**第{{ 条文.序 }}条**\u3000{{ 条文.文 }}")
    form.new_page()
    form.paragraph("Title", "说明")
    form.subtitle("（供经办人核对，不随办法提交表决）")
    form.gap()
    form.table(SOURCES, "条文 in 出处", small=True, height=5.7)
    return form


DRAWINGS = {"选举办法.docx": draw}
