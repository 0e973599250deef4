"""The VBA project and the ribbon, compiled from the text in `macros/`."""
