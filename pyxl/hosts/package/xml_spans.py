"""XML read by a real parser that remembers where every element stands, so that bytes can be patched.

A part of the package is never written out anew from a tree: prefixes, declarations, order of
attributes and everything we do not know would have to survive that.  Here a change replaces the bytes
of one tag or one element and leaves all others as they are.  Offsets count bytes of UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pyxl.errors import FileError

MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
RELATIONSHIP_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)

MOST_ELEMENTS = 150_000
"""Of a part that is held as a tree; at some 700 bytes each."""

Edit = tuple[int, int, bytes]
"""Replace the bytes from the first offset up to the second."""

_BROKEN, _ANOTHER = "文件内容已经损坏，读不出来", "请用备份，或向发件人要一份新的文件"
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""(\s+)([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_PREFIX = re.compile(rb"<([^\s/>:]+:)?")
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

# As xml.sax.saxutils has them; that module takes urllib and http along, a tenth of a second at every start.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTES = _IN_TEXT | str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(slots=True)
class Element:
    """One element: its names, its text (without that of its children) and where it stands.

    `start` is the offset of its start tag, `stop` that of its end tag; they are equal when it closes itself.
    Attributes of a namespace are keyed `namespace name`, all others by their bare name.
    """

    space: str
    name: str
    attributes: dict[str, str]
    start: int
    stop: int = -1
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Children of that local name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of that local name."""
        return next(self.all(name), None)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def relationship_id(self) -> str:
        """The `r:id` attribute, in either namespace; empty when there is none."""
        return next(
            (self.attributes[key] for s in RELATIONSHIP_IDS if (key := f"{s} id") in self.attributes), ""
        )


def utf8(data: bytes, where: str = "") -> bytes:
    """The part as UTF-8 bytes: OPC also allows UTF-16, which offsets could not be counted in.  Raises FileError where it cannot be."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise FileError(_BROKEN, where, _ANOTHER) from fault
        match = _DECLARED.search(text)
        if match:
            text = text[: match.start(1)] + "UTF-8" + text[match.end(1) :]
        return text.encode("utf-8")
    return data


def parser(where: str) -> expat.XMLParserType:
    """An expat parser that refuses document types, and with them all entities."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise FileError("文件里有表格不该有的内容，可能被人做过手脚", where, "请向发件人要一份新的文件")

    made.StartDoctypeDeclHandler = refuse
    return made


def feed(made: expat.XMLParserType, data: bytes, where: str) -> None:
    """Parse the whole part; a fault in the XML becomes a sentence.

    Raises FileError with it.
    """
    try:
        made.Parse(data, True)
    except (expat.ExpatError, ValueError, OverflowError, LookupError) as fault:
        raise FileError(_BROKEN, where, _ANOTHER) from fault


def parse(data: bytes, where: str) -> Element:
    """The part's elements with their places; meant for small parts, sheets are scanned instead.

    Raises FileError for broken XML and for more than `MOST_ELEMENTS`.
    """
    count = 0
    made = parser(where)
    stack: list[Element] = []
    roots: list[Element] = []
    texts: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise FileError("文件内容多得不正常，已拒绝打开", where, "请把内容复制到一个新的工作簿后再试")
        space, _, local = name.rpartition(" ")
        element = Element(space, local, attributes, made.CurrentByteIndex)
        (stack[-1].children if stack else roots).append(element)
        stack.append(element)
        texts.append([])

    def end(_: str) -> None:
        element = stack.pop()
        element.stop = stop_of(data, element.start, made.CurrentByteIndex)
        element.text = "".join(texts.pop())

    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = lambda text: texts[-1].append(text)
    feed(made, data, where)
    return roots[0]


def tag_end(data: bytes, start: int) -> int:
    """Offset behind the tag that begins at `start`."""
    match = _TAG.match(data, start)
    assert match is not None, "the parser has already accepted this tag"
    return match.end()


