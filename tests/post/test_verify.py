"""What arrives: accepted as it was made, and refused, with the reason, in every other state."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib import import_module

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import PASSWORD, parts, source, tables

from pyxl.book.declared import CANDIDATES
from pyxl.errors import FileError
from pyxl.hosts.files.packing import pack as zipped
from pyxl.post import freeze as freeze_module
from pyxl.post import verify
from pyxl.post.freeze import freeze
from pyxl.post.frozen import first_difference
from pyxl.post.parcel import frozen_of, pack
from pyxl.post.verify import open_frozen, read_frozen, unfreeze

pytestmark = pytest.mark.process


@pytest.fixture(scope="session")
def masked() -> bytes:
    return freeze(frozen_of(source(), masked=True))


@pytest.fixture(scope="session")
def sealed() -> bytes:
    return pack(source(), PASSWORD).workbook


def test_a_file_of_another_version_with_a_column_less(monkeypatch):
    """The columns of a file are its own."""
    columns = freeze_module.sent_columns
    leaving = import_module("pyxl.post.leaving")  # the room's face has a function of the module's name

    def fewer(table):  # but the column that a table's rows are told by
        last = [column.header for column in columns(table) if column.header != table.key][-1]
        return tuple(column for column in columns(table) if column.header != last)

    for module in (freeze_module, leaving):
        monkeypatch.setattr(module, "sent_columns", fewer)
    older = frozen_of(source(), masked=True)
    data = freeze(older)
    monkeypatch.undo()
    found = unfreeze(data, "f")
    assert first_difference(found, older) is None
    assert list(found.tables["候选人"][0]) == [column.header for column in fewer(CANDIDATES)]


def test_a_file_of_another_version_with_lower_rows(monkeypatch):
    """How high a row of sentences is differs from version to version; towns do not all update on one day."""
    rows = [{**record, "说明": "一句很长的话，" * 60} for record in tables()["设置"]]
    tall = source({**tables(), "设置": rows})
    with monkeypatch.context() as older:
        older.setattr(freeze_module, "fitted_height", lambda columns, record: freeze_module.LEAST)
        data = freeze(frozen_of(tall, masked=False))
    assert data != freeze(frozen_of(tall, masked=False))
    assert not verify.receive_bytes(data, None, "f").exact


def refusal(data: bytes, password: str | None = None) -> str:
    with pytest.raises(FileError) as caught:
        open_frozen(data, password, "来件.xlsx")
    sentence = str(caught.value)
    assert re.fullmatch(r"来件\.xlsx.*[\u4e00-\u9fff].*。", sentence), sentence
    return sentence


def edited(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The workbook after somebody changed it in a program that writes every part anew."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def patched(data: bytes, **changes: tuple[str, str]) -> bytes:
    """The package with a text of a part replaced; parts by the last word of their names."""
    found = parts(data)
    for word, (old, new) in changes.items():
        name = next(name for name in found if name.endswith(f"/{word}.xml"))
        assert old in found[name].decode(), (name, old)
        found[name] = found[name].decode().replace(old, new, 1).encode()
    return zipped(found)


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    return zipped({**parts(data), name: content})


def test_as_it_was_made(masked, sealed, tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(masked)
    assert first_difference(read_frozen(file), frozen_of(source(), masked=True)) is None
    file.write_bytes(sealed)
    assert first_difference(read_frozen(file, PASSWORD), frozen_of(source(), masked=False)) is None


def test_saved_anew_without_a_change(masked):
    """A reader upstairs may press Save: nothing is different for it."""
    assert (
        first_difference(unfreeze(edited(masked, lambda book: None), "f"), frozen_of(source(), True)) is None
    )


@pytest.fixture
def in_process(monkeypatch):
    """The parser without a process of its own around it, for the many cases in which it meets no damage."""

    def here(work, raw, where, secret=""):
        return verify.work(raw, where, secret)

    monkeypatch.setattr(verify.bounded, "run", here)


def put(sheet: str, address: str, value: object) -> Callable[[openpyxl.Workbook], object]:
    return lambda book: book[sheet].__setitem__(address, value)


def replace_on_cover(label: str, value: object) -> Callable[[openpyxl.Workbook], object]:
    def change(book: openpyxl.Workbook) -> None:
        row = next(row for row in book["封面"].iter_rows(max_col=2) if row[0].value == label)
        row[1].value = value

    return change


def hide(book: openpyxl.Workbook) -> None:
    book["候选人"].sheet_state = "hidden"


def outside_name(book: openpyxl.Workbook) -> None:
    book.defined_names["x"] = openpyxl.workbook.defined_name.DefinedName("x", attr_text="[1]Sheet1!$A$1")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (put("候选人", "B4", "别人"), "“候选人”表的内容被改动过"),
        (put("代表", "F10", None), "“代表”表的内容被改动过"),
        (put("单位", "F4", "1630"), "“单位”表的内容被改动过"),
        (put("方案设置", "B30", "随便"), "“设置”表的内容被改动过"),
        (lambda book: book["代表"].delete_rows(5), "“代表”表的内容被改动过，与封面指纹不符（封面 41 行，现有 40 行）"),
        (put("选举结果", "A4", "执委"), "“选举结果”表的内容被改动过，与封面指纹不符（封面 0 行，现有 1 行）"),
        (put("候选人", "Z9", "夹带"), "“候选人”工作表第 9 行表外有内容"),
        (put("候选人", "A1", "别的标题"), "“候选人”表的标题被改动过"),
        (put("候选人", "B3", "名字"), "“候选人”表的表头被改动过"),
        (put("候选人", "J3", "官职"), "“候选人”表的内容被改动过"),
        (put("候选人", "J3", None), "“候选人”表的表头被改动过"),
        (put("候选人", "J3", "姓名"), "“候选人”表的表头被改动过"),
        (replace_on_cover("镇（乡）", "别的镇"), "封面被改动过"),
        (replace_on_cover("错误（条）", 7), "封面被改动过"),
        (replace_on_cover("错误（条）", "没有"), "封面被改动过"),
        (replace_on_cover("封面指纹", "0" * 64), "封面被改动过"),
        (replace_on_cover("数据指纹", "0" * 64), "封面被改动过"),
        (replace_on_cover("格式", "磨溪上报工作簿 9"), "不是“打包上报”做出的文件，或者版本不同"),
        (put("封面", "A1", "别的镇妇联改革选举上报材料"), "封面被改动过"),
        (put("封面", "C5", "另外说明"), "封面被改动过"),
        (lambda book: book.remove(book["代表"]), "缺少工作表“代表”"),
        (lambda book: book.remove(book["封面"]), "没有封面"),
        (lambda book: book.create_sheet("夹带")["A1"].__setattr__("value", 1), "多出工作表“夹带”"),
        (hide, "有隐藏的工作表“候选人”"),
        (put("候选人", "B5", "=1+1"), "工作表“候选人”的 B5 格是公式"),
        (lambda book: book["代表"]["B5"].__setattr__("hyperlink", "https://evil.example"), "带有外部链接"),
        (outside_name, "名称“x”指向文件之外"),
    ],
)  # fmt: skip
def test_one_change_and_its_name(masked, in_process, change, named):
    assert named in refusal(edited(masked, change))


def test_what_only_a_hand_in_the_package_can_do(masked):
    sheet = {"sheet2": ("<sheetData>", '<sheetData><row r="2"><c r="ZZ2"><f>1+1</f></c></row>')}
    cases = {
        "带有宏": with_part(masked, "xl/vbaProject.bin"),
        "带有外部链接或数据连接": with_part(masked, "xl/externalLinks/externalLink1.xml"),
        "嵌有其他文件": with_part(masked, "xl/embeddings/oleObject1.bin"),
        "不该有的内容": patched(masked, sheet5=("<worksheet", '<!DOCTYPE x [<!ENTITY e "e">]><worksheet')),
        "公式": patched(masked, **sheet),
    }
    for named, data in cases.items():
        assert named in refusal(data), named
    content_types = parts(masked)
    name = "[Content_Types].xml"
    content_types[name] = content_types[name].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    content_types[name] = content_types[name].replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.macro", b"ms-excel.sheet.macro"
    )
    assert "带有宏" in refusal(zipped(content_types))


def with_format(code: str) -> dict[str, tuple[str, str]]:
    return {"styles": ('formatCode="yyyy-mm-dd"', f'formatCode="{code}"')}


def ahead(element: str) -> dict[str, tuple[str, str]]:
    return {"sheet7": ("<printOptions", element + "<printOptions")}


RULE = (
    '<conditionalFormatting sqref="B4:B9"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
    "</conditionalFormatting>"
)
CHOICE = '<dataValidations count="1"><dataValidation type="list" sqref="B5"><formula1>"a"</formula1></dataValidation></dataValidations>'
NEWER = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml'
    '/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting><x14:cfRule type="expression"><xm:f>WEBSERVICE("x")</xm:f></x14:cfRule>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (with_format("&quot;99&quot;"), "数字格式"),
        (with_format(";;;"), "数字格式“;;;”"),
        ({"sheet7": ('<row r="8"', '<row hidden="1" r="8"')}, "工作表“候选人”有隐藏的行"),
        ({"sheet7": ('ht="33.75"', 'ht="0.5"')}, "工作表“候选人”有隐藏的行"),
        ({"sheet7": ("<col ", '<col hidden="true" ')}, "有隐藏的列"),
        ({"sheet7": ("<sheetFormatPr", '<sheetFormatPr zeroHeight="1"')}, "有隐藏的行"),
        ({"sheet7": ("<sheetView ", '<sheetView showZeros="0" ')}, "不显示零"),
        ({"sheet7": ("<oddFooter>", "<oddHeader>&amp;C作废</oddHeader><oddFooter>")}, "页眉、页脚被改动过"),
        ({"sheet7": ("— &amp;P —", "— &amp;P 作废 —")}, "页眉、页脚被改动过"),
        (ahead(RULE), "条件格式"),
        (ahead(CHOICE), "数据验证"),
        ({"sheet7": ("</worksheet>", NEWER + "</worksheet>")}, "条件格式"),
        (ahead('<mergeCells count="1"><mergeCell ref="B5:B6"/></mergeCells>'), "的 B5:B6 格有合并的单元格"),
        (ahead('<drawing r:id="rId9"/>'), "图片"),
        ({"core": ("<dc:creator></dc:creator>", "<dc:creator>某人</dc:creator>")}, "文件属性里写有作者"),
    ],
)  # fmt: skip
def test_what_shows_other_than_it_holds(masked, in_process, changes, named):
    """The data are all as they were made, and the fingerprints true: only what a reader sees is not."""
    assert named in refusal(patched(masked, **changes))


def test_a_part_that_is_shown_as_a_whole(in_process):
    """0.05 under the format 0 shows 0, and no fingerprint changes."""
    data = freeze(frozen_of(source(tables(选举情况=[{"选举": "执委", "应到": 40.5}])), True))
    found = parts(data)
    name = next(name for name, content in found.items() if b"<v>40.5</v>" in content)
    style = re.search(rb's="(\d+)"><v>40.5<', found[name])[1]
    formats = re.search(rb"<cellXfs.*?</cellXfs>", found["xl/styles.xml"])[0]
    whole = next(at for at, xf in enumerate(re.findall(rb"<xf [^>]*>", formats)) if b'numFmtId="1"' in xf)
    found[name] = found[name].replace(b's="%s"><v>40.5<' % style, b's="%d"><v>40.5<' % whole)
    assert unfreeze(data, "f") and "的数字显示得与实际不同" in refusal(zipped(found))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_cut_short(masked, sealed, share):
    assert re.search("不完整|损坏|空的", refusal(masked[: int(len(masked) * share)]))
    cut = refusal(sealed[: int(len(sealed) * share)], PASSWORD)
    assert re.search("不完整|损坏|空的", cut), cut


@settings(max_examples=12)
@given(at=st.floats(0.0, 1.0), bit=st.integers(0, 7))
def test_one_flipped_bit_is_never_taken_for_other_data(masked, at, bit):
    """Either the file is refused, or the bit says nothing about the content (a date in the zip directory)."""
    data = bytearray(masked)
    data[int(at * (len(data) - 1))] ^= 1 << bit
    try:
        found = open_frozen(bytes(data), None, "来件.xlsx")
    except FileError as error:
        assert str(error).startswith("来件.xlsx")
    else:
        assert first_difference(found, frozen_of(source(), masked=True)) is None


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_one_flipped_byte_in_the_sealed_content(sealed, share):
    data = bytearray(sealed)
    data[int(share * len(data))] ^= 0xFF
    assert "损坏" in refusal(bytes(data), PASSWORD)


def test_passwords(sealed):
    assert "密码不对" in refusal(sealed, PASSWORD + "x")
    assert "文件设有密码" in refusal(sealed)


@pytest.mark.parametrize(
    ("data", "named"),
    [(b"", "空的"), (b"hello", "不是 Excel 工作簿"), (b"%PDF-1.7", "不是 Excel 工作簿"), (b"PK\x03\x04" + b"\0" * 40, "不完整"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版")],
)  # fmt: skip
def test_no_workbook_at_all(data, named):
    assert named in refusal(data)


def test_an_ordinary_workbook(blank_bytes):
    assert "带有宏" in refusal(blank_bytes)
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert "没有封面" in refusal(book.getvalue())


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileError, match="找不到"):
        read_frozen(tmp_path / "无.xlsx")
