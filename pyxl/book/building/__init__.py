"""Building the workbook from its declarations; nothing here runs on a press."""
