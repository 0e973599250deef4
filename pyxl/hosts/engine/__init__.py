"""Our xlwings engine: the interface of a live Excel over a closed file."""

from pyxl.hosts.engine.opening import open_closed

__all__ = ["open_closed"]
