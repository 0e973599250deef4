"""The styles of the papers, as a clerk meets them in Word: GB/T 9704-2012 in one table.

Sizes are in points (二号 22, 三号 16, 四号 14), distances in twips (1/20 point).  Lines are exact and the
characters of the body are set a third of a point closer, so that 22 lines of 28 stand on a page whatever
program and font set them.  The page's grid says the same; texts do not snap to it, since LibreOffice gives a
character that is wider than its cell two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
FALLBACKS = {SONG: "宋体", FANG: "仿宋", KAI: "楷体", HEI: "SimHei", PLAIN: "SimSun"}
"""Font -> what stands in for it where it is missing: the first three may not be shipped with Windows."""

MILLIMETRE = 1440 / 25.4
"""Twips in a millimetre."""
LINE = 579
"""Height of one of 22 lines on 225 mm; 580 would leave room for 21."""
WIDTH = 8845
"""Width of the text area, 156 mm."""
TIGHT = -6
"""What a character of 16 pt gives up so that 28 stand on a line, in twips; full lines are spread to the margin.

4 would do in Word; LibreOffice 7 sets the characters no closer before 6.
"""
TWO = 630
"""Two of 28 characters."""
RED = "FF0000"


@dataclass(frozen=True)
class Style:
    """A paragraph style.  `first` and `left`, `right` are indents; `tabs` are (alignment, place)."""

    key: str
    name: str
    font: str = FANG
    size: float = 16
    line: int = LINE
    align: str = "both"
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    color: str = ""
    scale: int = 0
    tabs: tuple[tuple[str, int], ...] = ()
    rule: str = ""
    keep: bool = False
    outline: int | None = None

    @property
    def xml(self) -> str:
        """The style as styles.xml has it."""
        default = ' w:default="1"' if self.key == "Normal" else ""
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.key}"{default}><w:name w:val={quoteattr(self.name)}/>'
            f"{based}<w:qFormat/><w:pPr>{''.join(self._paragraph())}</w:pPr>"
            f"<w:rPr>{''.join(self._run())}</w:rPr></w:style>"
        )

    def _paragraph(self) -> Iterator[str]:
        if self.keep:
            yield "<w:keepNext/>"
        yield '<w:widowControl w:val="0"/>'
        if self.rule:
            yield f"<w:pBdr>{self.rule}</w:pBdr>"
        if self.tabs:
            stops = (f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in self.tabs)
            yield f"<w:tabs>{''.join(stops)}</w:tabs>"
        # Word's own default, written out: LibreOffice 7 lets punctuation hang over the margin without it.
        yield '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        yield '<w:snapToGrid w:val="0"/>'
        yield (
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" '
            'w:lineRule="exact"/>'
        )
        chars = ' w:firstLineChars="200"' if self.first == TWO else ""
        first = f'w:hanging="{-self.first}"' if self.first < 0 else f'w:firstLine="{self.first}"'
        yield f'<w:ind w:left="{self.left}" w:right="{self.right}"{chars} {first}/>'
        yield f'<w:jc w:val="{self.align}"/>'
        if self.outline is not None:
            yield f'<w:outlineLvl w:val="{self.outline}"/>'

    def _run(self) -> Iterator[str]:
        yield fonts(self.font)
        yield '<w:snapToGrid w:val="0"/>'
        if self.color:
            yield f'<w:color w:val="{self.color}"/>'
        yield f'<w:spacing w:val="{TIGHT if self.size == 16 else 0}"/>'
        if self.scale:
            yield f'<w:w w:val="{self.scale}"/>'
        half = f"{self.size * 2:.0f}"
        yield f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def fonts(name: str) -> str:
    """The same font for Chinese and for figures, so that quotation marks do not change theirs."""
    return (
        f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}" w:hint="eastAsia"/>'
    )


def edge(side: str, millimetres: float, color: str = "auto", space: int = 0) -> str:
    """A rule at one side of a paragraph; Word knows eighths of a point."""
    eighths = round(millimetres / 25.4 * 72 * 8)
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


STYLES = (
    Style("Normal", "Normal"),
    # The mark's upper edge stands 35 mm below that of the text area; with its line it fills five lines.
    Style("Mark", "发文机关标志", SONG, 36, 911, "center", before=1984, color=RED, scale=80),
    Style("Number", "发文字号", before=2 * LINE, tabs=(("right", WIDTH - 320),), align="left",
          rule=edge("bottom", 0.5, RED, 11)),
    Style("NumberCentred", "发文字号（下行）", before=2 * LINE, align="center",
          rule=edge("bottom", 0.5, RED, 11)),
    Style("AfterRule", "红线下空行", line=2 * LINE),
    Style("Title", "公文标题", SONG, 22, 660, "center", keep=True),
    Style("Subtitle", "副标题", KAI, 16, LINE, "center"),
    Style("Addressee", "主送机关", before=LINE),
    Style("Text", "公文正文", first=TWO),
    Style("Heading1", "一级标题", HEI, first=TWO, keep=True, outline=0),
    Style("Heading2", "二级标题", KAI, first=TWO, keep=True, outline=1),
    Style("Closing", "公文结束语", first=TWO, keep=True),
    # A name that needs a second line goes on below its own first character.
    Style("AttachmentNote", "附件说明", left=TWO + 945, first=-945, before=LINE, align="left", keep=True),
    Style("AttachmentFirst", "附件说明首项", left=TWO + 1260, first=-1260, before=LINE, align="left", keep=True),
    Style("AttachmentMore", "附件说明续", left=TWO + 1260, first=-315, align="left", keep=True),
    # Sealed papers: the date ends four characters from the right, the name is centred over it; both are centred
    # in a block of 14.5 characters at the right, in which a long name takes two lines.
    Style("Signature", "发文机关署名", before=2 * LINE, left=WIDTH - 4580, align="center", keep=True),
    Style("Date", "成文日期", left=WIDTH - 4580, align="center"),
    Style("Remark", "附注", first=TWO),
    Style("AttachmentMark", "附件标记", HEI, align="left", keep=True),
    Style("TableHead", "表头", HEI, 12, 400, "center"),
    Style("Cell", "表格文字", FANG, 12, 400, "center"),
    Style("CellLeft", "表格文字（左）", FANG, 12, 400, "left"),
    Style("SmallHead", "小表头", HEI, 10.5, 320, "center"),
    Style("SmallCell", "小表格文字", FANG, 10.5, 320, "center"),
    Style("SmallCellLeft", "小表格文字（左）", FANG, 10.5, 320, "left"),
    Style("Imprint", "版记", FANG, 14, LINE, "left", tabs=(("right", WIDTH - 280),)),
    Style("Copies", "版记抄送", FANG, 14, LINE, "left", first=-840, left=1120, right=280),
    Style("Hair", "分隔", FANG, 1, 20),
    Style("PageOdd", "单页页码", PLAIN, 14, 320, "right", right=280),
    Style("PageEven", "双页页码", PLAIN, 14, 320, "left", left=280),
    Style("PrintOdd", "数据指纹（单页）", PLAIN, 6.5, 200, "right", right=280, color="8C8C8C"),
    Style("PrintEven", "数据指纹（双页）", PLAIN, 6.5, 200, "left", left=280, color="8C8C8C"),
)  # fmt: skip
STYLE = {style.key: style for style in STYLES}
