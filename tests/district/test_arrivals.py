"""What lies in an inbox: mails, zips and files are opened, and what is no mail of anybody is refused by name."""

from __future__ import annotations

import base64
import datetime as dt
import email
import io
import os
import random
import stat
import zipfile
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from pyxl.district.inbox import Refusal, look_into, put_aside
from pyxl.district.inbox import bounds as module
from pyxl.district.inbox.mails import LONGEST_HEADER
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
    assert "大得不正常" in got["炸弹.zip"] and "多得不正常" in got["多.zip"] and "损坏" in got["断.zip"]
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


WORKBOOK = zipped(**{"[Content_Types]_dot_xml": b"x", "xl/workbook_dot_xml": b"y"})
TOWN = "磨溪镇.xlsx"


def part(
    disposition: bytes, kind: bytes = b"application/octet-stream", head: bytes = b"From: a@example.cn"
) -> bytes:
    """A mail as programs write it, byte by byte: the library's own would write every name in one way."""
    encoded = base64.encodebytes(WORKBOOK).replace(b"\n", b"\r\n")
    lines = [head, b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="=_1"', b"", b"--=_1", b"Content-Type: text/plain", b"",
             "请查收".encode(), b"--=_1", b"Content-Type: " + kind, b"Content-Transfer-Encoding: base64", disposition, b"", encoded,
             b"--=_1--", b""]  # fmt: skip
    return b"\r\n".join(line for line in lines if line or line == b"")


def words(charset: str, *parts: bytes) -> bytes:
    return b"\r\n ".join(b"=?" + charset.encode() + b"?B?" + base64.b64encode(one) + b"?=" for one in parts)


def percent(text: str, charset: str) -> bytes:
    return "".join(f"%{byte:02X}" for byte in text.encode(charset)).encode()


