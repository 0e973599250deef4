"""The result: one workbook, made to be read, and read again by the next merge, by the city and by pandas."""
