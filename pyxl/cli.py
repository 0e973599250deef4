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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields

from pyxl import __version__
from pyxl.actions import COMMANDS, load
from pyxl.actions.action import Action, Command, Outcome, Say, silent
from pyxl.chinese_parser import ChineseParser
from pyxl.errors import MoxiError, defect

DONE, WRONG, FAILED = 0, 1, 2
DESK = "desk"
"""The one command that is a face itself and no action."""
EVERY = (*COMMANDS, DESK)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _make_printable()
    chosen = _parse(words)
    try:
        loaded = _load(chosen.command)
        talks = isinstance(loaded, Command) and loaded.interactive
        with _voice(chosen.json or talks) as say:
            outcome = _run(loaded, chosen, say)
    except MoxiError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("已中止，数据没有改动。")
    except Exception as error:
        return _fail(defect(error))
    _print(outcome, chosen.json)
    return WRONG if outcome.wrong else DONE


def _parse(words: list[str]) -> argparse.Namespace:
    parser = ChineseParser(prog="moxi", description="磨溪改革：妇联组织区域化建设改革选举工作簿")
    parser.add_argument("--version", action="version", version=f"moxi {__version__}", help="显示版本")
    named = next((word for word in words if word in EVERY), None)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", parser_class=ChineseParser
    )
    for name in [named] if named else EVERY:
        loaded = _load(name)
        each = commands.add_parser(name, help=loaded.help, description=loaded.help)
        each.add_argument("--json", action="store_true", help="只输出一个 JSON 文档（UTF-8）")
        if isinstance(loaded, Action):
            each.add_argument("file", metavar="工作簿", help="由 moxi new 生成的 .xlsm 或 .xlsx")
        for argument in loaded.arguments:
            each.add_argument(*argument.flags, **argument.settings)
    return parser.parse_args(words)


def _load(name: str) -> Action | Command:
    if name != DESK:
        return load(name)
    from pyxl.desk.command import COMMAND

    return COMMAND


def _run(loaded: Action | Command, chosen: argparse.Namespace, say: Say) -> Outcome:
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
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console

    with Console(stderr=True).status("打开工作簿") as status:
        yield lambda step: status.update(step)


def _make_printable() -> None:
    """A character that the terminal's code page lacks is shown as its code, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        text = json.dumps(outcome.document, ensure_ascii=False)
    else:
        text = "\n".join(outcome.lines)
    try:
        print(text, flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
