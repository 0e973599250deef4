"""What Excel, WPS, LibreOffice and openpyxl write when they save a frozen workbook again, and nothing more.

A whitelist, element by element: what is not named here is refused, whatever it does.  Each line of a table is an
element and the attributes that it may have; `_VALUES` says what those may hold that change what a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.package import xml_spans

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The one namespace of cells: a part in another one, the strict one too, is read differently by programs."""
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/spreadsheetml/"
_XML: Final = "http://www.w3.org/XML/1998/namespace"

Rules = Mapping[tuple[str, str], frozenset[str]]
"""(namespace, element) -> its attributes."""


def _rules(space: str, text: str) -> dict[tuple[str, str], frozenset[str]]:
    lines = (line.split() for line in text.splitlines() if line)
    return {(space, name): frozenset(attributes) for name, *attributes in lines}


_COLOURS = "rgb theme indexed auto tint"
_FONT = f"""
b val
i val
u val
sz val
name val
rFont val
family val
charset val
scheme val
color {_COLOURS}
"""
_TEXTS = "si\nt\nr\nrPr\nphoneticPr fontId type alignment\n" + _FONT

SHEET: Final[Rules] = _rules(
    MAIN,
    f"""
worksheet
sheetPr filterMode codeName
tabColor {_COLOURS}
outlinePr summaryBelow summaryRight showOutlineSymbols applyStyles
pageSetUpPr fitToPage autoPageBreaks
dimension ref
sheetViews
sheetView showFormulas showGridLines showRowColHeaders showZeros rightToLeft tabSelected showOutlineSymbols defaultGridColor view topLeftCell colorId zoomScale zoomScaleNormal zoomScalePageLayoutView zoomScaleSheetLayoutView workbookViewId windowProtection showRuler
pane xSplit ySplit topLeftCell activePane state
selection pane activeCell activeCellId sqref
sheetFormatPr baseColWidth defaultColWidth defaultRowHeight customHeight zeroHeight outlineLevelRow outlineLevelCol thickTop thickBottom
cols
col min max width customWidth style bestFit hidden outlineLevel collapsed phonetic
sheetData
row r spans s customFormat ht customHeight hidden outlineLevel collapsed thickTop thickBot ph
c r s t ph
v
is
phoneticPr fontId type alignment
printOptions headings gridLines gridLinesSet horizontalCentered verticalCentered
pageMargins left right top bottom header footer
pageSetup paperSize scale firstPageNumber fitToWidth fitToHeight pageOrder orientation usePrinterDefaults blackAndWhite draft cellComments useFirstPageNumber errors horizontalDpi verticalDpi copies id
headerFooter differentFirst differentOddEven scaleWithDoc alignWithMargins
oddHeader
oddFooter
evenHeader
evenFooter
firstHeader
firstFooter
ignoredErrors
ignoredError sqref numberStoredAsText
tableParts count
tablePart id
""",
) | _rules(MAIN, _TEXTS)

STRINGS: Final[Rules] = _rules(MAIN, "sst count uniqueCount\n" + _TEXTS)

TABLE: Final[Rules] = _rules(
    MAIN,
    """
table id name displayName ref headerRowCount totalsRowCount totalsRowShown tableType insertRow insertRowShift published headerRowDxfId dataDxfId totalsRowDxfId headerRowBorderDxfId tableBorderDxfId totalsRowBorderDxfId headerRowCellStyle dataCellStyle
autoFilter ref
tableColumns count
tableColumn id name uniqueName headerRowDxfId dataDxfId totalsRowDxfId headerRowCellStyle dataCellStyle
tableStyleInfo showFirstColumn showLastColumn showRowStripes showColumnStripes
""",
)

_XF = "numFmtId fontId fillId borderId xfId applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection quotePrefix pivotButton"
STYLES: Final[Rules] = _rules(
    MAIN,
    f"""
styleSheet
numFmts count
numFmt numFmtId formatCode
fonts count
font
fills count
fill
patternFill patternType
fgColor {_COLOURS}
bgColor {_COLOURS}
borders count
border diagonalUp diagonalDown outline
left style
right style
top style
bottom style
start style
end style
diagonal style
vertical style
horizontal style
cellStyleXfs count
cellXfs count
xf {_XF}
alignment horizontal vertical textRotation wrapText indent relativeIndent justifyLastLine shrinkToFit readingOrder
protection locked hidden
cellStyles count
cellStyle name xfId builtinId customBuiltin iLevel hidden
dxfs count
dxf
tableStyles count defaultTableStyle defaultPivotStyle
colors
indexedColors
rgbColor rgb
mruColors
color {_COLOURS}
""",
) | _rules(MAIN, _FONT)

