"""Which lines below a header are people (or units), and why the others are not.

Every line that is left out gets a reason in Chinese.  A line with an identity number is always somebody.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence

from pyxl.book.intake.header import Header, Source
from pyxl.book.intake.notes import excerpt
from pyxl.book.intake.spec import TableSpec
from pyxl.book.intake.tidy import BLANK_MARKS, BLANK_WORDS, half_width, number_text, tidy
from pyxl.hosts.foreign import Cell, Line, Merge

NUMBER_ONLY = "只有序号，没有内容"
"""The reason of a row that is numbered and left free."""
ENOUGH_TO_BE_SOMEBODY = 3
"""So many values besides numbers make a line without a name somebody whose name was forgotten."""

TOTAL_LINE = re.compile(r".{0,8}?(?:合计|小计|总计|共计|累计).{0,12}|[共总][^0-9]{0,4}[0-9]+[人名户个]?")
SIGNED_LINE = re.compile(
    r"(?:填表|填报|制表|审核|审批|复核|校对|报送|上报)(?:人|单位|日期|时间|说明)"
    r"|(?:注|附注|备注|说明|附|填表|填报|制表|审核|审批|复核|报送|上报|经办人?|联系人|联系电话|负责人|主要负责人"
    r"|单位负责人|分管领导|党组织|党支部|党委|村委会|盖章|签字|签名|日期|时间|统计|要求|提示|附件|抄送)[^:]{0,12}:"
    r"|(?:咨询|监督|举报|值班|办公|联系)?(?:电话|手机|传真|邮箱|地址|微信|QQ)[^:]{0,6}:"
    r"|(?:此表|本表)[^:]{2,}"
    r"|注[0-9]|[※★*]"
)
_IDENTITY = re.compile(r"[^\u2e80-\u9fff:]{15,}")
_SIGNATURE_ONLY = re.compile(
    r"(?:填表|填报|制表|经办|审核|审批|复核|校对|联系|负责)人|联系电话|联系方式|填[表报](?:日期|时间|单位)"
)
_DAY = re.compile(
    r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?"
)
_SEAL = re.compile(
    r".*(?:盖章|签章|公章|签字|签名).*|.{2,}(?:妇联|妇女联合会|委员会|村委会|居委会|党支部|党委|政府)"
)
_CAPTION = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)")
_SENTENCE = re.compile(r"[。:;,，；]")
_LONGEST_NAME = 30
_SHOWN = 30


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _blank(text: str) -> bool:
    plain = half_width(text)
    return not plain or plain in BLANK_MARKS or plain in BLANK_WORDS


class Merges:
    """Merged areas by their first column, looked up by row."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._tall: dict[int, list[Merge]] = {}
        self._wide = {(m.top, m.left): m for m in merges if m.right > m.left}
        for merge in sorted(merges, key=lambda m: m.top):
            if merge.bottom > merge.top:
                self._tall.setdefault(merge.left, []).append(merge)
        self._tops = {column: [m.top for m in found] for column, found in self._tall.items()}

    def above(self, row: int, column: int) -> int | None:
        """The row whose cell covers this one from above, or None."""
        at = bisect_right(self._tops.get(column, ()), row - 1) - 1
        if at < 0 or self._tall[column][at].bottom < row:
            return None
        return self._tops[column][at]

    def width(self, row: int, column: int) -> int:
        """How many columns the cell covers."""
        merge = self._wide.get((row, column))
        return merge.right - merge.left + 1 if merge else 1


