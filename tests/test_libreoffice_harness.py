"""The LibreOffice harness does what its docstring promises; tests of other rooms rely on it."""

import re
import shutil
import zipfile

import pytest
import xlsxwriter

from tests.libreoffice import (
    convert,
    drive,
    drive_all,
    fill,
    recalculate,
    resave,
    save,
    texts,
    values,
    values_of,
)

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def book(tmp_path):
    """A formula whose cached value is wrong, as in a file that was written without calculating."""
    path = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("候选人")
        sheet.write_row("A1", ["票数", 20])
        sheet.write_formula("C1", "=B1+1", workbook.add_format({"num_format": '0"票"'}), 99)
    return path


def test_recalculating_reading_filling_and_saving(book, tmp_path):
    assert values(book, "候选人!A1:C1") == [["票数", 20.0, 21.0]]
    copy = tmp_path / "乙.xlsx"
    steps = [fill("候选人!B1", [[40]]), recalculate(), texts("候选人!C1"), save(copy)]
    assert drive(book, *steps)[2] == [["41票"]]
    again, untouched = drive_all([(copy, [values_of("候选人!C1")]), (book, [values_of("候选人!B1")])])
    assert again == [[[41.0]]]
    assert untouched == [[[20.0]]]


def test_a_step_that_cannot_be_done_fails_the_test(book):
    with pytest.raises(AssertionError, match="没有"):
        drive(book, texts("没有!A1"))


def test_conversion(book, tmp_path):
    assert convert(book, ".pdf", tmp_path).read_bytes().startswith(b"%PDF")


BY_CHANCE = re.compile(
    rb'\{[0-9A-F-]{36}\}|(?<=chart)[0-9]+|(?<=drawing)[0-9]+|(?:axId|crossAx) val="[0-9]+"'
)


def parts(path):
    """Name -> sorted tags and texts, without what no two saves write alike: properties, macros, numbers of charts, order."""
    with zipfile.ZipFile(path) as package:
        return {
            BY_CHANCE.sub(b"", name.encode()): sorted(
                re.findall(rb"<[^>]*>|[^<]+", BY_CHANCE.sub(b"", package.read(name)))
            )
            for name in package.namelist()
            if not name.startswith("docProps") and name != "xl/vbaProject.bin"
        }


@pytest.mark.slow
def test_a_resave_is_what_a_save_of_the_whole_file_is(blank_bytes, tmp_path):
    """Of the town's workbook, and of what LibreOffice itself has saved: every part is the same, and every print title."""
    file = tmp_path / "x.xlsm"
    file.write_bytes(blank_bytes)
    for saved in (tmp_path / "1.xlsm", tmp_path / "2.xlsm"):
        drive(file, save(saved))
        resave(file)
        expected = parts(saved)
        assert parts(file) == expected
        assert sum(b"_xlnm.Print_Titles" in tag for tag in expected[b"xl/workbook.xml"]) > 20
        shutil.copyfile(saved, file)
