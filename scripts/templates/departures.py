"""离岗人员名单: who leaves and what she goes on doing, on its side."""

from __future__ import annotations

from templates.form import Form, columns

_WIDTHS = {
    "序号": 11, "姓名": 20, "原职务": 30, "离岗原因": 26, "离岗日期": 25, "谈话人": 20, "谈话日期": 25,
    "继续发挥作用的安排": 46, "备注": 22,
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("离岗人员名单", landscape=True)
    form.title()
    form.paragraph("SmallCellLeft", "填报单位：{{ 填报单位 }}")
    form.table(
        columns("人", _WIDTHS),
        "人 in 名单",
        small=True,
    )
    return form


DRAWINGS = {"离岗人员名单.docx": draw}
