"""Random marked papers for the sheets of the count, and a plain count of them: no rule of pyxl is used."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from pyxl.book.grid_layout import CANDIDATES, WRITE_INS

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
APPROVE, AGAINST = ("○", "o", "O", "〇", "◯"), ("×", "x", "X", "✕")


def invented(count: int) -> list[str]:
    """So many different invented names."""
    return [f"{SURNAMES[n % 20]}样{'甲乙丙丁戊己庚辛壬癸'[n // 20]}" for n in range(count)]


@dataclass(frozen=True)
class Count:
    """What the sheets must show."""

    approve: Counter[str]
    against: Counter[str]
    written: int
    words: list[str]


def papers(rng: random.Random, names: int, seats: int, number: int) -> list[list[str]]:
    """Rows as typed: 整票, the candidates' boxes, the write-in columns."""
    return [_paper(rng, names, seats) for _ in range(number)]


def _paper(rng: random.Random, names: int, seats: int) -> list[str]:
    kind = rng.random()
    boxes, written, whole = [""] * CANDIDATES, [""] * WRITE_INS, ""
    if kind < 0.08:
        whole = rng.choice(["", "空白"])
    elif kind < 0.95:
        wanted = min(names, rng.randint(0, seats + 2) if kind < 0.3 else rng.randint(seats // 2, seats))
        refusals = rng.choice([0, 0.05, 0.6])
        chosen = set(rng.sample(range(names), wanted))
        for at in range(names):
            if at in chosen:
                boxes[at] = rng.choice(APPROVE)
            elif rng.random() < refusals:
                boxes[at] = rng.choice(AGAINST)
        for at in range(rng.choice([0, 0, 0, 1, 2])):
            written[at] = rng.choice(["孙某", "钱某", "（冯某）", "(卫某)"])
        whole = "无效" if kind < 0.12 else ""
    else:
        boxes[rng.randrange(names)] = rng.choice(["*", "?", "√", "是"])
    return [whole, *boxes, *written]


def count(rows: list[list[str]], names: list[str], seats: int) -> Count:
    """Count papers one by one, with the default settings (RULES 5)."""
    approve, against, words = Counter(dict.fromkeys(names, 0)), Counter(dict.fromkeys(names, 0)), []
    total = 0
    for whole, *cells in rows:
        boxes, written = cells[:CANDIDATES], [name for name in cells[CANDIDATES:] if name]
        for_, against_ = (
            [n for n, b in zip(names, boxes, strict=False) if b in signs] for signs in (APPROVE, AGAINST)
        )
        marked = [name for name in written if name[0] not in "（("]
        if whole == "无效":
            words.append("作废，无效")
        elif sum(map(bool, boxes)) != len(for_) + len(against_):
            words.append("符号不明")
        elif not (for_ or against_ or written):
            words.append("空白票")
        elif len(for_) + len(marked) > seats:
            words.append("超选，无效")
        else:
            counts = len(marked) <= len(against_)
            words.append("有效" if counts else "有效，另选不计")
            total += len(marked) if counts else 0
            approve.update(for_)
            against.update(against_)
    return Count(approve, against, total, words)
