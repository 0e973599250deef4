"""moxi verify: whether a workbook that arrived is what `moxi submit` made, complete and unchanged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError
from pyxl.hosts.package import read_file
from pyxl.post import Cover
from pyxl.post.seal import PasswordError, is_sealed, password_from
from pyxl.post.verify import open_frozen


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
    raw = read_file(file)
    say("核对文件")
    head: dict[str, object] = {
        "file": str(file),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "encrypted": is_sealed(raw),
    }
    try:
        cover = open_frozen(raw, password, file.name).cover
    except PasswordError:
        raise
    except FileError as error:
        return Outcome([f"不予接收。{error}"], {**head, "ok": False, "reason": str(error)}, wrong=True)
    return Outcome(_lines(cover, file), {**head, "ok": True, "reason": "", **_document(cover)})


def _lines(cover: Cover, file: Path) -> list[str]:
    return [
        f"{file.name}：完好，与封面指纹一致。",
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
