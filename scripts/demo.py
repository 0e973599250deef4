"""The clerk's main job from an empty folder: a workbook, a messy roster, check, quotas, ballots, papers, the parcel.

`python3 run.py demo` runs it; everything lands in demo/ beside this repository's files.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import sys
from pathlib import Path

from pyxl.cli import main as moxi
from pyxl.hosts.office.environment import find_libreoffice
from pyxl.rules.identity import SAMPLE_REGION, make_sample

FOLDER = Path(__file__).resolve().parents[1] / "demo"
APPROVALS = (
    "大会日期=2017-12-03",
    "大会次数=第一次",
    "届次=第一届",
    "常委名额=0",
    "镇党委批复文号=磨委〔2017〕18号",
    "镇党委批复日期=2017-11-29",
    "区妇联批复文号=安妇〔2017〕9号",
    "区妇联批复日期=2017-11-30",
)


def step(title: str, *words: str) -> None:
    """Run one command and show it as a clerk would type it."""
    shown = [word if " " not in word else f'"{word}"' for word in words]
    print(f"\n== {title}\n$ moxi {' '.join(shown)}", flush=True)
    status = moxi(list(words))
    print(f"（退出状态 {status}）", flush=True)
    if status == 2:
        sys.exit("演示中断：上一步没有办成")


def messy_roster(path: Path) -> None:
    """What a village really sends: titles, GB18030, other headers, other dates, blank and total rows."""
    rows = [
        ["磨溪镇板仓村推荐执委候选人名册（样例，人员均为虚构）"],
        ["填报单位：板仓村", "", "", "填报日期：2017年11月27日"],
        [
            "序号",
            "姓  名",
            "性别",
            "民族",
            "出生年月",
            "身份证号码",
            "学历",
            "政治面貌",
            "所在村",
            "现任职务",
            "拟任",
            "手机号",
        ],
        [
            "1",
            "蒲 样 竹",
            "女",
            "汉",
            "1985.6.3",
            number(1985, 6, 3, 702),
            "中专",
            "党员",
            "板仓村",
            "村妇女主任",
            "执委",
            "０００－００００",
        ],
        [
            "2",
            "赖知样",
            "女",
            "汉族",
            "1979年12月",
            number(1979, 12, 21, 704),
            "大学专科",
            "群众",
            "板仓村",
            "种植大户",
            "执委",
            "",
        ],
        [],
        ["合计", "2人", "", "", "", "", "", "", "", "", "", ""],
        ["填表人：样例", "", "审核人：样例"],
    ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    path.write_bytes(buffer.getvalue().encode("gb18030"))


def number(year: int, month: int, day: int, sequence: int) -> str:
    """An invented identity number, in full-width digits as some clerks type them."""
    plain = make_sample(SAMPLE_REGION, dt.date(year, month, day), sequence)
    return plain.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def main() -> None:
    """Run every step and say what to open."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    book, roster, ballots = FOLDER / "磨溪镇.xlsm", FOLDER / "板仓村名册.csv", FOLDER / "选票"
    messy_roster(roster)
    step("新建工作簿，填入单位和虚构人员", "new", str(book), "--sample")
    step("导入一个村报来的名册", "import", str(book), "候选人", str(roster))
    step("测算代表名额", "quota", str(book))
    step("校验：样例里每一种差错至少有一处", "check", str(book))
    step("填写会议信息和批复", "set", str(book), *APPROVALS)
    pdf = ("--pdf", str(ballots)) if find_libreoffice() else ()
    step("生成选票：名单还有错误，所以只是样张", "ballots", str(book), *pdf)
    if not pdf:
        print("没有装 LibreOffice，跳过选票 PDF（选票已在工作簿中）")
    step("生成公文：条件具备的先做，其余说明缺什么", "papers", str(book), "--out", str(FOLDER / "公文"))
    step(
        "打包上报：名单还有错误，必须说明原因",
        "submit",
        str(book),
        "--out",
        str(FOLDER / "上报"),
        "--reason",
        "演示",
    )
    parcel = next((FOLDER / "上报").glob("*.xlsx"))
    step("收到的一方核对", "verify", str(parcel))
    print(f"\n演示完成。请打开：\n  工作簿　{book}")
    for file in sorted(ballots.glob("*.pdf")) if ballots.exists() else ():
        print(f"  选票　　{file}")
    print(f"  公文　　{FOLDER / '公文'}\n  上报　　{parcel}")


if __name__ == "__main__":
    main()
