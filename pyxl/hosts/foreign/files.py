"""Files that villages send: .csv, .txt, .xlsx, .xlsm, .xls, .ods, .fods and .docx, read into plain grids.

Here they are only fetched from the disk; all parsing happens in a process with bounds (`pyxl.hosts.bounded`).
"""

from __future__ import annotations

import os
from pathlib import Path

from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.foreign.cells import MAX_FILE_BYTES
from pyxl.hosts.foreign.child import unpack
from pyxl.hosts.foreign.grid import Grid
from pyxl.hosts.package import read_file
from pyxl.words import FORM_MARK

WORK, SHEETS = "pyxl.hosts.foreign.child:work", "pyxl.hosts.foreign.child:sheets"


def read_grids(path: str | os.PathLike[str]) -> list[Grid]:
    """All sheets of a file, in its order; sheets that hold nothing come without lines.

    Raises FileError for a file that is missing, empty, broken, too large, no regular file, has a password or
    is no table.
    """
    file = Path(path)
    return unpack(bounded.run(WORK, _fetched(file), file.name))


def sheets_to_choose(path: str | os.PathLike[str]) -> list[str]:
    """Names of the sheets among which a clerk may have to choose: those that are seen and hold something.

    None of a form of ours, of which the right one is known, and none of text, a web page or a Word document.
    Raises FileError as `read_grids` does.
    """
    file = Path(path)
    found = bounded.run(SHEETS, _fetched(file), file.name)
    if any(name == FORM_MARK for name, _ in found):
        return []
    return [name for name, hidden in found if not hidden]


def _fetched(file: Path) -> bytes:
    if file.is_dir():
        raise FileError("这是文件夹，不是表格文件", file.name, "请选择里面的文件")
    raw = read_file(file, MAX_FILE_BYTES)
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileError("文件是空的", file.name, "请向报送单位再要一次")
    return raw
