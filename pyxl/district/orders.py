"""What a merge is asked to do, what it finds in the inbox, and what it came to: all that its processes tell one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.district.inbox import FOLDER
from pyxl.district.shelf import SUFFIX

if TYPE_CHECKING:  # whoever is told of no finding need not know what one is
    from pyxl.district.codes import Found

DRAFT, PAPER = "结果.xlsx", "报告.docx"
"""What the comparison leaves in the merge's scratch folder."""


@dataclass(frozen=True)
class Orders:
    """What to merge into what.  `towns` replaces the list of expected towns; `cluster` is tcp://…, "" for this desk.

    `city`: the inbox holds districts' results, and the result is a city's.  `report`: the paper to the level above, a .docx;
    `parquet`: a folder for the tables.
    """

    inbox: Path
    out: Path
    passwords: Path | None = None
    towns: tuple[str, ...] = ()
    cluster: str = ""
    city: bool = False
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now().replace(microsecond=0))
    report: Path | None = None
    parquet: Path | None = None

    @property
    def shelf(self) -> Path:
        """Where what was read is kept, beside the result."""
        return self.out.with_name(self.out.stem + SUFFIX)

    @property
    def returns(self) -> Path:
        """The folder of what is sent back."""
        return self.out.resolve().parent / FOLDER

    @property
    def own(self) -> tuple[Path, ...]:
        """Files and folders that a merge reads or writes besides the mails, and that may lie among them."""
        journal = self.shelf.with_name(self.shelf.name + "-journal")
        asked = (self.passwords, self.report, self.parquet)
        return (self.out, self.shelf, journal, self.returns, *(path for path in asked if path))


@dataclass(frozen=True, slots=True)
class Piece:
    """An arrival without its bytes; `sha` is "" where they were not taken, `refused` says why it is not to be read."""

    place: str
    name: str
    sender: str
    sha: str
    refused: str


@dataclass(frozen=True)
class Concluded:
    """What the comparison came to: a sentence, (place, town) of what is taken, (place, reason) of what goes back, with whose name.

    `issues` are (town, finding), in the order of the sheet 问题; `taken` are contents.
    """

    told: str
    from_whom: str
    accepted: Sequence[tuple[str, str]]
    refused: Sequence[tuple[str, str]]
    taken: frozenset[str]
    issues: Sequence[tuple[str, Found]]


@dataclass(frozen=True)
class Merged:
    """What a merge came to: the sentence, what is taken and what goes back, the findings, files read now, further files made."""

    told: str
    accepted: Sequence[tuple[str, str]]
    refused: Sequence[tuple[str, str]]
    issues: Sequence[tuple[str, Found]]
    read: int
    made: Sequence[Path] = ()


Reasons = Mapping[str, str]
"""Content -> why it was refused when it was read just now, "" for what was taken."""
