"""How much may come out of one file of the inbox, over everything that is packed in it however deep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyxl.errors import FileError

DEEPEST: Final = 4
"""A workbook in a zip in a forwarded mail in a mail is as deep as people send it."""
MOST_INSIDE: Final = 2_000
"""Files in one zip or mail."""
MOST_ALTOGETHER: Final = 10_000
"""Files in all that lie in one another."""
MOST_UNPACKED: Final = 400_000_000
"""Bytes that they come to."""
BOMB: Final = "压缩包展开后大得不正常，不予打开"
MANY: Final = "里面的文件多得不正常，不予打开"


@dataclass
class Room:
    """What is left of both: a zip in a zip in a zip would otherwise have each as much as the first."""

    files: int = MOST_ALTOGETHER
    bytes: int = MOST_UNPACKED

    def take(self, files: int, bytes_: int, place: str, remedy: str) -> None:
        """Take some; raises FileError where no more is left."""
        if files > min(MOST_INSIDE, self.files):
            raise FileError(MANY, place, remedy)
        if bytes_ > self.bytes:
            raise FileError(BOMB, place, remedy)
        self.files -= files
        self.bytes -= bytes_
