"""The tables of a result as pandas DataFrames, for whoever analyses further; Parquet as an extra.

Columns, their order and their dtypes are those of `pyxl.district.result.declared.PAGES`; `describe()` lists them.  进度 comes
as a long table: 镇, 任务, 状态.  Texts are `string`, counts `Int64`, shares (0 to 1) and means `Float64`, times `datetime64[ms]`
(as Parquet has them); whatever is not said is <NA> or NaT.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyxl.district.figures import kept_members
from pyxl.district.result.declared import MARKS, PAGES, PROGRESS_SHEET, ROLL, TOWNS, Field, Page
from pyxl.district.result.kept import Line, page_lines
from pyxl.district.result_sheets import read_sheets
from pyxl.district.shelf import SUFFIX, Shelf
from pyxl.errors import FileError, HostError
from pyxl.hosts.files.replacing import make_folder
from pyxl.hosts.foreign import Grid

if TYPE_CHECKING:
    import pandas as pd

PROGRESS_COLUMNS: Final = ("报送单位", "任务", "状态")
_STATES: Final = {mark: state for state, mark in MARKS.items() if mark}


def frames(path: str | os.PathLike[str]) -> dict[str, pd.DataFrame]:
    """Sheet name -> DataFrame: 汇总, 结构对比, 选举, 名册, 跨镇, 问题, 来件, and 进度 as a long table; of a city's result 各镇 too.

    名册 comes whole where the sheet holds only its figures, as long as the shelf lies beside the result.
    Raises FileError for a file that is no result of `moxi merge`.
    """
    import pandas as pd

    file = Path(path)
    grids = read_sheets(file, [*(page.sheet for page in _pages(city=True)), PROGRESS_SHEET])
    found = {page.sheet: _frame(pd, page, grids, file) for page in _pages(city=TOWNS.sheet in grids)}
    found[PROGRESS_SHEET] = _progress(pd, grids.get(PROGRESS_SHEET), file)
    return found


def describe(city: bool = False) -> dict[str, dict[str, tuple[str, str]]]:
    """Sheet -> column -> (dtype, meaning), for documentation; with `city` those of a city's result."""
    pages: dict[str, dict[str, tuple[str, str]]] = {
        page.sheet: {field.header: (field.kind.dtype, field.meaning) for field in page.fields}
        for page in _pages(city)
    }
    return pages | {PROGRESS_SHEET: dict.fromkeys(PROGRESS_COLUMNS, ("string", ""))}


def _pages(city: bool) -> tuple[Page, ...]:
    return (*PAGES, TOWNS) if city else PAGES


def save_parquet(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> list[Path]:
    """Each table as FOLDER/<sheet>.parquet; returns the files.

    Raises HostError where pyarrow is missing, FileError as `frames` does.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise HostError("没有安装 pyarrow，不能写 Parquet", remedy="请运行 pip install moxi-reform[analysis]")
    target = Path(folder)
    make_folder(target)
    made = []
    for name, frame in frames(path).items():
        made.append(target / f"{name}.parquet")
        frame.to_parquet(made[-1], index=False)
    return made


def _frame(pandas: Any, page: Page, grids: Mapping[str, Grid], file: Path) -> pd.DataFrame:  # noqa: ANN401 - the module
    rows: Sequence[Line] = list(page_lines(grids, page, file.name))
    if page is ROLL and rows and all(row["姓名"] is None for row in rows):
        rows = _whole_roll(file, {str(row["报送单位"]): str(row[ROLL.headers[2]]) for row in rows})
    columns = {
        field.header: _column(pandas, [row[field.header] for row in rows], field, page, file)
        for field in page.fields
    }
    frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(page.headers))
    return frame


def _column(pandas: Any, cells: Sequence[object], field: Field, page: Page, file: Path) -> Any:  # noqa: ANN401
    """One column in its dtype.  Raises FileError for a cell that somebody typed and that does not fit it."""
    try:
        if field.kind.dtype.startswith("datetime"):
            return pandas.to_datetime(pandas.Series(cells, dtype="object")).astype(field.kind.dtype)
        return pandas.array([_value(cell) for cell in cells], dtype=field.kind.dtype)
    except (ValueError, TypeError, OverflowError) as fault:
        raise FileError(
            f"“{page.sheet}”的“{field.header}”一栏里有填错的内容", file.name, "请再汇总一次，不要手工改数"
        ) from fault


def _value(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _whole_roll(file: Path, told: Mapping[str, str]) -> list[dict[str, Any]]:
    """All rows of 名册 from the shelf, town by town in the order of 汇总; `told` is how many each has, as the sheet says it."""
    from pyxl.district.result.other_sheets import member_lines

    shelf_file = file.with_name(file.stem + SUFFIX)
    if not shelf_file.exists():
        raise FileError(
            "名册太长，全部行在来件库里，而来件库不在旁边",
            file.name,
            f"请把“{shelf_file.name}”放到同一个文件夹",
        )
    Shelf.require_current(shelf_file)
    rows: list[dict[str, Any]] = []
    with Shelf(shelf_file) as shelf:
        for town, sha in shelf.chosen():
            rows += (
                dict(zip(ROLL.headers, line, strict=True))
                for line in member_lines(town, kept_members(shelf, sha))
            )
    if {town: f"{count} 人" for town, count in Counter(row["报送单位"] for row in rows).items()} != told:
        raise FileError("旁边的来件库不是做这份汇总时的", file.name, "请再汇总一次")
    return rows


def _progress(pandas: Any, grid: Grid | None, file: Path) -> pd.DataFrame:  # noqa: ANN401 - the module
    head = next((line for line in grid.lines if line.cell(0) == "报送单位"), None) if grid else None
    if grid is None or head is None:
        raise FileError(f"“{PROGRESS_SHEET}”表的表头被改动过", file.name, "请再汇总一次")
    rows = []
    last = head.number
    for line in grid.lines:
        if line.number <= head.number or line.number != last + 1 or line.cell(0) is None:
            continue
        last = line.number
        for at in range(2, len(head.cells)):
            mark = line.cell(at)
            rows.append(
                (
                    line.cell(0),
                    head.cell(at),
                    _STATES.get(str(mark), "未开始") if line.cell(1) is not None else None,
                )
            )
    frame: pd.DataFrame = pandas.DataFrame(rows, columns=list(PROGRESS_COLUMNS)).astype("string")
    return frame
