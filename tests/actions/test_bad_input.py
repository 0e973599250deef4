"""Files and cells that cannot be used: each a sentence that says where, exit status 2, and the file untouched."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn

from tests.actions import clerk
from tests.actions.clerk import cells, done, edited, parts, people, refused, repacked, write_csv
from tests.libreoffice import require_libreoffice
from tests.tiers import usually

ACTIONS = (
    ("check",), ("quota",), ("ballots",), ("undo",), ("export", "候选人"), ("set", "代表名额=41"),
)  # fmt: skip
CANDIDATES = "候选人"


def header(book: openpyxl.Workbook, sheet: str, name: str) -> int:
    return [cell.value for cell in book[sheet][3]].index(name) + 1


# Files that are no workbook


def _truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _encrypted(data: bytes) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("geheim", out)
    return out.getvalue()


def _old_excel(_: bytes) -> bytes:
    out, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("候选人").write(0, 0, "姓名")
    book.save(out)
    return out.getvalue()


def _broken_part(data: bytes) -> bytes:
    """Bits turned over in the middle of a part: the checksum no longer fits."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo("xl/workbook.xml")
    middle = entry.header_offset + 60 + entry.compress_size // 2
    return data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]


def _no_workbook_of_ours(_: bytes) -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"", "不是 Excel 工作簿"),
        (lambda data: "姓名,单位\n样例甲,高千社区\n".encode(), "不是 Excel 工作簿"),
        (lambda data: b"%PDF-1.4 " + data[:4000], "不是 Excel 工作簿"),
        (_truncated, "不完整或已损坏"),
        (_broken_part, "损坏"),
        (_encrypted, "密码"),
        (_old_excel, "Excel 97|旧|\\.xls"),
        (_no_workbook_of_ours, "找不到名为“.*”的表|隐藏的工作表“撤销”已被删除"),
    ],
    ids=["empty", "csv", "pdf", "truncated", "bit", "encrypted", "xls", "foreign"],
)
def test_a_file_that_is_no_workbook(moxi, sample, spoil: Callable[[bytes], bytes], said: str):
    sample.write_bytes(spoil(sample.read_bytes()))
    for action in (("check",), ("quota",), ("ballots",), ("undo",), ("export", CANDIDATES)):
        assert re.search(said, refused(moxi, sample, *action)), action


def test_no_such_file_and_a_folder(moxi, tmp_path):
    for path in (tmp_path / "没有.xlsm", tmp_path):
        status, out, err = moxi("check", path)
        assert (status, out) == (2, "") and err.startswith(f"{path.name}：") and "Traceback" not in err


# Sheets, tables, columns


def _no_sheet(book: openpyxl.Workbook) -> None:
    del book[CANDIDATES]


def _renamed_table(book: openpyxl.Workbook) -> None:
    sheet = book[CANDIDATES]
    table = sheet.tables.pop(CANDIDATES)
    table.name = table.displayName = "候选人_最终"
    sheet.add_table(table)


def _no_table(book: openpyxl.Workbook) -> None:
    book[CANDIDATES].tables.pop(CANDIDATES)


def _renamed_column(book: openpyxl.Workbook) -> None:
    sheet = book[CANDIDATES]
    at = header(book, CANDIDATES, "身份证号")
    sheet.cell(3, at).value = sheet.tables[CANDIDATES].tableColumns[at - 1].name = "证件"


def _no_log(book: openpyxl.Workbook) -> None:
    del book["操作日志"]


def _no_ballot_sheet(book: openpyxl.Workbook) -> None:
    del book["选票-主席"]


def _no_ballot_styles(book: openpyxl.Workbook) -> None:
    del book["选票样式"]


