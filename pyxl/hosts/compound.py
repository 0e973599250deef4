"""Compound files (OLE), in which older Office files and every encrypted one come: how they begin, and what an encrypted one holds."""

from __future__ import annotations

from typing import Final

BEGINNING: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT: Final = "EncryptedPackage"
"""The stream with the encrypted file ([MS-OFFCRYPTO] 2.3.4)."""


def is_sealed(raw: bytes) -> bool:
    """Whether the bytes are an encrypted Office file."""
    return raw.startswith(BEGINNING) and CONTENT.encode("utf-16-le") in raw
