"""From the stick to the first checked list on Windows' own Python, beside the same on Linux.  Tests run in their order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl import __version__
from pyxl.hosts.files.packing import unpack
from tests.windows.installed import Installed

pytestmark = [pytest.mark.windows, pytest.mark.slow, pytest.mark.process]

LARGEST = 50_000_000
Run = Callable[..., tuple[int, str, str]]
STEPS: tuple[tuple[str, ...], ...] = (
    ("check", "FILE"),
    ("next", "FILE"),
    ("quota", "FILE"),
    ("set", "FILE", "大会日期=2017-12-03"),
    ("fill", "FILE", "代表", "产生方式=选举"),
    ("import", "FILE", "代表", "FOLDER/名册.csv"),
    ("undo", "FILE"),
    ("undo", "FILE", "--redo"),
    ("export", "FILE", "候选人", "--out", "FOLDER/候选人.xlsx"),
    ("forms", "FILE", "--out", "FOLDER/填报表"),
    ("ballots", "FILE"),
    ("prepare", "FILE"),
    ("count", "FILE"),
    ("papers", "FILE", "--out", "FOLDER/公文"),
    ("submit", "FILE", "--out", "FOLDER/上报", "--reason", "届期已满，先行上报"),
    ("audit", "FILE"),
    ("upgrade", "FILE"),
)
CHANGING = (
    (re.compile(r"\d{4}-\d\d-\d\d[T_ ]\d\d:?\d\d:?\d\d(?:[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "HASH"),
    (re.compile(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4})+\b", re.IGNORECASE), "CODE"),
)
OWN = ("操作日志", "撤销")
"""Sheets that hold times, the user's name, and digests of both."""


