"""练手样例: invented people for the first day, put into empty lists by one press and taken away by the next.

Nobody's own work is touched: it fills nothing unless units, delegates and candidates are blank, and takes away nobody whose
remark does not say that she is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.actions.action import Action, Outcome, Say
from pyxl.actions.writes import Put, Replace, Reveal, Show, Write
from pyxl.book.declared import BALLOT_SHEETS, ENTRY_SHEETS, SHEET_OF, TABLES, table
from pyxl.book.grid_sheet import layout_on, of_one_vote
from pyxl.book.pages import empty_page
from pyxl.book.workbook import Record, Workbook
from pyxl.errors import TableError

PEOPLE: Final = ("代表", "候选人")
FIRST: Final = ("单位", *PEOPLE)
"""Tables that must be blank before anything is filled in."""
INVENTED: Final = "样例"
"""Stands in the remark of every invented person."""
COMPUTED: Final = ("分配名额",)
"""Columns that a press has filled in since."""
KEPT: Final = frozenset({"操作日志", "撤销", "设置", "矛盾", "领导小组", "工作进度"})
"""Tables that are the town's from the start: neither filled nor emptied."""
EMPTIED: Final = (
    *PEOPLE,
    *("名额", "校验结果", "问题清单"),
    *("选举情况", "计票", "逐票", "签到", "比对", "选举结果", "另选当选"),
)
"""Lists of the invented people, what was computed of them, what was typed of their votes."""


@dataclass(frozen=True, slots=True)
class Options:
    """It takes no options."""


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Fill in the sample where the lists are blank, else clear it away.

    Raises TableError where somebody stands in the lists who is not marked as invented.
    """
    from pyxl.actions.fresh import SAMPLE

    sample = {name: rows for name, rows in SAMPLE.items() if name not in KEPT}
    filled = {name: _rows(workbook, name) for name in FIRST}
    if not any(filled.values()):
        return _fill(sample)
    _refuse_others(workbook, filled)
    return _clear(workbook, sample)


def _rows(workbook: Workbook, name: str) -> list[tuple[int, Record]]:
    """The rows in which anything stands, with their numbers on the sheet."""
    region = workbook.region(name)
    return [
        (region.row_number(at), row)
        for at, row in enumerate(workbook.records(name))
        if any(row.get(header) is not None for header in table(name).headers if header != "序号")
    ]


def _fill(sample: Mapping[str, Sequence[Record]]) -> Outcome:
    count = sum(len(sample[name]) for name in PEOPLE)
    return Outcome(
        lines=[
            f"已放入虚构的代表和候选人 {count} 名，每人的“备注”都写着“{INVENTED}”，里面故意放了各种差错。",
            "接着可以按“校验候选人”“下一处问题”“名额测算”“生成选票”练一遍；练完再按一次“练手样例”，全部清掉。",
        ],
        document={"filled": count, "cleared": 0},
        writes=[Replace(name, rows, table(name).rows) for name, rows in sample.items()],
        summary=f"放入样例 {count} 名",
        rows=count,
    )


def _refuse_others(workbook: Workbook, filled: Mapping[str, Sequence[tuple[int, Record]]]) -> None:
    for name in PEOPLE:
        for number, row in filled[name]:
            if INVENTED not in str(row.get("备注") or ""):
                raise TableError(
                    f"这一行的“备注”里没有“{INVENTED}”，可能是真实的人，什么都没有清",
                    f"“{SHEET_OF[name]}”第 {number} 行",
                    "练手请另用一份新的工作簿",
                )
    if not any(filled[name] for name in PEOPLE):
        raise TableError("“单位”已经填写，没有放入样例", "“单位”", "练手请另用一份新的工作簿")


def _clear(workbook: Workbook, sample: Mapping[str, Sequence[Record]]) -> Outcome:
    """Empty the people's tables and all that was computed of them; in the others take away only what the sample put in."""
    count = sum(len(_rows(workbook, name)) for name in PEOPLE)
    emptied = [name for name in EMPTIED if name in TABLES]
    writes: list[Write] = [Replace(name, [], table(name).rows) for name in emptied]
    left: list[str] = []
    for name, rows in sample.items():
        if name not in PEOPLE:
            own = [row for _, row in _rows(workbook, name) if not _is_sample(row, rows)]
            left += [f"“{name}”里有 {len(own)} 行不是样例，留着没有清。"] if own else []
            writes.append(Replace(name, own, table(name).rows))
    return Outcome(
        lines=[f"虚构的代表和候选人 {count} 名已全部清掉，可以正式填写了；清错了按“撤销上一步”。", *left],
        document={"filled": 0, "cleared": count},
        writes=[*writes, *_emptied_pages(workbook)],
        summary=f"清除样例 {count} 名",
        rows=count,
    )


def _is_sample(row: Record, rows: Sequence[Record]) -> bool:
    """Whether the sample has a row whose cells, but for those that a press fills in, are these."""
    return any(
        all(row.get(header) == value for header, value in known.items() if header not in COMPUTED)
        for known in rows
    )


def _emptied_pages(workbook: Workbook) -> Iterator[Write]:
    """Ballots and entry sheets that were made of the people."""
    for office, sheet in BALLOT_SHEETS.items():
        yield Show(sheet, empty_page(f"{office}选票尚未生成：候选人名单校验无误后，按“生成选票”。"))
    for sheet in ENTRY_SHEETS.values():
        for place in of_one_vote(layout_on(workbook.plain, sheet)):
            yield Put(sheet, place, [])
        yield Reveal(sheet)


ACTION = Action(
    "practise",
    "练手样例",
    "名册空着时放入虚构的样例人员，练完再按一次全部清掉；真实的人不会被清",
    run,
    Options,
)
