"""The district: what townships mail becomes one picture.

from pyxl.district import frames
frames("汇总.xlsx")["汇总"]        # a pandas DataFrame; `describe()` says what its columns mean
"""

from pyxl.district.dataframes import describe, frames, save_parquet

__all__ = ["describe", "frames", "save_parquet"]
