"""Sealing: agile AES-256 that others open, and passwords that are worth the name."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import msoffcrypto
import olefile
import pytest
from invented import IDENTITIES, PASSWORD, source, tables
from lxml import etree

from pyxl.hosts.compound import is_sealed
from pyxl.post import seal
from pyxl.post.freeze import freeze
from pyxl.post.parcel import frozen_of, pack
from pyxl.post.seal import PasswordError, password_from, require_strong, unseal
from tests.libreoffice import SYSTEM_PYTHON, require_uno

pytestmark = pytest.mark.process

OPENER = Path(__file__).with_name("open_sealed_uno.py")


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return pack(source(), PASSWORD).workbook


def test_it_is_agile_aes_256(sealed):
    with olefile.OleFileIO(io.BytesIO(sealed)) as compound:
        description = etree.fromstring(compound.openstream("EncryptionInfo").read()[8:])
    (keys,) = description.iter("{*}keyData")
    (password,) = description.iter(
        "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}encryptedKey"
    )
    for element in (keys, password):
        assert (element.get("cipherAlgorithm"), element.get("keyBits")) == ("AES", "256")
        assert (element.get("cipherChaining"), element.get("hashAlgorithm")) == ("ChainingModeCBC", "SHA512")
    assert int(password.get("spinCount")) >= 100_000


def test_it_holds_everything_whole_and_shows_nothing(sealed):
    assert is_sealed(sealed) and not is_sealed(freeze(frozen_of(source(), True)))
    file = msoffcrypto.OfficeFile(io.BytesIO(sealed))
    file.load_key(password=PASSWORD, verify_password=True)
    opened = io.BytesIO()
    file.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == freeze(frozen_of(source(), masked=False))
    assert not any(number.encode(code) in sealed for number in IDENTITIES for code in ("utf-8", "utf-16-le"))
    assert PASSWORD.encode() not in sealed and PASSWORD.encode("utf-16-le") not in sealed


def test_two_sealed_files_of_the_same_differ(sealed):
    assert pack(source(), PASSWORD).workbook != sealed


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_opens_it_with_the_password(sealed, tmp_path):
    require_uno()
    file = tmp_path / "加密.xlsx"
    file.write_bytes(sealed)
    done = subprocess.run(
        [str(SYSTEM_PYTHON), str(OPENER), str(file)], input=f"{PASSWORD}\n别的密码\n", capture_output=True,
        encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [str(tables()["候选人"][0]["身份证号"]), "refused"]


@pytest.mark.parametrize(
    "password", ["", "Abc123xyz", "12345678901", "aaaaaaaaaaaa", " Abcdef12345", "Ab1" * 90]
)
def test_weak_passwords(password):
    with pytest.raises(PasswordError, match=r"密码(太弱|太长)"):
        require_strong(password)


@pytest.mark.parametrize("password", [PASSWORD, "磨溪镇妇联二〇一七年冬", "x1y2z3w4v5"])
def test_strong_passwords(password):
    assert (
        unseal(seal.seal(b"PK" + freeze(frozen_of(source(), True))[2:], password), password, "f")[:2] == b"PK"
    )


def test_where_the_password_comes_from(monkeypatch):
    monkeypatch.setenv("MOXI_MIMA", PASSWORD)
    monkeypatch.delenv("MOXI_WU", raising=False)
    assert password_from(None) is None
    assert password_from("MOXI_MIMA") == PASSWORD
    with pytest.raises(PasswordError, match="环境变量“MOXI_WU”里没有密码"):
        password_from("MOXI_WU")


def test_nothing_is_called_done_that_does_not_come_back(monkeypatch):
    monkeypatch.setattr(seal, "unseal", lambda *_: b"other")
    with pytest.raises(Exception, match="加密后核对不符"):
        seal.seal(freeze(frozen_of(source(), True)), PASSWORD)
