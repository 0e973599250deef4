"""环境自检 as a clerk sends it: one block, in letters that every console has, and nobody's data in it."""

from __future__ import annotations

import re
import zipfile

from pyxl.book.workbook import Workbook
from pyxl.hosts.engine.opening import open_closed


def test_it_is_one_block_in_letters_that_a_chinese_console_has(moxi):
    _, out, _ = moxi("doctor")
    out.encode("gbk")
    head, *lines = out.splitlines()
    assert "环境自检" in head and ("项要处理：" in head or "都正常" in head)
    checks = [line for line in lines if line.startswith(("√ ", "× "))]
    assert any(line.startswith("√ Python：") for line in checks) and len(checks) >= 8
    assert ("×" in {line[0] for line in checks}) == ("项要处理" in head)


def test_it_packs_what_a_maintainer_asks_for_and_nobodys_data(moxi, tmp_path, sample):
    moxi("check", sample)
    packed = tmp_path / "自检.zip"
    assert moxi("doctor", sample, "--zip", packed)[0] in (0, 1)
    with zipfile.ZipFile(packed) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert texts.keys() == {"doctor.txt", "versions.txt", "log.txt"}
    assert "校验候选人" in texts["log.txt"] and "xlwings" in texts["versions.txt"]
    assert "环境自检" in texts["doctor.txt"]
    with open_closed(sample, read_only=True) as book:
        people = [row["姓名"] for table in ("候选人", "代表") for row in Workbook(book).records(table)]
    everything = "\n".join(texts.values())
    assert people and not [name for name in people if name and name in everything]
    assert not re.search(r"\d{15}", everything)


def test_only_a_zip_file_is_made(moxi, tmp_path):
    status, _, said = moxi("doctor", "--zip", tmp_path / "自检.txt")
    assert status == 2 and "请以 .zip 结尾" in said and not list(tmp_path.iterdir())


def test_a_workbook_that_cannot_be_read_is_no_hindrance(moxi, tmp_path):
    broken = tmp_path / "坏.xlsm"
    broken.write_bytes(b"x")
    moxi("doctor", broken, "--zip", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "读不出操作日志" in archive.read("log.txt").decode("utf-8-sig")
