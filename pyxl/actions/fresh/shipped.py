"""The built workbook as it ships: what every new workbook begins as, so that none has to be built on a desk."""

from __future__ import annotations

from pathlib import Path

import pyxl
from pyxl.errors import FileError
from pyxl.hosts.files.packing import pack, unpack

NAME = "Moxi_Reform.xlsm"


def shipped_bytes() -> bytes:
    """The workbook with macros, from the repository or from beside the modules of an installed package.

    Raises FileError where the installation lacks it.
    """
    package = Path(pyxl.__file__).parent
    places = (package.parent / "workbook" / NAME, package / "workbook" / NAME)
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise FileError("安装不完整，缺少空白工作簿", NAME, "请重新安装 moxi-reform")
    return found.read_bytes()


def new_workbook(with_macros: bool = True) -> bytes:
    """A workbook in which nobody has typed anything yet: .xlsm with buttons, or a plain .xlsx."""
    shipped = shipped_bytes()
    if with_macros:
        return shipped
    from pyxl.book.building.macros.plain import all_in_sight, without_macros

    return pack(all_in_sight(without_macros(unpack(shipped))))
