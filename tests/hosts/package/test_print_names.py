"""What sheets print and repeat is listed alike beside alike: LibreOffice pages every sheet anew whenever it changes."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from pyxl.hosts.engine.opening import open_closed
from pyxl.hosts.package import Package
from pyxl.hosts.package.workbook_xml import DefinedName, Workbook

PRINTED = ("_xlnm.Print_Area", "_xlnm.Print_Titles")


def turns(names: Sequence[DefinedName]) -> int:
    """How often what is repeated changes, as LibreOffice takes the names up: columns and rows of a name each by itself."""
    repeated: dict[int | None, tuple[str, str]] = {}
    states = [("", "")]
    for name in names:
        columns, rows = repeated.get(name.scope, ("", ""))
        for part in name.text.split(",") if name.name == PRINTED[1] else ():
            place = part.rpartition("!")[2]
            columns, rows = (columns, place) if place[1].isdigit() else (place, rows)
            repeated[name.scope] = columns, rows
            states.append((columns, rows))
        if name.name == PRINTED[0]:
            states.append((columns, rows))
    return sum(one != two for one, two in itertools.pairwise(states))


def names_of(path: Path) -> list[DefinedName]:
    return Workbook(Package(path, path.read_bytes())).names


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Sheets as LibreOffice saves them: each with its area, then its titles, the kinds by turns; names of our own between."""
    path = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in range(12):
            page = book.add_worksheet(f"表 {number}")
            page.write(0, 0, number)
            page.repeat_rows(0, 2 if number % 3 else 4)
            if number % 2:
                page.print_area(0, 0, 9, 4)
            if number % 4 == 3:
                page.repeat_columns(0, 1)
            book.define_name(f"名{number}", f"='表 {number}'!$A$1")
    data = {}
    with zipfile.ZipFile(path) as package:
        data = {name: package.read(name) for name in package.namelist()}
    element = re.compile(rb"<definedName .*?</definedName>")
    listed = element.findall(data["xl/workbook.xml"])
    listed.sort(key=lambda one: (int((re.search(rb'localSheetId="(\d+)"', one) or [0, 99])[1]), one))
    shuffled = iter(listed)
    data["xl/workbook.xml"] = element.sub(lambda _: next(shuffled), data["xl/workbook.xml"])
    with zipfile.ZipFile(path, "w") as package:
        for name, part in data.items():
            package.writestr(name, part)
    return path


def test_a_save_lists_alike_beside_alike(mixed: Path) -> None:
    before = names_of(mixed)
    with open_closed(mixed) as book:
        book.sheets["表 0"].range("A1").value = "写入"
        book.save()
    after = names_of(mixed)
    key = {name: number for number, name in enumerate(before)}
    assert sorted(after, key=key.__getitem__) == before, "the same names, each with its sheet"
    others = [[name for name in names if name.name not in PRINTED] for names in (before, after)]
    assert others[0] == others[1], "ours stay in their order"
    assert turns(before) == 20
    # Two kinds without columns; each sheet with columns passes through a half and its whole.
    with_columns = sum("," in name.text for name in after)
    assert turns(after) <= 2 + 2 * with_columns


def test_what_is_in_order_is_not_touched(mixed: Path) -> None:
    for text in ("一", "二"):
        with open_closed(mixed) as book:
            book.sheets["表 0"].range("A1").value = text
            book.save()
        listed = zipfile.ZipFile(mixed).read("xl/workbook.xml")
    with open_closed(mixed) as book:
        book.sheets["表 0"].range("A1").value = "三"
        book.save()
    assert zipfile.ZipFile(mixed).read("xl/workbook.xml") == listed


def test_the_towns_workbook_turns_seldom(blank_bytes: bytes, tmp_path: Path) -> None:
    """Each turn is a fifteenth of a second at every opening in LibreOffice; sheets with columns make two, kinds of rows one."""
    path = tmp_path / "x.xlsm"
    path.write_bytes(blank_bytes)
    names = [name for name in names_of(path) if name.name in PRINTED]
    titles = [name.text for name in names if name.name == PRINTED[1]]
    with_columns = sum("," in text for text in titles)
    kinds = {text.rpartition("!")[2] for text in titles if "," not in text}
    assert turns(names) <= 2 * with_columns + len(kinds)
    assert kinds == {"$1:$3", "$1:$2", "$1:$5"}, "a list repeats its title, its guidance and its headers"
    assert with_columns <= 8
