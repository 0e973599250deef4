"""A Dask cluster as an executor: the same jobs on many machines."""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any, Final

from pyxl.district.shelf import KILLED, READER, Answer
from pyxl.errors import HostError

if TYPE_CHECKING:
    from pyxl.district.workers.work import Job

SECONDS: Final = 20
"""Patience with a scheduler that does not answer."""


class Cluster(Executor):
    """Submits each job under a key of its content's digest, the reader's version and this merge.

    A key without them would be answered from the cluster's memory, whatever has changed since.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - distributed.Client, an extra
        self._client = client
        self._merge = uuid.uuid4().hex[:8]

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        """One job; its answer comes through a future of the standard library."""
        job: Job = arguments[0]
        key = f"moxi-{READER}-{self._merge}-{job.sha}"
        theirs = self._client.submit(fn, *arguments, **named, key=key, pure=False, retries=0)
        ours: Future[Any] = Future()
        ours.set_running_or_notify_cancel()

        def finished(future: Any) -> None:  # noqa: ANN401
            try:
                ours.set_result(future.result())
            except BaseException:
                # A worker that dies of a file is started again by the cluster, and the file refused after some tries.
                ours.set_result(Answer(job.sha, reason=KILLED, lasting=False))
            future.release()

        theirs.add_done_callback(finished)
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close()


def connect(address: str) -> tuple[Callable[[], Executor], int]:
    """A maker of executors on the cluster, and its number of threads.

    Raises HostError where the library is missing or nobody answers.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as fault:
        raise HostError(
            "没有安装集群部分", "--cluster", "请运行 pip install moxi-reform[cluster]，或去掉 --cluster"
        ) from fault
    try:
        client = distributed.Client(address, timeout=SECONDS, set_as_default=False)
        threads = sum(client.nthreads().values())
    except (OSError, TimeoutError) as fault:
        raise HostError("连不上集群", address, "请检查地址和网络，或去掉 --cluster") from fault
    if not threads:
        client.close()
        raise HostError("集群里没有工作进程", address, "请先启动 dask worker")
    return (lambda: Cluster(client)), threads
