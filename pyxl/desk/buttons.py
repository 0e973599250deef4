"""The desk's buttons are the ribbon's: read from `macros/ribbon.xml` and `macros/MoxiRibbon.bas`.

A button added there stands on the desk too.  Left out are those that only go to a sheet.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pyxl.book.building.macros import macro_folder

_RIBBON = "{http://schemas.microsoft.com/office/2006/01/customui}"
_PRESS = re.compile(r'(?m)^Public Sub (\w+)\(control As IRibbonControl\): Press "(\w+)": End Sub')


@dataclass(frozen=True, slots=True)
class Button:
    """One button: the action that it presses, its label, and one sentence about it."""

    action: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together."""

    label: str
    buttons: tuple[Button, ...]


def read_groups(folder: Path | None = None) -> tuple[Group, ...]:
    """The ribbon's groups in its order, from the folder of the macros."""
    macros = folder or macro_folder()
    presses = dict(_PRESS.findall((macros / "MoxiRibbon.bas").read_text("utf-8")))
    ribbon = ElementTree.fromstring((macros / "ribbon.xml").read_bytes())
    groups = (
        Group(
            group.get("label", ""),
            tuple(
                Button(presses[callback], button.get("label", ""), button.get("screentip", ""))
                for button in group.iter(f"{_RIBBON}button")
                if (callback := button.get("onAction", "")) in presses
            ),
        )
        for group in ribbon.iter(f"{_RIBBON}group")
    )
    return tuple(group for group in groups if group.buttons)


def access_keys(groups: Sequence[Group], reserved: str = "") -> dict[str, str]:
    """Action -> the letter that presses it: of its name, the first letter before others, none twice."""
    actions = [button.action for group in groups for button in group.buttons]
    keys: dict[str, str] = {}
    for length in (1, None):
        for action in actions:
            letters = (action + string.ascii_lowercase)[:length].upper()
            free = (letter for letter in letters if letter not in {*reserved, *keys.values()})
            if action not in keys and (letter := next(free, None)):
                keys[action] = letter
    return keys