@pytest.mark.parametrize(
    ("spoil", "action", "said"),
    [
        pytest.param(_no_sheet, "check", "找不到名为“候选人”的表", marks=pytest.mark.slow),
        pytest.param(_no_table, "ballots", "找不到名为“候选人”的表", marks=pytest.mark.slow),
        (_renamed_table, "check", "工作表“候选人”上的“候选人_最终”.*改回“候选人”"),
        (_renamed_column, "check", "“候选人”表（工作表“候选人”）：缺少栏目“身份证号”"),
        pytest.param(_no_log, "quota", "找不到名为“操作日志”的表", marks=pytest.mark.slow),
        (_no_ballot_sheet, "ballots", "找不到工作表“选票-主席”"),
        pytest.param(_no_ballot_styles, "ballots", "找不到工作表“选票样式”", marks=pytest.mark.slow),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_the_clerk_took_away(moxi, sample, spoil, action, said):
    edited(sample, spoil)
    assert re.search(said, refused(moxi, sample, action))


def test_two_tables_of_one_name_are_not_guessed_between(moxi, sample):
    other = dict(clerk.table_parts(sample))["工作人员"]
    repacked(
        sample,
        lambda name, data: data.replace("工作人员".encode(), CANDIDATES.encode()) if name == other else data,
    )
    assert "有 2 张表都叫“候选人”" in refused(moxi, sample, "check")


def test_a_totals_row_is_no_person_and_stops_only_growth(moxi, sample, tmp_path):
    before = clerk.document(moxi("check", Path(shutil.copy(sample, tmp_path / "x.xlsm")), "--json"), 1)[
        "findings"
    ]
    edited(sample, lambda book: (_add_totals(book, CANDIDATES, 21), _add_totals(book, "校验结果", 9)))
    found = refused(moxi, sample, "check")
    assert "“校验结果”表（工作表“校验结果”）：表带有汇总行" in found and "取消“汇总行”" in found
    edited(sample, lambda book: _drop_totals(book, "校验结果"))
    assert clerk.document(moxi("check", sample, "--json"), 1)["findings"] == before
    many = write_csv(tmp_path / "many.csv", people(60, 300))
    assert "汇总行" in refused(moxi, sample, "import", CANDIDATES, many)
    few = write_csv(tmp_path / "few.csv", people(3, 300))
    assert done(moxi("import", sample, CANDIDATES, few))


def _add_totals(book: openpyxl.Workbook, name: str, columns: int) -> None:
    sheet, table = book[name], book[name].tables[name]
    last = openpyxl.utils.range_boundaries(table.ref)[3] + 1
    table.ref = re.sub(r"\d+$", str(last), table.ref)
    table.totalsRowCount = 1
    table.tableColumns[0].totalsRowLabel = "汇总"
    table.tableColumns[columns - 1].totalsRowFunction = "count"
    sheet.cell(last, 1).value = "汇总"
    sheet.cell(last, columns).value = f"=SUBTOTAL(103,{name}[{table.tableColumns[columns - 1].name}])"


def _drop_totals(book: openpyxl.Workbook, name: str) -> None:
    table = book[name].tables[name]
    last = openpyxl.utils.range_boundaries(table.ref)[3]
    table.ref = re.sub(r"\d+$", str(last - 1), table.ref)
    table.totalsRowCount = None
    for cell in book[name][last]:
        cell.value = None
    for column in table.tableColumns:
        column.totalsRowLabel = column.totalsRowFunction = None


# Cells


@pytest.mark.parametrize(
    ("value", "said"),
    [("=1+1", "是公式"), ("#N/A", "是错误值 #N/A")],
)
@pytest.mark.parametrize(
    ("table", "column", "actions"),
    [
        (CANDIDATES, "出生日期", ("check", "ballots")),
        pytest.param("代表", "姓名", ("check",), marks=pytest.mark.slow),
        pytest.param("单位", "妇女人数", ("check", "quota"), marks=pytest.mark.slow),
        pytest.param("工作人员", "姓名", ("check",), marks=pytest.mark.slow),
    ],
)
def test_formulas_and_errors_in_data_cells(moxi, sample, table, column, actions, value, said):
    edited(sample, lambda book: book[table].cell(5, header(book, table, column)).__setattr__("value", value))
    for action in actions:
        sentence = refused(moxi, sample, action)
        assert sentence.startswith(f"“{table}”表（工作表“{table}”）：第 5 行“{column}”{said}")


def _typed_in_excel(file: Path, *typed: tuple[str, str, str, int]) -> None:
    """Formulas (sheet, address, text, value) as Excel saves them, with what they came to."""

    def type_in(book: openpyxl.Workbook) -> None:
        for sheet, address, formula, _ in typed:
            book[sheet][address] = formula

    def keep(_: str, data: bytes) -> bytes:
        for *_, formula, value in typed:
            text = f"<f>{formula[1:]}</f>".encode("ascii", "xmlcharrefreplace")  # as openpyxl writes
            data = re.sub(re.escape(text) + rb"<v(?: ?/>|></v>)", text + b"<v>%d</v>" % value, data)
        return data

    repacked(edited(file, type_in), keep)


def _shown(file: Path, table: str, place: str) -> object:
    return openpyxl.load_workbook(file, data_only=True)[table][place].value


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*xtension:UserWarning:openpyxl")
def test_a_formula_typed_into_a_table_keeps_its_value_over_a_press(moxi, ready):
    """A press that does not read the table leaves formula and value; the next that reads it names the cell."""
    at = header(openpyxl.load_workbook(ready), "工作进度", "期限")
    due = [f"{get_column_letter(at)}{row}" for row in (4, 5)]
    # Excel fills a column with what is typed into its first cell, over the formulas that we gave it.
    over = "=DATE(2017,12,1)+LEN(工作进度[[#This Row],[任务]])*0"
    _typed_in_excel(
        ready,
        *(("工作进度", cell, over, 43070) for cell in due),
        ("单位", "F5", "=600+55", 655),
        ("单位", "F6", "=LEN(单位[[#This Row],[单位]])+650", 657),
        ("统计", "A900", "=600+56", 656),
    )
    assert (_shown(ready, "单位", "F5"), _shown(ready, "单位", "F6")) == (655, 657)
    assert _shown(ready, "统计", "A900") == 656
    done(moxi("set", ready, "执委名额=23"))
    assert _shown(ready, "单位", "F5") == 655, "a table's cell is what the clerk typed"
    assert _shown(ready, "单位", "F6") == 657, "also where it names its own row, as our columns do"
    assert [_shown(ready, "工作进度", cell) for cell in due] == [dt.datetime(2017, 12, 1)] * 2, (
        "hers, not ours"
    )
    assert _shown(ready, "统计", "A900") is None, "any other formula's value is certain no longer"
    for _ in range(2):
        sentence = refused(moxi, ready, "quota")
        assert sentence.startswith("“单位”表（工作表“单位”）：第 5 行“妇女人数”是公式")
        assert "选择性粘贴" in sentence


@pytest.mark.parametrize("table", [CANDIDATES, "单位"])
def test_a_formula_without_a_value_is_no_blank_cell(moxi, ready, table):
    """Alone in the row under the last one, and not yet calculated: a person or a village would be lost without a word."""
    column = "姓名" if table == CANDIDATES else "单位"
    lasts = []

    def type_under(book: openpyxl.Workbook) -> None:
        at = header(book, table, column)
        last = max(row for row in range(4, 200) if book[table].cell(row, at).value)
        lasts.append(last)
        book[table].cell(last, at).value = '="样例"&"甲"'
        others = [c.column for c in book[table][last] if c.value is not None and c.column != at]
        for other in others:
            book[table].cell(last, other).value = None

    edited(ready, type_under)
    sentence = refused(moxi, ready, "check")
    assert sentence.startswith(f"“{table}”表（工作表“{table}”）：第 {lasts[0]} 行“{column}”是公式")


def test_many_bad_cells_are_counted_not_listed(moxi, sample):
    def spoil(book: openpyxl.Workbook) -> None:
        for row in range(4, 24):
            book[CANDIDATES].cell(row, header(book, CANDIDATES, "备注")).value = '="样"&"例"'

    sentence = refused(moxi, edited(sample, spoil), "check")
    assert "等 20 处" in sentence and sentence.count("是公式") == 5


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("六百多", "“六百多”不是整数"), pytest.param("548人", "“548人”不是整数", marks=pytest.mark.slow), pytest.param(655.5, "“655.5”不是整数", marks=pytest.mark.slow),
        (-5, "“-5”不是整数"), pytest.param(1e30, "数字太大", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_text_where_a_number_belongs(moxi, sample, value, said):
    column = "妇女人数" if value != -5 else "最少名额"
    edited(
        sample, lambda book: book["单位"].cell(6, header(book, "单位", column)).__setattr__("value", value)
    )
    assert refused(moxi, sample, "quota").startswith(f"“单位”表（工作表“单位”）第 6 行“{column}”：{said}")


def test_full_width_digits_are_a_number(moxi, sample):
    before = clerk.document(moxi("quota", sample, "--json"))
    edited(
        sample,
        lambda book: book["单位"].cell(6, header(book, "单位", "妇女人数")).__setattr__("value", "６５５ "),
    )
    assert clerk.document(moxi("quota", sample, "--json")) == before


def test_wrong_values_in_the_settings_sheet_are_all_named(moxi, sample):
    def spoil(book: openpyxl.Workbook) -> None:
        for row in book["方案设置"].iter_rows():
            if row[0].value == "代表名额":
                row[1].value = "四十一"
            if row[0].value == "大会日期":
                row[1].value = "2017-13-45"

    edited(sample, spoil)
    for action in (("check",), ("quota",), ("ballots",), ("set", "执委名额=25")):
        sentence = refused(moxi, sample, *action)
        assert (
            "有2处设置不能用" in sentence
            and "大会日期：“2017-13-45”" in sentence
            and "代表名额：“四十一”" in sentence
        )
    done(moxi("set", sample, "代表名额=41", "大会日期=2017-12-03"))
    assert moxi("check", sample)[0] == 1


# Quotas that cannot be met


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("最少名额", 3, "最少名额合计要51名，超过了代表名额41名"),
        pytest.param("最多名额", 2, "最多名额|至多", marks=pytest.mark.slow),
        pytest.param("保留名额", 3, "保留名额", marks=pytest.mark.slow),
        ("妇女人数", 0, "妇女人数|人数"),
    ],
)
def test_quotas_that_cannot_be_met(moxi, sample, column, value, said):
    def spoil(book: openpyxl.Workbook) -> None:
        for row in range(4, 21):
            book["单位"].cell(row, header(book, "单位", column)).value = value

    assert re.search(said, refused(moxi, edited(sample, spoil), "quota"))


def test_a_maximum_below_the_minimum(moxi, sample):
    def spoil(book: openpyxl.Workbook) -> None:
        book["单位"].cell(6, header(book, "单位", "最少名额")).value = 4
        book["单位"].cell(6, header(book, "单位", "最多名额")).value = 2

    assert "千丘村" in refused(moxi, edited(sample, spoil), "quota")


def test_no_units_at_all(moxi, tmp_path):
    file = tmp_path / "leer.xlsm"
    done(moxi("new", file))
    assert "还没有单位" in refused(moxi, file, "quota")
    assert "没有可以生成的选票" in refused(moxi, file, "ballots")


# Words on the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "代表数=4"), "没有“代表数”这项设置。是不是“代表名额”"),
        (("set", "代表名额"), "写成 项目=值"),
        (("set", "代表名额=四"), "“四”不能用，应为1至9999的整数"),
        (("set", "名额分配方法=抓阄"), "抓阄"),
        (("set", "大会日期=明年"), "明年"),
        (("set", "第一阶段截止日=2018-01-01"), "“第二阶段开始日”早于“第一阶段截止日”"),
        (("export", "选民"), "没有“选民”这张表。可用的表"),
        (("import", "选民", "a.csv"), "没有“选民”这张表"),
        (("import", "设置", "a.csv"), "由程序填写，不能导入"),
        (("import", "候选人", "/没有/名册.csv"), "名册.csv：找不到这个文件"),
        (("ballots", "--office", "书记"), "没有“书记”这项选举。可用：执委、主席、副主席、常委"),
        (("quota", "--method", "抓阄"), "没有“抓阄”这种算法。可用：最大余额法（largest_remainder）"),
        (("export", "候选人", "--out", "候选人.pdf"), "不会写“.pdf”文件"),
        (("undo",), "没有可以撤销的操作"),
        (("undo", "--redo"), "没有可以恢复的操作"),
    ],
)
def test_words_that_the_workbook_does_not_know(moxi, sample, words, said):
    assert said in refused(moxi, sample, *words)


