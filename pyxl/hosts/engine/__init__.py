"""Our xlwings engine: the interface of a live Excel over a closed file."""
