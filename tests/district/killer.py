"""A reader for other processes that dies of one file, and is sound with all others."""

from __future__ import annotations

import os

from pyxl.district.shelf import Answer
from pyxl.district.workers import Job


def read(job: Job) -> Answer:
    if job.name == "凶手":
        os._exit(9)
    return Answer(job.sha, lane=job.name)
