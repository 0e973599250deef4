"""What runs on the clerk's desk: install and uninstall.  Standard library alone; nothing of ours but `pyxl.errors`."""
