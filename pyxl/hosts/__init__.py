"""Where a workbook lives: open in Excel, or a closed file that this package patches."""
