"""The letter: an .eml draft that a mail program opens for sending, with the workbook attached.

No personal data and never a password stands in it.  `X-Unsent` makes Outlook open it as a draft; other
programs show it as a message that can be forwarded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from pyxl.errors import SettingError
from pyxl.masking import mask_text
from pyxl.post.cover import Cover

XLSX: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")

_BETWEEN: Final = re.compile(r"[\s;；,，、]+")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says: to whom, about which file."""

    recipients: Sequence[str]
    superior: str
    cover: Cover
    file_name: str
    sealed: bool


def addresses(written: str | None) -> tuple[str, ...]:
    """The addresses of the setting 上报邮箱; () for a blank one.

    Raises SettingError for what is no address.
    """
    found = tuple(part for part in _BETWEEN.split(written or "") if part)
    for part in found:
        if not _ADDRESS.fullmatch(part):
            raise SettingError(
                f"“{part}”不是邮箱地址",
                "“设置”表“上报邮箱”",
                "请改正，如 fulian@example.cn；暂时不知道的可以留空",
            )
    return found


def compose(letter: Letter, workbook: bytes) -> bytes:
    """The draft as a file, lines ending as mail requires."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.recipients:
        message["To"] = ", ".join(letter.recipients)
    message["Subject"] = subject(letter.cover)
    message.set_content("\n".join(_lines(letter)) + "\n", charset="utf-8", cte="base64")
    maintype, subtype = XLSX
    message.add_attachment(workbook, maintype=maintype, subtype=subtype, filename=letter.file_name)
    return message.as_bytes()


def subject(cover: Cover) -> str:
    """Town, congress, what it is, and that errors are open."""
    congress = f"{cover.congress}" if cover.congress else "妇联选举"
    errors = "（带有未改正的错误）" if cover.errors else ""
    return " ".join(mask_text(f"{cover.town}{congress}上报材料（{cover.phase}阶段）{errors}").split())


def _lines(letter: Letter) -> list[str]:
    cover = letter.cover
    rows = "、".join(f"{entry.table} {entry.rows} 行" for entry in cover.contents if entry.rows)
    checked = f"校验：错误 {cover.errors} 条，警告 {cover.warnings} 条，提示 {cover.notes} 条。"
    if letter.sealed:
        private = "附件含完整个人信息，已用密码加密；密码另行告知，请勿用邮件索取。"
    else:
        private = "附件中的身份证号和电话已经遮盖。"
    return [
        f"{letter.superior}：",
        "",
        f"现报上{cover.town}妇联选举工作簿（{cover.phase}阶段），请查收。",
        "",
        f"内容：{rows or '各表尚无数据'}。",
        checked,
        *([f"带错上报的原因：{mask_text(cover.reason)}"] if cover.reason else []),
        private,
        "",
        f"附件：{letter.file_name}",
        f"数据指纹：{cover.fingerprint}",
        f"封面指纹：{cover.digest}",
        "收到后请用换届软件核对附件（moxi verify），指纹应与本邮件一致。",
        "",
        cover.town + "妇联",
        cover.made[:10],
    ]
