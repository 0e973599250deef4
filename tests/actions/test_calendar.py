"""moxi calendar: the sheet, the due dates of 工作进度, the way back; nothing is late in a workbook that nobody has begun."""

from __future__ import annotations

from pathlib import Path

from tests.actions.clerk import document, refused
from tests.actions.election_day import rows


def test_the_calendar_fills_its_sheet_and_moves_due_dates(sample: Path, moxi) -> None:
    assert "还没有定大会日期" in refused(moxi, sample, "calendar")
    assert moxi("set", sample, "大会日期=2017-12-03", "今日=2017-11-21")[0] == 0
    before = rows(sample, "工作进度")
    steps = document(moxi("calendar", sample, "--json"))["steps"]
    shown = [row for row in rows(sample, "倒排日程") if row["事项"]]
    assert [row["事项"] for row in shown] == [step["step"] for step in steps] and len(steps) > 10
    ahead = {row["任务"]: row["提前天数"] for row in rows(sample, "工作进度")}
    assert ahead["候选人名单报镇党委同意"] == 6 and ahead["候选人公示（工作日数见方案设置）"] == 2
    assert ahead["各单位自下而上选举或协商推荐妇女代表"] == 4
    assert moxi("undo", sample)[0] == 0
    assert rows(sample, "工作进度") == before and not [row for row in rows(sample, "倒排日程") if row["事项"]]


def test_an_approval_too_late_is_an_error_of_the_day(sample: Path, moxi) -> None:
    assert moxi("set", sample, "大会日期=2017-12-03", "区妇联批复日期=2017-12-01")[0] == 0
    steps = {step["setting"]: step for step in document(moxi("calendar", sample, "--json"), 1)["steps"]}
    assert steps["区妇联批复日期"]["state"] == "晚了" and steps["区妇联批复日期"]["latest"] == "2017-11-27"