WORKBOOK: Final[Rules] = (
    _rules(
        MAIN,
        """
workbook
fileVersion appName lastEdited lowestEdited rupBuild codeName
workbookPr date1904 defaultThemeVersion codeName backupFile showObjects dateCompatibility filterPrivacy saveExternalLinkValues checkCompatibility
workbookProtection
bookViews
workbookView xWindow yWindow windowWidth windowHeight tabRatio firstSheet activeTab showHorizontalScroll showVerticalScroll showSheetTabs visibility minimized autoFilterDateGrouping
sheets
sheet name sheetId state id
definedNames
definedName name localSheetId function hidden vbProcedure
calcPr calcId calcMode fullCalcOnLoad iterate iterateCount iterateDelta refMode concurrentCalc calcCompleted calcOnSave fullPrecision forceFullCalc
""",
    )
    | _rules(_MC, "AlternateContent\nChoice Requires")
    | _rules(_MICROSOFT + "2010/11/ac", "absPath url")
    | _rules(_MICROSOFT + "2014/revision", "revisionPtr revIDLastSave documentId")
)

RELATIONSHIPS: Final[Rules] = _rules(
    PACKAGE + "relationships", "Relationships\nRelationship Id Type Target TargetMode"
)
TYPES: Final[Rules] = _rules(
    PACKAGE + "content-types", "Types\nDefault Extension ContentType\nOverride PartName ContentType"
)

EXTENSIONS: Final = frozenset(
    {
        "{140A7094-0E35-4892-8432-C4D2E57EDEB5}",  # x15:workbookPr
        "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}",  # xcalcf:calcFeatures
        "{7626C862-2A13-11E5-B345-FEFF819CDC9F}",  # loext:extCalcPr
        "{EB79DEF2-80B8-43E5-95BD-54CBDDF9020C}",  # x14:slicerStyles, by its default alone
        "{9260A510-F301-46A8-8635-F512D64BE5F5}",  # x15:timelineStyles, the same
        "{0CCD0F37-4FB1-4CF3-9D1D-4E4E2C0E0CFE}",  # WPS
    }
)
"""Extensions that speak of no cell; only workbook and styles have any."""
_EXTENSIBLE: Final = (WORKBOOK, STYLES)

_NO, _YES = re.compile("0|false|off"), re.compile("1|true|on")
_ZERO, _ONE = re.compile("0"), re.compile("1")
_WHOLE, _SIZE = re.compile("-?[0-9]{1,10}"), re.compile(r"[0-9]{1,9}(\.[0-9]{1,20})?")
_VALUES: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(
        "hidden collapsed showFormulas rightToLeft zeroHeight filterMode function vbProcedure date1904 strike "
        "minimized windowProtection condense insertRow totalsRowShown headings blackAndWhite draft ph phonetic "
        "justifyLastLine pivotButton differentFirst differentOddEven".split(),
        _NO,
    ),
    **dict.fromkeys("showZeros showRowColHeaders showSheetTabs".split(), _YES),
    **dict.fromkeys("showHorizontalScroll showVerticalScroll fullPrecision".split(), _YES),
    **dict.fromkeys(
        "outlineLevel outlineLevelRow outlineLevelCol totalsRowCount textRotation".split(), _ZERO
    ),
    "relativeIndent": _ZERO,
    "headerRowCount": _ONE,
    **dict.fromkeys("r xSplit ySplit".split(), re.compile("[A-Z]{0,3}[0-9]{1,7}")),
    **dict.fromkeys("ht width defaultRowHeight defaultColWidth".split(), _SIZE),
    **dict.fromkeys("min max s style numFmtId fontId fillId borderId xfId indent".split(), _WHOLE),
    **dict.fromkeys("localSheetId sheetId firstSheet activeTab firstPageNumber count".split(), _WHOLE),
    "readingOrder": re.compile("[01]"),
    "zoomScale": re.compile("0|[5-9][0-9]|[1-4][0-9]{2}"),
    "zoomScaleNormal": re.compile("0|[5-9][0-9]|[1-4][0-9]{2}"),
    "view": re.compile("normal|pageBreakPreview|pageLayout"),
    "visibility": re.compile("visible"),
    "state": re.compile("visible|frozen"),
    "t": re.compile("n|s|b|inlineStr"),
    "tableType": re.compile("worksheet"),
    "TargetMode": re.compile("Internal"),
    "Requires": re.compile("x15"),
    "horizontal": re.compile("general|left|center|right|centerContinuous"),
    "vertical": re.compile("bottom|center|top"),
}
"""Attribute -> what it may say, of those by which a cell could be hidden, moved or shown as something else."""
_STYLE_NAMES: Final = frozenset(
    {"left", "right", "top", "bottom", "start", "end", "diagonal", "vertical", "horizontal"}
)
"""Elements whose `style` is that of a line."""

