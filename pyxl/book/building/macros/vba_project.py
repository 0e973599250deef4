"""The VBA project of the workbook, compiled from text to the bytes of `vbaProject.bin`.

pyOpenVBA writes it, from the project that Excel itself makes for a first macro.  It works on a file, so
a throw-away package with one empty sheet for each code name is made, given its project, and only the
project is taken out of it: XlsxWriter puts that into the real workbook (`add_vba_project`).  Nothing in
it depends on the clock, the locale, the desk or the order of a set, so the same sources always give
the same bytes; `docs/decisions/vba-from-text.md` has the reasons.

pyOpenVBA is needed only while a workbook is built, so it is imported only then.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pyxl.book.building.macros.vba_source import MacroError, MacroKind, MacroSource

WORKBOOK_CODE_NAME = "ThisWorkbook"
NO_CACHE = bytes.fromhex("CC61 FFFF 00 0000")
"""The stream _VBA_PROJECT of a project without compiled code: Reserved1, Version, Reserved2, Reserved3."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def compile_project(sources: Sequence[MacroSource], sheet_code_names: Sequence[str]) -> bytes:
    """The VBA project with `sources`, xlwings' own module and a module behind each sheet.

    `sheet_code_names` are the code names of the sheets in the order of the tabs; the real workbook must
    carry the same ones (`set_vba_name`).  A source of kind DOCUMENT gives the code behind the workbook
    (`ThisWorkbook`) or the sheet of its name.  Raises MacroError.
    """
    return assemble([*sources, *xlwings_modules()], sheet_code_names)


def assemble(modules: Sequence[MacroSource], sheet_code_names: Sequence[str]) -> bytes:
    """The VBA project with exactly `modules` and the document modules.  Raises MacroError."""
    _check_names(modules, sheet_code_names)
    from pyopenvba import ExcelFile, VBAModuleKind

    kinds = {MacroKind.STANDARD: VBAModuleKind.standard, MacroKind.CLASS: VBAModuleKind.other}
    code_behind = {m.name: m.text for m in modules if m.kind is MacroKind.DOCUMENT}
    with TemporaryDirectory(prefix="moxi-vba-") as folder:
        bare, compiled = Path(folder, "bare.xlsm"), Path(folder, "compiled.xlsm")
        _write_bare_workbook(bare, sheet_code_names)
        with ExcelFile(bare) as book:
            project = book.add_vba_project()
            for name in (WORKBOOK_CODE_NAME, *sheet_code_names):
                # Set even when empty: the template's compiled remnant goes with its text.
                book.set_module(name, code_behind.get(name, ""))
            for module in modules:
                if module.kind is not MacroKind.DOCUMENT:
                    project.add_module(module.name, module.text, kind=kinds[module.kind])
            book.save(compiled)
        with ExcelFile(compiled) as book:
            if problems := book.validate():
                raise MacroError(f"VBA 工程前后不一致：{'; '.join(problems)}")
            return _source_only(bytes(book.vba_project_bytes()))


def _source_only(project: bytes) -> bytes:
    """The project saying that it holds text alone, so that any version of Office compiles it on opening.

    pyOpenVBA leaves the cache of compiled code there, blanked out, under the version that once wrote it;
    MS-OVBA 2.3.4.1 asks a writer for version 0xFFFF and no cache.
    """
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(project)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_CACHE)
    return bytes(container.to_bytes())


def xlwings_modules() -> list[MacroSource]:
    """xlwings' own VBA, letter for letter as its pip package ships it.

    `Dictionary.cls` is compiled by Excel on a Mac only, where `xlwings.bas` uses it.  The folder is
    found without importing xlwings, which costs a third of a second.

    Raises MacroError where xlwings is not installed.
    """
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise MacroError("没有安装 xlwings", "", "请先安装本软件的全部依赖再生成工作簿")
    folder = Path(spec.origin).parent
    return [
        MacroSource("xlwings", MacroKind.STANDARD, _as_shipped(folder / "xlwings.bas")),
        MacroSource("Dictionary", MacroKind.CLASS, _as_shipped(folder / "addin" / "Dictionary.cls")),
    ]


def _as_shipped(path: Path) -> str:
    """The text of a module of xlwings; only its line ends become VBA's."""
    text = path.read_text("utf-8")
    if not text.isascii():
        raise MacroError(f"xlwings 的 {path.name} 含有非 ASCII 字符", "", "请核对 xlwings 的版本")
    return "".join(f"{line}\r\n" for line in text.splitlines())


def _check_names(modules: Sequence[MacroSource], sheet_code_names: Sequence[str]) -> None:
    documents = (WORKBOOK_CODE_NAME, *sheet_code_names)
    for module in modules:
        if module.kind is MacroKind.DOCUMENT and module.name not in documents:
            raise MacroError("这段代码没有对应的工作表", module.name, "请核对文件名与工作表的代码名")
        if not module.text.isascii():
            raise MacroError("宏代码含有非 ASCII 字符", module.name, "请先经 to_ascii 转换")
    names = [*documents, *(m.name for m in modules if m.kind is not MacroKind.DOCUMENT)]
    for name in names:
        if not name.isascii() or not name.isidentifier():
            raise MacroError(f"代码名“{name}”不能用", "", "请只用英文字母、数字和下划线")
        if [n.casefold() for n in names].count(name.casefold()) > 1:
            raise MacroError(f"代码名“{name}”重复", "", "VBA 不分大小写，请换一个名称")


def _write_bare_workbook(path: Path, sheet_code_names: Sequence[str]) -> None:
    """The smallest package that has a sheet for each code name."""
    count = range(1, len(sheet_code_names) + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in count)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}"/>' for n in count
    )
    relationships = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in count
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="{WORKBOOK_CODE_NAME}"/>'
            f"<sheets>{sheets}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relationships}</Relationships>'
        ),
    }
    for n, code_name in zip(count, sheet_code_names, strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="{code_name}"/><sheetData/></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
