"""The inbox and its merge, for every test of the district."""

from tests.district.inbox import district

__all__ = ["district"]
