"""The official papers: what each must contain, filled into the Word templates of `templates/`.

One module for each paper or pair of papers; the register in `pyxl.papers.kinds` lists them in the order
of the work.  A new paper costs one module, one template and one line there.
"""

from pyxl.papers.dossier import Dossier
from pyxl.papers.making import Made, Missing, choose, make, missing
from pyxl.papers.shelf import FOLDER, old, place

__all__ = ["FOLDER", "Dossier", "Made", "Missing", "choose", "make", "missing", "old", "place"]
