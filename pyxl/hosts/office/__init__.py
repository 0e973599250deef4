"""The programs on the desk: Excel and LibreOffice found, printing, PDFs."""
