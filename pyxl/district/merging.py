"""One merge: the inbox read, the newest of each town chosen, everything compared, the result put in its place."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pyxl.district import city, pool
from pyxl.district.codes import CODES, found
from pyxl.district.inbox import (
    FOLDER,
    Arrival,
    Passwords,
    Refusal,
    clear_taken,
    look_into,
    put_aside,
    read_passwords,
)
from pyxl.district.marks import key_of
from pyxl.district.reading import Job, read
from pyxl.district.result.book import Result, write_result
from pyxl.district.result.kept import Kept, read_kept
from pyxl.district.result.other_sheets import RETURNED, Listed, Twice
from pyxl.district.result.settings import DistrictSettings, counted
from pyxl.district.result.town import Placed, TownRow, reported, silent
from pyxl.district.shelf import SUFFIX, Answer, Shelf
from pyxl.district.trust import Sent, choose
from pyxl.errors import FileError
from pyxl.hosts.files.locking import holding
from pyxl.hosts.files.replacing import replace_file
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.rules.person import normalise_name

CHOSEN, EARLIER, REPEATED = "采用", "较早", "重复"
FEW: Final = 3
"""New files that are read one by one in this process, since workers take as long to start."""
SHOWN: Final = 12
"""Places that a line of 跨镇 names."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Orders:
    """What to merge into what.  `towns` replaces the list of expected towns; `cluster` is tcp://…, "" for this desk.

    `city`: the inbox holds districts' results, and the result is a city's.
    """

    inbox: Path
    out: Path
    passwords: Path | None = None
    towns: tuple[str, ...] = ()
    cluster: str = ""
    city: bool = False
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now().replace(microsecond=0))

    @property
    def shelf(self) -> Path:
        """Where what was read is kept, beside the result."""
        return self.out.with_name(self.out.stem + SUFFIX)

    @property
    def returns(self) -> Path:
        """The folder of what is sent back."""
        return self.out.resolve().parent / FOLDER


@dataclass(frozen=True, slots=True)
class _Piece:
    """An arrival without its bytes; `sha` is "" where they were not taken."""

    place: str
    name: str
    sender: str
    sha: str
    refused: str


@dataclass(frozen=True)
class Merged:
    """What a merge came to."""

    result: Result
    accepted: Sequence[tuple[str, str]]
    refused: Sequence[tuple[str, str]]
    read: int


def merge(orders: Orders, say: Say) -> Merged:
    """Read what is new, choose, compare, write the result; what was judged in an earlier result is kept.

    Raises FileError for an inbox, list or result that cannot be used, HostError for a cluster that does not answer;
    then the earlier result stands as it was.
    """
    if orders.out.suffix.lower() != ".xlsx":
        raise FileError("汇总结果只能存为 .xlsx", orders.out.name, "请以 .xlsx 结尾")
    with holding(orders.out.resolve()):
        kept = read_kept(orders.out)
        passwords = read_passwords(orders.passwords)
        with Shelf(orders.shelf) as shelf:
            key = key_of(shelf, passwords)
            say("汇总各镇：登记来件")
            pieces = list(_register(orders))
            answers = _read_new(orders, pieces, shelf, passwords, key, say)
            say("汇总各镇：比较、写出结果")
            merged = _merged(orders, kept, pieces, shelf, answers)
            _write(orders, merged, shelf)
            _send_back(orders, pieces, merged)
        return replace(merged, read=len(answers))


def fresh(path: Path, towns: Sequence[str], settings: DistrictSettings, now: dt.datetime) -> None:
    """A district's workbook before the first mail: every expected town silent.  Raises FileError."""
    rows = [silent(town, 0) for town in towns]
    result = Result(settings, [replace(row, advice="", findings=()) for row in rows], {}, now)
    with scratch_folder() as folder:
        write_result(folder / "结果.xlsx", result, lambda sha: ())
        replace_file(path, (folder / "结果.xlsx").read_bytes())


def _found(orders: Orders) -> Iterator[Arrival]:
    """The arrivals, without what a merge itself has put there."""
    own = {orders.out.resolve(), orders.shelf.resolve()} | (
        {orders.passwords.resolve()} if orders.passwords else set()
    )
    for one in look_into(orders.inbox):
        path = (orders.inbox / one.place).resolve() if orders.inbox.is_dir() else orders.inbox.resolve()
        if path not in own and orders.returns not in path.parents:
            yield one


