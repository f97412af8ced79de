"""Findings in the formats that servers of continuous integration read. `doors` is the table of them."""
