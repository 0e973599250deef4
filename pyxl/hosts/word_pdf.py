"""Word documents to PDF through LibreOffice, all of them in one start."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pyxl.errors import HostError
from pyxl.hosts.printing import TIMEOUT, soffice

SECONDS_EACH = 5
"""What one more document may take on a slow desk."""


def documents_to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> PDF for every .docx; no document is opened in a LibreOffice that somebody is using.

    Raises HostError when LibreOffice is absent, fails or hangs, and names the document that it could not print.
    """
    if not documents:
        return {}
    program = soffice()
    with tempfile.TemporaryDirectory(prefix="moxi-") as name:
        folder = Path(name)
        # Names of our own: a console's code page may lack the characters of the real ones.
        copies = {known: folder / f"{at:04d}.docx" for at, known in enumerate(documents)}
        for known, copy in copies.items():
            copy.write_bytes(documents[known])
        _convert(program, list(copies.values()), folder)
        return {known: _read(copy.with_suffix(".pdf"), known) for known, copy in copies.items()}


def _convert(program: str, copies: list[Path], folder: Path) -> None:
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *map(str, copies),
    ]  # fmt: skip
    try:
        subprocess.run(
            command, capture_output=True, timeout=TIMEOUT + SECONDS_EACH * len(copies), check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise HostError("LibreOffice 生成 PDF 超时", remedy="请关闭其他程序后重试") from fault
    except OSError as fault:
        raise HostError("LibreOffice 启动不了", remedy="请重新安装 LibreOffice 后再试") from fault


def _read(made: Path, known: str) -> bytes:
    if not made.exists():
        raise HostError(
            f"LibreOffice 没能把“{known}”转成 PDF", remedy="请用 Word、WPS 或 LibreOffice 打开看看，再试一次"
        )
    return made.read_bytes()
