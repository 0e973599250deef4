"""The district's own findings: what only somebody sees who has the submissions of all towns side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict

from pyxl.errors import without_identities
from pyxl.words import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: how bad it is, and what it is about."""

    severity: Severity
    title: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE
CODES: Final[Mapping[str, Code]] = {
    "D-SILENT": Code(_W, "还没有报送"),
    "D-UNLISTED": Code(_W, "不在应报各镇名单里"),
    "D-COUNTY": Code(_W, "来件写的是别的县区"),
    "D-TIE": Code(_E, "几份来件分不出先后"),
    "D-FORK": Code(_E, "两份来件都说接在同一份之后"),
    "D-GAP": Code(_W, "中间缺了报送"),
    "D-FUTURE": Code(_E, "生成时间在将来"),
    "D-BACKWARD": Code(_E, "后一次的生成时间早于前一次"),
    "D-FEWER": Code(_E, "后一次的人数少于前一次"),
    "D-UNPACKED": Code(_W, "报来的是工作簿原件，没有打包"),
    "D-LOG": Code(_W, "操作日志有断点"),
    "D-CHANGED": Code(_W, "计票后改过票数"),
    "D-OPEN": Code(_W, "带着错误上报"),
    "D-COVER": Code(_E, "封面与报来的表不符"),
    "D-PLAIN": Code(_W, "完整的身份证号没有加密"),
    "D-SETTING": Code(_E, "方案设置读不通"),
    "D-QUOTA": Code(_E, "代表名额与重算不符"),
    "D-CHECK": Code(_E, "校验结果与重算不符"),
    "D-PRIMARY": Code(_E, "预选结果与重算不符"),
    "D-RESULT": Code(_E, "选举结果与重算不符"),
    "D-NUMBER": Code(_E, "应是整数的地方不是"),
    "D-BLIND": Code(_W, "空着而无法复核"),
    "D-SUMS": Code(_E, "区县汇总的各表对不上"),
    "D-PERSON": Code(_E, "同一人（身份证号相同）在两个镇的名单上"),
    "D-NAMESAKE": Code(_N, "两个镇的名单上有姓名和出生年月相同的人"),
}
"""Code -> what it is.  Every code begins with D-, so that none is taken for a town's own."""


class Found(BaseModel):
    """A finding of the district about a town; `where` names table, office or person, never an identity number."""

    model_config = ConfigDict(frozen=True)

    code: str
    where: str
    message: str

    @property
    def severity(self) -> Severity:
        """As its code has it."""
        return CODES[self.code].severity


def found(code: str, where: str, message: str) -> Found:
    """A finding whose text is cleared of identity numbers, whoever typed them where."""
    assert code in CODES, code
    return Found(code=code, where=without_identities(where), message=without_identities(message))
