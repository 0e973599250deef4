"""A town of another province, from its own plan: small, with other numbers in everything, carried through to the last paper.

Its plan has no clause that Moxi's has (二(一), 三(二)2 …), so that a clause of Moxi's in a paper or message is seen.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pyxl.actions.fresh.sample import GIVEN, SURNAMES
from pyxl.book.table_writing import append_rows, replace_rows
from pyxl.book.workbook import Record, Workbook
from pyxl.hosts.engine.opening import open_closed
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from tests.actions.clerk import document, done, press

SEATS, DELEGATES, CANDIDATES = 9, 14, 10
UNITS = (("样例甲村", 300), ("样例乙村", 420), ("样例丙社区", 510))
_PLAN = """中共湖滨市青山县{town}{body}
关于印发《青山县{town}{matter}实施方案》的通知
各村（社区）党组织：
2024年3月5日
为做好工作，根据《中华全国妇女联合会章程》和《青山县妇联关于做好乡镇妇联{occasion}工作的通知》（青妇〔2024〕8号）要求，制定本方案。
一、领导。成立工作领导小组。由样例甲任组长，样例乙为副组长，样例丙、样例丁为成员。
五、职数。设主席一名，副主席一名，常务委员会委员三名，执行委员会委员九名，{town}妇女代表大会代表十四名，年满十八周岁。
六、条件。主席、副主席人选年龄一般不超过48周岁，具有大学本科以上学历；执委人选年龄一般在55周岁以下，中专以上文化程度。
七、选举。执委以无记名投票差额选举产生，差额比例不低于百分之十。
八、步骤
1.筹备阶段（2024年3月6日至3月20日）
2.选举阶段（2024年3月21日至4月15日）
3.总结阶段（2024年4月16日至4月30日）
"""
PLANS = {
    "换届": _PLAN.format(town="柳溪乡", body="委员会", matter="妇联换届工作", occasion="换届"),
    "改革": _PLAN.format(town="石桥街道", body="工作委员会", matter="妇联改革工作", occasion="改革"),
}
SETTINGS = (
    "大会次数=第七次", "届次=第七届", "大会日期=2024-04-10", "大会地点=样例会议室", "签发人=样例签发人",
    "联系人=样例联系人", "联系人电话=000-0000000", "名额批复文号=样委〔2024〕3号", "名额批复日期=2024-03-12",
    "大会请示文号=样妇〔2024〕1号", "大会请示日期=2024-03-08", "候选人请示文号=样妇〔2024〕3号", "候选人请示日期=2024-03-20",
    "镇党委批复文号=样委〔2024〕5号", "镇党委批复日期=2024-03-22", "镇党委请示文号=样委〔2024〕6号",
    "镇党委请示日期=2024-03-23", "区妇联批复文号=青妇〔2024〕19号", "区妇联批复日期=2024-03-25",
    "公示开始日=2024-03-26", "培训通知日期=2024-04-18", "培训地点=样例教室", "分工通知日期=2024-04-17", "结果报告日期=2024-04-10",
)  # fmt: skip
OFFICES = ("主席", "副主席", "常委", "常委", "常委")


def people(count: int, start: int) -> list[Record]:
    """Invented women of the town who break no rule of its plan."""
    rows: list[Record] = []
    for number in range(start, start + count):
        born = dt.date(1982, 3, 1) + dt.timedelta(days=number * 31)
        rows.append(
            {
                "序号": number - start + 1,
                "姓名": SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)],
                "性别": "女", "民族": "汉族", "身份证号": make_sample(SAMPLE_REGION, born, number * 2 % 1000), "出生日期": born,
                "政治面貌": "群众", "文化程度": "大学本科", "单位": UNITS[number % len(UNITS)][0], "职务": "村民",
                "界别": "女致富能手", "备注": "样例",
            }
        )  # fmt: skip
    return rows


def found(file: Path, occasion: str) -> list[str]:
    """The town's workbook with its lists, ready for ballots; gives back what was said on the way."""
    plan = file.with_suffix(".txt")
    plan.write_text(PLANS[occasion], encoding="utf-8")
    said = [*done(press("new", file, "--plan", plan))[1:]]
    candidates = people(CANDIDATES, 3)
    for at, row in enumerate(candidates):
        row |= {
            "体制": "体制外", "拟任职务": OFFICES[at] if at < len(OFFICES) else "执委", "专兼职": "兼职", "任职": "新推荐",
            "推荐方式": "组织推荐",
        }  # fmt: skip
    delegates = [row | {"产生方式": "选举"} for row in people(DELEGATES, 40)]
    homes = [row["单位"] for row in delegates]
    posts = ("总监票人", "监票人", "监票人", "总计票人", "计票人", "计票人")
    put(file, {"单位": [{"单位": name, "妇女人数": women} for name, women in UNITS]})
    said += done(press("quota", file))[1:]
    put(
        file,
        {
            "单位": [
                {"单位": name, "妇女人数": women, "分配名额": homes.count(name)} for name, women in UNITS
            ],
            "代表": delegates,
            "候选人": candidates,
            "工作人员": [
                {"姓名": row["姓名"], "岗位": post} for row, post in zip(delegates, posts, strict=False)
            ],
            "培训": [
                {
                    "序号": 1,
                    "姓名": "样例学员",
                    "培训内容": "业务",
                    "培训日期": dt.date(2024, 4, 19),
                    "学时": 4,
                }
            ],
            "离岗人员": [{"序号": 1, "姓名": "样例离岗", "原职务": "原主任", "离岗原因": "年龄到限"}],
        },
    )
    duties = "；".join(f"{row['姓名']}=负责样例工作" for row in candidates[:5])
    presidium = "；".join(str(row["姓名"]) for row in delegates[6:9])
    said += done(press("set", file, *SETTINGS, f"班子分工={duties}", f"大会主席团={presidium}"))[1:]
    return said


