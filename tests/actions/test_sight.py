"""Sheets of a stage that a press brings into sight: an undo takes them out of it again, but not from under the clerk's eyes."""

from __future__ import annotations

from pathlib import Path

from pyxl.book.declared import STAGE_OF, Stage
from pyxl.hosts.engine.opening import open_closed
from tests.actions.clerk import done, press

LATER = [name for name, stage in STAGE_OF.items() if stage is Stage.CONGRESS]


def hidden(file: Path) -> list[str]:
    with open_closed(file, read_only=True) as book:
        return [name for name in LATER if not book.sheets[name].visible]


def test_what_a_press_brought_into_sight_goes_with_its_undo(ready: Path) -> None:
    assert hidden(ready) == LATER, "a new workbook shows its first stages"
    done(press("ballots", ready))
    assert hidden(ready) == []
    for redo, left in ((), LATER), (("--redo",), []), ((), LATER):
        done(press("undo", ready, *redo))
        assert hidden(ready) == left


def test_the_sheet_in_front_stays(ready: Path) -> None:
    done(press("ballots", ready))
    with open_closed(ready) as book:
        book.sheets["选票-执委"].activate()
        book.save()
    done(press("undo", ready))
    assert hidden(ready) == [name for name in LATER if name != "选票-执委"]


def test_a_sheet_that_the_clerk_hid_meanwhile_stays_hidden(ready: Path) -> None:
    done(press("ballots", ready))
    with open_closed(ready) as book:
        book.sheets["选票-主席"].visible = False
        book.save()
    done(press("undo", ready))
    assert hidden(ready) == LATER


def test_what_was_in_sight_before_stays(ready: Path) -> None:
    with open_closed(ready) as book:
        for name in LATER:
            book.sheets[name].visible = True
        book.save()
    done(press("ballots", ready))
    done(press("undo", ready))
    assert hidden(ready) == []
