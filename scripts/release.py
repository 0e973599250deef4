"""A release: wheel, workbook and stick, the same bytes each time, with their SHA-256: `python -m scripts.release OUT`.

    python -m scripts.release dist --python-zip python-3.12.10-embed-amd64.zip

Refuses a changed working tree, a version that CHANGELOG.md does not have, and a workbook that these sources do not build.
The stick's zip is stored, not deflated: what differs between two machines is then the zip library's version alone, inside the
wheel.  `--twice` makes everything again and compares.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from pyxl import __version__
from pyxl.actions.fresh.blank import blank_workbook
from pyxl.hosts.files.packing import unpack
from pyxl.stick.contents import WHEELS
from pyxl.stick.making import make_stick

ROOT = Path(__file__).resolve().parents[1]
WORKBOOK = ROOT / "workbook" / "Moxi_Reform.xlsm"
SUMS = "SHA256SUMS"
EPOCH = (2017, 11, 20, 0, 0, 0)


def reasons_against(
    changelog: str, status: str, built: dict[str, bytes], shipped: dict[str, bytes]
) -> list[str]:
    """Why this state is no release: texts of CHANGELOG.md and `git status`, parts of the built and the committed workbook."""
    found = []
    if f"\n## {__version__}" not in changelog:
        found.append(f"CHANGELOG.md has no heading {__version__}")
    if status.strip():
        found.append(f"the working tree is changed:\n{status.rstrip()}")
    if differing := sorted(
        name for name in built.keys() | shipped.keys() if built.get(name) != shipped.get(name)
    ):
        found.append(f"workbook/ is not what the sources build: {', '.join(differing)}; python -m pyxl build")
    return found


def release(out: Path, python_zip: Path | None) -> list[Path]:
    """Put the files of a release into an empty folder; all of them, in the order of their names."""
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        stick = Path(name) / f"moxi-{__version__}"
        make_stick(ROOT, stick, python_zip, False, lambda step: print(f"  {step}", flush=True))
        (wheel,) = (stick / WHEELS).glob("moxi_reform-*.whl")
        (out / wheel.name).write_bytes(wheel.read_bytes())
        (out / f"Moxi_Reform-{__version__}.xlsm").write_bytes(WORKBOOK.read_bytes())
        zip_folder(stick, out / f"moxi-stick-{__version__}.zip")
    files = sorted(out.iterdir())
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (out / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return [*files, out / SUMS]


def zip_folder(folder: Path, target: Path) -> None:
    """A folder as a zip file: sorted, one date, stored."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def main() -> None:
    """Read the command line, refuse or release."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--python-zip", type=Path)
    parser.add_argument("--twice", action="store_true", help="make it again and compare")
    chosen = parser.parse_args()
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    parts = unpack(blank_workbook()), unpack(WORKBOOK.read_bytes())
    if reasons := reasons_against(changelog, status.stdout, *parts):
        sys.exit("\n".join(reasons))
    made = release(chosen.out, chosen.python_zip)
    print((chosen.out / SUMS).read_text(encoding="utf-8"), end="")
    if chosen.twice:
        with tempfile.TemporaryDirectory() as name:
            again = release(Path(name) / "again", chosen.python_zip)
            differing = [
                one.name
                for one, other in zip(made, again, strict=True)
                if one.read_bytes() != other.read_bytes()
            ]
        sys.exit(f"made twice, but not the same: {', '.join(differing)}" if differing else 0)


if __name__ == "__main__":
    main()
