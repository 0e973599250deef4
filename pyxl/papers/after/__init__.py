"""Papers when the votes are counted: what is reported, answered, shared out and filed."""
