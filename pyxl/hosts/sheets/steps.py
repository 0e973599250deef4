"""Many steps as one call into Excel: a list of them, carried out by the macro `MoxiCarryOut` of the workbook itself.

Each call from outside costs some ten milliseconds, a step inside Excel next to nothing.  A step is a tuple of words, its
verb first; `macros/MoxiSteps.bas` says what each means.  Where the macro can't be run (a workbook of an earlier version or
without macros, a closed file, WPS) the caller takes the same steps one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pyxl.hosts.live import Refusal, is_busy, is_refusal

if TYPE_CHECKING:
    import xlwings

MACRO: Final = "MoxiCarryOut"
Step = tuple[str, ...]
_BETWEEN_STEPS, _BETWEEN_WORDS = "\n", "\t"


class StepMacro:
    """The macro of one open workbook; it counts as absent once Excel refused to run it."""

    def __init__(self, book: xlwings.Book, application: Any) -> None:  # noqa: ANN401 - a COM object
        self._book = book
        self._application = application
        self._absent = application is None
        self._name = ""

    def carry_out(self, steps: Sequence[Step]) -> Sequence[Any] | None:
        """The answer of each step; None where there is no macro to ask, and nothing was done.

        Raises `Refusal` with the words of Excel where it would not do one of the steps; those before it are done.
        """
        if self._absent or not steps:
            return None if self._absent else ()
        answer = self._run(_BETWEEN_STEPS.join(map(_BETWEEN_WORDS.join, steps)))
        if answer and isinstance(answer, str):
            raise Refusal(answer)
        if not isinstance(answer, tuple | list) or len(answer) != len(steps):
            self._absent = True
            return None
        return answer

    def _run(self, text: str) -> Any:  # noqa: ANN401 - what a macro answers
        if not self._name:
            self._name = "'" + self._book.name.replace("'", "''") + "'!" + MACRO
        try:
            return self._application.Run(self._name, text, len(text.encode("utf-16-le")) // 2)
        except Exception as error:  # Excel says so of a macro that is not there, or that may not run
            if not is_refusal(error) or is_busy(error):
                raise
            return None