_INSIDE: Final[Mapping[str, frozenset[str]]] = {
    child: frozenset(parents.split())
    for parents, children in {
        "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData printOptions pageMargins pageSetup "
        "headerFooter ignoredErrors tableParts",
        "sheetData": "row", "row": "c", "c": "v is", "si is r": "t", "si is": "r", "r": "rPr", "sst": "si",
        "cols": "col", "sheetViews": "sheetView", "sheetView": "pane selection", "tableParts": "tablePart",
        "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors",
        "numFmts dxf": "numFmt", "fonts dxf": "font", "fills dxf": "fill", "cellXfs cellStyleXfs": "xf",
        "xf dxf": "alignment protection", "fill": "patternFill", "patternFill": "fgColor bgColor",
        "font rPr": "sz b i u family charset scheme", "font": "name", "colors": "indexedColors mruColors",
        "workbook": "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr",
        "bookViews": "workbookView", "sheets": "sheet", "definedNames": "definedName",
        "table": "autoFilter tableColumns tableStyleInfo", "tableColumns": "tableColumn",
    }.items()
    for child in children.split()
}  # fmt: skip
"""Element -> where it may stand, of those that matter to what a cell is or looks like."""
_MANY: Final = frozenset(
    "row c col si r xf font fill border numFmt cellStyle dxf sheet definedName tableColumn tablePart selection "
    "ignoredError rgbColor color ext Relationship Default Override".split()
)
"""Elements that stand beside others of the same name.  Of all others programs read the first, or the last."""
_TEXTUAL: Final = frozenset(
    "v t oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter definedName".split()
)
"""Elements that hold letters."""

Visit = Callable[[str, Mapping[str, str]], None]
"""Is told of each element, by its local name, and of its attributes."""
Leave = Callable[[str, str], None]
"""Is told of the end of each element, and of its text."""


class Stranger(Exception):
    """Something that no program writes into a frozen workbook; `what` names it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def _nothing(*_: object) -> None:
    """For parts of which only the grammar matters."""


def walk(data: bytes, rules: Rules, visit: Visit = _nothing, leave: Leave = _nothing) -> None:
    """Parse a part and hold every element against the rules; raises Stranger at the first that they do not know."""
    parser = xml_spans.parser("")
    texts: list[list[str]] = []
    above: list[tuple[str, set[str]]] = []
    aside = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal aside
        space, _, local = name.rpartition(" ")
        if aside:
            aside += 1
        elif space == MAIN and local in ("extLst", "ext") and any(rules is each for each in _EXTENSIBLE):
            if local == "ext":
                _extension(attributes)
                aside = 1
        elif (known := rules.get((space, local))) is None:
            raise Stranger(f"“{local}”")
        else:
            if above:
                _place(local, *above[-1])
            _attributes(local, attributes, known)
            visit(local, attributes)
        texts.append([])
        above.append((local, set()))

    def closed(name: str) -> None:
        nonlocal aside
        text, local = "".join(texts.pop()), name.rpartition(" ")[2]
        above.pop()
        if aside:
            aside -= 1
        elif text.strip() and local not in _TEXTUAL:
            raise Stranger(f"“{local}”里的文字")
        else:
            leave(local, text)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = lambda text: texts[-1].append(text)
    parser.ProcessingInstructionHandler = _instruction
    try:
        xml_spans.feed(parser, data, "")
    except FileError as fault:
        raise Stranger(fault.what) from fault


def _place(local: str, parent: str, seen: set[str]) -> None:
    """An element stands where it belongs, and once unless it is one of many; runs and plain text never mix."""
    if (where := _INSIDE.get(local)) is not None and parent not in where:
        raise Stranger(f"“{parent}”里的“{local}”")
    many = local in _MANY and (local != "color" or parent == "mruColors")
    seen.add(local) if local not in seen or many else _again(parent, local)
    if parent in ("si", "is") and {"t", "r"} <= seen:
        _again(parent, local)


def _again(parent: str, local: str) -> None:
    raise Stranger(f"“{parent}”里重复的“{local}”")


def _instruction(target: str, _: str) -> None:
    raise Stranger(f"处理指令“{target}”")


def _extension(attributes: Mapping[str, str]) -> None:
    if attributes.get("uri", "").upper() not in EXTENSIONS:
        raise Stranger("不认识的扩展内容")


def _attributes(local: str, attributes: Mapping[str, str], known: frozenset[str]) -> None:
    for name, value in attributes.items():
        space, _, bare = name.rpartition(" ")
        if not space:
            pattern = None if local in _STYLE_NAMES else _VALUES.get(bare)
            if bare not in known or (pattern and not pattern.fullmatch(value)):
                raise Stranger(f"“{local}”的“{bare}={value[:40]}”")
        elif not _foreign(space, bare, known):
            raise Stranger(f"“{local}”的“{bare}”")


def _foreign(space: str, bare: str, known: frozenset[str]) -> bool:
    """Attributes of other namespaces: references to parts, blanks, and what Excel notes for itself."""
    if space == OFFICE + "relationships":
        return bare == "id" and "id" in known
    if space == _XML:
        return bare == "space"
    if space == _MC:
        return bare == "Ignorable"
    return space.startswith(_MICROSOFT) and bare in (
        "dyDescent", "uid", "knownFonts", "lastClassId", "revIDLastSave", "documentId",
        "coauthVersionLast", "coauthVersionMax",
    )  # fmt: skip
