"""Whether a workbook that is not ours byte by byte is ours saved again by Excel, WPS, LibreOffice or openpyxl.

Its parts, content types, relationships, elements and attributes must be those that such a program writes
(`pyxl.post.grammar`), and every cell must look as in the workbook that we make anew of the same data
(`pyxl.post.looks`).  Whatever else there is is refused by name; nothing is ever passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyxl.book.declared import FIRST_TABLE_ROW
from pyxl.book.fitting import LEAST
from pyxl.errors import FileError
from pyxl.hosts.addresses import column_letters
from pyxl.hosts.package import DefinedName, Package, Workbook, xml_spans
from pyxl.post import grammar
from pyxl.post.display_scan import FOOTERS, bare_heading
from pyxl.post.grammar import OFFICE, PACKAGE, Rules, Stranger
from pyxl.post.looks import Look, Palette, looks, palette, run_look

_SHEETML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument."
_RELATED: Final = OFFICE + "relationships/"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of part: from which kind it is related, its content type, its name, and what may stand in it."""

    owner: str
    content_type: str
    name: re.Pattern[str]
    rules: Rules | None = None
    most: int = 1


_KINDS: Final[Mapping[str, _Kind]] = {
    _RELATED + "officeDocument": _Kind(
        "", _SHEETML + "sheet.main+xml", re.compile("xl/workbook.xml"), grammar.WORKBOOK
    ),
    PACKAGE + "relationships/metadata/core-properties": _Kind(
        "", "application/vnd.openxmlformats-package.core-properties+xml", re.compile("docProps/core.xml")
    ),
    # LibreOffice's own spelling.
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties": _Kind(
        "", "application/vnd.openxmlformats-package.core-properties+xml", re.compile("docProps/core.xml")
    ),
    _RELATED + "extended-properties": _Kind(
        "", _DOCUMENT + "extended-properties+xml", re.compile("docProps/app.xml")
    ),
    _RELATED + "custom-properties": _Kind(
        "", _DOCUMENT + "custom-properties+xml", re.compile("docProps/custom.xml")
    ),
    _RELATED + "worksheet": _Kind(
        "officeDocument", _SHEETML + "worksheet+xml", re.compile("xl/worksheets/sheet[0-9]+.xml"), None, 100
    ),
    _RELATED + "styles": _Kind(
        "officeDocument", _SHEETML + "styles+xml", re.compile("xl/styles.xml"), grammar.STYLES
    ),
    _RELATED + "sharedStrings": _Kind(
        "officeDocument", _SHEETML + "sharedStrings+xml", re.compile("xl/sharedStrings.xml")
    ),
    _RELATED + "theme": _Kind("officeDocument", _DOCUMENT + "theme+xml", re.compile("xl/theme/theme1.xml")),
    _RELATED + "table": _Kind(
        "worksheet", _SHEETML + "table+xml", re.compile("xl/tables/table[0-9]+.xml"), grammar.TABLE, 100
    ),
    _RELATED + "printerSettings": _Kind(
        "worksheet", _SHEETML + "printerSettings", re.compile("xl/printerSettings/[A-Za-z]+[0-9]+.bin"), None, 100
    ),
}  # fmt: skip
"""Type of a relationship -> the kind of part that it leads to.  Nothing else leads anywhere."""
_TYPES_PART: Final = "[Content_Types].xml"
_CUSTOM: Final = frozenset({"KSOProductBuildVer", "ICV", "KSOReadingLayout"})
"""Properties that WPS leaves in what it saves."""
_SMALLEST: Final = 0.6
"""Of a column's width and of one line's height as we give them; less than that cuts a figure off.

How many lines a row of sentences has differs from version to version, and towns do not all update on one day.
"""


def require_resaved(arrived: Package, ours: Package, where: str) -> None:
    """Raise FileError, naming what was found, unless `arrived` is `ours` as a program saves it again."""
    try:
        _Parts(arrived).check()
        mine, theirs = _Model(ours), _Model(arrived)
        mine.compare(theirs)
    except Stranger as stranger:
        raise FileError(
            f"里面有“打包上报”不会写、表格程序另存也不会写的内容（{stranger.what}），已拒绝",
            where,
            "请报送单位用“打包上报”重新做一份，不要在做好的文件里改动",
        ) from stranger


