"""Papers before the congress: what is asked for, shared out, handed to the units, posted on the wall."""
