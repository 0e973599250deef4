"""A copy of the workbook to draw on: what is printed from it never touches the clerk's own file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.errors import FileError
from pyxl.hosts.engine import open_closed
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.live import is_live
from pyxl.hosts.package import ClosedFile, Package, leave_only

if TYPE_CHECKING:
    import xlwings


@contextmanager
def side_copy(book: xlwings.Book, sheets: Sequence[str]) -> Iterator[xlwings.Book]:
    """The workbook once more, as a closed file in a folder that goes away at the end; all but `sheets` are empty in it.

    A workbook that is open in Excel is copied as it was last saved.  Raises FileError where it never was.
    """
    live = is_live(book)
    original = Path(os.fspath(book.fullname))
    if live and not original.is_file():
        raise FileError("工作簿还没有保存在这台电脑上", book.name, "请先保存到本机的文件夹里，再按一次")
    try:
        data = original.read_bytes() if live else book.api.draft()
    except OSError as error:
        raise FileError("工作簿读不出来", book.name, "请先保存，再按一次") from error
    with scratch_folder() as folder:
        path = folder / f"copy{original.suffix}"
        file = ClosedFile.of(Package(path, data))
        leave_only(file, sheets)
        path.write_bytes(file.draft())
        with open_closed(path) as copy:
            yield copy
