"""Pages that are drawn on a sheet at a press: ballots, the rehearsal's deck and answers."""
