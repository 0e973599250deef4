"""Verify by making it again: no forgery passes, and what programs save again is read as they show it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from hostile.forgeries import FORGERIES, RESAVED
from hostile.small import made
from invented import PASSWORD, parts, source

from pyxl.book.canonical import canonical_value
from pyxl.errors import FileError
from pyxl.hosts.addresses import cell_name
from pyxl.hosts.files.packing import pack as zipped
from pyxl.hosts.foreign import read_workbook as read
from pyxl.hosts.foreign import unpack
from pyxl.post import verify
from pyxl.post.freeze import freeze
from pyxl.post.frozen import first_difference
from pyxl.post.parcel import pack
from tests.libreoffice import drive_all, save, texts

pytestmark = pytest.mark.process


@pytest.fixture(scope="session")
def genuine() -> bytes:
    return freeze(made())


def verified(data: bytes) -> bool:
    """Whether a file is exact; raises FileError for one that is refused.  Without a process for each."""
    return verify.work(data, "来件.xlsx", "")[0]


def test_the_genuine_file_is_exact(genuine):
    assert verified(genuine) and verified(zipped(parts(genuine)))


@pytest.mark.parametrize("kind", FORGERIES)
def test_no_forgery_passes(genuine, kind):
    forged = FORGERIES[kind](parts(genuine))
    assert forged != parts(genuine)
    with pytest.raises(FileError, match=r"来件\.xlsx.*[\u4e00-\u9fff].*。"):
        verified(zipped(forged))


@pytest.mark.parametrize("kind", FORGERIES)
def test_no_forgery_passes_for_a_file_that_was_saved_again(genuine, kind):
    """The same on top of what Excel adds, so that no forgery hides behind the first difference."""
    forged = FORGERIES[kind](RESAVED["Excel"](parts(genuine)))
    with pytest.raises(FileError):
        verified(zipped(forged))


def test_what_is_around_the_zip_is_no_part_of_it(genuine):
    for data in (genuine[:-2] + b"\x04\x00note", genuine + b"PK"):
        with contextlib.suppress(FileError):
            assert not verified(data)


@pytest.mark.parametrize("program", RESAVED)
def test_what_programs_add_is_no_forgery(genuine, program):
    assert verified(zipped(RESAVED[program](parts(genuine)))) is False


def openpyxl_saved(data: bytes) -> bytes:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(saved)
    return saved.getvalue()


def test_the_command_makes_a_copy_to_be_opened(genuine, moxi, tmp_path):
    file = tmp_path / "来件.xlsx"
    file.write_bytes(openpyxl_saved(genuine))
    before = file.read_bytes()
    status, out, _ = moxi("verify", file, "--json")
    told = json.loads(out)
    assert status == 0 and told["ok"] and file.read_bytes() == before
    copy = Path(told["copy"])
    assert copy.parent == tmp_path and verified(copy.read_bytes())
    assert copy.read_bytes() == genuine
    assert "不要打开来件" in moxi("verify", file)[1]
    assert json.loads(moxi("verify", copy, "--json")[1])["copy"] == ""


def test_the_copy_of_an_encrypted_file_is_encrypted(moxi, tmp_path, monkeypatch):
    from pyxl.hosts.compound import is_sealed
    from pyxl.post.seal import seal

    monkeypatch.setenv("MOXI_TEST", PASSWORD)
    file = tmp_path / "来件.xlsx"
    file.write_bytes(seal(openpyxl_saved(freeze(made(masked=False))), PASSWORD))
    status, out, _ = moxi("verify", file, "--json", "--password-env", "MOXI_TEST")
    copy = Path(json.loads(out)["copy"])
    assert status == 0 and is_sealed(copy.read_bytes())
    assert verify.receive(copy, PASSWORD).exact
    file.write_bytes(pack(source(), PASSWORD).workbook)
    assert json.loads(moxi("verify", file, "--json", "--password-env", "MOXI_TEST")[1])["copy"] == ""


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_shows_every_cell_as_it_was_read(genuine, tmp_path):
    """The oracle: for every file that is accepted, each cell's text on the screen is the value that was read."""
    again = tmp_path / "again.xlsx"
    files = {"genuine": genuine, "openpyxl": openpyxl_saved(genuine)}
    files |= {name: zipped(change(parts(genuine))) for name, change in RESAVED.items()}
    paths = {name: tmp_path / f"{name}.xlsx" for name in files}
    for name, data in files.items():
        paths[name].write_bytes(data)
    looked = [texts(f"{grid.sheet}!A1:{corner(grid)}") for grid in read(genuine, "a")]
    answers = drive_all([(paths["genuine"], [save(again)]), *((path, looked) for path in paths.values())])
    (shown,) = drive_all([(Path(shutil.copy(again, tmp_path / "LibreOffice.xlsx")), looked)])
    for answer, data in zip([*answers[1:], shown], [*files.values(), again.read_bytes()], strict=True):
        _, packed = verify.work(data, "来件.xlsx", "")
        for grid, rows in zip(unpack(packed), answer, strict=True):
            cells = {line.number: line.cells for line in grid.lines}
            for number, row in enumerate(rows, 1):
                seen = [as_shown(cell) for cell in cells.get(number, ())]
                assert [text.strip() for text in row] == seen + [""] * (len(row) - len(seen)), (
                    grid.sheet,
                    number,
                )


def corner(grid) -> str:
    """A cell beyond the last: what stands outside of what was read would be seen."""
    rows, columns = grid.lines[-1].number, max(len(line.cells) for line in grid.lines)
    return cell_name(rows + 2, columns + 2)


def as_shown(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return canonical_value(cell)[1:].replace("\\n", "\n").strip() if cell is not None else ""


def test_the_data_of_what_was_saved_again_are_the_same(genuine):
    theirs = verify._understood(read(openpyxl_saved(genuine), "a"), "a")
    assert first_difference(made(), theirs) is None
