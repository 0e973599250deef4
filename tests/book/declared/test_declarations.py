"""One fact in one place: what the rules and the workbook say of each other agrees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pyxl.actions.fresh.blank import STEPS, content
from pyxl.actions.fresh.sample import SAMPLE
from pyxl.book.declared import CALCULATED
from pyxl.book.declared.sheets import BALLOT_SHEETS, SHEETS, TABLES, table
from pyxl.book.declared.tables import QUOTAS
from pyxl.book.pages.ballot_page import PAPERS
from pyxl.book.pages.page import PAPERS as STYLED_PAPERS
from pyxl.errors import TableError
from pyxl.rules.ballot_paper import ORDER_COLUMN
from pyxl.rules.check.every_rule import columns_cited
from pyxl.rules.person.codes import LISTS
from pyxl.rules.quota.methods import METHODS
from pyxl.words import CALCULATED_COLUMNS, OFFICES

PACKAGE = Path(__file__).parents[3] / "pyxl"


def test_every_column_that_a_rule_cites_stands_in_its_table():
    for name, columns in columns_cited().items():
        assert columns <= set(table(name).headers) | {""}, name


def test_every_drop_down_has_its_list():
    for declared in TABLES.values():
        for column in declared.columns:
            if "." in column.choices:
                other, header = column.choices.split(".")
                assert header in table(other).headers
            elif column.choices:
                assert column.choices in LISTS, (declared.name, column.header)


def test_every_quota_method_has_its_column():
    assert {method.chinese for method in METHODS.values()} <= set(QUOTAS.headers)


def test_ballots():
    assert tuple(BALLOT_SHEETS) == OFFICES
    assert ORDER_COLUMN in table("候选人").headers
    assert tuple(PAPERS) == STYLED_PAPERS


def test_names_are_unique_and_ascii_where_vba_reads_them():
    assert len({sheet.name for sheet in SHEETS}) == len({sheet.code_name for sheet in SHEETS}) == len(SHEETS)
    assert all(sheet.code_name.isascii() and sheet.code_name.isidentifier() for sheet in SHEETS)
    assert not any(sheet.name.endswith(".py") for sheet in SHEETS)


def test_steps_lead_to_sheets_that_exist():
    assert {step.sheet for step in STEPS} <= {sheet.name for sheet in SHEETS}


def test_settings_sheet_names_every_clause():
    lines = content().settings
    assert len({line.key for line in lines}) == len(lines)
    assert all(line.text for line in lines)


@pytest.mark.parametrize("name", ["候选人", "代表", "单位", "工作人员", "设置"])
def test_the_interface_of_other_tools(name):
    """The columns of INTERFACES, letter for letter."""
    promised = {
        "候选人": "序号 姓名 性别 民族 身份证号 出生日期 政治面貌 文化程度 单位 职务 界别 体制 拟任职务 专兼职 任职 推荐方式 "
        "例外批准文号 例外批准日期 联系电话 备注",
        "代表": "序号 姓名 性别 民族 身份证号 出生日期 政治面貌 文化程度 单位 职务 界别 产生方式 联系电话 备注",
        "单位": "编号 单位 类别 居民小组 网格 妇女人数 最少名额 最多名额 保留名额 分配名额 妇联组织 负责人 成立日期",
        "工作人员": "姓名 岗位 选举",
        "设置": "项目 值 条款 说明",
    }[name].split()
    assert list(table(name).headers[: len(promised)]) == promised


def test_an_unknown_table_is_named_with_the_known_ones():
    with pytest.raises(TableError, match="候选人"):
        table("不存在")


def test_the_sample_fits_its_tables():
    for name, rows in SAMPLE.items():
        for row in rows:
            assert row.keys() <= set(table(name).headers)


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return names | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_nothing_needs_the_paid_part_of_xlwings():
    for path in PACKAGE.rglob("*.py"):
        assert not any(name.startswith("xlwings.pro") for name in _imports(path)), path.name


def test_the_columns_that_our_formulas_fill_are_known_to_who_keeps_values():
    filled = {item.column.header: item.formula for items in CALCULATED.values() for item in items}
    assert filled.keys() == CALCULATED_COLUMNS.keys()
    assert all(mark in filled[header] for header, mark in CALCULATED_COLUMNS.items())
