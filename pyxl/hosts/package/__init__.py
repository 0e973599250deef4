"""The closed file: its zip, parts and XML, patched where something changed and else left byte for byte."""