class _Parts:
    """The package: every part is led to once, from where its kind belongs, with its own content type."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._left = set(package.archive.names)
        self._types: dict[str, str] = {}
        self._counted: dict[str, int] = {}

    def check(self) -> None:
        """Raises Stranger."""
        self._read_types()
        self._follow("", "")
        if self._left:
            raise Stranger(f"多余的部分 {min(self._left)[:80]}")

    def _read_types(self) -> None:
        self._take(_TYPES_PART)
        data = self._package.read(_TYPES_PART)
        grammar.walk(data, grammar.TYPES)
        for element in self._package.tree(_TYPES_PART).children:
            get = element.attributes.get
            key = get("PartName", "").removeprefix("/") or "." + get("Extension", "").casefold()
            if key in self._types:
                raise Stranger(f"重复的内容类型 {key[:80]}")
            self._types[key] = get("ContentType", "")

    def _take(self, part: str) -> None:
        if part not in self._left:
            raise Stranger(f"部分 {part[:80]} 不存在，或被引用了两次")
        self._left.remove(part)

    def _follow(self, owner: str, owner_kind: str) -> None:
        folder, _, name = owner.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self._left:
            return
        self._take(rels)
        grammar.walk(self._package.read(rels), grammar.RELATIONSHIPS)
        elements = self._package.tree(rels).children
        if len({element.attributes.get("Id") for element in elements}) < len(elements):
            raise Stranger("重复的引用编号")
        for element, found in zip(elements, self._package.relationships(owner), strict=True):
            kind = _KINDS.get(element.attributes.get("Type", ""))
            if kind is None or found.external or kind.owner != owner_kind:
                raise Stranger(f"引用“{element.attributes.get('Type', '').rpartition('/')[2][:40]}”")
            self._part(found.target, found.kind, kind)

    def _part(self, part: str, name: str, kind: _Kind) -> None:
        self._take(part)
        self._counted[name] = self._counted.get(name, 0) + 1
        given = self._types.get(part, self._types.get("." + part.rpartition(".")[2].casefold(), ""))
        if not kind.name.fullmatch(part) or given != kind.content_type or self._counted[name] > kind.most:
            raise Stranger(f"部分 {part[:80]}")
        if kind.rules is not None:
            grammar.walk(self._package.read(part), kind.rules)
        if name in _READ:
            _READ[name](self._package.tree(part))
        self._follow(part, name)


def _plain_properties(root: xml_spans.Element) -> None:
    for element in root.walk():
        if element.name in ("HyperlinkBase", "HLinks", "DigSig"):
            raise Stranger(f"文件属性“{element.name}”")


def _custom_properties(root: xml_spans.Element) -> None:
    for element in root.children:
        if element.attributes.get("name") not in _CUSTOM or "linkTarget" in element.attributes:
            raise Stranger(f"自定义属性“{element.attributes.get('name', '')[:40]}”")
        if any(not re.fullmatch(r"[\w.\-]{0,64}", child.text) for child in element.walk()):
            raise Stranger("自定义属性里的文字")


def _theme(root: xml_spans.Element) -> None:
    for element in root.walk():
        if any(key.startswith(OFFICE) for key in element.attributes) or element.name in ("blip", "audioFile"):
            raise Stranger("主题里的引用")


_READ: Final = {
    "extended-properties": _plain_properties,
    "custom-properties": _custom_properties,
    "theme": _theme,
}


@dataclass(slots=True)
class _Sheet:
    """What a reader sees of a sheet beside the values."""

    cells: dict[str, Look] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    frozen: tuple[float, float] = (0.0, 0.0)
    tables: frozenset[tuple[str, str, tuple[str, ...]]] = frozenset()
    height: float = 15.0
    width: float = 9.0


class _Model:
    """The sheets of a package by name, and its names; raises Stranger for what the grammar does not know."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._workbook = Workbook(package)
        styles = package.tree(self._part("styles"))
        theme = self._workbook.related("theme")
        self._colours = palette(package.tree(theme) if theme else None, styles)
        self._looks = looks(styles, self._colours)
        self._runs = _runs(package, self._workbook.related("sharedStrings"), self._colours)
        titles = [entry.name for entry in self._workbook.sheets]
        if len({title.casefold() for title in titles}) < len(titles):
            raise Stranger("同名的工作表")
        named = (self._name(name, titles) for name in self._workbook.names)
        # What repeats on each page of paper shows nothing of its own, and is another in another version.
        self.names = frozenset(one for one in named if not _repeats_on_paper(*one))
        self.sheets = {entry.name: self._sheet(entry.part) for entry in self._workbook.sheets}

    def _part(self, kind: str) -> str:
        part = self._workbook.related(kind)
        if part is None:
            raise Stranger("缺少样式")
        return part

    @staticmethod
    def _name(found: DefinedName, titles: list[str]) -> tuple[str, str, str]:
        if found.scope is None or not 0 <= found.scope < len(titles):
            raise Stranger(f"名称“{found.name[:40]}”")
        return found.name, titles[found.scope], found.text.replace("'", "")

    def _sheet(self, part: str) -> _Sheet:
        reader = _SheetReader(self._looks, self._runs)
        data = self._package.read(part)
        grammar.walk(data, grammar.SHEET, reader.open, reader.close)
        if reader.runs:
            _check_runs(self._package.tree(part), self._runs, self._colours)
        tables = [self._package.tree(table) for table in self._package.related(part, "table")]
        reader.sheet.tables = frozenset(map(_table, tables))
        return reader.sheet

    def compare(self, other: _Model) -> None:
        """Raises Stranger where the other shows something else."""
        if list(self.sheets) != list(other.sheets):
            raise Stranger("工作表的次序")
        if strange := other.names - self.names:
            raise Stranger(f"名称“{min(strange)[0][:40]}”")
        self._runs.compare(other._runs)
        for title, mine in self.sheets.items():
            _compare(title, mine, other.sheets[title])


