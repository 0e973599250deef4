"""The end of a merge, in a process of its own: the newest of each town chosen, everything compared, the result written."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from pyxl.district.city import district_row
from pyxl.district.codes import found
from pyxl.district.figures import kept_figures, kept_members
from pyxl.district.orders import DRAFT, PAPER, Concluded, Orders, Piece, Reasons
from pyxl.district.result.across import look_across
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.declared import CITYS_UNIT
from pyxl.district.result.kept import Kept
from pyxl.district.result.other_sheets import RETURNED, Listed
from pyxl.district.result.own import put_aside
from pyxl.district.result.settings import DistrictSettings, counted
from pyxl.district.result.town import Placed, TownRow, reported, silent
from pyxl.district.shelf import Shelf
from pyxl.district.trust import Sent, choose, content_of
from pyxl.rules.person import normalise_name

CHANGED: Final = "登记以后文件被改动或移走，没有读到，请再汇总一次"
NAMED: Final = 6
"""Towns that a sentence names."""
CHOSEN, EARLIER, REPEATED = "采用", "较早", "重复"

Builder = Callable[[Shelf, Mapping[str, str], bool, dt.datetime], tuple[TownRow, dict[str, Placed]]]
"""Makes a sender's line from its contents (SHA-256 -> place), whether it is expected, and the present time."""


@dataclass(frozen=True, slots=True)
class Level:
    """Who merges: how a sender's line is made, and what a sender is called."""

    build: Builder
    unit: str


def conclude(
    orders: Orders, kept: Kept, pieces: Sequence[Piece], reasons: Reasons, folder: Path
) -> Concluded:
    """Choose and compare what stands on the shelf; write the result, and the report where one is wanted, into `folder`."""
    with Shelf(orders.shelf) as shelf:
        result = _compared(orders, kept, pieces, shelf, reasons)
        write_result(folder / DRAFT, result, partial(kept_members, shelf))
    if orders.report:
        from pyxl.district.paper import report

        (folder / PAPER).write_bytes(report(result))
    said = [*_held_no_more(kept, result), *_gone_from(orders.inbox.name, kept, result)]
    settings = result.settings
    issuer = settings.city if orders.city else settings.county
    return Concluded(
        told=f"{result.told}{''.join(said)}{_put_aside(orders) if said else ''}",
        from_whom=f"{issuer}妇联" if issuer else "市妇联" if orders.city else "区妇联",
        accepted=[(one.place, one.town) for one in result.arrivals if one.verdict != RETURNED],
        refused=[(one.place, one.reason) for one in result.arrivals if one.verdict == RETURNED],
        taken=frozenset(one.sha for one in result.arrivals if one.verdict != RETURNED),
        issues=[(issue.town, issue.found) for issue in result.issues],
    )


def _held_no_more(kept: Kept, result: Result) -> Iterator[str]:
    """What a person put into the earlier result and the new one cannot hold, in a sentence."""
    rows = {row.town for row in result.rows}
    verdicts = [
        f"“{town}”的结论"
        for town, judged in kept.judged.items()
        if town not in rows and (judged.verdict or judged.opinion)
    ]
    left = [f"“{sheet}”表 {own.left} 行旁边自己写的内容" for sheet, own in kept.own.items() if own.left]
    if lost := [*kept.beside, *verdicts, *left]:
        yield f"原来的工作簿里有新的结果放不下的{'、'.join(lost)}。"


def _gone_from(inbox: str, kept: Kept, result: Result) -> Iterator[str]:
    """Towns of which something counted that no longer lies in the inbox, in a sentence: somebody tidied it."""
    now = {row.town: row.number if row.number is not None else -1 for row in result.rows if row.sha}
    if gone := [town for town, number in kept.reported.items() if now.get(town, -1) < number]:
        first = "、".join(gone[:NAMED]) + ("等" if len(gone) > NAMED else "")
        whose = f"“{first}”" if len(gone) == 1 else f" {len(gone)} 个单位（{first}）"
        yield f"“{inbox}”里没有了上次汇总过的{whose}报来的内容，新的结果里也就没有：请把文件放回“{inbox}”再汇总。"


def _put_aside(orders: Orders) -> str:
    """Keep the earlier result as it is; returns the sentence that says so."""
    # Where the result lies in the inbox, the next merge would take a copy beside it for an arrival.
    among = orders.inbox.resolve() in orders.out.resolve().parents
    copy = put_aside(orders.out, orders.returns if among else orders.out.parent, orders.now)
    return f"原来的工作簿已原样另存为“{copy.name}”。"


