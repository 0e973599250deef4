"""The fingerprints of a workbook that `moxi submit` made, from its cells: python recompute_fingerprint.py FILE.xlsx."""

import hashlib
import sys

import openpyxl  # an encrypted file must be saved without its password first


def text(value: str) -> str:  # noqa: D103
    return value.translate({92: r"\\", 9: r"\t", 10: r"\n", 13: r"\r"})


def typed(value: object) -> str:  # noqa: D103
    if isinstance(value, bool):
        return f"B{value:d}"
    if isinstance(value, int | float):
        return f"N{value + 0:.15g}"
    return "T" + text(value) if isinstance(value, str) else "D" + value.isoformat().removesuffix("T00:00:00")


def line(headers: list, cells: list) -> str:  # noqa: D103
    pairs = zip(headers, cells, strict=True)
    filled = [f"\t{text(h)}\t{typed(v)}" for h, v in pairs if v is not None and str(v).strip()]
    return "行" + "".join(filled) + "\n" if filled else ""


cover, *sheets = openpyxl.load_workbook(sys.argv[1]).worksheets
lines = {}
for sheet in sheets:
    for name, area in sheet.tables.items():
        headers, *rows = ([cell.value for cell in row] for row in sheet[area])
        lines[name] = f"表\t{text(name)}\n" + "".join(line(headers, row) for row in rows)
        print(name, hashlib.sha256(lines[name].encode()).hexdigest())
found = hashlib.sha256("".join(lines[name] for name in sorted(lines)).encode()).hexdigest()
said = {row[0]: row[1] for row in cover.iter_rows(max_col=2, values_only=True)}["数据指纹"]
print("数据指纹", found, "与封面一致" if found == said else "与封面不一致")
sys.exit(found != said)
