"""首页: what the cockpit says equals what the tables hold, counted here by other means."""

from __future__ import annotations

import datetime as dt
import random
import re
import zipfile
from pathlib import Path

import pytest
from clerk import people, press, ready, write_csv
from cockpit import (
    COVERAGE,
    FINDINGS,
    HEAD,
    LATE,
    NEXT,
    PHASES,
    STEP_STATES,
    STRUCTURE,
    TILES,
    UNITS,
    UNITS_NOTE,
    WITHOUT,
    WITHOUT_HEADING,
    Answers,
    Talk,
    cells,
    filled,
    held,
    serial,
    setting,
)
from election_day import committee_votes, enter, put, rows

from pyxl.actions.fresh.blank import STEPS, content
from pyxl.book.building.cockpit.steps import STEPS as DECISIONS
from pyxl.book.building.settings_layout import settings_lines
from pyxl.book.declared.register_tables import as_shown
from pyxl.book.declared.sheets import BOARD, FIGURES, FIRST_TABLE_ROW, HOME, SHEETS, table
from pyxl.hosts.addresses import column_letters
from pyxl.hosts.package.sheet.cached_values import without_values
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from pyxl.rules.plan.network import coverage, without
from pyxl.rules.plan.schedule import CONGRESS, TASKS
from pyxl.rules.plan.setting import Kind
from pyxl.rules.plan.settings import SETTINGS
from pyxl.rules.structure import age_bands
from tests.libreoffice import Step, texts, values_of

TODAY = "今日=2017-11-28"


