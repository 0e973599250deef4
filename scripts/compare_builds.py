"""Builds the workbook twice, in two processes, and compares both with the committed file, part by part.

zlib differs between machines, so the parts are compared and not the zip files.  Exit status 1 names every
part that differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pyxl.hosts.files.packing import unpack

REPOSITORY = Path(__file__).resolve().parents[1]
COMMITTED = REPOSITORY / "workbook" / "Moxi_Reform.xlsm"


def build(folder: Path, seed: str, zone: str) -> dict[str, bytes]:
    """The parts of one build, made under another hash seed and time zone."""
    out = folder / f"build-{seed}.xlsm"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    command = [sys.executable, "-m", "pyxl", "build", "--out", str(out)]
    subprocess.run(command, check=True, env=environment, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    return unpack(out.read_bytes())


def differences(left: dict[str, bytes], right: dict[str, bytes]) -> list[str]:
    """Names of the parts that are not the same."""
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def main() -> int:
    """Compare; 0 when all three are the same."""
    with tempfile.TemporaryDirectory() as name:
        first, second = build(Path(name), "1", "UTC"), build(Path(name), "2", "Asia/Shanghai")
    committed = unpack(COMMITTED.read_bytes())
    wrong = {
        "two builds": differences(first, second),
        "the committed workbook": differences(first, committed),
    }
    for what, parts in wrong.items():
        print(f"{what}: {'the same, part by part' if not parts else 'differ in ' + ', '.join(parts)}")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
