"""python -m pyxl: the same as `moxi`."""

import sys

from pyxl.cli import main

sys.exit(main())
