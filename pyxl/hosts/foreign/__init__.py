"""Files that others made, read into plain grids by a child process."""
