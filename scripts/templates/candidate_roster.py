"""候选人花名册: a table on its side, the head on every page."""

from __future__ import annotations

from templates.form import Column, Form, columns

_WIDTHS = {
    "序号": 10, "姓名": 17, "性别": 10, "民族": 13, "出生年月": 18, "政治面貌": 11, "文化程度": 11, "单位及职务": 30,
    "界别": 21, "体制": 14, "拟任职务": 17, "专兼职": 11, "任职": 14, "推荐方式": 11, "校验": 17,
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("候选人花名册", landscape=True)
    form.title()
    form.subtitle("{{ 说明 }}")
    shown = columns("人", _WIDTHS)
    # The exception is approved for what the check found: both stand in one column.
    shown[-1] = Column(
        "校验情况",
        _WIDTHS["校验"],
        "{{ 人.校验 }}{% if 人.例外 %}（例外：{{ 人.例外 }}）{% endif %}",
    )
    form.table(shown, "人 in 名单", small=True)
    return form


DRAWINGS = {"候选人花名册.docx": draw}