# Where the file lies


@pytest.mark.parametrize(
    ("lock", "said"), [("~$磨溪镇.xlsm", "Excel 或 WPS"), (".~lock.磨溪镇.xlsm#", "LibreOffice")]
)
def test_open_elsewhere(moxi, sample, lock, said):
    sample.with_name(lock).write_bytes(b"x")
    for action in ACTIONS:
        sentence = refused(moxi, sample, *action)
        assert f"工作簿正在 {said} 里打开着" in sentence and lock in sentence


def test_read_only(moxi, sample):
    sample.chmod(0o444)
    for action in (("check",), ("set", "代表名额=41"), ("undo",)):
        assert "文件是只读的" in refused(moxi, sample, *action)


def test_changed_by_somebody_else_meanwhile(moxi, sample, monkeypatch):
    """Two presses at once: the second one must not write over what the first has saved."""
    from pyxl.actions import check

    def slow(workbook: Any, options: Any, say: Any) -> Any:
        assert clerk.press("quota", sample)[0] == 0
        return check.run(workbook, options, say)

    monkeypatch.setattr(check, "ACTION", check.Action("check", "校验候选人", "", slow, check.Options))
    status, out, err = moxi("check", sample)
    assert (status, out) == (2, "") and "又被别的程序改过" in err
    monkeypatch.undo()
    assert [row[2] for row in _log(sample)] == ["名额测算"]
    assert clerk.document(moxi("undo", sample, "--json")) == {"undone": "名额测算"}


