"""The attachments of a mail, however its program wrote their names.

Names come in the encodings of four standards and none: RFC 2231, RFC 2047 (which forbids it there), bytes of UTF-8 or GBK as they
are, or not at all.  Headers are bounded before they are parsed, since the library takes the square of their length.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email._policybase import Compat32
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any, Final

from pyxl.district.inbox.kinds import MAIL, SEND, WORKBOOK
from pyxl.district.inbox.names import from_bytes, readable, shown
from pyxl.errors import FileError

LONGEST_HEADER: Final = 20_000
"""Characters of a header that are looked at."""
MOST_HEADERS: Final = 20_000
MOST_PARTS: Final = 4_000
_SPREADSHEETS: Final = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.ms-excel",
    }
)
_NAMES: Final = (("Content-Disposition", "filename"), ("Content-Type", "name"))
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"})


class _TooMuchError(Exception):
    """More headers or parts than any mail has."""


def attachments(raw: bytes, place: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The sender and (name, bytes) of each attachment; pictures that are part of the letter's own text are none.

    Raises FileError for what is no mail.
    """
    try:
        message = email.message_from_bytes(raw, policy=_policy())
        return _words(_header(message, "From"))[:LONGEST_HEADER], list(_found(message))
    except _TooMuchError as fault:
        raise FileError("邮件里的附件多得不正常，不予打开", place, SEND) from fault
    except Exception as fault:  # whatever the library stumbles over
        raise FileError("邮件读不出来，可能已损坏", place, SEND) from fault


def _policy() -> Compat32:
    """Headers as they stand, each cut to a length and all of them counted; parts counted."""
    counts = {"headers": 0, "parts": 0}

    def count(what: str, most: int) -> None:
        counts[what] += 1
        if counts[what] > most:
            raise _TooMuchError

    class Bounded(Compat32):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            count("headers", MOST_HEADERS)
            name, value = super().header_source_parse(sourcelines)
            return name, value[:LONGEST_HEADER]

    def part(policy: Any = None) -> Message:  # noqa: ANN401 - as the library has it
        count("parts", MOST_PARTS)
        return Message(policy or Bounded())

    return Bounded(message_factory=part)


def _found(message: Message) -> Iterator[tuple[str, bytes]]:
    """What hangs on a mail; of a mail that hangs on it the whole, which is opened like any other."""
    kind = message.get_content_type()
    if kind == "message/rfc822" and message.is_multipart():
        inner = message.get_payload(0)
        assert isinstance(inner, Message)
        yield _name(message) or f"转发的邮件{MAIL}", inner.as_bytes()
    elif message.is_multipart():
        for part in message.get_payload():
            assert isinstance(part, Message)
            yield from _found(part)
    elif (name := _name(message) or _name_by_kind(message, kind)) and not _is_of_the_text(message, kind):
        yield name, _content(message)


def _content(message: Message) -> bytes:
    """The bytes; base64 is read leniently, as mail programs do."""
    data = message.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_of_the_text(message: Message, kind: str) -> bool:
    """A logo under a signature, a picture that the text shows."""
    inline = message.get_content_disposition() != "attachment"
    return kind.startswith("image/") and (inline or message.get("Content-ID") is not None)


def _name_by_kind(message: Message, kind: str) -> str:
    """What an attachment without a name is called; "" for a part that is the letter itself."""
    if kind in _SPREADSHEETS:
        return f"未命名{WORKBOOK}"
    attached = message.get_content_disposition() == "attachment"
    return "未命名" if attached or kind.startswith("application/") else ""


def _name(message: Message) -> str:
    """The name by the first header that has one; written by RFC 2231 it counts before any other."""
    for header, parameter in _NAMES:
        plain = Message()
        plain[header] = _header(message, header)
        values = [value for key, value in plain.get_params([], header) if key.casefold() == parameter]
        values.sort(key=lambda value: isinstance(value, str))
        if values and (name := _told(values[0]).strip()):
            return shown(name.replace("\\", "/").rpartition("/")[2])
    return ""


def _told(value: Any) -> str:  # noqa: ANN401 - text, or the triple of RFC 2231
    if isinstance(value, str):
        return _words(value)
    charset, language, text = value
    return collapse_rfc2231_value((_charset(charset or "utf-8"), language, text), errors="replace")


def _header(message: Message, name: str) -> str:
    """A header in one line, its bytes read as UTF-8 or GBK where nobody encoded them."""
    found = next((value for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    raw = str(found).encode("utf-8", "surrogateescape")
    return _FOLDED.sub(" ", from_bytes(raw)).replace("\r", " ").replace("\n", " ")


def _words(text: str) -> str:
    """Encoded words (RFC 2047) decoded; neighbours of one encoding are joined first, since programs cut within a character."""
    try:
        parts = decode_header(text)
    except Exception:  # base64 that is none
        return readable(text)
    return readable(
        "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)
    )


def _decoded(raw: bytes, charset: str | None) -> str:
    try:
        return raw.decode(_charset(charset)) if charset else from_bytes(raw)
    except (LookupError, UnicodeError):
        return from_bytes(raw)


def _charset(name: str) -> str:
    """Mails that say GB2312 hold the characters of GBK and GB 18030 as well."""
    return "gb18030" if name.casefold() in _CHINESE else name
