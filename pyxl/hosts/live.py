"""An Excel that is open: told from a closed file without asking it, left undisturbed by a press, not waited for for ever."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import xlwings

Part: TypeAlias = "xlwings.Book | xlwings.Sheet | xlwings.Range"

CLOSED_ENGINE: Final = "moxi"
"""What xlwings calls our engine for closed files."""

_MANUAL: Final = -4135  # XlCalculation.xlCalculationManual
_REJECTED: Final = -2147418111  # RPC_E_CALL_REJECTED
_ATTEMPTS: Final = 20_000
"""Of one call into an Excel that turns it away; some ten seconds."""

QUIET: Final[Mapping[str, Any]] = {"DisplayAlerts": False, "EnableEvents": False}
"""Switches for the whole of a press: no question in its way, no code of the workbook's own set off by it."""
WRITING: Final[Mapping[str, Any]] = {"ScreenUpdating": False, "Calculation": _MANUAL}
"""Switches while tables are written: Excel draws and calculates once, at the end."""


def is_live(part: Part) -> bool:
    """Whether a book, sheet or range stands open in Excel; the parts of closed files are classes of ours."""
    return not type(part.impl).__module__.startswith("pyxl.")


def engine_of(part: Part) -> Any:  # noqa: ANN401 - an engine of xlwings'
    """The engine behind a part.  `part.book.app.engine` would ask Excel four times for the same answer."""
    import xlwings  # building the workbook needs none

    return xlwings.engines["excel" if is_live(part) else CLOSED_ENGINE].impl


def application_of(book: xlwings.Book) -> Any:  # noqa: ANN401 - a COM object
    """Excel itself, of an open book; None for a closed file.  Asking costs a call: keep the answer."""
    return book.api.Application if is_live(book) else None


@contextmanager
def switched(application: Any, switches: Mapping[str, Any]) -> Iterator[None]:  # noqa: ANN401 - a COM object
    """Excel's switches set for a while, each put back as it was, whatever happens; nothing where there is no Excel."""
    with ExitStack() as stack:
        if application is not None:
            for name, value in switches.items():
                before = getattr(application, name)
                if before != value:
                    stack.callback(setattr, application, name, before)
                    setattr(application, name, value)
        yield


@contextmanager
def one_message_to_the_printer(worksheet: Any) -> Iterator[None]:  # noqa: ANN401 - a COM object
    """Page set-up sent to the printer's driver at once, not setting by setting; Excel 2007 cannot."""
    application = worksheet.Application
    with suppress(Exception):
        application.PrintCommunication = False
    try:
        yield
    finally:
        with suppress(Exception):
            application.PrintCommunication = True


def be_patient() -> None:
    """Bound how often xlwings tries again when Excel is busy: by itself it does so for ever."""
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS


class Refusal(Exception):
    """What Excel said of a step that it would not do, as pywintypes.com_error would tell it."""

    hresult: Final = -2147352567  # DISP_E_EXCEPTION

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.excepinfo = (0, "Microsoft Excel", text, None, 0, self.hresult)


def is_refusal(error: BaseException) -> bool:
    """Whether Excel itself turned a call away: pywintypes.com_error, or xlwings' own word for a busy one."""
    return hasattr(error, "hresult") or type(error).__name__ == "ExcelBusyError"


def is_busy(error: BaseException) -> bool:
    """Whether Excel is not to be spoken to: a cell is being edited, a dialog stands open."""
    return type(error).__name__ == "ExcelBusyError" or getattr(error, "hresult", None) == _REJECTED


def refusal_text(error: BaseException) -> str:
    """What the clerk reads of a call that Excel turned away."""
    if is_busy(error):
        return "Excel 正忙，这一步没有办，数据没有改动。请先按回车或 Esc 结束单元格的编辑、关闭 Excel 里开着的对话框，再按一次按钮。"
    details: Any = getattr(error, "excepinfo", None)
    said = (str(details[2] or "").strip() if details else "") or "没有说明原因"
    return f"Excel 没有照办（{said}），数据没有改动。请保存后关闭 Excel 重新打开，再按一次；还不行，请把这句话发给维护人员。"