def _log(file: Path) -> list[tuple[Any, ...]]:
    rows = openpyxl.load_workbook(file)["操作日志"].iter_rows(min_row=4, values_only=True)
    return [row for row in rows if row[0] is not None]


def test_folders_that_cannot_be_written(moxi, sample, tmp_path):
    blocked = tmp_path / "是文件"
    blocked.write_text("x")
    assert "文件不能存到这个文件夹" in refused(moxi, sample, "ballots", "--pdf", blocked)
    assert "文件不能存到这个文件夹" in refused(moxi, sample, "ballots", "--pdf", blocked / "下面")
    for ending in ("csv", "xlsx"):
        assert "文件写不进去" in refused(moxi, sample, "export", CANDIDATES, "--out", blocked / f"a.{ending}")
        assert "文件夹不存在" in refused(
            moxi, sample, "export", CANDIDATES, "--out", tmp_path / "无" / f"a.{ending}"
        )
    status, out, err = moxi("new", blocked / "neu.xlsm")
    assert (status, out) == (2, "") and "文件写不进去" in err
    status, out, err = moxi("build", "--out", blocked / "neu.xlsm")
    assert (status, out) == (2, "") and "文件不能存到这个文件夹" in err


@pytest.mark.libreoffice
def test_a_pdf_that_fails_leaves_the_workbook_alone(moxi, sample, tmp_path, monkeypatch):
    """Ballots in the sheet and none on paper would be half a press."""
    require_libreoffice()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("pyxl.hosts.office.environment.USUAL_PLACES", ())
    (tmp_path / "pdf").mkdir()
    assert "没有找到 LibreOffice" in refused(moxi, sample, "ballots", "--pdf", tmp_path / "pdf")
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert "LibreOffice 没能把“选票-执委.xlsm”转成 PDF" in refused(
        moxi, sample, "ballots", "--pdf", tmp_path / "pdf"
    )