def put(file: Path, tables: dict[str, list[Record]]) -> None:
    """Make these the rows of the tables, as if they had been typed."""
    with open_closed(file) as book:
        workbook = Workbook(book)
        for name, records in tables.items():
            replace_rows(workbook.region(name), records)
        book.save()


def vote(file: Path) -> None:
    """Everybody is elected but the last of the list; all totals typed twice."""
    with open_closed(file) as book:
        workbook = Workbook(book)
        names = [str(row["姓名"]) for row in workbook.records("候选人") if row["姓名"]]
        turnouts: list[Record] = []
        totals: list[Record] = []
        for office, chosen, voters in (
            ("执委", names, DELEGATES), ("主席", names[:1], SEATS), ("副主席", names[1:2], SEATS), ("常委", names[2:5], SEATS),
        ):  # fmt: skip
            for entry in "甲乙":
                head: Record = {"选举": office, "录入": entry, "轮次": 1}
                figures = dict.fromkeys(("应到", "实到", "发出", "收回", "有效"), voters)
                turnouts.append({**head, **figures, "印制": voters + 5, "无效": 0})
                for at, name in enumerate(chosen):
                    against = voters - 1 if at == SEATS else at % 3
                    totals.append(
                        {**head, "姓名": name, "赞成": voters - against, "反对": against, "弃权": 0}
                    )
        append_rows(workbook.region("选举情况"), turnouts)
        append_rows(workbook.region("计票"), totals)
        book.save()


def presses(file: Path, folder: Path) -> list[str]:
    """Every press that leaves something, from the check to the papers; gives back what was said."""
    said: list[str] = []
    for words in (
        ("check", file), ("check", file, "--json"), ("forms", file, "--out", folder / "表"), ("ballots", file),
        ("next", file),
    ):  # fmt: skip
        status, out, err = press(*words)
        assert status in (0, 1), err
        said.append(out)
    vote(file)
    said.append(done(press("count", file))[1])
    told = document(press("papers", file, "--out", folder / "公文", "--json"))
    said += [item["reason"] for item in told["missing"]]
    said.append(done(press("submit", file, "--out", folder / "上报"))[1])
    return said