def _register(orders: Orders) -> Iterator[_Piece]:
    for one in _found(orders):
        refused = one.refused or ("" if one.raw else "文件是空的。请向报送单位再要一次。")
        sha = hashlib.sha256(one.raw).hexdigest() if one.raw else ""
        yield _Piece(one.place, one.name, one.sender, sha, refused)


def _read_new(
    orders: Orders, pieces: Sequence[_Piece], shelf: Shelf, passwords: Passwords, key: bytes | None, say: Say
) -> dict[str, str]:
    """Read what the shelf has not; returns content -> reason of those that were read now."""
    new = {piece.sha for piece in pieces if piece.sha and not shelf.has(piece.sha)}
    if not new:
        return {}
    progress = pool.Progress(len(new), say)
    reasons: dict[str, str] = {}
    for answer in _answers(orders, _jobs(orders, set(new), passwords, key), len(new)):
        reasons[answer.sha] = answer.reason
        if answer.lasting:
            shelf.put(answer)
        progress.one_more()
    shelf.commit()
    return reasons


def _jobs(orders: Orders, new: set[str], passwords: Passwords, key: bytes | None) -> Iterator[Job]:
    """The files that are to be read, one at a time, each content once."""
    for one in _found(orders):
        sha = hashlib.sha256(one.raw).hexdigest() if one.raw else ""
        if sha in new:
            new.discard(sha)
            yield Job(sha, one.name, one.raw, tuple(passwords.likely(one.name)), key, orders.now)


def _answers(orders: Orders, jobs: Iterator[Job], count: int) -> Iterable[Answer]:
    reader = city.read if orders.city else read
    if orders.cluster:
        start, width = pool.cluster(orders.cluster)
        return pool.read_all(jobs, start, width, reader)
    if count <= FEW:
        return map(reader, jobs)
    return pool.read_all(jobs, reader=reader)


def _merged(
    orders: Orders, kept: Kept, pieces: Sequence[_Piece], shelf: Shelf, answers: Mapping[str, str]
) -> Merged:
    reasons: dict[str, str] = {}
    by_town: defaultdict[str, dict[str, _Piece]] = defaultdict(dict)
    for piece in pieces:
        if not piece.sha:
            continue
        verdict = shelf.verdict(piece.sha)
        reasons[piece.sha] = verdict.reason if verdict else answers.get(piece.sha, "没有读到")
        if verdict and not verdict.reason:
            by_town[verdict.town].setdefault(piece.sha, piece)
    expected = orders.towns or kept.towns
    refused_of = Counter(
        _town_in(piece, expected) for piece in pieces if piece.refused or reasons.get(piece.sha)
    )
    rows: list[TownRow] = []
    told: dict[str, Placed] = {}
    build = city.district_row if orders.city else _town_row
    for town in [*expected, *sorted(by_town.keys() - set(expected))]:
        if town not in by_town:
            rows.append(silent(town, refused_of[town]))
            continue
        places = {sha: piece.place for sha, piece in by_town[town].items()}
        row, placed = build(shelf, places, not expected or town in expected, orders.now)
        rows.append(row)
        told |= placed
    rows, across = _across(shelf, rows)
    listed = [_listed(piece, shelf, reasons, told, seen) for seen, piece in _first_seen(pieces)]
    chosen = {row.sha for row in rows if row.sha}
    result = Result(
        settings=counted(_settings(kept.settings, rows), orders.now),
        rows=rows,
        judged=kept.judged,
        made=orders.now,
        arrivals=listed,
        across=across,
        shelf=orders.shelf.name,
        unit="区县" if orders.city else "镇",
        roll_sizes={sha: len(shelf.members(sha)) for sha in chosen},
    )
    return Merged(
        result,
        accepted=[(one.place, one.town) for one in listed if one.verdict != RETURNED],
        refused=[(one.place, one.reason) for one in listed if one.verdict == RETURNED],
        read=0,
    )


def _town_row(
    shelf: Shelf, places: Mapping[str, str], listed: bool, now: dt.datetime
) -> tuple[TownRow, dict[str, Placed]]:
    """A town's line from its submissions (content -> place), and where each of them stands."""
    sent = [Sent(sha, place, shelf.figures(sha)) for sha, place in places.items()]
    choice = choose(sent, now)
    heads = {one.sha: one.figures.head for one in sent}
    placed = {
        sha: Placed(head.town, head.number, dt.datetime.fromisoformat(head.made), sha == choice.newest.sha)
        for sha, head in heads.items()
    }
    return reported(choice, listed, now.date()), placed


