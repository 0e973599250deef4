"""The programs on the desk: Excel and LibreOffice found, printing, PDFs."""

from pyxl.hosts.office.conversion import Progress, soffice, to_pdf
from pyxl.hosts.office.environment import CHECKS, Check
from pyxl.hosts.office.printing import print_all, showing_only
from pyxl.hosts.office.programs import open_workbook
from pyxl.hosts.office.trust import OF_FILE

__all__ = [
    "CHECKS",
    "OF_FILE",
    "Check",
    "Progress",
    "open_workbook",
    "print_all",
    "showing_only",
    "soffice",
    "to_pdf",
]
