"""Results as they are in earnest, without a merge: silent towns, doubtful and refused ones, long names, long reasons, findings."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyxl.district.codes import Found, found
from pyxl.district.figures import Election, Member, TownLine
from pyxl.district.result.book import Result
from pyxl.district.result.other_sheets import Listed, Twice
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.result.town import (
    DOUBTFUL,
    REPORTED,
    UNLISTED,
    Judged,
    Shape,
    TownRow,
    silent,
)
from pyxl.post.cover import PHASES
from pyxl.rules.plan.schedule import TASKS
from pyxl.words import Severity

NOW = dt.datetime(2017, 12, 8, 10, 0)
LONG = "双江口土家族苗族自治乡联合镇"
"""A name of more than twelve characters, as minority townships have them."""
_FIRST, _LAST = "磨龙白石玉三会东西步常大横聚拦老分安莲观", "溪眼马洞丰家龙禅眉云里安山贤江池水居花音"
REASON = "第三、第七村妇女代表名单因外出务工人员未返乡核对身份证号，拟于十二月十日前补齐后重新报送，已向分管副镇长汇报并征得同意"
OPINION = "已电话核实，请镇里按区妇联十二月六日回复补正名额分配表，补正前暂不接收"


def named(count: int, long: bool = False) -> list[str]:
    """So many towns, the third with a long name; all with one where `long`."""
    names = [f"{_FIRST[at % 20]}{_LAST[(at + at // 20) % 20]}镇" for at in range(count)]
    if long:
        return [f"{name[:2]}土家族苗族自治乡第{at + 1}区镇" for at, name in enumerate(names)]
    return [*names[:2], LONG, *names[3:]][:count]


def _votes(people: int, chance: random.Random, agrees: bool) -> Iterator[Election]:
    for office, seats in (("执委", people), ("主席", 1), ("副主席", 2), ("常委", 7)):
        yield Election(
            office=office, round=1, seats=seats, candidates=seats + (office == "执委") * 2, entitled=41, present=40, issued=40,
            returned=40, valid=39, invalid=1, elected=seats - (office == "执委" and chance.random() < 0.1), state="选举有效",
            agrees=agrees or office != "执委", code=f"{chance.getrandbits(64):016X}",
        )  # fmt: skip


def town(name: str, chance: random.Random, sort: str = "") -> TownRow:
    """A town that reported: `sort` is what is wrong with it."""
    people, elected = 25, sort != "早"
    wrong = sort == "不符"
    findings: list[Found] = []
    if wrong:
        findings += [
            found("D-RESULT", "执委", "镇里报“王样例”当选，按镇里的选举办法和票数重算，当选的应是“李样例”"),
            found(
                "D-QUOTA",
                "代表",
                "第三村妇女386人，按最大余数法应分配代表2名，镇里分配3名；第七村应分配2名，镇里分配1名",
            ),
        ]
    if sort == "存疑":
        findings.append(
            found(
                "D-TIE",
                name,
                f"{name} 上报数据（第2次）2017-12-06.xlsx、{name} 上报数据（第2次）修改稿.xlsx都是第 2 次报送而内容不同，请向镇里核实采用哪一份",
            )
        )
    if sort == "带错":
        findings.append(found("D-OPEN", name, f"封面写明还有 12 处错误，原因：{REASON}"))
    advice = {
        "不符": "退回：代表名额与重算不符、选举结果与重算不符",
        "存疑": "存疑：几份来件分不出先后",
        "带错": "退回：带 12 处错误上报",
    }
    states = ["已完成", "已完成", "已完成", "逾期", "进行中", "未开始"]
    college, outside = chance.uniform(0.4, 0.8), chance.uniform(0.4, 0.7)
    return TownRow(
        name, DOUBTFUL if sort == "存疑" else UNLISTED if sort == "名单外" else REPORTED, sha=f"{chance.getrandbits(256):064x}",
        phase=PHASES[1] if sort == "早" else PHASES[2], number=2, made=dt.datetime(2017, 12, 6, 9, 30), arrivals=2,
        errors=12 if sort == "带错" else 0, warnings=3, recomputed=2 if wrong else 0, breaks=int(sort == "不符"),
        reason=REASON if sort == "带错" else "", delegates=41, elected=people if elected else None, advice=advice.get(sort, "接收"),
        tasks=[(task.text, chance.choice(states) if elected else states[min(5, at // 4)]) for at, task in enumerate(TASKS)],
        committee=Shape(people, chance.uniform(36, 46), 0.2, college, chance.uniform(0.2, 0.6), chance.uniform(0, 0.1), outside, 0.4),
        delegate_shape=Shape(41, 38.5, 0.3, college - 0.2, 0.3, 0.05), committee_elected=elected,
        elections=tuple(_votes(people, chance, not wrong)) if elected else (), findings=tuple(findings), county="安居区", city="遂宁市",
        whole=False,
    )  # fmt: skip


_SORTS = {1: "存疑", 4: "不符", 7: "带错", 9: "早", 11: "不符", 14: "早"}


def town_rows(count: int, quiet: int, long: bool = False) -> list[TownRow]:
    """Towns of every sort, the last `quiet` of them silent, and one that nobody expected."""
    chance = random.Random(count)
    names = named(count, long)
    rows = [town(name, chance, _SORTS.get(at, "")) for at, name in enumerate(names[: count - quiet])]
    rows += [silent(name, int(at % 3 == 1)) for at, name in enumerate(names[count - quiet :])]
    return [*rows, *([town("名单外镇", chance, "名单外")] if count > 20 else [])]


def judged_of(rows: Sequence[TownRow]) -> dict[str, Judged]:
    """What a deputy secretary has decided by then."""
    words = {"退回": ("退回", OPINION), "存疑": ("存疑", "待镇里答复"), "接收": ("接收", "")}
    return {row.town: Judged(*words[word]) for row in rows if (word := row.advice[:2]) in words}


def arrivals_of(rows: Sequence[TownRow], unit: str = "镇") -> list[Listed]:
    """What lay in the inbox."""
    listed = []
    for row in rows:
        if row.sha:
            file = f"{row.town}妇联改革选举 上报数据（第2次）2017-12-06 0930.xlsx"
            listed.append(
                Listed(
                    f"来信/关于报送{row.town}妇联改革选举数据的函.eml›{file}",
                    f"{row.town}妇联 <fulian.{len(listed):03d}@example.gov.cn>",
                    row.town,
                    row.number,
                    row.made,
                    "采用",
                    "",
                    "快速",
                    row.sha,
                )
            )
        elif row.refused:
            listed.append(
                Listed(
                    f"{row.town} 坏文件.xlsx",
                    "",
                    "",
                    None,
                    None,
                    "退回",
                    f"文件设有密码，密码表里没有“{row.town}”这一行，或者密码不对。请镇里重新报送，并另行告知密码。",
                    "",
                    "ab" * 32,
                )
            )
    return listed


ACROSS = [
    Twice(Severity.ERROR, "身份证号相同", "李同人", "1980.05", "龙眼镇代表、磨溪镇执委候选人"),
    Twice(
        Severity.NOTE,
        "姓名和出生年月相同",
        "阿依古丽·样例",
        "1975.01",
        "、".join(f"{name}代表" for name in named(12)),
    ),
]
SETTINGS = DistrictSettings(
    county="安居区", city="遂宁市", number="安妇〔2017〕21号", signatory="某某某", merges="3"
)


def district(count: int = 25, quiet: int = 5, long: bool = False, **more: str) -> Result:
    """A district's result."""
    rows = town_rows(count, quiet, long)
    return Result(
        SETTINGS.model_copy(update=more), rows, judged_of(rows), NOW, arrivals_of(rows), ACROSS if count > 1 else (),
        roll_sizes={row.sha: 25 for row in rows if row.sha},
    )  # fmt: skip


