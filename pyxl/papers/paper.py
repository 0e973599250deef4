"""What a paper is: its template, what must be known before it can be made, and what its template is filled with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pyxl.errors import MoxiError
from pyxl.papers.dossier import Dossier


class PaperError(MoxiError):
    """A paper that cannot be made: its template is missing, broken or unsafe, or nobody knows the paper."""


Context = Mapping[str, object]
"""What the tags of a template stand for: texts, and lists of plain mappings for rows of tables."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One file of a paper: the stem of its name behind the paper's own ("" for the only one) and its context."""

    stem: str
    context: Context


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of RULES.md section 6.

    `name` is its Chinese title, `template` a file in `templates/`, `clause` why it must be made.  `tables` are
    those whose data its figures come from: their fingerprint stands in the footer.  `lacks` says in Chinese,
    one phrase each, what must be entered or settled before it can be made; () when nothing is missing.
    `sheaves` gives one context for each file: one for most papers, one per person for registration forms.
    `number` orders the files of a folder.  `number_from` is the setting with its document number, `day_from`
    those of its date, of which the first that has a value counts: 归档目录 is filled from them.
    """

    number: int
    name: str
    template: str
    clause: str
    tables: tuple[str, ...]
    lacks: Callable[[Dossier], Sequence[str]]
    sheaves: Callable[[Dossier], Sequence[Sheaf]]
    number_from: str | None = None
    day_from: tuple[str, ...] = ()

    def document_number(self, dossier: Dossier) -> str | None:
        """Its number, as far as it is known."""
        return getattr(dossier.settings, self.number_from) if self.number_from else None

    def day(self, dossier: Dossier) -> dt.date | None:
        """Its own date, as far as it is known."""
        return next((day for field in self.day_from if (day := getattr(dossier.settings, field))), None)
