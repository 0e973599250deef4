"""Files on the disk: locked, written whole or not at all, and nothing left behind."""

# Its modules are its face: importing one loads no other, which a press's start needs.
__all__ = ["locking", "packing", "replacing", "scratch"]
