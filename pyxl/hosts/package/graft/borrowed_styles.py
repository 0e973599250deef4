"""Looks of another workbook added to this one's styles part: cell formats, and those of rules and tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from pyxl.errors import FileError
from pyxl.hosts.package import xml_spans

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
"""Children of `styleSheet` as the schema orders them (ECMA-376 18.8.39)."""
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_OWN_FORMAT = 164


class _Side:
    """One styles part: its collections as bytes."""

    def __init__(self, data: bytes, where: str) -> None:
        self.data, self.root = data, xml_spans.parse(data, where)
        if xml_spans.prefix(data, self.root.start):
            raise FileError("样式表的写法少见，不能添加工作表", where, "请在 Excel 里打开并重新保存一次")

    def items(self, name: str) -> list[bytes]:
        """The members of a collection, in order."""
        collection = self.root.first(name)
        children = collection.children if collection is not None else []
        return [self.data[e.start : xml_spans.element_end(self.data, e.start, e.stop)] for e in children]


class BorrowedStyles:
    """`cell` and `look` give the numbers that cell formats and differential formats of the other have here."""

    def __init__(self, ours: bytes, theirs: bytes, where: str) -> None:
        self._ours, self._theirs = _Side(ours, where), _Side(theirs, where)
        self._items = {
            name: self._theirs.items(name) for name in ("fonts", "fills", "borders", "cellXfs", "dxfs")
        }
        self._kept = {name: self._ours.items(name) for name in (*self._items, "numFmts")}
        self._added: defaultdict[str, list[bytes]] = defaultdict(list)
        self._known: dict[tuple[str, int], int] = {}
        self._formats = {
            int(number): code
            for item in self._theirs.items("numFmts")
            for number, code in re.findall(rb'numFmtId="([0-9]+)" formatCode=("[^"]*")', item)
        }

    def cell(self, number: int) -> int:
        """A cell format."""
        return self._taken("cellXfs", number, self._format)

    def look(self, number: int) -> int:
        """A differential format, of a rule or a table."""
        return self._taken("dxfs", number, self._with_number_format)

    def grown(self) -> bytes:
        """The styles part with everything that was asked for."""
        data, edits = self._ours.data, []
        for name, added in self._added.items():
            collection, items = self._ours.root.first(name), b"".join(added)
            count = len(self._kept[name]) + len(added)
            if collection is None:
                place = xml_spans.place_in_order(data, self._ours.root, name, _ORDER)
                edits.append(
                    (place, place, b'<%s count="%d">%s</%s>' % (name.encode(), count, items, name.encode()))
                )
                continue
            stop = xml_spans.element_end(data, collection.start, collection.stop)
            whole = b'<%s count="%d">%s%s</%s>' % (
                name.encode(), count, b"".join(self._kept[name]), items, name.encode(),
            )  # fmt: skip
            edits.append((collection.start, stop, whole))
        return xml_spans.splice(data, edits)

    def _taken(self, name: str, number: int, made: Callable[[bytes], bytes]) -> int:
        if (name, number) not in self._known:
            item = made(self._items[name][number])
            everything = [*self._kept[name], *self._added[name]]
            if item not in everything:
                self._added[name].append(item)
                everything.append(item)
            self._known[name, number] = everything.index(item)
        return self._known[name, number]

    def _format(self, item: bytes) -> bytes:
        tag = xml_spans.start_tag(item, 0)
        old = xml_spans.get_attributes(tag)
        new: dict[str, str | None] = {
            key: str(self._taken(name, int(old.get(key, "0")), lambda piece: piece))
            for key, name in _PARTS.items()
        }
        new |= {"numFmtId": str(self._number_format(int(old.get("numFmtId", "0")))), "xfId": "0"}
        return xml_spans.set_attributes(tag, new) + item[len(tag) :]

    def _with_number_format(self, item: bytes) -> bytes:
        return re.sub(
            rb'numFmtId="([0-9]+)"', lambda m: b'numFmtId="%d"' % self._number_format(int(m[1])), item
        )

    def _number_format(self, number: int) -> int:
        """The number that a format code has here."""
        if number < _FIRST_OWN_FORMAT:
            return number
        code = self._formats[number]
        found: dict[bytes, int] = {}
        for item in (*self._kept["numFmts"], *self._added["numFmts"]):
            for known, text in re.findall(rb'numFmtId="([0-9]+)" formatCode=("[^"]*")', item):
                found.setdefault(text, int(known))
        if code not in found:
            found[code] = max(_FIRST_OWN_FORMAT - 1, *found.values(), 0) + 1
            self._added["numFmts"].append(b'<numFmt numFmtId="%d" formatCode=%s/>' % (found[code], code))
        return found[code]
