"""The corpus through other programs: LibreOffice in its formats, SheetJS and ExcelJS.  Each yields the same table."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.book.intake.test_corpus import rows_of
from tests.corpus import LAYOUTS, PEOPLE, by_xlsxwriter
from tests.validators import NODE_MODULES

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[2] / "corpus_node.js"
FORMATS = {
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "html": "html:HTML (StarCalc)",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
SECONDS = 300


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
@pytest.mark.parametrize("ending", FORMATS)
def test_libreoffice_in_each_of_its_formats(tmp_path, ending):
    for name, layout in LAYOUTS.items():
        (tmp_path / f"{name}.xlsx").write_bytes(by_xlsxwriter(layout()))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(tmp_path.glob("*.xlsx"))
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", FORMATS[ending], "--outdir", out, *files],
        check=True, capture_output=True, timeout=SECONDS,
    )  # fmt: skip
    found = {path.name: rows_of(path.read_bytes(), path.name) for path in out.iterdir()}
    assert found == {f"{name}.{ending}": PEOPLE for name in LAYOUTS}


@pytest.mark.skipif(
    not (shutil.which("node") and (NODE_MODULES / "xlsx").exists() and (NODE_MODULES / "exceljs").exists()),
    reason="SheetJS and ExcelJS are not in run.py's cache",
)
def test_sheetjs_and_exceljs(tmp_path):
    layouts = {
        name: [
            [{"day": c.isoformat()} if isinstance(c, dt.date) else c for c in row] for row in layout().rows
        ]
        for name, layout in LAYOUTS.items()
        if not layout().merged
    }
    subprocess.run(
        ["node", SCRIPT, tmp_path], input=json.dumps(layouts), text=True, check=True, timeout=SECONDS,
        env={**os.environ, "NODE_PATH": str(NODE_MODULES)},
    )  # fmt: skip
    found = {path.name: rows_of(path.read_bytes(), path.name) for path in tmp_path.iterdir()}
    assert len(found) == 7 * len(layouts)
    assert [name for name, rows in found.items() if rows != PEOPLE] == []
