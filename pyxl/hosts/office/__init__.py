"""The programs on the desk: Excel and LibreOffice found, printing, PDFs."""

from pyxl.hosts.office.environment import CHECKS, Check
from pyxl.hosts.office.printing import export_sheet_pdf, print_closed, soffice
from pyxl.hosts.office.programs import open_workbook
from pyxl.hosts.office.trust import OF_FILE
from pyxl.hosts.office.word_pdf import documents_to_pdf

__all__ = [
    "CHECKS",
    "OF_FILE",
    "Check",
    "documents_to_pdf",
    "export_sheet_pdf",
    "open_workbook",
    "print_closed",
    "soffice",
]
