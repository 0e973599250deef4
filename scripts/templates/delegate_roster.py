"""代表花名册: a table on its side, by unit, the head on every page."""

from __future__ import annotations

from templates.form import Form, columns

_WIDTHS = {
    "序号": 10, "单位": 24, "姓名": 17, "性别": 10, "民族": 13, "出生年月": 18, "政治面貌": 18, "文化程度": 17,
    "职务": 35, "界别": 28, "产生方式": 17, "备注": 18,
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("代表花名册", landscape=True)
    form.title()
    form.subtitle("{{ 说明 }}")
    form.table(
        columns("人", _WIDTHS),
        "人 in 名单",
        small=True,
    )
    return form


DRAWINGS = {"代表花名册.docx": draw}
