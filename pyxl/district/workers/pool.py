"""Many files in many processes: a window of them under way, progress with rate and time left, and no file lost.

A worker that dies takes every file that is under way with it.  These are tried again one by one, each in a process of
its own; the one that dies there is refused and costs only itself.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Final

from pyxl.district.installed import WARM
from pyxl.district.shelf import KILLED, Answer
from pyxl.district.workers.work import Job, Named
from pyxl.errors import HostError
from pyxl.hosts.bounded import keep_ready
from pyxl.hosts.copies import context
from pyxl.hosts.lean_start import import_xlwings

WINDOW: Final = 4
"""Files under way for each worker."""
PATIENCE: Final = 180.0
"""Seconds without any answer after which the workers are taken for stuck; one file may cost ten of processor time."""

Reader = Callable[[Job], Answer]
Maker = Callable[[], Executor]
"""Starts the workers."""
READ: Final = Named("pyxl.district.reading", "read")


def workers() -> int:
    """Processes that this desk can keep busy."""
    return max(1, min(os.cpu_count() or 1, 16))


def processes(count: int | None = None, *ready: str, reads_many: bool = True) -> Executor:
    """Workers on this desk, with the modules `ready` imported, for many files or for other work.

    They are no copies of the parent, which would hold all that it holds, but of a process that has done nothing but import what all of
    them need; where the system cannot fork each starts fresh.
    """
    return ProcessPoolExecutor(
        count or workers(),
        mp_context=context(WARM),
        initializer=partial(_begin, reads_many, *ready),
    )


def _begin(reads_many: bool, *ready: str) -> None:
    """In a worker: whoever stops the merge stops the parent, and a worker ends with its parent, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if reads_many:
        keep_ready()
    import_xlwings()
    for module in ready:
        importlib.import_module(module)
    # What is imported stays: the collector need not look at it again with every file.
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_all(
    jobs: Iterable[Job], start: Maker = processes, width: int | None = None, reader: Reader = READ
) -> Iterator[Answer]:
    """The answers, as they come; `jobs` are taken only as fast as they are read, so that few bytes are held at a time."""
    waiting = iter(jobs)
    most = WINDOW * (width or workers())
    taken: Job | None = next(waiting, None)
    while taken is not None:
        under_way: dict[Future[Answer], Job] = {}
        pool = start()
        try:
            while taken is not None or under_way:
                while taken is not None and len(under_way) < most:
                    under_way[pool.submit(reader, taken)] = taken
                    taken = next(waiting, None)
                done, _ = wait(under_way, timeout=PATIENCE, return_when=FIRST_COMPLETED)
                if not done:
                    _kill(pool)
                for future in done:
                    # Until its answer is out, a job counts as under way.
                    answer = future.result()
                    del under_way[future]
                    yield answer
        except (BrokenProcessPool, EOFError, ConnectionError):
            pass  # a worker is gone, or the process that workers are copied from
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        for job in under_way.values():
            yield alone(job, reader)


def alone(job: Job, reader: Reader = READ, tries: int = 2) -> Answer:
    """A file in a process of its own; if that dies each time, the file is refused.

    Once it may be the system that is short of memory, or the process that workers are copied from that is gone.
    """
    pool = processes(1)
    try:
        return pool.submit(reader, job).result(timeout=PATIENCE)
    except TimeoutError:
        tries = 1
        _kill(pool)
    except (BrokenProcessPool, EOFError, OSError):
        _kill(pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return alone(job, reader, tries - 1) if tries > 1 else Answer(job.sha, reason=KILLED, lasting=False)


def _kill(pool: Executor) -> None:
    """End workers that no longer answer; their files then count as lost."""
    running: Any = getattr(pool, "_processes", None)
    for process in list((running or {}).values()):
        process.kill()


class Progress:
    """How far the reading is, with the rate and the time left, no oftener than people look."""

    def __init__(
        self, total: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._say, self._clock = total, say, clock
        self._began = self._said = clock()
        self._done = 0

    def one_more(self) -> None:
        """A file is done."""
        self._done += 1
        now = self._clock()
        if now - self._said < 0.5 and self._done < self._total:
            return
        self._said = now
        rate = self._done / max(now - self._began, 1e-6)
        left = (self._total - self._done) / rate
        self._say(
            f"汇总各镇：已读 {self._done}/{self._total} 份，每秒 {rate:.0f} 份，还要 {shown_time(left)}"
        )


def shown_time(seconds: float) -> str:
    """A time as people say it: 不到 1 秒, 12 秒, 3 分 20 秒."""
    if seconds < 1:
        return "不到 1 秒"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def cluster(address: str) -> tuple[Maker, int]:
    """The workers of a Dask cluster at tcp://…, and how many they are.

    Raises HostError where `distributed` is not installed or nobody answers.
    """
    from pyxl.district.workers.dask_cluster import connect

    if not address.startswith(("tcp://", "tls://")):
        raise HostError("集群地址写得不对", address, "请写成 tcp://主机:端口")
    return connect(address)
