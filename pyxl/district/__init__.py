"""The district: what townships mail becomes one picture.

from pyxl.district import frames
frames("汇总.xlsx")["汇总"]        # a pandas DataFrame; `describe()` says what its columns mean

The names are fetched when they are used: a town's desk, which has none of the district's packages, asks only what a
district's workbook looks like.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyxl.district.dataframes import describe, frames, save_parquet

__all__ = ["describe", "frames", "save_parquet"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whichever it is
    if name in __all__:
        return getattr(importlib.import_module("pyxl.district.dataframes"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
