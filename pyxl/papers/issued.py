"""Papers that were sent: a frozen copy of each with its sum, and how a later draft differs from it.

A copy lies in the folder 印发 beside the workbook under the paper's own name and number; its SHA-256 stands in the table
印发登记.  Whoever changes the copy is found out by the sum; what the tables say meanwhile is told as a difference.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.package import read_file
from pyxl.hosts.plan_file import document_text
from pyxl.rules.findings import Row

FROZEN: Final = "印发"
"""Beside the workbook."""
TABLE: Final = "印发登记"
SHOWN: Final = 3
"""Differences that a message spells out."""
_LONGEST: Final = 40
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_KINDS: Final = {".pdf": (b"%PDF",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",), ".png": (b"\x89PNG",), ".tif": (b"II*\x00", b"MM\x00*"), ".tiff": (b"II*\x00", b"MM\x00*"), ".ofd": (b"PK",)}  # fmt: skip
"""Endings of scans, and how such files begin."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One line of 印发登记; `file` and `scan` are names in the folder, "" where there is none."""

    paper: str
    number: str
    file: str
    sum: str
    data: str
    scan: str
    scan_sum: str

    @classmethod
    def from_row(cls, row: Row) -> Issued:
        """Read a line of the table."""
        headers = ("公文", "文号", "文件", "校验值", "数据指纹", "扫描件", "扫描校验值")
        return cls(*(str(row.get(header) or "").strip() for header in headers))


def register(rows: Sequence[Row]) -> list[Issued]:
    """What was issued, in the order of the table."""
    return [Issued.from_row(row) for row in rows if row.get("公文")]


def frozen_name(file: str, number: str) -> str:
    """ "10-召开妇女代表大会的请示（样妇〔2024〕1号）.docx"."""
    stem, dot, ending = file.rpartition(".")
    named = f"{stem}（{number}）" if number else stem
    return _UNFIT.sub("_", f"{named}{dot}{ending}")


def sum_of(data: bytes) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def is_scan(name: str, data: bytes) -> bool:
    """Whether a file is what its ending says: a PDF, a picture or an OFD document."""
    beginnings = _KINDS.get(Path(name).suffix.lower(), ())
    return any(data.startswith(beginning) for beginning in beginnings)


def read_frozen(folder: Path, line: Issued) -> bytes | str:
    """The frozen copy; a phrase where it is gone or no longer what was issued."""
    try:
        data = read_file(folder / line.file)
    except FileError:
        return f"“{FROZEN}”文件夹里找不到印发的一份（{line.file}）"
    if sum_of(data) != line.sum:
        return f"“{FROZEN}”文件夹里的 {line.file} 与登记的校验值不符，印发以后被改过"
    return data


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a .docx that hold any text; [] for a file that cannot be read."""
    try:
        return [line for text in document_text(data, "").splitlines() if (line := text.strip())]
    except FileError:
        return []


def differences(frozen: bytes, draft: bytes) -> list[str]:
    """How a new draft differs from what was issued, the first few passages; [] where the texts are alike."""
    before, after = paragraphs(frozen), paragraphs(draft)
    found = [*_passages(before, after)]
    return [*found[:SHOWN], f"……另有 {len(found) - SHOWN} 处"] if len(found) > SHOWN else found


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = "".join(before[first:last]), "".join(after[start:end])
            yield f"印发的是“{_core(was, now)}”，现在是“{_core(now, was)}”"


def _core(text: str, other: str) -> str:
    """The part of a passage that differs from the other, with a few characters around it."""
    head = next(
        (at for at, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]),
        min(len(text), len(other)),
    )
    tail = next(
        (
            at
            for at, pair in enumerate(zip(reversed(text[head:]), reversed(other[head:]), strict=False))
            if pair[0] != pair[1]
        ),
        min(len(text), len(other)) - head,
    )
    part = text[max(0, head - 8) : len(text) - max(0, tail - 8)]
    return part if len(part) <= _LONGEST else f"{part[:_LONGEST]}……"
