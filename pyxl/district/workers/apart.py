"""One process beside this one for what takes much memory: the comparison with pandas, the writing of the result."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, Self

from pyxl.district.workers.pool import processes
from pyxl.district.workers.work import Named
from pyxl.errors import HostError

_ENDED: Final = (
    "汇总的进程中断了，可能内存不够",
    "汇总各镇",
    "请关掉别的程序，再汇总一次；已读的文件不必重读，原来的结果没有改动",
)


class Apart:
    """It starts with its first work, while this process looks into the inbox; as a context it ends with it."""

    def __init__(self) -> None:
        self._pool: Executor = processes(1, reads_many=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def start(self, work: Named, *arguments: Any) -> Future[Any]:  # noqa: ANN401 - as the work has them
        """Begin some work; one is done after the other."""
        return self._pool.submit(work, *arguments)

    def end(self, started: Future[Any]) -> Any:  # noqa: ANN401 - what the work returns
        """What it came to.  Raises what the work raised, and HostError where the process died of it."""
        try:
            return started.result()
        except BrokenProcessPool as fault:
            self._pool = processes(1, reads_many=False)
            raise HostError(*_ENDED) from fault

    def do(self, work: Named, *arguments: Any) -> Any:  # noqa: ANN401
        """Both."""
        return self.end(self.start(work, *arguments))
