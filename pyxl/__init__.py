"""Moxi Reform: the Women's Federation reform election of a township, as a workbook with Python behind it."""

__version__ = "0.2.0"
