"""The installed copy under Wine, pressed as a clerk or a script does, and the same on Linux beside it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.windows.wine import Wine


@dataclass
class Installed:
    """A desk with the software: `stick` is what it came from, `home` where it is."""

    windows: Wine
    stick: Path
    home: Path
    said: list[str] = field(default_factory=list)
    """What each double click showed."""

    def double_click(self, name: str) -> subprocess.CompletedProcess[str]:
        """安装.cmd or 卸载.cmd of the stick; it must not fail."""
        done = self.windows.run("cmd", "/c", self.windows.path(self.stick / name), "--quiet")
        assert done.returncode in (0, 1), done.stdout + done.stderr
        self.said.append(done.stdout)
        return done

    @property
    def scripts(self) -> Path:
        return self.home / "venv" / "Scripts"

    @property
    def papers(self) -> Path:
        """The clerk's own folder."""
        return self.windows.profile / "Documents" / "换届选举"

    def python(self, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
        """The installed Python."""
        return self.windows.run(self.windows.path(self.scripts / "python.exe"), "-X", "utf8", *words, **more)

    def moxi(self, *words: object) -> tuple[int, str, str]:
        """A command of the installed copy: (exit status, standard output, standard error)."""
        done = self.python("-m", "pyxl", *words)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    def document(self, *words: object) -> tuple[int, dict[str, Any]]:
        """Its exit status and JSON."""
        status, out, said = self.moxi(*words, "--json")
        assert out, (words, status, said)
        return status, json.loads(out)
