"""Who may stand: the rules that look at one person at a time, by subject.

`personal`: name, identity number, birth date, sex.  `coded`: unit and coded columns.  `standing`: age and
education.  Each module ends in its `RULES`.
"""
