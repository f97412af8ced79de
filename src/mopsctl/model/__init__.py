"""What things are: frozen records by area of the domain, and the Portfolio that holds them all.

`kinds` is the table of contents of the model: every record, its key, and what it refers to.
"""
