"""What no validator sees in a macro workbook, and Excel only shows as a button that does nothing.

    assert macro_problems(path, sources, actions) == []

Each function returns sentences, one a fault; an empty list is a pass.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import olefile
import pytest
from lxml import etree

from pyxl.book.building.macros.ribbon_part import NAMESPACE, PART, RELATIONSHIP
from pyxl.book.building.macros.udf_wrappers import WRAPPERS
from pyxl.book.building.macros.vba_project import WORKBOOK_CODE_NAME, xlwings_modules
from pyxl.book.building.macros.vba_source import MAX_CONTINUATIONS, MAX_LINE, MacroKind, MacroSource

SIGNATURES = {
    ("customUI", "onLoad"): ["IRibbonUI"],
    ("button", "onAction"): ["IRibbonControl"],
    ("toggleButton", "onAction"): ["IRibbonControl", "Boolean"],
    ("checkBox", "onAction"): ["IRibbonControl", "Boolean"],
}
"""Element and attribute -> types of the callback's arguments.  A pair not listed is a fault until it is."""

TEXT_LIMIT = 1024
IMAGES = Path(__file__).with_name("book") / "image_mso.txt"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PROCEDURE = re.compile(
    r"(?ims)^(?P<public>public )?sub (?P<name>\w+)\((?P<args>[^)]*)\)(?P<body>.*?)\bend sub\b"
)
_DEED = re.compile(
    r'\b(Press|ShowSheet|ExplainFunctions|EarlierStage|NextStage|ShowAll)(?: ((?:"[^"]*"|ChrW\(&H[0-9A-F]{4}\))(?: & (?:"[^"]*"|ChrW\([^)]*\)))*))?'
)
_HEADER = re.compile(
    r"\A(?:VERSION 1\.0 CLASS\r\nBEGIN\r\n.*?\r\nEND\r\n)?(?:Attribute VB_\w+ = [^\r\n]*\r\n)*", re.S
)


@dataclass(frozen=True)
class Procedure:
    public: bool
    argument_types: list[str]
    deeds: list[tuple[str, str]]
    """What it asks of MoxiPress: ("Press", action), ("ShowSheet", sheet) or one that takes nothing."""


def macro_problems(path: Path, sources: Sequence[MacroSource], actions: Iterable[str]) -> list[str]:
    """Every fault of the workbook's VBA project and ribbon.

    `sources` are the modules that it was built from, `actions` the names that `press()` knows.
    """
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    modules = read_modules(parts["xl/vbaProject.bin"])
    return [
        *cache_problems(parts["xl/vbaProject.bin"]),
        *code_name_problems(parts),
        *module_problems(modules, sources),
        *text_problems(sources),
        *ribbon_problems(parts, modules, frozenset(actions)),
    ]


def read_modules(project: bytes) -> dict[str, str]:
    """Name -> text of the project's modules, as olevba reads them."""
    olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")
    parser = olevba.VBA_Parser("vbaProject.bin", data=project)
    try:
        found = [(PurePosixPath(name).stem, text) for *_, name, text in parser.extract_macros()]
    finally:
        parser.close()
    return dict(found)


def cache_problems(project: bytes) -> Iterator[str]:
    """A project made from text says version 0xFFFF and holds nothing compiled (MS-OVBA 2.2.6, 2.3.4.1)."""
    with olefile.OleFileIO(project) as container:
        cache = container.openstream("VBA/_VBA_PROJECT").read()
        if cache != b"\xcc\x61\xff\xff\x00\x00\x00":
            yield f"_VBA_PROJECT has {len(cache)} bytes and version 0x{cache[3]:02X}{cache[2]:02X}"
        for name in ("/".join(path) for path in container.listdir()):
            if "__SRP_" in name:
                yield f"there is compiled code in {name}"


def document_modules(project: bytes) -> list[str]:
    with olefile.OleFileIO(project) as container:
        text = container.openstream("PROJECT").read().decode("ascii")
    return re.findall(r"(?m)^Document=(\w+)/", text)


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet name -> its part, in the order of the tabs."""
    targets = {r.get("Id"): r.get("Target") for r in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    found = {}
    for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_OFFICE_ID)]
        found[sheet.get("name")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet name -> code name, in the order of the tabs."""
    names = {}
    for name, part in sheet_parts(parts).items():
        properties = etree.fromstring(parts[part]).find(f"{_MAIN}sheetPr")
        names[name] = "" if properties is None else properties.get("codeName", "")
    return names


def code_name_problems(parts: Mapping[str, bytes]) -> Iterator[str]:
    properties = etree.fromstring(parts["xl/workbook.xml"]).find(f"{_MAIN}workbookPr")
    book = None if properties is None else properties.get("codeName")
    if book != WORKBOOK_CODE_NAME:
        yield f"the workbook's code name is {book!r}"
    names = [WORKBOOK_CODE_NAME, *sheet_names(parts).values()]
    documents = document_modules(parts["xl/vbaProject.bin"])
    if sorted(names) != sorted(documents):
        yield f"code names {names} but document modules {documents}"


def module_problems(modules: Mapping[str, str], sources: Sequence[MacroSource]) -> Iterator[str]:
    """Each module reads back as it was given; none is missing, and no unknown one holds code."""
    expected = {source.name: source for source in (*sources, *xlwings_modules())}
    for name, source in expected.items():
        if name not in modules:
            yield f"module {name} is missing"
        elif _body(modules[name]) != _body(source.text):
            yield f"module {name} does not read back as it was given"
        elif source.kind is MacroKind.STANDARD and modules[name] != source.text:
            yield f"module {name} has another header"
    for name in modules.keys() - expected.keys():
        if _body(modules[name]).strip():
            yield f"module {name} has code from nowhere"


