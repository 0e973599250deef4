"""Book, sheets and defined names of the closed-file engine."""

# Members carry the names, and where none is given the meaning, of xlwings.base_classes.
# ruff: noqa: D102

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xlwings import NoSuchObjectError, base_classes

from pyxl.errors import HostError
from pyxl.hosts.addresses import quoted_sheet, split_reference
from pyxl.hosts.engine.refusals import refusal, refusing
from pyxl.hosts.engine.sheet import Sheet
from pyxl.hosts.files.locking import let_go
from pyxl.hosts.package import ClosedFile

if TYPE_CHECKING:
    from pyxl.hosts.engine.engine import App, Books
    from pyxl.hosts.engine.range import Range

_OWN = "_xlnm."


@refusing(base_classes.Book)
class Book:
    """One open workbook file."""

    def __init__(self, books: Books, file: ClosedFile) -> None:
        self.books = books
        self.file = file
        self.held: Path | None = None
        """The file that is locked for this book until it is closed."""

    @property
    def api(self) -> ClosedFile:
        """The file model of this engine, where Excel has its object model."""
        return self.file

    @property
    def app(self) -> App:
        return self.books.app

    @property
    def name(self) -> str:
        return self.file.path.name

    @property
    def fullname(self) -> str:
        return str(self.file.path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, None)

    def activate(self) -> None:
        """Make this the active one of the open books; there is no window to bring to the front."""
        self.books.bring_forward(self)
        self.app.step_back()

    def save(self, path: str | os.PathLike[str] | None = None, password: str | None = None) -> None:
        """Save in place, or to another file, which the book then is.  See `ClosedFile.save`."""
        if password:
            raise refusal("Book.save(password=…)（加密保存）")
        self.file.save(None if path is None else Path(path))

    def close(self) -> None:
        """Close without saving."""
        self.books.remove(self)
        if self.held is not None:
            let_go(self.held)
            self.held = None

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        """Print the visible sheets, as they stand now, to a PDF file through LibreOffice."""
        from pyxl.hosts.office import printing

        printing.print_closed(self.file, None, Path(path))


@refusing(base_classes.Sheets)
class Sheets:
    """The sheets in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Sheets:
        return self

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.file.workbook.active)

    def __call__(self, name_or_index: str | int) -> Sheet:
        entries = self.book.file.entries
        if isinstance(name_or_index, int):
            if not 1 <= name_or_index <= len(entries):
                raise IndexError(f"Sheet index {name_or_index} out of range")
            return Sheet(self.book, name_or_index - 1)
        for index, entry in enumerate(entries):
            if entry.name.casefold() == name_or_index.casefold():
                return Sheet(self.book, index)
        raise NoSuchObjectError(f"工作簿里没有名为“{name_or_index}”的工作表。")

    def __len__(self) -> int:
        return len(self.book.file.entries)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, index) for index in range(len(self)))

    def __contains__(self, name: str) -> bool:
        return any(entry.name.casefold() == name.casefold() for entry in self.book.file.entries)


@refusing(base_classes.Names)
class Names:
    """Defined names: of the whole book, or those of one sheet (its index in `scope`)."""

    def __init__(self, book: Book, scope: int | None) -> None:
        self.book = book
        self.scope = scope

    @property
    def api(self) -> Names:
        return self

    def _all(self) -> list[Name]:
        found = self.book.file.workbook.names
        kept = [n for n in found if self.scope is None or n.scope == self.scope]
        return [Name(self.book, n.name, n.scope) for n in kept]

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Name:
        names = self._all()
        if isinstance(name_or_index, int):
            return names[name_or_index - 1]
        # As in Excel a bare name means the book's own first, then that of any sheet.
        for name in sorted(names, key=lambda n: n.scope is not None):
            bare = split_reference(name.name)[1]
            if name_or_index.casefold() in (name.name.casefold(), bare.casefold()):
                return name
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name; `工作表!名称` belongs to that sheet."""
        sheet, bare = split_reference(name)
        scope = self.scope if sheet is None else Sheets(self.book)(sheet).index - 1
        self.book.file.workbook.set_name(bare, scope, refers_to.removeprefix("="))
        return Name(self.book, bare, scope)


@refusing(base_classes.Name)
class Name:
    """One defined name; `stored` is as the file writes it, with `_xlnm.` for the program's own."""

    def __init__(self, book: Book, stored: str, scope: int | None) -> None:
        self.book = book
        self.stored = stored
        self.scope = scope

    @property
    def api(self) -> Name:
        return self

    @property
    def name(self) -> str:
        bare = self.stored.removeprefix(_OWN)
        return bare if self.scope is None else f"{self._sheet_name()}!{bare}"

    def _sheet_name(self) -> str:
        name = self.book.file.entries[self.scope or 0].name
        return name if name.replace("_", "").isalnum() and not name[0].isdigit() else quoted_sheet(name)

    @property
    def refers_to(self) -> str:
        text = self.book.file.workbook.name_text(self.stored, self.scope)
        if text is None:
            raise KeyError(self.name)
        return "=" + text

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.file.workbook.set_name(self.stored, self.scope, value.removeprefix("="))

    def delete(self) -> None:
        """Take the name away."""
        self.book.file.workbook.set_name(self.stored, self.scope, None)

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name stands for.  Raises HostError when it stands for something else."""
        sheet, address = split_reference(self.refers_to)
        if sheet is None:
            raise HostError(f"名称“{self.name}”指的不是一块单元格", remedy="请在 Excel 的“名称管理器”里检查")
        return Sheets(self.book)(sheet).range(address)
