"""From a dossier to finished papers: which can be made, which lack something, and their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from pyxl.book.canonical import fingerprint
from pyxl.errors import without_identities
from pyxl.papers.dossier import Dossier
from pyxl.papers.kinds import PAPERS
from pyxl.papers.paper import Paper, PaperError
from pyxl.papers.wording import as_called_here, unset
from pyxl.post import leaving, mask_tables
from pyxl.rules.plan import Settings
from pyxl.rules.plan.filed import worded

FINGERPRINT: Final = "数据指纹"
"""The tag in the footer of slips: the SHA-256 of the data that the paper was made from.  No formal paper carries it."""
MAY_BE_ABSENT: Final = frozenset({"联系人", "联系电话", "差额比例", FINGERPRINT})
"""Tags that not every template has: those of the letterhead that only a request needs, and what only slips show."""
PLACE: Final = ("town", "district", "superior", "bases")
"""Settings without which no paper says whose it is; only a workbook of another town can lack them."""
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file of a paper; `file` is its name without a folder.

    `number` and `day` are the document's own, where they are known.  `unused` are the tags that the paper
    offers and that its template has no more.
    """

    paper: str
    file: str
    data: bytes
    number: str | None = None
    day: dt.date | None = None
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that cannot be made yet, and what it lacks, as Chinese phrases."""

    paper: str
    lacks: tuple[str, ...]

    @property
    def reason(self) -> str:
        """All that it lacks, in one sentence without its closing mark."""
        return "；".join(self.lacks)


def choose(names: Sequence[str]) -> tuple[Paper, ...]:
    """The papers whose names begin with one of `names`, all of them without any; raises `PaperError`."""
    for name in names:
        if not any(paper.name.startswith(name) for paper in PAPERS):
            known = "、".join(paper.name for paper in PAPERS)
            raise PaperError(f"没有“{name}”这种公文", remedy=f"可用：{known}")
    wanted = [paper for paper in PAPERS if not names or paper.name.startswith(tuple(names))]
    return tuple(sorted(wanted, key=lambda paper: paper.number))


def make(paper: Paper, dossier: Dossier) -> Iterator[Made]:
    """The files of a paper that lacks nothing; raises `PaperError` for its template."""
    from pyxl.papers.render import (
        render,
        templates_folder,
        top_tags,
    )  # docxtpl: not for a start without papers

    template = templates_folder() / paper.template
    printed, known = data_fingerprint(paper, dossier), top_tags(template)
    number, day = paper.document_number(dossier), paper.day(dossier)
    for sheaf in paper.sheaves(dossier):
        context = {**sheaf.context, FINGERPRINT: printed}
        unused = tuple(sorted(context.keys() - known - MAY_BE_ABSENT))
        data = render(template, context)
        yield Made(paper.name, file_name(paper, dossier.settings, sheaf.stem), data, number, day, unused)


def data_fingerprint(paper: Paper, dossier: Dossier) -> str:
    """SHA-256 of the paper's tables as they leave: the masked workbook that is sent up gives the same.

    One of unmasked data must not hang on a wall: beside a birth date few identity numbers are left to try.
    """
    tables = {name: cast(Any, dossier.tables.get(name, ())) for name in paper.tables}
    return fingerprint(mask_tables(leaving(tables)))


def missing(paper: Paper, dossier: Dossier) -> Missing | None:
    """What a paper lacks; None when it can be made."""
    needed = [*unset(dossier.settings, *PLACE), *paper.lacks(dossier)]
    lacks = tuple(dict.fromkeys(map(without_identities, needed)))
    return Missing(paper.name, lacks) if lacks else None


def file_name(paper: Paper, settings: Settings, stem: str = "") -> str:
    """ "30-候选人请示（报镇党委）.docx", in the words of the occasion and of the town.

    Without characters that Windows refuses and without identity numbers.
    """
    own = as_called_here(worded(paper.name, settings.occasion), settings)
    name = f"{paper.number:02d}-{own}{f'-{stem}' if stem else ''}"
    return without_identities(name).translate(_FORBIDDEN).strip(" .") + ".docx"
