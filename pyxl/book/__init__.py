"""The workbook: its sheets, tables and columns, and how a whole table is read and written.

This package knows tables, not rules: what the rules must tell the sheets (code lists, settings, texts)
is handed in by the actions.
"""
