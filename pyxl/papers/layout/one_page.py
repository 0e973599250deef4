"""A paper of one page: lines stand closer, then characters are smaller, until the text and the imprint have room on it.

GB/T 9704 has 22 lines of 三号 on a page and lets both be changed where a case is special (5.2.2 and 5.2.3: 特定情况可以作适当调整).
The red head's place, the title's size, the margins and the order of the parts stay.  What fits is counted at the most, so that
every program and every font keeps to the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyxl.papers.layout import imprint
from pyxl.papers.layout.line_count import Measure
from pyxl.papers.layout.page_count import end_by
from pyxl.papers.layout.styles_in_force import W

LINE: Final = 579
"""Height of a line of the standard, in twips: 22 on a page."""
BODY: Final = 32
"""Half points of 三号."""
SIZES: Final = ((32, 410), (30, 390), (28, 360))
"""三号, 小三, 四号 in half points, and the closest lines in which each is still read at ease, in twips."""
_STEP: Final = 10
_RULE: Final = 260
"""What the red rule and the room above it take, which no paragraph says of its own height."""
_STAY: Final = frozenset({"发文机关标志", "版记", "版记抄送", "分隔"})
"""Styles, by name, that stay as they are; a page number's too, which no body has."""


@dataclass(frozen=True, slots=True)
class _Said:
    """An element of a style, and what it said before."""

    element: Any
    before: dict[str, str]
    least: int = 0

    def scale(self, names: tuple[str, ...], part: int, whole: int) -> None:
        """Each of these lengths as a part of what it was, a line never lower than its characters want it."""
        for name in names:
            if value := self.before.get(f"{W}{name}"):
                least = self.least if name == "line" else 0
                self.element.set(f"{W}{name}", str(max(least, int(value) * part // whole)))

    def restore(self) -> None:
        """As it was."""
        for name, value in self.before.items():
            self.element.set(name, value)


def fit(document: Any) -> bool:  # noqa: ANN401 - python-docx has no types
    """Bring a filled document with an imprint in a section of its own to one page; False, and as it was, if it has no room.

    A template without such a section, or one whose lines are not exact, is left alone too.
    """
    body, styles = document.element.body, document.styles.element
    if not imprint.stands_apart(body):
        return False
    spacings, sized = list(_spacings(styles)), list(_sized(styles))
    for size, closest in SIZES:
        for one in sized:
            one.scale(("val", "firstLine", "hanging", *(["left"] if f"{W}hanging" in one.before else [])), size, BODY)  # fmt: skip
        for line in (*range(LINE, closest, -_STEP), closest):
            for one in spacings:
                one.scale(("line", "before", "after"), line, LINE)
            reached = end_by(Measure.WIDEST, body, styles)
            if reached.page == 1 and reached.left >= imprint.height_of(body, styles) + _RULE:
                imprint.join(body)
                return True
    for one in (*spacings, *sized):
        one.restore()
    return False


def _texts(styles: Any) -> Iterator[Any]:  # noqa: ANN401
    """The styles of the text, by what they say of their lines."""
    for style in styles.iter(f"{W}style"):
        name, spacing = style.find(f"{W}name"), style.find(f"{W}pPr/{W}spacing")
        stays = name is None or name.get(f"{W}val") in _STAY
        if not stays and spacing is not None and spacing.get(f"{W}lineRule") == "exact":
            yield style


def _spacings(styles: Any) -> Iterator[_Said]:  # noqa: ANN401
    for style in _texts(styles):
        spacing, size = style.find(f"{W}pPr/{W}spacing"), style.find(f"{W}rPr/{W}sz")
        high = int(size.get(f"{W}val")) if size is not None else 0
        yield _Said(spacing, dict(spacing.attrib), high * 11 if high > BODY else 0)


def _sized(styles: Any) -> Iterator[_Said]:  # noqa: ANN401
    """Where styles whose characters are 三号 say so, and their indents, which are counted in characters."""
    for style in _texts(styles):
        size = style.find(f"{W}rPr/{W}sz")
        if size is not None and size.get(f"{W}val") == str(BODY):
            for path in (f"{W}rPr/{W}sz", f"{W}rPr/{W}szCs", f"{W}pPr/{W}ind"):
                if (found := style.find(path)) is not None:
                    yield _Said(found, dict(found.attrib))
