"""归档目录: the file's contents, on its side."""

from __future__ import annotations

from templates.form import Form, columns

_WIDTHS = {
    "序号": 11, "类目": 28, "责任者": 28, "文号": 32, "题名": 55, "日期": 19, "页数": 11, "保管期限": 18, "份数": 11,
    "备注": 12,
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("归档目录", landscape=True)
    form.title()
    form.paragraph("SmallCellLeft", "立卷单位：{{ 立卷单位 }}　　　　年度：{{ 年度 }}")
    form.table(
        columns("件", _WIDTHS, left={"题名"}),
        "件 in 名单",
        small=True,
    )
    return form


DRAWINGS = {"归档目录.docx": draw}
