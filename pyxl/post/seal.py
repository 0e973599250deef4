"""Closing a workbook with a password, and opening one: [MS-OFFCRYPTO] agile encryption, AES-256.

Excel 2010 and later, WPS and LibreOffice open it.  A password never stands on a command line: it comes out
of an environment variable that the command line names.
"""

from __future__ import annotations

import io
import os
from typing import Final

import olefile
from msoffcrypto import exceptions
from msoffcrypto.format.ooxml import OOXMLFile

from pyxl.errors import FileError
from pyxl.hosts.compound import CONTENT

LEAST: Final = 10
"""Characters of a password: whoever holds the file can try at home, so a short one is none."""
MOST: Final = 255
"""Characters that Excel takes."""

_INFO: Final = "EncryptionInfo"
_FREE_SECTOR: Final = 0xFFFFFFFF
_INFO_LIMIT: Final = 65_536
_DAMAGED: Final = "加密文件不完整或已损坏，内容与它的校验不符"
_AGAIN: Final = "请报送单位重新打包上报，并核对文件大小"


class PasswordError(FileError):
    """No password, a wrong one, or one that is too weak."""


def password_from(variable: str | None) -> str | None:
    """The password that an environment variable holds; None where no variable is named.

    Raises PasswordError for a variable that is missing or empty.
    """
    if variable is None:
        return None
    if not (found := os.environ.get(variable)):
        raise PasswordError(
            f"环境变量“{variable}”里没有密码", remedy="请先设置这个环境变量，再运行；密码不要写在命令行上"
        )
    return found


def require_strong(password: str) -> str:
    """The password; raises PasswordError for one that could be guessed."""
    if len(password) < LEAST or password.isdigit() or len(set(password)) < 5:
        raise PasswordError(
            "密码太弱", remedy=f"请用至少 {LEAST} 个字符，字母、数字混用，不能全是数字，也不要用姓名、生日"
        )
    if len(password) > MOST or password != password.strip():
        raise PasswordError("密码太长或首尾有空格", remedy=f"请用 {LEAST} 至 {MOST} 个字符，首尾不留空格")
    return password


def seal(package: bytes, password: str) -> bytes:
    """The package, encrypted.  Two calls give different bytes: the salt is random.

    Raises PasswordError for a weak password, FileError when what was encrypted does not come back.
    """
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(package)).encrypt(require_strong(password), sealed)
    data = sealed.getvalue()
    # The library calls this part experimental: nobody is told "done" before it came back byte for byte.
    if unseal(data, password, "刚加密的文件") != package:
        raise FileError("加密后核对不符，没有生成文件", remedy="请重试一次；仍然不行请联系维护人员")
    return data


def unseal(raw: bytes, password: str | None, where: str) -> bytes:
    """What was encrypted, after its integrity check.

    Raises PasswordError for a missing or wrong password, FileError for a damaged file.
    """
    if not password:
        raise PasswordError("文件设有密码", where, "请用 --password-env 指明存放密码的环境变量")
    opened = io.BytesIO()
    try:
        _refuse_dubious(raw, where)
        file = OOXMLFile(io.BytesIO(raw))
        _turn_key(file, password, where)
        file.decrypt(opened, verify_integrity=True)
    except FileError:
        raise
    except Exception as fault:
        # Cut and changed files make the library raise whatever it stumbles over.
        raise FileError(_DAMAGED, where, _AGAIN) from fault
    return opened.getvalue()


def _turn_key(file: OOXMLFile, password: str, where: str) -> None:
    try:
        file.load_key(password=password, verify_password=True)
    except exceptions.InvalidKeyError as fault:
        raise PasswordError(
            "密码不对，打不开", where, "请向报送单位核实密码，注意大小写；密码确实无误的，是文件损坏了"
        ) from fault


def _refuse_dubious(raw: bytes, where: str) -> None:
    """The description of the encryption is XML from outside: small, and without a document type."""
    with olefile.OleFileIO(io.BytesIO(raw)) as compound:
        if not (compound.exists(_INFO) and compound.exists(CONTENT)):
            raise FileError(_DAMAGED, where, _AGAIN)
        used = max(at for at, entry in enumerate(compound.fat) if entry != _FREE_SECTOR)
        if (used + 2) * compound.sectorsize > len(raw):  # the header takes the first sector's place
            raise FileError(_DAMAGED, where, _AGAIN)
        if compound.get_size(_INFO) > _INFO_LIMIT:
            raise FileError("加密说明大得不正常，已拒绝打开", where, _AGAIN)
        with compound.openstream(_INFO) as stream:
            if b"<!" in stream.read():
                raise FileError("加密说明里有不允许的声明，已拒绝打开", where, "请向发件人核实这份文件")
