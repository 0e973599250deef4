"""Draws the Word templates anew: `python scripts/make_templates.py [FOLDER]`, by default into templates/.

The same drawings give the same bytes.  A template that a clerk restyled is a file of her own; this is for
those that the repository ships.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from templates.guide import guide  # noqa: E402

import templates  # noqa: E402
from pyxl.papers.kinds import PAPERS  # noqa: E402


def drawn() -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of every template, in the order of the drawings' names."""
    for module in sorted(pkgutil.iter_modules(templates.__path__), key=lambda found: found.name):
        drawings = getattr(importlib.import_module(f"templates.{module.name}"), "DRAWINGS", {})
        for name, draw in drawings.items():
            yield name, draw().bytes()


def main() -> int:
    """Write them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in drawn():
        (folder / name).write_bytes(data)
    (folder / "README.md").write_text(guide(PAPERS, folder), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
