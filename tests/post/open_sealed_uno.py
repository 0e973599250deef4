"""Runs in the system's Python: opens a sealed workbook in LibreOffice, once for each password on standard input.

Prints the first candidate's identity number, or `refused`.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

# It imports uno, and only from then on is there a module com.
from libreoffice_uno import cells, desktop, properties  # noqa: I001
from com.sun.star.lang import IllegalArgumentException

with desktop() as office:
    for password in sys.stdin.read().split():
        arguments = properties(Hidden=True, Password=password)
        try:
            document = office.loadComponentFromURL(pathlib.Path(sys.argv[1]).as_uri(), "_blank", 0, arguments)
        except IllegalArgumentException:
            document = None
        if document is None:
            print("refused")
        else:
            print(cells(document, "候选人!E4").getCellByPosition(0, 0).String)
            document.close(True)
