"""Marked papers to practise the count on, and the answer that they must give."""
