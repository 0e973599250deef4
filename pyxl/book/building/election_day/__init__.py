"""The sheets of the day: papers typed on a grid, the board 唱票, the register 签到."""

from pyxl.book.building.election_day.attendance import write_register
from pyxl.book.building.election_day.board import write_board
from pyxl.book.building.election_day.grid_page import write_grid

__all__ = ["write_board", "write_grid", "write_register"]
