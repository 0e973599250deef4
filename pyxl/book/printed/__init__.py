"""Workbooks that are made only to be printed, and thrown away."""

from pyxl.book.printed.answer_book import Grid, Prose, answer_book
from pyxl.book.printed.print_book import PAPERS, Listing, bands, print_book

__all__ = ["PAPERS", "Grid", "Listing", "Prose", "answer_book", "bands", "print_book"]