# The undo record


@pytest.mark.parametrize(
    "cut",
    [
        lambda sheet: sheet.__setitem__("E4", "abc"),
        pytest.param(lambda sheet: sheet.__setitem__("E4", None), marks=pytest.mark.slow),
        lambda sheet: sheet.__setitem__("E4", str(sheet["E4"].value)[:-40]),
        pytest.param(
            lambda sheet: sheet.__setitem__("E4", "eJyrVspVslIqSy0qzszPU7IyrAUAL0sFTg=="),
            marks=pytest.mark.slow,
        ),
        pytest.param(lambda sheet: sheet.__setitem__("B4", "别的"), marks=pytest.mark.slow),
    ],
    ids=["rubbish", "emptied", "truncated", "other-json", "kind"],
)
def test_a_cut_undo_record(moxi, sample, cut):
    done(moxi("quota", sample))
    edited(sample, lambda book: cut(book["撤销"]))
    sentence = refused(moxi, sample, "undo")
    assert sentence.startswith("隐藏工作表“撤销”：撤销记录已损坏，不能再撤销")


# Sheets that are longer than they look


@pytest.mark.slow
def test_a_million_blank_rows(moxi, sample):
    """Somebody has formatted whole columns: the rows are there, and nothing is in them."""
    expected = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    part = clerk.sheet_part(sample, CANDIDATES)
    rows = b"".join(
        b'<row r="%d"><c r="B%d" s="1"/></row>' % (r, r) if r % 2 else b'<row r="%d"/>' % r
        for r in range(200, 1_000_001)
    )
    repacked(
        sample, lambda n, data: data.replace(b"</sheetData>", rows + b"</sheetData>") if n == part else data
    )
    assert clerk.document(moxi("check", sample, "--json"), 1)["findings"] == expected
    assert b'<row r="1000000"' in parts(sample)[part]


