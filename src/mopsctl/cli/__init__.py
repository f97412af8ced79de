"""The command line: one thin module a noun, and a table of contents that imports none of them."""
