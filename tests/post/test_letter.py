"""The letter: a draft that any mail program reads, with the workbook whole and nobody's data in its text."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage

import pytest
from invented import ERROR, IDENTITIES, PASSWORD, TELEPHONES, source

from pyxl.errors import SettingError
from pyxl.post.letter import addresses
from pyxl.post.parcel import Parcel, pack

pytestmark = pytest.mark.process


def read(parcel: Parcel) -> EmailMessage:
    message = email.message_from_bytes(parcel.letter, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_with_the_workbook():
    parcel = pack(
        source(report_mailbox="fulian@example.cn；bangong@example.cn", congress_number="第一次"), None
    )
    message = read(parcel)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "fulian@example.cn, bangong@example.cn"
    assert message["Subject"] == "磨溪镇第一次妇女代表大会上报材料（实施选举阶段）"
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert attached.get_filename() == parcel.name == "磨溪镇第一次妇女代表大会上报材料_2017-12-01_093059.xlsx"
    assert attached.get_content() == parcel.workbook
    text = message.get_body(("plain",)).get_content()
    assert "安居区妇联：" in text and "候选人 27 行" in text and "代表 41 行" in text
    assert parcel.frozen.cover.fingerprint in text and parcel.frozen.cover.digest in text


def test_as_mail_wants_it():
    """Lines end with CR LF and are short, all is ASCII, the file name is written as RFC 2231 says."""
    letter = pack(source(), None).letter
    assert letter.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", letter)
    assert max(map(len, letter.split(b"\r\n"))) <= 998
    assert re.search(rb"filename\*(0\*)?=utf-8''%E7%A3%A8%E6%BA%AA", letter)


def test_no_personal_data_and_never_the_password():
    for password in (None, PASSWORD):
        parcel = pack(
            source(findings=[ERROR], reason=f"{IDENTITIES[0]}的原件未到，电话{TELEPHONES[0]}"), password
        )
        text = read(parcel).get_body(("plain",)).get_content() + read(parcel)["Subject"] + parcel.name
        assert PASSWORD not in text and IDENTITIES[0] not in text and TELEPHONES[0] not in text
        assert "丁小样" not in text
        assert ("密码另行告知" in text) == bool(password)
        assert "带错上报的原因：510999" in text and "带错上报" in parcel.name


def test_without_an_address():
    assert read(pack(source(), None))["To"] is None
    assert addresses(" ") == addresses(None) == ()


@pytest.mark.parametrize("written", ["fulian", "fulian@区妇联", "a@b", "a@b.cn\r\nBcc: c@d.cn", "<a@b.cn>"])
def test_what_is_no_address(written):
    with pytest.raises(SettingError, match=r"上报邮箱.*不是邮箱地址"):
        addresses(written)
