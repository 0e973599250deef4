"""What a clerk has on her desk: rosters of invented people, a town's approvals, and a look into the workbook.

The looks are openpyxl's own, not ours, so that a mistake of our reader hides nothing.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl import Workbook

from pyxl.actions.fresh.sample import GIVEN, SURNAMES, UNITS, WOMEN
from pyxl.cli import main
from pyxl.rules.identity import SAMPLE_REGION, make_sample

Run = Callable[..., tuple[int, str, str]]
"""The fixture `moxi`: (exit status, standard output, standard error) of a command."""

HEADERS = (
    "姓名 性别 民族 身份证号 出生日期 政治面貌 文化程度 单位 职务 界别 体制 拟任职务 专兼职 任职 推荐方式 备注"
).split()
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
KEPT_BY_THE_PRESS = frozenset({"操作日志", "撤销"})
"""Sheets that every press writes."""


def names(count: int, start: int = 0) -> list[str]:
    """Invented names, no two alike among the first thousand, whose surnames are spread."""
    made = []
    for number in range(start, start + count):
        turn, surname = divmod(number % 1000, len(SURNAMES))
        more = chr(0x4E8C + number // 1000) if number >= 1000 else ""
        made.append(SURNAMES[surname] + GIVEN[(turn + number) % len(GIVEN)] + more)
    return made


def people(count: int, start: int = 0, offices: Sequence[str] = ()) -> list[dict[str, str]]:
    """Clean rows, which break no rule whatever the office."""
    rows = []
    for number, name in enumerate(names(count, start), start):
        born = dt.date(1975, 3, 1) + dt.timedelta(days=number % 5000)
        rows.append(
            dict(
                zip(
                    HEADERS,
                    [
                        *(name, "女", "汉族", make_sample(SAMPLE_REGION, born, number // 5000 * 2)),
                        *(born.isoformat(), "群众", "大专", UNITS[number % len(UNITS)], "村民"),
                        *("女致富能手", "体制外", "执委", "兼职", "新推荐", "组织推荐", "样例，虚构人员"),
                    ],
                    strict=True,
                )
            )
        )
    for row, office in zip(rows, offices, strict=False):
        row["拟任职务"] = office
    return rows


def write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def units() -> list[dict[str, Any]]:
    return [{"单位": unit, "妇女人数": women} for unit, women in zip(UNITS, WOMEN, strict=True)]


def press(*words: object) -> tuple[int, str, str]:
    """A command, as the fixture `moxi` runs it, for what lives longer than one test."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return status, out.getvalue(), err.getvalue()


def ready(file: Path, folder: Path) -> Path:
    """A workbook in which everything is in order: 27 candidates for 25 seats, 41 delegates, both approvals."""
    done(press("new", file))
    return fill_in(file, folder)


def fill_in(file: Path, folder: Path) -> Path:
    """Lists, approvals and settings of `ready` in a workbook that stands already."""
    moxi = press
    done(moxi("import", file, "单位", write_csv(folder / "单位.csv", units())))
    seats = document(moxi("quota", file, "--json"))["units"]
    delegates = people(41, 200)
    homes = [unit["unit"] for unit in seats for _ in range(unit["seats"])]
    for row, unit in zip(delegates, homes, strict=True):
        row.update(单位=unit, 产生方式="选举")
        del row["推荐方式"]
    candidates = people(27, offices=["主席", "副主席", "副主席"])
    done(moxi("import", file, "候选人", write_csv(folder / "候选人.csv", candidates)))
    done(moxi("import", file, "代表", write_csv(folder / "代表.csv", delegates)))
    staff = [
        {"姓名": row["姓名"], "岗位": post}
        for row, post in zip(delegates, ("监票人", "计票人"), strict=False)
    ]
    done(moxi("import", file, "工作人员", write_csv(folder / "工作人员.csv", staff)))
    done(moxi("set", file, *APPROVALS, "名额批复文号=磨委〔2017〕12号", "名额批复日期=2017-11-24"))
    return file


