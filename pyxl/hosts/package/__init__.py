"""The closed file: its zip, parts and XML, patched where something changed and else left byte for byte."""

from pyxl.hosts.package.cell_content import ErrorText
from pyxl.hosts.package.closed_file import ClosedFile
from pyxl.hosts.package.guard import LIMITS
from pyxl.hosts.package.only_sheets import leave_only, take_out_others
from pyxl.hosts.package.opc import Package, open_elsewhere, read_file
from pyxl.hosts.package.sheet.sheet_layout import PAPER_SIZES
from pyxl.hosts.package.sheet.sheet_scan import Scan
from pyxl.hosts.package.sheet.sheet_view import MAX_BLOCK
from pyxl.hosts.package.sheet.sheet_xml import SheetXml
from pyxl.hosts.package.styles_xml import Styles
from pyxl.hosts.package.table_xml import TableXml
from pyxl.hosts.package.workbook_xml import DefinedName, SheetEntry, Workbook
from pyxl.hosts.package.zip_archive import Archive

__all__ = [
    "LIMITS",
    "MAX_BLOCK",
    "PAPER_SIZES",
    "Archive",
    "ClosedFile",
    "DefinedName",
    "ErrorText",
    "Package",
    "Scan",
    "SheetEntry",
    "SheetXml",
    "Styles",
    "TableXml",
    "Workbook",
    "leave_only",
    "open_elsewhere",
    "read_file",
    "take_out_others",
]
