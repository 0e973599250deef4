"""Keyed marks of identity numbers: equal numbers have equal marks, and without the key a mark tells nothing.

The key lies on the shelf only wrapped in the towns' passwords, so a merge that has none of them compares no numbers.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pyxl.district.inbox import Passwords
from pyxl.district.shelf import Shelf
from pyxl.rules.identity import normalise

_COST: Final = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
"""Of scrypt: a twentieth of a second for each try at a password."""
_LENGTH: Final = 24


def mark(key: bytes, number: str) -> str:
    """The mark of an identity number, "" for a blank one."""
    plain = normalise(number)
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:_LENGTH] if plain else ""


def key_of(shelf: Shelf, passwords: Passwords) -> bytes | None:
    """The shelf's key by any password that wraps it, or a new one; None without passwords."""
    if not passwords.by_town:
        return None
    known = shelf.wrapped_keys()
    for town, salt, wrapped in known:
        if password := passwords.by_town.get(town):
            try:
                return AESGCM(_stretched(password, salt)).decrypt(wrapped[:12], wrapped[12:], None)
            except InvalidTag:
                continue
    if known:
        shelf.forget_whole()
    key = os.urandom(32)
    town, password = next(iter(passwords.by_town.items()))
    keep(shelf, key, town, password)
    shelf.commit()
    return key


def keep(shelf: Shelf, key: bytes, town: str, password: str) -> None:
    """Wrap the key in another town's password too, so that it outlives a change of the first."""
    salt, nonce = os.urandom(16), os.urandom(12)
    shelf.wrap_key(town, salt, nonce + AESGCM(_stretched(password, salt)).encrypt(nonce, key, None))


def _stretched(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST)
