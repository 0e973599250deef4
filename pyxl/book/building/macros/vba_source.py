"""Macro sources as people write them (UTF-8, Chinese) into VBA text that no system locale can garble.

VBA stores its text in the code page of the desk that wrote it, so Chinese typed on a GBK desk reads as
rubbish on any other.  Therefore the built workbook holds ASCII only:

* a string literal with Chinese becomes `ChrW(&H6362) & ChrW(&H5C4A) & "..."`;
* a comment with Chinese is dropped (it is for readers of `macros/`, not for the compiler);
* Chinese anywhere else (a name, a constant, the default of an `Optional` argument, a `Declare`) is an
  error, because VBA allows no function call there and a silent `?` would be worse.

VBA's own limits on the text are checked here too, since an over-long line makes Excel drop the module
without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyxl
from pyxl.errors import MoxiError

MAX_LINE = 1_000
"""Characters of one physical line; the VBA editor itself stops at 1,023."""

MAX_CONTINUATIONS = 24
"""Line continuations of one statement that VBA accepts."""

_MODULE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_NAME_ATTRIBUTE = re.compile(r'(?m)^Attribute VB_Name = "([^"]*)"')
_CONSTANT_STATEMENT = re.compile(
    r"(?i)\s*(?:#|attribute\b|(?:(?:public|private|global)\s+)?(?:const|declare)\b)"
)
_OPTIONAL_DEFAULT = re.compile(r"(?i)\boptional\b[^,)]*=\s*$")
_REM = re.compile(r"(?i)rem(?:\s|$)")
_CONTINUATION = re.compile(r"(?:^|\s)_$")


class MacroError(MoxiError):
    """A macro source, ribbon or VBA project that cannot become part of a workbook."""


class MacroKind(StrEnum):
    """What VBA knows as the kind of a module."""

    STANDARD = "standard"
    CLASS = "class"
    DOCUMENT = "document"
    """The code behind the workbook or behind one sheet."""


@dataclass(frozen=True, slots=True)
class MacroSource:
    """One module: `name` as VBA shows it and `text` in ASCII with CRLF, as it is to be compiled."""

    name: str
    kind: MacroKind
    text: str


def read_macro(path: Path) -> MacroSource:
    """The module in a `.bas` or `.cls` file of `macros/`.

    A `.bas` file and a class name themselves by `Attribute VB_Name`.  A `.cls` file without that line is
    the code behind the workbook or a sheet, named as the file is.  Raises MacroError.
    """
    text = to_ascii(path.read_text("utf-8"), path.name)
    named = _NAME_ATTRIBUTE.search(text)
    if named is None and path.suffix == ".bas":
        raise MacroError("模块没有 Attribute VB_Name 一行", path.name, "请在第一行写明模块名")
    kind = MacroKind.DOCUMENT if named is None else MacroKind.STANDARD
    if named is not None and path.suffix == ".cls":
        kind = MacroKind.CLASS
    name = named[1] if named else path.stem
    if not _MODULE_NAME.fullmatch(name):
        raise MacroError(
            f"模块名“{name}”不能用", path.name, "模块名只能用英文字母、数字和下划线，最长 31 个字符"
        )
    return MacroSource(name, kind, text)


def macro_folder() -> Path:
    """The macros and the ribbon as text: in the repository, or beside the modules of an installed package."""
    package = Path(pyxl.__file__).parent
    beside = package.parent / "macros"
    return beside if beside.exists() else package / "macros"


def read_macros(folder: Path) -> list[MacroSource]:
    """Every module of `folder`, by file name, so that two builds list them alike."""
    paths = sorted(p for p in folder.iterdir() if p.suffix in {".bas", ".cls"})
    return [read_macro(path) for path in paths]


def to_ascii(source: str, where: str = "") -> str:
    """`source` as ASCII VBA with CRLF line ends.  Raises MacroError, naming `where` and the line."""
    lines: list[str] = []
    statement = ""  # the code of this statement so far, over continued lines
    continuations = 0
    for number, line in enumerate(source.removeprefix("\ufeff").splitlines(), 1):
        place = f"{where} 第 {number} 行"
        converted, statement = _convert_line(line, statement, place)
        if len(converted) >= MAX_LINE:
            raise MacroError(f"转换后这一行有 {len(converted)} 个字符", place, "请把长文字拆成几行")
        continuations = continuations + 1 if _CONTINUATION.search(converted) else 0
        if continuations > MAX_CONTINUATIONS:
            raise MacroError(f"一条语句续行超过 {MAX_CONTINUATIONS} 次", place, "请拆成几条语句")
        statement = _CONTINUATION.sub(" ", statement) if continuations else ""
        lines.append(converted)
    return "".join(f"{line}\r\n" for line in lines)


def _convert_line(line: str, statement: str, place: str) -> tuple[str, str]:
    """One physical line in ASCII, and the code of the statement that it ends in."""
    converted = ""
    position = 0
    while position < len(line):
        char = line[position]
        if char == '"':
            literal, position = _literal_at(line, position, place)
            converted += _convert_literal(literal, statement, place)
            statement += '""'  # a placeholder: what stands in a string is no code
            continue
        starts_word = not converted or not (converted[-1].isalnum() or converted[-1] == "_")
        if char == "'" or (starts_word and not statement.strip() and _REM.match(line, position)):
            return (converted + _convert_comment(line[position:], place)).rstrip(), statement
        if not char.isascii():
            raise MacroError(f"字符“{char}”在引号和注释之外", place, "VBA 里的名称只能用英文字母")
        converted += char
        statement = "" if char == ":" else statement + char
        position += 1
    return converted.rstrip(), statement


def _literal_at(line: str, start: int, place: str) -> tuple[str, int]:
    """The literal that opens at `start`, quotes and all, and the position after it."""
    closed = re.compile(r'"(?:[^"]|"")*"').match(line, start)
    if closed is None:
        raise MacroError("引号没有成对", place)
    return closed[0], closed.end()


def _convert_literal(literal: str, statement: str, place: str) -> str:
    if literal.isascii():
        return literal
    if _CONSTANT_STATEMENT.match(statement) or _OPTIONAL_DEFAULT.search(statement):
        raise MacroError("常量、声明和参数默认值里不能写中文", place, "请改成在过程里赋值")
    return literal_expression(literal[1:-1].replace('""', '"'))


def literal_expression(text: str) -> str:
    """A VBA expression in ASCII whose value is `text`.

    Without brackets around it: `&` binds tighter than `=`, `Like` and `Is`, while `MsgBox (a) & b` would
    mean something else.  Characters outside the basic plane become their two UTF-16 halves.
    """
    parts: list[str] = []
    for run in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text):
        if run.isascii():
            parts.append('"{}"'.format(run.replace('"', '""')))
        else:
            units = run.encode("utf-16-be")
            parts += [f"ChrW(&H{units[i]:02X}{units[i + 1]:02X})" for i in range(0, len(units), 2)]
    return " & ".join(parts)


def _convert_comment(comment: str, place: str) -> str:
    if comment.isascii():
        return comment.rstrip()
    if _CONTINUATION.search(comment.rstrip()):
        raise MacroError("中文注释以下划线续行", place, "请每行各写一个注释")
    return ""
