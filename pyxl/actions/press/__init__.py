"""What a press leaves behind: what it can take back, the line in the log."""

from pyxl.actions.press.history import (
    TABLE,
    DamagedHistory,
    History,
    Step,
    capture,
    read_anchor,
    read_history,
    record_region,
    write_history,
)
from pyxl.actions.press.log import LOG, log_breaks, log_rows
from pyxl.actions.press.states import brought_back

__all__ = [
    "LOG",
    "TABLE",
    "DamagedHistory",
    "History",
    "Step",
    "brought_back",
    "capture",
    "log_breaks",
    "log_rows",
    "read_anchor",
    "read_history",
    "record_region",
    "write_history",
]
