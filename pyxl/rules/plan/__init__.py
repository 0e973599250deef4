"""The plan and the congress's own rules: settings with clauses, phases, contradictions, the network."""