def test_the_stick_is_small_enough_and_names_every_file(stick: Path) -> None:
    files = [path for path in stick.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LARGEST
    listed = json.loads((stick / "stick.json").read_bytes())
    assert len(listed["files"]) == len(files) - 1 and listed["version"] == __version__


def test_it_installs_by_a_double_click(installed: Installed) -> None:
    said = installed.said[0]
    assert f"已安装 {__version__} 版" in said and "√ Python：" in said and "√ 受信任位置" in said
    assert (installed.papers / "换届选举.xlsm").is_file()
    icons = sorted(path.name for path in (installed.windows.profile / "Desktop").glob("*.lnk"))
    assert icons == ["换届选举.lnk", "换届选举办事窗口.lnk"]
    assert installed.moxi("--version")[1].strip() == f"moxi {__version__}"


def test_every_command_says_and_writes_the_same_as_on_linux(
    installed: Installed, moxi: Run, tmp_path: Path
) -> None:
    theirs, mine = installed.windows.disk / "办 事", tmp_path / "办 事"
    for folder in (theirs, mine):
        folder.mkdir()
        (folder / "名册.csv").write_text("姓名,单位\n样例甲,高千社区\n", encoding="utf-8")
    place = installed.windows.path(theirs)
    assert installed.moxi("new", f"{place}\\磨溪镇.xlsm", "--sample")[0] == 0
    assert moxi("new", mine / "磨溪镇.xlsm", "--sample")[0] == 0
    wrong = compared(theirs / "磨溪镇.xlsm", mine / "磨溪镇.xlsm")
    assert not wrong, wrong
    for step in STEPS:
        told = [
            outcome(
                run,
                [word.replace("FILE", "FOLDER/磨溪镇.xlsm").replace("FOLDER", where) for word in step],
                where,
            )
            for run, where in ((installed.moxi, place), (moxi, str(mine)))
        ]
        assert told[0] == told[1], step
        differ = compared(theirs / "磨溪镇.xlsm", mine / "磨溪镇.xlsm")
        assert not differ, (step, differ)
    made = [
        sorted(str(path.relative_to(f)) for path in f.rglob("*") if path.is_file()) for f in (theirs, mine)
    ]
    assert [plain(name, "") for name in made[0]] == [plain(name, "") for name in made[1]]


def outcome(run: Run, words: list[str], where: str) -> tuple[int, object]:
    """Exit status and JSON, or the sentence, without what may differ."""
    status, out, said = run(*words, "--json")
    return status, json.loads(plain(out, json.dumps(where, ensure_ascii=False)[1:-1])) if out else plain(
        said, where
    )


def plain(text: str, where: str) -> str:
    """Without folder, time, hash and the kind of slash."""
    text = text.replace(where, "FOLDER") if where else text
    text = text.replace("\\\\", "/").replace("FOLDER\\", "FOLDER/")
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return text


def compared(one: Path, other: Path) -> list[str]:
    """Names of the parts in which two workbooks differ, but for the sheets of the log and the undo record."""
    packages = [unpack(path.read_bytes()) for path in (one, other)]
    names = [name for name in packages[0].keys() | packages[1].keys() if name not in own_parts(packages[1])]
    return sorted(name for name in names if packages[0].get(name) != packages[1].get(name))


def own_parts(package: dict[str, bytes]) -> set[str]:
    """The parts of the sheets of `OWN`, with what belongs to them, and the texts and dates that all sheets share."""
    book = package["xl/workbook.xml"].decode()
    relations = dict(
        re.findall(r'Id="(\w+)"[^>]*?Target="([^"]+)"', package["xl/_rels/workbook.xml.rels"].decode())
    )
    relations |= {key: target for target, key in re.findall(r'Target="([^"]+)"[^>]*?Id="(\w+)"', package["xl/_rels/workbook.xml.rels"].decode())}  # fmt: skip
    found = {"docProps/core.xml"}
    for sheet, key in re.findall(r'<sheet name="([^"]+)"[^>]*?r:id="(\w+)"', book):
        if sheet in OWN:
            part = f"xl/{relations[key].removeprefix('/xl/')}"
            found |= {part, f"xl/worksheets/_rels/{Path(part).name}.rels"}
    return found


def test_the_window_is_drawn_by_the_tk_that_came_along(installed: Installed) -> None:
    code = (
        "import tkinter; from pathlib import Path; from pyxl.desk.buttons import read_groups;"
        "from pyxl.desk.relay import Relay; from pyxl.desk.session import Session;"
        "from pyxl.desk.window import Window; from pyxl.desk.window_face import WindowFace;"
        "root = tkinter.Tk(); relay = Relay(); window = Window(root, relay);"
        "session = Session(Path('a.xlsx'), WindowFace(window, relay)); window.build(session, read_groups());"
        "root.update(); print(root.winfo_width(), root.winfo_height(), len(window._buttons)); root.destroy()"
    )
    done = installed.python("-c", code)
    width, height, buttons = map(int, done.stdout.split())
    assert 200 < width <= 420 and 300 < height <= 768 and buttons >= 15, done.stderr


def test_without_excel_the_desk_serves_the_workbook_of_the_clerks_folder(installed: Installed) -> None:
    """The one that was saved last; where her folder has none, a sentence."""
    status, menu, _ = installed.moxi("desk", "--console")
    assert status == 0 and "换届选举　换届选举.xlsm" in menu and "已退出" in menu
    books = list(installed.papers.glob("*.xls[mx]"))
    for book in books:
        book.rename(book.with_suffix(".aside"))
    try:
        status, _, said = installed.moxi("desk", "--console")
    finally:
        for book in books:
            book.with_suffix(".aside").rename(book)
    assert status == 2 and "没有换届工作簿在 Excel 里打开着" in said


def test_an_account_without_localappdata_is_no_obstacle(installed: Installed) -> None:
    code = "import os; os.environ.pop('LOCALAPPDATA', None); os.environ.pop('WINDIR', None); from pyxl.cli import main; main(['doctor'])"
    done = installed.python("-c", code)
    assert "环境自检" in done.stdout and "Traceback" not in done.stderr, done.stderr


def test_a_hanging_program_ends_with_what_it_started(installed: Installed) -> None:
    code = (
        "import subprocess, sys, time, pathlib; from pyxl.hosts.office.conversion import run_all\n"
        'child = \'import subprocess, sys, time; p = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"]);\''
        "'open(sys.argv[1], chr(119)).write(str(p.pid)); time.sleep(100)'\n"
        "told = pathlib.Path('C:/child.txt')\n"
        "try:\n    run_all([[sys.executable, '-c', child, str(told)]], 15, lambda: None)\n"
        "except subprocess.TimeoutExpired:\n    print('timeout')\n"
        "from pyxl.hosts.files.scratch import lives\n"
        "until = time.monotonic() + 10\n"
        "while lives(int(told.read_text())) and time.monotonic() < until: time.sleep(.1)\n"
        "print('lives' if lives(int(told.read_text())) else 'ended')"
    )
    done = installed.python("-c", code)
    assert done.stdout.split() == ["timeout", "ended"], done.stdout + done.stderr


def test_the_bounds_of_a_reader_are_taken_by_windows(installed: Installed) -> None:
    done = installed.python("-c", "from pyxl.hosts.job_windows import bind; print(bind(10, 300_000_000))")
    assert done.stdout.strip() == "True", done.stderr


def test_a_second_double_click_upgrades_and_keeps_the_clerks_work(installed: Installed) -> None:
    workbook = installed.papers / "换届选举.xlsm"
    assert (
        installed.moxi(
            "set",
            installed.windows.path(installed.windows.profile) + r"\Documents\换届选举\换届选举.xlsm",
            "镇名=磨溪镇",
        )[0]
        == 0
    )
    before = workbook.read_bytes()
    (installed.scripts / "old file").touch()
    installed.double_click("安装.cmd")
    assert f"已升级到 {__version__} 版" in installed.said[-1] and "原有的，没有动" in installed.said[-1]
    assert workbook.read_bytes() == before and not (installed.scripts / "old file").exists()
    assert [path.name for path in installed.home.parent.iterdir() if "Moxi" in path.name] == ["MoxiReform"]


def test_a_damaged_stick_changes_nothing(installed: Installed) -> None:
    damaged = installed.stick.with_name("坏 盘")
    shutil.copytree(installed.stick, damaged)
    (damaged / "tk.zip").write_bytes(b"x")
    done = installed.windows.run("cmd", "/c", installed.windows.path(damaged / "安装.cmd"), "--quiet")
    assert done.returncode == 2 and "tk.zip" in done.stdout and "没有安装" in done.stdout
    assert installed.moxi("--version")[0] == 0


def test_uninstalling_leaves_the_clerks_files(installed: Installed) -> None:
    done = installed.windows.run("cmd", "/c", installed.windows.path(installed.home / "卸载.cmd"), "--quiet")
    assert done.returncode == 0 and "已卸载" in done.stdout, done.stdout + done.stderr
    # Wine's cmd holds the folder of the file that it reads; Windows' does not.
    assert not [path for path in installed.home.rglob("*") if path.is_file()]
    assert (installed.papers / "换届选举.xlsm").is_file()
    assert not list((installed.windows.profile / "Desktop").glob("*.lnk"))
    asked = installed.windows.run(
        "reg", "query", r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\MoxiReform"
    )
    assert asked.returncode != 0
