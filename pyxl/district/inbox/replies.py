"""退回: what cannot be taken, copied aside with a reply that is ready to be sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.errors import FileError
from pyxl.hosts.files.replacing import make_folder, replace_file

FOLDER: Final = "退回"
INBOX: Final = "收件"
"""The folder beside a district's workbook that the desk's button merges."""
PASSWORDS: Final = ("密码.xlsx", "密码.csv")
"""Where that button looks for the list of passwords, beside the workbook."""
REPLY: Final = "（回复）.txt"
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST: Final = 150
"""Bytes of a name; a Chinese character has three, a folder takes 255 with what is put behind."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is sent back: its place in the inbox, its content's sum, who sent it, and the reason."""

    place: str
    name: str
    sha: str
    sender: str
    reason: str


def reply(refusal: Refusal, from_whom: str) -> str:
    """The text of the answer, as it can be pasted into a mail."""
    return "\n".join(
        [
            f"收件人：{refusal.sender or '（请填写报送单位）'}",
            f"主题：请重新报送“{refusal.name}”",
            "",
            "同志：",
            "",
            f"收到你单位报来的文件“{refusal.name}”，未能接收。原因：{refusal.reason}",
            "",
            "请处理后再报。用“打包上报”做好的文件，请不要再改动。已报来的其他文件不受影响。",
            "",
            from_whom,
            "",
        ]
    )


def put_aside(folder: Path, refusal: Refusal, raw: bytes, from_whom: str) -> None:
    """The file as it came and the reply beside it; the same content twice is one file.  Raises FileError."""
    make_folder(folder)
    stem, suffix = _safe(refusal.name)
    path = folder / f"{stem}{suffix}"
    if path.exists() and _sum(path) != refusal.sha:
        path = folder / f"{stem}（{refusal.sha[:8]}）{suffix}"
    if raw:
        replace_file(path, raw)
    replace_file(path.with_name(path.name + REPLY), reply(refusal, from_whom).encode("utf-8-sig"))


def clear_taken(folder: Path, taken: Collection[str]) -> None:
    """Files that were put aside once and are accepted now, as with a password that came later, go with their replies."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink() and not path.name.endswith(REPLY) and _sum(path) in taken:
            path.unlink()
            path.with_name(path.name + REPLY).unlink(missing_ok=True)


def _safe(name: str) -> tuple[str, str]:
    plain = _UNSAFE.sub("_", name).strip(". ") or "来件"
    stem, dot, suffix = plain.rpartition(".")
    return (_cut(stem), f".{_cut(suffix[:8])}") if dot and stem else (_cut(plain), "")


def _cut(name: str) -> str:
    return name.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip()


def _sum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise FileError("文件读不了", path.name, "请关闭占用它的程序") from fault
