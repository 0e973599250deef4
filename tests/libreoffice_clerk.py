"""A clerk at LibreOffice: the half of a test that runs in the system's Python, where `uno` is.

Started as `python3 libreoffice_clerk.py FILE`.  Each line of JSON on standard input is something to do, and is
answered by one line of JSON: ["open"], ["fill", address, rows], ["close"] (saves first), ["values", address].
The file is opened as a person opens it, so LibreOffice puts its lock file beside it.
"""

import json
import pathlib
import sys

from libreoffice_uno import desktop, fill, properties, values


class Clerk:
    def __init__(self, office, path):
        self.office = office
        self.url = pathlib.Path(path).as_uri()
        self.document = None

    def open(self):
        self.document = self.office.loadComponentFromURL(self.url, "_blank", 0, properties(Hidden=True))

    def fill(self, address, rows):
        fill(self.document, address, rows)

    def values(self, address):
        return values(self.document, address)

    def close(self):
        if self.document.isModified():
            self.document.store()
        self.document.close(True)


def work(path):
    with desktop() as office:
        clerk = Clerk(office, path)
        for line in sys.stdin:
            deed, *arguments = json.loads(line)
            print(json.dumps(getattr(clerk, deed)(*arguments)), flush=True)


if __name__ == "__main__":
    work(sys.argv[1])
