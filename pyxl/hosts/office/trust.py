"""Whether Excel lets a workbook's macros run: trusted locations, and the mark of a file that came from elsewhere."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from pyxl.hosts.office.environment import Check
from pyxl.hosts.office.place import place_check

VERSIONS = ("14.0", "15.0", "16.0")
"""Office 2010, 2013, and all since 2016."""
KEYS = tuple(
    rf"Software\{policies}Microsoft\Office\{version}\Excel\Security\Trusted Locations"
    for version in VERSIONS
    for policies in ("", "Policies\\")
)
"""Where the clerk's own trusted locations stand, and those of the administrator."""
FROM_INTERNET = 3
"""The first zone whose files Office does not trust: 3 is the internet, 4 are restricted sites."""
_ZONE = re.compile(r"(?im)^\s*ZoneId\s*=\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Location:
    """A trusted folder; `below`: and all folders in it."""

    path: str
    below: bool

    def covers(self, folder: str) -> bool:
        """Whether a workbook in `folder` is trusted; Windows tells no capitals apart."""
        own, other = (_plain(path) for path in (self.path, folder))
        return bool(own.parts) and (own == other or (self.below and own in other.parents))


def _plain(path: str) -> PureWindowsPath:
    """A path without its variables, its long-path mark and its last separator."""
    expanded = re.sub(r"%([^%]+)%", lambda match: os.environ.get(match[1], match[0]), path.strip().strip('"'))
    return PureWindowsPath(expanded.removeprefix("\\\\?\\").casefold())


def trusted_locations(winreg: Any) -> Iterator[Location]:  # noqa: ANN401 - Windows' own module
    """All trusted locations of this user; `winreg` is the standard library's module."""
    for key in KEYS:
        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
            for number in range(winreg.QueryInfoKey(found)[0]):
                with winreg.OpenKey(found, winreg.EnumKey(found, number)) as location:
                    yield Location(
                        str(_value(winreg, location, "Path") or ""),
                        _value(winreg, location, "AllowSubfolders") in (1, "1"),
                    )


def _value(winreg: Any, key: object, name: str) -> object:  # noqa: ANN401
    try:
        return winreg.QueryValueEx(key, name)[0]
    except OSError:
        return None


def zone_of(file: Path) -> int | None:
    """The zone that Windows noted with a file that was downloaded or mailed; None where nothing is noted."""
    try:
        text = Path(f"{file}:Zone.Identifier").read_bytes().decode("utf-8", "replace")
    except (OSError, ValueError):
        return None
    found = _ZONE.search(text.replace("\0", ""))
    return int(found[1]) if found else None


def location_check(name: str, file: Path | None) -> Check:
    """Whether the workbook's folder is trusted, or any folder where no workbook is named."""
    if sys.platform != "win32":
        return Check(name, True, "只有 Windows 上的 Excel 需要")
    import winreg

    return judged_location(name, tuple(trusted_locations(winreg)), file)


def judged_location(name: str, locations: tuple[Location, ...], file: Path | None) -> Check:
    """The result for these trusted locations."""
    how = "请在 Excel 的“文件—选项—信任中心—信任中心设置—受信任位置”中添加"
    known = [location for location in locations if location.path]
    if file is None:
        if known:
            shown = "、".join(location.path for location in known[:3])
            return Check(name, True, f"已设 {len(known)} 处（{shown}）；工作簿须放在其中之一")
        return Check(name, False, f"未设：Excel 会拦下邮件或网上下载的宏。{how}工作簿所在的文件夹")
    folder = str(PureWindowsPath(file).parent)
    if any(location.covers(folder) for location in known):
        return Check(name, True, f"工作簿所在的文件夹“{folder}”是受信任位置")
    above = next((place for place in known if Location(place.path, True).covers(folder)), None)
    if above:
        advice = f"“{above.path}”是受信任位置，但没有勾选“同时信任此位置的子文件夹”，工作簿在它的子文件夹里：请勾选"
    else:
        advice = f"工作簿所在的文件夹“{folder}”不是受信任位置，Excel 会拦下它的宏。{how}这个文件夹"
    return Check(name, False, advice)


def origin_check(name: str, file: Path | None) -> Check:
    """Whether Windows noted that the workbook came from the internet or by mail."""
    if file is None:
        return Check(name, True, "没有指明工作簿，未检查；可用 moxi doctor 工作簿")
    zone = zone_of(file)
    if zone is None or zone < FROM_INTERNET:
        return Check(name, True, "工作簿没有“来自网络”的标记")
    advice = "工作簿带有“来自网络”的标记，Excel 会禁用它的宏：请关闭它，右击文件—属性，勾选“解除锁定”，确定后再打开"
    return Check(name, False, advice)


OF_FILE: Mapping[str, Callable[[str, Path | None], Check]] = {
    "受信任位置": location_check,
    "文件来源": origin_check,
    "文件位置": place_check,
}
"""Title -> check of a workbook's place and origin, in the order in which they are shown."""
