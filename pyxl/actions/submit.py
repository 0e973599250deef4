"""打包上报: the workbook to email, frozen and masked or sealed, and beside it the draft of the letter.

The workbook is checked and its votes are counted first, since its cover says how it stands; with open errors
nothing is made unless the clerk says why it has to go all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyxl.actions import check
from pyxl.actions.action import Action, Argument, NewFile, Outcome, Say
from pyxl.actions.press import log_breaks
from pyxl.actions.read import read_settings
from pyxl.actions.read.result_tables import result_tables
from pyxl.actions.read.sealed import RESULTS, earlier_changes, read_seals
from pyxl.actions.read.votes import Votes, read_votes
from pyxl.actions.writes import Write, after
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import TableError
from pyxl.post import LEAVES
from pyxl.post.parcel import LOG, Parcel, Source, pack
from pyxl.post.seal import password_from
from pyxl.rules.count import NotCounted
from pyxl.rules.findings import Finding
from pyxl.rules.plan import TABLE as SETTINGS
from pyxl.rules.plan import Settings
from pyxl.words import Severity

LABEL: Final = "打包上报"
CODES_APART: Final = "；"
COVER_DIGEST: Final = "封面指纹 "
_DIGEST_IN_LOG: Final = re.compile(COVER_DIGEST + "([0-9a-f]{64})")
FOLDER = "上报"
"""Beside the workbook: where the files go when no folder is named."""


@dataclass(frozen=True, slots=True)
class Options:
    """`out`: a folder; `password_env`: the environment variable with the password; `reason`: why with errors."""

    out: str | None = None
    password_env: str | None = None
    reason: str | None = None


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Make both files; `wrong` when they leave with open errors.

    Raises TableError where errors are open and no reason is given.
    """
    password = password_from(options.password_env)
    checked = read_source(workbook, options.reason)
    source = checked.source
    errors = [finding for finding in source.findings if finding.severity is Severity.ERROR]
    if errors and not source.reason:
        votes = [found.message.partition("：")[0] for found in errors if found.table == RESULTS]
        raise TableError(
            f"还有 {len(errors)} 处错误没有改正，不能上报",
            "“校验结果”表" + (f"，{'；'.join(votes)}" if votes else ""),
            "请先按“校验候选人”和“计票”逐条改正；确须带错上报的，请说明原因（--reason 原因），原因会写在封面上",
        )
    say("打包上报：做好，重新打开逐格核对")
    parcel = pack(source, password)
    folder = Path(options.out) if options.out else workbook.folder / FOLDER
    file = folder / parcel.name
    return Outcome(
        lines=list(_lines(parcel, file, source)),
        document=_document(parcel, file),
        writes=checked.writes,
        files=[NewFile(file, parcel.workbook), NewFile(file.with_suffix(".eml"), parcel.letter)],
        wrong=bool(errors),
        summary=f"{parcel.name}，{'完整、已加密' if parcel.sealed else '已遮盖'}"
        + (f"；带错上报：{parcel.frozen.cover.reason}" if parcel.frozen.cover.reason else "")
        + f"；{COVER_DIGEST}{parcel.frozen.cover.digest}；文件指纹 {parcel.sha256}",
        rows=sum(entry.rows for entry in parcel.frozen.cover.contents),
    )


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """What leaves, the writes that bring the workbook's own findings and results up to date with it, the votes."""

    source: Source
    writes: Sequence[Write]
    votes: Votes


def read_source(workbook: Workbook, reason: str | None) -> CheckedSource:
    """Check, count, and gather what leaves; the votes are read once, since they may be thousands of papers."""
    workbook.expect(SETTINGS, *LEAVES)
    settings = read_settings(workbook)
    checked = check.examine(workbook)
    votes = read_votes(workbook, settings, workbook.records("候选人"))
    writes = [*checked.writes, *result_tables(workbook, votes)]
    seals, earlier = read_seals(workbook, votes), list(_earlier_covers(workbook))
    tables: dict[str, Sequence[Record]] = {name: workbook.records(name) for name in (*LEAVES, LOG)}
    source = Source(
        tables=after(tables, writes),
        settings=settings,
        findings=[*checked.findings, *_open_votes(votes)],
        reason=(reason or "").strip(),
        made=dt.datetime.now(),
        log_breaks=len(log_breaks(workbook)),
        codes=CODES_APART.join(seals.code_lines),
        changed="；".join(dict.fromkeys([*earlier_changes(workbook), *seals.changed])),
        number=len(earlier) + 1,
        previous=earlier[-1] if earlier else "",
    )
    return CheckedSource(source, writes, votes)


