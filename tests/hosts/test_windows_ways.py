"""What only Windows does, told to the code by a changed `sys.platform`: held files, long paths, missing variables."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pyxl.errors import FileError
from pyxl.hosts.files import replacing
from pyxl.hosts.office import environment
from pyxl.hosts.office.desk_facts import facts, versions, without_home
from pyxl.hosts.office.place import judged_place

REPLACE = Path.replace


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A desk that says it is Windows; the seconds that were waited there."""
    waited: list[float] = []
    monkeypatch.setattr(replacing.sys, "platform", "win32")
    monkeypatch.setattr(replacing.time, "sleep", waited.append)
    return waited


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A virus scanner that holds the file as often as that."""
    left = [times]

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied", str(self), 5, str(target))
        return REPLACE(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_file_held_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    held(monkeypatch, len(replacing.PAUSES))
    target = tmp_path / "结果.docx"
    target.write_bytes(b"old")
    replacing.replace_file(target, b"new")
    assert target.read_bytes() == b"new" and windows == list(replacing.PAUSES)


def test_a_file_held_for_good_is_given_up_with_a_sentence(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    held(monkeypatch, 1000)
    target = tmp_path / "结果.docx"
    target.write_bytes(b"old")
    with pytest.raises(FileError, match="正被别的程序占用"):
        replacing.replace_file(target, b"new")
    assert target.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["结果.docx"]
    assert sum(windows) < 5


def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch, 1)
    with pytest.raises(FileError):
        replacing.replace_file(tmp_path / "a", b"new")


def test_the_workbook_itself_waits_for_the_scanner_too(
    sample: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyxl.hosts.package import opc

    draft = sample.with_name("draft")
    draft.write_bytes(b"new")
    held(monkeypatch, 3)
    opc._replace(draft, sample)
    assert sample.read_bytes() == b"new" and len(windows) == 3


def test_a_path_that_windows_cannot_open_is_named_before_anything_is_made(
    tmp_path: Path, windows: list[float]
) -> None:
    deep = tmp_path / ("归档" * 60) / ("材料" * 60)
    for deed in (lambda: replacing.make_folder(deep), lambda: replacing.replace_file(deep / "a.docx", b"")):
        with pytest.raises(FileError, match="太长"):
            deed()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("missing", ["LOCALAPPDATA", "WINDIR"])
def test_a_desk_without_the_usual_variables_is_looked_at_all_the_same(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "simsun.ttc").touch()
    for name in ("LOCALAPPDATA", "WINDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv(missing)
    monkeypatch.setattr(sys, "platform", "win32")
    found = environment._fonts("字体")
    monkeypatch.undo()
    assert found.ok == (missing == "LOCALAPPDATA")


@pytest.mark.parametrize(
    ("file", "environment", "ok", "word"),
    [
        (r"D:\换届\磨溪镇.xlsm", {}, True, "自己的硬盘"),
        (r"C:\Users\li\OneDrive\文档\磨溪镇.xlsm", {"OneDrive": "C:\\Users\\li\\OneDrive"}, True, "自动保存"),
        (r"C:\Users\li\OneDrive2\磨溪镇.xlsm", {"OneDrive": "C:\\Users\\li\\OneDrive"}, True, "自己的硬盘"),
        (r"\\server\share\磨溪镇.xlsm", {}, True, "共享"),
        ("D:\\" + "很长的文件夹\\" * 30 + "磨溪镇.xlsm", {}, False, "太长"),
    ],
)
def test_where_a_workbook_lies(file: str, environment: dict[str, str], ok: bool, word: str) -> None:
    check = judged_place("文件位置", file, environment)
    assert check.ok is ok and word in check.advice


def test_what_is_sent_names_no_folder_of_a_persons() -> None:
    known = {"USERPROFILE": r"C:\Users\李小样"}
    assert without_home(r"C:\Users\李小样\Documents\a.xlsm", known) == r"~\Documents\a.xlsm"
    assert without_home("C:/Users/李小样/a.xlsm", known) == "~/a.xlsm"
    assert set(facts()) == {"系统", "Python", "程序", "编码"}
    assert any(line.startswith("xlwings 0.") for line in versions()) and "没有 未安装" in list(
        versions(("没有",))
    )
