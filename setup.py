"""The packages of the wheel; all else stands in setup.cfg, whose `find:` cannot name the folders beside `pyxl`."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["pyxl", "pyxl.*"]), "pyxl.macros", "pyxl.templates", "pyxl.workbook"])
