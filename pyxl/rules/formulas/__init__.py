"""The second reader of the rules: native formulas that warn while the clerk types, without Python.

`notation` is the language that they are written in, `reading` and `dates` make of a row what the rules compare
(the cleaned number, the birth date, the level of education), `once` computes what every row needs of the
settings, `words` lists what a coded cell may say, `register` hands everything over.  The formula of a rule
itself stands beside its Python check.

A formula must never accuse where Python does not.  What it cannot decide it calls `UNSURE`.
"""
