"""One merge, as the process that was asked sees it: the inbox registered, what is new read, the result put in its place.

Reading, comparing and writing are done by other processes, and what they return is small: this one holds a line for each
arrival, and no more for thousands of towns than for ten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from pyxl.district.inbox import (
    Arrival,
    Passwords,
    Refusal,
    clear_taken,
    look_into,
    put_aside,
    read_passwords,
)
from pyxl.district.marks import key_of
from pyxl.district.orders import DRAFT, PAPER, Concluded, Merged, Orders, Piece
from pyxl.district.result.declared import SETTINGS_SHEET, SUMMARY
from pyxl.district.result_sheets import read_before
from pyxl.district.shelf import Answer, DamagedShelfError, Shelf
from pyxl.district.workers import Apart, Job, Named, Progress, alone, cluster, processes, read_all
from pyxl.errors import FileError, HostError
from pyxl.hosts.files.locking import holding
from pyxl.hosts.files.replacing import replace_file
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.package.opc import refuse_if_busy

FEW: Final = 3
"""New files that the process of the comparison reads itself, since workers take as long to start."""
_CONCLUDING: Final = "pyxl.district.concluding"
_READERS: Final = {
    False: Named("pyxl.district.reading", "read"),
    True: Named("pyxl.district.city.reading", "read"),
}
ENTERED: Final = (SUMMARY.sheet, SETTINGS_SHEET)
"""Sheets of a result on which a person enters what counts for the next merge."""
_IMPORT: Final = Named("pyxl.district.workers.work", "import_all")
_KEPT: Final = Named("pyxl.district.result.kept", "read_kept")
_CONCLUDE: Final = Named(_CONCLUDING, "conclude")
_SAVE_PARQUET: Final = Named("pyxl.district.dataframes", "save_parquet")

Say = Callable[[str], None]


def merge(orders: Orders, say: Say) -> Merged:
    """Read what is new, choose, compare, write the result; what was judged in an earlier result is kept.

    Raises FileError for an inbox, list or result that cannot be used, HostError for a cluster that does not answer;
    then the earlier result stands as it was.
    """
    if orders.out.suffix.lower() != ".xlsx":
        raise FileError("汇总结果只能存为 .xlsx", orders.out.name, "请以 .xlsx 结尾")
    with holding(orders.out.resolve()):
        try:
            return _merged(orders, say)
        except DamagedShelfError:
            # Everything on it can be read from the mails again; twice it is not damage.
            Shelf.discard(orders.shelf)
            return _merged(orders, say)


def _merged(orders: Orders, say: Say) -> Merged:
    refuse_if_busy(orders.out.resolve())
    with ThreadPoolExecutor(1) as beside, Apart() as apart:
        # Another process reads it, while this one looks into the inbox and the others import.
        before = beside.submit(read_before, orders.out, ENTERED)
        passwords = read_passwords(orders.passwords)
        with Shelf(orders.shelf) as shelf:
            key = key_of(shelf, passwords)
            say("汇总各镇：登记来件")
            # First, since the process that others are copied from has its imports to do meanwhile.
            pieces = list(_register(orders))
            apart.start(_IMPORT, (_READERS[orders.city].module, _CONCLUDING))
            kept = apart.do(_KEPT, orders.out, before.result())
            reasons = _read_new(orders, pieces, shelf, passwords, key, apart, say)
        say("汇总各镇：比较、写出结果")
        with scratch_folder() as folder:
            done: Concluded = apart.do(_CONCLUDE, orders, kept, pieces, reasons, folder)
            made = list(_put_in_place(orders, folder, apart))
        _send_back(orders, pieces, done)
        return Merged(done.told, done.accepted, done.refused, done.issues, len(reasons), made)


def _found(orders: Orders) -> Iterator[Arrival]:
    """The arrivals, without what a merge itself has put there."""
    # Links within the inbox are followed nowhere, so its own path is all that must be resolved.
    folder = orders.inbox.resolve()
    own = [path.resolve() for path in orders.own]
    places = {path.relative_to(folder).as_posix() for path in own if folder in path.parents}
    return look_into(orders.inbox, places.__contains__)


def _register(orders: Orders) -> Iterator[Piece]:
    for one in _found(orders):
        refused = one.refused or ("" if one.raw else "文件是空的。请向报送单位再要一次。")
        yield Piece(one.place, one.name, one.sender, _sha(one), refused)


def _sha(one: Arrival) -> str:
    return hashlib.sha256(one.raw).hexdigest() if one.raw else ""


def _read_new(
    orders: Orders, pieces: Sequence[Piece], shelf: Shelf, passwords: Passwords, key: bytes | None, apart: Apart, say: Say
) -> dict[str, str]:  # fmt: skip
    """Read what the shelf has not; returns content -> reason of those that were read now."""
    new = {piece.sha for piece in pieces if piece.sha and not piece.refused and not shelf.has(piece.sha)}
    if not new:
        return {}
    progress = Progress(len(new), say)
    reasons: dict[str, str] = {}
    for answer in _answers(orders, _jobs(orders, set(new), passwords, key), len(new), apart):
        reasons[answer.sha] = answer.reason
        if answer.lasting:
            shelf.put(answer)
        progress.one_more()
    shelf.commit()
    return reasons


def _jobs(orders: Orders, new: set[str], passwords: Passwords, key: bytes | None) -> Iterator[Job]:
    """The files that are to be read, one at a time, each content once."""
    for one in _found(orders):
        sha = _sha(one)
        if sha in new:
            new.discard(sha)
            yield Job(sha, one.name, one.raw, tuple(passwords.likely(one.name, one.place)), key, orders.now)


def _answers(orders: Orders, jobs: Iterator[Job], count: int, apart: Apart) -> Iterable[Answer]:
    reader = _READERS[orders.city]
    if orders.cluster:
        start, width = cluster(orders.cluster)
        return read_all(jobs, start, width, reader)
    if count <= FEW:
        return (_read_beside(job, reader, apart) for job in jobs)
    return read_all(jobs, lambda: processes(None, reader.module), reader=reader)


def _read_beside(job: Job, reader: Named, apart: Apart) -> Answer:
    """A file read by the process of the comparison; if that dies of it, the file is tried once more alone."""
    try:
        answer: Answer = apart.end(apart.start(reader, job), tries=1)
    except HostError:
        return alone(job, reader)
    return answer


def _put_in_place(orders: Orders, folder: Path, apart: Apart) -> Iterator[Path]:
    """The result, whole; then what else was wanted, whose paths are given."""
    refuse_if_busy(orders.out.resolve())  # somebody may have opened it meanwhile
    replace_file(orders.out, (folder / DRAFT).read_bytes())
    if orders.report:
        replace_file(orders.report, (folder / PAPER).read_bytes())
        yield orders.report
    if orders.parquet:
        yield from apart.do(_SAVE_PARQUET, orders.out, orders.parquet)


def _send_back(orders: Orders, pieces: Sequence[Piece], done: Concluded) -> None:
    """Copies of what is refused, with replies; what is accepted now no longer lies there."""
    refused = dict(done.refused)
    clear_taken(orders.returns, set(done.taken))
    if not refused:
        return
    shas = {piece.place: piece for piece in pieces}
    for one in _found(orders):
        piece = shas.get(one.place)
        # What was exchanged meanwhile is another file than the one that was refused.
        if piece and one.place in refused and _sha(one) == piece.sha:
            put_aside(
                orders.returns,
                Refusal(one.place, one.name, piece.sha, one.sender, refused[one.place]),
                one.raw,
                done.from_whom,
            )
