"""A village's roster, whatever its form, made into rows of a table."""