class LineJudge:
    """Says of each line below one header whether it is a row of the table."""

    def __init__(self, header: Header, spec: TableSpec, merges: Merges, titles: frozenset[str]) -> None:
        self._merges = merges
        self._titles = titles
        self._spec = spec
        self._key: Source = header.by_target[spec.key][0]
        self._kinds = {s.column: spec.kinds.get(s.target, "text") for s in header.sources if s.target}
        self._identity = [column for column, kind in self._kinds.items() if kind == "identity"]
        self._rules: tuple[Callable[[Line, dict[int, str]], str], ...] = (
            self._total,
            self._signature,
            self._serial_only,
            self._column_numbers,
            self._nameless,
            self._caption,
        )

    def why_not(self, line: Line) -> str:
        """The reason why a line is no row, or ""."""
        covered = self._merges.above(line.number, self._key.column)
        if covered is not None:
            return self._continuation(line, covered)
        if self._has_identity(line):
            return ""
        filled = {i: text for i, cell in enumerate(line.cells) if (text := tidy(cell))}
        return next((reason for rule in self._rules if (reason := rule(line, filled))), "")

    def _has_identity(self, line: Line) -> bool:
        # Fifteen characters: the old numbers had as many, and the stub of a damaged one has more.
        # Its words are none: a line of signatures may reach into that column.
        return any(_IDENTITY.fullmatch(number_text(line.cell(column))) for column in self._identity)

    def _continuation(self, line: Line, top: int) -> str:
        own = [text for cell in line.cells if (text := tidy(cell))]
        kept = f"；此行另有{excerpt('、'.join(own), _SHOWN)}，未导入" if own else ""
        return f"“{self._key.header}”与第 {top} 行是同一个合并单元格，按一行处理{kept}"

    def _serial_only(self, _: Line, filled: dict[int, str]) -> str:
        serial = all(self._kinds.get(column) == "serial" or _blank(text) for column, text in filled.items())
        short = all(len(text) <= 6 for text in filled.values())
        return NUMBER_ONLY if serial and short else ""

    def _total(self, _: Line, filled: dict[int, str]) -> str:
        first = next(iter(filled.values()), "")
        heads = (first, filled.get(self._key.column, ""))
        total = next((text for text in heads if TOTAL_LINE.fullmatch(_compact(text))), None)
        return f"合计行{excerpt(total)}" if total is not None else ""

    def _signature(self, _: Line, filled: dict[int, str]) -> str:
        first = next(iter(filled.values()), "")
        compact = _compact(first)
        if SIGNED_LINE.match(compact) or _SIGNATURE_ONLY.fullmatch(compact):
            return f"表下的说明或签名{excerpt(first, _SHOWN)}"
        alone = len(filled) == 1
        if alone and (_DAY.fullmatch(compact) or (self._spec.key == "姓名" and _SEAL.fullmatch(compact))):
            return f"表下的落款{excerpt(first, _SHOWN)}"
        return ""

    def _column_numbers(self, _: Line, filled: dict[int, str]) -> str:
        numbers = [half_width(text).strip("()[] ") for text in filled.values()]
        if len(numbers) < 3 or not all(n.isascii() and n.isdigit() for n in numbers):
            return ""
        first = int(numbers[0])
        running = [int(n) for n in numbers] == list(range(first, first + len(numbers)))
        return "栏次编号行" if running and first <= 1 and len(numbers) * 2 > len(self._kinds) else ""

    def _nameless(self, _: Line, filled: dict[int, str]) -> str:
        if not _blank(filled.get(self._key.column, "")):
            return ""
        values = [
            text
            for column, text in filled.items()
            if self._kinds.get(column, "serial") not in ("serial", "integer") and not _blank(text)
        ]
        if len(values) >= ENOUGH_TO_BE_SOMEBODY:
            return ""
        return f"“{self._spec.key}”空白，此行只有{excerpt('、'.join(filled.values()), _SHOWN)}"

    def _caption(self, line: Line, filled: dict[int, str]) -> str:
        text = filled.get(self._key.column, "")
        compact = _compact(text)
        others = [
            c for c, t in filled.items() if c != self._key.column and self._kinds.get(c) != "serial" and t
        ]
        if others:
            return ""
        if compact in self._titles:
            return f"重复的标题{excerpt(text, _SHOWN)}"
        if self._merges.width(line.number, self._key.column) >= 3 or _CAPTION.match(compact):
            return f"小标题{excerpt(text, _SHOWN)}"
        if len(compact) > _LONGEST_NAME or _SENTENCE.search(compact):
            return f"说明文字{excerpt(text, _SHOWN)}"
        return ""


def titles_of(lines: Sequence[Line]) -> frozenset[str]:
    """The texts above a header, to know them again on the next page."""
    return frozenset(_compact(cell) for line in lines for cell in line.cells if isinstance(cell, str))


def line_text(cells: Sequence[Cell]) -> str:
    """What a line reads, cell after cell."""
    return " ".join(text for cell in cells if (text := tidy(cell)))
