"""What lies in the folder of papers already: files that somebody changed in Word, and old ones that nobody needs.

A paper's files are known by the number with which their names begin.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from pyxl.papers.paper import Paper

FOLDER: Final = "公文"
"""Beside the workbook."""
AGAIN: Final = "（重新生成{}）"
"""Behind the name of a paper that was made anew beside one that somebody has changed."""
_AGAIN: Final = re.compile(r"（重新生成\d*）$")


def place(path: Path) -> Path:
    """Where a paper goes: a file that somebody has changed in Word since is left alone, and a new one put beside it."""
    from pyxl.papers.render import untouched  # docxtpl: not for a start that makes no paper

    number, free = 1, path
    while free.exists() and not untouched(free):
        free = path.with_name(f"{path.stem}{AGAIN.format(number if number > 1 else '')}{path.suffix}")
        number += 1
    return free


def changed(folder: Path, paper: Paper) -> list[Path]:
    """Files of a paper that somebody has changed in Word since they were made."""
    from pyxl.papers.render import untouched

    return [file for file in _lying(folder, paper) if not untouched(file)]


def old(folder: Path, papers: Sequence[Paper], made: Collection[Path]) -> list[Path]:
    """Files of these papers that nobody has changed and that were not made this time: their reason is gone."""
    from pyxl.papers.render import untouched

    lying = (file for paper in papers for file in _lying(folder, paper))
    return [file for file in lying if file not in made and untouched(file)]


def original(file: Path) -> str:
    """The name under which a paper is made, whatever was put behind it when it was made anew."""
    return _AGAIN.sub("", file.stem) + file.suffix


def _lying(folder: Path, paper: Paper) -> list[Path]:
    return sorted(folder.glob(f"{paper.number:02d}-*.docx"))