def done(result: tuple[int, str, str], status: int = 0) -> tuple[int, str, str]:
    assert result[0] == status, result
    return result


def document(result: tuple[int, str, str], status: int = 0) -> dict[str, Any]:
    """The JSON of a command: one document on standard output, and nothing on the other."""
    assert result[0] == status, result
    assert not result[2], result[2]
    assert result[1].count("\n") == 1 and result[1].endswith("\n")
    found: dict[str, Any] = json.loads(result[1])
    return found


def refused(moxi: Run, file: Path, *words: object) -> str:
    """The sentence of a command that could not be done: no traceback, no output, and the file's own bytes."""
    before, beside = file.read_bytes(), sorted(file.parent.iterdir())
    status, out, err = moxi(words[0], file, *words[1:])
    assert (status, out) == (2, ""), (status, out, err)
    sentence = err.rstrip("\n")
    assert re.fullmatch(r".*[\u4e00-\u9fff].*。", sentence), sentence
    assert "\n" not in sentence and "Traceback" not in sentence and "程序出了差错" not in sentence, sentence
    assert file.read_bytes() == before
    assert sorted(file.parent.iterdir()) == beside, "something was left lying about"
    return sentence


def edited(file: Path, change: Callable[[Workbook], object]) -> Path:
    """The file after somebody changed it with openpyxl, which writes every part anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, keep_vba=file.suffix == ".xlsm")
    change(book)
    book.save(file)
    return file


Cells = dict[str, list[tuple[object, ...]]]
Areas = dict[str, str]


def look(file: Path) -> tuple[Cells, Areas]:
    """Sheet -> its rows, without the blank ends, and table -> its area, as openpyxl reads the file.

    What every press writes is left out.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True)
        packed = parts(file)
        shared = b"".join(packed.get(name, b"") for name in ("xl/sharedStrings.xml", "xl/styles.xml"))
        rows = {
            sheet.title: _read_once(sheet, shared, packed[sheet._worksheet_path])
            for sheet in book.worksheets
            if sheet.title not in KEPT_BY_THE_PRESS
        }
    book.close()
    return rows, table_areas(file)


_read: dict[bytes, list[tuple[object, ...]]] = {}
"""Digest of all that a sheet is read from -> its rows: of a press most sheets are as they were."""


def _read_once(sheet: Any, shared: bytes, part: bytes) -> list[tuple[object, ...]]:
    key = hashlib.sha256(shared + part).digest()
    if key not in _read:
        _read[key] = _filled(sheet)
    return list(_read[key])


def cells(file: Path) -> Cells:
    return look(file)[0]


def table_areas(file: Path) -> Areas:
    """Table -> its area, but those that every press writes."""
    with zipfile.ZipFile(file) as package:
        roots = [
            etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.startswith("xl/tables/")
        ]
    return {
        root.get("displayName", ""): root.get("ref", "")
        for root in roots
        if root.get("displayName") not in KEPT_BY_THE_PRESS
    }


def _filled(sheet: Any) -> list[tuple[object, ...]]:
    """The rows of a sheet without the blank cells at their ends; blank rows at the bottom are left out."""
    rows: list[tuple[object, ...]] = []
    for values in sheet.iter_rows(values_only=True):
        end = len(values)
        while end and values[end - 1] is None:
            end -= 1
        rows.append(values[:end])
    while rows and not rows[-1]:
        rows.pop()
    return rows


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def repacked(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The file with each part as `change(name, bytes)` makes it."""
    old = parts(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in old.items():
            package.writestr(name, change(name, data))
    return file


def sheet_part(file: Path, sheet: str) -> str:
    """The name of a sheet's part, in a workbook as we build it."""
    titles = re.findall(r'<sheet name="([^"]*)"', parts(file)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml"


def table_parts(file: Path) -> Iterator[tuple[str, str]]:
    """(table, name of its part)."""
    for name, data in parts(file).items():
        if name.startswith("xl/tables/"):
            yield re.search(r'displayName="([^"]*)"', data.decode())[1], name  # type: ignore[index]
