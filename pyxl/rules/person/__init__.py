"""One person's row: names, dates, coded words."""

from pyxl.rules.person.codes import EDUCATION, EIGHT_GROUPS, LISTS, OFFICE_CODES, Code, folded
from pyxl.rules.person.dates import EARLIEST_YEAR, LATEST_YEAR, DateError, PartialDate, chinese, parse_date
from pyxl.rules.person.people import (
    CANDIDATES,
    DELEGATES,
    HAN,
    LISTED,
    PEOPLE_TABLES,
    STAFF,
    WRITTEN_IN,
    Person,
    is_blank,
    normalise_name,
    text_of,
)

__all__ = [
    "CANDIDATES",
    "DELEGATES",
    "EARLIEST_YEAR",
    "EDUCATION",
    "EIGHT_GROUPS",
    "HAN",
    "LATEST_YEAR",
    "LISTED",
    "LISTS",
    "OFFICE_CODES",
    "PEOPLE_TABLES",
    "STAFF",
    "WRITTEN_IN",
    "Code",
    "DateError",
    "PartialDate",
    "Person",
    "chinese",
    "folded",
    "is_blank",
    "normalise_name",
    "parse_date",
    "text_of",
]
