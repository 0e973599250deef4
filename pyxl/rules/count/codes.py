"""The numbered findings of the count, one line of data each.

A number never changes its meaning: papers and logs cite it.  E is an error and there is no result, W a
warning and there is one.  The hundreds tell the subject: 1 reading, 2 papers and people present, 3 totals,
4 paper by paper, 5 office and ballot, 6 the two entries, 7 the election is void and must be held again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyxl.rules.findings import Finding
from pyxl.rules.plan import CONGRESS_RULES, Settings
from pyxl.words import Severity, sheet_row

TURNOUT: Final = "选举情况"
TOTALS: Final = "计票"
PAPERS: Final = "逐票"
COMMITTEE_CLAUSE: Final = "二(一)"
OFFICERS_CLAUSE: Final = "三(二)3"
RATIO_CLAUSE: Final = "三(二)2"

_VOID: Final = "E7"


@dataclass(frozen=True, slots=True)
class Code:
    """One number: the table and columns it concerns, the sentence with places for the figures, its source."""

    number: str
    table: str
    columns: tuple[str, ...]
    sentence: str
    clause: str = CONGRESS_RULES

    @property
    def severity(self) -> Severity:
        """By the letter of the number."""
        return Severity.ERROR if self.number.startswith("E") else Severity.WARNING


_TABLE: Final = (
    Code("E101", TURNOUT, (), "“{column}”填的是“{value}”，应为 0 或正整数，请核对后改正"),
    Code("E102", TURNOUT, ("选举",), "“选举”填的是“{value}”，应为执委、主席、副主席、常委之一"),
    Code("E103", TURNOUT, ("录入",), "“录入”填的是“{value}”，应为甲或乙"),
    Code("E104", TURNOUT, ("选举", "录入"), "{office}{entry}的情况填了两行（第{first}行、第{second}行），请删去一行"),
    Code("E105", TOTALS, ("姓名",), "这一行有票数或符号而没有姓名，请补填姓名"),
    Code("E106", PAPERS, ("意见",), "“意见”填的是“{value}”，应为{signs}或空白；整张无效的票姓名留空、意见填“无效”"),
    Code("E107", TOTALS, ("另选",), "“另选”填的是“{value}”，另选他人填“是”，候选人留空"),
    Code("E108", PAPERS, ("票号",), "没有票号，请按拆票的顺序补填"),
    Code("E109", TURNOUT, ("录入作废", "作废时间"), "{entry}的录入宣布作废，须写明由谁宣布（录入作废）和作废时间"),
    Code("E201", TURNOUT, (), "{entry}没有填写{missing}，请补填"),
    Code("E202", TURNOUT, ("实到", "应到"), "实到 {t.present} 人，多于应到 {t.entitled} 人，请核对签到"),
    Code("E203", TURNOUT, ("发出", "印制"), "发出 {t.issued} 张，多于印制 {t.printed} 张，请清点选票"),
    Code("E204", TURNOUT, ("收回", "有效", "无效"), "有效 {valid} 张加无效 {invalid} 张是 {sum} 张，收回却是 {t.returned} 张，请重新清点"),
    Code("E205", TURNOUT, ("发出", "收回", "换票", "未收回"), "收回 {t.returned} 张、换回作废 {t.spoilt} 张、未收回 {t.not_returned} 张，共 {sum} 张，发出却是 {t.issued} 张，请重新清点"),
    Code("E206", TURNOUT, ("发出", "收回", "换票"), "收回 {t.returned} 张加换回作废 {t.spoilt} 张是 {sum} 张，多于发出 {t.issued} 张，请重新清点"),
    Code("E207", TURNOUT, ("销毁", "印制", "发出"), "销毁 {t.destroyed} 张，多于未发出和换回作废的 {sum} 张，请清点剩余选票"),
    Code("E208", TURNOUT, ("实到", "签到"), "实到 {t.present} 人，多于签到 {t.signed_in} 人，请核对签到册"),
    Code("E209", TURNOUT, ("应到",), "应到 {t.entitled} 人，实际当选执委 {expected} 人，应到须为实际当选的执委人数", OFFICERS_CLAUSE),
    Code("E210", TURNOUT, ("应到",), "应到为 0 人，不能选举，请填写应到人数"),
    Code("E211", TURNOUT, ("选举",), "合印的一张选票：{office}{entry}填的{column}是 {value}，{lead}是 {before}，应当相同；只填{lead}一行即可，其余留空"),
    Code("W201", TURNOUT, ("发出", "换票", "实到"), "发出 {t.issued} 张（其中换票 {t.spoilt} 张），实到 {t.present} 人，应每人一张，请核对"),
    Code("W202", TURNOUT, ("收回", "实到"), "收回 {t.returned} 张，多于实到 {t.present} 人，请查明后再宣布结果"),
    Code("W203", TURNOUT, ("销毁", "印制", "发出"), "未发出 {sum} 张，销毁 {t.destroyed} 张，剩余选票须当场封存或销毁"),
    Code("W204", TURNOUT, ("实到", "签到"), "签到 {t.signed_in} 人，实到 {t.present} 人，请核对是否有人离场"),
    Code("W205", TURNOUT, ("应到",), "应到 {t.entitled} 人，设置“代表名额”是 {expected} 人，请核对"),
    Code("E301", TOTALS, ("赞成", "反对", "弃权"), "{name}：赞成 {approve}、反对 {against}、弃权 {abstain}，共 {sum} 票，有效票却是 {valid} 张，请重新计票"),
    Code("E302", TOTALS, ("赞成",), "另选的{name}得 {approve} 票，多于有效票 {valid} 张，请重新计票"),
    Code("E303", TOTALS, ("反对", "弃权"), "另选的{name}只计赞成票，反对 {against}、弃权 {abstain} 不能成立，请留空或填 0"),
    Code("E304", TOTALS, ("姓名",), "{name}填了两行（第{first}行 {before} 票、第{second}行 {after} 票），每人只能有一行"),
    Code("E305", TOTALS, ("赞成",), "全部赞成票 {sum} 票，多于有效票 {valid} 张乘以应选 {seats} 名即 {most} 票，请重新计票"),
    Code("E306", TOTALS, ("姓名", "另选"), "{name}不在{office}选票上；如是另选他人，请在“另选”栏填“是”"),
    Code("E307", TOTALS, ("姓名", "另选"), "{name}是选票上的候选人，不能又作另选他人，请由监票人认定后并入候选人一栏或者不计"),
    Code("E308", TOTALS, ("赞成", "另选"), "另选他人共 {sum} 票，选票每张有 {places} 个另选栏，有效票 {valid} 张，至多 {most} 票，请重新计票"),
    Code("E309", TOTALS, ("赞成", "反对", "弃权"), "没有填写任何候选人的票数，请填写后再计票"),
    Code("W301", TOTALS, ("姓名",), "没有填写候选人{name}的票数，按赞成 0 票、全部弃权计；如是漏填，请补填"),
    Code("W302", TOTALS, ("赞成", "反对", "另选"), "另选他人共 {sum} 票，全部反对票只有 {against} 票；弃权的人不得另选他人，请核对"),
    Code("E401", PAPERS, ("票号",), "录入了 {papers} 张票，多于收回 {t.returned} 张，请核对票号"),
    Code("E402", PAPERS, ("票号", "姓名"), "第{paper}号票上{name}录入了两次（第{first}行、第{second}行），请删去一行"),
    Code("E403", PAPERS, ("姓名", "另选"), "第{paper}号票另选了 {names} 人，选票只有 {places} 个另选栏，只录入写在另选栏内的姓名"),
    Code("E404", TURNOUT, ("有效", "无效"), "逐票核算为有效 {valid} 张、无效 {invalid} 张，选举情况填的是有效 {typed_valid} 张、无效 {typed_invalid} 张，请核对"),
    Code("E405", PAPERS, ("票号",), "收回 {t.returned} 张，录入了 {papers} 张；不画符号即为赞成，其余 {rest} 张不能推定，请逐张录入（整张未画的，“整票”填空白）"),
    Code("W401", PAPERS, ("票号",), "收回 {t.returned} 张，录入了 {papers} 张，其余 {rest} 张按空白票计；如是漏录，请补录"),
    Code("W402", PAPERS, ("票号",), "票号 {paper} 大于收回的 {t.returned} 张，票号应是拆票的顺序"),
    Code("W403", PAPERS, ("意见", "另选"), "第{paper}号票另选 {names} 人，反对只有 {against} 人；弃权的名额不得另选，这张票的另选不计"),
    Code("W404", PAPERS, ("意见", "另选"), "第{paper}号票另选{name}没有画“{approve}”，不计票"),
    Code("W405", PAPERS, ("姓名", "另选"), "第{paper}号票另选栏画了符号而没有写姓名，不计票"),
    Code("W406", PAPERS, ("票号",), "第{paper}号票赞成 {approvals} 人，多于应选 {seats} 名，{verdict}"),
    Code("W407", PAPERS, ("票号",), "第{paper}号票上{offices}的赞成人数多于应选名额，按选举办法整张无效，{office}部分也不计"),
    Code("E501", "", ("姓名", "拟任职务"), "拟任{post}的{name}没有当选执委，主席、副主席、常委的选举停止：等额候选人名单须重新报批", COMMITTEE_CLAUSE),
    Code("E502", "", ("选举",), "执委选举还没有结果，不能选举{office}", OFFICERS_CLAUSE),
    Code("E503", TURNOUT, ("选举",), "{title}没有选票（没有候选人、没有名额，或者不需要这一轮），不能录入票数"),
    Code("E504", "", ("姓名",), "{title}选票上有两个“{name}”，请加注单位等以示区别"),
    Code("E505", "", ("姓名",), "{name}已当选{post}，不能再列入{title}选票"),
    Code("W501", TURNOUT, ("应到",), "执委选举没有录入，无法核对{office}的应到人数和候选人是否当选执委", COMMITTEE_CLAUSE),
    Code("W502", "", ("姓名",), "{title}等额选举应选 {seats} 名，候选人却是 {candidates} 名，请核对", OFFICERS_CLAUSE),
    Code("W503", "", ("姓名",), "{title}应选 {seats} 名，候选人 {candidates} 名，按差额比例至少要 {needed} 名", RATIO_CLAUSE),
    Code("W504", "", ("姓名",), "下一轮应有候选人 {needed} 名，末位得票相等，一并列入，共 {candidates} 名"),
    Code("W505", "", ("姓名",), "还缺 {vacant} 名，没有可以列入下一轮的人选，须重新推荐候选人"),
    Code("W506", "", ("姓名",), "执委预选应产生正式候选人 {seats} 名，提名的人选只有 {candidates} 名，不需要预选；请把设置“预选”改为否", RATIO_CLAUSE),
    Code("E507", TURNOUT, ("选举",), "执委预选还没有结果，正式候选人没有确定，不能选举执委", RATIO_CLAUSE),
    Code("E506", "", ("姓名",), "{name}不是本届代表，按选举办法不能列入{title}选票；代表名单有变的，请先改“代表”表"),
    Code("E601", TURNOUT, ("录入",), "只有{entry}的录入，还缺{other}的录入；两人分别录入并一致后才出结果"),
    Code("E602", TURNOUT, ("录入",), "{entry}的录入还不完整，缺{missing}，请补齐"),
    Code("E603", TURNOUT, ("录入",), "甲、乙两份录入有 {count} 处不同，请核对原票逐处改正：{shown}"),
    Code("E604", TURNOUT, ("录入作废",), "甲、乙没有一份可用的录入（{void}已作废），请重新录入"),
    Code("E605", TOTALS, ("选举", "录入"), "{entry}既填了“计票”{totals} 行又填了“逐票”{papers} 行，只能留一种"),
    Code("E701", TURNOUT, ("实到", "应到"), "实到 {t.present} 人，法定人数为{ratio}（至少 {needed} 人），没有达到，选举无效"),
    Code("E702", TURNOUT, ("收回", "发出"), "收回 {t.returned} 张，多于发出 {t.issued} 张，选举无效，须重新选举"),
)  # fmt: skip

CODES: Final[Mapping[str, Code]] = {code.number: code for code in _TABLE}
"""All numbers."""


def finding(
    number: str,
    figures: Mapping[str, object] | None = None,
    *,
    table: str | None = None,
    row: int = 0,
    name: str = "",
    column: str = "",
    **more: object,
) -> Finding:
    """The finding of a number with its figures, in a mapping or by name.  A `table` given replaces the one of the code.

    `row` counts data rows from 1; 0 is the table as a whole.
    """
    code = CODES[number]
    return Finding(
        severity=code.severity,
        table=code.table if table is None else table,
        row=row,
        name=name,
        column=column or "、".join(code.columns),
        code=number,
        message=code.sentence.format(name=name, column=column, **(figures or {}), **more),
        clause=code.clause,
    )


_ABOUT: Final[Mapping[str, tuple[str, ...]]] = {COMMITTEE_CLAUSE: ("执委名额",), RATIO_CLAUSE: ("差额比例",)}
"""Clause of the declared plan -> the settings that say where another plan has it."""


def cited(found: Finding, settings: Settings) -> Finding:
    """The finding with the clause of this town's own plan, "" where that says nothing of the matter."""
    if found.clause == CONGRESS_RULES:
        return found
    return replace(found, clause=settings.clause_for(found.clause, *_ABOUT.get(found.clause, ())))


def is_error(found: Finding) -> bool:
    """Whether there is no result because of it."""
    return found.severity is Severity.ERROR


def voids(found: Finding) -> bool:
    """Whether the election itself is invalid, rather than the figures that were typed."""
    return found.code.startswith(_VOID)


def problem(found: Finding) -> str:
    """A finding as one line of text: the sentence, then the place, where the rule comes from, and last the number."""
    place = f"“{found.table}”第 {sheet_row(found.row)} 行" if found.table and found.row else ""
    return f"{found.message}（{'；'.join(filter(None, (place, found.clause, found.code)))}）"
