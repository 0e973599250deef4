"""The rules over 100,000 rows, and beside pandera, element-wise, with the same rules over the same rows.

python benchmarks/check_against_pandera.py [ROWS]

The same on both sides: a name, a true identity number (both by `identity.parse`), 女, a value of the code list in each of eight
columns, a known unit.  Ours also holds sex against the number, looks at the name's signs and strokes, and writes a sentence for
each finding; it has to read the rows into people first, which counts.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence

SURNAMES = "王李张刘陈杨赵黄"


def rows(count: int) -> list[dict[str, object]]:
    """Invented people, every fiftieth with a fault."""
    from pyxl.rules.identity import SAMPLE_REGION, make_sample

    found: list[dict[str, object]] = []
    for number in range(count):
        born = dt.date(1970, 1, 1) + dt.timedelta(days=number % 9_000)
        identity = make_sample(SAMPLE_REGION, born, number // 9_000 * 2)
        if number % 50 == 0:
            identity = identity[:-1] + ("0" if identity[-1] != "0" else "1")
        name = SURNAMES[number % 8] + chr(0x4E00 + number // 8 % 3_000) + chr(0x4E00 + number % 2_999)
        found.append(
            {
                "姓名": name, "性别": "女", "民族": "汉族", "身份证号": identity, "出生日期": born, "政治面貌": "群众", "文化程度": "大专",
                "单位": f"第{number % 500}村", "职务": "村民", "界别": "女致富能手", "体制": "体制外", "拟任职务": "执委", "专兼职": "兼职",
                "任职": "新推荐", "推荐方式": "组织推荐",
            }
        )  # fmt: skip
    return found


SAME = ("NAME", "ID", "SEX", "UNIT", "CODE")
"""Codes of the rules that both sides check."""


def known(number: str) -> bool:
    """Whether a number is a true one."""
    from pyxl.errors import IdentityError
    from pyxl.rules.identity import parse

    try:
        parse(number)
    except IdentityError:
        return False
    return True


def by_pandera(people: list[dict[str, object]], units: frozenset[str]) -> tuple[float, int]:
    """Seconds and failure cases of pandera with the rules of `SAME`; making the frame does not count."""
    import pandas as pd
    import pandera.pandas as pa

    from pyxl.rules.check.coded import CODED
    from pyxl.rules.person import CANDIDATES, LISTS

    def column(check: Callable[[str], bool]) -> pa.Column:
        return pa.Column(str, pa.Check(check, element_wise=True))

    coded = {each.header: LISTS[each.header] for each in CODED[CANDIDATES]}
    schema = pa.DataFrameSchema(
        {
            "姓名": column(bool),
            "身份证号": column(known),
            "性别": column(lambda sex: sex == "女"),
            "单位": column(lambda unit: unit in units),
            **{
                header: column(lambda value, codes=codes: codes.normalise(value) is not None)
                for header, codes in coded.items()
            },
        }
    )
    frame = pd.DataFrame(people)
    begin = time.process_time()
    try:
        schema.validate(frame, lazy=True)
        cases = 0
    except pa.errors.SchemaErrors as error:
        cases = len(error.failure_cases)
    return time.process_time() - begin, cases


def by_ours(tables: dict[str, list[dict[str, object]]], codes: Sequence[str] | None) -> tuple[float, int]:
    """Seconds and findings of our own rules, of some codes or all (None), from rows to sentences."""
    from pyxl.rules.check import RULES, Rolls, check
    from pyxl.rules.check.collector import collector_waits
    from pyxl.rules.plan import Settings

    begin = time.process_time()
    if codes is None:
        found = len(check(tables, Settings()))
    else:
        with collector_waits():  # as `check` does
            rolls = Rolls.from_tables(tables, Settings())
            found = sum(1 for rule in RULES if rule.code in codes for _ in rule.findings(rolls))
    return time.process_time() - begin, found


def lines(count: int = 100_000) -> list[str]:
    """What was measured, in Markdown."""
    people = rows(count)
    tables = {"候选人": people, "单位": [{"单位": f"第{n}村"} for n in range(500)]}
    every, findings = by_ours(tables, None)
    same, mine = by_ours(tables, SAME)
    theirs, cases = by_pandera(people, frozenset(f"第{n}村" for n in range(500)))
    begin = time.process_time()
    for person in people:
        known(str(person["身份证号"]))
    identities = time.process_time() - begin
    return [
        f"{count:,} rows: every rule {every:.1f} s ({findings:,} findings; wanted at most 5 s). The same twelve rules ({'、'.join(SAME)}): ours "
        f"{same:.1f} s ({mine:,} findings), pandera element-wise {theirs:.1f} s ({cases:,} failure cases), ratio {same / theirs:.2f}. "
        f"`identity.parse` alone {identities:.1f} s."
    ]


if __name__ == "__main__":
    print("\n".join(lines(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
