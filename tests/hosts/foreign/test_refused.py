"""Files that look like lists and are made to deceive or to stall: one sentence each, before they cost anything."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from hostile.corpus import CORPUS, ROSTER, ods, ods_cell, ods_sheet, sheet, workbook

from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.foreign import child
from pyxl.hosts.foreign.cells import MAX_LINES, GridBuilder
from pyxl.hosts.foreign.ods import _MOST_REPEATED_PEOPLE


def word(change: bytes = b"") -> bytes:
    """A document with one table; `change` takes the place of its main part."""
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "姓名"
    buffer = io.BytesIO()
    document.save(buffer)
    if not change:
        return buffer.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change if name == "word/document.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("make", [workbook(), ods(ods_sheet("")), word], ids=["xlsx", "ods", "docx"])
def test_two_files_joined_are_no_file(make):
    """Excel opens the last, others the first: nobody can say which list was sent."""
    child.read(make(), "名册")
    with pytest.raises(FileError, match="两个文件接在了一起"):
        child.read(make() + make(), "名册")


TWO = ods_sheet("").replace('"表"', '"Abc"') + ods_sheet("").replace('"表"', '"aBC"')


@pytest.mark.parametrize("make", [CORPUS["same-names.xlsx"], ods(TWO)], ids=["xlsx", "ods"])
def test_two_sheets_of_one_name_are_refused(make):
    with pytest.raises(FileError, match="两张工作表都叫"):
        child.read(make(), "名册")


def test_a_program_is_no_text():
    for raw in (CORPUS["program.xlsx"](), b"MZ\x90\0\3\0\0\0" + b"x" * 1000, b"\x7fELF\2\1\1\0"):
        with pytest.raises(FileError, match="这是程序"):
            child.read(raw, "名册.csv")
    (grid,) = child.read("MZ,姓名\n1,样例甲\n".encode(), "名册.csv")
    assert grid.lines[1].cells == ("1", "样例甲")


def test_lines_that_only_repeat_are_counted_together():
    many = f'<table:table-row table:number-rows-repeated="2000">{ods_cell("甲")}</table:table-row>'
    with pytest.raises(FileError, match="只是重复上一行") as refused:
        child.read(ods(ods_sheet(many * 2_000))(), "名册.ods")
    stopped = int(re.search(r"到第 (\d+) 行", str(refused.value))[1])
    assert stopped <= _MOST_REPEATED_PEOPLE + 2_000, "stopped at the sum, not at the end"
    assert len(child.read(ods(ods_sheet(many))(), "名册.ods")[0].lines) == 2_001


def test_more_lines_than_any_list_has_are_refused_over_all_sheets():
    first = GridBuilder("一", "名册")
    first.lines = MAX_LINES
    with pytest.raises(FileError, match="200,000 行"):
        GridBuilder("二", "名册", after=first).add(1, [(0, "姓名")])


@pytest.mark.parametrize("body", [b"<x/>", b"", b"<w:document xmlns:w='urn:x'/>"])
def test_a_broken_word_file_is_told_in_words(body):
    """What a parser stumbled over is a Python word, and no clerk's."""
    answer = bounded.answer(child.work, word(body or b" "), "名册.docx").decode()
    assert '"error":["FileError"' in answer
    assert "Error）" not in answer and "损坏" in answer


def test_the_sample_of_this_file_is_read():
    assert child.read(workbook(sheet(ROSTER))(), "名册")[0].lines
