"""moxi merge: what the towns mailed, made into one workbook for the district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.actions.action import Argument, Command, Outcome, Say
from pyxl.district.installed import begin, require_installed
from pyxl.errors import FileError
from pyxl.words import Severity

if TYPE_CHECKING:
    from pyxl.district.orders import Merged

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Options:
    """`inbox`: a folder or file; `out`: the result, kept over merges; `passwords`, `towns`: lists; `cluster`: tcp://….

    `report`: the paper to the level above; `parquet`: a folder for the tables.
    """

    inbox: str
    out: str
    passwords: str | None = None
    towns: str | None = None
    cluster: str | None = None
    report: str | None = None
    parquet: str | None = None
    city: bool = False


def run(options: Options, say: Say) -> Outcome:
    """Merge; `wrong` when a file was refused or the district found an error.

    Raises FileError or HostError where nothing could be merged.
    """
    require_installed()
    begin()
    from pyxl.district.inbox import read_town_list
    from pyxl.district.merging import merge
    from pyxl.district.orders import Orders

    out = Path(options.out)
    orders = Orders(
        Path(options.inbox),
        out,
        Path(options.passwords) if options.passwords else None,
        read_town_list(Path(options.towns)) if options.towns else (),
        options.cluster or "",
        options.city,
        report=_paper(options.report),
        parquet=Path(options.parquet) if options.parquet else None,
    )
    merged = merge(orders, say)
    errors = sum(found.severity is Severity.ERROR for _, found in merged.issues)
    return Outcome(
        lines=[*_lines(merged, orders.returns, out), *(f"另外生成 {file}。" for file in merged.made)],
        document={
            "file": str(out),
            "accepted": [{"file": place, "town": town} for place, town in merged.accepted],
            "refused": [{"file": place, "reason": reason} for place, reason in merged.refused],
            "findings": [
                {
                    "severity": found.severity.value,
                    "town": town,
                    "code": found.code,
                    "where": found.where,
                    "message": found.message,
                }
                for town, found in merged.issues
            ],
            "read": merged.read,
            "made": [str(file) for file in merged.made],
        },
        wrong=bool(merged.refused or errors),
    )


def beside(file: Path) -> Options:
    """What the desk's button merges into a district's workbook: the folder 收件 beside it, with 密码 where that list is.

    Raises FileError where there is no such folder, HostError on a desk without the district's part.
    """
    require_installed()
    from pyxl.district.inbox import INBOX, PASSWORDS
    from pyxl.district.result.kept import is_citys

    inbox = file.parent / INBOX
    if not inbox.is_dir():
        raise FileError(
            f"汇总工作簿旁边没有“{INBOX}”文件夹", str(inbox), "请新建这个文件夹，把各镇报来的文件放进去"
        )
    lists = (file.with_name(name) for name in PASSWORDS)
    passwords = next((str(path) for path in lists if path.is_file()), None)
    return Options(str(inbox), str(file), passwords, city=is_citys(file))


def _paper(wanted: str | None) -> Path | None:
    """The file of the report.  Raises FileError where its ending is another one's."""
    if wanted is None:
        return None
    path = Path(wanted)
    if path.suffix.lower() != ".docx":
        raise FileError("报告只能存为 .docx", path.name, "请以 .docx 结尾")
    return path


def _lines(merged: Merged, returns: Path, out: Path) -> Iterator[str]:
    issues = Counter(found.severity for _, found in merged.issues)
    total = "、".join(f"{severity.chinese} {issues[severity]} 条" for severity in Severity)
    yield f"已汇总到 {out}。{merged.told}"
    yield f"这次新读 {merged.read} 份；汇总发现：{total}，见“问题”表。"
    for place, reason in merged.refused[:SHOWN]:
        yield f"  退回　{place}　{reason}"
    if len(merged.refused) > SHOWN:
        yield f"  ……另有 {len(merged.refused) - SHOWN} 份退回，见“来件”表"
    if merged.refused:
        yield f"退回的文件和回复在 {returns}。"


COMMAND = Command(
    "merge",
    "把各镇报来的文件汇总成区里的一个工作簿",
    run,
    Options,
    (
        Argument(
            ("inbox",),
            {"metavar": "收件文件夹", "help": "各镇报来的 .xlsx、.xlsm、.eml、.zip，文件夹或单个文件"},
        ),
        Argument(
            ("--out",),
            {"metavar": "汇总结果", "required": True, "help": "结果 .xlsx；已有的，结论、意见和设置都保留"},
        ),
        Argument(
            ("--passwords",), {"metavar": "密码表", "help": "两栏：镇，密码（.csv 或 .xlsx）；按镇名取用"}
        ),
        Argument(("--towns",), {"metavar": "应报名单", "help": "一行一个镇；省略则用汇总结果里已有的名单"}),
        Argument(
            ("--report",),
            {"metavar": "报告", "help": "另外生成给上级妇联的情况报告 .docx：区县给市，市（--city）给省"},
        ),
        Argument(
            ("--parquet",),
            {"metavar": "文件夹", "help": "另外把各表存为 Parquet（需要 moxi-reform[analysis]）"},
        ),
        Argument(("--city",), {"action": "store_true", "help": "收件是各区县的汇总工作簿，汇总成市里的"}),
        Argument(("--cluster",), {"metavar": "地址", "help": "Dask 集群 tcp://主机:端口；省略则用本机"}),
    ),
    of_workbook=beside,
    writes=True,
)
