"""The cover of a workbook that is sent: what it is, from whom, what is in it, in what state, and the fingerprints.

The cover's own digest is taken of everything else that stands on it, so an edited cover shows.  Anybody who
knows the form can compute all digests anew: they tell damage and careless edits, not forgery.  The letter
carries the digest on another way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

from pyxl.book.canonical import fingerprint
from pyxl.book.workbook import Cell, Record
from pyxl.errors import FileError
from pyxl.rules.plan import Settings

FORMAT: Final = "磨溪上报工作簿 1"
"""Kind and version of the form; a reader refuses others."""

MASKED, WHOLE = "已遮盖（身份证号和电话只留首尾几位，出生日期只到年月）", "完整（只在加密文件中传送）"
CONTENT_HEADERS: Final = ("表", "指纹", "行数")
COVER_HEADERS: Final = ("项目", "内容")
CONTENTS_TITLE: Final = "目录"
"""Between the cover's lines and its contents."""

PHASES: Final = ("组织动员", "实施选举", "建章立制")


@dataclass(frozen=True, slots=True)
class Listed:
    """A table in the contents: filled rows and SHA-256 of its canonical text."""

    table: str
    rows: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says.  `made` is local time to the minute, ISO 8601.

    `reason` is why the clerk sends it with open errors, "" when there are none.  `log_rows` and `log_hash` tell
    the operation log's length and its chain's end, so that the town's own log can be held against it later;
    `log_breaks` how many of its rows were changed, cut or moved.  `codes` are the short codes of the votes as they stand
    on the signed reports, `changed` says which figures changed after a count.  `number` counts the town's submissions,
    `previous` is the cover's digest of the one before: the district sees a gap or one that was sent twice.
    """

    town: str
    congress: str
    phase: str
    errors: int
    warnings: int
    notes: int
    reason: str
    masked: bool
    made: str
    version: str
    log_rows: int
    log_hash: str
    log_breaks: int
    codes: str
    changed: str
    number: int
    previous: str
    contents: tuple[Listed, ...]
    fingerprint: str

    @property
    def lines(self) -> list[tuple[str, Cell]]:
        """Names and values as the sheet shows them, without the digest."""
        shown = {field: getattr(self, field) for field in LABELS}
        shown["masked"] = MASKED if self.masked else WHOLE
        return [
            ("格式", FORMAT),
            *(
                (label, shown[field] or _NOTHING[type(shown[field])])
                for field, label in LABELS.items()
                if shown[field] or field not in LATER
            ),
        ]

    @property
    def digest(self) -> str:
        """SHA-256 of all that the cover says."""
        return _digest(self)

    def _digested(self) -> str:
        contents: list[Record] = [_content_record(entry) for entry in self.contents]
        said: list[Record] = [dict(zip(COVER_HEADERS, line, strict=True)) for line in self.lines]
        return fingerprint({"封面": said, "目录": contents})

    @classmethod
    def read(cls, lines: Mapping[str, Cell], contents: Sequence[Record], where: str) -> Cover:
        """The cover that a sheet shows.

        Raises FileError for another kind of workbook, for lines that are missing or unreadable, and for a
        cover that does not agree with its own digest.
        """
        if lines.get("格式") != FORMAT:
            raise FileError("这不是“打包上报”做出的文件，或者版本不同", where, "请报送单位重新打包上报")
        try:
            cover = cls(
                **{field: _read(field, lines) for field in LABELS},
                contents=tuple(
                    Listed(str(row["表"]), _count(row["行数"]), str(row["指纹"])) for row in contents
                ),
            )
        except (KeyError, ValueError) as fault:
            raise edited(where) from fault
        if lines.get(DIGEST) != cover.digest:
            raise edited(where)
        return cover


@lru_cache(maxsize=16)
def _digest(cover: Cover) -> str:
    """Asked for several times of each cover that is read."""
    return cover._digested()


def edited(where: str) -> FileError:
    """The cover is not as it was made."""
    return FileError("封面被改动过，与它自己的指纹不符", where, "请报送单位重新打包上报，不要手工改封面")


LABELS: Final[Mapping[str, str]] = {
    "town": "镇（乡）",
    "congress": "届次",
    "phase": "阶段",
    "errors": "错误（条）",
    "warnings": "警告（条）",
    "notes": "提示（条）",
    "reason": "带错上报的原因",
    "masked": "个人信息",
    "made": "生成时间",
    "version": "生成程序",
    "log_rows": "操作日志（条）",
    "log_hash": "日志末条校验",
    "log_breaks": "日志断点（处）",
    "codes": "核对码",
    "changed": "计票后的改动",
    "number": "第几次上报",
    "previous": "上一次的封面指纹",
    "fingerprint": "数据指纹",
}
"""Field -> its name on the sheet, in the sheet's order."""
LATER: Final[Mapping[str, Cell]] = {"codes": "", "changed": "", "number": 0, "previous": ""}
"""Fields that came later or may be blank: such a line is left out, so that older covers keep their digests."""
DIGEST: Final = "封面指纹"
assert {field.name for field in fields(Cover)} - {"contents"} == set(LABELS)


def known_line(name: Cell) -> bool:
    """Whether a line of that name stands on a cover."""
    return name in ("格式", DIGEST) or name in LABELS.values()


_NOTHING: Final[Mapping[type, Cell]] = {str: "无", int: 0}


def _text(cell: Cell) -> str:
    if not isinstance(cell, str):
        raise ValueError("no text")
    return "" if cell == "无" else cell


def _count(cell: Cell) -> int:
    if isinstance(cell, bool) or not isinstance(cell, int):
        raise ValueError("no count")
    return cell


def _masked(cell: Cell) -> bool:
    return {MASKED: True, WHOLE: False}[str(cell)]


_READERS: Final[Mapping[str, Any]] = {
    field: {"int": _count, "bool": _masked}.get(kind, _text) for field, kind in Cover.__annotations__.items()
}


def _read(field: str, lines: Mapping[str, Cell]) -> Any:  # noqa: ANN401 - as the field has it
    label = LABELS[field]
    return LATER[field] if field in LATER and label not in lines else _READERS[field](lines[label])


def _content_record(entry: Listed) -> Record:
    return dict(zip(CONTENT_HEADERS, (entry.table, entry.fingerprint, entry.rows), strict=True))


def congress_name(settings: Settings) -> str:
    """Which congress and which committee, as far as the settings say it."""
    parts = (
        f"{settings.congress_number}妇女代表大会" if settings.congress_number else "",
        f"{settings.committee_number}执行委员会" if settings.committee_number else "",
    )
    return "、".join(filter(None, parts))


def phase(tables: Mapping[str, Sequence[Record]]) -> str:
    """The phase that the work has reached, by what is entered: the plan's dates say only what should be.

    Who was elected to the committee begins the third phase (三(三)), a delegate or candidate the second.
    """
    if any(row.get("结果") == "当选" for row in tables.get("选举结果", ())):
        return PHASES[2]
    return PHASES[1] if tables.get("代表") or tables.get("候选人") else PHASES[0]


def made_at(moment: dt.datetime) -> str:
    """A time for the cover."""
    return moment.replace(second=0, microsecond=0, tzinfo=None).isoformat(" ", "minutes")
