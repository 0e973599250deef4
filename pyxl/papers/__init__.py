"""The official papers: what each must contain, filled into the Word templates of `templates/`.

One module for each paper or pair of papers; the register in `pyxl.papers.kinds` lists them in the order
of the work.  A new paper costs one module, one template and one line there.
"""
