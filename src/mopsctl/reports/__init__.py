"""Reports: from a Portfolio to a Report, whose `data` machines read and whose `document` people read."""
