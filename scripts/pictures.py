"""Draws docs/pictures/: every visible sheet of the workbook, as LibreOffice prints it, for the handbook.

Three workbooks of invented people are used: one in preparation, with the sample's faults in it, one made clean whose papers
are being typed, and one after its election.  Run `python scripts/pictures.py` after a change of a sheet, look at what changed,
and commit it.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image

from pyxl.actions.fresh import sample
from pyxl.book.declared.sheets import SHEETS
from pyxl.book.grid_layout import FIRST_CANDIDATE_COLUMN, FIRST_PAPER_ROW
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Record, Workbook
from pyxl.cli import main as moxi
from pyxl.hosts.addresses import Area
from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.office import showing_only, to_pdf
from pyxl.hosts.package import ClosedFile

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
RESOLUTION = 60
PAGES = 3
"""Pages of one sheet that are drawn at most."""
COLOURS = 48
MEETING = (
    "大会日期=2017-12-03", "大会次数=第一次", "届次=第一届", "大会地点=镇会议中心（样例）", "常委名额=0",
    "镇党委批复文号=磨委〔2017〕18号", "镇党委批复日期=2017-11-29",
    "区妇联批复文号=安妇〔2017〕9号", "区妇联批复日期=2017-11-30",
    "名额批复文号=磨委〔2017〕16号", "名额批复日期=2017-11-27",
)  # fmt: skip
OF_REQUEST = (
    "签发人=样例签发人", "联系人=样例联系人", "联系人电话=0825-0000000", "候选人请示日期=2017-11-28",
)  # fmt: skip
COUNTING = frozenset("逐票录入-甲 逐票录入-乙 唱票".split())
"""Sheets that say most while papers are typed."""
AFTER = frozenset(
    "选票-执委 选票-主席 选票-副主席 选票-常委 选举情况 计票 签到 比对 选举结果 操作日志".split()
)
"""Sheets that say more once the election is over."""
TYPED = 23
"""Papers of forty that are typed when the picture is taken."""


def press(*words: str) -> None:
    """One command as a clerk would type it; status 1 only says that the sample has faults."""
    with contextlib.redirect_stdout(io.StringIO()):
        status = moxi(list(words))
    if status == 2:
        sys.exit(f"moxi {' '.join(words)}")


def put(book: Path, table: str, records: Sequence[Record]) -> None:
    """Make `records` the rows of a table, as if they had been typed."""
    with open_closed(book) as opened:
        replace_rows(Workbook(opened).region(table), records)
        opened.save()


def in_preparation(book: Path) -> None:
    """The sample, faults and all, checked and with its quotas computed."""
    press("new", str(book), "--sample")
    press("set", str(book), *MEETING[:4], "今日=2017-11-28")
    press("quota", str(book))
    press("calendar", str(book))
    press("check", str(book))
    press("ballots", str(book))


def before_the_vote(book: Path) -> None:
    """Clean lists and real ballots."""
    press("new", str(book), "--sample")
    press("set", str(book), *MEETING, "今日=2017-12-04")
    put(book, "候选人", sample._candidates())  # type: ignore[arg-type]
    put(book, "代表", sample._delegates())  # type: ignore[arg-type]
    put(book, "工作人员", [])
    press("quota", str(book))
    press("check", str(book))
    press("ballots", str(book))


def while_counting(book: Path) -> None:
    """Papers of the committee's vote on the first entry's sheet, one of them with too many approvals."""
    before_the_vote(book)
    press("prepare", str(book))
    with open_closed(book) as opened:
        workbook = Workbook(opened)
        turnouts = workbook.region("选举情况")
        figures = {"实到": 40, "发出": 40, "收回": 40}
        replace_rows(turnouts, [{**row, **figures} for row in turnouts.records if row["选举"] == "执委"])
        names = [row for row in workbook.records("计票") if (row["选举"], row["录入"]) == ("执委", "甲")]
        papers = [
            [
                "×" if (at * 7 + paper) % 23 == 0 or (at > len(names) - 3 and paper != 9) else "○"
                for at in range(len(names))
            ]
            for paper in range(TYPED)
        ]
        sheet = opened.sheets["逐票录入-甲"]
        area = Area(
            FIRST_PAPER_ROW,
            FIRST_CANDIDATE_COLUMN,
            FIRST_PAPER_ROW + TYPED - 1,
            FIRST_CANDIDATE_COLUMN + len(names) - 1,
        )
        sheet.range(area.address()).value = papers
        opened.save()


def after_the_election(book: Path) -> None:
    """Both entries of the committee's, the chair's and the vice-chairs' votes."""
    before_the_vote(book)
    for present in (40, 25):
        press("prepare", str(book))
        enter(book, present)
        press("count", str(book))


