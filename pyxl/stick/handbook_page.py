"""The handbook as a page that a double click opens: a clerk's desk shows no Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PAGE: Final = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>操作手册</title><style>
body {{ font: 16px/1.7 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 56em; margin: 2em auto; padding: 0 1em; color: #222 }}
h1, h2, h3 {{ color: #1e6b41; line-height: 1.3 }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #bbb; padding: .25em .6em; vertical-align: top }}
code, pre {{ background: #f3f3f3 }} pre {{ padding: .6em; overflow: auto }} img {{ max-width: 100%; border: 1px solid #ddd }}
</style></head><body>
{body}</body></html>
"""


def write_handbook(documents: Path, folder: Path) -> None:
    """`index.html`, the Word files for printing and the pictures, from the repository's `docs`."""
    folder.mkdir(parents=True)
    text = (documents / "手册.md").read_text(encoding="utf-8")
    (folder / "index.html").write_text(page(text), encoding="utf-8", newline="\n")
    for word in ("手册.docx", "功能区卡片.docx"):
        (folder / word).write_bytes((documents / word).read_bytes())
    pictures = folder / "pictures"
    pictures.mkdir()
    for picture in sorted((documents / "pictures").glob("*.png")):
        (pictures / picture.name).write_bytes(picture.read_bytes())


def page(markdown: str) -> str:
    """A whole page of a Markdown text."""
    from markdown_it import MarkdownIt  # only a stick needs it

    body = MarkdownIt("commonmark").enable("table").render(markdown)
    return _PAGE.format(body=body)