def test_rows_go_behind_the_last_filled_one_not_behind_blank_ones(moxi, sample, tmp_path):
    part = clerk.sheet_part(sample, CANDIDATES)
    rows = b"".join(b'<row r="%d"><c r="B%d" s="1"/></row>' % (r, r) for r in range(200, 20_000))
    repacked(
        sample, lambda n, data: data.replace(b"</sheetData>", rows + b"</sheetData>") if n == part else data
    )
    few = write_csv(tmp_path / "few.csv", people(3, 300))
    done(moxi("import", sample, CANDIDATES, few))
    behind = cells(sample)[CANDIDATES][30:]
    assert [row[1] for row in behind[:3]] == clerk.names(3, 300)
    assert not any(row[1] for row in behind[3:] if len(row) > 1)


@pytest.mark.slow
def test_a_table_drawn_down_to_the_last_row(moxi, sample, tmp_path):
    """Ctrl+Down and a table of a million rows: as quick as any other."""
    expected = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    part = dict(clerk.table_parts(sample))[CANDIDATES]
    repacked(
        sample, lambda n, data: re.sub(rb"(A3:[A-Z]+)\d+", rb"\g<1>1048576", data) if n == part else data
    )
    before = clerk.document(moxi("export", sample, CANDIDATES, "--json"))
    assert clerk.document(moxi("check", sample, "--json"), 1)["findings"] == expected
    few = write_csv(tmp_path / "few.csv", people(3, 300))
    done(moxi("import", sample, CANDIDATES, few))
    done(moxi("import", sample, CANDIDATES, few, "--replace"))
    assert len(clerk.document(moxi("export", sample, CANDIDATES, "--json"))["rows"]) == 3
    for _ in range(2):
        done(moxi("undo", sample))
    assert clerk.document(moxi("export", sample, CANDIDATES, "--json")) == before
    assert re.search(rb"A3:[A-Z]+1048576", parts(sample)[part])


# What is odd and still usable


def _extra_column(book: openpyxl.Workbook) -> None:
    sheet, table = book[CANDIDATES], book[CANDIDATES].tables[CANDIDATES]
    columns = len(table.tableColumns)
    sheet.cell(3, columns + 1).value = "我的记号"
    for row in range(4, 31):
        sheet.cell(row, columns + 1).value = f"记{row}"
    table.tableColumns.append(TableColumn(id=columns + 1, name="我的记号"))
    table.ref = table.autoFilter.ref = re.sub(
        r":[A-Z]+", f":{openpyxl.utils.get_column_letter(columns + 1)}", table.ref
    )


