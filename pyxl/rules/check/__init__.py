"""Every rule of eligibility and of the lists, and the check that asks them all."""

from pyxl.rules.check.every_rule import RULES, TABLES, check, columns_cited, has_errors, list_errors

__all__ = ["RULES", "TABLES", "check", "columns_cited", "has_errors", "list_errors"]
