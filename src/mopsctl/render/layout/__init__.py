"""Laying blocks out in lines of spans, for a given width. Measures and folds; colours nothing."""
