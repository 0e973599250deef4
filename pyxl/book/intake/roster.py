"""A list sent in by a village, made into rows of a table: what is left out is named, with its reason.

The pure half of importing: `pyxl.hosts.foreign.files` turns a file into grids, this module finds the header
and reads the lines below it.  Nothing here knows an election's rule; what a date or a code may look
like is handed in as `Converters`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyxl.book.intake.header import Finder, Header, Source, unmatched
from pyxl.book.intake.lines import LineJudge, Merges, line_text, titles_of
from pyxl.book.intake.notes import Notes, excerpt
from pyxl.book.intake.spec import TableSpec
from pyxl.book.intake.synonyms import COMBINED
from pyxl.book.intake.tidy import split_unit_and_post
from pyxl.book.intake.values import Converters, Values
from pyxl.errors import RosterError
from pyxl.hosts.foreign import Cell, Grid, Line

MOST_BLANK_ROWS = 50
"""A longer stretch of blank rows is reported as one."""

_SECOND = "有两个不同的值，只取了前一个，未导入的是"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out.  `row` is the sender's row number; 0 means the whole sheet."""

    row: int
    reason: str
    sheet: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a row came from."""

    sheet: str
    row: int


@dataclass(frozen=True)
class Roster:
    """What was read.  `rows[i]` came from `source_rows[i]`; its keys are our columns that the list has.

    `headers` are the rows that were taken as headers.  Each row of the list that holds something is a
    row, skipped, or a header.
    """

    rows: tuple[dict[str, object], ...]
    source_rows: tuple[SourceRow, ...]
    headers: tuple[SourceRow, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def read_roster(
    grids: Sequence[Grid], spec: TableSpec, converters: Converters | None = None, units: Sequence[str] = ()
) -> Roster:
    """Read every sheet that has a recognisable header.

    `units` are the names in the unit table, for lists that have 单位 and 职务 in one column.  Raises
    RosterError when no sheet names the key column and one more, with what was found and expected.
    """
    filled = [grid for grid in grids if grid.lines]
    reading = _Reading(spec, converters or {}, units, several=len(filled) > 1)
    for grid in filled:
        reading.read(grid)
    if not reading.headers:
        raise _no_header(filled, spec)
    return reading.roster()


def _no_header(grids: Sequence[Grid], spec: TableSpec) -> RosterError:
    if not grids:
        return RosterError("表里没有任何内容", remedy="请检查是不是选错了文件")
    hidden = "；隐藏的工作表不读取，名册若在其中，请先取消隐藏" if any(g.hidden for g in grids) else ""
    best = max((Finder(grid, spec).nearly() for grid in grids if not grid.hidden), key=len, default=[])
    found = f"最像表头的一行只认出了：{'、'.join(best)}" if best else "没有一行像表头"
    expected = "、".join(t.name for t in spec.targets if t.kind != "serial")
    return RosterError(
        f"没有认出“{spec.name}”的表头；{found}",
        "、".join(f"工作表“{grid.sheet}”" for grid in grids if grid.sheet),
        f"表头里要有“{spec.key}”和至少另一栏。可用的表头：{expected}。请改好表头再导入{hidden}",
    )


class _Reading:
    """The state of one import: what was read so far."""

    def __init__(
        self, spec: TableSpec, converters: Converters, units: Sequence[str], *, several: bool
    ) -> None:
        self.spec = spec
        self.units = units
        self._several = several
        self._rows: list[dict[str, object]] = []
        self._sources: list[SourceRow] = []
        self._skipped: list[Skipped] = []
        self._notes = Notes()
        self.values = Values(spec, converters, self._notes)
        self._sheet = ""
        self.headers: list[SourceRow] = []

    def roster(self) -> Roster:
        """What was read."""
        if not self._rows:
            self._notes.say("找到了表头，但表头下面没有可以导入的行")
        return Roster(
            tuple(self._rows),
            tuple(self._sources),
            tuple(self.headers),
            tuple(self._skipped),
            self._notes.sentences(),
        )

    def read(self, grid: Grid) -> None:
        """Read one sheet that holds something."""
        self._sheet = grid.sheet
        self.values.place = self._place()
        for note in grid.notes:
            self.say(note)
        if grid.hidden:
            self._skip(0, "工作表是隐藏的，整张没有读取")
            return
        headers = Finder(grid, self.spec).headers()
        if not headers:
            self._skip(0, f"没有认出表头（要有“{self.spec.key}”和至少另一栏），整张没有读取")
            return
        above = [line for line in grid.lines if line.number < headers[0].top]
        for line in above:
            self._skip(line.number, f"表头上方的文字{excerpt(line_text(line.cells), 40)}")
        merges = Merges(grid.merges)
        titles = titles_of(above)
        previous: Header | None = None
        for header, lines in _sections(grid, headers):
            self._header(header, previous, lines)
            _Section(self, grid, header, merges).read(
                [line for line in lines if line.number > header.bottom],
                LineJudge(header, self.spec, merges, titles),
            )
            previous = header

    def _header(self, header: Header, previous: Header | None, lines: Sequence[Line]) -> None:
        own = [line.number for line in lines if line.number <= header.bottom]
        self._report_columns(header, lines)
        if previous is not None and header.same_columns(previous):
            for row in own:
                self._skip(row, "重复的表头")
            return
        self.headers += [SourceRow(self._sheet, row) for row in own]

    def _report_columns(self, header: Header, lines: Sequence[Line]) -> None:
        below = (line for line in lines if line.number > header.bottom)
        for column, text, count in unmatched(header, below):
            if text:
                self.say(f"列“{text}”在“{self.spec.name}”表中没有对应的栏，未导入")
            else:
                self.say(f"第 {column + 1} 列没有表头，其中 {count} 格内容未导入")
        for target, sources in header.by_target.items():
            headers = dict.fromkeys(source.header for source in sources)
            if len(headers) > 1 and self.spec.kinds.get(target) != "serial":
                names = "”“".join(headers)
                self.say(f"列“{names}”都对应“{target}”，每行取其中先有内容的一个")

    # What a section of a sheet reports

    def _place(self) -> str:
        return f"工作表“{self._sheet}”：" if self._several else ""

    def _skip(self, row: int, reason: str) -> None:
        self._skipped.append(Skipped(row, self._place() + reason, self._sheet))

    def skip_line(self, line: Line, reason: str) -> None:
        """Leave a line out."""
        self._skip(line.number, reason)

    def skip_blank(self, first: int, last: int) -> None:
        """Leave out the blank rows from `first` to `last`, if there are any."""
        if last - first >= MOST_BLANK_ROWS:
            self._skip(first, f"空行（第 {first}—{last} 行，共 {last - first + 1} 行）")
            return
        for row in range(first, last + 1):
            self._skip(row, "空行")

    def take(self, line: Line, row: dict[str, object]) -> None:
        """Keep a row."""
        self._rows.append(row)
        self._sources.append(SourceRow(self._sheet, line.number))

    def say(self, sentence: str) -> None:
        """Note something about a column."""
        self._notes.say(self._place() + sentence)


def _sections(grid: Grid, headers: Sequence[Header]) -> Iterator[tuple[Header, list[Line]]]:
    """Each header with its lines, its own first, down to the next header."""
    ends = [header.top for header in headers[1:]] + [grid.lines[-1].number + 1]
    at = 0
    for header, end in zip(headers, ends, strict=True):
        lines: list[Line] = []
        while at < len(grid.lines) and grid.lines[at].number < end:
            if grid.lines[at].number >= header.top:
                lines.append(grid.lines[at])
            at += 1
        yield header, lines


class _Section:
    """The lines below one header."""

    def __init__(self, reading: _Reading, grid: Grid, header: Header, merges: Merges) -> None:
        self._reading = reading
        self._header = header
        self._merges = merges
        self._line_at = {line.number: line for line in grid.lines} if grid.merges else {}
        kinds = reading.spec.kinds
        self._sources = [
            (target, header.by_target[target])
            for target, kind in kinds.items()
            if kind != "serial" and target in header.by_target
        ]
        self._combined = header.by_target.get(COMBINED, ())
        if self._combined:
            whole = "”“".join(source.header for source in self._combined)
            both = (
                "整个放入“职务”"
                if "单位" in header.by_target
                else "开头是已知单位的拆成两栏，其余整个放入“职务”"
            )
            reading.say(f"“{whole}”一栏含单位和职务两项：{both}")

    def read(self, lines: Sequence[Line], judge: LineJudge) -> None:
        """Take or skip every line, and the blank rows between them."""
        expected = self._header.bottom + 1
        for line in lines:
            self._reading.skip_blank(expected, line.number - 1)
            expected = line.number + 1
            if reason := judge.why_not(line):
                self._reading.skip_line(line, reason)
            else:
                self._reading.take(line, self._row(line))

    def _row(self, line: Line) -> dict[str, object]:
        row: dict[str, object] = {}
        for target, sources in self._sources:
            row[target] = self._best(line, target, sources)
        for source in self._combined:
            self._split(line, source, row)
        return row

    def _best(self, line: Line, target: str, sources: Sequence[Source]) -> object:
        """The first value among the sender's columns for ours; another one beside it is noted."""
        best: object = None
        for source in sources:
            value = self._reading.values.value(line, source, target, self._cell(line, source, target))
            if value is not None and best is not None and value != best:
                self._reading.values.note(line, source, _SECOND, str(value))
            best = value if best is None else best
        return best

    def _cell(self, line: Line, source: Source, target: str) -> Cell:
        """The cell, or what covers it from above in a merged area: one unit beside all its people."""
        cell = line.cell(source.column)
        if cell is None and self._line_at and target != self._reading.spec.key:
            top = self._merges.above(line.number, source.column)
            if top is not None and top > self._header.bottom and top in self._line_at:
                return self._line_at[top].cell(source.column)
        return cell

    def _split(self, line: Line, source: Source, row: dict[str, object]) -> None:
        whole = self._reading.values.value(line, source, "职务", self._cell(line, source, "职务"))
        if not isinstance(whole, str):
            whole = ""
        unit, post = "", whole
        if "单位" not in self._header.by_target:
            unit, post = split_unit_and_post(whole, self._reading.units)
            row["单位"] = row.get("单位") or unit or None
        if row.get("职务") and post and post != row["职务"]:
            self._reading.values.note(line, source, _SECOND, post)
        row["职务"] = row.get("职务") or post or None
