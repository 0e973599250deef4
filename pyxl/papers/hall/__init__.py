"""Papers of the congress itself: what lies on its tables, is read out there and signed there."""
