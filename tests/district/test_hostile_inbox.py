"""The hostile corpus in the inbox harms nothing: each file has its verdict, and the honest town beside it counts."""

from __future__ import annotations

import pytest
from hostile.corpus import CORPUS
from hostile.forgeries import FORGERIES
from hostile.small import made
from invented import parts

from pyxl.district.merging import merge
from pyxl.district.orders import Orders
from pyxl.hosts.files.packing import pack as zipped
from pyxl.post.freeze import freeze
from tests.district import towns

pytestmark = pytest.mark.process

ENDINGS = (".xlsx", ".xlsm", ".zip")


def verdicts(tmp_path, files: dict[str, bytes]) -> dict[str, str]:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    towns.mailed(inbox, towns.frozen("甲样镇"), name="甲样镇.xlsx")
    merged = merge(Orders(inbox, tmp_path / "汇总.xlsx", now=towns.NOW), lambda step: None)
    assert merged.accepted == [("甲样镇.xlsx", "甲样镇")], "the honest one, and no other"
    assert {place.partition("›")[0] for place, _ in (*merged.accepted, *merged.refused)} == {
        *files,
        "甲样镇.xlsx",
    }
    return dict(merged.refused)


def hostile(names) -> dict[str, bytes]:
    """Whatever its kind, under an ending that the district opens."""
    found = {}
    for at, name in enumerate(names):
        plain = name.replace("/", "_")
        found[plain if plain.endswith(ENDINGS) else f"{plain}{ENDINGS[at % 2]}"] = CORPUS[name]()
    return found


def test_a_part_of_the_corpus(tmp_path):
    reasons = verdicts(tmp_path, hostile(list(CORPUS)[::40]))
    assert all(reasons.values())
    assert not any("Traceback" in reason or "程序出了差错" in reason for reason in reasons.values()), reasons


@pytest.mark.slow
def test_all_of_the_corpus(tmp_path):
    reasons = verdicts(tmp_path, hostile(CORPUS))
    assert not any("程序出了差错" in reason for reason in reasons.values()), reasons


@pytest.mark.slow
def test_no_forgery_is_accepted(tmp_path):
    genuine = parts(freeze(made()))
    verdicts(
        tmp_path, {f"伪造{n}.xlsx": zipped(forge(genuine)) for n, forge in enumerate(FORGERIES.values())}
    )
