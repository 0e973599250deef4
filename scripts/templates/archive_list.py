"""归档目录: the file's contents, on its side."""

from __future__ import annotations

from templates.form import Form, columns

_WIDTHS = {
    "序号": 10, "档号": 39, "文号": 30, "责任者": 26, "题名": 52, "日期": 18, "密级": 11, "页数": 10, "保管期限": 16,
    "备注": 13,
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
