"""The settings that every town fills in itself, by the step that needs them; all others have a default that holds."""

from __future__ import annotations

from typing import Final

from pyxl.book.building import MustLine

_APPROVED: Final = "候选人报批同意后填；填好才能印正式选票"

MUST_FILL: Final = (
    MustLine("镇名", "首页", "各处标题和文件都用它；不对的，请改"),
    MustLine("大会次数", "首页", "印在标题、选票和每份公文上"),
    MustLine("届次", "首页", "印在标题、选票和每份公文上"),
    MustLine("大会日期", "工作进度", "各项任务的期限、年龄都从这一天算"),
    MustLine("大会地点", "签到", "写入会议通知和主持词"),
    MustLine("联系人", "首页", "请示的附注里要写"),
    MustLine("联系人电话", "首页", "请示的附注里要写"),
    MustLine("名额批复文号", "单位", "名额分配报镇党委同意后填"),
    MustLine("名额批复日期", "单位", "名额分配报镇党委同意后填"),
    MustLine("常委名额", "候选人", "方案没有给出人数，须由镇里定"),
    MustLine("镇党委批复文号", "候选人", _APPROVED),
    MustLine("镇党委批复日期", "候选人", _APPROVED),
    MustLine("区妇联批复文号", "候选人", _APPROVED),
    MustLine("区妇联批复日期", "候选人", _APPROVED),
    MustLine("上报邮箱", "选举结果", "打包上报的邮件寄到哪里"),
)
"""In the order of the work; each with the sheet on which its step is done."""