def _swapped_columns(book: openpyxl.Workbook) -> None:
    sheet, table = book[CANDIDATES], book[CANDIDATES].tables[CANDIDATES]
    one, two = header(book, CANDIDATES, "姓名"), header(book, CANDIDATES, "单位")
    for row in range(3, 31):
        first, second = sheet.cell(row, one), sheet.cell(row, two)
        first.value, second.value = second.value, first.value
    names = [column.name for column in table.tableColumns]
    names[one - 1], names[two - 1] = names[two - 1], names[one - 1]
    for column, name in zip(table.tableColumns, names, strict=True):
        column.name = name


def _moved(book: openpyxl.Workbook) -> None:
    sheet, table = book[CANDIDATES], book[CANDIDATES].tables[CANDIDATES]
    sheet.move_range(table.ref, rows=4, cols=2)
    area = openpyxl.worksheet.cell_range.CellRange(table.ref)
    area.shift(col_shift=2, row_shift=4)
    table.ref = table.autoFilter.ref = area.coord


def _hidden_and_filtered(book: openpyxl.Workbook) -> None:
    sheet = book[CANDIDATES]
    for row in range(6, 12):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["E"].hidden = True


def _spaces_in_headers(book: openpyxl.Workbook) -> None:
    sheet, table = book[CANDIDATES], book[CANDIDATES].tables[CANDIDATES]
    at = header(book, CANDIDATES, "身份证号")
    sheet.cell(3, at).value = table.tableColumns[at - 1].name = "身份 证号 "


def _renamed_sheet(book: openpyxl.Workbook) -> None:
    book[CANDIDATES].title = "候选人（最终版）"


def _numbered_ahead(book: openpyxl.Workbook) -> None:
    for row in range(31, 44):
        book[CANDIDATES].cell(row, 1).value = row - 3


@pytest.mark.parametrize(
    "change",
    usually(
        (
            _extra_column,
            _swapped_columns,
            _moved,
            _hidden_and_filtered,
            _spaces_in_headers,
            _renamed_sheet,
            _numbered_ahead,
        ),
        _renamed_sheet,
    ),
)
def test_a_workbook_that_the_clerk_made_her_own(moxi, sample, tmp_path, change):
    """The same findings, rows go where they belong, and undo brings back what was there."""
    expected = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    edited(sample, change)
    found = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    assert [f for f in found if f["code"] != "FORM"] == expected, (
        "openpyxl moves cells without their drop-downs"
    )
    before = cells(sample)
    few = write_csv(tmp_path / "few.csv", people(3, 300))
    done(moxi("import", sample, CANDIDATES, few, "--replace"))
    done(moxi("undo", sample))
    assert clerk.document(moxi("import", sample, CANDIDATES, few, "--json"))["rows"] == 3
    rows = clerk.document(moxi("export", sample, CANDIDATES, "--json"))["rows"]
    assert [(row["序号"], row["姓名"]) for row in rows[27:30]] == list(enumerate(clerk.names(3, 300), 28))
    done(moxi("undo", sample))
    assert cells(sample) == before


def test_rows_with_only_a_number_are_no_people(moxi, sample):
    edited(sample, lambda book: [setattr(cell, "value", None) for cell in book[CANDIDATES][12][1:21]])
    found = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    assert not [f for f in found if (f["table"], f["row"]) == (CANDIDATES, 9)]


def test_notes_below_a_table_are_not_written_over(moxi, sample, tmp_path):
    edited(sample, lambda book: book[CANDIDATES].__setitem__("B50", "注：这是说明"))
    many = write_csv(tmp_path / "many.csv", people(60, 300))
    sentence = refused(moxi, sample, "import", CANDIDATES, many)
    assert sentence.startswith("“候选人”表（工作表“候选人”）") and "第 50 行已有表外的内容" in sentence


