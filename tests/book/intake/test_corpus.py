"""Every roster of the corpus yields the same table, whatever program wrote it."""

from __future__ import annotations

import pytest

from pyxl.actions.import_roster import _converters, _with_whole_births
from pyxl.actions.incoming.sources import Reading, Source
from pyxl.book.declared import DELEGATES
from pyxl.book.intake.roster import read_roster
from pyxl.book.intake.spec import spec_of
from pyxl.hosts.foreign import child
from tests.corpus import HEADERS, PEOPLE, UNIT, corpus

CASES = list(corpus())


def rows_of(data: bytes, name: str) -> list[dict[str, object]]:
    roster = read_roster(
        child.read(data, name), spec_of(DELEGATES), _converters(DELEGATES), [UNIT, "千丘村"], file="名册"
    )
    whole = _with_whole_births(Reading(Source(None, name), roster)).roster  # type: ignore[arg-type]
    return [{header: row.get(header) for header in HEADERS} for row in whole.rows]


def test_there_are_about_a_hundred():
    assert len(CASES) > 95


@pytest.mark.parametrize(("writer", "layout", "data"), CASES, ids=[f"{w}-{n}" for w, n, _ in CASES])
def test_every_writer_and_layout_gives_the_same_table(writer, layout, data):
    assert rows_of(data, f"{writer} {layout}") == PEOPLE
