"""The stick: the software as a folder that installs itself on a Windows desk without network, pip or administrator.

`stick.gathering` and its neighbours make the folder, `stick.desk` is what runs from it on the desk: standard library
alone, imported from the stick's own wheel.  Light on purpose: the installer comes by here.
"""
