"""A value that is worked out once, when it is first asked for, and kept on the object.

`functools.cached_property` does the same; before Python 3.12 it takes a lock at each first use, which costs as much as most
of what it is used for here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Value = TypeVar("Value")


class lazily(Generic[Value]):
    """Instead of @property, for objects that have a __dict__; the value is found there from then on."""

    def __init__(self, make: Callable[..., Value]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> Self | Value:
        """Work it out; this is asked only until the object has it."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