def stop_of(data: bytes, start: int, index: int) -> int:
    """`Element.stop` from expat's offset at the end of an element: for `<a/>` expat points behind the tag."""
    closes_itself = data[index - 2 : index] == b"/>" and tag_end(data, start) == index
    return start if closes_itself else index


def element_end(data: bytes, start: int, stop: int) -> int:
    """Offset behind the whole element (`stop` as in `Element`)."""
    return tag_end(data, start if stop == start else stop)


def body(data: bytes, element: Element) -> bytes:
    """The element's content, without its own tags."""
    return b"" if element.stop == element.start else data[tag_end(data, element.start) : element.stop]


def prefix(data: bytes, start: int) -> bytes:
    """The prefix, with its colon, that the tag at `start` uses; empty for the default namespace."""
    match = _PREFIX.match(data, start)
    return (match[1] if match else None) or b""


def start_tag(data: bytes, start: int) -> bytes:
    """The bytes of the start tag."""
    return data[start : tag_end(data, start)]


def set_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """The start tag with attributes set, or removed where the new value is None; the others stand."""
    left = {name.encode(): value for name, value in changes.items()}

    def replace(match: re.Match[bytes]) -> bytes:
        if match[2] not in left:
            return match[0]
        value = left.pop(match[2])
        return b"" if value is None else match[1] + match[2] + b"=" + attribute_value(value)

    changed = _ATTRIBUTE.sub(replace, tag)
    added = b"".join(b" " + k + b"=" + attribute_value(v) for k, v in left.items() if v is not None)
    close = len(changed) - (2 if changed.endswith(b"/>") else 1)
    return changed[:close].rstrip() + added + changed[close:]


def get_attributes(tag: bytes) -> dict[str, str]:
    """Attributes of one start tag without entities in them: numbers, flags, cell addresses."""
    return {m[2].decode(): m[3][1:-1].decode() for m in _ATTRIBUTE.finditer(tag)}


def edit_tag(data: bytes, start: int, changes: Mapping[str, str | None]) -> Edit:
    """The edit that sets attributes of the element that starts at `start`."""
    tag = start_tag(data, start)
    return start, start + len(tag), set_attributes(tag, changes)


def edit_children(data: bytes, element: Element, added: bytes) -> Edit:
    """The edit that puts bytes behind the last child; a self-closing element is opened for it."""
    if element.stop != element.start:
        return element.stop, element.stop, added
    tag = start_tag(data, element.start)
    name = tag[1:].split(None, 1)[0].rstrip(b"/>")
    return element.start, element.start + len(tag), tag[:-2].rstrip() + b">" + added + b"</" + name + b">"


def remove(data: bytes, element: Element) -> Edit:
    """The edit that takes the element away."""
    return element.start, element_end(data, element.start, element.stop), b""


def place_in_order(data: bytes, root: Element, name: str, order: tuple[str, ...]) -> int:
    """Offset at which a new child `name` stands as the schema's `order` of children asks for.

    A child that the order does not know (`mc:AlternateContent`) stays with the one before it.
    """
    rank = order.index(name)
    place = tag_end(data, root.start)
    for child in root.children:
        if child.name in order and order.index(child.name) > rank:
            break
        place = element_end(data, child.start, child.stop)
    return place


def splice(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Apply edits, which must not overlap; those at one place keep their order."""
    pieces: list[bytes] = []
    at = 0
    for start, stop, new in sorted(edits, key=lambda edit: edit[:2]):
        assert start >= at, "edits overlap"
        pieces += (data[at:start], new)
        at = stop
    pieces.append(data[at:])
    return b"".join(pieces)


def attribute_value(text: str) -> bytes:
    """A quoted attribute value; line breaks and tabs survive as character references."""
    safe = text.translate(_IN_ATTRIBUTES)
    if '"' not in safe:
        return f'"{safe}"'.encode()
    return (f"'{safe}'" if "'" not in safe else f'"{safe.replace(chr(34), "&quot;")}"').encode()


def text_bytes(text: str) -> bytes:
    """Text between tags."""
    return text.translate(_IN_TEXT).encode()
