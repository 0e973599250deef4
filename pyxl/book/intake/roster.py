"""A list sent in by a village, made into rows of a table: what is left out is named, with its reason.

The pure half of importing: `pyxl.hosts.foreign.files` turns a file into grids, this module finds the header
and reads the lines below it.  Nothing here knows an election's rule; what a date or a code may look
like is handed in as `Converters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyxl.book.intake.context import Found, UnitNames, unit_of
from pyxl.book.intake.form import Field, read_form
from pyxl.book.intake.header import Finder, Header, Source, unmatched
from pyxl.book.intake.lines import LineJudge, Merges, line_text, titles_of
from pyxl.book.intake.notes import Notes, excerpt
from pyxl.book.intake.spec import TableSpec
from pyxl.book.intake.synonyms import COMBINED
from pyxl.book.intake.tidy import split_unit_and_post, tidy
from pyxl.book.intake.values import Converters, Values
from pyxl.errors import RosterError
from pyxl.hosts.foreign import Cell, Grid, Line

MOST_BLANK_ROWS = 50
"""A longer stretch of blank rows is reported as one."""

PAST = re.compile(
    r"上届|往届|历届|前届|上一届|退休|退出|退职|离职|离任|离岗|作废|废止|废弃|无效|淘汰|落选|删除|已删|去世|死亡|调出|迁出"
    r"|示例|样表|样例|模板|填表说明|填写说明|备份|参考|底稿|草稿|不用|勿用|^原|^旧|旧表"
)
"""Names of sheets that hold no current list, as villages call them."""

UNIT = "单位"
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


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What became of one sheet: how many rows were taken; the rest stands in `skipped`."""

    sheet: str
    rows: int
    skipped: tuple[Skipped, ...]


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
    sheets: tuple[SheetTaken, ...] = ()


def read_roster(
    grids: Sequence[Grid],
    spec: TableSpec,
    converters: Converters | None = None,
    units: Sequence[str] = (),
    *,
    file: str = "",
    chosen: Sequence[str] = (),
) -> Roster:
    """Read every sheet that has a recognisable header or is a one-person form.

    `units` are the names in the unit table: one of them may be named beside the rows (see
    `pyxl.book.intake.context`; `file` is the file's name), or begin a column of 单位 and 职务 in one.  Where
    several sheets could be read, those whose name tells of the past are left out, unless sheets were `chosen`.
    Raises RosterError when no sheet names the key column and one more, and for a chosen sheet that is missing.
    """
    filled = [grid for grid in grids if grid.lines]
    if missing := [name for name in chosen if all(grid.sheet != name for grid in grids)]:
        there = "、".join(f"“{grid.sheet}”" for grid in grids)
        raise RosterError(f"文件里没有工作表“{missing[0]}”", file, f"里面有：{there}")
    reading = _Reading(spec, converters or {}, UnitNames(units), several=len(filled) > 1, file=file)
    past = () if chosen else _past(filled, spec)
    for grid in filled:
        if chosen and grid.sheet not in chosen:
            reading.leave_out(grid, "没有选这张工作表，整张没有读取")
        elif grid.sheet in past:
            count = len(read_roster([grid], spec, converters, units).rows)
            reading.leave_out(
                grid,
                f"从工作表名看不是现在的名单，其中 {count} 行没有导入；"
                f"确实要导入，请改工作表名，或加上 --sheet {grid.sheet}",
            )
        else:
            reading.read(grid, chosen=bool(chosen))
    if not reading.headers:
        raise _no_header(filled, spec)
    return reading.roster()


