"""A worksheet part: scanned in one pass, changed in a stage, written back byte for byte where nothing changed."""

# Its modules are its face: importing one loads no other, which a press's start needs.
__all__ = [
    "cached_values",
    "sheet_layout",
    "sheet_scan",
    "sheet_view",
    "sheet_writer",
    "sheet_xml",
    "tab_view",
]
