"""The command `moxi`: the buttons' actions on a closed workbook, for a desk without Excel.

Exit status: 0 done and nothing wrong; 1 done, and the content has errors; 2 could not be done, and the
message on standard error says why.  With `--json` standard output holds one JSON document and nothing else.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import TYPE_CHECKING, TextIO

from pyxl import __version__
from pyxl.actions import COMMANDS, DESK, help_of, load
from pyxl.chinese_parser import ChineseParser
from pyxl.errors import MoxiError, defect, incomplete

if TYPE_CHECKING:
    from pyxl.actions.action import Action, Command, Outcome, Say

DONE, WRONG, FAILED = 0, 1, 2
TITLE, WARNING = "换届选举", 0x30
"""Of the box on Windows: its title, and MB_ICONWARNING."""
EVERY = (*COMMANDS, DESK)


def main(arguments: Sequence[str] | None = None, prepare: Callable[[], None] | None = None) -> int:
    """Run one command; returns the exit status.  `prepare` is done before the command's module is imported."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _make_printable()
    try:
        return _run_command(words, prepare)
    except MoxiError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("已中止，数据没有改动。")
    except ImportError as error:
        return _fail(incomplete(error))
    except Exception as error:
        return _fail(defect(error))
    finally:
        for stream in (sys.stdout, sys.stderr):
            _flush(stream)


def _run_command(words: list[str], prepare: Callable[[], None] | None) -> int:
    named = next((word for word in words if word in EVERY), None)
    if named and prepare:
        prepare()
    loaded = load(named) if named else None
    chosen = _parse(words, named, loaded)
    assert loaded is not None  # without a command the parser has ended the process
    with _voice(chosen.json or getattr(loaded, "interactive", False)) as say:
        outcome = _run(loaded, chosen, say)
    if not _print(outcome, chosen.json):
        return _fail("已经办完，但结果显示不出来（可能磁盘已满）；工作簿里的结果不受影响。")
    return WRONG if outcome.wrong else DONE


def _parse(words: list[str], named: str | None, loaded: Action | Command | None) -> argparse.Namespace:
    parser = ChineseParser(prog="moxi", description="磨溪改革：妇联改革、换届选举工作簿")
    parser.add_argument("--version", action="version", version=f"moxi {__version__}", help="显示版本")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", parser_class=ChineseParser
    )
    if loaded is None:
        for name in EVERY:
            commands.add_parser(name, help=help_of(name))
        return parser.parse_args(words)
    each = commands.add_parser(str(named), help=loaded.help, description=loaded.help)
    each.add_argument("--json", action="store_true", help="只输出一个 JSON 文档（UTF-8）")
    if hasattr(loaded, "label"):
        each.add_argument("file", metavar="工作簿", help="由 moxi new 生成的 .xlsm 或 .xlsx")
    for argument in loaded.arguments:
        each.add_argument(*argument.flags, **argument.settings)
    return parser.parse_args(words)


def _run(loaded: Action | Command, chosen: argparse.Namespace, say: Say) -> Outcome:
    from pyxl.actions.action import Command

    options = loaded.options(**{field.name: getattr(chosen, field.name) for field in fields(loaded.options)})
    if isinstance(loaded, Command):
        return loaded.run(options, say)
    from pyxl.actions.perform import perform
    from pyxl.hosts.engine import open_closed

    with open_closed(chosen.file) as book:
        return perform(book, loaded, options, say)


@contextmanager
def _voice(quiet: bool) -> Iterator[Say]:
    """Progress for somebody who watches; rich is imported only then."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("打开工作簿") as status:
        yield lambda step: status.update(step)


def _make_printable() -> None:
    """A character that the terminal's code page lacks is shown as its code, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print(outcome: Outcome, as_json: bool) -> bool:
    """Show what was done; whether it could be shown."""
    if as_json:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        text = json.dumps(outcome.document, ensure_ascii=False)
    else:
        text = "\n".join(outcome.lines)
    try:
        print(text)
    except BrokenPipeError:
        pass
    except OSError:
        _drop(sys.stdout)
        return False
    return _flush(sys.stdout)


def _flush(stream: TextIO | None) -> bool:
    """Write out what waits; what cannot be written is let go, or Python would complain at its end."""
    try:
        if stream is not None:
            stream.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _drop(stream)
    except (OSError, ValueError):
        _drop(stream)
        return False
    return True


def _drop(stream: TextIO | None) -> None:
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def _fail(sentence: str) -> int:
    """Say why on standard error; an icon on Windows has none, and gets a box.  Standard output stays what it is."""
    if sys.stderr is None and sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, TITLE, WARNING)
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
