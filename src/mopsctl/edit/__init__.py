"""Verbs on a Portfolio: pure functions that return another one, or refuse with a MopsError."""
