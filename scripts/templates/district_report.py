"""区县妇联给市妇联的情况报告: one page, of which every figure comes from a merge; the towns stand in the workbook beside it.

Without headings: three short paragraphs need none, and each would take a line of the page (docs/decisions/one-page-report.md).
"""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """State, make-up, what was checked; a report carries no request."""
    form = Form("改革选举情况报告（区县）")
    form.letter(upward=True)
    form.text("{{ 进展 }}")
    form.text("{{ 结构 }}")
    form.text("{{ 核查 }}各{{ 单位 }}情况见附件。")
    form.closing("特此报告。")
    form.attachment_note("{{ 附件名 }}")
    form.signature(close=True)
    form.imprint()
    return form


DRAWINGS = {"区县改革选举情况报告.docx": draw}
