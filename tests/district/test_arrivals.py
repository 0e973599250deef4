"""What lies in an inbox: mails, zips and files are opened, and what is no mail of anybody is refused by name."""

from __future__ import annotations

import datetime as dt
import io
import os
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pyxl.district.inbox import arrivals as module
from pyxl.district.inbox import look_into
from pyxl.errors import FileError
from pyxl.rules.identity import SAMPLE_REGION, make_sample


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_dot_", "."), content)
    return data.getvalue()


def mail(*attached: tuple[str, bytes], sender: str = "甲样镇妇联 <a@example.cn>") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, "上报"
    message.set_content("请查收")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def found(folder: Path) -> dict[str, tuple[bytes, str]]:
    return {one.place: (one.raw, one.refused) for one in look_into(folder)}


def test_files_mails_and_zips_within_one_another(tmp_path):
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "一.xlsx").write_bytes(b"1")
    (tmp_path / "二.xlsm").write_bytes(b"2")
    (tmp_path / "信.eml").write_bytes(mail(("三.xlsx", b"3"), ("包.zip", zipped(四_dot_xlsx=b"4"))))
    (tmp_path / "~$二.xlsm").write_bytes(b"lock")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    got = list(look_into(tmp_path))
    assert {one.place: one.raw for one in got} == {
        "乙/一.xlsx": b"1",
        "二.xlsm": b"2",
        "信.eml›三.xlsx": b"3",
        "信.eml›包.zip›四.xlsx": b"4",
    }
    assert {one.name: one.sender for one in got if one.sender} == {
        "三.xlsx": "甲样镇妇联 <a@example.cn>",
        "四.xlsx": "甲样镇妇联 <a@example.cn>",
    }


def test_a_zip_from_chinese_windows_keeps_its_names(tmp_path):
    data = zipped(name_dot_xlsx=b"1")
    (tmp_path / "包.zip").write_bytes(data.replace(b"name.xlsx", "磨溪".encode("gb18030") + b".xlsx"))
    assert list(found(tmp_path)) == ["包.zip›磨溪.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are Unix's")
def test_links_pipes_and_folders_that_are_links_are_refused(tmp_path):
    inbox, elsewhere = tmp_path / "收件", tmp_path / "别处"
    inbox.mkdir()
    elsewhere.mkdir()
    (elsewhere / "秘密.xlsx").write_bytes(b"secret")
    (inbox / "链接.xlsx").symlink_to(elsewhere / "秘密.xlsx")
    (inbox / "文件夹").symlink_to(elsewhere)
    os.mkfifo(inbox / "管道.xlsx")
    got = found(inbox)
    assert all(not raw and "不予打开" in refused for raw, refused in got.values())
    assert set(got) == {"链接.xlsx", "文件夹", "管道.xlsx"}


def test_a_link_within_a_zip_is_refused(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        entry = zipfile.ZipInfo("链接.xlsx")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("../../外面.xlsx", b"1")
    (tmp_path / "包.zip").write_bytes(data.getvalue())
    got = {one.name: one.refused for one in look_into(tmp_path)}
    assert "不予打开" in got["链接.xlsx"] and got["外面.xlsx"] == ""
    assert not (tmp_path.parent.parent / "外面.xlsx").exists()


def test_bombs_passwords_and_rubbish_are_refused_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_INSIDE", 3)
    (tmp_path / "炸弹.zip").write_bytes(zipped(大_dot_xlsx=b"\0" * 20_000_000))
    (tmp_path / "多.zip").write_bytes(zipped(**{f"n{n}_dot_xlsx": b"1" for n in range(4)}))
    (tmp_path / "断.zip").write_bytes(zipped(一_dot_xlsx=b"1")[:30])
    (tmp_path / "空信.eml").write_bytes(mail())
    (tmp_path / "说明.docx").write_bytes(b"x")
    locked = bytearray(zipped(一_dot_xlsx=b"1"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    (tmp_path / "密.zip").write_bytes(locked)
    deep = zipped(一_dot_xlsx=b"1")
    for level in range(4):
        deep = zipped(**{f"包{level}_dot_zip": deep})
    (tmp_path / "深.zip").write_bytes(deep)
    got = {place.partition("›")[0]: refused for place, (raw, refused) in found(tmp_path).items()}
    assert "大得不正常" in got["炸弹.zip"] and "大得不正常" in got["多.zip"] and "损坏" in got["断.zip"]
    assert "没有附件" in got["空信.eml"] and "不认识" in got["说明.docx"] and "密码" in got["密.zip"]
    assert "太多层" in got["深.zip"]


def test_no_name_shows_an_identity_number_and_times_stay(tmp_path):
    number = make_sample(SAMPLE_REGION, dt.date(1980, 5, 1), 4)
    (tmp_path / f"王样{number}_2017-12-04_090000.xlsx").write_bytes(b"1")
    (one,) = look_into(tmp_path)
    assert number not in one.place and one.place.endswith("_2017-12-04_090000.xlsx")


def test_an_inbox_that_is_not_there(tmp_path):
    with pytest.raises(FileError, match="找不到收件文件夹"):
        list(look_into(tmp_path / "没有"))
