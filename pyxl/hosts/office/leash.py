"""A program on a leash: it ends when whoever started it ends, killed or not.

Run as a script of its own, `python leash.py PROGRAM ARGUMENT...`, with standard input as the leash: the starter holds
its other end, and the system lets go of that when the starter dies.  Then the program goes, and all that it started:
LibreOffice's program file is a script whose child's child does the work.  Standard library alone, since it is started
without ours.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import subprocess
import sys
import threading

_NEW_GROUP, _NO_WINDOW = 0x00000200, 0x08000000
"""Windows: CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW."""
_EXTENDED_LIMITS, _KILL_ON_CLOSE, _LIMITS_SIZE = 9, 0x2000, 144
"""Windows: JobObjectExtendedLimitInformation, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, bytes of the structure (64 bits)."""


def main(command: list[str]) -> int:
    """Run the program; returns its exit status.

    Ctrl-C in a terminal reaches us too: it is the starter's business, who lets go of the leash.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    apart: dict[str, object] = (
        {"creationflags": _NEW_GROUP | _NO_WINDOW} if sys.platform == "win32" else {"start_new_session": True}
    )
    if sys.platform == "win32":
        _tie_to_us()
    try:
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL, **apart)  # type: ignore[call-overload]
    except OSError:
        return 127
    threading.Thread(target=_hold, args=(program.pid,), daemon=True).start()
    return int(program.wait())


def _tie_to_us() -> bool:
    """Put us into a job whose last handle is ours: with us ends all that we started.  Whether Windows did so."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = struct.pack("<qqI", 0, 0, _KILL_ON_CLOSE).ljust(_LIMITS_SIZE, b"\0")
    tied = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, limits, len(limits))
    return bool(tied and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))


def _hold(process: int) -> None:
    """Wait until the other end is let go of, then end the program with all that it started, and us."""
    while os.read(0, 1):  # unbuffered: the interpreter's end must not find a lock held
        pass
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process)], capture_output=True, check=False)
    else:
        os.killpg(process, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