def _repeats_on_paper(name: str, title: str, text: str) -> bool:
    """Whether a name says which of the sheet's own first rows and columns stand on each of its pages."""
    parts = [part.rpartition("!") for part in text.split(",")]
    return name == "_xlnm.Print_Titles" and all(
        sheet == title and _FIRST.fullmatch(place) for sheet, _, place in parts
    )


_FIRST: Final = re.compile(rf"\$1:\${FIRST_TABLE_ROW}|\$A:\$[A-D]")
"""Title, guidance and headers; serial number and name."""


def _table(root: xml_spans.Element) -> tuple[str, str, tuple[str, ...]]:
    columns = root.first("tableColumns")
    names = tuple(one.attributes.get("name", "") for one in columns.children) if columns else ()
    area = root.first("autoFilter")
    if area is not None and area.attributes.get("ref") != root.attributes.get("ref"):
        raise Stranger("筛选的范围")
    return root.attributes.get("displayName", ""), root.attributes.get("ref", ""), names


@dataclass(slots=True)
class _Runs:
    """Size and colour of every run of letters that differs from its cell: a program may only change the font."""

    found: set[tuple[float, str]] = field(default_factory=set)
    cells: set[tuple[float, str]] = field(default_factory=set)

    def compare(self, other: _Runs) -> None:
        if other.found - self.cells:
            raise Stranger("一格之内另有字号或颜色的文字")


def _runs(package: Package, part: str | None, colours: Palette) -> _Runs:
    runs = _Runs()
    if part is not None:
        data = package.read(part)
        grammar.walk(data, grammar.STRINGS)
        if b"rPr" in data:
            _check_runs(package.tree(part), runs, colours)
    return runs


def _check_runs(root: xml_spans.Element, runs: _Runs, colours: Palette) -> None:
    runs.found |= {run_look(one, colours) for one in root.walk() if one.name == "rPr"}


