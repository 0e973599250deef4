"""Moxi Reform: the Women's Federation reform election of a township, as a workbook with Python behind it."""

__version__ = "1.0.0rc1"
