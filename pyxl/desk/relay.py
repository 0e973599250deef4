"""Work beside a window: a job in a thread of its own, whose calls into the window run in the window's thread.

Windows of every kind may be touched by one thread only, and a window that waits for a job looks dead.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Relay:
    """One job at a time; `serve` is called by the window every few milliseconds."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._worker is not None and self._worker.is_alive()

    def start(self, job: Callable[[], None]) -> bool:
        """Begin a job; False, and nothing begun, while another is under way."""
        if self.busy:
            return False
        self._worker = threading.Thread(target=job, daemon=True)
        self._worker.start()
        return True

    def call(self, function: Callable[[], T]) -> T:
        """From the job: what `function` returns in the window's thread, or the error that it raises."""
        answer: Future[T] = Future()
        self._calls.put((function, answer))
        return answer.result()

    def serve(self) -> None:
        """From the window: carry out what the job has asked for."""
        while True:
            try:
                function, answer = self._calls.get_nowait()
            except queue.Empty:
                return
            try:
                answer.set_result(function())
            except Exception as error:
                answer.set_exception(error)
