"""What stands on the desk as a workbook and is far too large is read in a child first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pyxl.errors import FileError
from pyxl.hosts import bounded
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package import probing

pytestmark = pytest.mark.process


def test_a_township_s_workbook_costs_no_child(sample, monkeypatch):
    monkeypatch.setattr(bounded, "run", lambda *_, **__: pytest.fail("a child was started"))
    with open_closed(sample):
        pass


def test_a_large_one_is_read_through_and_then_opened(sample, monkeypatch):
    monkeypatch.setattr(probing, "LARGE", 1)
    asked = []
    run = bounded.run
    monkeypatch.setattr(bounded, "run", lambda *words, **more: asked.append(run(*words, **more)))
    with open_closed(sample) as book:
        assert len(book.sheets) == asked[0] > 20


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of this kind are Linux's")
def test_one_that_needs_more_than_it_may_is_refused_and_let_go(sample, monkeypatch, moxi):
    before = sample.read_bytes()
    monkeypatch.setattr(probing, "LARGE", 1)
    monkeypatch.setattr(probing, "ROOM", bounded.Room(seconds=1, memory=20_000_000))
    with pytest.raises(FileError, match=r"大得不正常|读不出来|没有读完"):
        open_closed(sample)
    status, _, said = moxi("check", sample)
    assert status == 2 and "。" in said and "Error" not in said
    assert sample.read_bytes() == before
    assert not [path for path in Path(sample).parent.iterdir() if path.name.startswith(".")]
