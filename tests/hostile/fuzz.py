"""Chance as a forger: flipped bytes and mutated XML of a submission; `python3 run.py fuzz` does it at length.

A file is refused with a sentence, or its data are those that were sent: there is no third way.  Every trial is made
from its number alone, so that a number that failed can be tried again.
"""

from __future__ import annotations

import json
import random
import re
import sys

from pyxl.hosts import bounded
from pyxl.hosts.files.packing import pack as zipped
from pyxl.hosts.foreign import unpack
from pyxl.post import verify
from pyxl.post.freeze import freeze

FLIPS, MUTATIONS = 20_000, 2_000
_TOKEN = re.compile(rb"<[^>]+>|[^<]+")


def flipped(data: bytes, number: int) -> bytes:
    """One to four bytes of the file changed."""
    chance, raw = random.Random(number), bytearray(data)
    for _ in range(chance.randint(1, 4)):
        raw[chance.randrange(len(raw))] ^= chance.randint(1, 255)
    return bytes(raw)


def mutated(parts: dict[str, bytes], number: int) -> bytes:
    """A tag or text of one part left out, doubled, exchanged with another, or with a digit or letter changed."""
    chance = random.Random(number)
    name = chance.choice(sorted(parts))
    tokens = _TOKEN.findall(parts[name])
    at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    match chance.randrange(5):
        case 0:
            del tokens[at]
        case 1:
            tokens.insert(other, tokens[at])
        case 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 3:
            tokens[at] = re.sub(rb"[0-9]", lambda _: b"%d" % chance.randrange(10), tokens[at])
        case _:
            letter = chance.randrange(len(tokens[at]))
            tokens[at] = tokens[at][:letter] + bytes([chance.randrange(32, 127)]) + tokens[at][letter + 1 :]
    return zipped({**parts, name: b"".join(tokens)})


def outcome(raw: bytes) -> bytes | None:
    """The workbook that the district opens of a file that is accepted, made anew of its data; else None.

    Raises AssertionError for a refusal without a sentence.
    """
    answer = json.loads(bounded.answer(verify.work, raw, "来件.xlsx").decode("utf-8", "surrogatepass"))
    if "error" in answer:
        _, what, where, remedy = answer["error"]
        assert where.startswith("来件.xlsx") and re.search("[\u4e00-\u9fff]", what) and remedy, answer
        return None
    _, packed = answer["done"]
    return freeze(verify._understood(unpack(packed), "来件.xlsx"))


def run(data: bytes, parts: dict[str, bytes], flips: int, mutations: int) -> str:
    """All trials; returns what came of them, raises AssertionError with the number of the first that failed."""
    same = 0
    assert outcome(data) == data
    for kind, count in (("flip", flips), ("mutation", mutations)):
        for number in range(count):
            raw = flipped(data, number) if kind == "flip" else mutated(parts, number)
            found = outcome(raw)
            assert found in (None, data), f"{kind} {number}: other data were accepted"
            same += found is not None
    return f"{flips} flips, {mutations} mutations: {flips + mutations - same} refused, {same} harmless"


if __name__ == "__main__":
    from hostile.small import small
    from invented import parts as unpacked

    file = small()
    print(run(file, unpacked(file), *(map(int, sys.argv[1:3]) if sys.argv[2:] else (FLIPS, MUTATIONS))))
