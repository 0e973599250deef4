"""moxi bundle: the folder that goes on a stick, from which a desk without internet installs everything."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError, reason_of

REPOSITORY = Path(__file__).resolve().parents[2]
LARGEST = 50_000_000
"""Bytes of a stick without the district's tools: what fits on any stick and through any mail server's cloud drive."""


@dataclass(frozen=True, slots=True)
class Options:
    """`python_zip`: Python's embeddable archive from its makers; `district`: with what a district's desk needs besides."""

    out: str
    python_zip: str | None = None
    district: bool = False


def run(options: Options, say: Say) -> Outcome:
    """Make the folder beside its place and rename it, so that it is there whole or not at all.

    Raises MoxiError where something else stands in its place or something cannot be fetched.
    """
    from pyxl.hosts.files.replacing import make_folder
    from pyxl.stick.contents import LIST
    from pyxl.stick.desk.swapping import put_in_place
    from pyxl.stick.making import make_stick

    out = Path(options.out).absolute()
    if out.exists() and not (out / LIST).is_file() and any(out.iterdir()):
        raise FileError("那里已有别的文件夹，没有覆盖", str(out), "请换一个名字")
    make_folder(out.parent)
    draft = out.with_name(f"{out.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    archive = Path(options.python_zip) if options.python_zip else None
    try:
        made = make_stick(REPOSITORY, draft, archive, options.district, say)
        put_in_place(draft, out)
    except OSError as fault:
        shutil.rmtree(draft, ignore_errors=True)
        raise FileError(
            f"安装文件夹写不进去（{reason_of(fault)}）", str(out), "请腾出磁盘空间，或换一个有权限的文件夹"
        ) from fault
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    lines = [
        f"已生成安装文件夹 {out}（{made.size / 1_000_000:.1f} MB），整个拷到 U 盘，在电脑上双击“安装.cmd”。"
    ]
    if made.size > LARGEST and not options.district:
        lines.append(f"注意：超过了 {LARGEST // 1_000_000} MB。")
    if archive is None:
        lines.append(
            "Python 取自软件包仓库；正式发放请用 --python-zip 给出从 Python 官方下载的嵌入式压缩包。"
        )
    lines.append(f"清单的 SHA-256：{made.sha256}")
    return Outcome(lines, {"folder": str(out), "bytes": made.size, "sha256": made.sha256})


COMMAND = Command(
    "bundle",
    "做好装机用的安装文件夹：拷到 U 盘，没有网络的电脑也能装",
    run,
    Options,
    (
        Argument(("out",), {"metavar": "文件夹", "help": "新文件夹，或以前做好的安装文件夹"}),
        Argument(
            ("--python-zip",), {"metavar": "压缩包", "help": "Python 官方的 python-3.12.x-embed-amd64.zip"}
        ),
        Argument(("--district",), {"action": "store_true", "help": "加上区里汇总要用的软件包"}),
    ),
)
