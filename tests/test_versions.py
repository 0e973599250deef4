"""Versions: in the order of PEP 440, one for all that is shipped, and no release of what is not the committed state."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from pyxl import __version__
from pyxl.book.version import in_order
from scripts.release import reasons_against, zip_folder

ROOT = Path(__file__).parents[1]
RISING = (
    "unknown", "0.1.0", "0.2.0", "0.10.0", "1.0.0.dev1", "1.0.0a1", "1.0.0b2", "1.0.0rc1", "1.0.0rc2", "1.0.0rc10", "1.0.0",
    "1.0.0.post1", "1.0.1rc1", "1.0.1", "1.1", "2",
)  # fmt: skip


def test_versions_rise_as_pep_440_says() -> None:
    mixed = list(RISING)
    random.Random(4).shuffle(mixed)
    assert sorted(mixed, key=in_order) == list(RISING)
    assert in_order("1.0") == in_order("1.0.0") == in_order(" v1 ") < in_order("1.0.0.1")


def test_it_is_the_order_of_pythons_own_packaging() -> None:
    packaging = pytest.importorskip("packaging.version", reason="packaging is not installed")
    known = RISING[1:]
    for one in known:
        for other in known:
            theirs = packaging.Version(one) < packaging.Version(other)
            assert (in_order(one) < in_order(other)) == theirs, (one, other)


def test_a_workbook_of_the_release_is_newer_than_its_candidate(moxi, sample) -> None:
    from pyxl.book.declared import SHEET, VERSION_PLACE
    from pyxl.hosts.engine.opening import open_closed

    with open_closed(sample) as book:
        book.sheets[SHEET].range(VERSION_PLACE).value = ["工作簿版本", "99.0.0rc1"]
        book.save()
    status, _, said = moxi("upgrade", sample)
    assert status == 2 and "99.0.0rc1 版的" in said and "请先更新软件" in said


def test_the_changelog_has_the_present_version() -> None:
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_release_of_another_state() -> None:
    good = f"# Changelog\n\n## {__version__}\n"
    assert reasons_against(good, "", {"a": b"1"}, {"a": b"1"}) == []
    assert "no heading" in reasons_against("# Changelog\n", "", {}, {})[0]
    assert "a.py" in reasons_against(good, " M a.py\n", {}, {})[0]
    assert (
        "xl/workbook.xml"
        in reasons_against(good, "", {"xl/workbook.xml": b"1"}, {"xl/workbook.xml": b"2"})[0]
    )


def test_a_folder_is_zipped_the_same_each_time(tmp_path: Path) -> None:
    for number, names in enumerate((("b", "子/甲"), ("子/甲", "b"))):
        for name in names:
            file = tmp_path / str(number) / "stick" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name, encoding="utf-8")
        zip_folder(tmp_path / str(number) / "stick", tmp_path / f"{number}.zip")
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.namelist() == ["stick/b", "stick/子/甲"]
