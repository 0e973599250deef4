"""What the workbook consists of: sheets, tables and columns, one declaration each."""
