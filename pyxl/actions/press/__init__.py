"""A press from beginning to end: what it writes, what it can take back, the line in the log."""
