"""Ctrl-C while LibreOffice works: workbook, files and folders are as they were, whatever the press was making."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pyxl.hosts.files.replacing import all_or_none, replace_file, undisturbed
from pyxl.hosts.office import conversion


def broken_off(*_: object) -> None:
    raise KeyboardInterrupt


def lying(folder: Path) -> Mapping[str, bytes | None]:
    """Everything below a folder, with the bytes of the files."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("command", [("ballots", "--pdf"), ("archive", "--out"), ("rehearse", "--out")])
def test_a_press_that_is_broken_off_leaves_nothing(ready, moxi, monkeypatch, command):
    monkeypatch.setattr(conversion, "soffice", lambda: "soffice")
    monkeypatch.setattr("pyxl.actions.rehearse.soffice", lambda: "soffice")
    monkeypatch.setattr(conversion, "convert", broken_off)
    before = lying(ready.parent)
    name, flag = command
    status, out, err = moxi(name, ready, flag, ready.parent / "新的" / "文件夹")
    assert (status, out) == (2, "") and "已中止，数据没有改动" in err
    assert lying(ready.parent) == before


def test_older_files_come_back_and_new_folders_go(tmp_path):
    old, new = tmp_path / "选票" / "旧.pdf", tmp_path / "选票" / "新" / "新.pdf"
    old.parent.mkdir()
    old.write_bytes(b"old")
    before = lying(tmp_path)
    with pytest.raises(KeyboardInterrupt), all_or_none((old, new)):
        new.parent.mkdir()
        replace_file(old, b"new")
        replace_file(new, b"new")
        raise KeyboardInterrupt
    assert lying(tmp_path) == before
    with all_or_none((old,)):
        replace_file(old, b"new")
    assert old.read_bytes() == b"new"


def test_what_lasts_a_moment_is_not_broken_off(request):
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background has none
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    with undisturbed():
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
