"""The shelf: what was read of each file, in SQLite beside the result, so that a second merge reads only what is new.

Keyed by the content's SHA-256 and the reader's version.  It holds figures and masked rows; an identity number only as a
keyed mark whose key is wrapped in the towns' passwords, so that the file alone gives none away.  Killed at any moment
it holds what was committed before.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from pyxl.errors import FileError

READER: Final = "8"
"""Version of the reader.  Whoever changes what is read or computed raises it, and the shelf reads every file anew."""

SUFFIX: Final = "（来件库）.sqlite"
KILLED: Final = "读取时程序中断，这份文件不正常，已拒绝。请报送单位重新打包上报。"
"""What is said of a file of which a worker died."""
PATIENCE: Final = 15
"""Seconds for another program that has it open."""
EVERY: Final = 50
"""Answers after which what was read is committed."""
_SCHEMA: Final = """
BEGIN;
CREATE TABLE IF NOT EXISTS about (reader TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (
    number INTEGER PRIMARY KEY, sha TEXT NOT NULL UNIQUE, town TEXT NOT NULL, reason TEXT NOT NULL, lane TEXT NOT NULL, whole INTEGER NOT NULL, figures BLOB,
    members BLOB, people INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS person (
    number INTEGER NOT NULL, list TEXT NOT NULL, name TEXT NOT NULL, birth TEXT NOT NULL, mark TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS person_number ON person (number);
CREATE TABLE IF NOT EXISTS chosen (place INTEGER PRIMARY KEY, sha TEXT NOT NULL, town TEXT NOT NULL, number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS keyring (town TEXT PRIMARY KEY, salt BLOB NOT NULL, wrapped BLOB NOT NULL);
COMMIT;
"""


class Known(NamedTuple):
    """A person for the comparison between towns: list, name, birth as year and month, and a keyed mark of the number.

    `mark` is "" in a masked submission; without the shelf's key it tells nothing.
    """

    table: str
    name: str
    birth: str
    mark: str = ""


@dataclass(frozen=True)
class Answer:
    """What reading a file came to: figures, or the reason why it is refused.

    `lane` says how it was read.  A reason that may be another one tomorrow (no password yet, a worker that died) is not `lasting`.
    `members` are packed rows of 名册, `people` their number.  `whole`: it was encrypted and told everything.
    """

    sha: str
    reason: str = ""
    town: str = ""
    lane: str = ""
    lasting: bool = True
    whole: bool = False
    figures: bytes = b""
    members: bytes = b""
    people: int = 0
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading a file came to: its town, or why it is refused."""

    town: str
    reason: str
    lane: str


class DamagedShelfError(FileError):
    """What stands on the shelf cannot be read; all of it can be read from the mails again."""


_OF_THE_DISK: Final = {
    sqlite3.SQLITE_FULL: ("来件库写不进去，磁盘空间不够", "请腾出空间，再汇总一次；已读的不会丢"),
    sqlite3.SQLITE_BUSY: ("来件库正被别的程序打开着", "请关闭它，再汇总一次"),
    sqlite3.SQLITE_LOCKED: ("来件库正被别的程序打开着", "请关闭它，再汇总一次"),
    sqlite3.SQLITE_READONLY: ("来件库是只读的", "请在文件属性里去掉“只读”，检查文件夹能否写入"),
    sqlite3.SQLITE_CANTOPEN: ("来件库打不开", "请检查文件夹能否写入、有没有同名的文件夹"),
    sqlite3.SQLITE_IOERR: ("来件库读写出错", "请检查磁盘，再汇总一次"),
}
"""What SQLite says of the disk and of other programs; whatever else it says is damage."""


def _fault_of(path: Path, fault: Exception) -> FileError:
    """SQLite's fault, or that of what lies packed in it, as a clerk reads it."""
    primary = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if primary in _OF_THE_DISK:
        what, remedy = _OF_THE_DISK[primary]
        return FileError(what, path.name, remedy)
    return damaged(path)


def damaged(path: Path) -> DamagedShelfError:
    """For whoever cannot make out what was on it."""
    return DamagedShelfError("来件库已损坏", path.name, "请删除这个文件，再汇总一次，各件会重新读过")


class Shelf:
    """An open shelf; as a context it is closed at the end, with everything committed.

    The context raises FileError for a disk that is full, and DamagedShelfError for rows that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        """Open or begin it; one of another reader's version, or damaged, begins anew.  Raises FileError."""
        self.path = path
        try:
            self._db = self._opened()
        except sqlite3.Error as fault:
            if not isinstance(found := _fault_of(path, fault), DamagedShelfError):
                raise found from fault
            self.discard(path)
            try:
                self._db = self._opened()
            except sqlite3.Error as again:
                raise _fault_of(path, again) from again
        self._waiting = 0

    @staticmethod
    def discard(path: Path) -> None:
        """Put a damaged one out of the way; raises FileError."""
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise FileError(
                "来件库已损坏，又删不掉", str(path), "请关闭占用它的程序，删除这个文件"
            ) from fault

    @staticmethod
    def require_current(path: Path) -> None:
        """Raise FileError for one that opening would begin anew: whoever only looks must not lose it."""
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
                known = db.execute("SELECT reader FROM about").fetchone()
        except sqlite3.Error as fault:
            raise _fault_of(path, fault) from fault
        if known != (READER,):
            raise FileError("来件库是另一个版本的程序做的", path.name, "请用现在的程序再汇总一次")

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=PATIENCE)
        try:
            db.execute("PRAGMA journal_mode=DELETE")
            db.execute("PRAGMA cache_size=-8000")
            db.executescript(_SCHEMA)
            found = db.execute("SELECT reader FROM about").fetchone()
            if found != (READER,):
                # Of another version even the columns may be others.
                for table in ("about", "file", "person", "chosen", "keyring"):
                    db.execute(f"DROP TABLE {table}")
                db.executescript(_SCHEMA)
                db.execute("INSERT INTO about VALUES (?)", (READER,))
            db.commit()
        except BaseException:
            db.close()
            raise
        return db

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        try:
            self._db.commit()
        except sqlite3.Error as late:
            fault = fault or late
        finally:
            self._db.close()
        if isinstance(fault, sqlite3.Error | zlib.error):
            raise _fault_of(self.path, fault) from fault

    def has(self, sha: str) -> bool:
        """Whether a content stands here already."""
        return self._number(sha) is not None

    def _number(self, sha: str) -> int | None:
        """The number of a content, by which its people know it."""
        row = self._db.execute("SELECT number FROM file WHERE sha=?", (sha,)).fetchone()
        return int(row[0]) if row else None

    def verdict(self, sha: str) -> Verdict | None:
        """What reading a content came to; None where it was never read."""
        row = self._db.execute("SELECT town, reason, lane FROM file WHERE sha=?", (sha,)).fetchone()
        return Verdict(*map(str, row)) if row else None

    def put(self, answer: Answer) -> None:
        """Keep what lasts; whatever was there under the same content is replaced."""
        number = self._number(answer.sha)
        if number is not None:
            self._db.execute("DELETE FROM person WHERE number=?", (number,))
        kept = self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?,?,?,?)",
            (
                number,
                answer.sha,
                answer.town,
                answer.reason,
                answer.lane,
                answer.whole,
                answer.figures,
                answer.members,
                answer.people,
            ),
        )
        number = kept.lastrowid
        self._db.executemany(
            "INSERT INTO person VALUES (?,?,?,?,?)", [(number, *person) for person in answer.known]
        )
        self._waiting += 1
        if self._waiting >= EVERY:
            self.commit()

    def commit(self) -> None:
        """Let nothing of what was read so far be lost."""
        self._db.commit()
        self._waiting = 0

    def raw_figures(self, sha: str) -> bytes:
        """What was read of an accepted content, as JSON of whatever kind its reader makes."""
        return zlib.decompress(self._of("figures", sha))

    def raw_members(self, sha: str) -> bytes:
        """Its rows of 名册, as JSON."""
        return zlib.decompress(self._of("members", sha))

    def people(self, sha: str) -> int:
        """How many rows of 名册 it has."""
        return int(self._of("people", sha))

    def _of(self, column: str, sha: str) -> Any:  # noqa: ANN401 - as the column has it
        row = self._db.execute(f"SELECT {column} FROM file WHERE sha=?", (sha,)).fetchone()
        if row is None or row[0] is None:
            raise damaged(self.path)
        return row[0]

    def choose(self, chosen: Iterable[tuple[str, str]]) -> None:
        """Which submissions count, as (sha, town) in the order of the towns."""
        self._db.execute("DELETE FROM chosen")
        self._db.executemany(
            "INSERT INTO chosen (sha, town, number) SELECT sha, ?2, number FROM file WHERE sha=?1", chosen
        )

    def chosen(self) -> list[tuple[str, str]]:
        """(town, sha) of the submissions that counted in the last merge."""
        return [
            (str(town), str(sha))
            for town, sha in self._db.execute("SELECT town, sha FROM chosen ORDER BY place")
        ]

    def same_number(self) -> Iterator[list[tuple[str, str, str, str]]]:
        """People with one identity number in several towns, each as (town, list, name, birth); whole submissions only."""
        yield from self._several("mark", "mark <> ''")

    def namesakes(self) -> Iterator[list[tuple[str, str, str, str]]]:
        """People with one name and month of birth in several towns, of whom not all numbers are known."""
        yield from self._several("name, birth", "name <> '' AND birth <> ''", "SUM(mark = '') > 0")

    def _several(self, keys: str, where: str, having: str = "1") -> Iterator[list[tuple[str, str, str, str]]]:
        """Groups of people that agree in `keys`; the few that are in several towns are found first."""
        people = f"person JOIN chosen USING (number) WHERE {where}"
        rows = self._db.execute(
            f"WITH several AS (SELECT {keys} FROM {people} GROUP BY {keys} HAVING MIN(town) <> MAX(town) AND {having})"
            f" SELECT DISTINCT town, list, name, birth, {keys} FROM {people} AND ({keys}) IN several ORDER BY {keys}, town, list"
        )
        for _, group in groupby(rows, key=itemgetter(slice(4, None))):
            yield [(str(town), str(list_), str(name), str(birth)) for town, list_, name, birth, *_ in group]

    def wrapped_keys(self) -> list[tuple[str, bytes, bytes]]:
        """The key of the marks as it lies here: (town, salt, key wrapped in that town's password)."""
        return [(str(t), bytes(s), bytes(w)) for t, s, w in self._db.execute("SELECT * FROM keyring")]

    def wrap_key(self, town: str, salt: bytes, wrapped: bytes) -> None:
        """Add a wrapping."""
        self._db.execute("INSERT OR REPLACE INTO keyring VALUES (?,?,?)", (town, salt, wrapped))

    def forget_whole(self) -> None:
        """The key is lost (all passwords changed): whole submissions are to be read again."""
        self._db.execute("DELETE FROM person WHERE number IN (SELECT number FROM file WHERE whole)")
        self._db.execute("DELETE FROM file WHERE whole")
        self._db.execute("DELETE FROM keyring")
