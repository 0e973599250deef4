"""首页 and 统计: the figures, their charts, the next step."""

from pyxl.book.building.cockpit.figures import define_names
from pyxl.book.building.cockpit.figures_sheet import write_figures
from pyxl.book.building.cockpit.home import write_home
from pyxl.book.building.cockpit.steps import define_next_sheet

__all__ = ["define_names", "define_next_sheet", "write_figures", "write_home"]