def text_problems(sources: Sequence[MacroSource]) -> Iterator[str]:
    """VBA's limits, and what the LibreOffice flavour relies on, in our own modules."""
    for source in sources:
        if not source.text.isascii():
            yield f"{source.name} is not ASCII"
        if source.text.replace("\r\n", "").count("\n") + source.text.replace("\r\n", "").count("\r"):
            yield f"{source.name} has line ends that are not CRLF"
        lines = source.text.split("\r\n")
        if max(map(len, lines)) >= MAX_LINE:
            yield f"{source.name} has a line of {max(map(len, lines))} characters"
        runs = re.findall(r"(?:[^\r\n]* _\r\n)+", source.text)
        if any(run.count("\r\n") > MAX_CONTINUATIONS for run in runs):
            yield f"{source.name} continues a statement more than {MAX_CONTINUATIONS} times"
        if source.name != WRAPPERS and re.search(r"(?mi)^\s*#(?:if|const)\b", source.text):
            yield f"{source.name} compiles conditionally, so LibreOffice would not test what ships"


def ribbon_problems(
    parts: Mapping[str, bytes], modules: Mapping[str, str], actions: frozenset[str]
) -> Iterator[str]:
    if "customUI/customUI14.xml" in parts:
        yield "there is a ribbon of the 2009 kind"
    relationships = [r for r in etree.fromstring(parts["_rels/.rels"]) if r.get("Type") == RELATIONSHIP]
    if [r.get("Target") for r in relationships] != [PART] or PART not in parts:
        yield "the ribbon part or its relationship is missing"
        return
    root = etree.fromstring(parts[PART])
    elements = list(root.iter(f"{{{NAMESPACE}}}*"))
    if root.tag != f"{{{NAMESPACE}}}customUI":
        yield f"the ribbon's root is {root.tag}"
    for name, count in Counter(e.get("id") for e in elements if e.get("id")).items():
        if count > 1:
            yield f"id {name} stands {count} times"
    known = {line for line in IMAGES.read_text("utf-8").split("\n") if line and not line.startswith("#")}
    for element in elements:
        yield from _element_problems(element, known)
    yield from _callback_problems(elements, procedures(modules), frozenset(sheet_names(parts)), actions)


def _element_problems(element: etree._Element, images: set[str]) -> Iterator[str]:
    place = f"{etree.QName(element).localname} {element.get('id', '')}"
    for attribute, value in element.attrib.items():
        if attribute in {"label", "screentip", "supertip", "description"}:
            if not 0 < len(value) <= TEXT_LIMIT:
                yield f"{place}: {attribute} has {len(value)} characters"
        elif attribute == "imageMso" and value not in images:
            yield f"{place}: icon {value} is not in {IMAGES.name}"
    if etree.QName(element).localname == "button":
        missing = {"label", "screentip", "supertip", "imageMso", "onAction"} - set(element.attrib)
        if missing:
            yield f"{place}: no {', '.join(sorted(missing))}"


def _callback_problems(
    elements: Sequence[etree._Element],
    subs: Mapping[str, Procedure],
    sheets: frozenset[str],
    actions: frozenset[str],
) -> Iterator[str]:
    called = set()
    for element in elements:
        tag = etree.QName(element).localname
        for attribute, value in element.attrib.items():
            if re.match(r"on[A-Z]|get[A-Z]", attribute):
                called.add(value)
                wanted = SIGNATURES.get((tag, attribute))
                found = subs.get(value)
                if found is None or not found.public:
                    yield f"{tag} {attribute}: no Public Sub {value}"
                elif found.argument_types != wanted:
                    yield f"{tag} {attribute}: {value}{found.argument_types}, expected {wanted}"
                elif len(found.deeds) != 1:
                    yield f"{value} does {len(found.deeds)} things"
    alone = {key: {""} for key in ("ExplainFunctions", "EarlierStage", "NextStage", "ShowAll")}
    known = {"Press": actions, "ShowSheet": sheets, **alone}
    for name, sub in subs.items():
        if sub.argument_types == ["IRibbonControl"] and name not in called:
            yield f"no button calls {name}"
        for deed, what in sub.deeds:
            if what not in known[deed]:
                yield f"{name}: {deed} {what!r} is unknown"


def callbacks(ribbon_xml: bytes) -> list[str]:
    """The names of the ribbon's onAction callbacks, in the order of the buttons."""
    return [e.get("onAction") for e in etree.fromstring(ribbon_xml).iter() if e.get("onAction")]


def procedures(modules: Mapping[str, str]) -> dict[str, Procedure]:
    """Name -> what is known of every Sub of our own standard modules."""
    found = {}
    for module, text in modules.items():
        if module.startswith("Moxi"):
            for match in _PROCEDURE.finditer(text):
                arguments = [a.strip() for a in match["args"].split(",") if a.strip()]
                found[match["name"]] = Procedure(
                    public=match["public"] is not None,
                    argument_types=[a.partition(" As ")[2] for a in arguments],
                    deeds=[(deed, evaluate(text)) for deed, text in _DEED.findall(match["body"])],
                )
    return found


def evaluate(expression: str) -> str:
    """The text of an expression that vba_source makes of a literal."""
    terms = re.findall(r'"([^"]*)"|ChrW\(&H([0-9A-F]{4})\)', expression)
    units = b"".join(
        int(code, 16).to_bytes(2, "big") if code else text.encode("utf-16-be") for text, code in terms
    )
    return units.decode("utf-16-be")


def _body(text: str) -> str:
    return text[_HEADER.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text too
