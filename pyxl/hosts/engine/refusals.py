"""Every feature of xlwings that the closed-file engine lacks says so in a sentence."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import NoReturn, TypeVar

from pyxl.errors import HostError

_WRITTEN_IN_THE_INTERFACE = ("expand", "snapshot")
"""Methods that xlwings.base_classes builds from others."""

_Class = TypeVar("_Class", bound=type)


def refusal(feature: str) -> HostError:
    """The error for a feature that needs Excel."""
    return HostError(
        f"没有打开 Excel 时不能使用“{feature}”这项功能",
        remedy="请在装有 Excel 的电脑上打开工作簿，再从功能区里操作",
    )


def refusing(base: type) -> Callable[[_Class], _Class]:
    """Class decorator: completes an implementation of `base`, an interface of xlwings.

    What the interface declares and the class lacks, a property's setter too, raises HostError; the interface
    itself would raise NotImplementedError, which a clerk can't read.
    """

    def complete(cls: _Class) -> _Class:
        for name, member in inspect.getmembers_static(base):
            if name.startswith("_") or name in cls.__annotations__:
                continue
            own = cls.__dict__.get(name)
            feature = f"{cls.__name__}.{name}"
            if name not in cls.__dict__:
                setattr(cls, name, member if name in _WRITTEN_IN_THE_INTERFACE else _refused(feature, member))
            elif isinstance(own, property) and own.fset is None:
                setattr(cls, name, own.setter(_refuse(feature)))
        return cls

    return complete


def _refused(feature: str, member: object) -> object:
    refuse = _refuse(feature)
    return property(refuse, refuse) if isinstance(member, property) else refuse


def _refuse(feature: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise refusal(feature)

    return refuse
