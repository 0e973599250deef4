"""templates/README.md: how a clerk restyles a template, and which tags each has, read from the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pyxl.papers.paper import Paper
from pyxl.papers.render import tags

_TAG = re.compile(r"\{\{\s*(?P<shown>.+?)\s*\}\}|\{%(?:p|tr)?\s*(?P<word>for|if)\s+(?P<what>.+?)\s*%\}")

_NAME = re.compile(r"[\u4e00-\u9fff]+(?:\.[\u4e00-\u9fff]+)?")

TEXT = """# 公文模板

这个文件夹里的 .docx 是各种公文的模板。“生成公文”时，程序把模板里的标签换成表里的内容，其余文字和格式原样保留。
模板按《党政机关公文格式》（GB/T 9704—2012）画好：页边距上 37、下 35、左 28、右 26 毫米，每页 22 行、每行 28 字，正文三号仿宋，
标题二号小标宋，页码“— 1 —”单页居右、双页居左。

## 怎样改样式

1. 改之前先把模板复制一份留底。
2. 用 Word 或 WPS 打开模板，像改普通文件一样改：文字、字体、行距、表格的列宽都可以改。字体在“样式”里改一处即全部改变：
   “公文标题”“公文正文”“一级标题”“二级标题”“发文机关标志”“表头”“表格文字”等。
3. 保存时仍存为 .docx，文件名不变，仍放在这个文件夹里。含宏的（.docm）、嵌入了对象或链接了别处文件的，程序不用。
4. 再按“生成公文”。标签写错了，程序会说出哪个模板、哪一段、错在哪里，不会生成半截的公文。

缺少“方正小标宋简体”“仿宋_GB2312”“楷体_GB2312”的电脑，Word 会自动用宋体、仿宋、楷体代替，每行字数和每页行数不变。

## 标签怎么写

- `{{ 代表名额 }}` 换成这一项内容。花括号和百分号用半角（英文输入法），名称一个字都不能改；可以移到别处，也可以用几次。
- `{%p if 例外 %}` 到 `{%p endif %}` 之间的段落，有这项内容时才出现；这两行自己不出现，各占一段。
- `{%p for 项 in 职务 %}` 到 `{%p endfor %}` 之间的段落，每一项重复一次，里面用 `{{ 项.姓名 }}`。
- 表格里的 `{%tr for 人 in 名单 %}` 到 `{%tr endfor %}` 各占一行，中间的行每人重复一次。要加一列，就在表头和中间那一行各加一格。
- 删去一个标签，公文里就没有这项内容；写一个下面没有的标签，公文就不能生成。
- 报告单页脚里的“数据指纹”说明它是从哪一份数据做出来的，请保留；正式公文上没有。

## 各模板的标签

下面由程序从模板里读出来，`人.姓名` 这样的只能用在“每一项”的循环里。
"""


def guide(papers: Iterable[Paper], folder: Path) -> str:
    """The whole text, templates in the order of their first papers."""
    named: dict[str, list[str]] = {}
    for paper in sorted(papers, key=lambda paper: paper.number):
        named.setdefault(paper.template, []).append(paper.name)
    return TEXT + "".join(_section(name, of, folder / name) for name, of in named.items())


def _section(name: str, papers: Sequence[str], template: Path) -> str:
    lines = [f"\n### {name}\n", f"用于：{'、'.join(papers)}。\n"]
    lines += [
        f"- {kind}：{'、'.join(f'`{word}`' for word in words)}" for kind, words in _words(template).items()
    ]
    return "\n".join(lines) + "\n"


def _words(template: Path) -> Mapping[str, Sequence[str]]:
    """Heading -> the tags that belong under it, in the order in which they appear."""
    found: dict[str, dict[str, None]] = {"标签": {}}
    loops: dict[str, str] = {}
    for text in tags(template):
        for tag in _TAG.finditer(text):
            if tag["word"] == "for":
                item, _, over = tag["what"].partition(" in ")
                loops[item.strip()] = f"每一项“{over.strip()}”"
                found.setdefault(loops[item.strip()], {})
            elif tag["word"] == "if":
                found.setdefault("条件", {}).update(dict.fromkeys(_NAME.findall(tag["what"])))
            elif not tag["shown"].startswith("loop."):
                owner = tag["shown"].partition(".")[0]
                found[loops.get(owner, "标签")][tag["shown"]] = None
    return {kind: list(words) for kind, words in found.items() if words}
