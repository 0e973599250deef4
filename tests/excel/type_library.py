"""Excel 16's type library, as PyPI `vba-reference` (MIT) tells it: is there such a member, argument, constant?

Microsoft's own reference is where it comes from, so that a misspelt member fails here and not at a clerk's desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import vba_reference

DEFAULT = "_Default"
"""The member that a call of an object itself stands for."""


@cache
def members(type_name: str) -> Mapping[str, Any]:
    """Name -> property or method of a class of Excel's; raises where there is no such class."""
    found = vba_reference.get_type(type_name, "excel")
    return {
        member.name: member for kind in ("properties", "methods", "events") for member in getattr(found, kind)
    }


@cache
def constants(enumeration: str) -> frozenset[int]:
    """The values of an enumeration such as XlPaperSize."""
    return frozenset(constant.value for constant in vba_reference.get_type(enumeration, "excel").constants)


def member(type_name: str, name: str) -> Any:
    """A member; pywin32 lets `GetAddress` and `SetValue` stand for properties with arguments.  None: no such."""
    known = members(type_name)
    bare = name[3:] if name.startswith(("Get", "Set")) else name
    return known.get(name) or known.get(bare)


def is_method(type_name: str, name: str) -> bool:
    return bool(member(type_name, name).kind == "method")


def faults(type_name: str, name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a call of a method, as sentences."""
    takes = list(member(type_name, name).parameters or ())
    names = [parameter.name for parameter in takes]
    if len(arguments) > len(takes):
        yield f"{type_name}.{name} takes {len(takes)} arguments, not {len(arguments)}"
    yield from (f"{type_name}.{name} has no argument {word}" for word in keywords if word not in names)
    given = {**dict(zip(names, arguments, strict=False)), **keywords}
    for parameter in takes:
        if not parameter.optional and parameter.name not in given:
            yield f"{type_name}.{name} lacks {parameter.name}"
        yield from constant_faults(f"{type_name}.{name}", parameter.type, given.get(parameter.name))


def constant_faults(place: str, type_: str | None, value: object) -> Iterator[str]:
    """A number that its enumeration does not have."""
    if type_ and type_.startswith("Xl") and type(value) is int and value not in constants(type_):
        yield f"{place}: {value} is no {type_}"
