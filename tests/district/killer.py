"""A reader for other processes that dies of one file, and is sound with all others."""

from __future__ import annotations

import os
from pathlib import Path

from pyxl.district.shelf import Answer
from pyxl.district.workers import Job


def read(job: Job) -> Answer:
    if job.name == "凶手":
        os._exit(9)
    return Answer(job.sha, lane=job.name)


def die_once(mark: str) -> str:
    """Ends its process the first time that it is asked, as a system short of memory does."""
    if not (sign := Path(mark)).exists():
        sign.touch()
        os._exit(9)
    return "done"


def die(mark: str) -> str:
    """Ends its process each time."""
    os._exit(9)
