"""The rules over 100,000 rows beside pandera, element-wise, with the same four rules over the same rows.

python benchmarks/check_against_pandera.py [ROWS]

pandera checks the name, the identity number (by our own `identity.parse`), sex and party; ours checks these and every
other rule of the list, and writes a sentence for each finding.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

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


def lines(count: int = 100_000) -> list[str]:
    """What was measured, in Markdown."""
    import pandas as pd
    import pandera.pandas as pa

    from pyxl.errors import IdentityError
    from pyxl.rules.check import check
    from pyxl.rules.identity import parse
    from pyxl.rules.plan import Settings

    people = rows(count)
    tables = {"候选人": people, "单位": [{"单位": f"第{n}村"} for n in range(500)]}
    begin = time.process_time()
    found = check(tables, Settings())
    ours = time.process_time() - begin

    def known(number: str) -> bool:
        try:
            parse(number)
        except IdentityError:
            return False
        return True

    schema = pa.DataFrameSchema(
        {
            "姓名": pa.Column(str, pa.Check(lambda name: bool(name), element_wise=True)),
            "身份证号": pa.Column(str, pa.Check(known, element_wise=True)),
            "性别": pa.Column(str, pa.Check(lambda sex: sex == "女", element_wise=True)),
            "政治面貌": pa.Column(
                str, pa.Check(lambda party: party in ("群众", "中共党员"), element_wise=True)
            ),
        }
    )
    frame = pd.DataFrame(people)
    begin = time.process_time()
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = len(error.failure_cases)
    theirs = time.process_time() - begin
    begin = time.process_time()
    for person in people:
        known(str(person["身份证号"]))
    identities = time.process_time() - begin
    return [
        f"{count:,} rows: every rule {ours:.1f} s ({len(found):,} findings); pandera with four rules element-wise {theirs:.1f} s ({cases:,} "
        f"failure cases), ratio {ours / theirs:.1f}; `identity.parse` alone {identities:.1f} s. Wanted: at most 5 s."
    ]


if __name__ == "__main__":
    print("\n".join(lines(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
