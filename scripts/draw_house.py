"""Draw the house from its imports, into docs/architecture.md: `python scripts/draw_house.py`.

A box is a floor with its rooms; an arrow says that a floor imports another; one
that a longer way already tells is left out.  tests/test_walls.py fails while the drawing is not what the
imports say.
"""

from __future__ import annotations

from pathlib import Path

import grimp

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn by scripts/draw_house.py -->\n", "<!-- end of the drawing -->\n"
FACES = ("cli", "ribbon", "udfs", "desk")
GROUND = ("errors", "masking", "words", "threshold_words", "chinese_parser")
NAMES = {"faces": "cli · ribbon · udfs · desk", "ground": "ground floor: words, errors, masking"}


def drawing() -> str:
    """The drawing as Mermaid text."""
    graph = grimp.build_graph("pyxl", cache_dir=None)
    arrows: set[tuple[str, str]] = set()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            pair = _floor(importer), _floor(imported)
            if "" not in pair and pair[0] != pair[1]:
                arrows.add(pair)
    floors = dict.fromkeys(floor for pair in sorted(arrows) for floor in pair)
    boxes = [f'    {floor}["{_label(floor, graph)}"]' for floor in floors]
    lines = [
        f"    {above} --> {below}"
        for above, below in sorted(arrows)
        if not _told_by_others(above, below, arrows)
    ]
    return "\n".join(("```mermaid", "flowchart TD", *boxes, *lines, "```", ""))


def _floor(module: str) -> str:
    """The floor of a module; "" for the package itself."""
    parts = module.split(".")
    if len(parts) == 1 or parts[1] == "__main__":
        return ""
    return "faces" if parts[1] in FACES else "ground" if parts[1] in GROUND else parts[1]


def _label(floor: str, graph: grimp.ImportGraph) -> str:
    """The floor's name over those of its rooms."""
    if floor in NAMES:
        return NAMES[floor]
    rooms = sorted(
        child.rpartition(".")[2]
        for child in graph.find_children(f"pyxl.{floor}")
        if graph.find_children(child)
    )
    return f"<b>{floor}</b>" + (f"<br/>{' · '.join(rooms)}" if rooms else "")


def _told_by_others(above: str, below: str, arrows: set[tuple[str, str]]) -> bool:
    """Whether `below` is reached from `above` by way of another floor."""
    reached, waiting = set(), [to for start, to in arrows if start == above and to != below]
    while waiting:
        floor = waiting.pop()
        if floor not in reached:
            reached.add(floor)
            waiting += [to for start, to in arrows if start == floor]
    return below in reached


def drawn(document: str) -> str:
    """The document with the drawing as the imports are now."""
    head, rest = document.split(BEGIN)
    return f"{head}{BEGIN}{drawing()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(drawn(DOCUMENT.read_text("utf-8")), encoding="utf-8", newline="\n")
