"""Nothing of Moxi's plan stands in another town's papers, sheets, messages, mails and forms: a 改革 and a 换届."""

from __future__ import annotations

import email
import re
import zipfile
from email.policy import default as modern
from pathlib import Path

import pytest

from pyxl.actions.fresh.sample import VILLAGES
from pyxl.papers.kinds import PAPERS
from pyxl.rules.plan.filed import worded
from pyxl.rules.plan.leading_group import LEADING_GROUP
from tests.actions.clerk import done, press
from tests.actions.far_town import found, presses
from tests.tiers import usually

OF_MOXI = (
    "磨溪", "遂宁", "安居", "四川", "川妇", "遂妇", "区域化", "2017", "二〇一七", "43059", "43060", "43064", "43065", "43074", "43075", "43079",
    "41名", "25名", "27名", "“45周岁", "“50周岁", "不低于5%", "罗孝荣",
    *(name for name, _ in LEADING_GROUP), *(f"{village}村" for village in VILLAGES),
)  # fmt: skip
CLAUSE = re.compile(r"[二三四][(（][一二三四][)）]")
"""A clause of Moxi's plan: the other plans have none of that form."""
OF_THE_PRODUCT = ("磨溪上报工作簿 1", "磨溪改革填报表")
"""What our own files are known by, whatever town they come from."""


def texts(path: Path) -> dict[str, str]:
    """Part -> its text, of a package; the decoded text of a mail; any other file as it is."""
    if path.suffix == ".eml":
        message = email.message_from_bytes(path.read_bytes(), policy=modern)
        body = message.get_body()
        return {"mail": f"{message['Subject']}\n{body.get_content() if body else ''}"}
    if not zipfile.is_zipfile(path):
        return {"file": path.read_text("utf-8", "replace")}
    with zipfile.ZipFile(path) as package:
        named = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    # Runs of Word cut a word in pieces.
    return {
        name: re.sub(r"<w:[^>]*>|</w:[^>]*>", "", text) if "w:document" in text else text
        for name, text in named.items()
    }


def of_moxi(text: str) -> list[str]:
    """What is Moxi's in a text, each with its surroundings."""
    for name in OF_THE_PRODUCT:
        text = text.replace(name, "")
    places = [match for word in dict.fromkeys(OF_MOXI) for match in re.finditer(re.escape(word), text)]
    places += CLAUSE.finditer(text)
    return [text[max(0, place.start() - 30) : place.end() + 30] for place in places]


@pytest.mark.process
@pytest.mark.parametrize("occasion", usually(["换届", "改革"], "换届"))
def test_nothing_of_moxi_in_another_town(tmp_path: Path, occasion: str) -> None:
    file, folder = tmp_path / "样例.xlsx", tmp_path / "出"
    said = found(file, occasion)
    assert [place for text in said for place in of_moxi(text)] == []
    fresh = texts(file)
    assert {name: kept for name, text in fresh.items() if (kept := of_moxi(text))} == {}
    said = presses(file, folder)
    assert [place for text in said for place in of_moxi(text)] == []
    made = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.stem.split("-")[1] for path in (folder / "公文").iterdir()}
    own = {"换届": "乡党委", "改革": "街道党工委"}[occasion]
    called = {
        worded(paper.name, occasion).replace("镇党委", own).replace("区妇联", "县妇联") for paper in PAPERS
    }
    assert called - names == set() and not [name for name in names if "镇" in name or "区" in name]
    assert occasion == "改革" or [name for name in names if "改革" in name] == []
    for path in (*made, file):
        for name, text in texts(path).items():
            assert of_moxi(text) == [], (path.name, name)
            if occasion == "换届" and path.suffix == ".docx":
                assert "改革" not in text, (path.name, name, text[text.index("改革") - 30 :][:60])


@pytest.mark.process
def test_a_town_without_a_plan_is_asked_for_its_place(tmp_path: Path) -> None:
    """`--town` takes numbers for an example and says so; of place, superior and bases nothing is Moxi's."""
    file = tmp_path / "柳溪镇.xlsx"
    _, out, _ = done(press("new", file, "--town", "柳溪镇"))
    assert "县区" in out and "核对" in out
    for name, text in texts(file).items():
        kept = [word for word in OF_MOXI[:7] if word in text]
        assert kept == [] and not CLAUSE.search(text), (name, kept)
    told = press("papers", file, "--out", tmp_path / "公文", "--only", "选举办法")
    assert told[0] == 1 and "县区" in told[1]
