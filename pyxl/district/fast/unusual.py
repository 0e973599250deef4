"""What the fast lane says of a file that is not as our writer makes it."""

from __future__ import annotations


class Unusual(Exception):
    """Not what our writer makes: the strict reader decides."""


def require(met: object) -> None:
    """Raise Unusual unless it is so."""
    if not met:
        raise Unusual
