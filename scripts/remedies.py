"""What to do about messages of the count that do not say it themselves, for the handbook; rules say it in their declarations.

The sentence that the clerk reads at the cell says it for her case; here it is said once for all, for looking up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COUNT: Final[Mapping[str, str]] = {
    "E102": "从下拉列表选一项选举",
    "E103": "从下拉列表选甲或乙",
    "E107": "照句子里写的改“另选”一栏",
    "E106": "照选举办法的符号改；整张无效的，姓名留空、意见填“无效”",
    "E109": "在“选举情况”这一行补填两栏",
    "E209": "把“应到”改成实际当选的执委人数",
    "E303": "把反对、弃权两格清空",
    "E304": "删去一行，或把两行的票数并成一行",
    "E306": "候选人的姓名照选票改；另选他人的，在“另选”填“是”",
    "E403": "多出来的姓名不录；写在栏外的不算另选",
    "E501": "停下来报告镇党委：改变人选，重新报批，再选",
    "E502": "先把执委选举录完、按“计票”得出结果",
    "E503": "检查“选举”“轮次”两格；不需要这一轮的，删去这些行",
    "E505": "在“候选人”改“拟任职务”，再按“生成选票”",
    "E601": "请另一位录入员录完，再按“计票”",
    "E605": "删去“计票”或“逐票”里的一种",
    "E701": "宣布延期，人到齐再开；签到填漏的补填",
    "E702": "查明多出的选票；不能查明的，宣布这次投票无效，重投一次",
    "W202": "查明再宣布；收回多于发出的，选举无效",
    "W203": "由监票人当场封存或销毁，在“销毁”填张数",
    "W402": "票号填拆票的次序，从 1 起",
    "W403": "不用改：这张票的另选不计，其余照算",
    "W404": "不用改：照选举办法不计",
    "W405": "不用改：不计",
    "W406": "不用改：整张（合印的，这一部分）无效；录错的照原票改",
    "W407": "不用改：整张无效；录错的照原票改",
    "E211": "张数、人数只填第一项职务的一行，其余留空",
    "W501": "先录执委选举；执委另行选出的，自己核对应到人数",
    "W504": "不用改：程序已把几个人都列入下一轮",
    "W505": "由主席团决定：重新推荐，或名额空缺",
    "W503": "增加候选人，或在“方案设置”核对“差额比例”",
}
"""Number of a message -> what to do, where the sentence itself does not say 请."""
