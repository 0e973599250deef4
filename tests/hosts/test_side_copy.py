"""A copy to draw on: the original keeps its bytes, and the copy goes away."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pyxl.errors import FileError
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.side_copy import side_copy


def in_excel(path: Path) -> Any:
    """What Excel says of an open workbook."""
    engine = SimpleNamespace(type="desktop")
    return SimpleNamespace(
        impl=SimpleNamespace(), app=SimpleNamespace(engine=engine), fullname=str(path), name=path.name
    )


def draw(book: Any) -> Path:
    """Write into the copy and save it; returns where it lay."""
    with side_copy(book, ["选票-执委"]) as copy:
        assert not copy.sheets["候选人"].range("A1").value, "nothing but what is drawn on"
        copy.sheets[0].range("A1").value = "演练"
        copy.save()
        return Path(copy.fullname)


def test_a_closed_file_keeps_its_bytes(sample: Path) -> None:
    before = sample.read_bytes()
    with open_closed(sample) as book:
        place = draw(book)
    assert place != sample and place.suffix == sample.suffix
    assert not place.exists() and not place.parent.exists()
    assert sample.read_bytes() == before


def test_a_workbook_open_in_excel_is_copied_as_it_was_saved(sample: Path) -> None:
    before = sample.read_bytes()
    assert not draw(in_excel(sample)).exists()
    assert sample.read_bytes() == before


def test_a_workbook_that_was_never_saved_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="还没有保存"), side_copy(in_excel(tmp_path / "工作簿1"), []):
        pass
