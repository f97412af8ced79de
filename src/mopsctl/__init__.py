"""mopsctl: make a company's functions move together around a martech platform."""

__version__ = "0.1.0"
