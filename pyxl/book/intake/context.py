"""What a list says of its unit outside of its rows: in a line above, in its title, in the sheet's or file's name.

Only a unit of the unit table is found, by its name or by the name without 村 and the like.  Two different units in
one text say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LABEL = re.compile(
    r"(?:(?:填报|报送|填表|推荐|推选|选举|呈报|上报|所属|所在|申报)?单位(?:名称)?|村\(?社区\)?|村\(?居\)?|选区)"
    r"[^:]{0,8}:(?P<unit>[^:]{2,30}?)(?:填表|填报|报送|日期|时间|联系|负责|\d{4}年|$)"
)
_OFFICE = re.compile(
    r"(?:村民委员会|居民委员会|妇女联合会|村委会|居委会|妇联|村两委|党支部|\(盖章\)|\(章\))+$"
)
_KIND = re.compile(r"(?:村|社区|居委会|居民委员会)$")
_TOWN = re.compile(r"^.{0,12}?[镇乡](?=..)")
_OTHER_PLACE = "镇乡县区市街"
_PLACE = re.compile(r".{1,10}(?:村|社区)")


@dataclass(frozen=True, slots=True)
class Found:
    """A unit, and where it was read."""

    unit: str
    place: str


class UnitNames:
    """The names of the unit table, compared as people write them."""

    def __init__(self, units: Sequence[str]) -> None:
        self._full = {_compact(unit): unit for unit in units if unit}
        self._known: dict[str, str] = {}
        bare = Counter(_bare(name) for name in self._full)
        self._bare = {
            key: unit for name, unit in self._full.items() if bare[key := _bare(name)] == 1 and len(key) > 1
        }

    @property
    def all(self) -> tuple[str, ...]:
        """The names as the table has them."""
        return tuple(self._full.values())

    def __bool__(self) -> bool:
        return bool(self._full)

    def named(self, text: str) -> str:
        """The unit that a text is a name of: 石门, 磨溪镇石门村 and 石门村妇联 are 石门村; "" for none.

        >>> UnitNames(["石门村", "镇卫生院"]).named("磨溪镇石门")
        '石门村'
        """
        if (known := self._known.get(text)) is None:
            known = self._known[text] = self._named(text)
        return known

    def _named(self, text: str) -> str:
        plain = _compact(text)
        for written in (plain, _TOWN.sub("", plain)):
            name = _OFFICE.sub("", written)
            found = self._full.get(written) or self._full.get(name)
            if found is None and _KIND.search(name) is None:
                found = self._bare.get(name)
            if found:
                return found
        return ""

    def within(self, text: str) -> str:
        """The one unit that a longer text names; "" for none, and for several.

        >>> UnitNames(["石门村", "向阳村"]).within("磨溪镇石门村妇女代表名册")
        '石门村'
        """
        plain = _compact(text)
        found = {name for name in self._full if name in plain}
        found = {name for name in found if not any(name != other and name in other for other in found)}
        if found:
            return self._full[found.pop()] if len(found) == 1 else ""
        short = {unit for key, unit in self._bare.items() if _stands_alone(key, plain)}
        return short.pop() if len(short) == 1 else ""


def unit_of(above: Iterable[str], sheet: str, file: str, units: UnitNames) -> Found | None:
    """The unit of a whole sheet: `above` are the lines over its header, `file` is the file's name."""
    lines = [_compact(line) for line in above]
    for line in lines:
        for match in _LABEL.finditer(line):
            if unit := units.within(match["unit"]):
                return Found(unit, "填报单位")
            written = _OFFICE.sub("", match["unit"])
            if not units and _PLACE.fullmatch(written):
                return Found(_TOWN.sub("", written), "填报单位")
    for place, text in (("标题", "".join(lines)), ("工作表名", sheet), ("文件名", file)):
        if text and (unit := units.within(text)):
            return Found(unit, place)
    return None


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _bare(name: str) -> str:
    return _KIND.sub("", name)


def _stands_alone(key: str, text: str) -> bool:
    """Whether a short name stands in a text and is not that of a town or county: 磨溪 in 磨溪镇."""
    at = text.find(key)
    return at >= 0 and text[at + len(key) : at + len(key) + 1] not in tuple(_OTHER_PLACE)
