"""Data, no code: default teams, core capabilities, the example."""
