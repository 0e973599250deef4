"""What a paper is drawn with: the parts of an official paper by GB/T 9704-2012, from head to imprint.

    form = Form("候选人请示")
    form.letter(upward=True)            # 发文机关标志, 发文字号, 签发人, the red rule, 标题, 主送机关
    form.text("大会代表{{ 代表名额 }}名。")
    form.heading("一、时间地点")         # 黑体; `subheading` is 楷体
    with form.loop("人 in 名单"):        # paragraphs, each time round
        form.text("{{ loop.index }}．{{ 人.姓名 }}")
    form.closing("妥否，请批示。")      # goes over the page with what follows
    form.attachment_note("候选人花名册")
    form.signature(contact=True)        # with 附注: whom to ask
    form.attached("附件", "附件标题")    # on a page of its own
    form.table(
        [Column("序号", 12, "{{ loop.index }}"), Column("姓名", 24, "{{ 人.姓名 }}")], "人 in 名单", small=True
    )
    form.bytes()

Tags are jinja2's, with Chinese names.  Every template also gets `数据指纹`, which stands in the footers of slips alone.
`table` draws a head that is repeated on each page and one row for each turn of the loop; `grid` draws a form
of fixed cells, as registration forms have them.  Widths are in millimetres: the text area has 156, on its
side 234.  Text may hold `**...**`, which is set in 黑体, and `__...__`, which is set in 楷体.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from templates import page
from templates.package import package
from templates.paragraphs import framed, paragraph
from templates.styles import LINE, edge
from templates.tables import Cell, Column, columns, grid_table, list_table

__all__ = ["Cell", "Column", "Form", "columns"]

COPIES = (24, 48, 72, 960)
"""Characters of 抄送 that fit on one line of the imprint, on two, three and four."""


class Form:
    """One template while it is drawn; each method adds to its end."""

    def __init__(self, title: str, landscape: bool = False, slip: bool = False) -> None:
        self.name = title
        self._slip = slip
        self._landscape = landscape
        self._turned = False
        self._begins = ""
        self._body: list[str] = []

    def paragraph(self, style: str, text: str = "", **properties: object) -> None:
        """A paragraph in one of the styles of `templates.styles`; `before`, `page_break`, `align` differ from it."""
        if self._turned:
            properties["page_break"] = True
            self._turned = False
        self._body.append(paragraph(style, text, **properties))

    def red_head(self, upward: bool) -> None:
        """The issuing body in red, the paper's number (going up: with who signs it), and the red rule."""
        self.paragraph("Mark", "{{ 发文机关标志 }}")
        if upward:
            self.paragraph("Number", "\u3000{{ 发文字号 }}\t签发人：__{{ 签发人 }}__")
        else:
            self.paragraph("NumberCentred", "{{ 发文字号 }}")
        self.paragraph("AfterRule")

    def letter(self, upward: bool) -> None:
        """How every red-headed paper begins: its head, its title, to whom it goes."""
        self.red_head(upward)
        self.title()
        self.addressee()

    def title(self, tag: str = "标题", before: int = 0) -> None:
        """The title, a paragraph for each of its lines; `before` in lines of the page."""
        if before:
            self.paragraph("Text", before=(before - 1) * LINE)
        with self.loop(f"行 in {tag}"):
            self.paragraph("Title", "{{ 行 }}")

    def subtitle(self, text: str) -> None:
        """A line in brackets under the title, such as （草案）or the day on which it was adopted."""
        self.paragraph("Subtitle", text)

    def addressee(self, text: str = "{{ 主送机关 }}：") -> None:
        """To whom it goes, flush left, one line below the title."""
        self.paragraph("Addressee", text)

    def text(self, text: str, before: int = 0) -> None:
        """A paragraph of the body; `before` in lines of the page."""
        self.paragraph("Text", text, **({"before": before * LINE} if before else {}))

    def closing(self, text: str) -> None:
        """The last sentence, which goes over to the next page with what follows: no signature stands alone."""
        self.paragraph("Closing", text)

    def heading(self, text: str) -> None:
        """First level: 一、"""
        self.paragraph("Heading1", text)

    def subheading(self, text: str) -> None:
        """Second level: （一）"""
        self.paragraph("Heading2", text)

    def attachment_note(self, *names: str) -> None:
        """The attachments' names below the body: one, or numbered."""
        if len(names) == 1:
            self.paragraph("AttachmentNote", f"附件：{names[0]}")
            return
        self.paragraph("AttachmentFirst", f"附件：1.{names[0]}")
        for number, name in enumerate(names[1:], 2):
            self.paragraph("AttachmentMore", f"{number}.{name}")

    def signature(
        self,
        name: str = "{{ 署名 }}",
        date: str = "{{ 成文日期 }}",
        contact: bool = False,
        close: bool = False,
    ) -> None:
        """Who issues it and when, as sealed papers have it; below it, on the same page, whom to ask.

        `close`: one line below the note on an attachment, which leaves the seal its room at the right.
        """
        self.paragraph("Signature", name, **({"before": LINE // 2} if close else {}))
        self.paragraph("Date", date, keep=contact)
        if contact:
            self.paragraph("Remark", "（联系人：{{ 联系人 }}，联系电话：{{ 联系电话 }}）")

    def imprint(self) -> None:
        """The imprint at the foot of the last page, which is an even one; the line 抄送 only where there is one.

        Its section begins on the next even page; `pyxl.papers.imprint` takes it back where it has room below the text.
        """
        self._break_off()
        self._begins = "evenPage"
        printer, last = "\u3000{{ 印发机关 }}\t{{ 印发日期 }}印发", page.above_imprint(0)
        for lines, (more, most) in enumerate(pairwise((0, *COPIES)), 1):
            with self.when(f"抄送|length > {more} and 抄送|length <= {most}"):
                # Two frames, and a paragraph between: LibreOffice loses one whose neighbour has other rules.
                above = page.above_imprint(lines)
                self._body.append(framed("抄送：{{ 抄送 }}。", edge("top", 0.35), above, style="Copies"))
                self.paragraph("Hair")
                self._body.append(framed(printer, edge("top", 0.25) + edge("bottom", 0.35), last))
        with self.when("not 抄送"):
            self._body.append(framed(printer, edge("top", 0.35) + edge("bottom", 0.35), last))
        self.paragraph("Hair")

    def attachment(self, mark: str) -> None:
        """附件1, flush left in 黑体, at the top of a page that `new_page` began; its title stands in the third line."""
        self.paragraph("AttachmentMark", mark)
        self.gap()

    def attached(self, mark: str, title: str) -> None:
        """A page of its own for an attachment, as far down as its table; `title` is the tag of its title."""
        self.new_page()
        self.attachment(mark)
        self.title(title)
        self.gap()

    @contextmanager
    def sheets(self, over: str) -> Iterator[None]:
        """A form again for each item, each on a page of its own: all of a kind lie in one file."""
        with self.loop(over):
            with self.when("not loop.first"):
                self.paragraph("Hair", page_break=True)
            yield

    def gap(self) -> None:
        """An empty line, as between a title and its table."""
        self.paragraph("Text")

    def new_page(self, landscape: bool = False) -> None:
        """Go on on a new page; a change between upright and lying paper begins a section."""
        if landscape == self._landscape:
            self._turned = True  # told to the next paragraph: one of its own might fall onto an empty page
            return
        self._break_off()
        self._landscape = landscape

    def _break_off(self) -> None:
        """End a section: what follows begins on a page of its own."""
        self._body.append(
            f'<w:p><w:pPr><w:pStyle w:val="Hair"/>{page.section(self._landscape)}</w:pPr></w:p>'
        )

    @contextmanager
    def loop(self, over: str) -> Iterator[None]:
        """Whole paragraphs and tables again for each item: `loop("人 in 名单")`."""
        yield from self._block("for", over)

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Whole paragraphs and tables only where the condition holds."""
        yield from self._block("if", condition)

    def _block(self, word: str, what: str) -> Iterator[None]:
        if self._turned:
            self.paragraph("Hair")  # the paragraph of a tag is gone when the paper is made
        self.paragraph("Text", f"{{%p {word} {what} %}}")
        yield
        self.paragraph("Text", f"{{%p end{word} %}}")

    def table(
        self,
        columns: Sequence[Column],
        over: str,
        small: bool = False,
        total: Sequence[str] = (),
        height: float = 8,
        keep: bool = False,
    ) -> None:
        """A head repeated on every page, a row for each item of `over`, a last row of `total` if given.

        `height` is the least of each row in millimetres; with `keep` all rows stay on the page of what follows.
        """
        self._body.append(list_table(columns, over, small, total, height, keep))

    def grid(
        self,
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        heights: Sequence[float],
        small: bool = False,
    ) -> None:
        """A form of fixed cells; `heights` in millimetres, each the least of its row."""
        self._body.append(grid_table(widths, rows, heights, small))

    def bytes(self) -> bytes:
        """The finished .docx."""
        body = "".join(self._body)
        if body.endswith("</w:tbl>"):  # Word wants a paragraph behind a table: the smallest there is
            body += paragraph("Hair")
        return package(self.name, body + page.section(self._landscape, self._begins), page.edges(self._slip))
