"""A fresh workbook: the built file with its first rows, the sample's people, what the rules say by formula."""
