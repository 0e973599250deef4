"""The desk without Excel: the ribbon's buttons in a window or a menu, for who fills the workbook in WPS or LibreOffice."""
