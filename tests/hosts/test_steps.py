"""What becomes of a list of steps: done by the workbook's macro, refused there, or left to be done one by one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pyxl.hosts.live import Refusal, is_refusal, refusal_text
from pyxl.hosts.sheets.steps import MACRO, StepMacro

BOOK: Any = SimpleNamespace(name="磨溪'镇.xlsm")
STEPS = [("state", "首页"), ("height", "选票-执委", "A1:L2", "30.5")]


class Turned(Exception):
    """As pywintypes.com_error."""

    def __init__(self, hresult: int) -> None:
        super().__init__(hresult)
        self.hresult = hresult


class Application:
    """An Excel that answers a macro as it is told to, or raises that."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[tuple[Any, ...]] = []

    def Run(self, *arguments: Any) -> Any:
        self.asked.append(arguments)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_list_goes_as_text_with_its_length():
    application = Application(((-1, False), None))
    assert StepMacro(BOOK, application).carry_out(STEPS) == ((-1, False), None)
    text = "state\t首页\nheight\t选票-执委\tA1:L2\t30.5"
    assert application.asked == [(f"'磨溪''镇.xlsm'!{MACRO}", text, len(text))]


def test_vba_counts_rare_characters_twice():
    application = Application((None,))
    StepMacro(BOOK, application).carry_out([("state", "𠮷")])
    assert application.asked[0][2] == len("state\t") + 2


@pytest.mark.parametrize("answer", [Turned(-2147352567), None, "", (), ((-1, False),)])
def test_without_an_answer_for_each_step_it_is_not_asked_again(answer):
    application = Application(answer)
    macro = StepMacro(BOOK, application)
    assert macro.carry_out(STEPS) is None
    assert macro.carry_out(STEPS) is None
    assert len(application.asked) == 1


def test_a_closed_file_has_none_and_no_steps_need_none():
    assert StepMacro(BOOK, None).carry_out(STEPS) is None
    application = Application(None)
    assert StepMacro(BOOK, application).carry_out([]) == ()
    assert application.asked == []


def test_a_refused_step_is_told_in_excels_words():
    with pytest.raises(Refusal) as told:
        StepMacro(BOOK, Application("单元格受保护")).carry_out(STEPS)
    assert is_refusal(told.value)
    assert "单元格受保护" in refusal_text(told.value)


def test_a_busy_excel_and_a_fault_of_ours_are_raised():
    for fault in (Turned(-2147418111), ValueError("ours")):
        with pytest.raises(type(fault)):
            StepMacro(BOOK, Application(fault)).carry_out(STEPS)
