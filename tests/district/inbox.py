"""A district's inbox with a dozen mails of every kind, and its merge, made once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from pyxl.district.merging import merge
from pyxl.district.orders import Merged, Orders
from pyxl.rules.identity import SAMPLE_REGION, make_sample
from tests.actions.clerk import document, press
from tests.district import towns

LISTED = ("甲样镇", "乙样镇", "丙样镇", "丁样镇", "戊样镇", "己样镇", "庚样镇")
BORN = dt.date(1980, 5, 1)
NUMBER = make_sample(SAMPLE_REGION, BORN, 88)
PASSWORDS = {"丙样镇": "Bing-2017-mima", "丁样镇": "Ding-2017-mima"}


@dataclass(frozen=True)
class District:
    folder: Path
    merged: Merged

    @property
    def inbox(self) -> Path:
        return self.folder / "收件"

    @property
    def out(self) -> Path:
        return self.folder / "汇总.xlsx"

    def orders(self, **more: Any) -> Orders:
        return Orders(self.inbox, self.out, self.folder / "密码.csv", now=towns.NOW, **more)


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    """A dozen mails of every kind, merged once."""
    folder = tmp_path_factory.mktemp("区")
    inbox = folder / "收件"
    first = towns.frozen("甲样镇", towns.not_yet_elected, made=towns.MADE - dt.timedelta(days=2))
    towns.mailed(inbox, first)
    towns.mailed(inbox, towns.frozen("甲样镇", number=2, previous=first.cover.digest))
    mine = towns.mailed(folder / "暂", towns.frozen("乙样镇", towns.another_winner))
    letter = EmailMessage()
    letter["From"] = "乙样镇妇联 <yi@example.cn>"
    letter.add_attachment(mine.read_bytes(), maintype="application", subtype="x", filename=mine.name)
    (inbox / "来信.eml").write_bytes(letter.as_bytes())
    (inbox / "又一份.xlsx").write_bytes(mine.read_bytes())
    for town, password in PASSWORDS.items():
        sent = towns.frozen(town, towns.with_person("李同人", BORN, NUMBER), masked=False)
        towns.mailed(inbox, sent, password)
    towns.mailed(inbox, towns.frozen("戊样镇", towns.with_person("王同名", BORN, NUMBER)))
    towns.mailed(inbox, towns.frozen("名单外镇", towns.with_person("王同名", BORN, NUMBER), errors=2))
    (inbox / "己样镇 坏文件.xlsx").write_bytes(b"PK\x03\x04 rubbish")
    (inbox / "密码.txt").write_text("x")
    (folder / "名单.txt").write_text("\n".join(LISTED), encoding="utf-8")
    (folder / "密码.csv").write_text(
        "镇,密码\n" + "\n".join(f"{t},{p}" for t, p in reversed(PASSWORDS.items())), encoding="utf-8"
    )
    document(press("new", folder / "汇总.xlsx", "--district", "--towns", folder / "名单.txt", "--json"))
    made = District(folder, None)  # type: ignore[arg-type]
    return District(folder, merge(made.orders(), lambda step: None))
