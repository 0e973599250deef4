"""moxi verify: whether a workbook that arrived is what `moxi submit` made, complete and unchanged.

One that a spreadsheet program saved again since is accepted by its data, and our own copy of them is made beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError
from pyxl.hosts.compound import is_sealed
from pyxl.hosts.files.replacing import replace_file
from pyxl.hosts.foreign import MAX_FILE_BYTES
from pyxl.hosts.package import read_file
from pyxl.post import Cover
from pyxl.post.seal import PasswordError, password_from, seal
from pyxl.post.verify import Received, receive_bytes


@dataclass(frozen=True, slots=True)
class Options:
    """`file`: what arrived; `password_env`: the environment variable with its password."""

    file: str
    password_env: str | None = None


def run(options: Options, say: Say) -> Outcome:
    """Check a file; `wrong` when it is refused.

    Raises FileError for a file that cannot be read, PasswordError for a missing or wrong password: then
    nothing can be said about the content.
    """
    password = password_from(options.password_env)
    file = Path(options.file)
    raw = read_file(file, MAX_FILE_BYTES)
    say("核对文件")
    head: dict[str, object] = {
        "file": str(file),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "encrypted": is_sealed(raw),
    }
    try:
        received = receive_bytes(raw, password, file.name)
    except PasswordError:
        raise
    except FileError as error:
        return Outcome([f"不予接收。{error}"], {**head, "ok": False, "reason": str(error)}, wrong=True)
    cover = received.frozen.cover
    copy = None if received.exact else _remake(received, file, password if is_sealed(raw) else None)
    document = {**head, "ok": True, "reason": "", "copy": str(copy) if copy else "", **_document(cover)}
    return Outcome(_lines(cover, file, copy), document)


def _remake(received: Received, file: Path, password: str | None) -> Path:
    """Our own workbook of the data, beside what arrived; the same data make the same name.  Raises FileError."""
    stem = f"{file.stem}（重制 {received.frozen.cover.digest[:8]}）"
    path = file.with_name(stem + ".xlsx")
    package = received.remade()
    # What came encrypted lies here encrypted, too.
    replace_file(path, seal(package, password) if password else package)
    return path


def _lines(cover: Cover, file: Path, copy: Path | None) -> list[str]:
    if copy is None:
        state = f"{file.name}：完好，与封面指纹一致。"
    else:
        state = (
            f"{file.name}：数据完好，与封面指纹一致；但文件不是这一版程序写出的原样（表格程序另存过，或由另一版生成）。"
            f"已按数据重新制作一份，请打开这一份，不要打开来件：{copy.name}"
        )
    return [
        state,
        *(f"  {name}：{value}" for name, value in cover.lines),
        *(f"  {entry.table}：{entry.rows} 行" for entry in cover.contents),
        f"请与邮件中的封面指纹核对：{cover.digest}",
    ]


def _document(cover: Cover) -> dict[str, object]:
    return {
        "town": cover.town,
        "congress": cover.congress,
        "phase": cover.phase,
        "made": cover.made,
        "version": cover.version,
        "masked": cover.masked,
        "errors": cover.errors,
        "warnings": cover.warnings,
        "notes": cover.notes,
        "error_reason": cover.reason,
        "codes": cover.codes,
        "changed": cover.changed,
        "number": cover.number,
        "previous": cover.previous,
        "fingerprint": cover.fingerprint,
        "cover_digest": cover.digest,
        "log": {"rows": cover.log_rows, "hash": cover.log_hash, "breaks": cover.log_breaks},
        "tables": [
            {"table": entry.table, "rows": entry.rows, "fingerprint": entry.fingerprint}
            for entry in cover.contents
        ],
    }


COMMAND = Command(
    "verify",
    "核对收到的上报文件是否完好、有没有被改动",
    run,
    Options,
    (
        Argument(("file",), {"metavar": "文件", "help": "“打包上报”做出的 .xlsx，加密的也可以"}),
        Argument(("--password-env",), {"metavar": "环境变量", "help": "存放密码的环境变量名"}),
    ),
)
