"""One process beside this one for what takes much memory: the comparison with pandas, the writing of the result."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Final, Self

from pyxl.district.workers.pool import processes
from pyxl.district.workers.work import Named
from pyxl.errors import HostError

_ENDED: Final = (
    "汇总中途被系统中断了，可能内存不够",
    "汇总各镇",
    "请关掉别的程序，再汇总一次；已读的文件不必重读，原来的结果没有改动",
)
DEAD: Final = (BrokenProcessPool, EOFError, ConnectionError)
"""What a pool raises whose process, or the one that it is copied from, is gone."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Work that is under way."""

    future: Future[Any]
    work: Named
    arguments: tuple[Any, ...]


class Apart:
    """It starts with its first work, while this process looks into the inbox; as a context it ends with it."""

    def __init__(self) -> None:
        self._pool: Executor = processes(1, reads_many=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def start(self, work: Named, *arguments: Any) -> Begun:  # noqa: ANN401 - as the work has them
        """Begin some work; one is done after the other."""
        try:
            return Begun(self._pool.submit(work, *arguments), work, arguments)
        except DEAD:
            self._pool = processes(1, reads_many=False)
            return Begun(self._pool.submit(work, *arguments), work, arguments)

    def end(self, begun: Begun, tries: int = 2) -> Any:  # noqa: ANN401 - what the work returns
        """What it came to.  A process that dies of it has `tries`: a system short of memory ends whom it likes.

        Raises what the work raised, and HostError where it died each time.
        """
        try:
            return begun.future.result()
        except DEAD as fault:
            self._pool = processes(1, reads_many=False)
            if tries < 2:
                raise HostError(*_ENDED) from fault
        return self.end(self.start(begun.work, *begun.arguments), tries - 1)

    def do(self, work: Named, *arguments: Any) -> Any:  # noqa: ANN401
        """Both."""
        return self.end(self.start(work, *arguments))
