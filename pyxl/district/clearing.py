"""What may lie on the shelf in clear: texts without identity numbers and telephones, and no day of anybody's birth.

Whoever typed a number into a post or a task, or forged a masked file, finds it starred; and what our own rules say of a person of an
encrypted submission ("1950年3月7日出生") keeps its month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, TypeVar

from pydantic import BaseModel

from pyxl.masking import has_digits, mask_text
from pyxl.rules.check import Rolls
from pyxl.rules.person import CANDIDATES, DELEGATES, STAFF, WRITTEN_IN, PartialDate, Person, text_of

M = TypeVar("M", bound=BaseModel)
PEOPLE: Final = (CANDIDATES, DELEGATES, WRITTEN_IN, STAFF)
HIDDEN: Final = "（已遮盖）"
Days = Collection[tuple[str, str]]
"""A day of birth as somebody may write it, and what is shown instead."""


def cleared(model: M, *spared: str, days: Days = ()) -> M:
    """A model whose texts are masked, but those of the fields `spared`, which programs write."""
    changed = {
        field: plain
        for field, value in model
        if isinstance(value, str)
        and field not in spared
        and has_digits(value)
        and (plain := mask_text(_without_days(value, days))) != value
    }
    return model.model_copy(update=changed) if changed else model


def days_of_birth(rolls: Rolls) -> Days:
    """Every day of birth on the lists, by number or as written, in the forms in which rules quote it; the longest first."""
    forms = {form for table in PEOPLE for person in rolls.people(table) for form in _forms(person)}
    return sorted(forms, key=lambda form: len(form[0]), reverse=True)


def _forms(person: Person) -> Iterator[tuple[str, str]]:
    if person.birth_fault:
        yield text_of(person.row.get("出生日期")), HIDDEN
    by_number = PartialDate.of(person.identity.birth_date) if person.identity else None
    for date in (person.written_birth, by_number):
        if date and date.exact:
            day, month = date.exact, f"{date.year}年{date.month}月"
            yield str(date), month
            yield day.isoformat(), f"{day:%Y-%m}"
            yield f"{day:%Y.%m.%d}", f"{day:%Y.%m}"


def _without_days(text: str, days: Days) -> str:
    for day, month in days:
        text = text.replace(day, month)
    return text
