"""What a cover claims: refused where no program of ours writes it, and a finding where the tables say otherwise.

Sums without a key show no forgery, so a cover whose sums are true may still say anything: an hour that is none, the
three-billionth submission, another town's name, no errors.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.book.workbook import Record
from pyxl.district.codes import Found, found
from pyxl.errors import FileError
from pyxl.post import Cover
from pyxl.post.cover import LABELS, PHASES, congress_name, phase
from pyxl.rules.person import normalise_name, text_of
from pyxl.rules.plan import Settings
from pyxl.words import Severity

MOST: Final[Mapping[str, int]] = {
    "number": 999,
    "errors": 99_999,
    "warnings": 99_999,
    "notes": 99_999,
    "log_rows": 9_999_999,
    "log_breaks": 9_999_999,
}
"""Counts of the cover, and more of each than any town comes to."""
LONGEST: Final = 200
"""Characters of a town's or a congress's name."""
FIRST_YEAR: Final = 1980
"""In which a desk's clock begins whose battery is empty."""
_MINUTE: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|", re.ASCII)
_OPEN: Final[Mapping[str, Severity]] = {"errors": Severity.ERROR, "warnings": Severity.WARNING}
SOLVED: Final = "已解决"


def refuse_impossible(cover: Cover, where: str) -> None:
    """Raise FileError for a cover that says what 打包上报 never writes: everything behind this may rely on its form."""
    fields = [field for field, most in MOST.items() if not 0 <= getattr(cover, field) <= most]
    fields += ["made"] if not is_minute(cover.made) else []
    follows = cover.number > 1
    fields += ["previous"] if not _DIGEST.fullmatch(cover.previous) or bool(cover.previous) != follows else []
    fields += ["phase"] if cover.phase not in PHASES else []
    fields += ["town"] if not 0 < len(normalise_name(cover.town)) <= LONGEST else []
    fields += ["congress"] if len(cover.congress) > LONGEST else []
    if fields:
        raise FileError(
            f"封面的“{LABELS[fields[0]]}”不是打包程序写得出来的",
            where,
            "请报送单位重新打包上报，不要手工改封面",
        )


def is_minute(text: str) -> bool:
    """Whether a text is an hour and minute as our programs write it, of a year in which there were such desks."""
    try:
        return bool(_MINUTE.fullmatch(text)) and dt.datetime.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def cover_findings(
    cover: Cover, tables: Mapping[str, Sequence[Record]], settings: Settings | None, sealed: bool
) -> Iterator[Found]:
    """Where the cover says something else than what lies under it; without `settings` what follows from them is left out."""
    if settings is not None and (own := normalise_name(settings.town)) != normalise_name(cover.town):
        yield found("D-COVER", "封面", f"封面写的是{cover.town}，方案设置里的镇名是{own or '空白'}")
    if settings is not None and cover.congress != congress_name(settings):
        yield found("D-COVER", "封面", f"封面写的届次是{cover.congress or '空白'}，与方案设置不符")
    if (reached := phase(tables)) != cover.phase:
        yield found("D-COVER", "封面", f"封面写的是{cover.phase}阶段，按报来的表应是{reached}阶段")
    open_ones = Counter(
        text_of(row.get("级别")) for row in tables.get("校验结果", ()) if text_of(row.get("状态")) != SOLVED
    )
    for field, severity in _OPEN.items():
        # The cover counts votes without a result, too, which stand in 选举结果: it may say more, and never less.
        if (said := getattr(cover, field)) < (open_now := open_ones[severity.chinese]):
            yield found("D-COVER", "封面", f"封面写{severity.chinese} {said} 条，校验结果里有 {open_now} 条")
    if not cover.masked and not sealed:
        yield found("D-PLAIN", "封面", "完整的身份证号没有加密就寄来了，请镇里删除已寄的邮件，今后加密报送")
