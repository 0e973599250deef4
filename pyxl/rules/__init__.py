"""The election itself: pure functions and frozen models over plain values.

No module of this package imports a spreadsheet, a file or a screen.  Every rule names its clause in
the plan of Moxi Town of 20 November 2017, written 二(一), 三(二)2 and so on.
"""
