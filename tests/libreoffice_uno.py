"""The half of the LibreOffice harness that runs in the system's Python, where `uno` is.

Never imported by tests: `tests/libreoffice_running.py` starts it as `python3 libreoffice_uno.py`.  Each line of
standard input is a list of jobs as JSON and is answered by one line, ["value", results] or ["error", text].  One
LibreOffice, with a profile of its own in a temporary folder, serves them all.
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException

START_SECONDS = 60
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}


def properties(**values):
    made = []
    for name, value in values.items():
        prop = PropertyValue()
        prop.Name, prop.Value = name, value
        made.append(prop)
    return tuple(made)


@contextlib.contextmanager
def desktop():
    """A running LibreOffice's desktop object; the process and its profile are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="moxi-office-", ignore_cleanup_errors=True) as profile:
        pipe = "moxi" + uuid.uuid4().hex
        process = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        found = None
        try:
            found = connect(pipe, process)
            yield found
        finally:  # soffice is a wrapper: killing it would leave the office itself running
            with contextlib.suppress(Exception):  # the bridge goes down with the office
                if found:
                    found.terminate()
            process.wait(30)


def connect(pipe, process):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise SystemExit("LibreOffice did not start")


def cells(document, address):
    sheet, _, area = address.rpartition("!")
    return document.Sheets.getByName(sheet).getCellRangeByName(area)


def texts(document, address):
    """What the cells show, row by row."""
    area = cells(document, address)
    rows, columns = area.Rows.Count, area.Columns.Count
    return [[area.getCellByPosition(c, r).String for c in range(columns)] for r in range(rows)]


def values(document, address):
    """Numbers as numbers, everything else as text, row by row, in one call."""
    return [list(row) for row in cells(document, address).getDataArray()]


def fill(document, address, rows):
    """Put rows of numbers and texts into a range of their size, as values, in one call."""
    cells(document, address).setDataArray(tuple(tuple(row) for row in rows))


def call(document, macro, *arguments):
    """What a VBA Sub or Function of the document returns.  Beware: a call that fails returns None."""
    project = document.BasicLibraries.ProjectName or "VBAProject"
    uri = f"vnd.sun.star.script:{project}.{macro}?language=Basic&location=document"
    return document.getScriptProvider().getScript(uri).invoke(arguments, (), ())[0]


def modules(document):
    """Name -> source of every VBA module that LibreOffice took over."""
    libraries = document.BasicLibraries
    name = libraries.ProjectName or "VBAProject"
    libraries.loadLibrary(name)
    library = libraries.getByName(name)
    return {module: library.getByName(module) for module in library.ElementNames}


def recalculate(document):
    document.calculateAll()


def calculating(document):
    """Seconds that calculating everything takes."""
    start = time.perf_counter()
    document.calculateAll()
    return time.perf_counter() - start


def save(document, path):
    target = pathlib.Path(path)
    document.storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix.lower()]))


def cut_rows(document):
    """[sheet, row from 1, height, height that its text needs], in points, of rows that cut a line.

    Spacers and hidden sheets and columns, which show nothing, are passed over.
    """
    found = []
    for sheet in (sheet for sheet in document.Sheets if sheet.IsVisible):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        rows = sheet.Rows
        last, right = min(cursor.RangeAddress.EndRow, 400), cursor.RangeAddress.EndColumn
        for column in range(right + 1):
            if not sheet.Columns.getByIndex(column).IsVisible:
                hidden = sheet.getCellRangeByPosition(column, 0, column, last)
                hidden.IsTextWrapped, hidden.CharHeight, hidden.CharHeightAsian = False, 1, 1
        before = [rows.getByIndex(row).Height for row in range(last + 1)]
        sheet.getCellRangeByPosition(0, 0, 0, last).Rows.OptimalHeight = True
        for row, height in enumerate(before):
            needed = rows.getByIndex(row).Height
            if height > 350 and needed > height + 247:  # ten and seven points: half a line is missing
                found.append([sheet.Name, row + 1, height * 72 / 2540, needed * 72 / 2540])
    return found


STEPS = {
    f.__name__: f for f in (cut_rows, texts, values, fill, call, modules, recalculate, calculating, save)
}


def serve():
    """Open each job's file and do its steps, line by line, until standard input ends."""
    with desktop() as office:
        for line in sys.stdin:
            try:
                answer = ["value", [work(office, job["file"], job["steps"]) for job in json.loads(line)]]
            except Exception as error:
                answer = ["error", f"{type(error).__name__}: {error}"]
            print(json.dumps(answer), flush=True)


def work(office, path, steps):
    start = time.perf_counter()
    document = office.loadComponentFromURL(
        pathlib.Path(path).as_uri(), "_blank", 0, properties(Hidden=True, MacroExecutionMode=4)
    )
    if document is None:
        raise RuntimeError(f"LibreOffice could not open {path}")
    taken = time.perf_counter() - start
    try:
        return [taken if words == ["loading"] else do(document, *words) for words in steps]
    finally:
        document.close(True)


def do(document, name, *arguments):
    try:
        return STEPS[name](document, *arguments)
    except UnoException as error:  # takes no traceback, so it must not travel through `with`
        raise RuntimeError(f"{name}{arguments}: {error.Message}") from None


if __name__ == "__main__":
    serve()
