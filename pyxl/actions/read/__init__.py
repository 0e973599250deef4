"""What more than one button reads of the workbook.

The face has what every check reads.  `votes` and `dossier` take the count and the papers along, and the clerk waits
while they are imported: the buttons that need them import them by name.
"""

from pyxl.actions.read.lists import read_checked, read_settings, whole_number

__all__ = ["read_checked", "read_settings", "whole_number"]
