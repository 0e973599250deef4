"""The process of one command: `moxi ...`, or `python -m pyxl ...`."""

import sys

from pyxl.hosts.lean_start import import_xlwings


def run() -> int:
    """Start lean, then run the command; returns its exit status."""
    import_xlwings()
    from pyxl.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
