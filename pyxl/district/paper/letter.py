"""The report to the federation above, a district's or a city's: one page in due form, each of its figures from the merge.

A report says how things stand and asks for nothing; what is not known is left out rather than guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pyxl.district.paper import of_city, of_district
from pyxl.district.paper.makeup import makeup
from pyxl.district.paper.naming import NAMED
from pyxl.district.result.book import Result
from pyxl.district.result.settings import DistrictSettings
from pyxl.errors import CellError
from pyxl.papers.letterhead import title_lines
from pyxl.papers.paper import Context
from pyxl.papers.render import render_one_page, templates_folder
from pyxl.rules.person import chinese, parse_date

TEMPLATE: Final = "区县改革选举情况报告.docx"


_IMPRINT: Final = 20
"""Characters of a name that stand beside the day on the imprint's line."""


def report(result: Result) -> bytes:
    """The .docx.  Raises PaperError for a template that was changed beyond use, CellError for a date or goal that is none."""
    return render_one_page(templates_folder() / TEMPLATE, wordings(result))


def wordings(result: Result) -> Iterator[Context]:
    """From the fullest to the shortest: without the issuer in the title, goals in brief, fewer and fewer places by name."""
    yield context(result, whole=True)
    yield context(result)
    for most in range(NAMED, -1, -1):
        yield context(result, most, brief=True)


def context(result: Result, most: int = NAMED, whole: bool = False, brief: bool = False) -> Context:
    """What the template's tags stand for: `most` places in a row by name, the title `whole` with its issuer, goals `brief`ly."""
    settings = result.settings
    place = settings.city if result.is_citys else f"{settings.city}{settings.county}"
    issuer = settings.issuer or f"{place}妇女联合会"
    above = "省" if result.is_citys else settings.city
    said = of_city if result.is_citys else of_district
    day = chinese(_day(settings, result.made))
    year = _day(settings, result.made).year
    return {
        "发文机关标志": issuer,
        "发文字号": settings.number or f"\u3000\u3000〔{year}〕\u3000\u3000号",
        "签发人": settings.signatory,
        "标题": title_lines(
            *([issuer] if whole else []), f"关于全{_kind(place)}乡镇妇联组织", "改革选举情况的报告"
        ),
        "主送机关": settings.addressee or f"{above}妇女联合会",
        "进展": said.progress(result, most),
        "结构": makeup(result, brief),
        "核查": said.checks(result, most),
        "单位": "区县" if result.is_citys else "乡镇",
        "附件名": f"各{'区县' if result.is_citys else '乡镇'}妇联改革选举汇总表",
        "署名": issuer,
        "成文日期": day,
        "印发机关": issuer if len(issuer) <= _IMPRINT else f"{settings.name}妇女联合会"[-_IMPRINT:],
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


def _kind(place: str) -> str:
    """全区, 全县, 全市: by the last character of its name."""
    return place[-1] if place and place[-1] in "区县市旗州盟" else "区"
