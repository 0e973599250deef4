"""到会、发票、收票报告单: three slips on one page, each signed by itself."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """The template."""
    form = Form("到会发票收票报告单", slip=True)
    form.title()
    with form.loop("单 in 各单"):
        form.paragraph("Heading1", "{{ 单.名称 }}", before=320)
        form.text("{{ 单.内容 }}")
        form.text("总监票人（{{ 总监票人 }}）签名：________________")
        form.paragraph("Text", "{{ 日期 }}　　　时　　　分", align="right")
    return form


DRAWINGS = {"到会发票收票报告单.docx": draw}
