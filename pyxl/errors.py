"""One family of errors, each a plain Chinese sentence: what happened, where, what to do.

Nothing below `pyxl` raises a bare exception at a clerk.  The faces (ribbon, command line) catch
`MoxiError`, show its text as it stands and change nothing; anything else is a defect of ours and is
reported as one, without a traceback on the clerk's desk.
"""

from __future__ import annotations

import re

_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{7}|\d{10})(\d[\dXxＸｘ])(?![\dXxＸｘ])")


def without_identities(text: str) -> str:
    """A text fit for a screen or a log: whatever looks like an identity number shows six and two places.

    A number may stand anywhere, since a list pasted one column off puts it under any header.
    """
    return _IDENTITY.sub(lambda found: found[1] + "*" * len(found[2]) + found[3], text)


class MoxiError(Exception):
    """Something could not be done.

    `what` says what happened, `where` names file, sheet, row and column, `remedy` what to do next.
    Each is a Chinese phrase without its closing mark.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return without_identities(f"{place}{self.what}。" + (f"{self.remedy}。" if self.remedy else ""))


class FileError(MoxiError):
    """A file that cannot be opened, trusted, read or replaced."""


class TableError(MoxiError):
    """A sheet, table or column of the workbook that is missing or not as declared."""


class CellError(MoxiError):
    """A cell whose content cannot be used: a formula, an error value, text where a number belongs."""


class SettingError(MoxiError):
    """A setting that is unknown, or a value that it cannot take."""


class IdentityError(MoxiError):
    """A number that is no identity number of GB 11643."""


class QuotaError(MoxiError):
    """Quotas that cannot be met: the reason is in the text."""


class RosterError(MoxiError):
    """A list sent in by a village in which no table could be recognised."""


class HostError(MoxiError):
    """The host (Excel, LibreOffice, the closed file) lacks or refuses what was asked."""
