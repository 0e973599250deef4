"""What VBA calls: press("check").  Whatever happens, the clerk reads a Chinese sentence and no traceback.

Where nobody imported xlwings before, it comes without pandas and numpy: no press needs them.
"""

from __future__ import annotations

import importlib

from pyxl.hosts.lean_start import import_xlwings

import_xlwings()

import xlwings as xw

from pyxl.actions import COMMANDS
from pyxl.actions.action import Action, Command, Outcome
from pyxl.actions.perform import perform
from pyxl.errors import MoxiError, defect
from pyxl.hosts.dialogs import QUESTIONS, Cancelled, Desk
from pyxl.hosts.live import be_patient, is_refusal, refusal_text

TITLE = "换届选举"
SHORTEST = 250
"""Characters of Excel's status bar; it stands until the next press."""
LONGEST = 900
"""Characters of a message box; Windows cuts longer ones."""


def press(name: str) -> None:
    """Run the action of a ribbon button on the workbook whose button was pressed."""
    be_patient()
    book = xw.Book.caller()
    desk = Desk(book, TITLE)
    lasting = False
    try:
        outcome = _outcome(name, book, desk)
    except Cancelled:
        return
    except MoxiError as error:
        desk.tell(str(error), alarming=True)
    except Exception as error:
        if is_refusal(error):
            desk.tell(refusal_text(error), alarming=True)
            return
        desk.tell(defect(error), alarming=True)
    else:
        lasting = _report(desk, outcome)
    finally:
        if not lasting:
            desk.done()


def _report(desk: Desk, outcome: Outcome) -> bool:
    """Show what was done; whether it stays in the status bar, where it covers no cell that a press leads to."""
    text = "\n".join(outcome.lines)
    if outcome.focus is None:
        desk.tell(text[:LONGEST], alarming=outcome.wrong)
        return False
    desk.say(text[:SHORTEST])
    return True


def _outcome(name: str, book: xw.Book, desk: Desk) -> Outcome:
    module = importlib.import_module(f"pyxl.actions.{COMMANDS[name]}")
    if hasattr(module, "COMMAND"):
        command: Command = module.COMMAND
        return command.run(command.options_for(book.fullname), desk.say)
    action: Action = module.ACTION
    answers = QUESTIONS[name](desk) if name in QUESTIONS else {}
    return perform(book, action, action.options(**answers), desk.say)
