"""The parts of a .docx and the zip around them: the same bytes at every run."""

from __future__ import annotations

from pyxl.hosts.files.packing import pack
from templates.styles import FALLBACKS, FANG, STYLES, fonts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="630"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)


def package(title: str, body: str, edges: dict[str, str]) -> bytes:
    """A document of the XML of its body and of its headers and footers (part name -> XML)."""
    parts = {
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("extended-properties", "docProps/app.xml"),
        ).replace(
            "</Relationships>",
            f'<Relationship Id="rIdCore" Type="{_P}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>',
        ),
        "docProps/core.xml": _core(title),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Moxi Reform</Application></Properties>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{_defaults()}{''.join(s.xml for s in STYLES)}</w:styles>",
        "word/settings.xml": f"<w:settings {NAMESPACES}>{_SETTINGS}</w:settings>",
        "word/fontTable.xml": f"<w:fonts {NAMESPACES}>{''.join(map(_font, FALLBACKS))}</w:fonts>",
        **{f"word/{name}.xml": xml for name, xml in edges.items()},
    }
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
    }
    kinds |= {name: name.rstrip("0123456789") for name in edges}
    parts["[Content_Types].xml"] = _content_types(kinds)
    parts["word/_rels/document.xml.rels"] = _relations(
        *((kinds[name], f"{name}.xml", name if name in edges else "") for name in kinds if name != "document")
    )
    return pack({name: (_HEAD + xml).encode() for name, xml in parts.items()})


def _defaults() -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:kern w:val="2"/><w:sz w:val="32"/>'
        '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _font(name: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{FALLBACKS[name]}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator></dc:creator>"
        "</cp:coreProperties>"
    )


def _relations(*targets: tuple[str, ...]) -> str:
    """Relationships of the officeDocument kind: (type, target) or (type, target, id)."""
    lines = []
    for number, (kind, target, *named) in enumerate(targets, 1):
        key = named[0] if named and named[0] else f"rId{number}"
        lines.append(f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>')
    return f'<Relationships xmlns="{_P}/relationships">{"".join(lines)}</Relationships>'


def _content_types(kinds: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_P}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        f"{overrides}</Types>"
    )
