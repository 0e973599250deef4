"""A small submission: what is tried on it does not depend on its length."""

from __future__ import annotations

from invented import source, tables

from pyxl.post.freeze import freeze
from pyxl.post.frozen import Frozen
from pyxl.post.parcel import frozen_of

VOTES = [
    {"选举": "执委", "录入": entry, "姓名": name, "赞成": votes, "反对": 41 - votes, "弃权": 0}
    for entry in "甲乙"
    for name, votes in (("样例甲", 36), ("样例乙", 35), ("样例丙", 12))
]
FEW = {name: rows[:3] for name, rows in tables().items()}


def made(masked: bool = True) -> Frozen:
    return frozen_of(source({**FEW, "计票": VOTES}), masked)


def small() -> bytes:
    return freeze(made())
