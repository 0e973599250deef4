"""What more than one button reads of the workbook: lists, votes, all that the papers need."""
