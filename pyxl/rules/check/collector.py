"""The garbage collector waits while a list is read and checked.

A list of 100,000 people makes a million objects and no circle among them, and the collector would look at all of them again
and again: a quarter of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_waits() -> Iterator[None]:
    """Nothing is collected within; afterwards as before."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
