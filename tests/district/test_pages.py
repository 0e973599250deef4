"""Every sheet of a result is one A4 page wide on paper, readable, with its headers and a page number on each page."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.book.building.table_sheet import LEAST_SCALE, ROOM
from pyxl.book.declared import Face
from pyxl.book.fitting import lines_of
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.declared import PAGES, ROLL, STRUCTURE, SUMMARY, TOWNS, Page
from pyxl.district.result.progress_sheet import HEAD, MOST, NOTHING, task_names
from pyxl.district.result.structure_charts import CHARTS
from tests.district import realistic
from tests.libreoffice import convert, require_libreoffice
from tests.tiers import usually

READABLE = 0.7
"""The least scale at which a sheet's eleven points are read without a lens."""
DIGIT = 8 / 96
"""Inches of a digit of a column's width: 宋体 of eleven points, the broadest of the faces that programs take for it."""
OWN = tuple(f"本镇自己加的一项工作第{number:02d}件，名称写得很长很长很长很长" for number in range(40))


def with_own_tasks() -> Result:
    """Towns that added forty tasks of their own."""
    result = realistic.district(25, 3)
    for row in result.rows[:3]:
        object.__setattr__(row, "tasks", [*row.tasks, *((text, "进行中") for text in OWN)])
    return result


KINDS: Mapping[str, Result] = {
    "一镇": realistic.district(1, 0),
    "二十五镇": realistic.district(goal_age="41", goal_college="60%"),
    "名字都长": realistic.district(25, 8, long=True),
    "自己加的任务": with_own_tasks(),
    "没有来件": realistic.empty(),
    "七十镇": realistic.district(70, 10),
    "十二区县": realistic.city(),
    "市里没有来件": realistic.empty(city=True),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("页")
    for name, result in KINDS.items():
        write_result(folder / f"{name}.xlsx", result, realistic.roll)
    return {name: folder / f"{name}.xlsx" for name in KINDS}


@pytest.fixture(scope="module")
def books(files) -> dict[str, openpyxl.Workbook]:
    return {name: openpyxl.load_workbook(file) for name, file in files.items()}


def width_of(sheet: Worksheet) -> float:
    """Of the visible columns that hold anything, in digits."""
    letters = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value is not None}
    total = 0.0
    for group in sheet.column_dimensions.values():
        columns = range(group.min, group.max + 1)
        used = sum(openpyxl.utils.get_column_letter(column) in letters for column in columns)
        total += 0 if group.hidden else group.width * used
    return total


@pytest.mark.parametrize("kind", KINDS)
def test_one_page_wide_and_readable(books, kind):
    for sheet in books[kind].worksheets:
        width = width_of(sheet) * DIGIT
        room = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9, sheet.title
        setup = sheet.sheet_properties.pageSetUpPr
        if setup is not None and setup.fitToPage:
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), sheet.title
        else:
            assert width <= room, sheet.title
        assert room / width >= READABLE, (sheet.title, width)
        assert sheet.print_title_cols is None and sheet.print_title_rows, sheet.title
        assert "&P" in sheet.oddFooter.center.text, sheet.title


@pytest.mark.parametrize("page", [*PAGES, TOWNS], ids=lambda page: page.sheet)
def test_what_is_read_at_a_glance_keeps_nine_points(page: Page):
    """汇总 and 来件 have more columns than nine points leave room for."""
    width = sum(field.width for field in page.fields if not field.hidden)
    assert width <= ROOM[Face.LANDSCAPE] / (
        READABLE if page.sheet in ("汇总", "来件") else LEAST_SCALE - 0.02
    )


