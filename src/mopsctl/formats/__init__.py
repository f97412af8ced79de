"""Files in and out. All of them enter by one bounded reader and leave whole."""
