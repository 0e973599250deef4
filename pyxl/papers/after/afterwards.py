"""What is written when the election is over: minutes, the plan of work as tasks, the report on the reform, talks with who leaves.

三(三)1-3, 四(三).  The software gives the frame and every figure that the tables hold; it writes no speeches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyxl.papers.after.duties import duties, officers
from pyxl.papers.before.departures import TABLE as LEAVERS
from pyxl.papers.before.departures import lacks as departures_lack
from pyxl.papers.before.departures import shown
from pyxl.papers.before.notices import elected_lack
from pyxl.papers.dossier import Dossier
from pyxl.papers.letterhead import going_up, issuer, letter, superior
from pyxl.papers.paper import Paper, Sheaf
from pyxl.papers.wording import (
    congress,
    federation,
    first_meeting,
    labelled,
    meeting_lines,
    name_lines,
    undertaking,
    unset,
)
from pyxl.rules.check import UNITS, percent
from pyxl.rules.person import LISTS, chinese, normalise_name
from pyxl.rules.person.spacing import in_list
from pyxl.rules.plan.network import coverage, without
from pyxl.words import COMMITTEE

NETWORK, TRAINING = "网络覆盖", "培训"
HOMES: Final = "妇女儿童之家"
"""The column of 单位 that says whether a unit has one, 四(四)."""
TASKS: Final = 8
"""Lines of the plan of work, those of the officers' duties included."""


def minutes(dossier: Dossier) -> Sequence[Sheaf]:
    """The committee's first meeting: who was there, what was elected, who answers for what; the rest is written by hand."""
    settings = dossier.settings
    assert settings.congress_date is not None
    votes = [result for office, _ in _offices(dossier) for result in dossier.rounds(office)]
    turnout = votes[0].turnout if votes else None
    context = {
        "标题": [*meeting_lines(settings), "纪要"],
        "日期": chinese(settings.congress_date),
        "地点": settings.congress_place or "",
        "应到": turnout.entitled if turnout else "",
        "实到": turnout.present if turnout else "",
        "会议": first_meeting(settings),
        "到会": name_lines(dossier.by_strokes(dossier.elected(COMMITTEE)))
        if turnout and turnout.present == turnout.entitled
        else [],
        "选举": [{"职务": office, "行": labelled(office, names)} for office, names in _offices(dossier)],
        "议定": [*_decided(dossier)],
    }
    return [Sheaf("", context)]


def _decided(dossier: Dossier) -> Iterator[str]:
    """What the meeting settled: the officers' duties as far as they are set, and numbers for the rest."""
    known = duties(dossier.settings)
    told = [f"{office}{name}：{known[name]}。" for office, name in officers(dossier) if name in known]
    if told:
        yield "（一）明确领导班子成员分工："
        yield from told
    yield from (f"（{number}）" for number in ("二三" if told else "一二三"))


def _offices(dossier: Dossier) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for office, name in officers(dossier):
        found.setdefault(office, []).append(name)
    return list(found.items())


def plan_lacks(dossier: Dossier) -> Sequence[str]:
    """The committee's number, and who answers for what."""
    return [*unset(dossier.settings, "committee_number", "duties")]


def plan(dossier: Dossier) -> Sequence[Sheaf]:
    """三(三)1: tasks, measures, who answers, by when, which need of the women it serves."""
    known = [(name, duty) for name, duty in duties(dossier.settings).items() if name]
    rows = [{"任务": duty, "责任人": in_list(name)} for name, duty in known]
    rows += [{"任务": "", "责任人": ""}] * max(0, TASKS - len(rows))
    title = [
        f"{federation(dossier.settings)}{dossier.settings.committee_number}执行委员会",
        "工作计划任务分解表",
    ]
    context = {"标题": title, "行": [{**row, "序": str(at)} for at, row in enumerate(rows, 1)]}
    return [Sheaf("", context)]


def report_lacks(dossier: Dossier) -> Sequence[str]:
    """The election is over, the units are known, somebody signs."""
    missing = [*elected_lack(dossier), *unset(dossier.settings, "signatory", "report_date")]
    return missing if dossier.tables.get(UNITS) else [*missing, "“单位”表还没有填写"]


def report(dossier: Dossier) -> Sequence[Sheaf]:
    """The reform as figures: network, committee, training; its table attached."""
    settings = dossier.settings
    context = {
        **letter(
            settings,
            title=(issuer(settings), f"关于{undertaking(settings)}", "情况的报告"),
            to=superior(settings),
            number=None,
            date=settings.report_date,
        ),
        **going_up(settings),
        "工作": undertaking(settings),
        "大会": congress(settings),
        "大会日期": chinese(settings.congress_date) if settings.congress_date else "",
        "执委人数": len(dossier.elected(COMMITTEE)),
        "班子": "，".join(f"{office}{len(names)}名" for office, names in _offices(dossier)),
        "未建": "、".join(without(dossier.tables[UNITS], dossier.tables.get(NETWORK, ()))),
        "培训人数": len(
            {row.get("姓名") for row in dossier.tables.get(TRAINING, ()) if row.get("是否完成") == "是"}
        ),
        "离岗人数": sum(bool(row.get("谈话日期")) for row in dossier.tables.get(LEAVERS, ())),
        "之家数": sum(LISTS["妇联组织"].normalise(row.get(HOMES)) == "有" for row in dossier.tables[UNITS]),
        "附件标题": [undertaking(settings), "网络覆盖情况表"],
        "覆盖": list(_coverage(dossier)),
    }
    return [Sheaf("", context)]


def _coverage(dossier: Dossier) -> Iterator[Mapping[str, str]]:
    for found in coverage(dossier.tables[UNITS], dossier.tables.get(NETWORK, ())):
        yield {
            "方向": found.kind.direction.value,
            "类别": found.kind.name,
            "应建": str(found.places),
            "已建": str(found.reached),
            "覆盖率": percent(found.share) if found.share is not None else "—",
        }


def talks(dossier: Dossier) -> Sequence[Sheaf]:
    """四(三): a page for each talk, to be written on."""
    people = [
        {
            "姓名": in_list(normalise_name(row.get("姓名"))),
            **{
                column: shown(row.get(column))
                for column in ("原职务", "离岗原因", "离岗日期", "谈话人", "谈话日期")
            },
        }
        for row in dossier.tables.get(LEAVERS, ())
    ]
    return [Sheaf("", {"标题": [federation(dossier.settings), "离岗人员谈话记录"], "名单": people})]


PAPERS: Final = (
    Paper(73, "执委会第一次会议纪要", "执委会会议纪要.docx", "三(二)3", ("候选人", "选举情况", "计票", "逐票", "设置"),
          elected_lack, minutes, day_from=("congress_date",)),
    Paper(82, "工作计划任务分解表", "工作计划任务分解表.docx", "三(三)1", ("设置",), plan_lacks, plan),
    Paper(85, "改革情况报告", "改革情况报告.docx", "三(三)3", ("单位", NETWORK, TRAINING, LEAVERS, "设置"),
          report_lacks, report, day_from=("report_date",)),
    Paper(91, "离岗人员谈话记录", "谈话记录.docx", "四(三)", (LEAVERS, "设置"), departures_lack, talks),
)  # fmt: skip