def _earlier_covers(workbook: Workbook) -> Iterator[str]:
    """The digests of the covers that were made before, as the log has them."""
    for row in workbook.records(LOG):
        if row["操作"] == LABEL and (found := _DIGEST_IN_LOG.search(str(row["内容"] or ""))):
            yield found[1]


def _open_votes(votes: Votes) -> Iterator[Finding]:
    """What the cover must say of the count: entries without a result are errors, votes still to be held warnings."""
    for result in votes.results:
        if isinstance(result.outcome, NotCounted):
            entered = votes.pairs.get((result.office, result.round))
            severity = Severity.ERROR if entered and entered.touched else Severity.WARNING
            yield _about_votes(
                severity, f"{result.title}还没有结果：{'；'.join(result.problems)}", votes.settings
            )
    begun = {(result.office, result.round) for result in votes.results}
    for contest in votes.due.values():
        if begun and (contest.office, contest.round) not in begun:
            yield _about_votes(Severity.WARNING, f"{contest.title}还要投票", votes.settings)


def _about_votes(severity: Severity, message: str, settings: Settings) -> Finding:
    return Finding(severity, RESULTS, 0, "", "", "COUNT", message, settings.clause_for("三(二)3"))


def _lines(parcel: Parcel, file: Path, source: Source) -> list[str]:
    cover = parcel.frozen.cover
    private = (
        "内容完整，已用密码加密；密码请另行告知，不要写在邮件里"
        if parcel.sealed
        else "身份证号、电话和出生日期已遮盖"
    )
    to = source.settings.report_mailbox
    return [
        f"已生成上报文件（{private}）：{file}",
        f"邮件草稿：{file.with_suffix('.eml').name}，"
        + (
            f"收件人 {to}，核对后发送。" if to else "没有收件人：请在邮件里填写，或先填“设置”表的“上报邮箱”。"
        ),
        f"已重新打开并逐格核对；数据指纹 {cover.fingerprint[:16]}…",
        *cover.codes.split(CODES_APART),
        *([f"注意：计票后票数有改动，封面上已写明：{cover.changed}"] if cover.changed else []),
        *(
            [f"注意：带着 {cover.errors} 处错误上报，封面上已写明原因：{cover.reason}"]
            if cover.errors
            else []
        ),
    ]


def _document(parcel: Parcel, file: Path) -> dict[str, object]:
    cover = parcel.frozen.cover
    return {
        "file": str(file),
        "eml": str(file.with_suffix(".eml")),
        "sha256": parcel.sha256,
        "encrypted": parcel.sealed,
        "fingerprint": cover.fingerprint,
        "errors": cover.errors,
        "reason": cover.reason,
        "codes": cover.codes,
        "changed": cover.changed,
        "number": cover.number,
        "previous": cover.previous,
        "tables": {entry.table: entry.rows for entry in cover.contents},
    }


ACTION = Action(
    "submit",
    LABEL,
    "做成可以邮寄的工作簿（只有数值和格式，个人信息遮盖或加密）和邮件草稿",
    run,
    Options,
    (
        Argument(
            ("--out",), {"metavar": "文件夹", "help": f"放在哪里；省略则放在工作簿旁的“{FOLDER}”文件夹"}
        ),
        Argument(
            ("--password-env",),
            {"metavar": "环境变量", "help": "存放密码的环境变量名；给了密码即内容完整并加密，不给即遮盖"},
        ),
        Argument(("--reason",), {"metavar": "原因", "help": "还有错误时为什么必须上报，写在封面上"}),
    ),
)
