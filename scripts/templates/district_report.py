"""区县妇联给市妇联的情况报告: one page, of which every figure comes from a merge."""

from __future__ import annotations

from templates.form import Form


def draw() -> Form:
    """State, make-up, what was checked; a report carries no request."""
    form = Form("改革选举情况报告（区县）")
    form.letter(upward=True)
    form.text("现将全{{ 县区 }}乡镇妇联组织区域化建设改革选举情况报告如下：")
    form.heading("一、进展情况")
    form.text("{{ 进展 }}")
    form.heading("二、队伍结构")
    form.text("{{ 结构 }}")
    form.heading("三、核查情况")
    form.text("{{ 核查 }}")
    form.closing("特此报告。")
    form.signature()
    form.imprint()
    return form


DRAWINGS = {"区县改革选举情况报告.docx": draw}
