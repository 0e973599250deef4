"""Ctrl-C while LibreOffice works: workbook, files and folders are as they were, whatever the press was making."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pyxl.errors import FileError
from pyxl.hosts.files import replacing
from pyxl.hosts.files.replacing import all_or_none, put_folder, replace_file, undisturbed
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


def archive(folder: Path) -> dict[Path, bytes]:
    return {folder / "01 名单" / "名单.docx": b"list", folder / "说明.txt": b"read me"}


@pytest.mark.parametrize("stands", [False, True], ids=["new", "empty"])
@pytest.mark.parametrize("scanner", [False, True], ids=["alone", "a virus scanner holds a file"])
def test_a_folder_comes_whole(tmp_path, monkeypatch, stands, scanner):
    folder = tmp_path / "归档"
    if stands:
        folder.mkdir()
    rename = replacing.rename_over

    def held(draft: Path, target: Path) -> None:
        if draft.is_dir():
            raise PermissionError(13, "in use")
        rename(draft, target)

    if scanner:
        monkeypatch.setattr(replacing, "rename_over", held)
    put_folder(folder, archive(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == archive(folder)
    assert list(tmp_path.iterdir()) == [folder]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_filled_is_not_there(tmp_path, monkeypatch):
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing, "_write_through", full)
    with pytest.raises(FileError, match="文件夹写不进去"):
        put_folder(tmp_path / "归档", archive(tmp_path / "归档"))
    assert list(tmp_path.iterdir()) == []
