"""Word documents to PDF through LibreOffice, all of them in one start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyxl.errors import HostError
from pyxl.hosts.files.scratch import scratch_folder
from pyxl.hosts.office.printing import TIMEOUT, run_libreoffice, soffice

SECONDS_EACH = 5
"""What one more document may take on a slow desk."""


def documents_to_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> PDF for every .docx; no document is opened in a LibreOffice that somebody is using.

    Raises HostError when LibreOffice is absent, fails or hangs, and names the document that it could not print.
    """
    if not documents:
        return {}
    program = soffice()
    with scratch_folder() as folder:
        # Names of our own: a console's code page may lack the characters of the real ones.
        copies = {known: folder / f"{at:04d}.docx" for at, known in enumerate(documents)}
        for known, copy in copies.items():
            copy.write_bytes(documents[known])
        seconds = TIMEOUT + SECONDS_EACH * len(copies)
        run_libreoffice(program, folder / "profile", "pdf:writer_pdf_Export", [*copies.values()], seconds)
        return {known: _read(copy.with_suffix(".pdf"), known) for known, copy in copies.items()}


def _read(made: Path, known: str) -> bytes:
    if not made.exists():
        raise HostError(
            f"LibreOffice 没能把“{known}”转成 PDF", remedy="请用 Word、WPS 或 LibreOffice 打开看看，再试一次"
        )
    return made.read_bytes()