def _compared(orders: Orders, kept: Kept, pieces: Sequence[Piece], shelf: Shelf, answers: Reasons) -> Result:
    level = DISTRICTS if orders.city else TOWNS
    reasons: dict[str, str] = {}
    by_town: defaultdict[str, dict[str, Piece]] = defaultdict(dict)
    for piece in pieces:
        if piece.refused or not piece.sha:
            continue
        verdict = shelf.verdict(piece.sha)
        reasons[piece.sha] = verdict.reason if verdict else answers.get(piece.sha, CHANGED)
        if verdict and not verdict.reason:
            by_town[verdict.town].setdefault(piece.sha, piece)
    expected = orders.towns or kept.towns
    refused_of = Counter(
        _town_in(piece, expected) for piece in pieces if piece.refused or reasons.get(piece.sha)
    )
    rows: list[TownRow] = []
    told: dict[str, Placed] = {}
    for town in [*expected, *sorted(by_town.keys() - set(expected))]:
        if town not in by_town:
            rows.append(silent(town, refused_of[town]))
            continue
        places = {sha: piece.place for sha, piece in by_town[town].items()}
        row, placed = level.build(shelf, places, not expected or town in expected, orders.now)
        rows.append(row)
        told |= placed
    settings = _settings(kept.settings, rows)
    rows, across = look_across(shelf, list(_with_counties(rows, settings.county)))
    listed = [_listed(piece, shelf, reasons, told, seen) for seen, piece in _first_seen(pieces)]
    chosen = {row.sha for row in rows if row.sha}
    return Result(
        settings=counted(settings, orders.now),
        rows=rows,
        judged=kept.judged,
        own=kept.own,
        made=orders.now,
        arrivals=listed,
        across=across,
        shelf=orders.shelf.name,
        unit=level.unit,
        roll_sizes={sha: shelf.people(sha) for sha in chosen},
    )


def _town_row(
    shelf: Shelf, places: Mapping[str, str], listed: bool, now: dt.datetime
) -> tuple[TownRow, dict[str, Placed]]:
    """A town's line from its submissions (content -> place), and where each of them stands."""
    sent = [Sent(sha, place, kept_figures(shelf, sha)) for sha, place in places.items()]
    choice = choose(sent, now)
    placed: dict[str, Placed] = {}
    contents: set[str] = set()
    for one in sent:
        head, content = one.figures.head, content_of(one)
        made = dt.datetime.fromisoformat(head.made)
        newest = one.sha == choice.newest.sha
        placed[one.sha] = Placed(head.town, head.number, made, newest, content in contents)
        contents.add(content)
    return reported(choice, listed, now.date()), placed


TOWNS: Final = Level(_town_row, "镇")
DISTRICTS: Final = Level(district_row, CITYS_UNIT)


def _with_counties(rows: Sequence[TownRow], county: str) -> Iterator[TownRow]:
    """The lines; one whose submission names another county than the others may be a town of the same name."""
    named = Counter(row.county for row in rows if row.county)
    # The district may call itself by another name than its towns do, but they all by one.
    ours = county if county in named else next((one for one, _ in named.most_common(1)), "")
    for row in rows:
        if row.county in ("", ours):
            yield row
            continue
        told = (
            f"来件写的是{row.county}，别的镇写的是{ours}：可能是外县区同名的镇，也可能是方案设置填错，请核实"
        )
        yield replace(row, findings=[*row.findings, found("D-COUNTY", row.town, told)])


def _town_in(piece: Piece, towns: Sequence[str]) -> str:
    """The town that a refused file is from, as far as its name tells."""
    plain = normalise_name(piece.place)
    return max((town for town in towns if town in plain), key=len, default="")


def _first_seen(pieces: Iterable[Piece]) -> Iterator[tuple[bool, Piece]]:
    """Each piece, and whether its content was there before."""
    seen: set[str] = set()
    for piece in pieces:
        yield piece.sha in seen, piece
        if piece.sha and not piece.refused:
            seen.add(piece.sha)


def _listed(
    piece: Piece, shelf: Shelf, reasons: Mapping[str, str], told: Mapping[str, Placed], seen: bool
) -> Listed:
    """The line of an arrival on 来件."""
    reason = piece.refused or reasons.get(piece.sha, "")
    if reason:
        return Listed(piece.place, piece.sender, "", None, None, RETURNED, reason, "", piece.sha)
    placed = told[piece.sha]
    verdict = REPEATED if seen or placed.repeats else CHOSEN if placed.newest else EARLIER
    why = {REPEATED: "与前面一份内容相同", EARLIER: "同一单位另有更新的来件", CHOSEN: ""}[verdict]
    known = shelf.verdict(piece.sha)
    lane = known.lane if known else ""
    return Listed(
        piece.place, piece.sender, placed.town, placed.number, placed.made, verdict, why, lane, piece.sha
    )


def _settings(settings: DistrictSettings, rows: Sequence[TownRow]) -> DistrictSettings:
    """County and city as most towns have them, where nobody entered them."""
    counties, cities = (
        Counter(row.county for row in rows if row.county),
        Counter(row.city for row in rows if row.city),
    )
    update = {}
    if not settings.county and counties:
        update["county"] = counties.most_common(1)[0][0]
    if not settings.city and cities:
        update["city"] = cities.most_common(1)[0][0]
    return settings.model_copy(update=update)