class _SheetReader:
    """Gets the elements of a worksheet, which the grammar has let through."""

    def __init__(self, known: list[Look], runs: _Runs) -> None:
        self.sheet = _Sheet()
        self.runs = False
        self._looks = known
        self._seen = runs.cells
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._values = 0

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        get = attributes.get
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            row = int(get("r", "0"))
            if row <= self._row:
                raise Stranger(f"第 {row} 行的次序")
            self._row, self._column = row, 0
            self.sheet.heights[row] = float(get("ht", str(self.sheet.height)))
        elif name == "col":
            first, last = int(get("min", "0")), int(get("max", "0"))
            self.sheet.widths.append((first, last, float(get("width", "9"))))
        elif name == "sheetFormatPr":
            self.sheet.height = float(get("defaultRowHeight", "15"))
        elif name == "pane":
            self.sheet.frozen = (float(get("xSplit", "0")), float(get("ySplit", "0")))
        elif name == "sheetView" and get("topLeftCell", "A1") != "A1":
            raise Stranger("从别处开始的视图")
        elif name in ("v", "is"):
            self._values += 1
        elif name == "rPr":
            self.runs = True

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("r", "")
        letters = address.rstrip("0123456789")
        column = _column(letters)
        if address != f"{column_letters(column)}{self._row}" or column <= self._column:
            raise Stranger(f"单元格的地址 {address[:20]}")
        self._column, self._cell, self._values = column, attributes, 0
        if int(attributes.get("s", "0")) >= len(self._looks):
            raise Stranger("不存在的单元格格式")

    def close(self, name: str, text: str) -> None:
        if name == "c":
            self._close_cell()
        elif name == "v":
            form = _VALUE_FORMS.get(self._cell.get("t", "n"))
            if form is None or not form.fullmatch(text):
                raise Stranger(f"{self._cell.get('r', '')} 格的数写得不合规矩")
        elif name == "is" and self._cell.get("t") != "inlineStr":
            raise Stranger(f"{self._cell.get('r', '')} 格的值不止一个")
        elif name.endswith(("Header", "Footer")) and bare_heading(text) not in FOOTERS:
            raise Stranger("页眉、页脚")

    def _close_cell(self) -> None:
        if self._values > 1:
            raise Stranger(f"{self._cell.get('r', '')} 格的值不止一个")
        if self._values:
            look = self._looks[int(self._cell.get("s", "0"))]
            self.sheet.cells[self._cell["r"]] = look
            self._seen.add((look.size, look.colour))


_VALUE_FORMS: Final = {
    "n": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"),
    "s": re.compile("[0-9]{1,9}"),
    "b": re.compile("[01]"),
}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return max(number, 1)


def _compare(title: str, mine: _Sheet, other: _Sheet) -> None:
    for address, look in other.cells.items():
        if (expected := mine.cells.get(address)) != look:
            raise Stranger(f"工作表“{title}”的 {address} 格{_difference(expected, look)}")
    if len(other.cells) != len(mine.cells):
        raise Stranger(f"工作表“{title}”缺少内容")
    if other.frozen != (0.0, 0.0) and other.frozen != mine.frozen:
        raise Stranger(f"工作表“{title}”的冻结窗格")
    if other.tables != mine.tables:
        raise Stranger(f"工作表“{title}”的表格范围或栏目")
    for row, height in mine.heights.items():
        if other.heights.get(row, other.height) < _SMALLEST * min(height, LEAST):
            raise Stranger(f"工作表“{title}”第 {row} 行的高度")
    for first, last, width in mine.widths:
        for column in range(first, last + 1):
            if _width(other, column) < _SMALLEST * width:
                raise Stranger(f"工作表“{title}”第 {column_letters(column)} 列的宽度")


def _width(sheet: _Sheet, column: int) -> float:
    return next((width for first, last, width in sheet.widths if first <= column <= last), sheet.width)


def _difference(expected: Look | None, found: Look) -> str:
    """Which part of a look is not as it should be."""
    if expected is None:
        return "多出内容"
    if expected.code != found.code:
        return f"的数字格式“{found.code[:40]}”，显示的可能与实际不同"
    if expected.size != found.size:
        return "的字号"
    return "的颜色、底色或缩进"
