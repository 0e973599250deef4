"""Putting a finished file in its place: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pyxl.errors import FileError


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, and rename it; raises `FileError`."""
    try:
        descriptor, draft = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent or ".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            Path(draft).chmod(mode)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            f"文件写不进去（{error.strerror}）", str(path), "请关闭占用它的程序，或换一个有权限的文件夹"
        ) from error
