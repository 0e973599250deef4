"""The process of one command: `moxi ...`, or `python -m pyxl ...`."""

import sys

from pyxl.cli import main


def run() -> int:
    """Run the command, with a lean start before its module is loaded; returns its exit status."""

    def prepare() -> None:
        from pyxl.hosts.lean_start import import_xlwings

        import_xlwings()

    return main(prepare=prepare)


if __name__ == "__main__":
    sys.exit(run())
