"""argparse that speaks Chinese where a clerk reads it: usage, headings, and what was typed wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn

WRONG_USE: Final = 2
"""Exit status of a command that was typed wrong."""

_SENTENCES: Final = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument .*?: invalid choice: '?(.*?)'? \(choose from (.*)\)", r"没有“\1”，可用 \2"),
    (r"argument (.*?): expected .*argument", r"\1 后面缺少内容"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带内容，多了 \2"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 不明确，可能是 \2"),
)
"""What argparse says, and the same in Chinese."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else "用法：")


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser whose every word is Chinese."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        own: dict[str, Any] = {"formatter_class": _Formatter, "add_help": False}
        super().__init__(**own | settings)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what was typed wrong and end the process."""
        for english, chinese in _SENTENCES:
            message = re.sub(english, chinese, message, flags=re.DOTALL)
        self.exit(WRONG_USE, f"命令写得不对：{message}。可用 {self.prog} --help 查看用法。\n")
