"""The workbook part: which sheets there are, defined names, and what is to happen on opening."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pyxl.errors import FileError, HostError
from pyxl.hosts.package import xml_spans
from pyxl.hosts.package.numerals import whole
from pyxl.hosts.package.opc import Package
from pyxl.hosts.package.sheet import print_names

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
    "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
"""Children of `workbook` as the schema orders them (ECMA-376 18.2.27)."""
MOST_SHEETS = 300

WITHOUT_PART = "none"
"""Kind of a sheet that is listed and not there: Excel writes the macro modules of Excel 95 with an empty relation."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook; `kind` is `worksheet`, `chartsheet` and so on, `state` as in the file."""

    name: str
    part: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name; `scope` is the index of the sheet that it belongs to, or None."""

    name: str
    scope: int | None
    text: str
    hidden: bool


class Workbook:
    """Reads and patches the workbook part; every change is in the package at once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = next(package.related("", "officeDocument"), None)
        if main is None or main not in package:
            raise FileError("压缩包里没有工作簿，不是 Excel 文件", package.path.name, "请检查选中的文件")
        self.part = main
        self._read()
        if self._root.name != "workbook" or self._root.space not in xml_spans.MAIN:
            raise FileError("这不是 Excel 工作簿（.xlsx 或 .xlsm）", package.path.name, "请检查选中的文件")
        if len(self._sheet_elements()) > MOST_SHEETS:
            raise FileError(
                f"工作表超过 {MOST_SHEETS} 张，不正常，已拒绝打开", package.path.name, "请只保留需要的工作表"
            )
        self._targets = {r.id: r for r in package.relationships(main) if not r.external}

    def _read(self) -> None:
        self._data = self.package.read(self.part)
        self._root = xml_spans.parse(self._data, self.package.where(self.part))

    def _patch(self, *edits: xml_spans.Edit) -> None:
        self.package.write(self.part, xml_spans.splice(self._data, edits))
        self._read()

    def _prefix(self) -> bytes:
        return xml_spans.prefix(self._data, self._root.start)

    @property
    def date1904(self) -> bool:
        """Whether dates count from 1904."""
        properties = self._root.first("workbookPr")
        return properties is not None and properties.attributes.get("date1904") in ("1", "true")

    def related(self, kind: str) -> str | None:
        """The part of that kind (styles, shared strings, calculation chain), if there is one."""
        parts = (r.target for r in self._targets.values() if r.kind == kind)
        return next((part for part in parts if part in self.package), None)

    # Sheets

    def _sheet_elements(self) -> list[xml_spans.Element]:
        sheets = self._root.first("sheets")
        return list(sheets.all("sheet")) if sheets else []

    @property
    def sheets(self) -> list[SheetEntry]:
        """The sheets in the order of their tabs."""
        found = []
        for element in self._sheet_elements():
            target = self._targets.get(element.relationship_id())
            get = element.attributes.get
            part, kind = (target.target, target.kind) if target else ("", WITHOUT_PART)
            found.append(SheetEntry(get("name", ""), part, kind, get("state", "visible")))
        return found

    def set_state(self, index: int, state: str) -> None:
        """Show or hide a sheet.  Raises HostError for the last visible one, as Excel does."""
        entries = self.sheets
        others = [e for i, e in enumerate(entries) if i != index and e.state == "visible"]
        if state != "visible" and not others:
            raise HostError("工作簿里至少要有一张看得见的工作表", entries[index].name, "请先显示另一张工作表")
        element = self._sheet_elements()[index]
        value = None if state == "visible" else state
        self._patch(xml_spans.edit_tag(self._data, element.start, {"state": value}))

    def keep_sheets(self, indices: Sequence[int], lost: Collection[str]) -> None:
        """Take all other sheets off the list, with the names that lie within them and those called as in `lost`.

        The sheets' parts are the caller's to drop.
        """
        edits = [
            xml_spans.remove(self._data, element)
            for index, element in enumerate(self._sheet_elements())
            if index not in indices
        ]
        for element in self._name_elements():
            found = _defined_name(element)
            if found.name in lost or (found.scope is not None and found.scope not in indices):
                edits.append(xml_spans.remove(self._data, element))
            elif found.scope is not None:
                local = {"localSheetId": str(indices.index(found.scope))}
                edits.append(xml_spans.edit_tag(self._data, element.start, local))
        self._patch(*edits)
        names = self._root.first("definedNames")
        if names is not None and not names.children:
            self._patch(xml_spans.remove(self._data, names))
        self.set_active(0)

    @property
    def active(self) -> int:
        """Index of the sheet that is in front on opening."""
        views = self._root.first("bookViews")
        view = views.first("workbookView") if views else None
        return whole(view.attributes.get("activeTab", "0")) if view else 0

    def set_active(self, index: int) -> None:
        """Put a sheet in front.  (Its own view must be marked as selected, too.)"""
        views = self._root.first("bookViews")
        view = views.first("workbookView") if views else None
        if view is not None:
            changes: dict[str, str | None] = {"activeTab": str(index)}
            if whole(view.attributes.get("firstSheet", "0")) > index:
                changes["firstSheet"] = None
            self._patch(xml_spans.edit_tag(self._data, view.start, changes))
            return
        px = self._prefix()
        new = b'<%sworkbookView activeTab="%d"/>' % (px, index)
        if views is not None:
            self._patch(xml_spans.edit_children(self._data, views, new))
        else:
            self._insert("bookViews", b"<%sbookViews>%s</%sbookViews>" % (px, new, px))

    # Names

    @property
    def names(self) -> list[DefinedName]:
        """All defined names, those of the program itself (`_xlnm.`) among them."""
        return [_defined_name(element) for element in self._name_elements()]

    def _name_elements(self) -> list[xml_spans.Element]:
        names = self._root.first("definedNames")
        return list(names.all("definedName")) if names else []

    def name_text(self, name: str, scope: int | None) -> str | None:
        """What a name stands for, without `=`; None when there is no such name in that scope."""
        for found in self.names:
            if found.name.casefold() == name.casefold() and found.scope == scope:
                return found.text
        return None

    def set_name(self, name: str, scope: int | None, text: str | None, *, hidden: bool = False) -> None:
        """Define a name anew, or take it away (None)."""
        for element in self._name_elements():
            old = _defined_name(element)
            if old.name.casefold() == name.casefold() and old.scope == scope:
                self._change_name(element, text)
                return
        if text is None:
            return
        px = self._prefix()
        local = b' localSheetId="%d"' % scope if scope is not None else b""
        mark = b' hidden="1"' if hidden else b""
        new = b"<%sdefinedName name=%s%s%s>%s</%sdefinedName>" % (
            px, xml_spans.attribute_value(name), local, mark, xml_spans.text_bytes(text), px,
        )  # fmt: skip
        names = self._root.first("definedNames")
        if names is not None:
            self._patch(xml_spans.edit_children(self._data, names, new))
        else:
            self._insert("definedNames", b"<%sdefinedNames>%s</%sdefinedNames>" % (px, new, px))

    def group_print_names(self) -> None:
        """List what sheets print and repeat in the order in which LibreOffice opens the file soonest."""
        data = print_names.grouped(self._data, self.package.where(self.part))
        if data != self._data:
            self.package.write(self.part, data)
            self._read()

    def _change_name(self, element: xml_spans.Element, text: str | None) -> None:
        if text is not None:
            begin = xml_spans.tag_end(self._data, element.start)
            self._patch((begin, element.stop, xml_spans.text_bytes(text)))
            return
        names = self._root.first("definedNames")
        assert names is not None
        # An empty definedNames is not allowed: the last one goes with its parent.
        self._patch(xml_spans.remove(self._data, element if len(names.children) > 1 else names))

    # Calculation

    def ask_for_calculation(self) -> None:
        """Have all formulas calculated when a spreadsheet program opens the file."""
        element = self._root.first("calcPr")
        if element is not None:
            self._patch(xml_spans.edit_tag(self._data, element.start, {"fullCalcOnLoad": "1"}))
        else:
            self._insert("calcPr", b'<%scalcPr fullCalcOnLoad="1"/>' % self._prefix())

    def forget_calculation_chain(self) -> None:
        """Drop calcChain, which must list every formula; Excel makes it anew."""
        chain = self.related("calcChain")
        if chain is not None:
            self.package.drop(self.part, chain)

    def _insert(self, name: str, new: bytes) -> None:
        place = xml_spans.place_in_order(self._data, self._root, name, _ORDER)
        self._patch((place, place, new))


def _defined_name(element: xml_spans.Element) -> DefinedName:
    get = element.attributes.get
    scope = get("localSheetId")
    hidden = get("hidden") in ("1", "true")
    return DefinedName(get("name", ""), None if scope is None else whole(scope), element.text.strip(), hidden)
