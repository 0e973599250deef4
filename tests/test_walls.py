"""The walls of the house: import-linter's contracts, the faces of the rooms, the drawing that says so."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

from importlinter.cli import lint_imports

from pyxl.actions import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("rules", "book", "hosts", "actions")
FEW = 16
"""Modules in one room, beside one for each button."""


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / "pyxl").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if path.stem == "__init__" else parts)] = path
    return found


def test_every_contract_is_kept(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_each_room_is_entered_by_its_face():
    """What stands on a room's face is imported from there by everybody outside of the room."""
    wrong = []
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("pyxl."):
                continue
            room = node.module.rpartition(".")[0]
            if room.count(".") < 1 or name == room or name.startswith(room + "."):
                continue
            face = getattr(importlib.import_module(room), "__all__", ())
            wrong += [f"{name}: from {node.module} import {a.name}" for a in node.names if a.name in face]
    assert not wrong, "\n".join(wrong)


def test_each_room_has_a_face():
    for floor in FLOORS:
        for room in sorted((ROOT / "pyxl" / floor).rglob("__init__.py")):
            if room.parent.name != floor:
                face = importlib.import_module(".".join(room.parent.relative_to(ROOT).parts))
                assert face.__doc__ and face.__all__, room


def test_each_folder_has_few_modules():
    for room in sorted((ROOT / "pyxl").rglob("__init__.py")):
        others = {path.stem for path in room.parent.glob("*.py")} - {"__init__", *COMMANDS.values()}
        assert len(others) <= FEW, room.parent


def test_the_drawing_is_what_the_imports_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    house = importlib.import_module("draw_house")
    try:
        document = house.DOCUMENT.read_text("utf-8")
        assert house.drawn(document) == document, "run python scripts/draw_house.py"
    finally:
        del sys.modules["draw_house"]
