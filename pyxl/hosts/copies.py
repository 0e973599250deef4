"""Processes that are copies of one that has imported what they need, where the system can fork (Python's `forkserver`)."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import BaseContext


def context(imported: str) -> BaseContext:
    """For an executor of processes: copies of one that has imported this module, fresh ones where there is no fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([imported])
    return found


def begin(imported: str) -> None:
    """Start that process now, which then imports while this one does; the first executor would start it else."""
    if context(imported).get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()