@pytest.fixture
def blank(blank_bytes: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "首页.xlsm"
    path.write_bytes(blank_bytes)
    return path


def texts_of(file: Path, sheet: str) -> str:
    """The XML of a sheet."""
    number = [item.name for item in SHEETS].index(sheet) + 1
    return zipfile.ZipFile(file).read(f"xl/worksheets/sheet{number}.xml").decode()


LOOKS = {
    "head": HEAD,
    "tiles": TILES,
    "phases": PHASES,
    "findings": FINDINGS,
    "units": UNITS,
    "units note": UNITS_NOTE,
    "coverage": COVERAGE,
    "without heading": WITHOUT_HEADING,
    "without": WITHOUT,
    "late": LATE,
    "next": NEXT,
    "structure": STRUCTURE,
}


def look(talk: Talk, when: str, *names: str) -> None:
    """Look at parts of the front page; all of them where none is named."""
    for name in names or LOOKS:
        talk.ask(f"{when}: {name}", texts(LOOKS[name]))


@pytest.fixture(scope="module")
def checked(_sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample after a check that was taken back and made good again."""
    file = tmp_path_factory.mktemp("样例") / "磨溪镇.xlsm"
    file.write_bytes(_sample_file.read_bytes())
    for words in (("set", TODAY), ("check",), ("undo",), ("undo", "--redo")):
        assert press(words[0], file, *words[1:])[0] == (words[0] == "check"), words
    return file


@pytest.fixture(scope="module")
def office(
    checked: Path,
    blank_bytes: bytes,
    election: list[tuple[Path, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Answers]:
    """Everything that these tests look at: one start of LibreOffice, and as few files as there can be."""
    folder = tmp_path_factory.mktemp("首页")
    typed = folder / "首页.xlsm"
    typed.write_bytes(blank_bytes)
    talks = {
        "sample": sample_talk(checked),
        "typed": typed_talk(typed, folder),
        **{f"election {at}": election_talk(at, file) for at, (file, _) in enumerate(election)},
    }
    return dict(zip(talks, held(*talks.values()), strict=True))


MANY = 36
"""Rows of the sample's delegates that are put into one unit, which has not so many places."""


def sample_talk(sample: Path) -> Talk:
    """As it is, then with mistakes that a clerk makes."""
    talk = Talk(sample)
    look(talk, "as it is")
    homes = [str(row["单位"]) for row in rows(sample, "代表")]
    apart = [f"{home[0]} {home[1:]}　" for home in homes]
    blanks = len(rows(sample, "候选人")) + 1
    talk.type(
        cells("代表", "单位", apart),
        cells("候选人", "姓名", ["  "], blanks),
        cells("代表", "姓名", [" 　"], 45),
    )
    look(talk, "spaces", "tiles", "units", "units note", "structure")
    talk.type(cells("代表", "单位", [homes[0]] * MANY), cells("代表", "身份证号", ["1"], MANY + 2))
    status = len(table("代表").headers) + 1
    top = FIRST_TABLE_ROW + 1
    letter = column_letters(status)
    talk.ask("status", texts(f"代表!{letter}{top}:{letter}{top + MANY + 4}"))
    talk.ask("guide", texts("代表!A2:A2"))
    talk.type(setting("大会次数", "第三次"), setting("届次", "第三届"))
    for number, (typed, _) in enumerate(DAYS):
        talk.type(setting("大会日期", typed))
        look(talk, f"day {number}", "head", "next")
    talk.type(setting("大会日期", DAYS[0][0]))
    look(talk, "unread", "structure", "tiles", "phases")
    talk.ask("states", texts(f"工作进度!{STATE_LETTER}{top}:{STATE_LETTER}{top + len(TASKS) - 1}"))
    talk.type(setting("大会日期", DAYS[1][0]), setting("年龄计算截止日", "十二月"))
    look(talk, "no reference", "structure", "next")
    return talk


STATE_LETTER = column_letters(as_shown(table("工作进度")).headers.index("状态") + 1)
DAYS = (
    ("2017年12月3日上午", None), ("2017年12月3日", "12月3日"), (20171203, "12月3日"), ("20171204", "12月4日"),
    ("2017.12.5", "12月5日"), ("12月3日", None), ("2017-12", None), ("2017-2-30", None), (5, None), ("　", "会期未定"),
)  # fmt: skip
"""What may be typed for the day of the congress, and the day that the front page shows for it."""


@pytest.mark.slow
@pytest.mark.libreoffice
def test_an_unreadable_day_is_said_and_breaks_nothing(office):
    seen = office["sample"]
    for number, (typed, day) in enumerate(DAYS):
        line = str(seen[f"day {number}: head"][1][0])
        assert line.startswith(f"第三次妇女代表大会　{day or '大会日期有误'}"), (typed, line)
        said = str(seen[f"day {number}: next"][0][0])
        wanted = "“方案设置”里的大会日期看不出是哪一天，请写成“2026-03-08”的样子"
        assert (said == wanted) == (day is None), (typed, said)
    for when, unread in (("unread", "大会日期"), ("no reference", "年龄计算截止日")):
        lines = seen[f"{when}: structure"]
        ages = [line for line in lines if line[0] == "年龄"]
        assert ages and all(line[2:] == ["", "", "", ""] for line in ages), ages
        shown = str(
            [
                seen[f"{when}: {part}"]
                for part in ("structure", *(("tiles", "phases") if when == "unread" else ()))
            ]
        )
        assert not re.search("#|Err:", shown), shown
        assert when == "unread" or unread in str(seen[f"{when}: next"])
    states = [state for (state,) in seen["states"]]
    assert [state == "日期有误" for state in states] == [
        number >= 5 and task.anchor == CONGRESS for number, task in enumerate(TASKS)
    ]


@pytest.mark.libreoffice
def test_people_and_units_are_counted_as_the_check_counts_them(office):
    """Spaces in a unit's name or instead of a person's change nothing."""
    seen = office["sample"]
    for part in ("tiles", "units", "units note", "structure"):
        assert seen[f"spaces: {part}"] == seen[f"as it is: {part}"], part


@pytest.mark.libreoffice
def test_the_guide_shows_a_rows_own_error_before_a_shared_one(office):
    status = [str(line[0]) for line in office["sample"]["status"]]
    shared = [row for row, said in enumerate(status, 1) if "超过分配名额" in said]
    own = [row for row, said in enumerate(status, 1) if said.startswith("错误") and row not in shared]
    assert own and shared and shared[0] < own[0]
    guide = str(office["sample"]["guide"][0][0])
    assert guide.startswith(f"第 {own[0] + 3} 行") and status[own[0] - 1] in guide


@pytest.mark.libreoffice
def test_the_cockpit_says_what_the_tables_hold(office, checked):
    head, tiles, phases, findings, units, _, shown_coverage, heading, names, late, *_ = (
        filled(office["sample"][f"as it is: {part}"]) for part in LOOKS
    )
    tables = {
        name: rows(checked, name) for name in ("单位", "代表", "候选人", "网络覆盖", "工作进度", "校验结果")
    }
    assert head[0][1] == "今天　2017年11月28日"
    people_of = {unit["单位"]: 0 for unit in tables["单位"]}
    for row in tables["代表"]:
        people_of[row["单位"]] += 1
    assert units[0] == ["合计", "41", "41", "100%"]
    assert [line[:3] for line in units[1:]] == [
        [unit["单位"], str(unit["分配名额"]), str(people_of[unit["单位"]])] for unit in tables["单位"]
    ]
    standing = [row for row in tables["候选人"] if row["拟任职务"]]
    assert not all(row["姓名"] for row in standing)
    outside = sum(row["体制"] == "体制外" for row in tables["候选人"])
    done = sum(row["完成日期"] is not None for row in tables["工作进度"])
    reached = sum(row["妇联组织"] == "有" for row in tables["单位"])
    assert tiles == [
        ["17", "41 / 41", "41 / 41", f"{len(standing)} / 27", f"{outside / len(tables['候选人']):.0%}",
         f"{reached} / 17", f"{done} / {len(tables['工作进度'])}", "2"]
    ]  # fmt: skip
    assert [line[:4] for line in phases] == [
        ["一、组织动员", "11月20日—11月25日", "逾期", "5 / 6"],
        ["二、实施选举", "11月26日—12月5日", "进行中", "0 / 14"],
        ["三、建章立制", "12月6日—12月10日", "未开始", "0 / 8"],
    ]
    open_tasks = [row["任务"] for row in tables["工作进度"] if row["完成日期"] is None]
    assert phases[0][4:] == [open_tasks[0]] and phases[1][4:] == [open_tasks[1]] and not phases[2][4:]
    assert [line[1] for line in late] == open_tasks[:2]
    levels = [row["级别"] for row in tables["校验结果"]]
    assert [line[:2] for line in findings] == [
        [word, str(levels.count(word))] for word in ("错误", "警告", "提示")
    ]
    check_coverage(tables["单位"], tables["网络覆盖"], shown_coverage, heading, names)


def check_coverage(units, network, shown, heading, names) -> None:
    """The table by kind and the names, against the rules' own counting."""
    wanted = coverage(units, network)
    assert [line[1:4] for line in shown[: len(wanted)]] == [
        [item.kind.name, str(item.places), str(item.reached)] for item in wanted
    ]
    assert shown[-1][:3] == ["合计", str(sum(i.places for i in wanted)), str(sum(i.reached for i in wanted))]
    assert [name for line in names for name in line] == without(units, network)
    missing = sum(item.places - item.reached for item in wanted)
    assert heading[0] == [f"还没有妇联组织的有 {missing} 处"]


def walk() -> list[tuple[list[Step], str | None]]:
    """From an empty workbook to the approvals: the least that settles each step, and what is then to be done."""
    names = [f"样{number}" for number in range(60)]
    return [
        ([], "在“方案设置”填写大会次数、届次、大会日期；第一次用，可先按“练手样例”走一遍"),
        (
            [setting("大会次数", "第三次"), setting("届次", "第三届")],
            "在“方案设置”填写大会日期；第一次用，可先按“练手样例”走一遍",
        ),
        ([setting("大会日期", serial(dt.date(2017, 12, 3)))], "在“单位”填写各单位和妇女人数"),
        ([cells("单位", "单位", ["甲村", "乙村"])], "还有 2 个单位没有填写妇女人数"),
        ([cells("单位", "妇女人数", [300, 200])], "按“名额测算”，把 41 名代表名额分到各单位"),
        ([cells("单位", "分配名额", [25, 15])], "各单位名额合计 40 名，应为 41 名：重新测算或调整“分配名额”"),
        (
            [cells("单位", "分配名额", [25, 16])],
            "名额分配报镇党委同意后，在“方案设置”填写名额批复文号、名额批复日期",
        ),
        (
            [
                setting("名额批复文号", "样〔2017〕1号"),
                setting("名额批复日期", serial(dt.date(2017, 11, 27))),
            ],
            "录入或导入代表：已有 0 名，还差 41 名",
        ),
        ([cells("代表", "姓名", names[:42])], "代表有 42 名，多于名额 41 名，请核对"),
        ([cells("代表", "姓名", ["　 "], 42), setting("代表名额", 42), setting("代表名额", "42名")], None),
        ([setting("代表名额", 42), cells("单位", "分配名额", [26, 16])], None),
        (
            [cells("代表", "姓名", ["样41"], 42)],
            "录入或导入候选人：执委 25 名至少要 27 名，还差 27 名",
        ),
        (
            [
                cells("候选人", "拟任职务", ["执委", "主席", " 副主席", *["执委"] * 24]),
                setting("差额比例", "10%"),
            ],
            "录入或导入候选人：执委 25 名至少要 28 名，还差 1 名",
        ),
        ([setting("差额比例", "1/20")], "按“校验候选人”，逐条核对候选人、代表和名单"),
        ([cells("领导小组", "姓名", [""] * 6)], None),
    ]


@pytest.mark.libreoffice
def test_the_next_step_follows_the_work(office):
    """A check that was taken back is still to be made."""
    seen = office["typed"]
    assert [line[1] for line in filled(seen["units: findings"])] == ["—"] * 3
    for number, (_, wanted) in enumerate(walk()):
        ((said,),) = seen[f"walk {number}"]
        assert wanted in (None, said), said


@pytest.fixture(scope="module")
def election(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, str]]:
    """Copies of one workbook through the election, each with what must be said of it."""
    folder = tmp_path_factory.mktemp("选举")
    file = ready(folder / "磨溪镇.xlsm", folder)
    states: list[tuple[Path, str]] = []

    def note(said: str) -> None:
        copy = folder / f"{len(states)}.xlsm"
        copy.write_bytes(file.read_bytes())
        states.append((copy, said))

    def done(*words: object) -> None:
        assert press(words[0], file, *words[1:])[0] == 0, words

    done("set", TODAY)
    note("按“校验候选人”，逐条核对候选人、代表和名单")
    done("check")
    note("按“生成选票”，出执委选票，核对后付印")
    done("undo")
    done("ballots")  # it checks besides
    names = [str(row["姓名"]) for row in rows(file, "候选人")]
    for entry in ("甲", "乙"):
        enter(file, "执委", committee_votes(names), entry)
    note("执委投票后，甲、乙两人分别录入票数，再按“计票”")
    done("count")
    head = {"应到": 25, "实到": 25, "印制": 30, "发出": 25, "收回": 25, "有效": 25}
    for office, chosen in (("主席", names[:1]), ("副主席", names[1:3])):
        for entry in ("甲", "乙"):
            enter(file, office, dict.fromkeys(chosen, (24, 1, 0)), entry, **head)
    done("count")
    note("把选举结果书面上报镇党委和区妇联，再在“工作进度”填上完成日期")
    return states


AGAIN = (
    (
        {"选举结果": {"选举": ["执委"], "轮次": [1], "结果": ["须重新投票"]}},
        "执委须再投一次票：按“生成选票”出第 2 轮选票，再按“准备计票”",
    ),
    ({"选举情况": {"轮次": [1, 2]}}, "执委投票后，甲、乙两人分别录入票数，再按“计票”"),
    ({"比对": {"栏目": ["赞成", "有效"]}}, "甲、乙两份录入有 2 处不同：在“比对”核对后再按“计票”"),
    ({"选举结果": {"轮次": [2], "结果": ["选举有效"]}}, "按“准备计票”，为主席选举备好甲、乙两份录入表"),
)
"""What is typed into which columns of a count that has been entered, and what must then be said."""


def election_talk(at: int, file: Path) -> Talk:
    """As it is; of what was entered, then typed on; of what was counted, the two reports ticked off, then all."""
    talk = Talk(file)

    def every(when: str) -> None:
        for name, place in (("next", NEXT), ("steps", STEP_STATES), ("phases", PHASES)):
            talk.ask(f"{when}: {name}", texts(place))

    every("as it is")
    if at == 2:
        for number, (typed, _) in enumerate(AGAIN):
            talk.type(
                *(cells(name, head, column) for name, part in typed.items() for head, column in part.items())
            )
            talk.ask(f"again {number}", texts(NEXT))
    if at == 3:
        reports = [number for number, task in enumerate(TASKS, 1) if "上报" in task.text]
        day = serial(dt.date(2017, 12, 5))
        talk.type(*(cells("工作进度", "完成日期", [day], number) for number in reports))
        every("reported")
        talk.type(cells("工作进度", "完成日期", [serial(dt.date(2017, 12, 9))] * len(TASKS)))
        every("finished")
    return talk


@pytest.mark.libreoffice
def test_the_next_step_through_the_election(office, election):
    """Then the tasks are ticked off: first the two reports, then all."""
    seen = [office[f"election {at}"] for at in range(len(election))]
    assert [seen[2][f"again {number}"] for number in range(len(AGAIN))] == [[[said]] for _, said in AGAIN]
    looks = [(one, "as it is") for one in seen] + [(seen[-1], "reported"), (seen[-1], "finished")]
    answers = [[one[f"{when}: {part}"] for part in ("next", "steps", "phases")] for one, when in looks]
    wanted = [said for _, said in election]
    wanted += [
        f"还有 {len(TASKS) - 2} 项任务：先办三(一)1“{TASKS[0].text}”",
        "各项任务都已完成，请把归档材料核对齐全",
    ]
    for sentence, (said, states, _) in zip(wanted, answers, strict=True):
        assert said == [[sentence]]
        shown = [line[0] for line in filled(states)]
        assert len(shown) == len(STEPS)
        at = shown.index("下一步") if "下一步" in shown else len(shown)
        assert set(shown[:at]) == {"完成"} and shown.count("下一步") <= 1
        assert (at == len(shown)) == sentence.startswith("各项")
    assert [line[2] for line in filled(answers[-2][2])] == ["逾期", "进行中", "未开始"]
    assert [line[2:4] for line in filled(answers[-1][2])] == [
        ["已结束", "6 / 6"],
        ["已结束", "14 / 14"],
        ["未开始", "8 / 8"],
    ]


def test_every_step_has_what_decides_it():
    assert [step.key for step in STEPS] == list(DECISIONS)


def list_steps() -> list[Step]:
    """Nine candidates, the last without a name, and two delegates."""
    columns = {
        "文化程度": ["大专", "大专肄业", "中专", "硕士研究生", "本科", "文盲", "初中肄业", "", "幼儿园"],
        "政治面貌": [
            "中共党员",
            "预备党员",
            "群众",
            "民盟盟员",
            "团员",
            "共青团员",
            "无党派人士",
            "",
            "富农",
        ],
        "民族": ["汉族", "彝族", "藏", "其他", "", "汉", "满清族", "回族", "外国血统中国籍人士"],
        "体制": ["体制内", "体制外", "体制外", "", "外", "体制外？", "内", "体制外", "体制外"],
    }
    steps = [cells("候选人", "姓名", [f"样{n}" for n in range(8)]), cells("代表", "姓名", ["样甲", "样乙"])]
    steps += [cells("候选人", header, column) for header, column in columns.items()]
    steps.append(cells("代表", "民族", ["苗族", "汉族"]))
    return steps


def check_lists(shown) -> None:
    counts = {(line[0], line[1]): (line[2], line[3]) for line in shown}
    assert counts["合计", "人数"] == ("9", "100.0%")
    wanted = {  # the ninth row has no name: it is one of the list all the same
        "文化程度": {"研究生": 1, "大学本科": 1, "大专": 1, "高中": 2, "初中及以下": 2, "未填或其他": 2},
        "政治面貌": {"中共党员": 2, "共青团员": 2, "群众": 1, "其他党派": 2, "未填或其他": 2},
        "民族": {"汉族": 2, "少数民族": 3, "未填或其他": 4},
        "体制内外": {"体制外": 5, "体制内": 2, "未填或其他": 2},
    }
    for title, groups in wanted.items():
        assert {name: int(count) for (at, name), (count, _) in counts.items() if at == title} == groups
    assert counts["民族", "少数民族"][1] == "33.3%"
    delegates = {(line[0], line[1]): line[4] for line in shown}
    assert delegates["民族", "少数民族"] == delegates["民族", "汉族"] == "1"
    assert delegates["体制内外", "体制外"] == "—"


BORN = (
    "1999-12-05 1982-12-06 1982-12-05 1981-12-06 1981-12-05 1972-12-05 1971-12-06 1971-12-05 1967-12-05 1966-12-06 "
    "1966-12-05 1930-01-01 1984-02-29 1984-02-28 1984-03-01 1972-02-29 1976-02-29 2017-12-05 2017-12-06 1968-02-29"
).split()
LIMITS = ("35、45、50", "30，33,36；40")
REFERENCES = ("2017-12-05", "2020-02-29", "2019-02-28", "2019-03-01", "2018-02-28")


def completed(born: dt.date, on: dt.date) -> int:
    """Birthdays lived through, counted one by one; a child of 29 February has hers on 1 March of other years."""
    years = 0
    while True:
        year = born.year + years + 1
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = dt.date(year, 3, 1)
        if birthday > on:
            return years
        years += 1


AGE_CASES = [(limits, day) for limits in LIMITS for day in REFERENCES]


def births() -> list[dt.date]:
    dice = random.Random(35)
    born = [dt.date.fromisoformat(day) for day in BORN]
    return born + [dt.date(1962 + dice.randrange(30), 12, dice.choice((4, 5, 6))) for _ in range(18)]


def typed_talk(file: Path, folder: Path) -> Talk:
    """More units than there is room for, then both lists, then the walk from an empty workbook.

    A check was made and taken back: nothing may take it for one that stands.
    """
    units = [{"单位": f"样{number:02}村", "分配名额": number % 3, "妇女人数": 9} for number in range(1, 34)]
    put(file, "单位", units)
    delegates = people(5, 0)
    for row, unit in zip(delegates, ("样01村", "样01村", "样33村", "无此村", "样02村"), strict=True):
        row["单位"] = unit
    assert press("import", file, "代表", write_csv(folder / "代表.csv", delegates))[0] == 0
    press("check", file)
    assert press("undo", file)[0] == 0
    talk = Talk(file)
    look(talk, "units", "units", "units note", "tiles", "findings")
    talk.type(*emptied("单位", ("单位", "分配名额", "妇女人数"), 33))
    talk.type(*emptied("代表", table("代表").headers, 5), *list_steps())
    talk.ask("lists", texts(STRUCTURE))
    talk.type(
        cells("候选人", "姓名", [f"样{number}" for number in range(40)]),
        # The last ten have a birth date in their identity number alone, as many rosters that villages send.
        cells("候选人", "出生日期", [*map(serial, births()[:-10]), *[""] * 10, "1980-05", "不详"]),
        cells(
            "候选人",
            "身份证号",
            [
                *[""] * len(births()[:-10]),
                *(make_sample(SAMPLE_REGION, day, 2) for day in births()[-10:]),
                "",
                "",
            ],
        ),
    )
    for limits, day in AGE_CASES:
        talk.type(setting("年龄分段", limits), setting("年龄计算截止日", serial(dt.date.fromisoformat(day))))
        talk.ask(f"ages {limits} {day}", values_of("统计!B6:C11"))
    talk.type(setting("年龄分段", ""), setting("年龄计算截止日", ""))
    talk.type(*emptied("候选人", table("候选人").headers, 40), *emptied("代表", table("代表").headers, 2))
    talk.type(setting("今日", serial(dt.date(2017, 11, 21))))
    for number, (typed, _) in enumerate(walk()):
        talk.type(*typed)
        talk.ask(f"walk {number}", texts(NEXT))
    return talk


def emptied(name: str, headers: tuple[str, ...], count: int) -> list[Step]:
    """Clear rows of a table."""
    return [cells(name, header, [""] * count) for header in headers]


@pytest.mark.libreoffice
def test_structure_of_both_lists_and_age_bands_at_their_limits(office):
    seen, born = office["typed"], births()
    check_lists(seen["lists"])
    for limits, day in AGE_CASES:
        shown = seen[f"ages {limits} {day}"]
        on = dt.date.fromisoformat(day)
        ages = [completed(date, on) for date in born if date <= on]
        month = {completed(dt.date(1980, 5, day), on) for day in (1, 31)}
        assert len(month) == 1, "no reference lies in that month"
        ages += month
        wanted = [
            [
                band.name,
                sum(
                    (band.youngest or 0) <= age <= (999 if band.oldest is None else band.oldest)
                    for age in ages
                ),
            ]
            for band in age_bands(limits)
        ]
        assert [line for line in shown[:-1] if line[0]] == wanted, day
        assert shown[-1] == ["未填或其他", 40 - len(ages)]


@pytest.mark.libreoffice
def test_more_units_than_there_is_room_for(office):
    shown, note, tiles = (office["typed"][f"units: {part}"] for part in ("units", "units note", "tiles"))
    assert note == [["另有 3 个单位，见“单位”表　另有 1 名代表的单位不在“单位”表"]]
    lines = filled(shown)
    assert len(lines) == 31 and lines[-1][0] == "样30村"
    assert lines[0][:3] == ["合计", str(sum(number % 3 for number in range(1, 34))), "5"]
    assert lines[1] == ["样01村", "1", "2", "200%"] and lines[2] == ["样02村", "2", "1", "50%"]
    assert filled(tiles)[0][0] == "33"


def test_charts_refer_to_the_cells_that_they_are_about(blank):
    """The ranges in the chart parts hold, on the sheet, the names that the charts show."""
    package = zipfile.ZipFile(blank)
    items = re.findall(r"<si>(.*?)</si>", package.read("xl/sharedStrings.xml").decode(), re.S)
    strings = [re.sub(r"<[^>]*>", "", item) for item in items]
    figures = texts_of(blank, FIGURES)
    found = {}
    charts = sorted(name for name in package.namelist() if name.startswith("xl/charts/chart"))
    for name in charts:
        text = package.read(name).decode()
        title = "".join(re.findall(r"<a:t>(.*?)</a:t>", text)) or "单位"
        found[title] = re.findall(r"<c:f>(.*?)</c:f>", text)
    assert set(found) == {
        "候选人年龄", "候选人文化程度", "候选人体制内外", "候选人政治面貌", "候选人民族", "妇联组织网络覆盖", "单位",
    }  # fmt: skip
    for title, ranges in found.items():
        spans = {re.search(r"\$(\d+):\$\w+\$(\d+)", one).groups() for one in ranges}  # type: ignore[union-attr]
        assert len(spans) == 1, title
        first, last = map(int, spans.pop())
        if title == "单位":
            assert {one.split("!")[0] for one in ranges} == {HOME} and last - first + 1 == 30
            continue
        assert {one.split("!")[0] for one in ranges} == {FIGURES}
        label = re.search(rf'<c r="A{first}"[^>]*t="s"[^>]*><v>(\d+)</v>', figures)
        expected = title.removeprefix("候选人") if title.startswith("候选人") else "纵向"
        assert label and strings[int(label[1])] == expected, title
        behind = re.search(rf'<c r="A{last + 1}"[^>]*t="s"[^>]*><v>(\d+)</v>', figures)
        assert behind and strings[int(behind[1])] in (expected, ""), title


def test_one_today_and_no_table_in_a_colour_rule(blank):
    package = zipfile.ZipFile(blank)
    sheets = {
        name: package.read(name).decode()
        for name in package.namelist()
        if name.startswith("xl/worksheets/sheet")
    }
    assert sum(text.count("TODAY(") for text in sheets.values()) == 1
    names = package.read("xl/workbook.xml").decode()
    assert re.search(r'<definedName name="今天">首页!\$T\$1</definedName>', names)
    rules = [rule for text in sheets.values() for rule in re.findall(r"<cfRule.*?</cfRule>", text, re.S)]
    assert rules and not [rule for rule in rules if re.search(r"<formula>[^<]*\w\[", rule)]


def test_a_row_without_a_name_is_ruled_in_live_tables_only(blank):
    rule = r'<formula>OR\(\$B4&lt;&gt;"",\$[A-Z]+4=1\)</formula>'
    for name, ruled in (("候选人", True), ("代表", True), ("工作进度", False)):
        assert bool(re.search(rule, texts_of(blank, name))) == ruled, name


def test_every_setting_that_is_a_day_warns_of_anything_else(blank):
    dates = re.findall(
        r'<dataValidation type="date" [^>]*errorStyle="warning"[^>]*sqref="(B\d+)"',
        texts_of(blank, "方案设置"),
    )
    days = {setting.key for setting in SETTINGS if setting.kind is Kind.DATE}
    lines = enumerate(settings_lines(content()), FIRST_TABLE_ROW + 1)
    assert dates == [f"B{row}" for row, line in lines if line.setting and line.setting.key in days]


def test_the_workbook_opens_on_the_front_page(blank):
    package = zipfile.ZipFile(blank)
    view = re.search(r"<workbookView[^>]*>", package.read("xl/workbook.xml").decode())
    assert view and "activeTab" not in view[0] and SHEETS[0].name == HOME
    home = texts_of(blank, HOME)
    assert '<pane ySplit="3" topLeftCell="A4"' in home and 'showGridLines="0"' in home
    assert [sheet.name for sheet in SHEETS if 'tabSelected="1"' in texts_of(blank, sheet.name)] == [HOME]


def test_protection_without_a_password(blank):
    locked = {s.name for s in SHEETS if "<sheetProtection" in texts_of(blank, s.name)}
    assert {HOME, BOARD, FIGURES} <= locked
    assert not locked & {table.name for sheet in SHEETS for table in sheet.tables}
    for name in (HOME, BOARD, FIGURES):
        rule = re.search(r"<sheetProtection[^>]*>", texts_of(blank, name))
        assert rule and "password" not in rule[0] and "hashValue" not in rule[0] and 'sheet="1"' in rule[0]
    styles = zipfile.ZipFile(blank).read("xl/styles.xml").decode()
    formats = re.findall(
        r"<xf [^>]*?(?:/>|>.*?</xf>)", re.search(r"<cellXfs.*?</cellXfs>", styles, re.S)[0], re.S
    )  # type: ignore[index]
    board = texts_of(blank, BOARD)
    free = {
        cell
        for cell, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', board)
        if 'locked="0"' in formats[int(style)]
    }
    assert free == {"B4", "D4", "G4"}


def test_no_button_writes_to_a_protected_sheet(blank, election, tmp_path):
    """Neither those of the way through the election nor those that may follow; values of formulas only go."""

    def protected(path):
        return [without_values(texts_of(path, name).encode()) for name in (HOME, BOARD, FIGURES)]

    built = protected(blank)
    file = tmp_path / "磨溪镇.xlsm"
    for state, said in election:
        file.write_bytes(state.read_bytes())
        assert protected(file) == built, said
    for words in (("quota",), ("prepare",), ("undo",), ("undo",)):
        press(words[0], file, *words[1:])
        assert protected(file) == built, words
