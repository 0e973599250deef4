"""The paper that goes up: a district's to its city, a city's to its province."""

from pyxl.district.paper.letter import report

__all__ = ["report"]