@pytest.mark.parametrize("kind", usually(KINDS, "二十五镇"))
@pytest.mark.libreoffice
def test_a_printer_s_pages_have_all_columns_beside_one_another(files, kind, tmp_path):
    """Where LibreOffice prints a header of a sheet, it prints all others on that page."""
    require_libreoffice()
    pdf = convert(files[kind], ".pdf", tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    pages = ["".join(page.split()) for page in text.split("\f") if page.strip()]
    assert not [at for at, page in enumerate(pages, 1) if "###" in page]
    for page in (*PAGES, *([TOWNS] if KINDS[kind].is_citys else [])):
        one_line = [
            field.header
            for field in page.fields
            if not field.hidden and lines_of(field.header, field.width) == 1
        ]
        first, last = one_line[0], one_line[-1]
        mine = [text for text in pages if all(header in text for header in one_line)]
        assert mine, page.sheet
        assert first in mine[0] and last in mine[0]
    numbers = [int(text.rpartition("—")[0].rpartition("—")[2]) for text in pages]
    assert numbers == list(range(1, len(pages) + 1))


def test_the_usual_words_of_the_roll_stand_on_one_line():
    """Else each row is two lines high, and the roll takes twice the pages."""
    words = {
        "报送单位": "龙眼井镇", "类别": "当选", "职务": "执委", "姓名": "欧阳样例", "性别": "女", "民族": "土家族", "出生年月": "1980.05",
        "政治面貌": "中共党员", "文化程度": "大学本科", "单位": "老木垭村", "单位职务": "镇便民服务中心干部", "体制": "体制外", "任职": "新推荐",
    }  # fmt: skip
    assert {
        field.header: lines_of(words[field.header], field.width) for field in ROLL.fields
    } == dict.fromkeys(words, 1)


def test_the_usual_words_of_the_first_sheet_stand_on_one_line(books):
    """Its rows are one line high but for long names, reasons and advice."""
    words = {"报送单位": "龙眼井镇", "状态": "名单外", "阶段": "建章立制", "建议": "接收", "结论": "接收"}
    widths = {field.header: field.width for field in SUMMARY.fields}
    assert {header: lines_of(word, widths[header]) for header, word in words.items()} == dict.fromkeys(
        words, 1
    )
    sheet = books["一镇"]["汇总"]
    assert sheet.row_dimensions[SUMMARY.head + 1].height <= 22


def test_headers_are_not_clipped():
    """Of the sheets of a fixed form; those of 进度 stand upright."""
    for page in (*PAGES, TOWNS):
        for field in page.fields:
            if not field.hidden:
                # Bold signs of a header stand without the indent that a text's column has.
                assert lines_of(field.header, field.width + 2) <= 2, (page.sheet, field.header)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_as_high_as_its_longest_text(books, kind):
    for page in PAGES:
        sheet = books[kind][page.sheet]
        for row in sheet.iter_rows(min_row=page.head + 1):
            if row[0].value is None:
                break
            for cell, field in zip(row, page.fields, strict=False):
                if isinstance(cell.value, str) and not field.hidden:
                    lines = lines_of(cell.value, field.width, field.size)
                    assert sheet.row_dimensions[cell.row].height >= min(409, lines * field.size), (
                        cell.coordinate
                    )


@pytest.mark.parametrize("kind", KINDS)
def test_progress_is_readable_in_black_and_white(books, kind):
    """A mark in each cell, the marks explained, and a silent town told from one that has not begun."""
    sheet, rows = books[kind]["进度"], KINDS[kind].rows
    legend = sheet["A2"].value
    assert all(
        f"{mark} {state}" in legend
        for mark, state in (("●", "已完成"), ("逾", "逾期"), ("○", "进行中"), ("空白", "未开始"))
    )
    names = [cell.value for cell in sheet[HEAD][2:] if cell.value]
    assert len(names) == len(task_names(rows)) <= MOST
    assert ("没有列出" in legend) == (kind == "自己加的任务")
    for at, row in enumerate(rows, HEAD + 1):
        assert sheet.cell(at, 1).value == row.town
        assert (sheet.cell(at, 3).value == NOTHING) == (not row.sha)
        assert sheet.row_dimensions[at].height >= lines_of(row.town, 14) * 11


@pytest.mark.parametrize("kind", KINDS)
def test_charts_are_as_high_as_the_rows_they_stand_on(files, books, kind):
    """A row without a cell would not be in the file: its height would be lost, and the chart that stands on it flat."""
    sheet, shown = books[kind]["结构对比"], [row for row in KINDS[kind].rows if row.sha]
    assert len(sheet._charts) == (len(CHARTS) if shown else 0)
    for chart in sheet._charts:
        first, last = chart.anchor._from, chart.anchor.to
        heights = [sheet.row_dimensions[at + 1].height for at in range(first.row, last.row)]
        assert None not in heights and sum(heights) + last.rowOff / 12700 >= 150
        beside = [
            other for other in sheet._charts if other is not chart and other.anchor._from.row == first.row
        ]
        assert all(last.col <= other.anchor._from.col or other.anchor.to.col <= first.col for other in beside)
        assert last.col < len(STRUCTURE.fields), "wider than the table, it would make the page wider"
    rows = sorted({(chart.anchor._from.row, chart.anchor.to.row) for chart in sheet._charts})
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(rows))


def test_charts_show_median_and_goal_and_short_names(files):
    sheet = openpyxl.load_workbook(files["二十五镇"])["结构对比"]
    charts = sheet._charts
    lines = [
        [one.tx.strRef or one.tx.v for one in series]
        for chart in charts
        for series in [chart._charts[-1].ser]
    ]
    assert [line for line in lines if len(line) == 2] and all(lines)
    hidden = [group for group in sheet.column_dimensions.values() if group.hidden]
    assert hidden
    labels = {
        cell.value for row in sheet.iter_rows(min_col=hidden[0].min, max_col=hidden[0].min) for cell in row
    } - {None}
    assert "双江口…联合镇" in labels and all(len(label) <= 7 for label in labels)
    below = [str(sheet.cell(at, 1).value) for at in range(STRUCTURE.head + 1, sheet.max_row)]
    assert [word for word in below if word in ("中位数", "合计", "目标", "未达目标")] == [
        "中位数",
        "合计",
        "目标",
        "未达目标",
    ]


@pytest.mark.parametrize("kind", ["没有来件", "市里没有来件"])
def test_a_sheet_without_rows_says_so(books, kind):
    for sheet in books[kind].worksheets:
        words = "".join(str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row if cell.value)
        assert words, sheet.title
        if sheet.title in ("结构对比", "选举", "名册", "来件", "跨镇", "各镇"):
            assert words.startswith(("还没有", "没有")), (sheet.title, words)
