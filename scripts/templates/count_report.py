"""计票结果报告单: one page for the signatures of scrutineers and tellers."""

from __future__ import annotations

from templates.form import Cell, Column, Form

_HALF = {"序号": 10, "姓名": 20, "赞成": 11, "反对": 11, "弃权": 11, "结果": 15}
_FIGURES = {
    "应到": "应到{{ 称谓 }}", "实到": "实到{{ 称谓 }}", "发出": "发出选票", "收回": "收回选票", "有效": "有效票",
    "无效": "无效票",
}  # fmt: skip


def draw() -> Form:
    """The template."""
    form = Form("计票结果报告单", slip=True)
    form.title()
    form.paragraph("SmallCell")
    form.grid(
        [26] * 6,
        (
            [Cell(label, label=True) for label in _FIGURES.values()],
            [Cell(f"{{{{ {tag} }}}}") for tag in _FIGURES],
        ),
        (8, 8),
    )
    form.paragraph("CellLeft", "{{ 名额 }}，{{ 当选条件 }}。")
    columns = [
        Column(head, width, f"{{{{ 行.{side}.{head} }}}}")
        for side in ("左", "右")
        for head, width in _HALF.items()
    ]
    form.table(columns, "行 in 名单", small=True, height=5.7)
    form.paragraph(
        "CellLeft",
        "另选他人：{% for 人 in 另选 %}{{ 人.姓名 }}得赞成票{{ 人.赞成 }}票（{{ 人.结果 }}）"
        "{% if not loop.last %}；{% endif %}{% else %}无{% endfor %}。",
    )
    form.paragraph("CellLeft", "{{ 结论称谓 }}：{{ 结论 }}。", keep=True)
    form.paragraph("CellLeft", "票数核对：{{ 票数平衡 }}。", keep=True)
    form.paragraph("CellLeft", "核对码：{{ 核对码 }}（上报的封面应与此相同）", keep=True)
    form.table(
        [
            Column("岗位", 36, "{{ 人.岗位 }}"),
            Column("姓名", 60, "{{ 人.姓名 }}"),
            Column("签名", 60, ""),
        ],
        "人 in 签名",
        keep=True,
    )
    form.paragraph("CellLeft", "{{ 日期 }}　　　时　　　分", align="right")
    return form


DRAWINGS = {"计票结果报告单.docx": draw}
