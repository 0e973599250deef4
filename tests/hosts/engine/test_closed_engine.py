"""The engine through xlwings' public interface, on a workbook with all that a clerk may have put in."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwings as xw
from lxml import etree
from xlwings import base_classes

from pyxl.errors import CellError, HostError, TableError
from pyxl.hosts.engine import book as closed_book
from pyxl.hosts.engine import engine as closed_engine
from pyxl.hosts.engine import range as closed_range
from pyxl.hosts.engine import sheet as closed_sheet
from pyxl.hosts.engine.opening import open_closed, register
from tests.actions.clerk import parts, repacked
from tests.hosts import samples
from tests.hosts.engine.counting import count_calls
from tests.validators import audit_errors, microsoft_errors


@pytest.fixture(params=["plain", "prefixes", "strict"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same workbook in three spellings of its XML."""
    source = samples.rich(tmp_path / "rich.xlsx")
    target = tmp_path / "样例.xlsx"
    spell: dict[str, Callable[[Path, Path], Path]] = {
        "plain": lambda a, b: a.replace(b),
        "prefixes": samples.with_prefixes,
        "strict": samples.strict,
    }
    return spell[request.param](source, target)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return samples.rich(tmp_path / "样例.xlsx")


def oracle(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def test_reading(path: Path) -> None:
    book = open_closed(path)
    assert book.sheet_names == ["候选人", "汇总", "名册", "内部"]
    assert [bool(s.visible) for s in book.sheets] == [True, True, True, True]
    assert book.sheets["内部"].visible == 2
    sheet = book.sheets["候选人"]
    table = sheet.tables["候选人"]
    assert [t.name for t in sheet.tables] == ["候选人"]
    assert table.range.address == "$A$3:$F$6"
    assert table.header_row_range.value == samples.HEADERS
    assert table.data_body_range.value[1] == [
        2.0, "样例乙", "510904198502020026", dt.datetime(1985, 2, 2), "千丘村", 3.0,
    ]  # fmt: skip
    assert sheet.used_range.address == "$A$1:$F$6"
    total = book.sheets["汇总"]
    assert total["E1"].value == "前粗后"
    assert total["F1"].value is True
    assert total["G1"].value is None
    assert total["G1"].options(err_to_str=True).value == "#N/A"
    assert total["B1:C2"].formula == (("=SUM(候选人!A4:A6)", "=候选人!A4:A6*2"), ("", "0"))
    assert book.names["镇名"].refers_to_range == total["A1"]
    assert sheet.range("镇名").value == "合计"
    assert sheet.range("候选人[姓名]").value == ["样例甲", "样例乙", "样例丙"]
    assert sheet["D4"].number_format == "yyyy-mm-dd"
    assert sheet["A4:D4"].number_format is None


def test_options_of_reads(plain: Path) -> None:
    sheet = open_closed(plain).sheets["候选人"]
    assert sheet["A4:B4"].options(ndim=2, numbers=int).value == [[1, "样例甲"]]
    assert sheet["D4"].options(dates=dt.date).value == dt.date(1980, 1, 1)
    assert sheet["A30:B31"].options(ndim=2, empty="").value == [["", ""], ["", ""]]
    assert sheet["A4:A6"].options(ndim=2, chunksize=2).value == [[1.0], [2.0], [3.0]]
    assert sheet["A3"].expand().address == "$A$3:$F$6"
    assert sheet["A4"].end("down").row == 6
    assert sheet["A6"].end("up").row == 3
    assert sheet["A7"].end("down").row == 1_048_576


def test_data_frames_both_ways(plain: Path) -> None:
    book = open_closed(plain)
    table = book.sheets["候选人"].tables["候选人"]
    frame = table.range.options(pd.DataFrame, index=False).value
    assert list(frame.columns) == samples.HEADERS
    assert frame["出生日期"][2] == dt.datetime(1990, 3, 3)
    book.sheets["名册"]["D1"].options(index=False).value = frame[["姓名", "出生日期"]]
    book.save()
    assert open_closed(plain).sheets["名册"]["D1:E2"].value == [
        ["姓名", "出生日期"],
        ["样例甲", dt.datetime(1980, 1, 1)],
    ]


def grown(path: Path) -> xw.Book:
    """Two people more, and whatever grows with them."""
    book = open_closed(path)
    sheet = book.sheets["候选人"]
    table = sheet.tables["候选人"]
    table.resize(sheet["A3:F8"])
    table.data_body_range[3:, :5].value = [
        [4, "样例丁", "510904199505050022", dt.date(1995, 5, 5), "登高村"],
        [5, "=样例", "=1+1", dt.datetime(1996, 6, 6), None],
    ]
    book.sheets["名册"]["A3:B4"].value = [["样例戊", "向阳村"], ["样例己", "永灵村"]]
    return book


def test_a_table_grows_with_its_rows(path: Path) -> None:
    book = grown(path)
    assert book.sheets["候选人"].tables["候选人"].data_body_range.shape == (5, 6)
    book.save()
    before = samples.parts(path)
    again = open_closed(path).sheets["候选人"].tables["候选人"]
    assert again.data_body_range[3, 1].value == "样例丁"
    assert again.data_body_range[4, 2].value == "=1+1"
    assert again.data_body_range[4, 1].formula == "=样例"
    assert again.data_body_range[4, 5].formula == again.data_body_range[0, 5].formula
    assert again.data_body_range[4, 3].number_format == "yyyy-mm-dd"
    if b"purl.oclc.org" in before["xl/workbook.xml"]:
        return  # openpyxl reads no strict files
    sheet = oracle(path)["候选人"]
    assert (sheet.tables["候选人"].ref, sheet.tables["候选人"].autoFilter.ref) == ("A3:F8", "A3:F8")
    assert sheet["C8"].value == "=1+1"
    assert sheet["C8"].data_type == "s"
    assert sheet["C7"].style_id == sheet["C4"].style_id
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["E4:E8", "H1:H500"]
    assert [str(c.sqref) for c in sheet.conditional_formatting] == ["B4:B8", "A4:A8"]
    assert b"<xm:sqref>A4:A8</xm:sqref>" in before["xl/worksheets/sheet1.xml"]
    assert oracle(path)["名册"].auto_filter.ref == "A1:B4"
    assert audit_errors(path) == []


@pytest.mark.validator
def test_microsofts_validator_accepts_the_result(plain: Path) -> None:
    assert microsoft_errors(plain) == []
    book = grown(plain)
    sheet = book.sheets["候选人"]
    sheet["N1"].value = dt.date(2017, 11, 26)
    sheet["K1"].column_width = 30
    sheet["A4:F4"].row_height = 40
    sheet.page_setup.print_area = "A1:F8"
    book.sheets["名册"].activate()
    book.sheets["汇总"].visible = False
    book.sheets["名册"]["D5"].formula = "=LEN(A2)"
    book.sheets["名册"]["A1:B2"].copy_from(sheet["A4:B4"], copy_type="formats")
    book.save()
    assert microsoft_errors(plain) == []
    assert audit_errors(plain) == []


def test_what_may_not_be_written(path: Path) -> None:
    book = open_closed(path)
    sheet, total = book.sheets["候选人"], book.sheets["汇总"]
    refused: list[tuple[xw.Range, object]] = [
        (sheet["F4"], 1), (total["B1"], None), (total["C2"], 5), (sheet["C1"], "盖住"), (sheet["B3"], "名字"),
    ]  # fmt: skip
    for cell, value in refused:
        with pytest.raises(CellError):
            cell.value = value
    with pytest.raises(CellError, match="候选人!F5"):
        sheet["E4:F6"].value = [["a", "=" + sheet["F4"].formula[1:]], ["b", 1], ["c", 2]]
    assert sheet["E4"].value == "高千社区", "one refused cell, and nothing of the block is written"
    sheet["F4:F6"].value = [[c] for (c,) in sheet["F4:F6"].formula]
    sheet["B3"].value = "姓名"
    with pytest.raises(CellError, match="公式"):
        sheet["E4:F6"].clear_contents()
    with pytest.raises(CellError, match="表头"):
        sheet.clear_contents()
    assert not book.impl.file.changed


def test_formulas_are_replaced_only_on_purpose(plain: Path) -> None:
    book = open_closed(plain)
    total = book.sheets["汇总"]
    total["B1"].formula = "=MAX(候选人!A4:A6)"
    total["B2:B4"].formula = [["5"], ["007"], ["TRUE"]]
    with pytest.raises(CellError, match="数组"):
        total["C1"].formula = "=1"
    book.save()
    assert total["B1:B4"].options(ndim=1).value == [None, 5.0, "007", True]
    assert oracle(plain)["汇总"]["B1"].value == "=MAX(候选人!A4:A6)"


def test_an_action_can_be_undone_by_its_formulas(plain: Path) -> None:
    book = open_closed(plain)
    body = book.sheets["候选人"].tables["候选人"].data_body_range
    before, values = body.formula, body.value
    body[:, :5].value = [[9, "改", "改", dt.date(2000, 1, 1), "改"]] * 3
    assert body.value != values
    body.formula = before
    assert body.value == values
    book.save()
    again = open_closed(plain).sheets["候选人"].tables["候选人"].data_body_range
    assert again.formula == before
    known = [[*row[:5], None] for row in values]
    assert again.value == known, "what the formulas said before the press is certain no longer: it is absent"


def test_clearing_leaves_formats(plain: Path) -> None:
    book = open_closed(plain)
    book.sheets["候选人"]["A4:E6"].clear_contents()
    book.save()
    sheet = oracle(plain)["候选人"]
    assert sheet["D5"].value is None
    assert sheet["D5"].number_format == "yyyy-mm-dd"
    assert open_closed(plain).sheets["候选人"]["A4:E6"].options(ndim=2).value == [[None] * 5] * 3


def test_resizing_within_reason(plain: Path) -> None:
    book = open_closed(plain)
    sheet = book.sheets["候选人"]
    table = sheet.tables["候选人"]
    for wrong in ("A3:G6", "B3:F6", "A2:F6", "A3:F3"):
        with pytest.raises(TableError):
            table.resize(sheet[wrong])
    table.resize(sheet["A3:F4"])
    book.save()
    assert table.data_body_range.address == "$A$4:$F$4"
    assert sheet["B5"].value == "样例乙", "rows that leave the table keep what they hold"


def test_formats_heights_widths(plain: Path) -> None:
    book = open_closed(plain)
    sheet, roll = book.sheets["候选人"], book.sheets["名册"]
    assert sheet["A20"].row_height == 33
    assert (sheet["K1"].column_width, roll["A1"].column_width) == (20, 8.43)
    roll["A1:D4"].copy_from(sheet["A4:D4"], copy_type="formats")
    roll["A1:B2"].number_format = "0.000"
    roll["K1:L1"].column_width = 12.5
    sheet["K1"].column_width = 30
    roll["A2"].row_height = 21.5
    roll["A3"].rows.hidden = True
    roll["B1"].columns.hidden = True
    book.save()
    assert roll["A2"].value == "样例丁"
    done = oracle(plain)
    assert done["名册"]["C4"].number_format == "@"
    assert done["名册"]["D3"].number_format == "yyyy-mm-dd"
    assert done["名册"]["A1"].number_format == "0.000"
    assert done["名册"]["A1"].font.b
    assert done["名册"].row_dimensions[2].height == 21.5
    assert done["名册"].row_dimensions[3].hidden
    assert done["名册"].column_dimensions["B"].hidden
    again = open_closed(plain)
    assert [again.sheets["候选人"][f"{c}1"].column_width for c in "JKL"] == [20, 30, 20]
    assert again.sheets["名册"]["K1"].column_width == pytest.approx(12.5, abs=0.01)


def test_a_format_reads_back_before_it_is_saved(plain: Path) -> None:
    """Also in rows that the file does not have yet, and over some of them only."""
    sheet = open_closed(plain).sheets["名册"]
    for address in ("A1:B2", "A500", "C600:D610"):
        sheet[address].number_format = "0.000"
        assert sheet[address].number_format == "0.000"
    assert sheet["C600:C611"].number_format is None
    assert sheet["C600:E600"].number_format is None


def test_where_ctrl_and_an_arrow_lead_by_every_spelling(plain: Path) -> None:
    cell = open_closed(plain).sheets["名册"]["A1"]
    for word, code in (("down", -4121), ("up", -4162), ("left", -4159), ("right", -4161)):
        found = {cell.end(spelling).address for spelling in (word, word[0], code)}
        assert len(found) == 1
    assert cell.end("d").address != "$A$1"
    for nonsense in ("sideways", "", 7):
        with pytest.raises(HostError, match="方向"):
            cell.end(nonsense)


def test_the_book_that_is_activated_is_the_active_one(plain: Path, path: Path) -> None:
    one, two = open_closed(plain), open_closed(path)
    books = one.app.books
    assert books.active == two
    one.activate()
    assert books.active == one
    one.close()
    assert books.active == two


@pytest.mark.parametrize(
    "styles",
    [
        b"<styleSheet %s/>",
        b"<styleSheet %s></styleSheet>",
        b'<x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:fonts count="1"><x:font/></x:fonts></x:styleSheet>',
        b"<styleSheet %s><cellXfs/><cellStyles/></styleSheet>",
    ],
)
def test_a_file_without_cell_formats(plain: Path, styles: bytes) -> None:
    """The schema allows it: every cell is General until it gets a format."""
    namespace = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    styles = styles % namespace if b"%s" in styles else styles
    repacked(plain, lambda name, data: styles if name == "xl/styles.xml" else data)
    book = open_closed(plain)
    sheet = book.sheets["名册"]
    assert sheet["A1"].number_format == "General"
    sheet["H1"].number_format = "0.000"
    sheet["H2"].value = dt.datetime(2017, 12, 5)
    book.save()
    again = open_closed(plain).sheets["名册"]
    assert (again["H1"].number_format, again["H2"].value) == ("0.000", dt.datetime(2017, 12, 5))
    names = [child.tag.rpartition("}")[2] for child in etree.fromstring(parts(plain)["xl/styles.xml"])]
    order = ["numFmts", "fonts", "cellXfs", "cellStyles"]
    assert names == [name for name in order if name in names]


def test_new_cells_look_like_their_column(plain: Path) -> None:
    book = open_closed(plain)
    sheet = book.sheets["候选人"]
    sheet["K50"].value = "=文字"
    sheet["A20"].value = 1
    book.save()
    done = oracle(plain)["候选人"]
    assert (done["K50"].value, done["K50"].number_format, done["A20"].font.b) == ("=文字", "@", True)


def test_sheets_names_and_print_area(path: Path) -> None:
    book = open_closed(path)
    sheet = book.sheets["候选人"]
    assert sheet.page_setup.print_area == "$A$1:$F$6"
    sheet.page_setup.print_area = "A1:F9"
    book.sheets["汇总"].page_setup.print_area = "A1:B2"
    book.names.add("名单", "=名册!$A$1:$B$2")
    book.names["镇名"].refers_to = "=汇总!$B$1"
    book.sheets["名册"].activate()
    book.sheets["候选人"].visible = False
    book.sheets["内部"].visible = True
    book.save()
    again = open_closed(path)
    assert again.sheets["候选人"].page_setup.print_area == "$A$1:$F$9"
    assert again.sheets["汇总"].page_setup.print_area == "$A$1:$B$2"
    assert again.names["名单"].refers_to_range.value == [["姓名", "村"], ["样例丁", "登高村"]]
    assert again.names["镇名"].refers_to == "=汇总!$B$1"
    assert again.sheets.active.name == "名册"
    assert [s.visible for s in again.sheets] == [False, True, True, True]
    again.sheets["候选人"].page_setup.print_area = None
    del again.names["名单"]
    assert again.sheets["候选人"].page_setup.print_area is None
    assert "名单" not in again.names
    selected = [b'tabSelected="1"' in samples.parts(path)[f"xl/worksheets/sheet{i}.xml"] for i in (1, 2, 3)]
    assert selected == [False, False, True]


def test_the_last_visible_sheet_stays(plain: Path) -> None:
    book = open_closed(plain)
    book.sheets["候选人"].visible = False
    assert book.sheets.active.name == "汇总"
    book.sheets["汇总"].visible = False
    with pytest.raises(HostError, match="至少"):
        book.sheets["名册"].visible = False


def test_the_calculation_chain_goes_with_the_first_new_formula(plain: Path, tmp_path: Path) -> None:
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="2"/></calcChain>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rIdC" Type="{kind}" Target="calcChain.xml"/></Relationships>'
            data = data.replace(b"</Relationships>", link.encode())
        if name == "[Content_Types].xml":
            data = data.replace(
                b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{mime}"/></Types>'.encode()
            )
        return name, data

    path = samples.repack(plain, tmp_path / "链.xlsx", change)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/calcChain.xml", chain)
    book = open_closed(path)
    book.sheets["名册"]["A2"].value = "样例戊"
    book.save()
    assert samples.parts(path)["xl/calcChain.xml"] == chain
    book.sheets["名册"]["D1"].formula = "=1+1"
    book.save()
    after = samples.parts(path)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert audit_errors(path) == []


def test_shared_formulas_are_shown_and_kept(plain: Path, tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    sheet3 = "xl/worksheets/sheet3.xml"
    path = samples.repack(plain, tmp_path / "共享.xlsx", lambda n, d: (n, content if n == sheet3 else d))
    book = open_closed(path)
    sheet = book.sheets["名册"]
    assert sheet["B1:B3"].formula == (("=A1*$A$1",), ("=A2*$A$1",), ("=A3*$A$1",))
    for cell in ("B1", "B2"):
        with pytest.raises(CellError, match="公式"):
            sheet[cell].formula = "=1"
    sheet["C2"].value = "旁边"
    book.save()
    assert samples.parts(path)[sheet3].count(b"<f ") == 3
    assert oracle(path)["名册"]["B3"].value == "=A3*$A$1"


def test_rows_and_cells_without_addresses(plain: Path, tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c r='C4'><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
    content = f'<worksheet xmlns="{main}">\n<sheetData>\n{cells}\n</sheetData>\n</worksheet>'.encode()
    sheet3 = "xl/worksheets/sheet3.xml"
    path = samples.repack(plain, tmp_path / "省略.xlsx", lambda n, d: (n, content if n == sheet3 else d))
    book = open_closed(path)
    sheet = book.sheets["名册"]
    before = [[1.0, 2.0, None, None], [None] * 4, [None] * 4, [None, None, 3.0, 4.0], [5.0, None, None, None]]
    assert sheet["A1:D5"].value == before
    sheet["A3"].value = "新"
    sheet["B4"].value = "新"
    book.save()
    before[2][0] = before[3][1] = "新"
    assert open_closed(path).sheets["名册"]["A1:D5"].value == before
    assert [[c.value for c in row] for row in oracle(path)["名册"]["A1:D5"]] == before


def test_rows_are_merged_and_taken_apart(plain: Path) -> None:
    """Each row of a range, or the range as a whole; what meets it goes, other merged areas stay."""
    book = open_closed(plain)
    sheet = book.sheets["名册"]
    sheet["F1:H3"].merge(across=True)
    sheet["F5:H6"].merge()
    assert sheet["G2"].merge_area.address == "$F$2:$H$2" and sheet["H6"].merge_cells
    book.save()
    kept = {str(area) for area in oracle(plain)["名册"].merged_cells.ranges}
    assert {"F1:H1", "F2:H2", "F3:H3", "F5:H6"} <= kept
    again = open_closed(plain)
    again.sheets["名册"]["F2:F5"].unmerge()
    again.save()
    left = {str(area) for area in oracle(plain)["名册"].merged_cells.ranges}
    assert left == kept - {"F2:H2", "F3:H3", "F5:H6"}
    last = open_closed(plain)
    last.sheets["名册"]["A1:Z99"].unmerge()
    last.save()
    assert not oracle(plain)["名册"].merged_cells.ranges


def test_every_feature_that_is_lacking_says_so(plain: Path) -> None:
    book = open_closed(plain)
    sheet = book.sheets["候选人"]
    lacking: list[Callable[[], object]] = [
        lambda: sheet.charts, lambda: sheet.delete(), lambda: book.sheets.add("新"), lambda: sheet["A4"].insert("down"),
        lambda: sheet["A4"].font.bold, lambda: setattr(sheet, "name", "新"), lambda: book.save(password="x"),
        lambda: book.app.calculate(),
        lambda: sheet["A1"].copy_from(sheet["A2"]), lambda: sheet.tables.add(sheet["H1:I2"]), lambda: sheet.pictures,
    ]  # fmt: skip
    for use in lacking:
        with pytest.raises(HostError, match="没有打开 Excel 时不能使用“"):
            use()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (cls, getattr(base_classes, cls.__name__))
        for cls in (
            closed_engine.Apps, closed_engine.App, closed_engine.Books, closed_book.Book, closed_book.Sheets,
            closed_book.Names, closed_book.Name, closed_sheet.Sheet, closed_sheet.PageSetup, closed_sheet.Tables,
            closed_sheet.Table, closed_range.Range,
        )
    ],
)  # fmt: skip
def test_nothing_of_the_interface_is_missing(ours: type, theirs: type) -> None:
    assert {n for n in dir(theirs) if not n.startswith("_")} <= {*dir(ours), *ours.__annotations__}


def test_the_application_remembers_its_switches(plain: Path) -> None:
    app = open_closed(plain).app
    app.status_bar = False  # the engine outlives its books: a press before may have left a text there
    with app.properties(
        screen_updating=False, calculation="manual", status_bar="校验中", display_alerts=False
    ):
        assert (app.screen_updating, app.calculation, app.status_bar) == (False, "manual", "校验中")
    assert (app.screen_updating, app.calculation, app.status_bar) == (True, "automatic", False)


def test_the_engine_is_registered_once(plain: Path) -> None:
    register()
    register()
    assert [e.name for e in xw.engines].count("moxi") == 1
    with xw.Book(plain, mode="r", engine="moxi") as book:
        assert book.name == "样例.xlsx"
        assert book.impl in list(book.app.impl.books)
    assert book.impl not in list(book.app.impl.books)


def test_a_read_is_one_call_whatever_the_rows(plain: Path) -> None:
    book = open_closed(plain)
    sheet = book.sheets["候选人"]
    counts = []
    for area in ("A1:F6", "A1:F6000"):
        with count_calls() as calls:
            _ = sheet[area].options(ndim=2, chunksize=0).value
        counts.append(calls)
    assert counts[0] == counts[1]
    assert counts[0]["Range.raw_value"] == 1
