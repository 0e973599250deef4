"""汇总: what a deputy secretary reads first: how many reported, how far they are, what is doubtful; then each town."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from xlsxwriter.worksheet import Worksheet

from pyxl.book.formats import GREY, RED, SEVERITY_COLOURS, STATE_COLOURS, Formats
from pyxl.district.result.declared import ACCEPT, DOUBT, RETURN, SUMMARY, VERDICTS, Field
from pyxl.district.result.own import Own, look
from pyxl.district.result.page import Cell, Look, Rows, close_page, open_page, write_headers
from pyxl.district.result.town import (
    DOUBTFUL,
    REPORTED,
    SHORT,
    SILENT,
    UNLISTED,
    Judged,
    TownRow,
    is_stale_text,
    record_cell,
)
from pyxl.post.cover import PHASES

_TILES = ((0, 1), (2, 3), (4, 5), (6, 8), (9, 11), (12, 13), (14, 14), (15, 16))
"""Columns over which each tile stands."""
_TILE_ROWS = (3, 4)
_COUNTS = frozenset({"错误", "复算", "断点"})


def write_summary(
    sheet: Worksheet,
    rows: Sequence[TownRow],
    judged: Mapping[str, Judged],
    title: str,
    told: str,
    formats: Formats,
    unit: str,
    own: Own,
) -> None:
    """The whole sheet; `told` is the sentence under the title, `unit` what reports, `own` a clerk's own columns."""
    page = own.page(SUMMARY)
    open_page(sheet, page, title, formats)
    sheet.set_row(2, 26)
    sheet.write_string(2, 0, told, formats.look("plain", bold=True, font_size=12))
    _tiles(sheet, rows, judged, formats, unit)
    write_headers(sheet, page, formats)
    lines = Rows(sheet, page, formats)
    for number, row in enumerate(rows, 1):
        known = judged.get(row.town, Judged())
        cells = _cells(number, row, known)
        lines.add((*cells, *own.beside(SUMMARY, cells)), paint=partial(_paint, row))
    _rules(sheet, lines.next, formats)
    close_page(sheet, page, lines.next)


def _tiles(
    sheet: Worksheet, rows: Sequence[TownRow], judged: Mapping[str, Judged], formats: Formats, unit: str
) -> None:
    states = Counter(row.state for row in rows)
    verdicts = Counter(judged[row.town].verdict for row in rows if row.town in judged)
    elected = sum(row.elected or 0 for row in rows)
    tiles: list[tuple[str, int | str, bool]] = [
        (f"应报（{unit}）", len(rows) - states[UNLISTED], False),
        ("已报", states[REPORTED], False),
        ("未报", states[SILENT], states[SILENT] > 0),
        ("存疑", states[DOUBTFUL], states[DOUBTFUL] > 0),
        ("已选出执委", sum(row.phase == PHASES[2] for row in rows), False),
        ("复算有误", (wrong := sum(bool(row.recomputed) for row in rows)), wrong > 0),
        ("当选执委（人）", elected, False),
        (f"结论：{'、'.join(VERDICTS)}", "　".join(f"{verdicts[v]}" for v in VERDICTS), False),
    ]
    label, figure = formats.named("label"), formats.look("figure", font_size=20)
    alarm = formats.look("figure", font_size=20, font_color=RED, bold=True)
    for row in _TILE_ROWS:
        sheet.set_row(row, 20 if row == _TILE_ROWS[0] else 36)
        for (first, last), (name, value, alarming) in zip(_TILES, tiles, strict=True):
            cell, look = (name, label) if row == _TILE_ROWS[0] else (value, alarm if alarming else figure)
            if first == last:
                sheet.write(row, first, cell, look)
            else:
                sheet.merge_range(row, first, row, last, cell, look)


def _cells(number: int, row: TownRow, judged: Judged) -> Sequence[Cell]:
    stale = is_stale_text(judged, row.sha)
    made: dt.datetime | None = row.made
    return (
        number, row.town, row.state, row.phase or None, row.number, made, row.arrivals or None, row.errors, row.warnings,
        row.recomputed, row.breaks, row.delegates, row.elected, row.reason or None, f"{stale}{row.advice}",
        judged.verdict or None, judged.opinion or None, row.sha[:SHORT] or None, record_cell(judged, row.town),
    )  # fmt: skip


_STATE_LOOKS: Mapping[str, Look] = {
    SILENT: {"font_color": RED, "bold": True},
    DOUBTFUL: {
        "bg_color": SEVERITY_COLOURS["警告"][0],
        "font_color": SEVERITY_COLOURS["警告"][1],
        "bold": True,
    },
    UNLISTED: {"font_color": RED},
    REPORTED: {"bg_color": STATE_COLOURS["已完成"][0], "font_color": STATE_COLOURS["已完成"][1]},
}


def _paint(row: TownRow, field: Field, cell: Cell) -> Look:
    if field.asked and not isinstance(cell, str):
        return look(cell)
    if field.header == "状态":
        return _STATE_LOOKS[row.state]
    if field.header in _COUNTS and isinstance(cell, int) and cell > 0:
        return {"font_color": RED, "bold": True}
    if field.header == "建议" and isinstance(cell, str) and not cell.startswith(ACCEPT):
        return {"font_color": RED if cell.startswith((RETURN, "催报")) else SEVERITY_COLOURS["警告"][1]}
    if row.state == SILENT and not field.asked:
        return {"font_color": GREY}
    return {}


def _rules(sheet: Worksheet, last: int, formats: Formats) -> None:
    """The verdict's drop-down and colours."""
    at = SUMMARY.headers.index("结论")
    area = (SUMMARY.head, at, max(last - 1, SUMMARY.head), at)
    sheet.data_validation(
        *area,
        {
            "validate": "list", "source": list(VERDICTS), "error_title": "请核对",
            "error_message": f"请填{'、'.join(VERDICTS)}，或留空", "input_title": "结论", "input_message": "由人填写，下次汇总保留",
        },
    )  # fmt: skip
    colours = {
        ACCEPT: STATE_COLOURS["已完成"],
        RETURN: SEVERITY_COLOURS["错误"],
        DOUBT: SEVERITY_COLOURS["警告"],
    }
    for word, (background, ink) in colours.items():
        look = formats.look("", bg_color=background, font_color=ink, bold=True)
        sheet.conditional_format(
            *area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        )
