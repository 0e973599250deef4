"""Everything that one submission is made of: the frozen workbook, checked by reading it back, and its letter."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl import __version__
from pyxl.book.canonical import fingerprint
from pyxl.book.workbook import Record
from pyxl.errors import FileError
from pyxl.masking import mask_text
from pyxl.post.cover import Cover, congress_name, made_at, phase
from pyxl.post.freeze import freeze
from pyxl.post.frozen import Frozen, first_difference, listed
from pyxl.post.leaving import leaving, settled
from pyxl.post.letter import Letter, addresses, compose
from pyxl.post.mask import mask_tables
from pyxl.post.seal import seal
from pyxl.post.verify import open_frozen, unfreeze
from pyxl.rules.findings import Finding
from pyxl.rules.log_chain import HASH
from pyxl.rules.plan import Settings
from pyxl.words import Severity

LOG: Final = "操作日志"

UNSAFE: Final = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
"""What Windows refuses in a name, and white space."""
_STEM_LIMIT: Final = 80


@dataclass(frozen=True)
class Source:
    """What a submission is made from: all tables by name, as they stand after the press, and what the rules say.

    `log_breaks` counts the places at which the operation log is not what the presses wrote; `codes`, `changed`,
    `number` and `previous` are as on the cover.
    """

    tables: Mapping[str, Sequence[Record]]
    settings: Settings
    findings: Sequence[Finding]
    reason: str
    made: dt.datetime
    log_breaks: int = 0
    codes: str = ""
    changed: str = ""
    number: int = 1
    previous: str = ""


@dataclass(frozen=True)
class Parcel:
    """What is to be sent.  `sha256` is that of the workbook file."""

    frozen: Frozen
    name: str
    workbook: bytes
    letter: bytes
    sealed: bool

    @property
    def sha256(self) -> str:
        """Of the workbook file, as `sha256sum` prints it."""
        return hashlib.sha256(self.workbook).hexdigest()


def pack(source: Source, password: str | None) -> Parcel:
    """Freeze, read back, compare; with a password seal, open and compare once more.

    Without a password all identity numbers and telephones are masked.  Raises PasswordError, CellError,
    SettingError for a mailbox that is none, and FileError when what was written does not read back the same.
    """
    recipients = addresses(source.settings.report_mailbox)
    frozen = frozen_of(source, masked=password is None)
    workbook = freeze(frozen)
    _compare(frozen, unfreeze(workbook, "刚生成的文件"))
    if password is not None:
        workbook = seal(workbook, password)
        _compare(frozen, open_frozen(workbook, password, "刚加密的文件"))
    name = file_name(frozen.cover, source.made, sealed=password is not None)
    letter = Letter(recipients, source.settings.superior, frozen.cover, name, password is not None)
    return Parcel(frozen, name, workbook, compose(letter, workbook), password is not None)


def frozen_of(source: Source, masked: bool) -> Frozen:
    """Cover and tables as they leave, masked or whole."""
    tables = leaving(source.tables)
    if masked:
        tables = mask_tables(tables)
    counts = {severity: sum(f.severity is severity for f in source.findings) for severity in Severity}
    log = [row for row in source.tables.get(LOG, ()) if any(cell is not None for cell in row.values())]
    cover = Cover(
        town=_said(source.settings.town),
        congress=_said(congress_name(source.settings)),
        phase=phase(source.tables),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        reason=_said(source.reason) if counts[Severity.ERROR] else "",
        masked=masked,
        made=made_at(source.made),
        version=f"Moxi Reform {__version__}",
        log_rows=len(log),
        log_hash=str(log[-1].get(HASH) or "") if log else "",
        log_breaks=source.log_breaks,
        codes=source.codes,
        changed=_said(source.changed),
        number=source.number,
        previous=source.previous,
        contents=listed(tables),
        fingerprint=fingerprint(tables),
    )
    return Frozen(cover, tables)


def _said(text: str) -> str:
    """A text for the cover, which is the same in a masked and in a whole workbook and goes into the letter."""
    return mask_text(str(settled(text) or "").strip())


def _compare(ours: Frozen, theirs: Frozen) -> None:
    if place := first_difference(ours, theirs):
        raise FileError(
            f"写好的文件重新打开，与工作簿不一致（{place}），没有生成文件", remedy="请把这句话告诉维护人员"
        )


def file_name(cover: Cover, made: dt.datetime, *, sealed: bool) -> str:
    """Town, congress, what it is, its state and the moment: a name that Windows takes, without personal data.

    With the second in it, so that what was sent in the morning is not overwritten in the afternoon.
    """
    state = "".join(("（带错上报）" if cover.errors else "", "（加密）" if sealed else ""))
    stem = UNSAFE.sub("", f"{cover.town}{cover.congress}上报材料")[:_STEM_LIMIT].strip(". ")
    return f"{stem}{state}_{made:%Y-%m-%d_%H%M%S}.xlsx"