def _past(grids: Sequence[Grid], spec: TableSpec) -> frozenset[str]:
    """Sheets whose name tells of the past, where another one with a header does not."""
    if not any(PAST.search(grid.sheet) for grid in grids):
        return frozenset()
    readable = [g for g in grids if not g.hidden and (read_form(g, spec) or Finder(g, spec).headers())]
    past = frozenset(grid.sheet for grid in readable if PAST.search(grid.sheet))
    return past if len(past) < len(readable) else frozenset()


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
        self, spec: TableSpec, converters: Converters, units: UnitNames, *, several: bool, file: str
    ) -> None:
        self.spec = spec
        self.units = units
        self._file = file
        self._grid = Grid("", ())
        self._found: Found | None = None
        self._sheets: list[str] = []
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
            tuple(self._taken(sheet) for sheet in dict.fromkeys(self._sheets)),
        )

    def _taken(self, sheet: str) -> SheetTaken:
        rows = sum(source.sheet == sheet for source in self._sources)
        return SheetTaken(sheet, rows, tuple(item for item in self._skipped if item.sheet == sheet))

    def leave_out(self, grid: Grid, reason: str) -> None:
        """Take nothing of a sheet."""
        self._begin(grid)
        self._skip(0, reason)

    def _begin(self, grid: Grid) -> None:
        self._sheet = grid.sheet
        self._grid = grid
        self._sheets.append(grid.sheet)
        self.values.place = self._place()

    def read(self, grid: Grid, *, chosen: bool = False) -> None:
        """Read one sheet that holds something."""
        self._begin(grid)
        for note in grid.notes:
            self.say(note)
        if grid.hidden and not chosen:
            self._skip(0, "工作表是隐藏的，整张没有读取")
            return
        if form := read_form(grid, self.spec):
            self._read_form(grid, form)
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
        self._find_unit([*grid.above, *(line_text(line.cells) for line in above)])
        previous: Header | None = None
        for header, lines in _sections(grid, headers):
            self._header(header, previous, lines)
            below = [line for line in lines if line.number > header.bottom]
            blocks = header.blocks(self.spec.key)
            if len(blocks) > 1:
                self.say(f"一页上并排有 {len(blocks)} 份名单，从左到右依次读取")
            for block, own in zip(blocks, _beside(below, blocks), strict=True):
                judge = LineJudge(block, self.spec, merges, titles)
                _Section(self, grid, block, merges).read(own, judge)
            self._skip_blanks(header.bottom + 1, below)
            previous = header

    def _find_unit(self, above: Sequence[str]) -> None:
        wanted = UNIT in self.spec.kinds and self.spec.key != UNIT
        self._found = unit_of(above, self._sheet, self._file, self.units) if wanted else None

    def _read_form(self, grid: Grid, form: Mapping[str, Sequence[Field]]) -> None:
        """One person: the labels' lines count as headers."""
        if not tidy(form[self.spec.key][0].cell):
            self._skip(0, f"是空白的登记表，“{self.spec.key}”没有填")
            return
        self.say("是一人一张的登记表，按栏目读取")
        self.headers += [SourceRow(self._sheet, line.number) for line in grid.lines]
        self._find_unit([*grid.above, *(line_text(line.cells) for line in grid.lines[:2])])
        first = form[self.spec.key][0].line
        row: dict[str, object] = {}
        for target, fields in form.items():
            for field in fields:
                own = "职务" if target == COMBINED else target
                if self.spec.kinds.get(own) == "serial":
                    continue
                value = self.values.value(field.line, field.source, own, field.cell)
                if target == COMBINED and isinstance(value, str):
                    unit, value = split_unit_and_post(value, self.units.all)
                    row[UNIT] = row.get(UNIT) or unit or None
                row[own] = row.get(own) or value
        self.take(first, row)

    def _skip_blanks(self, expected: int, lines: Sequence[Line]) -> None:
        for line in lines:
            self._skip_blank(expected, line.number - 1)
            expected = line.number + 1

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
        for source in header.sources:
            if source.column in self._grid.hidden_columns and source.target:
                self.say(f"列“{source.header}”在发件人那里是隐藏的，也已导入，请核对")

    # What a section of a sheet reports

    def _place(self) -> str:
        return f"工作表“{self._sheet}”：" if self._several else ""

    def _skip(self, row: int, reason: str) -> None:
        self._skipped.append(Skipped(row, self._place() + reason, self._sheet))

    def skip_line(self, line: Line, reason: str) -> None:
        """Leave a line out."""
        self._skip(line.number, reason)

    def _skip_blank(self, first: int, last: int) -> None:
        """Leave out the blank rows from `first` to `last`, if there are any."""
        if last - first >= MOST_BLANK_ROWS:
            self._skip(first, f"空行（第 {first}—{last} 行，共 {last - first + 1} 行）")
            return
        for row in range(first, last + 1):
            self._skip(row, "空行")

    def take(self, line: Line, row: dict[str, object]) -> None:
        """Keep a row, with the unit that the sheet is of where the row names none."""
        name = str(row.get(self.spec.key) or "")
        if UNIT in self.spec.kinds and self.spec.key != UNIT:
            self._place_in_unit(line, row)
        if line.number in self._grid.hidden_rows:
            self._notes.row(
                self._place(), "发件人隐藏或筛选掉的行也已导入，请核对是否还要", line.number, name
            )
        self._rows.append(row)
        self._sources.append(SourceRow(self._sheet, line.number))

    def _place_in_unit(self, line: Line, row: dict[str, object]) -> None:
        written = str(row.get(UNIT) or "")
        if written:
            if (unit := self.units.named(written)) and unit != written:
                self._notes.row(self._place(), f"“{UNIT}”一栏的“{written}”按“{unit}”导入", line.number)
                row[UNIT] = unit
        elif self._found:
            sentence = f"“{UNIT}”一栏空着的，按{self._found.place}填为“{self._found.unit}”"
            self._notes.row(self._place(), sentence, line.number)
            row[UNIT] = self._found.unit

    def struck(self, line: Line, source: Source, name: str) -> None:
        """A cell that the sender has crossed out; that of the name speaks for the whole row."""
        if source.target == self.spec.key:
            self._notes.row(self._place(), "发件人划掉的行也已导入，请核对是否还要", line.number, name)
        else:
            self.values.note(line, source, "有划掉的内容，也已导入，请核对", "")

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


def _beside(lines: Sequence[Line], blocks: Sequence[Header]) -> Iterator[list[Line]]:
    """For each of several lists side by side the lines that hold something of it; a single one has them all."""
    if len(blocks) == 1:
        yield list(lines)
        return
    starts = [0, *(block.sources[0].column for block in blocks[1:])]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        own = (Line(line.number, (None,) * start + line.cells[start:end]) for line in lines)
        yield [line for line in own if any(cell not in (None, "") for cell in line.cells)]


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
        at = {source.column: source for source in header.sources if source.target}
        self._struck: dict[int, list[Source]] = {}
        for number, column in sorted(grid.struck):
            if column in at:
                self._struck.setdefault(number, []).append(at[column])
        for number, struck in self._struck.items():
            # The name speaks for the whole row.
            named = [source for source in struck if source.target == reading.spec.key]
            self._struck[number] = named or struck
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
        """Take or skip every line."""
        for line in lines:
            if reason := judge.why_not(line):
                self._reading.skip_line(line, reason)
            else:
                row = self._row(line)
                self._reading.take(line, row)
                for source in self._struck.get(line.number, ()):
                    self._reading.struck(line, source, str(row.get(self._reading.spec.key) or ""))

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
            unit, post = split_unit_and_post(whole, self._reading.units.all)
            row["单位"] = row.get("单位") or unit or None
        if row.get("职务") and post and post != row["职务"]:
            self._reading.values.note(line, source, _SECOND, post)
        row["职务"] = row.get("职务") or post or None
