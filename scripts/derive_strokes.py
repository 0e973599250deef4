"""Make `pyxl/rules/strokes.bin` from its two sources (`pyxl/rules/STROKES.md` names them and their licences).

Run from the top of the repository, with the package importable:

    npm pack cnchar-order@3.2.6 && tar -xf cnchar-order-3.2.6.tgz            # unpacks to package/
    apt-get download rime-data-stroke && dpkg-deb -x rime-data-stroke_*.deb rime
    python -m scripts.derive_strokes package rime/usr/share/rime-data/stroke.dict.yaml

It uses no network.  The same sources give the same text, page by page (the compressed bytes may differ
between versions of zlib).  Which source has its say about a character is decided here, in `chosen_shapes`.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pyxl.rules.stroke_order import DATA_FILE, PAGE_BITS, SHAPES

CNCHAR_VERSION = "3.2.6"

CNCHAR_LETTERS = "jifgsklcebhnmtyvprxuoqawz"
"""cnchar's letters in the order of SHAPES: 横 提 竖 竖钩 撇 点 捺, then the turns, by GF 2001-2001:

one bend 横折, 横撇 or 横钩, 竖弯, 竖提, 撇折, 撇点, 弯钩, 斜钩 or 卧钩; two 横折折, 横折提, 横折钩,
竖折折, 竖弯钩; more 横折弯钩 (and 横斜钩), 横折折折, 横折折撇, 横撇弯钩 (and 横折折折钩), 竖折折钩.
"""
CNCHAR_TABLE = str.maketrans(CNCHAR_LETTERS + "d", SHAPES + SHAPES[CNCHAR_LETTERS.index("k")])
"""`d` is cnchar's second sign for 点."""

RIME_TABLE = str.maketrans("hspnz", "ACEFH")
"""rime knows the five kinds only: each is written as the first shape of its kind."""

RIME_PLACEHOLDER = "szhhhshspnhszs"
"""What rime's first part has, thousands of times, for a character whose strokes it does not know."""

RIME_SLIP = ("nhnphszhhshzhzhhh", "nhnphszhhhzhzhhh")
"""Inside other characters rime's mainland rows write 龍 with one stroke too many; its own row is right."""

CNCHAR_SLIPS = frozenset("皙德炽膝黏撅锺媾鲺")
"""Here cnchar contradicts its own spelling of a part (析 in 皙, 只 in 炽, 重 in 锺 ...); rime does not."""

RIME_FIRST_ROWS = frozenset("坰")
"""Characters whose mainland row in rime has a stroke too many, while the row of the first part is right."""


def cnchar_shapes(package: Path) -> dict[str, str]:
    """Character -> shapes, from the unpacked npm package: the first JSON text in its script."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    if version != CNCHAR_VERSION:
        raise SystemExit(f"cnchar-order {CNCHAR_VERSION} is wanted, this is {version}")
    script = (package / "cnchar.order.min.js").read_text("utf-8")
    embedded = re.search(r"JSON\.parse\('(\{.*?\})'\)", script)
    if embedded is None:
        raise SystemExit("no stroke data in cnchar.order.min.js")
    letters: dict[str, str] = json.loads(embedded[1])
    unknown = set("".join(letters.values())) - set(CNCHAR_LETTERS + "d")
    if unknown:
        raise SystemExit(f"unknown stroke letters: {sorted(unknown)}")
    return {character: word.translate(CNCHAR_TABLE) for character, word in letters.items()}


def rime_rows(dictionary: Path) -> dict[str, list[str]]:
    """Character -> its usable codes in file order, as shapes.

    The file has two parts: Taiwan's forms (CNS 11643), then mainland forms where they differ.  So the last
    code of a character is its mainland form.
    """
    rows: dict[str, list[str]] = {}
    _, _, table = dictionary.read_text("utf-8").partition("\n...\n")
    for line in table.splitlines():
        character, _, code = line.partition("\t")
        if len(character) == 1 and re.fullmatch("[hspnz]+", code) and code != RIME_PLACEHOLDER:
            rows.setdefault(character, []).append(code.replace(*RIME_SLIP).translate(RIME_TABLE))
    return rows


def chosen_shapes(cnchar: Mapping[str, str], rime: Mapping[str, list[str]]) -> dict[str, str]:
    """Each character's shapes: cnchar's, else rime's mainland form, else rime's only form."""
    chosen = {
        character: codes[0 if character in RIME_FIRST_ROWS else -1] for character, codes in rime.items()
    }
    return chosen | {character: word for character, word in cnchar.items() if character not in CNCHAR_SLIPS}


def packed(shapes: Mapping[str, str]) -> Iterator[tuple[int, bytes]]:
    """Page number and compressed lines, one line for each code point of the page."""
    size = 1 << PAGE_BITS
    for number in sorted({ord(character) >> PAGE_BITS for character in shapes}):
        lines = (shapes.get(chr(code), "") for code in range(number * size, (number + 1) * size))
        yield number, zlib.compress("\n".join(lines).encode("ascii"), 9)


def main() -> None:
    """Read both sources, write the data file, say what went in."""
    parser = argparse.ArgumentParser(description="Make pyxl/rules/strokes.bin from its two sources.")
    parser.add_argument("cnchar", type=Path, help="folder of the unpacked npm package cnchar-order")
    parser.add_argument("rime", type=Path, help="stroke.dict.yaml of the Debian package rime-data-stroke")
    parser.add_argument("--out", type=Path, default=DATA_FILE)
    arguments = parser.parse_args()
    cnchar, rime = cnchar_shapes(arguments.cnchar), rime_rows(arguments.rime)
    shapes = chosen_shapes(cnchar, rime)
    pages = list(packed(shapes))
    head = " ".join(f"{number:x}:{len(page)}" for number, page in pages)
    arguments.out.write_bytes(b"\n".join((head.encode("ascii"), b"".join(page for _, page in pages))))
    print(f"{len(shapes)} characters ({len(cnchar)} in cnchar-order) -> {arguments.out}")


if __name__ == "__main__":
    main()
