"""What `run.py test --excel` presses with, tried on the stand-in: the same words, the same sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.both_hosts import quick
from tests.excel.desk import Excel
from tests.excel.real import RealExcel, real_excel

pytestmark = pytest.mark.libreoffice
__all__ = ("quick",)


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_a_press_on_the_installed_excel_says_what_one_on_the_stand_in_says(sample: Path, desk: Excel) -> None:
    desk.open(sample)
    real = RealExcel(desk.application)
    real._book = desk.book
    said = real.press("check")
    assert said.startswith("校验完成：错误") and not desk.told
    assert desk.press("check").splitlines()[0] == said.splitlines()[0]
    real.sheet("代表").call_Activate()
    assert desk.office.ask("active_sheet") == "代表"


def test_elsewhere_it_is_skipped_by_name() -> None:
    with pytest.raises(pytest.skip.Exception, match="Windows with Excel"), real_excel():
        pass
