"""代表登记表: a form of fixed cells on a page for each, with room for a photograph, opinions and seals."""

from __future__ import annotations

from templates.form import Cell, Form
from templates.registration_form import SEAL, WIDTHS, label, pair


def draw() -> Form:
    """The template."""
    form = Form("代表登记表")
    with form.sheets("人 in 名单"):
        form.title()
        form.paragraph("SmallCell")
        form.grid(WIDTHS, ROWS, HEIGHTS)
    return form


ROWS = (
    (*pair("姓名"), *pair("性别"), *pair("出生年月"), Cell("照片", down=5)),
    (*pair("民族"), label("籍贯"), Cell(), *pair("政治面貌"), Cell(down=0)),
    (*pair("文化程度", 3), *pair("产生方式"), Cell(down=0)),
    (*pair("身份证号", 3), *pair("联系电话"), Cell(down=0)),
    (label("单位职务"), Cell("{{ 人.单位 }}{{ 人.职务 }}", across=5), Cell(down=0)),
    (*pair("界别", 6),),
    (label("个人简历"), Cell(across=6)),
    (label("主要事迹"), Cell(across=6)),
    (label("选举或", "推荐单位", "意见"), Cell(SEAL, across=6)),
    (
        label("{{ 妇联简称 }}", "意见"),
        Cell(SEAL, across=3),
        label("资格审查", "委员会", "意见"),
        Cell(SEAL, across=2),
    ),
)
HEIGHTS = (10, 10, 10, 10, 10, 10, 36, 36, 26, 26)


DRAWINGS = {"代表登记表.docx": draw}
