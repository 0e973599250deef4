"""A COM object as pywin32 shows it, each use of a member checked against Excel's type library and counted.

A class of `objects.py` says by `type_name` which class of Excel it is; `get_X`, `put_X` and `call_X` carry the
member X out.  What the class says nothing of goes to LibreOffice's object of the same name.
"""

from __future__ import annotations

import datetime as dt
import types
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from tests.excel import type_library
from tests.excel.office import Refused

CALL_REJECTED = -2147418111
EXCEPTION = -2147352567
UNKNOWN_NAME = -2147352570
RUNTIME_ERROR = -2146827284  # 1004
SUBSCRIPT = -2147352565


class ComError(Exception):
    """pywintypes.com_error."""

    def __init__(self, hresult: int, text: str, excepinfo: Any = None, argument: Any = None) -> None:
        super().__init__(hresult, text, excepinfo, argument)
        self.hresult, self.excepinfo = hresult, excepinfo


def refusal(text: str, scode: int = RUNTIME_ERROR) -> ComError:
    """What Excel answers when it will not do something."""
    return ComError(EXCEPTION, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, scode))


class Time(dt.datetime):
    """pywintypes.TimeType: a datetime with a zone."""


class CDispatch:
    """win32com.client.CDispatch, by which xlwings knows a COM object."""


class DispatchBase:
    """win32com.client.DispatchBaseClass."""


class CoClassBase:
    """win32com.client.CoClassBaseClass."""


class _Ole:
    """The part of a COM object that xlwings asks whether a member is unknown, or Excel only busy."""

    def GetIDsOfNames(self, *_: object) -> None:
        raise ComError(UNKNOWN_NAME, "Unknown name.")


Use = tuple[str, str, str]
"""Class, member, and `get`, `put` or `call`."""


class Record:
    """What was asked of Excel: how often, what its type library does not know, and who may refuse."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.faults: list[str] = []
        self.used: set[Use] = set()
        self.before: Callable[[Use, Any], None] | None = None
        """Asked before every use; what it raises is Excel's refusal."""

    def use(self, type_name: str, name: str, how: str, value: object = None) -> None:
        self.used.add((type_name, name, how))
        if self.before is not None:
            self.before((type_name, name, how), value)

    def fault(self, text: str) -> None:
        if text not in self.faults:
            self.faults.append(text)


class Com(CDispatch):
    """One object of Excel's."""

    type_name: ClassVar[str]

    def __init__(self, excel: Any, handle: int | None = None, **own: Any) -> None:
        for name, value in {"_oleobj_": _Ole(), "excel": excel, "handle": handle, **own}.items():
            object.__setattr__(self, name, value)

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name[0].islower():
            raise AttributeError(name)
        member = self._member(name)
        record: Record = self.excel.record
        record.calls[f"{self.type_name}.{name}"] += 1
        call = getattr(type(self), f"call_{name}", None)
        if call is not None:
            return self._method(name, call)
        record.use(self.type_name, name, "get")
        own = getattr(type(self), f"get_{name}", None)
        if own is None and member.kind == "method":
            raise NotImplementedError(f"the stand-in lacks {self.type_name}.{name}()")
        return self._did(lambda: own(self) if own else self.excel.office.ask("get", self.handle, name))

    def __setattr__(self, name: str, value: Any) -> None:
        member = self._member(name)
        record: Record = self.excel.record
        record.calls[f"{self.type_name}.{name}="] += 1
        if member.access == "read-only":
            record.fault(f"{self.type_name}.{name} is read-only")
        for fault in type_library.constant_faults(f"{self.type_name}.{name}", member.type, value):
            record.fault(fault)
        record.use(self.type_name, name, "put", value)
        own = getattr(type(self), f"put_{name}", None)
        self._did(lambda: own(self, value) if own else self.excel.office.ask("put", self.handle, name, value))

    def __call__(self, *arguments: Any) -> Any:
        """The default member: an item of a collection, a cell of a range."""
        self.excel.record.calls[f"{self.type_name}()"] += 1
        self.excel.record.use(self.type_name, type_library.DEFAULT, "get")
        return self._did(lambda: type(self).item(self, *map(bare, arguments)))  # type: ignore[attr-defined]

    def _member(self, name: str) -> Any:
        found = type_library.member(self.type_name, name)
        if found is None:
            self.excel.record.fault(f"{self.type_name} has no {name}")
            raise AttributeError(f"<unknown>.{name}")
        return found

    def _method(self, name: str, call: Callable[..., Any]) -> Any:
        def carried(_: object, *arguments: Any, **keywords: Any) -> Any:
            record: Record = self.excel.record
            if type_library.is_method(self.type_name, name):
                for fault in type_library.faults(self.type_name, name, arguments, keywords):
                    record.fault(fault)
            record.use(self.type_name, name, "call", arguments)
            plain = {word: bare(value) for word, value in keywords.items()}
            return self._did(lambda: call(self, *map(bare, arguments), **plain))

        return types.MethodType(carried, self)

    def _did(self, deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except Refused as error:
            raise refusal(str(error)) from None


def bare(value: Any) -> Any:
    """An object without the wrapper in which xlwings tries again."""
    while not isinstance(value, Com) and hasattr(value, "_inner"):
        value = object.__getattribute__(value, "_inner")
    return value
