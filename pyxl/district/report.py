"""The report of a district to the city's federation: one page in due form, each of its figures from the merge.

A report says how things stand and asks for nothing; what is not known is left out rather than guessed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyxl.district.result.book import Result
from pyxl.district.result.comparison import Comparison, compare
from pyxl.district.result.declared import RETURN
from pyxl.district.result.progress_sheet import done_share
from pyxl.district.result.settings import DistrictSettings
from pyxl.district.result.town import DOUBTFUL, SILENT, UNLISTED, TownRow
from pyxl.errors import CellError
from pyxl.papers.letterhead import title_lines
from pyxl.papers.paper import Context
from pyxl.papers.render import render, templates_folder
from pyxl.post.cover import PHASES
from pyxl.rules.person import chinese, parse_date
from pyxl.words import Severity

TEMPLATE: Final = "区县改革选举情况报告.docx"
NAMED: Final = 4
"""Towns that a sentence names before it only counts."""
SHARES: Final = (
    ("大专以上", "大专以上"),
    ("党员", "中共党员"),
    ("体制外", "体制外"),
    ("少数民族", "少数民族"),
)


def report(result: Result) -> bytes:
    """The .docx.  Raises PaperError for a template that was changed beyond use, CellError for a date that is none."""
    return render(templates_folder() / TEMPLATE, context(result))


def context(result: Result) -> Context:
    """What the template's tags stand for."""
    settings = result.settings
    issuer = settings.issuer or f"{settings.city}{settings.county}妇女联合会"
    day = chinese(_day(settings, result.made))
    year = _day(settings, result.made).year
    return {
        "发文机关标志": issuer,
        "发文字号": settings.number or f"\u3000\u3000〔{year}〕\u3000\u3000号",
        "签发人": settings.signatory,
        "标题": title_lines(issuer, "关于乡镇妇联组织", "区域化建设改革选举情况的报告"),
        "主送机关": settings.addressee or f"{settings.city}妇女联合会",
        "县区": _kind(settings.county),
        "进展": _progress(result),
        "结构": _makeup(result.rows),
        "核查": _checks(result),
        "署名": issuer,
        "成文日期": day,
        "印发机关": issuer,
        "印发日期": day,
        "抄送": "",
    }


def _day(settings: DistrictSettings, made: dt.datetime) -> dt.date:
    try:
        written = parse_date(settings.date)
    except CellError as fault:
        raise CellError(
            f"“{settings.date}”不是日期", "“设置”的“成文日期”", "请写成 2017-12-12 的样子"
        ) from fault
    return written.last if written else made.date()


def _kind(county: str) -> str:
    """全区, 全县, 全市: by the last character of its name."""
    return county[-1] if county and county[-1] in "区县市旗" else "区"


def _progress(result: Result) -> str:
    listed = [row for row in result.rows if row.state != UNLISTED]
    silent = [row.town for row in listed if row.state == SILENT]
    phases = Counter(row.phase for row in listed if row.sha)
    elected = [row for row in listed if row.elected]
    at = "、".join(f"{phase}阶段{phases[phase]}个" for phase in PHASES if phases[phase])
    parts = [
        f"截至{chinese(result.made)}，应报{len(listed)}个乡镇，已报{len(listed) - len(silent)}个"
        + (f"，未报{len(silent)}个（{_named(silent)}）" if silent else "，全部报齐")
    ]
    if at:
        parts.append(f"处于{at}")
    if elected:
        parts.append(f"{len(elected)}个乡镇已选出执委{sum(row.elected or 0 for row in elected)}名")
    if (share := done_share(listed)) is not None:
        parts.append(f"已报乡镇各项任务完成{share:.0%}")
    return "。".join(parts) + "。"


def _makeup(rows: Sequence[TownRow]) -> str:
    done = [row for row in rows if row.committee_elected]
    if not done:
        return "尚无乡镇选出执委。"
    comparison = compare(done)
    words = [*_age(comparison), *_shares(comparison)]
    return f"已选出的执委，各乡镇的中位数为：{'，'.join(words)}。"


def _age(comparison: Comparison) -> Iterator[str]:
    if (age := comparison.median_of("执委平均年龄")) is not None:
        yield f"平均年龄{age:.1f}岁"


def _shares(comparison: Comparison) -> Iterator[str]:
    for column, name in SHARES:
        if (share := comparison.median_of(f"执委{column}")) is not None:
            yield f"{name}占{share:.1%}"


def _checks(result: Result) -> str:
    shown = [row for row in result.rows if row.sha]
    wrong = [row.town for row in shown if row.recomputed]
    doubtful = [row.town for row in shown if row.state == DOUBTFUL]
    returned = [
        row.town
        for row in result.rows
        if row.town in result.judged and result.judged[row.town].verdict == RETURN
    ]
    twice = sum(one.severity is Severity.ERROR for one in result.across)
    parts = ["对报来的名额、资格和选举结果，按各乡镇的选举办法逐一复算"]
    parts.append(f"{len(wrong)}个乡镇与报来的不符（{_named(wrong)}）" if wrong else "与报来的全部相符")
    if doubtful:
        parts.append(f"{len(doubtful)}个乡镇的来件尚待核实（{_named(doubtful)}）")
    if twice:
        parts.append(f"{twice}人同时在两个乡镇的名单上")
    if returned:
        parts.append(f"已退回{len(returned)}个乡镇重报（{_named(returned)}）")
    return "，".join(parts[:2]) + "".join(f"；{part}" for part in parts[2:]) + "。"


def _named(towns: Iterable[str]) -> str:
    names = list(towns)
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
