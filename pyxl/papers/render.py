"""Filling a Word template: docxtpl in jinja2's sandbox, strict about every tag, and blind to what data contains.

A template comes from a clerk, so it is trusted as little as any file that arrives: a size that is bounded, no
macros, no embedded objects, nothing fetched from elsewhere, and nothing but jinja2's sandboxed language in
its tags.  A tag that is broken or that no figure answers to stops the paper; the message names the template
and the paragraph.  Data never becomes a tag, and no character of it is lost: & < > ' " are escaped.
"""

from __future__ import annotations

import io
import re
import traceback
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

import pyxl
from pyxl.hosts.files.packing import pack, unpack
from pyxl.papers.layout import fitting_names, imprint, one_page
from pyxl.papers.paper import Context, PaperError

LARGEST: Final = 20_000_000
"""Bytes that a template may have, unpacked."""
SHOWN: Final = 40
"""Characters of a paragraph that a message quotes."""

_APPLICATION: Final = "docProps/app.xml"
_OURS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Moxi Reform</Application></Properties>'
)
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STRAY: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝|｛%|%｝")
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = re.compile(r"[\t\n\r]+")
_ACTIVE: Final = re.compile(
    r"vbaProject|activeX|oleObject|embeddings/|attachedToolbars|afchunk", re.IGNORECASE
)
_EXTERNAL: Final = re.compile(rb'<(?:\w+:)?Relationship\b(?=[^>]*TargetMode\s*=\s*["\']External["\'])[^>]*>')
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def templates_folder() -> Path:
    """Where the templates are: in the repository, or beside the modules of an installed package."""
    package = Path(pyxl.__file__).parent
    beside = package.parent / "templates"
    return beside if beside.exists() else package / "templates"


def render(template: Path, context: Context) -> bytes:
    """The template with every tag filled in, as a .docx whose bytes depend on nothing else.

    `context` holds texts, whole numbers, truth values, and lists and mappings of these.  Raises `PaperError`
    that names the template, and for a tag its paragraph; TypeError for a value that is none of these.
    """
    document = _filled(template, _read(template), context)
    imprint.place(document.docx.element.body, document.docx.styles.element)
    return _saved(document)


def render_one_page(template: Path, contexts: Iterable[Context]) -> bytes:
    """The same on one page: of several wordings, the fullest first, the first that has room; else the last as it comes."""
    data = _read(template)
    for context in contexts:
        document = _filled(template, data, context)
        if one_page.fit(document.docx):
            return _saved(document)
    return render(template, context)


def _filled(template: Path, data: bytes, context: Context) -> _Strict:
    document = _Strict(io.BytesIO(data), template.name)
    document.render(_plain(context), _ENVIRONMENT)
    fitting_names.fit(document.docx)
    return document


def _saved(document: _Strict) -> bytes:
    properties = document.docx.core_properties
    properties.author = properties.last_modified_by = ""  # not the clerk's who restyled the template
    target = io.BytesIO()
    document.save(target)
    parts = unpack(target.getvalue())
    if _APPLICATION in parts:
        parts[_APPLICATION] = _OURS
    return pack(parts)


def untouched(file: Path) -> bool:
    """Whether a paper is still as `render` made it: Word and WPS put their own names in when they save one."""
    try:
        with zipfile.ZipFile(file) as package:
            return package.read(_APPLICATION) == _OURS
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError):
        return False


def tags(template: Path) -> dict[str, str]:
    """Every paragraph that has tags, in order: its text, and the part in which it stands."""
    found: dict[str, str] = {}
    for part, xml in unpack(_read(template)).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part):
            found |= {
                text: part for text in _paragraphs(etree.fromstring(xml, _parser())) if _TAG.search(text)
            }
    return found


def top_tags(template: Path) -> frozenset[str]:
    """The names that a template's tags ask the context for; raises `PaperError` for a faulty tag."""
    document = _Strict(io.BytesIO(_read(template)), template.name)
    return frozenset(document.get_undeclared_template_variables(_ENVIRONMENT))


