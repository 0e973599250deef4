"""One person's row: names, dates, coded words."""
