"""The second reader of the rules: native formulas that warn while the clerk types, without Python.

`notation` is the language that they are written in, `reading` and `dates` make of a row what the rules compare
(the cleaned number, the birth date, the level of education), `once` computes what every row needs of the
settings, `words` lists what a coded cell may say, `register` hands everything over.  The formula of a rule
itself stands beside its Python check.

A formula must never accuse where Python does not.  What it cannot decide it calls `UNSURE`.
"""

from pyxl.rules.formulas.dates import spoken
from pyxl.rules.formulas.notation import (
    BAR,
    UNSURE_TEXT,
    Live,
    excused,
    filled,
    given,
    graded,
    holds_any,
    holds_one_of,
    level_of,
    note,
    place_of,
    quoted,
    replaced,
    times,
    trimmed,
    unreadable,
)
from pyxl.rules.formulas.once import Once, once
from pyxl.rules.formulas.reading import NUMBER, Step, steps
from pyxl.rules.formulas.words import CODED, awkward_characters, words

__all__ = [
    "BAR",
    "CODED",
    "NUMBER",
    "UNSURE_TEXT",
    "Live",
    "Once",
    "Step",
    "awkward_characters",
    "excused",
    "filled",
    "given",
    "graded",
    "holds_any",
    "holds_one_of",
    "level_of",
    "note",
    "once",
    "place_of",
    "quoted",
    "replaced",
    "spoken",
    "steps",
    "times",
    "trimmed",
    "unreadable",
    "words",
]