def test_merged_cells_below_a_table_are_named(moxi, sample, tmp_path):
    edited(sample, lambda book: book[CANDIDATES].merge_cells("A52:H53"))
    many = write_csv(tmp_path / "many.csv", people(60, 300))
    assert re.match(
        r"候选人!\w+5[23]：这里被合并单元格盖住", refused(moxi, sample, "import", CANDIDATES, many)
    )


def test_names_that_look_like_formulas_stay_text(moxi, sample):
    def spoil(book: openpyxl.Workbook) -> None:
        for row, text in enumerate(("=王丽", "-王丽", "@王丽", "+王"), 4):
            cell = book[CANDIDATES].cell(row, 2)
            cell.value, cell.data_type = text, "s"

    edited(sample, spoil)
    ballot = clerk.document(moxi("ballots", sample, "--json"), 1)["ballots"][0]
    assert ballot["specimen"] and {"=王丽", "-王丽", "@王丽", "+王"} <= set(ballot["candidates"])
    sheet = openpyxl.load_workbook(sample)["选票-执委"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert moxi("check", sample)[0] == 1
    sheet = openpyxl.load_workbook(sample)["校验结果"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas and all(text.startswith("=HYPERLINK(\"#'") for text in formulas), "links of our own"
    for _ in range(2):
        done(moxi("undo", sample))


@pytest.mark.slow
def test_dates_of_1904_are_the_same_days(moxi, sample):
    expected = clerk.document(moxi("check", sample, "--json"), 1)["findings"]

    def change(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    edited(sample, change)
    assert clerk.document(moxi("check", sample, "--json"), 1)["findings"] == expected
    done(moxi("set", sample, "大会日期=2017-12-03"))
    rows = clerk.document(moxi("export", sample, "设置", "--json"))["rows"]
    assert {row["项目"]: row["值"] for row in rows}["大会日期"] == "2017-12-03"


@pytest.mark.parametrize(
    "name", ["磨 溪 镇.xlsm", "表😀.xlsm", "a&b'c%20#1.xlsm", "GROSS.XLSM", "名" * 80 + ".xlsm"]
)
def test_names_of_files(moxi, sample, monkeypatch, name):
    file = sample.rename(sample.with_name(name))
    done(moxi("quota", file))
    monkeypatch.chdir(file.parent)
    done(moxi("undo", name))
    assert [path.name for path in file.parent.iterdir()] == [name]


def test_a_link_stays_a_link(moxi, sample, tmp_path):
    link = tmp_path / "链接.xlsm"
    link.symlink_to(sample)
    done(moxi("quota", link))
    assert link.is_symlink() and clerk.document(moxi("undo", sample, "--json")) == {"undone": "名额测算"}


@pytest.mark.parametrize("serial", usually([0, 0.5], 0.5))
def test_a_time_in_a_date_column_is_named_and_stops_nothing(moxi, sample, serial):
    edited(sample, lambda book: setattr(book[CANDIDATES]["F9"], "value", serial))
    found = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    assert [f["row"] for f in found if f["code"] == "FORM" and f["column"] == "出生日期"] == [6]
    few = write_csv(sample.parent / "few.csv", people(3, 300))
    before = clerk.document(moxi("export", sample, CANDIDATES, "--json"))
    done(moxi("import", sample, CANDIDATES, few, "--replace"))
    done(moxi("undo", sample))
    assert clerk.document(moxi("export", sample, CANDIDATES, "--json")) == before


def test_live_columns_that_were_deleted_are_missed(moxi, sample):
    def cut(book: openpyxl.Workbook) -> None:
        table = book[CANDIDATES].tables[CANDIDATES]
        table.ref = table.autoFilter.ref = "A3:U43"
        del table.tableColumns[21:]

    edited(sample, cut)
    found = clerk.document(moxi("check", sample, "--json"), 1)["findings"]
    (gone,) = [f for f in found if f["code"] == "FORM" and f["column"] == "即时校验"]
    assert gone["row"] == 0 and "被删去" in gone["message"]
