"""The values of the built workbook's formulas, kept as data, so that a build needs no LibreOffice.

`python -m scripts.make_values` has LibreOffice calculate them; what changes with today's date is left out.  They belong to
one state of the workbook's content and formulas: when anything in it has changed since, none is put in,
for a workbook without values is right everywhere, and one with old values is not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyxl.book.declared import SHEETS
from pyxl.hosts.addresses import cell_name, parse_areas
from pyxl.hosts.package.sheet.cached_values import Value, with_values

DATA = Path(__file__).with_suffix(".json")
PARTS = {sheet.name: f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(SHEETS, 1)}
"""Sheet -> its part, as the builder numbers them."""

_CONTENT = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?: t="(\w+)")?>(?:<f[^>]*>([^<]*)</f>)?(?:<v>([^<]*)</v>)?'
)
_NAMES = re.compile(rb"<definedNames>.*</definedNames>", re.S)


def with_ready_values(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The built workbook's parts with the values of its formulas, or unchanged where those are of another state."""
    kept = _kept()
    if not values_fit(parts):
        return dict(parts)
    sheets: dict[str, list[tuple[Value, str]]] = kept["sheets"]
    filled = {
        PARTS[name]: with_values(parts[PARTS[name]], dict(_spread(groups))) for name, groups in sheets.items()
    }
    return {**parts, **filled}


def values_fit(parts: Mapping[str, bytes]) -> bool:
    """Whether the values that are kept belong to this state of the workbook."""
    return bool(_kept()["state"] == state_of(parts))


@cache
def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
    return found


def _spread(groups: list[tuple[Value, str]]) -> Iterator[tuple[str, Value]]:
    """(address, value) of every cell."""
    for value, areas in groups:
        for area in parse_areas(areas):
            for row in range(area.top, area.bottom + 1):
                yield cell_name(row, area.left), value


def gathered(values: Mapping[tuple[int, int], Value]) -> list[tuple[Value, str]]:
    """`_spread` backwards: cells by (column, row), runs of a column with one value as one area."""
    runs: dict[Value, list[tuple[int, int, int]]] = {}
    for (column, row), value in sorted(values.items()):
        areas = runs.setdefault(value, [])
        if areas and areas[-1][0] == column and areas[-1][2] == row - 1:
            areas[-1] = (column, areas[-1][1], row)
        else:
            areas.append((column, row, row))
    return [(value, " ".join(_area(*area) for area in areas)) for value, areas in runs.items()]


def _area(column: int, first: int, last: int) -> str:
    top = cell_name(first, column)
    return top if first == last else f"{top}:{cell_name(last, column)}"


def state_of(parts: Mapping[str, bytes]) -> str:
    """A fingerprint of all that formulas are calculated from: cells, names, tables; not looks, nor their values."""
    digest = hashlib.sha256(b"".join(_NAMES.findall(parts["xl/workbook.xml"])))
    digest.update(parts["xl/sharedStrings.xml"])
    for part in PARTS.values():
        for address, kind, formula, value in _CONTENT.findall(parts[part]):
            content = (address, formula) if formula else (address, kind, value)
            digest.update(b"\0".join(content) + b"\n")
    for part in sorted(name for name in parts if name.startswith("xl/tables/")):
        digest.update(parts[part])
    return digest.hexdigest()