UTF8, GBK = TOWN.encode(), TOWN.encode("gbk")
NAMES = {
    "RFC 2047, UTF-8": b'filename="' + words("utf-8", UTF8) + b'"',
    "RFC 2047, GBK": b'filename="' + words("GBK", GBK) + b'"',
    "RFC 2047, said to be GB2312": b'filename="' + words("gb2312", GBK) + b'"',
    "RFC 2047, cut within a character": b'filename="' + words("utf-8", UTF8[:4], UTF8[4:]) + b'"',
    "RFC 2047, quoted printable": b'filename="=?utf-8?Q?=E7=A3=A8=E6=BA=AA=E9=95=87=2Exlsx?="',
    "RFC 2047, not quoted": b"filename=" + words("GBK", GBK),
    "RFC 2047, an unknown encoding": b'filename="' + words("x-none", GBK) + b'"',
    "RFC 2231": b"filename*=utf-8''" + percent(TOWN, "utf-8"),
    "RFC 2231, GB2312": b"filename*=gb2312''" + percent(TOWN, "gbk"),
    "RFC 2231, continued": b"filename*0*=utf-8''" + percent("磨溪", "utf-8") + b"; filename*1*=" + percent("镇.xlsx", "utf-8"),
    "RFC 2231 beside a plain name": b'filename="moxi.xlsx"; ' + b"filename*=utf-8''" + percent(TOWN, "utf-8"),
    "bytes of UTF-8": b'filename="' + UTF8 + b'"',
    "bytes of GBK": b'filename="' + GBK + b'"',
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_read_however_a_mail_program_wrote_it(tmp_path, name):
    (tmp_path / "信.eml").write_bytes(part(b"Content-Disposition: attachment; " + name))
    (tmp_path / "又.eml").write_bytes(
        part(b"X-None: 1", b"application/octet-stream; " + name.replace(b"filename", b"name"))
    )
    assert found(tmp_path) == {f"信.eml›{TOWN}": (WORKBOOK, ""), f"又.eml›{TOWN}": (WORKBOOK, "")}


def test_two_characters_of_gbk_that_are_utf8_by_chance(tmp_path):
    """磨溪 is; then the other script tells."""
    (tmp_path / "信.eml").write_bytes(
        part(b"Content-Disposition: inline; filename=a.xlsx", head="From: 磨溪 <a@example.cn>".encode("gbk"))
    )
    (tmp_path / "包.zip").write_bytes(zipped(name_dot_xlsx=b"1").replace(b"name", "磨溪".encode("gbk")))
    got = {one.place: one.sender for one in look_into(tmp_path)}
    assert got == {"信.eml›a.xlsx": "磨溪 <a@example.cn>", "包.zip›磨溪.xlsx": ""}


def test_names_of_a_zip_that_does_not_say_that_they_are_utf8(tmp_path):
    (tmp_path / "包.zip").write_bytes(
        zipped(**{"n" * 9 + "_dot_xlsx": b"1"}).replace(b"n" * 9, "磨溪镇".encode())
    )
    assert list(found(tmp_path)) == [f"包.zip›{TOWN}"]


@pytest.mark.parametrize(
    ("disposition", "kind", "place"),
    [
        (b"Content-Disposition: attachment", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "信.eml›未命名.xlsx"),
        (b"Content-Disposition: attachment", b"application/octet-stream", "信.eml›未命名"),
        (b'Content-Disposition: inline; filename="A.XLSX"', b"application/x", "信.eml›A.XLSX"),
        (b'Content-Disposition: attachment; filename="a.xlsx.download"', b"application/x", "信.eml›a.xlsx.download"),
        (b'Content-Disposition: attachment; filename="a.zip"', b"application/zip", "信.eml›a.zip"),
        (b'Content-Disposition: attachment; filename="..\\..\\C:\\x\\a.xlsx"', b"application/x", "信.eml›a.xlsx"),
    ],
)  # fmt: skip
def test_a_workbook_is_one_whatever_it_is_called(tmp_path, disposition, kind, place):
    (tmp_path / "信.eml").write_bytes(part(disposition, kind))
    assert found(tmp_path) == {place: (WORKBOOK, "")}


def test_a_forwarded_mail_is_a_mail_with_its_own_sender(tmp_path):
    inner = mail(("一.xlsx", b"1"), sender="镇里 <z@example.cn>")
    outer = EmailMessage()
    outer["From"] = "区里 <q@example.cn>"
    outer.set_content("转发")
    outer.add_attachment(email.message_from_bytes(inner, policy=default), filename="转.eml")
    outer.add_attachment(email.message_from_bytes(inner, policy=default))
    outer.add_attachment(b"2", maintype="application", subtype="x", filename="二.xlsx")
    (tmp_path / "信.eml").write_bytes(outer.as_bytes())
    assert {one.place: (one.raw, one.sender, one.refused) for one in look_into(tmp_path)} == {
        "信.eml›转.eml›一.xlsx": (b"1", "镇里 <z@example.cn>", ""),
        "信.eml›转发的邮件.eml›一.xlsx": (b"1", "镇里 <z@example.cn>", ""),
        "信.eml›二.xlsx": (b"2", "区里 <q@example.cn>", ""),
    }


def test_a_picture_under_a_signature_is_no_attachment(tmp_path):
    letter = EmailMessage()
    letter["From"] = "a@example.cn"
    letter.set_content("请查收")
    letter.add_attachment(
        b"png", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>"
    )
    letter.add_attachment(b"1", maintype="application", subtype="x", filename="一.xlsx")
    letter.add_attachment(b"jpg", maintype="image", subtype="jpeg", filename="盖章.jpg")
    (tmp_path / "信.eml").write_bytes(letter.as_bytes())
    assert {place.partition("›")[2]: refused[:6] for place, (_, refused) in found(tmp_path).items()} == {
        "一.xlsx": "",
        "盖章.jpg": "不认识的文件",
    }


@pytest.mark.parametrize(
    ("name", "says"),
    [("a.rar", "解开再报"), ("a.7z", "解开再报"), ("winmail.dat", "Outlook"), ("a.msg", "另存"), ("a.xls", "旧格式"), ("a.csv", ".csv"),
     ("镇", "没有扩展名")],
)  # fmt: skip
def test_what_nobody_opens_is_told_what_to_do_and_kept_whole(tmp_path, name, says):
    (tmp_path / name).write_bytes(b"Rar!")
    (one,) = look_into(tmp_path)
    assert one.raw == b"Rar!" and says in one.refused and "打包上报" in one.refused


def test_one_file_of_a_zip_that_cannot_be_read_costs_only_itself(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("一.xlsx", "二.xlsx", "三.xlsx"):
            archive.writestr(name, name.encode() * 9)
    broken = bytearray(data.getvalue())
    broken[broken.index("二.xlsx".encode() * 9) + 3] ^= 0xFF
    (tmp_path / "包.zip").write_bytes(broken)
    got = {one.name: bool(one.raw) for one in look_into(tmp_path)}
    assert got == {"一.xlsx": True, "二.xlsx": False, "三.xlsx": True}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_two_arrivals_have_one_place(tmp_path):
    numbers = [make_sample(SAMPLE_REGION, dt.date(1980, 5, 1), at) for at in (4, 6)]
    (tmp_path / "信.eml").write_bytes(mail(("上报.xlsx", b"1"), ("上报.xlsx", b"2")))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for at, name in enumerate(
            ["上报.xlsx", "上报.xlsx", "上报（2）.xlsx", *(f"{number}.xlsx" for number in numbers)]
        ):
            archive.writestr(name, str(at))
    (tmp_path / "包.zip").write_bytes(data.getvalue())
    places = [one.place for one in look_into(tmp_path)]
    assert len(set(places)) == len(places) == 7 and all(place.endswith(".xlsx") for place in places)


def test_bombs_within_one_another_have_one_room_together(tmp_path):
    inner = zipped(**{f"n{n}_dot_xlsx": b"\0" * 900_000 for n in range(50)})
    (tmp_path / "包.zip").write_bytes(zipped(**{f"包{n}_dot_zip": inner for n in range(40)}))
    got = list(look_into(tmp_path))
    assert sum(len(one.raw) for one in got if not one.refused) <= module.MOST_UNPACKED
    assert any("大得不正常" in one.refused for one in got)


@pytest.mark.parametrize(
    "head",
    [b'Content-Type: multipart/mixed; boundary="' + b'";' * 3_000_000, b"X: " + b"y" * 9_000_000, b"X: 1\r\n" * 300_000],
    ids=["quotes", "one long", "many"],
)  # fmt: skip
def test_heads_without_end_are_cut_before_they_are_parsed(tmp_path, monkeypatch, head):
    parse, lengths = email.message._parseparam, [0]

    def parsed(text: str) -> list[str]:
        lengths.append(len(text))
        return list(parse(text)) if len(text) <= LONGEST_HEADER + 1 else []

    monkeypatch.setattr(email.message, "_parseparam", parsed)
    (tmp_path / "信.eml").write_bytes(b"From: a@example.cn\r\n" + head + b"\r\n\r\nx")
    (one,) = look_into(tmp_path)
    assert one.refused and max(lengths) <= LONGEST_HEADER + 1, "the library takes the square of its length"


def test_parts_without_end_are_refused(tmp_path):
    many = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\nContent-Type: a/b; name=x.xlsx\r\n\r\n1\r\n" * 20_000
    )
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000)
    )
    (tmp_path / "多.eml").write_bytes(many)
    (tmp_path / "深.eml").write_bytes(deep)
    assert all(refused for _, refused in found(tmp_path).values()) and len(found(tmp_path)) == 2


