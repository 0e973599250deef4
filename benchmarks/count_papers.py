"""`moxi count` on 1,000 papers of 100 candidates, typed paper by paper twice, beside the floor of that file.

The floor is what reading and writing the same file costs: a process in which openpyxl loads it and saves it.
Exit status 1 when the count takes more than twice as long.

    python benchmarks/count_papers.py [PAPERS CANDIDATES]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyxl.actions.fresh import sample
from pyxl.book.table_writing import replace_rows
from pyxl.book.workbook import Workbook
from pyxl.cli import main as moxi
from pyxl.hosts.engine.opening import open_closed

FLOOR = "import sys, openpyxl; b = openpyxl.load_workbook(sys.argv[1], keep_vba=True); b.save(sys.argv[1])"


def prepare(path: Path, papers: int, candidates: int) -> None:
    """A workbook whose table 逐票 holds both entries of every paper."""
    moxi(["new", str(path)])
    moxi(["set", str(path), f"代表名额={papers}", f"执委名额={candidates - candidates // 10}"])
    names = [f"样{chr(0x4E00 + number)}" for number in range(candidates)]
    people = [
        {**sample._candidates()[3], "姓名": name, "身份证号": None, "拟任职务": "执委"} for name in names
    ]
    turnout = {"应到": papers, "实到": papers, "印制": papers, "发出": papers, "收回": papers}
    marks = [
        {"选举": "执委", "录入": entry, "票号": paper, "姓名": name, "意见": "○×"[(paper * 7 + at) % 9 == 0]}
        for entry in "甲乙"
        for paper in range(1, papers + 1)
        for at, name in enumerate(names)
        if (paper + at) % 10
    ]
    with open_closed(path) as book:
        workbook = Workbook(book)
        replace_rows(workbook.region("候选人"), people)  # type: ignore[arg-type]
        replace_rows(workbook.region("选举情况"), [{"选举": "执委", "录入": e, **turnout} for e in "甲乙"])
        replace_rows(workbook.region("逐票"), marks)  # type: ignore[arg-type]
        book.save()


def seconds(*command: str) -> float:
    """Wall time of a process."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), command
    return time.perf_counter() - start


def main(papers: int, candidates: int) -> float:
    """Print the figures and return the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.xlsm"), Path(folder, "theirs.xlsm")
        prepare(ours, papers, candidates)
        shutil.copy(ours, theirs)
        mine = seconds(sys.executable, "-m", "pyxl", "count", str(ours), "--json")
        floor = seconds(sys.executable, "-c", FLOOR, str(theirs))
    print(f"moxi count          {mine:.1f} s for {papers} papers of {candidates} candidates, entered twice")
    print(f"openpyxl load+save  {floor:.1f} s")
    print(f"ratio               {mine / floor:.2f}")
    return mine / floor


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:3]] or [1_000, 100]
    sys.exit(main(*sizes) > 2)
