"""The stick's installer, without Windows: folders swapped, the old one kept whatever fails, the clerk's files never touched."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pyxl.errors import FileError, HostError
from pyxl.stick import contents
from pyxl.stick.desk import install as installing
from pyxl.stick.desk import swapping
from pyxl.stick.desk.install import NEEDED, install
from pyxl.stick.desk.places import places
from pyxl.stick.desk.uninstall import uninstall
from pyxl.stick.gathering import packed, python_parts, settled, tk_parts
from pyxl.stick.handbook_page import page
from pyxl.stick.making import BUTTONS
from tests.stick_desk import Bench

PYTHON = {
    "python.exe": b"exe",
    "pythonw.exe": b"window",
    "python312.dll": b"library",
    "python312._pth": b"python312.zip\n",
}


def stick(folder: Path, version: str, **more: bytes) -> Path:
    """A small stick with a wheel of every kind of content."""
    wheel = {
        "pyxl/__init__.py": version.encode(),
        "demo-1.data/purelib/pure.py": b"pure",
        "demo-1.data/platlib/native.pyd": b"native",
        "demo-1.data/data/xlwings64.dll": b"beside python.exe",
        "demo-1.data/scripts/demo.exe": b"no command of others",
        "pythonwin/mfc140u.dll": b"left out",
        **more,
    }
    for name, content in PYTHON.items():
        (folder / contents.PYTHON).mkdir(parents=True, exist_ok=True)
        (folder / contents.PYTHON / name).write_bytes(content)
    (folder / contents.WHEELS).mkdir()
    (folder / contents.WHEELS / "demo-1-py3-none-any.whl").write_bytes(packed(wheel))
    (folder / contents.TK).write_bytes(packed({"_tkinter.pyd": b"tk", "tcl/tk8.6/tk.tcl": b"script"}))
    (folder / contents.WORKBOOK).write_bytes(f"workbook {version}".encode())
    (folder / contents.LIST).write_bytes(contents.listed(folder, version).packed())
    return folder


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(swapping, "PAUSE", 0)
    return Bench(tmp_path / "desk")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return stick(tmp_path / "装 机", "1.0.0")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return stick(tmp_path / "装 机 2", "1.1.0")


def test_everything_stands_where_pip_and_the_workbook_would_have_it(bench: Bench, first: Path) -> None:
    assert install(first, bench.desk, bench.said.append) == 0
    found = bench.program
    scripts, site = "venv/Scripts", "venv/Scripts/Lib/site-packages"
    assert found[f"{scripts}/python.exe"] == b"exe" and found[f"{scripts}/_tkinter.pyd"] == b"tk"
    assert found[f"{scripts}/xlwings64.dll"] == b"beside python.exe"
    assert found[f"{site}/pure.py"] == b"pure" and found[f"{site}/native.pyd"] == b"native"
    assert found[f"{site}/pyxl/__init__.py"] == b"1.0.0"
    assert not [name for name in found if "mfc" in name or "demo.exe" in name or ".data/" in name]
    assert found[f"{scripts}/python312._pth"].decode().split() == [
        "python312.zip", ".", "Lib\\site-packages", "import", "site",
    ]  # fmt: skip
    assert bench.places.workbook.read_bytes() == b"workbook 1.0.0"
    assert sorted(path.name for path in bench.places.home.parent.iterdir()) == ["MoxiReform"]


def test_the_interpreter_stands_where_every_workbook_looks_for_it(bench: Bench, first: Path) -> None:
    from pyxl.book.declared.xlwings_conf import CONF, HOME

    install(first, bench.desk, bench.said.append)
    told = dict(CONF)["INTERPRETER_WIN"].removeprefix(HOME).strip("\\").replace("\\", "/")
    assert (bench.places.home / told).is_file()


def test_office_and_windows_are_told_and_forget(bench: Bench, first: Path) -> None:
    install(first, bench.desk, bench.said.append)
    told = bench.registry.values
    for office in ("14.0", "15.0", "16.0"):
        key = rf"Software\Microsoft\Office\{office}\Excel\Security\Trusted Locations\MoxiReform"
        assert told[key, "Path"] == f"{bench.places.papers}\\" and told[key, "AllowSubfolders"] == 1
    assert "1.0.0" in told.values()
    uninstall(bench.desk, own_python=False, say=bench.said.append)
    assert told is not bench.registry.values and not bench.registry.values


def test_a_second_install_upgrades_and_keeps_all(bench: Bench, first: Path, second: Path) -> None:
    install(first, bench.desk, bench.said.append)
    bench.places.workbook.write_bytes(b"the clerk's work")
    (bench.places.papers / "名册.csv").write_text("姓名")
    assert install(second, bench.desk, bench.said.append) == 0
    assert bench.program["venv/Scripts/Lib/site-packages/pyxl/__init__.py"] == b"1.1.0"
    assert bench.places.workbook.read_bytes() == b"the clerk's work"
    assert (bench.places.papers / "名册.csv").read_text() == "姓名"
    assert any("已升级到 1.1.0 版" in text for text in bench.said)
    assert [path.name for path in bench.places.home.parent.iterdir()] == ["MoxiReform"]


@pytest.mark.parametrize("at", ["build_program", "put_in_place", "the trial", "disk"])
def test_an_install_that_fails_leaves_the_old_whole(
    bench: Bench, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    install(first, bench.desk, bench.said.append)
    before = bench.program
    if at == "the trial":
        bench.answers[NEEDED] = 1
    elif at == "disk":
        monkeypatch.setattr(installing, "ROOM", 1 << 60)
    else:

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device") if at == "build_program" else HostError("占用")

        monkeypatch.setattr(installing, at, refuse)
    with pytest.raises(HostError):
        install(second, bench.desk, bench.said.append)
    assert bench.program == before


def test_a_crash_between_the_two_renames_is_mended_by_the_next_start(
    bench: Bench, first: Path, second: Path
) -> None:
    install(first, bench.desk, bench.said.append)
    before = bench.program
    home = bench.places.home
    home.rename(home.with_name("MoxiReform.old"))
    (home.with_name("MoxiReform.new")).mkdir()
    bench.answers[NEEDED] = 1
    with pytest.raises(HostError):
        install(second, bench.desk, bench.said.append)
    assert bench.program == before and any("已恢复原来的版本" in text for text in bench.said)


def test_the_second_rename_failing_puts_the_old_one_back(
    bench: Bench, first: Path, second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(first, bench.desk, bench.said.append)
    before = bench.program
    rename = Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.name == "MoxiReform.new":
            raise PermissionError(13, "held by a scanner")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(HostError, match="请关闭 Excel"):
        install(second, bench.desk, bench.said.append)
    assert bench.program == before


def test_a_file_held_for_a_moment_is_waited_for(
    bench: Bench, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, refusals = Path.rename, [PermissionError(13, "scanner")] * 3

    def held(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    assert install(first, bench.desk, bench.said.append) == 0


@pytest.mark.parametrize("name", ["wheels/demo-1-py3-none-any.whl", "python/python312.dll", "workbook.xlsm"])
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_stick_installs_nothing_and_names_the_file(
    bench: Bench, first: Path, name: str, damage: str
) -> None:
    (first / name).write_bytes(b"x") if damage == "changed" else (first / name).unlink()
    with pytest.raises(FileError, match=Path(name).name):
        install(first, bench.desk, bench.said.append)
    assert not bench.places.home.exists() and not bench.places.papers.exists()


def test_a_wheel_that_would_write_elsewhere_is_refused(bench: Bench, tmp_path: Path) -> None:
    evil = stick(tmp_path / "evil", "1.0.0", **{"../../evil.py": b"x"})
    with pytest.raises(FileError, match="不该有的文件名"):
        install(evil, bench.desk, bench.said.append)
    assert not list(bench.places.home.parent.parent.rglob("evil.py"))
    assert not bench.places.home.with_name("MoxiReform.new").exists()


def test_a_desk_that_forbids_the_registry_is_told_and_works(bench: Bench, first: Path) -> None:
    bench.registry.locked = True
    assert install(first, bench.desk, bench.said.append) == 0
    assert any("受信任位置没有设上" in text for text in bench.said)


def test_uninstalling_leaves_the_clerks_files_and_nothing_else(bench: Bench, first: Path) -> None:
    install(first, bench.desk, bench.said.append)
    (bench.places.papers / "选票").mkdir()
    uninstall(bench.desk, own_python=False, say=bench.said.append)
    assert not bench.places.home.exists() and bench.places.workbook.exists()
    assert (bench.places.papers / "选票").is_dir()


def test_a_program_in_use_is_not_half_uninstalled(
    bench: Bench, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(first, bench.desk, bench.said.append)
    before, told = bench.program, dict(bench.registry.values)

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Excel's Python runs from here")

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(HostError, match="请关闭 Excel"):
        uninstall(bench.desk, own_python=False, say=bench.said.append)
    assert bench.program == before and bench.registry.values == told
    assert (bench.places.desktop / "换届选举.lnk").exists()


def test_doctors_findings_are_no_failed_install(bench: Bench, first: Path) -> None:
    bench.answers[" pyxl doctor "] = 1
    assert install(first, bench.desk, bench.said.append) == 1
    assert bench.started[-1][-1] == str(bench.places.workbook)


@pytest.mark.parametrize(
    ("known", "environment", "papers"),
    [
        (
            {"documents": "D:/OneDrive/文档", "local": "C:/L", "desktop": "C:/D"},
            {},
            "D:/OneDrive/文档/换届选举",
        ),
        ({}, {"USERPROFILE": "C:/Users/li"}, "C:/Users/li/Documents/换届选举"),
        ({}, {"LOCALAPPDATA": "C:/L", "USERPROFILE": "C:/U"}, "C:/U/Documents/换届选举"),
    ],
)
def test_documents_are_where_windows_says(
    known: dict[str, str], environment: dict[str, str], papers: str
) -> None:
    assert places(known, environment).papers == Path(papers)


def test_an_account_without_folders_is_told() -> None:
    with pytest.raises(HostError, match="文件夹在哪里"):
        places({}, {})


# What the stick is made of


@pytest.mark.parametrize("name", BUTTONS)
def test_what_is_double_clicked_is_ascii(name: str) -> None:
    assert BUTTONS[name].isascii()


def test_a_zip_is_the_same_whenever_and_wherever_it_was_made() -> None:
    def zipped(names: list[str], day: int) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, (2020, 1, day, 0, 0, 0)), name)
        return out.getvalue()

    assert settled(zipped(["a", "b/c"], 1)) == settled(zipped(["b/c", "a"], 2)) != zipped(["a", "b/c"], 1)


def nothing_fetched(*_: object) -> None:
    raise AssertionError("nothing is to be fetched")


@pytest.mark.parametrize("python", ["missing", "wrong"])
def test_a_wrong_python_is_told_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    from pyxl.actions import bundle
    from pyxl.actions.action import silent
    from pyxl.stick import gathering

    monkeypatch.setattr(gathering, "_pip", nothing_fetched)
    archive = tmp_path / "python-3.11.9-embed-amd64.zip"
    if python == "wrong":
        archive.write_bytes(packed({"python.exe": b"", "pythonw.exe": b"", "python311.dll": b""}))
    with pytest.raises(FileError, match=r"读不出来|不是 Python 3\.12"):
        bundle.run(bundle.Options(str(tmp_path / "装机"), python_zip=str(archive)), silent)
    assert [path.name for path in tmp_path.iterdir()] == ([archive.name] if python == "wrong" else [])


def test_no_other_folder_is_overwritten_and_an_older_stick_is_kept_until_the_new_one_stands(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyxl.actions import bundle
    from pyxl.actions.action import silent
    from pyxl.stick import gathering

    monkeypatch.setattr(gathering, "_pip", nothing_fetched)
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "a.jpg").touch()
    with pytest.raises(FileError, match="没有覆盖"):
        bundle.run(bundle.Options(str(tmp_path / "照片")), silent)
    before = contents.listed(first, "1.0.0")
    with pytest.raises(AssertionError):
        bundle.run(bundle.Options(str(first)), silent)
    assert contents.listed(first, "1.0.0") == before and not first.with_name(f"{first.name}.new").exists()


def test_only_the_right_python_is_taken() -> None:
    assert python_parts(packed(PYTHON), "python.zip") == PYTHON
    assert (
        python_parts(
            packed({f"cp312/{name}": b"x" for name in PYTHON} | {"cp312/sqlite3.dll": b"x"}), "z"
        ).keys()
        == PYTHON.keys()
    )
    with pytest.raises(FileError, match="嵌入式"):
        python_parts(packed({"python.exe": b"", "pythonw.exe": b"", "python311.dll": b""}), "python-3.11.zip")
    with pytest.raises(FileError, match="没有下载完整"):
        python_parts(b"<html>", "python.zip")


def test_of_tk_only_what_the_window_needs_goes_along() -> None:
    archive = packed({f"cp312/{name}": b"x" for name in (
        "_tkinter.pyd", "tk86t.dll", "tcl/tk86t.lib", "tcl/tk8.6/tk.tcl", "tcl/tk8.6/demos/a.tcl", "tcl/tcl8.6/tzdata/B",
        "tcl/sqlite3.44.2/x.dll", "tkinter/ttk.py",
    )})  # fmt: skip
    assert set(tk_parts(archive)) == {"_tkinter.pyd", "tk86t.dll", "tcl/tk8.6/tk.tcl", "tkinter/ttk.py"}


def test_the_lock_files_name_a_hash_for_each_package_and_no_host() -> None:
    from pyxl.stick.gathering import LOCKED

    for lock in sorted(LOCKED.glob("*.txt")):
        lines = [line for line in lock.read_text("ascii").splitlines() if not line.startswith("#")]
        assert lines and all(
            "==" in line and "--hash=sha256:" in line and "/" not in line for line in lines
        ), lock
    press = (LOCKED / "press.txt").read_text("ascii")
    assert "pywin32==" in press and "pandas" not in press and "openpyxl" not in press


def test_the_lock_answers_the_requirements() -> None:
    """Whoever raises a requirement makes the lock files anew."""
    import configparser
    import re

    from pyxl.stick.gathering import LOCKED

    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parents[1] / "setup.cfg", encoding="utf-8")
    locked = dict(
        re.findall(
            r"(?m)^([a-z0-9-]+)==(\S+)", "".join(file.read_text("ascii") for file in LOCKED.glob("*.txt"))
        )
    )
    for wanted in setup["options"]["install_requires"].split():
        name, sign, version = re.split(r"([=>]=)", wanted)
        if name.lower() in ("pyopenvba", "rich"):
            continue
        have = locked[name.lower()]
        numbers = [tuple(map(int, text.split("."))) for text in (have, version)]
        assert numbers[0] == numbers[1] if sign == "==" else numbers[0] >= numbers[1], wanted


def test_the_handbook_is_a_page_with_its_tables() -> None:
    made = page("# 手册\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<table>" in made and 'charset="utf-8"' in made


def test_the_list_stands_for_every_byte(first: Path) -> None:
    before = contents.read_contents(first)
    assert contents.listed(first, "1.0.0") == before
    (first / contents.TK).write_bytes(b"other")
    assert contents.listed(first, "1.0.0").sha256 != before.sha256
    assert json.loads((first / contents.LIST).read_bytes())["version"] == "1.0.0"
