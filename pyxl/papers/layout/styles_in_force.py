"""The form that a paragraph has in the end: its style, what that rests on, and what the paragraph says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SINGLE: Final = 240
"""What a line of single height is said to be, where lines are not exact."""


@dataclass(frozen=True, slots=True)
class Form:
    """Lengths in twips: a line, the room above and below, indents, the width of a character; whether it is kept with the next.

    `tight` is what each character gives up of its width.
    """

    line: int
    before: int
    after: int
    left: int
    right: int
    first: int
    size: int
    tight: int
    keep: bool
    new_page: bool


class Forms:
    """The styles of a document; its elements are lxml's, which has no types."""

    def __init__(self, styles: Any) -> None:  # noqa: ANN401
        self._styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self._defaults = [
            found
            for name in ("pPrDefault", "rPrDefault")
            if (found := styles.find(f"{W}docDefaults/{W}{name}")) is not None
        ]
        self._known: dict[str | None, Form] = {}
        self._normal: str | None = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}default") and style.get(f"{W}type") == "paragraph"
            ),
            None,
        )

    def named(self, paragraph: Any) -> str:  # noqa: ANN401
        """The name of a paragraph's style: Word keeps names, not keys, when somebody restyles a template."""
        style = self._styles.get(self._key(paragraph))
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else str(name.get(f"{W}val"))

    def of(self, paragraph: Any) -> Form:  # noqa: ANN401
        """The form of a paragraph; most have nothing of their own beside their style, whose form is worked out once."""
        own = paragraph.find(f"{W}pPr")
        plain = own is None or all(child.tag == f"{W}pStyle" for child in own)
        if not plain or self._scaled(paragraph) is not None:
            return self._worked_out(paragraph)
        key = self._key(paragraph)
        if key not in self._known:
            self._known[key] = self._worked_out(paragraph)
        return self._known[key]

    def _worked_out(self, paragraph: Any) -> Form:  # noqa: ANN401
        layers = self._layers(paragraph)
        size = _number(layers, "rPr", "sz", "val", 21) * 10
        line = _number(layers, "pPr", "spacing", "line", _SINGLE)
        exact = _said(layers, "pPr", "spacing", "lineRule") in {"exact", "atLeast"}
        return Form(
            line=line if exact else size * 13 * line // (10 * _SINGLE),
            before=_number(layers, "pPr", "spacing", "before"),
            after=_number(layers, "pPr", "spacing", "after"),
            left=_number(layers, "pPr", "ind", "left"),
            right=_number(layers, "pPr", "ind", "right"),
            first=_number(layers, "pPr", "ind", "firstLine") - _number(layers, "pPr", "ind", "hanging"),
            size=size * self.scale(paragraph) // 100,
            tight=_number(layers, "rPr", "spacing", "val"),
            keep=_on(layers, "keepNext"),
            new_page=_on(layers, "pageBreakBefore"),
        )

    def scale(self, paragraph: Any) -> int:  # noqa: ANN401
        """How wide its characters are drawn, in hundredths of their own width; what a run of it says comes first."""
        run = self._scaled(paragraph)
        layers = [*([] if run is None else [run]), *self._layers(paragraph)]
        return _number(layers, "rPr", "w", "val", 100)

    @staticmethod
    def _scaled(paragraph: Any) -> Any:  # noqa: ANN401
        """The first run that says how wide it is drawn."""
        said = paragraph.find(f"{W}r/{W}rPr/{W}w")
        return None if said is None else said.getparent().getparent()

    def _layers(self, paragraph: Any) -> list[Any]:  # noqa: ANN401
        """What has a say, the nearest first."""
        return [paragraph, *self._chain(self._key(paragraph)), *self._defaults]

    def _key(self, paragraph: Any) -> str | None:  # noqa: ANN401
        said = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._normal if said is None else said.get(f"{W}val")

    def _chain(self, key: str | None) -> Iterator[Any]:
        """A style and what it rests on."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            yield style
            based = style.find(f"{W}basedOn")
            key = None if based is None else based.get(f"{W}val")


def _said(layers: list[Any], group: str, name: str, attribute: str) -> str | None:
    """What the nearest layer says of a property."""
    for layer in layers:
        found = layer.find(f"{W}{group}/{W}{name}")
        if found is not None and (value := found.get(f"{W}{attribute}")) is not None:
            return str(value)
    return None


def _number(layers: list[Any], group: str, name: str, attribute: str, otherwise: int = 0) -> int:
    said = _said(layers, group, name, attribute)
    try:
        return otherwise if said is None else round(float(said))
    except ValueError:
        return otherwise


def _on(layers: list[Any], name: str) -> bool:
    """Whether a switch is on: its element without a value says so."""
    for layer in layers:
        found = layer.find(f"{W}pPr/{W}{name}")
        if found is not None:
            return found.get(f"{W}val") not in {"0", "false", "off"}
    return False
