"""The process in which foreign bytes are parsed: what it may use, and what comes of using more."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pyxl.errors import FileError, TableError
from pyxl.hosts import bounded, job_windows, kept_ready
from pyxl.hosts.package.numerals import decimal, whole
from pyxl.hosts.package.opc import read_file

pytestmark = pytest.mark.process


def echo(raw, where, secret):
    return [raw.decode(), where, secret]


def spin(raw, where, secret):
    while True:
        pass


def hoard(raw, where, secret):
    return len(bytearray(2 * bounded.MEMORY))


def refuse(raw, where, secret):
    raise TableError("没有这张表", where, "请检查")


def crash(raw, where, secret):
    os.abort()


def here(function):
    return f"test_bounded:{function.__name__}"


def times_in_memory(raw, where, secret):
    """How often what `raw` says backwards stands in this process."""
    sought, found = raw[::-1], 0
    with Path("/proc/self/maps").open() as maps, Path("/proc/self/mem").open("rb", 0) as memory:
        for line in maps:
            ends, rights = line.split()[:2]
            if rights.startswith("rw") and "[v" not in line:
                begin, end = (int(part, 16) for part in ends.split("-"))
                memory.seek(begin)
                found += memory.read(end - begin).count(sought)
    return found


@pytest.fixture(autouse=True)
def found_by_the_child(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture(params=["fresh", "kept"])
def process(request, monkeypatch, found_by_the_child):
    """A process for each file, and one kept ready that forks for each."""
    monkeypatch.setattr(bounded, "_ready", [])
    if request.param == "kept":
        if not kept_ready.CAN_FORK:
            pytest.skip("no fork here")
        bounded.keep_ready()
    yield request.param
    for ready in bounded._ready:
        ready.stop()


def test_the_request_and_the_answer_go_through_pipes(process):
    assert bounded.run(here(echo), "甲\n乙".encode(), "表.xlsx", "秘密 1") == ["甲\n乙", "表.xlsx", "秘密 1"]


def test_an_error_comes_back_as_itself(process):
    with pytest.raises(TableError, match=r"表.xlsx：没有这张表。请检查。"):
        bounded.run(here(refuse), b"", "表.xlsx")


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of this kind are Linux's")
def test_what_uses_more_than_it_may_ends_in_a_sentence(process):
    for work, said in ((hoard, "大得不正常"), (crash, "读不出来")):
        with pytest.raises(FileError, match=said):
            bounded.run(here(work), b"", "表.xlsx")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="bounds of this kind are Linux's")
def test_ten_seconds_of_the_processor_are_all(process):
    with pytest.raises(FileError, match="读了 10 秒还没有读完"):
        bounded.run(here(spin), b"", "表.xlsx")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc shows a process its memory")
def test_a_kept_process_reads_file_after_file_and_none_finds_another_ones(monkeypatch):
    monkeypatch.setattr(bounded, "_ready", [])
    bounded.keep_ready()
    (ready,) = bounded._ready
    try:
        assert bounded.run(here(echo), b"x" * 1_000_000, "", "")[0] == "x" * 1_000_000
        first = ready._process
        content, password = b"Zhang-San-1980", "Geheim-2017-Ding"
        for _ in range(3):
            raw, _, secret = bounded.run(here(echo), content * 1000, "", password * 1000)
            assert (raw, secret) == (content.decode() * 1000, password * 1000)
        assert ready._process is first, "the same process for all of them"
        for sought in (content, password.encode()):
            found = bounded.run(here(times_in_memory), sought[::-1], "", "")
            assert found < 50, "no more than what the question itself leaves"
        with pytest.raises(FileError):
            bounded.run(here(crash), b"", "", "")
        assert bounded.run(here(echo), b"", "", "") == ["", "", ""], (
            "and one that died of a file is started again"
        )
        assert bounded.run(here(echo), b"", "", "") == ["", "", ""]
        first = ready._process
        first.kill()
        first.wait()
        assert bounded.run(here(echo), b"", "", "") == ["", "", ""]
    finally:
        ready.stop()


def test_windows_limits_are_laid_out_as_winnt_h_says():
    """64-bit offsets of JOBOBJECT_EXTENDED_LIMIT_INFORMATION, by the header's own types."""
    found = job_windows.limits(10, 300)
    assert found.BasicLimitInformation.PerProcessUserTimeLimit == 100_000_000
    assert type(found).ProcessMemoryLimit.offset == 112 and type(found).IoInfo.offset == 64
    assert found.ProcessMemoryLimit == 300 and found.BasicLimitInformation.LimitFlags == 0x102


@pytest.mark.parametrize("text", ["３６", "3_6", "nan", "inf", "1e999", "0x10", "٣", "", "1 2", "१"])
def test_numbers_have_ascii_digits_only(text):
    for read in (whole, decimal):
        with pytest.raises(FileError, match="不合规矩"):
            read(text, "表")


def test_numbers_as_the_schema_writes_them():
    assert [decimal(text) for text in ("36", " -3.5 ", "1E2", "+.5", "4.")] == [36, -3.5, 100, 0.5, 4]
    assert whole("-12") == -12


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices as files")
@pytest.mark.parametrize("device", ["pipe", "/dev/zero", "/dev/tty", "folder", "link"])
def test_only_regular_files_are_read(tmp_path, device):
    path = tmp_path / "名册.xlsx"
    if device == "pipe":
        os.mkfifo(path)
    elif device == "folder":
        path.mkdir()
    elif device == "link":
        os.mkfifo(tmp_path / "管道")
        path.symlink_to(tmp_path / "管道")
    else:
        path.symlink_to(device)
    with pytest.raises(FileError, match=r"名册.xlsx：.*(设备或管道|文件夹|读不了)"):
        read_file(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(2_000_001)
    with pytest.raises(FileError, match="太大（超过 2 MB）"):
        read_file(path, 2_000_000)
