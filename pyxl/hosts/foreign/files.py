"""Files that villages send: .csv, .txt, .xlsx, .xlsm, .xls, .ods and .docx, read into plain grids.

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

WORK = "pyxl.hosts.foreign.child:work"


def read_grids(path: str | os.PathLike[str]) -> list[Grid]:
    """All sheets of a file, in its order; sheets that hold nothing come without lines.

    Raises FileError for a file that is missing, empty, broken, too large, no regular file, has a password or
    is no table.
    """
    file = Path(path)
    if file.is_dir():
        raise FileError("这是文件夹，不是表格文件", file.name, "请选择里面的文件")
    raw = read_file(file, MAX_FILE_BYTES)
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileError("文件是空的", file.name, "请向报送单位再要一次")
    return unpack(bounded.run(WORK, raw, file.name))
