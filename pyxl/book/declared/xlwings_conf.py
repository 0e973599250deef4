"""What the hidden sheet `xlwings.conf` says: how the buttons find Python.

xlwings' VBA (`GetConfig` in `xlwings.bas`, 0.37.8) reads the sheet's column A for the key, upper-cased and
once only (a second one is a run-time error), and column B for the value, down to the first empty row.
A key that is missing here is looked for in an `xlwings.conf` beside the workbook and then in the user's
own `.xlwings` folder.  So the keys that could redirect our Python are all given here, the empty ones too:
a setting left over from somebody's other workbook must not decide which program counts an election.

Values are text.  `%LOCALAPPDATA%` is the desk's own; both VBA and Python expand it.
"""

from __future__ import annotations

SHEET = "xlwings.conf"
"""The sheet's name is xlwings'.  Hide it; and no sheet's name may end in `.py`: xlwings takes that for
code embedded in the workbook and asks for its paid licence."""

HOME = r"%LOCALAPPDATA%\MoxiReform"
"""Where the handbook has this software installed: it needs no administrator and no drive letter."""

UDF_MODULE = "pyxl.udfs"
"""The worksheet functions.  Their VBA is made from the same name (`pyxl.book.building.macros.udf_wrappers`)."""

CONF: tuple[tuple[str, str], ...] = (
    # A virtual environment.  xlwings looks for its DLL beside python.exe and one folder up, where pip
    # puts it in a virtual environment, and finds no other version's.
    ("INTERPRETER_WIN", HOME + r"\venv\Scripts\python.exe"),
    # Never empty: xlwings puts this text on sys.path as it stands, and an empty one is the current
    # folder, which can be the workbook's.  The folder itself holds nothing that could be imported.
    ("PYTHONPATH", HOME),
    # A stray json.py beside the workbook would be imported instead of Python's own.
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    # One Python stays alive behind Excel: only the first press pays for starting it.
    ("USE UDF SERVER", "True"),
    ("UDF MODULES", UDF_MODULE),
    ("DEBUG UDFS", "False"),
    # A console window that a clerk closes takes Python with it in the middle of a press.
    ("SHOW CONSOLE", "False"),
    # "False" would make xlwings add a sheet named Error to the clerk's workbook.  What reaches this pop-up
    # is a defect of ours: press() catches everything else and says it in Chinese.
    ("SHOW_ERROR_POPUPS", "True"),
    # Given, so that no configuration from elsewhere fills them.
    ("CONDA PATH", ""),
    ("CONDA ENV", ""),
    ("LICENSE_KEY", ""),
)
"""(key, value) for columns A and B, in the order of the rows, from row 1 on."""

VERSION_PLACE = "D1:E1"
"""Where the sheet says which version of ours the workbook is of; xlwings reads columns A and B alone."""
VERSION_LABEL = "工作簿版本"
