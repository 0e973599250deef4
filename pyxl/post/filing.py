"""The archive: everything that was made, in numbered folders as 归档目录 lists them, with a manifest of sums.

The archive stays in the town.  What is kept on paper only (approvals, sealed ballots) has its line in the list
and no folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.book.workbook import Record
from pyxl.masking import mask_text
from pyxl.post.parcel import UNSAFE
from pyxl.rules.plan import FILED, Filed, Settings
from pyxl.rules.plan.filed import plain as _plain

TABLE: Final = "归档目录"
MANIFEST: Final = "SHA256SUMS"
README: Final = "归档说明.txt"
CONTENTS_FOLDER: Final = "00 归档目录"

PLACES: Final[Mapping[str, str]] = {
    "领导小组": "改革工作领导小组名单",
    "大事记": "动员会和宣传资料",
    "召开妇女代表大会的请示": "召开妇女代表大会的请示",
    "代表名额分配方案": "代表名额分配方案",
    "推选通知": "代表名额分配方案",
    "批复代拟稿（大会": "召开妇女代表大会的批复",
    "批复代拟稿（候选人": "候选人批复",
    "公示结果": "候选人公示",
    "会议通知": "大会主持词和工作报告",
    "议程": "大会主持词和工作报告",
    "代表分组": "大会主持词和工作报告",
    "执委会第一次会议纪要": "执委会第一次会议纪要",
    "工作计划": "工作计划和措施",
    "改革情况": "工作计划和措施",
    "代表登记表": "代表登记表",
    "代表花名册": "代表花名册",
    "代表资格审查报告": "代表资格审查报告",
    "候选人登记表": "候选人登记表（推荐表）",
    "候选人花名册": "候选人花名册",
    "候选人请示": "候选人请示（镇党委、区妇联）",
    "候选人函": "候选人请示（镇党委、区妇联）",
    "候选人公示": "候选人公示",
    "选举办法": "选举办法",
    "主席团": "主席团、监票人、计票人名单",
    "工作人员": "主席团、监票人、计票人名单",
    "主持词": "大会主持词和工作报告",
    "签到": "签到册",
    "到会": "到会、发票、收票、计票结果报告单",
    "计票": "到会、发票、收票、计票结果报告单",
    "选票": "选票样张和封存的选票",
    "当选公告": "当选公告",
    "选举结果报告": "选举结果报告（镇党委、区妇联）",
    "领导班子分工": "领导班子成员分工",
    "培训": "培训计划、通知和名单",
    "离岗人员": "离岗人员名单和谈话记录",
    "工作簿": "选举工作簿（定稿）和操作日志",
}
"""Beginning of a kind of document (a paper's name, or a sheet that is printed) -> its title in the list."""

E_FILE: Final = "电子件"
"""Begins a remark that the archive itself wrote, so that it may be written anew."""

_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TITLE_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Deposit:
    """One document: its kind (see `PLACES`), file name, bytes, and its PDF where the document is none itself.

    `day` and `number` are the document's own where the workbook knows them.
    """

    kind: str
    name: str
    data: bytes
    pdf: bytes | None = None
    day: dt.date | None = None
    number: str | None = None

    @property
    def pages(self) -> int | None:
        """Printed pages; None for a document that is not printed."""
        printed = self.data if self.name.endswith(".pdf") else self.pdf
        return len(_PAGE.findall(printed)) if printed is not None else None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A document that is kept on paper only: its title in the list, its numbers and its date."""

    title: str
    numbers: Sequence[str | None]
    days: Sequence[dt.date | None]


def on_paper(settings: Settings) -> list[OnPaper]:
    """What others wrote, as the clerk entered it: the plan and the approvals.

    The request for the congress has the seats' plan with it, so the approval of the seats is that of the congress.
    """
    approvals = (
        ("召开妇女代表大会的批复", (settings.quota_document,), (settings.quota_approved_on,)),
        (
            "候选人批复",
            (settings.party_document, settings.superior_document),
            (settings.party_approved_on, settings.superior_approved_on),
        ),
    )
    plan = OnPaper(FILED[0].title, (), (settings.plan_date,))
    return [plan, *(OnPaper(*approval) for approval in approvals)]


@dataclass(frozen=True)
class Filing:
    """Where everything goes: path in the archive -> bytes, and the rows of 归档目录 as they then are."""

    files: Mapping[str, bytes]
    rows: Sequence[Record]


def title_of(kind: str) -> str | None:
    """The title under which a kind of document is listed."""
    return next((title for beginning, title in PLACES.items() if kind.startswith(beginning)), None)


def file_away(
    deposits: Iterable[Deposit], listed: Sequence[Record], others: Iterable[OnPaper] = ()
) -> Filing:
    """Put each document into the folder of its line; lines that the list lacks are added at its end.

    `listed` are the rows of 归档目录; a list that is still empty is made as the plan's file needs it.
    Of the `others` only number and date are told.
    """
    rows: list[dict[str, object]] = [dict(row) for row in listed if row.get("题名")] or list(map(_row, FILED))
    by_title: dict[str, list[Deposit]] = {}
    titles: dict[str, str] = {}
    for deposit in deposits:
        title = title_of(deposit.kind) or deposit.kind
        titles.setdefault(_plain(title), title)
        by_title.setdefault(_plain(title), []).append(deposit)
    known = {_plain(row["题名"]) for row in rows}
    rows += [_added(title) for key, title in titles.items() if key not in known]
    papers = {_plain(paper.title): paper for paper in others}
    files: dict[str, bytes] = {}
    for number, row in enumerate(rows, 1):
        row["序号"] = number
        found = by_title.get(_plain(row["题名"]), ())
        if found:
            folder = f"{number:02d} {safe(str(row['题名']))}"
            files |= _folder(folder, found)
            row |= _told(row, folder, found)
        if paper := papers.get(_plain(row["题名"])):
            row |= _own(row, paper.numbers, paper.days)
    return Filing(files, rows)  # type: ignore[arg-type]


def _folder(folder: str, deposits: Sequence[Deposit]) -> dict[str, bytes]:
    found = {f"{folder}/{deposit.name}": deposit.data for deposit in deposits}
    pdfs = {
        f"{folder}/{deposit.name.rpartition('.')[0]}.pdf": deposit.pdf for deposit in deposits if deposit.pdf
    }
    return found | pdfs


def _told(row: Mapping[str, object], folder: str, deposits: Sequence[Deposit]) -> dict[str, object]:
    """Pages, number of documents, number, date and folder; what the clerk wrote herself stays."""
    pages = [deposit.pages for deposit in deposits if deposit.pages is not None]
    told: dict[str, object] = {"页数": sum(pages) if pages else None, "份数": len(deposits)}
    told |= _own(row, [deposit.number for deposit in deposits], [deposit.day for deposit in deposits])
    if not row.get("备注") or str(row["备注"]).startswith(E_FILE):
        told["备注"] = f"{E_FILE} {folder[:2]}"
    return told


def _own(
    row: Mapping[str, object], numbers: Sequence[str | None], days: Sequence[dt.date | None]
) -> dict[str, object]:
    """Document numbers and the last date, for cells that are still empty."""
    found: dict[str, object] = {}
    if (written := dict.fromkeys(filter(None, numbers))) and not row.get("文号"):
        found["文号"] = "；".join(written)
    if (dated := [day for day in days if day]) and not row.get("日期"):
        found["日期"] = max(dated)
    return found


def _row(filed: Filed) -> dict[str, object]:
    return {
        "类目": filed.phase.name,
        "责任者": filed.author,
        "题名": filed.title,
        "保管期限": filed.retention,
    }


def _added(title: str) -> dict[str, object]:
    return next((_row(filed) for filed in FILED if filed.title == title), {"题名": title})


def safe(title: str) -> str:
    """A title as a folder's name: what Windows refuses and numbers of people are out."""
    return UNSAFE.sub("", mask_text(title).replace("*", "_"))[:_TITLE_LIMIT].strip(". ")


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line for each file, as `sha256sum` writes and checks them: sum, two blanks, path."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()


def readme(town: str, made: str, files: int) -> bytes:
    """What lies here and how to check it, for somebody who opens the folder in ten years."""
    text = (
        f"{town}妇联选举归档材料，{made} 生成，共 {files} 个文件。\r\n\r\n"
        "各文件夹的编号与“归档目录”的序号一致；目录里没有对应文件夹的，只有纸质件。\r\n"
        f"{MANIFEST} 是各文件的指纹，日后可以查对有没有改动。核对：在本文件夹里运行 sha256sum -c {MANIFEST}，\r\n"
        "或在 Windows 里用 certutil -hashfile 文件名 SHA256 逐个比对。\r\n"
        "工作簿和按表生成的公文里，身份证号已经遮盖，候选人登记表印有联系电话；加密的工作簿内容完整，请另外保管密码。\r\n"
        "在 Word 中改过、填过的公文照原样存放，可能有完整的身份证号，查阅、复制按个人信息管理。\r\n"
    )
    return b"\xef\xbb\xbf" + text.encode()
