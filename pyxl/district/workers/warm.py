"""Imported once by the process that workers are copied from: what every one of them needs, and no pandas."""

from __future__ import annotations

import gc
import importlib

from pyxl.district.workers.pool import READ
from pyxl.hosts.lean_start import import_xlwings

import_xlwings()
importlib.import_module(READ.module)
# What is imported stays: the collector need not look at it again in any copy.
gc.collect()
gc.freeze()
