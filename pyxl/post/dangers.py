"""What a workbook that was sent may not contain: everything that can run, fetch, hide or pretend.

Each check looks at the package's own parts, before a cell is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.package import Package, Workbook
from pyxl.post.display_scan import fault

Check = Callable[[Package], Iterator[str]]
"""Yields a Chinese phrase for each thing that it finds."""

_AGAIN: Final = "请报送单位用“打包上报”重新做一份，不要在做好的文件里改动"

_FORBIDDEN_PARTS: Final = (
    ("带有宏", re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/|/ctrlprops/|customui")),
    ("带有外部链接或数据连接", re.compile(r"/externallinks/|connections\.xml|/querytables/|/webextensions/")),
    ("带有图片、图形或批注", re.compile(r"/drawings/|/media/|/charts/|/comments|/threadedcomments/")),
    ("嵌有其他文件或对象", re.compile(r"/embeddings/|oleobject|/model/item\.data")),
)
"""What a part with such a name means, in Chinese; names are compared in lower case, after a slash."""
_MACRO_TYPE: Final = re.compile(rb"macroenabled|vbaproject", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"\[|://|\\\\|\|")
"""Marks of a reference that leaves the workbook: another file, an address, a server's share, a DDE topic."""
_OWN_NAMES: Final = frozenset({"_xlnm.print_titles", "_xlnm.print_area", "_xlnm._filterdatabase"})
_BUILT_IN: Final = {"0": "general", "1": "0", "49": "@"}
"""Numbers of the formats that every program knows without being told."""
_FORMATS: Final = frozenset({"general", "0", "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"})
"""Those that `freeze` writes."""
_TELLING: Final = frozenset({"creator", "title", "subject", "description", "keywords", "category"})


def refuse_dangers(package: Package, where: str) -> None:
    """Raise FileError, naming what was found, for a workbook that holds more than values and formats."""
    _refuse(_DANGERS, package, where)


def refuse_disguises(package: Package, where: str) -> None:
    """Raise FileError for a frozen workbook that says other than its cells; an ordinary one has no cover."""
    _refuse(_DISGUISES, package, where)


def _refuse(checks: Sequence[Check], package: Package, where: str) -> None:
    for check in checks:
        for what in check(package):
            raise FileError(f"{what}，已拒绝", where, _AGAIN)


def _parts(package: Package) -> Iterator[str]:
    for name in package.archive.names:
        for what, forbidden in _FORBIDDEN_PARTS:
            if forbidden.search("/" + name.casefold()):
                yield f"文件里{what}"
    if _MACRO_TYPE.search(package.read("[Content_Types].xml")):
        yield "文件里带有宏"


def _relationships(package: Package) -> Iterator[str]:
    for name in package.archive.names:
        if name.casefold().endswith(".rels"):
            for element in package.tree(name).children:
                if element.attributes.get("TargetMode", "").casefold() == "external":
                    yield "文件里带有外部链接"


def _names_and_states(package: Package) -> Iterator[str]:
    workbook = Workbook(package)
    for sheet in workbook.sheets:
        if sheet.kind != "worksheet":
            yield f"“{sheet.name}”不是普通工作表"
        if sheet.state != "visible":
            yield f"有隐藏的工作表“{sheet.name}”"
    for name in workbook.names:
        if _OUTSIDE.search(name.text):
            yield f"名称“{name.name}”指向文件之外"
        if name.name.casefold() not in _OWN_NAMES:
            yield f"带有上报文件不应有的名称“{name.name}”"


def _sheets(package: Package) -> Iterator[str]:
    """What stands in worksheets; the scan by expat refuses document types, and with them all entities."""
    rounding = _rounding(package)
    for sheet in Workbook(package).sheets:
        if found := fault(package.read(sheet.part), rounding, package.where(sheet.part)):
            yield f"工作表“{sheet.name}”{found}"


def _number_formats(package: Package) -> Iterator[str]:
    """A format may show any figure in place of a vote ("99"), or none (;;;)."""
    if strange := {code for code in _cell_formats(package) if code not in _FORMATS}:
        yield f"单元格用了上报文件不应有的数字格式“{min(strange)}”，显示的可能与实际不同"


def _rounding(package: Package) -> frozenset[int]:
    return frozenset(at for at, code in enumerate(_cell_formats(package)) if code == "0")


def _cell_formats(package: Package) -> list[str]:
    """The number formats of `cellXfs`, by index, as their codes; programs quote the same code differently."""
    part = Workbook(package).related("styles")
    if part is None:
        return []
    root = package.tree(part)
    codes = dict(_BUILT_IN)
    for declared in root.all("numFmts"):
        for one in declared.all("numFmt"):
            code = one.attributes.get("formatCode", "").replace("\\", "").casefold()
            codes[one.attributes.get("numFmtId", "")] = code
    numbers = [xf.attributes.get("numFmtId", "0") for xfs in root.all("cellXfs") for xf in xfs.all("xf")]
    return [codes.get(number, number) for number in numbers]


def _properties(package: Package) -> Iterator[str]:
    """Who wrote it, and what about, is nobody's business upstairs; the last one who saved it may be named."""
    for part in package.related("", "core-properties"):
        for element in package.tree(part).children:
            if element.name in _TELLING and element.text.strip():
                yield "文件属性里写有作者、标题等内容"


_DANGERS: Final[Sequence[Check]] = (_parts, _relationships, _names_and_states, _sheets)
_DISGUISES: Final[Sequence[Check]] = (_number_formats, _properties)
