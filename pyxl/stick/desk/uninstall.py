"""卸载.cmd: the program off this desk; every workbook and file of the clerk's stays.

`--installed`: run by the installed Python itself, which cannot take its own folder away; the .cmd does that after it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from pyxl.errors import MoxiError, defect
from pyxl.stick.desk.icons import remove_icons
from pyxl.stick.desk.install import Desk, desk_here, say
from pyxl.stick.desk.registry import forget
from pyxl.stick.desk.swapping import mend, remove


def uninstall(desk: Desk, own_python: bool, say: Callable[[str], None]) -> None:
    """Do it.  Raises HostError where a file of the program is in use; then nothing else was taken away."""
    places = desk.places
    mend(places.home)
    if not own_python:
        remove(places.home)
    forget(desk.winreg)
    remove_icons(places)
    say("已卸载。您的工作簿和文件都没有动：" + str(places.papers))


def main(words: Sequence[str]) -> int:
    """Uninstall; 0 when it is done."""
    try:
        uninstall(desk_here(), "--installed" in words, say)
    except MoxiError as error:
        say(str(error))
    except Exception as error:
        say(defect(error))
    else:
        return 0
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