def _town_in(piece: _Piece, towns: Sequence[str]) -> str:
    """The town that a refused file is from, as far as its name tells."""
    plain = normalise_name(piece.place)
    return max((town for town in towns if town in plain), key=len, default="")


def _first_seen(pieces: Iterable[_Piece]) -> Iterator[tuple[bool, _Piece]]:
    """Each piece, and whether its content was there before."""
    seen: set[str] = set()
    for piece in pieces:
        yield piece.sha in seen, piece
        if piece.sha:
            seen.add(piece.sha)


def _listed(
    piece: _Piece, shelf: Shelf, reasons: Mapping[str, str], told: Mapping[str, Placed], seen: bool
) -> Listed:
    """The line of an arrival on 来件."""
    reason = piece.refused or reasons.get(piece.sha, "")
    if reason:
        return Listed(piece.place, piece.sender, "", None, None, RETURNED, reason, "", piece.sha)
    placed = told[piece.sha]
    verdict = REPEATED if seen else CHOSEN if placed.newest else EARLIER
    why = {REPEATED: "与前面一份内容相同", EARLIER: "同一单位另有更新的来件", CHOSEN: ""}[verdict]
    known = shelf.verdict(piece.sha)
    lane = known.lane if known else ""
    return Listed(
        piece.place, piece.sender, placed.town, placed.number, placed.made, verdict, why, lane, piece.sha
    )


def _across(shelf: Shelf, rows: list[TownRow]) -> tuple[list[TownRow], list[Twice]]:
    """People on lists of several towns: by number an error of each town, by name and month of birth a note."""
    shelf.choose((row.sha, row.town) for row in rows if row.sha)
    across: list[Twice] = []
    more: defaultdict[str, list[str]] = defaultdict(list)
    same: set[tuple[str, str]] = set()
    for group in shelf.same_number():
        across.append(_twice("D-PERSON", "身份证号相同", group))
        for town, _, name, birth in group:
            same.add((name, birth))
            more[town].append(f"{name}：{_places(group)}")
    for group in shelf.namesakes():
        if (group[0][2], group[0][3]) not in same:
            across.append(_twice("D-NAMESAKE", "姓名和出生年月相同", group))
    found_in = [
        replace(row, findings=[*row.findings, *(found("D-PERSON", "跨镇", text) for text in more[row.town])])
        if row.town in more
        else row
        for row in rows
    ]
    return found_in, across


def _twice(code: str, why: str, group: Sequence[tuple[str, str, str, str]]) -> Twice:
    names = "、".join(dict.fromkeys(name for _, _, name, _ in group))
    births = "、".join(dict.fromkeys(birth for *_, birth in group))
    return Twice(CODES[code].severity, why, names, births, _places(group))


def _places(group: Sequence[tuple[str, str, str, str]]) -> str:
    places = list(dict.fromkeys(f"{town}{table}" for town, table, *_ in group))
    more = f"等 {len(places)} 处" if len(places) > SHOWN else ""
    return "、".join(places[:SHOWN]) + more


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


def _write(orders: Orders, merged: Merged, shelf: Shelf) -> None:
    with scratch_folder() as folder:
        draft = folder / "结果.xlsx"
        write_result(draft, merged.result, shelf.members)
        replace_file(orders.out, draft.read_bytes())


def _send_back(orders: Orders, pieces: Sequence[_Piece], merged: Merged) -> None:
    """Copies of what is refused, with replies; what is accepted now no longer lies there."""
    refused = {one.place: one.reason for one in merged.result.arrivals if one.verdict == RETURNED}
    clear_taken(orders.returns, {one.sha for one in merged.result.arrivals if one.verdict != RETURNED})
    if not refused:
        return
    from_whom = f"{merged.result.settings.county}妇联" if merged.result.settings.county else "区妇联"
    shas = {piece.place: piece for piece in pieces}
    for one in _found(orders):
        if one.place in refused and (piece := shas.get(one.place)):
            put_aside(
                orders.returns,
                Refusal(one.place, one.name, piece.sha, one.sender, refused[one.place]),
                one.raw,
                from_whom,
            )
