"""What a clerk reads of what nobody foresaw."""

from __future__ import annotations

import errno

import pytest

from pyxl.errors import defect


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘空间不够"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EFBIG, "放不下"),
    ],
)
def test_a_full_disk_is_no_defect_wherever_it_is_met(number, reason):
    said = defect(raised(OSError(number, "No space left on device", "/tmp/x")))
    assert reason in said and "程序出了差错" not in said and "OSError" not in said and said.endswith("。")


@pytest.mark.parametrize(
    "error", [OSError(errno.EBADF, "x"), ValueError("110101199003070000"), KeyError("x")]
)
def test_a_defect_names_its_place_and_no_data(error):
    said = defect(raised(error))
    assert said.startswith("程序出了差错") and "test_errors.py 第" in said and "1101" not in said