def _line(row: TownRow, judged: Judged) -> TownLine:
    return TownLine(
        town=row.town, state=row.state, phase=row.phase, number=row.number, errors=row.errors, warnings=row.warnings,
        recomputed=row.recomputed, breaks=row.breaks, delegates=row.delegates, elected=row.elected, advice=row.advice,
        verdict=judged.verdict, opinion=judged.opinion,
    )  # fmt: skip


def city(districts: int = 12, count: int = 25, quiet: int = 5, absent: int = 2) -> Result:
    """A city's: the last `absent` districts are silent."""
    rows: list[TownRow] = []
    for at in range(districts):
        name = f"{_FIRST[at % 20]}{_LAST[(at + at // 20) % 20]}{'区县市'[at % 3]}"
        if at >= districts - absent:
            rows.append(silent(name, 0))
            continue
        inner = town_rows(count, quiet if at % 2 else 0)
        lines = [_line(row, judged_of(inner).get(row.town, Judged())) for row in inner]
        row = town(name, random.Random(at))
        rows.append(replace(row, inner=lines, recomputed=2, elected=sum(line.elected or 0 for line in lines), delegates=41 * count,
                            advice=f"应报 {count} 镇，未报 {quiet if at % 2 else 0}，存疑 1", county=""))  # fmt: skip
    return Result(
        SETTINGS.model_copy(update={"county": "", "number": "遂妇〔2017〕33号"}), rows,
        {row.town: Judged("退回", OPINION) for row in rows[:2]}, NOW, arrivals_of(rows), ACROSS,
        roll_sizes={row.sha: 600 for row in rows if row.sha}, unit="区县",
    )  # fmt: skip


def empty(city: bool = False) -> Result:
    """Nothing arrived: every expected town silent."""
    rows = [silent(name, 0) for name in named(7)]
    return Result(SETTINGS, rows, {}, NOW, unit="区县" if city else "镇")


def roll(sha: str) -> list[Member]:
    """A town's rows of 名册."""
    return [
        Member(
            standing="当选",
            office="执委",
            name="欧阳样例" if at % 5 else "阿依古丽·样例某某",
            sex="女",
            nation="土家族",
            birth="1980.05",
            party="中共党员",
            education="大学本科",
            unit="老木垭村",
            post="镇便民服务中心干部" if at % 4 else "镇退役军人服务站站长兼便民服务中心副主任",
            system="体制外",
            term="新推荐",
        )
        for at in range(25)
    ]