def enter(book: Path, papers: int) -> None:
    """Type the votes of what `prepare` laid out and nobody has filled in yet, the same for both entries."""
    with open_closed(book) as opened:
        workbook = Workbook(opened)
        turnouts, totals = workbook.region("选举情况"), workbook.region("计票")
        figures = {"实到": papers, "发出": papers, "收回": papers, "有效": papers, "无效": 0}
        replace_rows(
            turnouts, [row if row["收回"] is not None else {**row, **figures} for row in turnouts.records]
        )
        replace_rows(totals, list(voted(totals.records, papers)))
        opened.save()


def voted(rows: Iterable[Record], papers: int) -> Iterable[Record]:
    """The rows with votes that add up; the last two of the committee's list are the ones not elected."""
    seen: dict[tuple[object, object, object], int] = {}
    for row in rows:
        if row["赞成"] is not None:
            yield row
            continue
        key = (row["选举"], row["录入"], row["轮次"])
        at = seen[key] = seen.get(key, -1) + 1
        approve = papers - 2 - at % 9 if at < 25 else 9
        against = min(2 + at % 3, papers - approve)
        yield {**row, "赞成": approve, "反对": against, "弃权": papers - approve - against}


def draw(book: Path, wanted: Mapping[str, str], more: Mapping[str, bytes] | None = None) -> None:
    """Up to `PAGES` pages of each sheet (name -> stem) as PNG files, and of other files by their stems."""
    file = ClosedFile(book)
    whole = file.draft()
    copies = {f"{stem}.xlsm": showing_only(book, whole, [sheet]) for sheet, stem in wanted.items()}
    for name, pdf in to_pdf({**copies, **(more or {})}).items():
        cut(pdf, Path(name).stem)


def cut(pdf: bytes, stem: str) -> None:
    """The first pages of a PDF as pictures, `stem`-1.png and so on."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-l", str(PAGES), "-png", "-", str(FOLDER / stem)]
    subprocess.run(command, input=pdf, check=True)
    for drawn in FOLDER.glob(f"{stem}-0*.png"):  # as many digits as the PDF has pages
        drawn.rename(FOLDER / f"{stem}-{int(drawn.stem.rpartition('-')[2])}.png")
    for drawn in FOLDER.glob(f"{stem}-?.png"):
        lighten(drawn)


def lighten(drawn: Path) -> None:
    """A third of the bytes: a sheet has few colours, and the handbook goes onto every stick."""
    with Image.open(drawn) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(drawn, optimize=True)


def sheets() -> Mapping[str, str]:
    """Visible sheet -> stem of its pictures."""
    return {sheet.name: sheet.code_name.removeprefix("Sh") for sheet in SHEETS if not sheet.hidden}


def main() -> None:
    """Draw everything anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        before, counting, after = (Path(name) / f"{stage}.xlsm" for stage in ("before", "counting", "after"))
        in_preparation(before)
        while_counting(counting)
        after_the_election(after)
        draw(before, {sheet: stem for sheet, stem in sheets().items() if sheet not in AFTER | COUNTING})
        draw(counting, {sheet: stem for sheet, stem in sheets().items() if sheet in COUNTING})
        draw(
            after,
            {sheet: stem for sheet, stem in sheets().items() if sheet in AFTER},
            papers(after, Path(name)),
        )


def papers(book: Path, folder: Path) -> Mapping[str, bytes]:
    """A request as Word would show it; a marked ballot of the rehearsal is drawn at once."""
    press("set", str(book), *OF_REQUEST)
    press("papers", str(book), "--out", str(folder / "公文"), "--only", "候选人请示")
    press("rehearse", str(book), "--out", str(folder / "演练"))
    (deck,) = (folder / "演练").glob("演练票-*.pdf")
    cut(deck.read_bytes(), "Rehearsal")
    (request,) = (folder / "公文").glob("*-候选人请示*.docx")
    return {"Paper.docx": request.read_bytes()}


if __name__ == "__main__":
    main()
