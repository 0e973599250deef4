"""Numbers as XML Schema writes them: ASCII digits and nothing else.

Python's own `int` and `float` also take other scripts' digits, `3_6`, `nan` and `inf`, where a spreadsheet program
shows something else or nothing; what is read must be what is shown.
"""

from __future__ import annotations

import math
import re

from pyxl.errors import FileError

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,18}\s*")
_DECIMAL = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\s*")


def whole(text: str, where: str = "") -> int:
    """A whole number; raises FileError."""
    if not _WHOLE.fullmatch(text):
        raise _damaged(where)
    return int(text)


def decimal(text: str, where: str = "") -> float:
    """A finite number; raises FileError."""
    number = float(text) if _DECIMAL.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise _damaged(where)
    return number


def _damaged(where: str) -> FileError:
    return FileError("文件里有写得不合规矩的数，内容已损坏", where, "请在 Excel 里打开修复后再试")
