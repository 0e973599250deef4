"""Invented data for the post's tests: a small election, texts of every awkward kind, and a search for leaks.

The search knows nothing of `pyxl.post.mask`: it unpacks a package and looks at every text and attribute of
every part, with all that is not a digit taken out.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from hypothesis import strategies as st
from lxml import etree

from pyxl.actions.fresh.blank import content
from pyxl.actions.fresh.sample import SAMPLE
from pyxl.book.declared.sheets import table
from pyxl.book.workbook import Record
from pyxl.post.leaving import LEAVES
from pyxl.post.parcel import Source
from pyxl.rules.findings import Finding
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.plan.settings import Settings
from pyxl.words import Severity

MADE = dt.datetime(2017, 12, 1, 9, 30, 59)
PASSWORD = "Anju-2017-mima"
ERROR = Finding(Severity.ERROR, "候选人", 1, "丁小样", "身份证号", "ID", "样例", "")


def tables(**rows: Sequence[Record]) -> dict[str, Sequence[Record]]:
    """All tables that leave: the sample's people and settings, and what is given."""
    settings: list[Record] = [
        {"项目": line.key, "值": line.value, "条款": line.clause, "说明": line.text}
        for line in content().settings
    ]
    return {**{name: [] for name in LEAVES}, **SAMPLE, "设置": settings, **rows}


def source(
    found: Mapping[str, Sequence[Record]] | None = None,
    findings: Sequence[Finding] = (),
    reason: str = "",
    **settings: object,
) -> Source:
    return Source(tables() if found is None else found, Settings(**settings), findings, reason, MADE)


IDENTITIES = [make_sample(SAMPLE_REGION, dt.date(1970 + n, 1 + n % 12, 1 + n % 28), 2 * n) for n in range(40)]
"""Among them some that end with X."""
TELEPHONES = ["13800001234", "15912345678", "19900000000", "02886612345", "08258661234"]

FULL_WIDTH = {ord(d): ord(d) + 0xFEE0 for d in "0123456789Xx"}
CIRCLED = {ord("0"): "⓪", **{ord(str(d)): chr(0x2460 + d - 1) for d in range(1, 10)}}


def grouped(number: str, sizes: Sequence[int], between: str) -> str:
    parts, at = [], 0
    for size in (*sizes, len(number)):
        parts.append(number[at : at + size])
        at += size
    return between.join(filter(None, parts))


VARIANTS: Sequence[Callable[[str], str]] = (
    str,
    str.lower,
    lambda n: n.translate(FULL_WIDTH),
    lambda n: n.lower().translate(FULL_WIDTH),
    lambda n: n.translate(CIRCLED),
    lambda n: grouped(n, (6, 4, 4), " "),
    lambda n: grouped(n, (6, 8), "-"),
    lambda n: grouped(n, (3, 4), "－"),
    lambda n: grouped(n, (6, 8), "　"),
    lambda n: grouped(n, (6, 8), "\n"),
    lambda n: grouped(n, (6, 8), "\r\n"),
    lambda n: grouped(n, (6, 8), "\x01"),
    lambda n: " ".join(n),
    lambda n: "\u200b".join(n),
    lambda n: ".".join(n),
    lambda n: f"{n[:6]}/{n[6:10]}_{n[10:]}",
    lambda n: "'" + n,
)
"""How clerks, programs and mischief write a number."""

AWKWARD = (
    "=1+1", '=HYPERLINK("http://evil.example","点我")', "+86", "-2", "@SUM(A1:A9)", "=cmd|' /C calc'!A0",
    "https://evil.example/?a=1&b=2", "mailto:somebody@evil.example", "file://server/share", "\\\\server\\share",
    "internal:Sheet1!A1", "<f>1+1</f>", "]]>", "&lt;&amp;#x0;", '<!ENTITY x "y">', "{=A1}", "'=1", "#REF!", "_x0041_",
    "x005F_", "_xD800_", "\x00\x01\x1f", "a\rb\r\nc\n", "\ud800", "\ufffe\uffff", "\u202e倒", "𬱖㛃", "👩‍👩‍👧", "王·丽", "  两头空  ",
    "长" * 3000, "TRUE", "1E5", "1980.10", "0825", "\t", " ", "[1]Sheet!A1", "DDE", "%0A",
)  # fmt: skip

identities = st.builds(lambda n, write: write(n), st.sampled_from(IDENTITIES), st.sampled_from(VARIANTS))
telephones = st.builds(lambda n, write: write(n), st.sampled_from(TELEPHONES), st.sampled_from(VARIANTS))
awkward = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=30))
pieces = st.one_of(awkward, identities, telephones)
texts = st.lists(pieces, min_size=1, max_size=3).map("，".join)
"""Several pieces side by side, parted by a comma, which is part of no number."""
cells = st.one_of(
    st.none(),
    texts,
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31)),
    st.datetimes(dt.datetime(1899, 12, 31), dt.datetime(2199, 12, 31)).map(
        lambda t: t.replace(microsecond=0)
    ),
    st.sampled_from(IDENTITIES).filter(str.isdigit).map(int),
    st.sampled_from(IDENTITIES).filter(str.isdigit).map(lambda n: float(int(n))),
    st.sampled_from(TELEPHONES).map(int),
)


@st.composite
def fuzzed_tables(draw: st.DrawFn) -> dict[str, Sequence[Record]]:
    """Every table that leaves, with up to three rows of anything."""
    found: dict[str, Sequence[Record]] = {}
    for name in LEAVES:
        headers = table(name).headers
        rows = draw(st.integers(0, 2))
        found[name] = [
            dict(
                zip(headers, draw(st.lists(cells, min_size=len(headers), max_size=len(headers))), strict=True)
            )
            for _ in range(rows)
        ]
    return found


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def said(package: bytes) -> Iterator[tuple[str, str]]:
    """(part, text) for every text and attribute in a package; every part of ours is XML."""
    for name, data in parts(package).items():
        for element in etree.fromstring(data).iter():
            yield name, element.text or ""
            yield name, element.tail or ""
            for value in element.attrib.values():
                yield name, str(value)


def leaks(package: bytes, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """(part, text) in which one of the numbers stands, however it is written.

    Of an identity number the first 17 places are looked for: the last is only their check digit.
    """
    wanted = [re.sub("[^0-9]", "", number[:17]) for number in numbers]
    found = []
    for part, text in said(package):
        digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")
        if len(digits) >= 10 and any(number in digits for number in wanted):
            found.append((part, text))
    return found
