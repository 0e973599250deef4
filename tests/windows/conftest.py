"""One Windows and one stick for all tests here: making both takes a minute and a half."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyxl.actions import bundle
from pyxl.actions.action import silent
from tests.windows.installed import Installed
from tests.windows.wine import Wine, wine


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick as `moxi bundle` makes it where nothing but a package registry is reached."""
    folder = tmp_path_factory.mktemp("stick") / "装 机"
    bundle.run(bundle.Options(str(folder)), silent)
    return folder


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    with wine(tmp_path_factory.mktemp("wine")) as desk:
        yield desk


@pytest.fixture(scope="session")
def installed(windows: Wine, stick: Path) -> Installed:
    """A desk whose user's folders have a Chinese name with a space, and where the stick was double-clicked once."""
    copy = windows.disk / "U 盘" / stick.name
    shutil.copytree(stick, copy)
    local = "C:\\用户 李\\Local"
    shells = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    told = windows.run("reg", "add", shells, "/v", "Local AppData", "/d", local, "/f")
    assert told.returncode == 0, told.stderr
    desk = Installed(windows, copy, windows.disk / "用户 李" / "Local" / "MoxiReform")
    desk.double_click("安装.cmd")
    return desk
