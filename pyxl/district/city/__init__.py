"""One level up: the results of districts become a city's, as the submissions of towns become a district's."""

from pyxl.district.city.rows import district_row

__all__ = ["district_row"]
