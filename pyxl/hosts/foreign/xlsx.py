"""Workbooks of others (.xlsx, .xlsm), read by the parts of our closed-file engine, which guard each step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from pyxl.errors import FileError
from pyxl.hosts.foreign.cells import GridBuilder
from pyxl.hosts.foreign.grid import Grid
from pyxl.hosts.foreign.rich_text import SharedTexts, struck_strings
from pyxl.hosts.foreign.sheet_stream import SheetStream
from pyxl.hosts.package import Package, SheetEntry, Styles, Workbook, shared_strings
from pyxl.hosts.package.guard import STREAMED

_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"<dcterms:modified[^<>]*>([0-9TZ:.+-]{10,40})</dcterms:modified>")
_NO_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs/></styleSheet>'
)


def read(source: bytes | Package, where: str, only: Collection[str] | None = None) -> list[Grid]:
    """All worksheets, or those named in `only`; chart sheets hold no cells and are passed over."""
    package = source if isinstance(source, Package) else Package(Path(where), source, STREAMED)
    return _Reader(package, where).grids(only)


class _Reader:
    def __init__(self, package: Package, where: str) -> None:
        self._where = where
        self._package = package
        self._workbook = Workbook(self._package)
        self._styles = self._read_styles()
        self._known_texts: SharedTexts | None = None

    def _read_styles(self) -> Styles:
        """The styles, or none where they are broken: what only formats refuses no list."""
        part = self._workbook.related("styles")
        try:
            if part:
                return Styles(self._package.read(part), self._package.where(part))
        except FileError:
            pass
        return Styles(_NO_STYLES, self._where)

    def grids(self, only: Collection[str] | None = None) -> list[Grid]:
        """The worksheets in the order of their tabs."""
        found: list[Grid] = []
        saved = self._saved()
        last: GridBuilder | None = None
        for entry in self._workbook.sheets:
            if entry.kind == "worksheet" and (only is None or entry.name in only):
                builder = GridBuilder(entry.name, self._where, hidden=entry.state != "visible", after=last)
                self._read_sheet(entry, builder)
                found.append(replace(builder.grid(), saved=saved))
                last = builder
        return found

    def _saved(self) -> str:
        """When the file was last saved, as its properties say (ISO/IEC 29500-2, 11.3); "" where they say nothing."""
        if _PROPERTIES not in self._package:
            return ""
        said = _MODIFIED.search(self._package.read(_PROPERTIES))
        try:
            moment = (
                dt.datetime.fromisoformat(said[1].decode("ascii").replace("Z", "+00:00")) if said else None
            )
        except ValueError:
            return ""
        if moment is None:
            return ""
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return zoned.astimezone(dt.UTC).isoformat(timespec="seconds")

    def _texts(self) -> SharedTexts:
        if self._known_texts is None:
            part = self._workbook.related("sharedStrings")
            if part is None:
                raise FileError("文件里缺少文字部分，已损坏", self._where, "请发件人重新保存后再发一次")
            data, place = self._package.read(part), self._package.where(part)
            self._known_texts = SharedTexts(
                shared_strings.read_strings(data, place), struck_strings(data, place)
            )
        return self._known_texts

    def _read_sheet(self, entry: SheetEntry, builder: GridBuilder) -> None:
        stream = SheetStream(
            f"{self._where} 的“{entry.name}”",
            builder,
            self._styles,
            self._texts,
            date1904=self._workbook.date1904,
        )
        stream.read(self._package.chunks(entry.part))
