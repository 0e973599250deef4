"""候选人登记表: a form of fixed cells on a page for each, with room for a photograph, opinions and seals."""

from __future__ import annotations

from templates.form import Cell, Form

WIDTHS = (24, 20, 17, 18, 24, 30, 23)
SEAL = ("", "", "（盖章）", "　　　　年　　月　　日")


def draw() -> Form:
    """The template."""
    form = Form("候选人登记表")
    with form.sheets("人 in 名单"):
        form.title()
        form.paragraph("SmallCell")
        form.grid(WIDTHS, ROWS, HEIGHTS)
    return form


def label(*lines: str) -> Cell:
    """A cell with the name of the next one."""
    return Cell(lines, label=True)


def pair(name: str, across: int = 1) -> tuple[Cell, Cell]:
    """A label and the person's tag of the same name."""
    return label(name), Cell(f"{{{{ 人.{name} }}}}", across=across)


ROWS = (
    (*pair("姓名"), *pair("性别"), *pair("出生年月"), Cell("照片", down=5)),
    (*pair("民族"), label("籍贯"), Cell(), *pair("政治面貌"), Cell(down=0)),
    (*pair("文化程度"), *pair("体制"), *pair("专兼职"), Cell(down=0)),
    (*pair("身份证号", 3), *pair("联系电话"), Cell(down=0)),
    (label("单位职务"), Cell("{{ 人.单位 }}{{ 人.职务 }}", across=5), Cell(down=0)),
    (*pair("拟任职务"), *pair("任职"), *pair("推荐方式", 2)),
    (*pair("界别", 3), label("例外批准"), Cell("{{ 人.例外 }}", across=2)),
    (label("个人简历"), Cell(across=6)),
    (label("主要事迹"), Cell(across=6)),
    (
        label("推荐单位", "意见"),
        Cell(SEAL, across=3),
        label("{{ 妇联简称 }}", "意见"),
        Cell(SEAL, across=2),
    ),
    (
        label("{{ 党委 }}", "意见"),
        Cell(SEAL, across=3),
        label("{{ 上级妇联 }}", "意见"),
        Cell(SEAL, across=2),
    ),
)
HEIGHTS = (10, 10, 10, 10, 10, 10, 10, 28, 28, 26, 26)


DRAWINGS = {"候选人登记表.docx": draw}
