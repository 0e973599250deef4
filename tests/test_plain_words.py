"""What a clerk or the county reads is Chinese and says nothing of files' insides: every text of the program is looked at.

Texts that nobody but a maintainer meets are named below, each with its reason; so is every English word that stays.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAINTAINERS = {
    "pyxl/actions/build.py": "the repository's own command",
    "pyxl/actions/bundle.py": "said to whoever prepares the stick for other desks",
    "pyxl/book/building": "formulas and the build; what they show is looked at on the sheets",
    "pyxl/book/declared/register_tables.py": "formulas",
    "pyxl/book/declared/day_formulas.py": "formulas",
    "pyxl/book/intake": "patterns and synonyms of foreign lists",
    "pyxl/district": "the district's desk, which works with commands in a terminal",
    "pyxl/hosts/engine": "refusals of calls that none of our buttons makes",
    "pyxl/hosts/foreign/html.py": "patterns",
    "pyxl/hosts/package/sheet": "refusals of calls that none of our buttons makes",
    "pyxl/hosts/package/styles_xml.py": "number formats",
    "pyxl/masking.py": "patterns",
    "pyxl/papers/render.py": "said to whoever restyles a template in Word",
    "pyxl/post/leaving.py": "why a table stays, for who reads the code",
    "pyxl/stick/gathering.py": "said to whoever prepares the stick for other desks",
    "pyxl/stick/handbook_page.py": "the page's markup",
    "pyxl/stick/making.py": "names of the files on the stick",
    "pyxl/book/printed/print_book.py": "codes of a page's footer",
    "pyxl/rules/ballot.py": "patterns",
    "pyxl/rules/threshold.py": "patterns",
    "pyxl/rules/formulas": "formulas",
    "pyxl/rules/person/dates.py": "patterns",
    "pyxl/rules/plan/leading_group.py": "patterns",
    "pyxl/rules/plan/plan_reading.py": "patterns",
    "pyxl/rules/plan/settings.py": "patterns",
}
"""Files, or folders, whose texts are not read by clerks."""
TERMINAL = {"pyxl/cli.py", "pyxl/chinese_parser.py", "pyxl/desk/command.py"}
"""What is read in a terminal alone, where the words of commands must be said as they are typed."""
KNOWN = {
    "zip", "OFD", "JPG", "PNG", "TIF", "fods", "OneDrive", "SharePoint", "F12", "Z109", "DA", "FL",  # files, places, archive numbers
    "number", "report", "city", "towns", "format", "district", "merge", "out",  # options and commands of the terminal

    "Excel", "WPS", "LibreOffice", "Word", "Windows", "Outlook", "PDF", "Python",  # programs on the desk, what is printed
    "moxi",  # the program's own name, with the command as it must be typed where no button does it
    "MX_",  # the worksheet functions as Excel offers them
    "Ctrl", "Esc", "Enter", "Tab", "Z", "D",  # keys
    "A", "A1", "A3", "A4", "A5", "B", "H40", "X", "K", "GB", "MB",  # cells, paper, letters of numbers, the national standard
    "xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "docx", "doc", "txt", "pdf", "mht", "RTF", "json", "eml", "cmd", "lnk",  # kinds of file as the desk shows them
    "SHA256SUMS", "README", "sha256sum", "certutil", "hashfile", "SHA256",  # the archive's note on how to check it in fifty years
    "fulian", "example", "cn",  # an example of an address
    "GBK", "GB2312",  # names of fonts
    "new", "upgrade", "doctor", "desk", "verify", "moxi-reform", "redo", "undo", "reform",  # commands behind "moxi"
    "reason", "password", "env", "plan", "town", "sample", "only", "blank",  # options, which messages name as they are typed
}  # fmt: skip
SAID_ONCE = {
    ("pyxl/post/seal.py", "环境变量"),  # where a command in a terminal finds the password
    ("pyxl/stick/desk/install.py", "pip"),  # what serves other systems than Windows
    ("pyxl/hosts/files/replacing.py", "路径"),  # Windows' own word for what is too long
    ("pyxl/hosts/office/place.py", "路径"),
    ("pyxl/hosts/office/desk_facts.py", "编码"),  # a line for the maintainer
}
"""Words that one place must say."""
FORBIDDEN = re.compile(
    "哈希|散列|路径|字节|环境变量|编码|进程|线程|堆栈|缓存|解析|序列化|冻结工作簿|读回|正则|字符串|数组|布尔|渲染|仓库"
    "|接口|引擎|句柄|标准输出|XML|SHA-256|JSON|UTC|元素|解包|部件|命名空间|实体"
)
FORMULA = re.compile(r"\[[@算]|^=?[A-Z]+\(")
"""The rules' native formulas, which stand beside their messages."""
CHINESE = re.compile("[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def excused(path: Path) -> bool:
    place = path.relative_to(ROOT).as_posix()
    return place in TERMINAL or any(place == name or place.startswith(name + "/") for name in MAINTAINERS)


def texts_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string that holds Chinese; an f-string as one text, its values as one blank each."""
    docstrings = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    helped = {id(s) for n in ast.walk(tree) for s in ast.walk(n) if _is_argument(n)}
    inside = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    for node in ast.walk(tree):
        if id(node) in docstrings or id(node) in helped or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(v.value) if isinstance(v, ast.Constant) else " " for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if CHINESE.search(text) and not FORMULA.search(text):
            yield node.lineno, text


def _is_argument(node: ast.AST) -> bool:
    """A command's option, whose help is read in a terminal."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Argument"


def problems(text: str) -> list[str]:
    """The words of a text that nobody at a township desk knows; places for figures ({name}) are none."""
    plain = re.sub(r"\{[\w.]*\}", "", text)
    strange = [word for word in WORD.findall(plain) if word not in KNOWN and not _is_code(word)]
    return [*strange, *FORBIDDEN.findall(plain)]


def _is_code(word: str) -> bool:
    """A single letter, a finding's number, or the level of a rule in its setting's name."""
    return len(word) == 1 or re.fullmatch("[EW][0-9]{3}", word) is not None


def test_every_text_of_the_program_is_plain_chinese():
    found = []
    for path in sorted((ROOT / "pyxl").rglob("*.py")):
        if not excused(path):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            place = path.relative_to(ROOT).as_posix()
            for line, text in texts_of(tree):
                words = [word for word in problems(text) if (place, word) not in SAID_ONCE]
                found += [f"{place}:{line} {words} {text[:60]}"] if words else []
    assert not found, "\n".join(found)


def test_no_excuse_outlives_its_file():
    assert [name for name in MAINTAINERS if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "text", ["请检查 JSON 格式", "文件的路径不对", "KeyError：没有这一列", "数据的哈希不符", "请运行 pip"]
)
def test_what_programmers_say_is_found(text):
    assert problems(text)


def test_macros_speak_plainly_too():
    """The message boxes of VBA, but for the names of what is installed."""
    said = [
        (path.name, text)
        for path in sorted((ROOT / "macros").glob("*.bas"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("'")
        for text in re.findall(r'"((?:[^"]|"")*)"', line)
        if CHINESE.search(text)
    ]
    assert said
    installed = {"xlwings", "pyxl", "Shift", "F3", "F12", "OneDrive", "SharePoint", "QQ", "py", "换届"}
    found = [(name, text) for name, text in said if set(problems(text)) - installed]
    assert not found, found
