"""What the district keeps of one submission: figures, and rows without identity numbers, telephones or days of birth."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pyxl.district.codes import Found
from pyxl.district.shelf import Answer, Known, Shelf, damaged


class Model(BaseModel):
    """Immutable, and JSON on the shelf."""

    model_config = ConfigDict(frozen=True)


class Head(Model):
    """What the cover says; `kind` is 上报 for a submission and 原件 for a town's own workbook.

    `made` is local time to the minute, ISO 8601.  `digest` is the cover's, `previous` that of the one before.
    """

    town: str
    congress: str
    phase: str
    kind: str
    made: str
    number: int
    digest: str
    previous: str
    errors: int
    warnings: int
    notes: int
    reason: str
    masked: bool
    version: str
    log_rows: int
    log_breaks: int
    changed: str
    codes: str


class Task(Model):
    """A task of 工作进度: `due` and `done` are ISO dates, "" for none."""

    phase: str
    text: str
    due: str
    done: str


class Makeup(Model):
    """How a list of people is made up: counts of people; `known` counts those of whom the column says something.

    `ages` are completed years on the town's reference date, sorted; whose birth is unknown is left out.
    """

    people: int = 0
    ages: tuple[int, ...] = ()
    college: int = 0
    party: int = 0
    minority: int = 0
    outside: int = 0
    outside_known: int = 0
    again: int = 0
    again_known: int = 0


class Election(Model):
    """One vote as the town sent it.  None: not said; a primary elects nobody.  `agrees`: whether the district's count came to the same; None without figures."""

    office: str
    round: int
    seats: int | None
    candidates: int
    entitled: int | None
    present: int | None
    issued: int | None
    returned: int | None
    valid: int | None
    invalid: int | None
    elected: int | None
    state: str
    agrees: bool | None
    code: str = ""


class Member(Model):
    """A row of 名册: somebody elected, or a candidate where nothing is elected yet; `birth` as year and month."""

    standing: str
    office: str
    name: str
    sex: str
    nation: str
    birth: str
    party: str
    education: str
    unit: str
    post: str
    system: str
    term: str


class Figures(Model):
    """Everything of one submission that the result is made from."""

    head: Head
    rows: dict[str, int]
    delegate_seats: int
    committee_seats: int
    superior: str
    city: str
    county: str
    tasks: tuple[Task, ...]
    delegates: Makeup
    committee: Makeup
    committee_elected: bool
    elections: tuple[Election, ...]
    unorganised: int
    trained: int
    findings: tuple[Found, ...]


class TownLine(Model):
    """A town as its district's 汇总 shows it; None: not said."""

    town: str
    state: str
    phase: str
    number: int | None
    errors: int | None
    warnings: int | None
    recomputed: int | None
    breaks: int | None
    delegates: int | None
    elected: int | None
    advice: str
    verdict: str
    opinion: str


class DistrictFigures(Model):
    """What the city keeps of a district's result; `tasks` has for each task how many towns stand in which state.

    `differ`: in what its sheets do not agree.
    """

    name: str
    city: str
    number: int
    made: str
    towns: tuple[TownLine, ...]
    issues: dict[str, int]
    tasks: dict[str, dict[str, int]]
    committee: tuple[float | None, ...]
    delegate_shape: tuple[float | None, ...]
    elections: tuple[Election, ...]
    differ: tuple[str, ...] = ()


_MEMBERS: Final = TypeAdapter(tuple[Member, ...])


def packed_json(figures: Model) -> bytes:
    """Figures as they lie on the shelf."""
    return zlib.compress(figures.model_dump_json().encode(), 1)


def packed_members(members: Sequence[Member]) -> bytes:
    """Rows of 名册 as they lie on the shelf."""
    return zlib.compress(_MEMBERS.dump_json(tuple(members)), 1)


def kept_figures(shelf: Shelf, sha: str) -> Figures:
    """What was read of an accepted content.  Raises DamagedShelfError."""
    with _made_out(shelf):
        return Figures.model_validate_json(shelf.raw_figures(sha))


def kept_members(shelf: Shelf, sha: str) -> tuple[Member, ...]:
    """Its rows of 名册.  Raises DamagedShelfError."""
    with _made_out(shelf):
        return _MEMBERS.validate_json(shelf.raw_members(sha))


def kept_district(shelf: Shelf, sha: str) -> DistrictFigures:
    """What was read of a district's result.  Raises DamagedShelfError."""
    with _made_out(shelf):
        return DistrictFigures.model_validate_json(shelf.raw_figures(sha))


@contextmanager
def _made_out(shelf: Shelf) -> Iterator[None]:
    """What does not fit its model was damaged since."""
    try:
        yield
    except ValidationError as fault:
        raise damaged(shelf.path) from fault


def answered(
    sha: str, lane: str, whole: bool, figures: Figures, members: Sequence[Member], known: Iterable[Known]
) -> Answer:
    """The answer that holds what was read of a file."""
    return Answer(
        sha,
        town=figures.head.town,
        lane=lane,
        whole=whole,
        figures=packed_json(figures),
        members=packed_members(members),
        people=len(members),
        known=tuple(known),
    )