class _Sandbox(ImmutableSandboxedEnvironment):
    """jinja2's sandbox: a tag looks up and compares; it calls nothing, and makes nothing that grows without end."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def call_binop(self, context: object, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """No tag of a paper multiplies."""
        raise SecurityError(operator)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401
        """Figures come ready from the tables: there is nothing that a tag should call."""
        return False


_ENVIRONMENT: Final = _Sandbox(undefined=StrictUndefined, autoescape=True)
_ENVIRONMENT.globals = {}
_ENVIRONMENT.filters = {
    name: _ENVIRONMENT.filters[name]
    for name in ("default", "e", "first", "join", "last", "length", "replace", "trim")
}
"""What a paper needs; not `safe`, with which data could break the document, nor what makes long texts of short ones."""


class _Strict(DocxTemplate):  # type: ignore[misc]
    """docxtpl, which would let broken XML pass and turn some data into tags and tabs."""

    def __init__(self, file: io.BytesIO, name: str) -> None:
        super().__init__(file)
        self._name = name

    def patch_xml(self, source: str) -> str:
        """Refuse a tag that is not closed before docxtpl takes what follows for a part of it."""
        for text in _paragraphs(etree.fromstring(source, _parser())):
            if stray := _STRAY.search(_TAG.sub("", text)):
                raise self._refused(f"标签没有写完整或用了全角符号（“{stray[0]}”没有配对）", text)
        patched: str = super().patch_xml(source)
        return patched

    def render_xml_part(self, source: str, part: object, context: Mapping[str, Any], jinja_env: Any) -> str:  # noqa: ANN401
        """Fill in one part; nothing is replaced afterwards, so data stays as it is."""
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        try:
            filled: str = jinja_env.from_string(lines).render(context)
        except TemplateSyntaxError as error:
            raise self._refused(_fault(error), _text_at(lines, error.lineno)) from None
        except Exception as error:
            raise self._refused(_reason(error), _text_at(lines, _line_of(error))) from None
        filled = re.sub(r"\n<w:p([ >])", r"<w:p\1", filled)
        try:
            etree.fromstring(filled.encode(), _parser())
        except etree.XMLSyntaxError:
            raise self._refused(
                "循环或条件的开始和结束不在同一层（例如开始在表格里、结束在表格外）", ""
            ) from None
        return filled

    def render_properties(self, context: Mapping[str, Any], jinja_env: object = None) -> None:
        """Title and author of the file stay as the template has them: they are no place for tags."""

    def _refused(self, what: str, paragraph: str) -> PaperError:
        quoted = " ".join(paragraph.split())
        shown = quoted[:SHOWN] + "……" if len(quoted) > SHOWN else quoted
        where = f"模板“{self._name}”" + (f"的“{shown}”这一段" if shown else "")
        return PaperError(what, where, "请照 templates/README.md 改正这个标签，或换回原来的模板")


def _reason(error: Exception) -> str:
    """What went wrong in a tag, in a clerk's words."""
    if isinstance(error, UndefinedError):
        names = re.findall(r"'([^']*)'", str(error))
        return f"没有“{names[-1]}”这个标签" if names else "有一个标签没有定义"
    if isinstance(error, SecurityError):
        return "标签里有不允许执行的内容"
    return "标签里的写法不能用"


def _fault(error: TemplateSyntaxError) -> str:
    """What is wrong with how a tag is written; jinja2 says it in English."""
    unpaired = "Unexpected end of template" in str(error) or "unknown tag 'end" in str(error)
    return "标签写错了：循环或条件的开始和结束没有配对" if unpaired else "标签写错了"


def _line_of(error: BaseException) -> int:
    """The line of the template that was being filled in when it went wrong."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f.filename in {"<template>", "<unknown>"}
    ]
    return (frames[-1].lineno or 0) if frames else 0


def _text_at(lines: str, number: int) -> str:
    """The text of a line of the template, which is a paragraph; of the nearest one before that has text."""
    for line in reversed(lines.splitlines()[:number]):
        if text := re.sub(r"<[^>]+>", "", line).strip():
            return text
    return ""


def _paragraphs(root: Any) -> list[str]:  # noqa: ANN401
    """The text of every paragraph, without those of the text boxes in it."""
    return [
        "".join(text.text or "" for text in paragraph.iter(f"{_W}t") if _owner(text) is paragraph)
        for paragraph in root.iter(f"{_W}p")
    ]


def _owner(text: Any) -> Any:  # noqa: ANN401
    return next(text.iterancestors(f"{_W}p"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _read(template: Path) -> bytes:
    """The template's bytes; raises `PaperError` for what is no plain document."""
    where, remedy = f"模板“{template.name}”", "请换回原来的模板"
    try:
        data = template.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST:
                raise PaperError("文件太大", where, remedy)
            names = package.namelist()
            types = package.read("[Content_Types].xml")
            links = [package.read(name) for name in names if name.endswith(".rels")]
            package.read("word/document.xml")
    except FileNotFoundError:
        raise PaperError("找不到模板", str(template.name), "请把它放回 templates 文件夹") from None
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError) as error:
        raise PaperError("打不开，不是完好的 .docx 文件", where, remedy) from error
    if b"macroEnabled" in types or any(map(_ACTIVE.search, names)):
        raise PaperError("含有宏或嵌入的对象", where, "请另存为不带宏的 .docx，并删去嵌入的对象")
    if any(b"/hyperlink" not in found for link in links for found in _EXTERNAL.findall(link)):
        raise PaperError("引用了别处的文件", where, "请把图片等直接放进模板，不要用链接")
    return data


def _plain(value: Any) -> Any:  # noqa: ANN401
    """The context with texts that a document can hold: one line each, without control characters."""
    if isinstance(value, str):
        return _ILLEGAL.sub("", _SPACES.sub(" ", value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    raise TypeError(f"a template cannot show {type(value).__name__}")
