"""The drawings of the Word templates: the form of GB/T 9704-2012, and one module for each paper.

`form` is what a paper is drawn with, `styles` declares the styles that a clerk meets in Word, `page` the paper
itself, `package` puts the parts together.  Each other module draws one paper or a few that belong together:

    DRAWINGS = {"候选人请示.docx": draw}          # file in templates/ -> function () -> Form

`scripts/make_templates.py` finds every module that has `DRAWINGS`; nothing else needs to be told.
"""
