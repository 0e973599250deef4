"""Windows' bounds on a process: a job object that it enters itself and never leaves.

Structures and numbers are those of winnt.h (JOBOBJECT_EXTENDED_LIMIT_INFORMATION).
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

_PROCESS_TIME: Final = 0x00000002
_PROCESS_MEMORY: Final = 0x00000100
_EXTENDED_LIMITS: Final = 9
_TICKS: Final = 10_000_000
"""Units of 100 nanoseconds in a second."""


class _Basic(ctypes.Structure):
    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    _fields_ = [
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


def limits(cpu_seconds: int, memory: int) -> _Extended:
    """The structure that names both bounds."""
    wanted = _Extended()
    wanted.BasicLimitInformation.PerProcessUserTimeLimit = cpu_seconds * _TICKS
    wanted.BasicLimitInformation.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY
    wanted.ProcessMemoryLimit = memory
    return wanted


def bind(cpu_seconds: int, memory: int) -> bool:
    """Bound this process; whether Windows took it.  One that already stands in a job that allows no other stays as it is."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    wanted = limits(cpu_seconds, memory)
    taken = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
    return bool(taken and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))