@pytest.mark.parametrize("seed", range(4))
def test_rubbish_raises_nothing(tmp_path, seed):
    """Bytes changed at random in a zip and in a mail: each has its sentence or its files."""
    chance = random.Random(seed)
    whole = {
        "包.zip": zipped(一_dot_xlsx=b"1" * 400, 镇_dot_xlsx=b"2" * 400, 包_dot_zip=zipped(二_dot_xlsx=b"3")),
        "信.eml": part(b"Content-Disposition: attachment; " + chance.choice(list(NAMES.values()))),
    }
    for _ in range(150):
        for name, data in whole.items():
            bad = bytearray(data)
            for _ in range(chance.randint(1, 8)):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            (tmp_path / name).write_bytes(bad[: chance.randrange(len(bad))] if chance.random() < 0.2 else bad)
        for one in look_into(tmp_path):
            assert one.place.isprintable() and one.sender.isprintable()
            assert (one.place + one.sender + one.refused).encode()


@pytest.mark.skipif(os.name != "posix", reason="names of bytes are Unix's")
def test_whatever_a_folder_s_names_are_made_of_can_be_shown(tmp_path):
    folder = os.fsencode(tmp_path) + b"/"
    for name in (
        "磨溪镇.xlsx".encode("gbk"),
        b"\xff\xfe.xlsx",
        "换\n行\x01.xlsx".encode(),
        "右\u202exslx.xlsx".encode(),
        ("长" * 83).encode(),
    ):
        Path(os.fsdecode(folder + name)).write_bytes(b"1")
    got = [one.name for one in look_into(tmp_path)]
    assert "磨溪镇.xlsx" in got and len(set(got)) == 5
    assert all(name.isprintable() and len(name) <= 120 for name in got)


def test_a_folder_that_cannot_be_read_is_an_arrival_and_stops_nobody(tmp_path, monkeypatch):
    (tmp_path / "锁").mkdir()
    (tmp_path / "一.xlsx").write_bytes(b"1")
    scan = os.scandir

    def closed(path: object):
        if str(path).endswith("锁"):
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    got = found(tmp_path)
    assert got["一.xlsx"] == (b"1", "") and "没有权限" in got["锁"][1]


def test_a_name_of_any_length_can_be_put_aside(tmp_path):
    for name in ("长" * 120 + ".xlsx", "长" * 120, "a." + "长" * 120, "…" * 119 + "."):
        put_aside(tmp_path, Refusal(name, name, "0" * 64, "", "样例"), b"1", "区妇联")
    assert len(list(tmp_path.iterdir())) == 8
