"""One module for each ribbon button: read tables, ask the rules, say what to write and what was done."""

COMMANDS = {
    "new": "new",
    "import": "import_roster",
    "export": "export",
    "set": "set_values",
    "check": "check",
    "next": "next_finding",
    "quota": "quota",
    "ballots": "ballots",
    "prepare": "prepare",
    "count": "count",
    "rehearse": "rehearse",
    "papers": "papers",
    "submit": "submit",
    "verify": "verify",
    "archive": "archive",
    "undo": "undo",
    "audit": "audit",
    "build": "build",
    "doctor": "doctor",
    "desk": "desk",
}
"""Command -> module, in the order of the manual.  A new action costs one file and one line here."""
