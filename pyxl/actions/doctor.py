"""环境自检: what this desk has and lacks, each with the advice that mends it, as one block that a clerk can send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pyxl import __version__
from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.errors import FileError, MoxiError, without_identities
from pyxl.hosts.office import CHECKS, OF_FILE, Check

GOOD, BAD = "√", "×"
"""Marks that a Chinese console of code page 936 can show."""
RULE = "－" * 16
LOGGED = ("时间", "操作", "表", "行数")
"""Columns of the log that name nobody."""
LATEST = 50
"""Lines of the log that are packed."""


@dataclass(frozen=True, slots=True)
class Options:
    """`file`: the workbook whose place and origin are looked at; none: the desk alone.  `zip`: where to pack it all."""

    file: str | None = None
    zip: str | None = None


def run(options: Options, say: Say) -> Outcome:
    """Look at everything; something that is missing but not needed here is no fault.  Raises FileError."""
    results = []
    for title, examine in CHECKS.items():
        say(f"检查{title}")
        results.append(examine(title))
    workbook = Path(options.file).absolute() if options.file else None
    for title, look in OF_FILE.items():
        say(f"检查{title}")
        results.append(look(title, workbook))
    lines = block(results)
    document: dict[str, object] = {"checks": [asdict(check) for check in results]}
    if options.zip:
        packed = _pack(Path(options.zip), lines, workbook)
        document["zip"] = str(packed)
        lines = [*lines, f"已打包成 {packed}，可以发给维护人员；里面没有姓名、号码和名单。"]
    return Outcome(lines, document, wrong=not all(check.ok for check in results))


def block(results: Sequence[Check]) -> list[str]:
    """What is copied and sent: head, each check, what to do first.  The clerk's own folder is ~."""
    from pyxl.hosts.office.desk_facts import facts, without_home

    wrong = [check for check in results if not check.ok]
    said = (
        f"有 {len(wrong)} 项要处理：{'、'.join(check.name for check in wrong)}"
        if wrong
        else "都正常，可以办理"
    )
    lines = [
        f"换届选举工作簿 {__version__} 环境自检 {dt.datetime.now().strftime('%Y-%m-%d')}：{said}",
        *(f"{title}：{found}" for title, found in facts().items()),
        RULE,
        *(f"{GOOD if check.ok else BAD} {check.name}：{check.advice}" for check in results),
        RULE,
        "自己处理不了的，请把以上全部文字复制发给维护人员。" if wrong else "以上文字可以复制留存。",
    ]
    return [without_identities(without_home(line)) for line in lines]


def _pack(target: Path, lines: Sequence[str], workbook: Path | None) -> Path:
    """The block, the versions and the head of the log in one small file; what it holds is text alone.

    Raises FileError.
    """
    from pyxl.hosts.files.packing import pack
    from pyxl.hosts.files.replacing import make_folder, replace_file
    from pyxl.hosts.office.desk_facts import versions

    if target.suffix.lower() != ".zip":
        raise FileError(f"不会生成“{target.suffix}”文件", target.name, "请以 .zip 结尾")
    texts = {
        "doctor.txt": lines,
        "versions.txt": list(versions()),
        "log.txt": list(_log(workbook)) if workbook else ["没有指明工作簿"],
    }
    make_folder(target.absolute().parent)
    replace_file(target, pack({name: "\r\n".join(text).encode("utf-8-sig") for name, text in texts.items()}))
    return target


def _log(workbook: Path) -> Iterator[str]:
    """When which button was pressed, the latest last, without who, what and whom; or why the log cannot be read."""
    from pyxl.actions.press import LOG
    from pyxl.book.workbook import Workbook
    from pyxl.hosts.engine import open_closed

    try:
        with open_closed(workbook, read_only=True) as book:
            records = list(Workbook(book).records(LOG))
    except MoxiError as error:
        yield f"读不出操作日志：{error.what}"
        return
    yield "\t".join(LOGGED)
    for record in records[-LATEST:]:
        yield without_identities("\t".join(str(record[column] or "") for column in LOGGED))


COMMAND = Command(
    "doctor",
    "检查 Python、Excel、LibreOffice、字体、受信任位置和文件来源，缺什么说什么",
    run,
    Options,
    (
        Argument(
            ("file",), {"metavar": "工作簿", "nargs": "?", "help": "要打开的工作簿：看它放的地方是否受信任"}
        ),
        Argument(
            ("--zip",), {"metavar": "文件", "help": "连同各部件的版本打包成 .zip，发给维护人员；没有个人信息"}
        ),
    ),
    of_workbook=lambda file: Options(str(file)),
)
