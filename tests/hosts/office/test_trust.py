"""Trusted locations are compared with the workbook's folder, and the mark of a downloaded file is read."""

from __future__ import annotations

import contextlib
from pathlib import Path, PureWindowsPath

import pytest

from pyxl.hosts.office.trust import (
    KEYS,
    Location,
    judged_location,
    origin_check,
    trusted_locations,
    zone_of,
)


class Registry:
    """Windows' registry as `winreg` shows it: path of a key -> its values."""

    HKEY_CURRENT_USER = ""

    def __init__(self, keys):
        self.keys = keys

    @contextlib.contextmanager
    def OpenKey(self, parent, name):
        path = f"{parent}\\{name}".lstrip("\\")
        if not any(key == path or key.startswith(path + "\\") for key in self.keys):
            raise FileNotFoundError(path)
        yield path

    def _below(self, path):
        return sorted(
            {key[len(path) + 1 :].split("\\")[0] for key in self.keys if key.startswith(path + "\\")}
        )

    def QueryInfoKey(self, path):
        return len(self._below(path)), 0, 0

    def EnumKey(self, path, number):
        return self._below(path)[number]

    def QueryValueEx(self, path, name):
        if name not in self.keys[path]:
            raise FileNotFoundError(name)
        return self.keys[path][name], 1


def test_locations_of_every_office_and_of_the_administrator_are_read():
    keys = {rf"{key}\Location{number}": {"Path": f"D:\\{number}\\"} for number, key in enumerate(KEYS)}
    keys[rf"{KEYS[0]}\Location9"] = {"Path": "E:\\", "AllowSubfolders": 1}
    found = list(trusted_locations(Registry(keys)))
    assert {place.path for place in found} == {*(f"D:\\{n}\\" for n in range(6)), "E:\\"}
    assert [place.path for place in found if place.below] == ["E:\\"]
    assert {key.split("\\")[-4] for key in KEYS} == {"14.0", "15.0", "16.0"}
    assert list(trusted_locations(Registry({}))) == []


@pytest.mark.parametrize(
    ("trusted", "below", "folder", "ok"),
    [
        ("D:\\换届\\", False, "D:\\换届", True),
        ("d:\\换届", False, "D:\\换届", True),
        ("D:\\换届", False, "D:\\换届\\磨溪镇", False),
        ("D:\\换届", True, "D:\\换届\\磨溪镇\\2017", True),
        ("D:\\换届", True, "D:\\换届二", False),
        ("D:\\", True, "D:\\换届", True),
        ("%MOXI_PLACE%\\表", False, "C:\\Users\\a\\表", True),
        ("\\\\server\\share", True, "\\\\SERVER\\share\\x", True),
        ("", True, "D:\\换届", False),
    ],
)
def test_a_location_covers_its_folder_and_only_if_allowed_those_below(
    monkeypatch, trusted, below, folder, ok
):
    monkeypatch.setenv("MOXI_PLACE", "C:\\Users\\a")
    assert Location(trusted, below).covers(folder) is ok


def test_the_advice_says_which_of_the_two_is_wrong():
    book = PureWindowsPath("D:\\换届\\磨溪\\a.xlsm")
    ticked = judged_location("位置", (Location("D:\\换届", False),), book)
    assert not ticked.ok and "子文件夹" in ticked.advice
    elsewhere = judged_location("位置", (Location("E:\\", True),), book)
    assert not elsewhere.ok and "D:\\换届\\磨溪" in elsewhere.advice
    assert judged_location("位置", (Location("D:\\换届", True),), book).ok
    assert not judged_location("位置", (), None).ok


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n", 3),
        ("[ZoneTransfer]\r\nzoneid = 0", 0),
        ("", None),
    ],
)
def test_the_mark_of_a_download_is_read(tmp_path, text, zone):
    """On Linux the stream is a file of that name, which Python opens by the same call."""
    book = tmp_path / "a.xlsm"
    Path(f"{book}:Zone.Identifier").write_text(text, "utf-8")
    assert zone_of(book) == zone
    assert origin_check("来源", book).ok is (zone != 3)
    assert "解除锁定" in origin_check("来源", book).advice or zone != 3


def test_a_file_without_mark_and_no_file():
    assert zone_of(Path("/nowhere/a.xlsm")) is None
    assert origin_check("来源", None).ok


def test_doctor_looks_at_the_workbook(moxi, tmp_path):
    book = tmp_path / "a.xlsm"
    Path(f"{book}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    status, out, _ = moxi("doctor", book)
    assert status == 1 and "× 文件来源" in out and "解除锁定" in out
