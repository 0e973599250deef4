"""What one call does on a sheet of either host: rectangles, paper, protection, the cell before the clerk's eyes."""

# Its modules are its face: importing one loads no other, which a press's start needs.
__all__ = [
    "blocks", "cell_rules", "filling", "front", "moving", "page_setup", "protection", "steps", "table_place",
]  # fmt: skip
