"""依据: the documents that papers rest on, as rows of the table 依据 and as papers cite them.

A document is cited by its title and then, in brackets, its number (《党政机关公文处理工作条例》): 《……的意见》（川妇字〔2017〕36号）.  The charter and
regulations have no number, and no article of them is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyxl.errors import SettingError
from pyxl.rules.findings import Row
from pyxl.rules.person import text_of
from pyxl.rules.plan.settings import Settings

BASES: Final = "依据"
_WRITTEN: Final = re.compile(r"《?(.+?)》?\s*(?:[（(]([^《》]*[0-9]号)[）)])?")
_YEAR: Final = re.compile(r"[〔\[(（【]([0-9]{4})[〕\])）】]")
_OF: Final = "关于"


@dataclass(frozen=True, slots=True)
class Basis:
    """One document: its title without 《》, its number and who issued it, "" where there is none."""

    name: str
    number: str = ""
    issuer: str = ""

    @property
    def cited(self) -> str:
        """As a paper writes it; a title that begins with 关于 has its issuer before it."""
        title = f"{self.issuer}{self.name}" if self.name.startswith(_OF) else self.name
        title = title.replace("《", "〈").replace("》", "〉")
        return f"《{title}》（{self.number}）" if self.number else f"《{title}》"

    @property
    def row(self) -> dict[str, str | None]:
        """As the table has it."""
        return {"文号": self.number or None, "发文机关": self.issuer or None, "备注": None, "名称": self.name}


def written(text: str | None) -> list[Basis]:
    """The documents of a setting, parted by ；: 《……》（……号）; who issued one stands in its title before 关于."""
    found = []
    for part in re.split("[；;\n]", text or ""):
        if match := _WRITTEN.fullmatch(part.strip()):
            name, number = match.groups("")
            issuer, about, _ = name.partition(_OF)
            found.append(Basis(name.strip(), _number(number), issuer if about else ""))
        elif part.strip():
            found.append(Basis(part.strip()))
    return found


def listed(rows: Iterable[Row]) -> list[Basis]:
    """The documents of the table, in its order; raises SettingError for a row without a title."""
    found = []
    for number, row in enumerate(rows, 1):
        name, document, issuer = (text_of(row.get(column)) for column in ("名称", "文号", "发文机关"))
        if not name and (document or issuer):
            raise SettingError(
                f"“依据”表第 {number} 行写了“{document or issuer}”而没有名称",
                "“依据”表",
                "请补填文件的名称，或清空这一行",
            )
        if name:
            title = name[1:-1] if name.startswith("《") and name.endswith("》") else name
            found.append(Basis(title, _number(document), issuer))
    return found


def _number(text: str) -> str:
    """A document's number without brackets around it, its year in those of GB/T 9704."""
    bare = text.strip()
    if bare[:1] in "（(" and bare[-1:] in "）)":
        bare = bare[1:-1]
    return _YEAR.sub(r"〔\1〕", bare)


def with_table(settings: Settings, rows: Sequence[Row]) -> Settings:
    """The settings with what the table says in the place of the setting 依据; unchanged where the table is blank or absent.

    A setting that somebody changed after the plan was read is cited too; what the plan itself does not name is 其他依据.
    """
    table = [basis.cited for basis in listed(rows)]
    if not table:
        return settings
    planned = settings.planned("bases")
    own = {basis.cited for basis in written(str(planned or ""))}
    changed = [basis.cited for basis in written(settings.bases)] if settings.bases != planned else []
    other = [basis.cited for basis in written(settings.other_bases)]
    everything = dict.fromkeys((*table, *changed, *other))
    return replace(
        settings,
        bases="；".join(everything),
        other_bases="；".join(basis for basis in everything if basis not in own) or None,
    )
