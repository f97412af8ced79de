"""Posters: a chart of boxes, a stack of platforms or a heat map as an SVG that stands alone, set for paper.

Measures are points on paper. What is laid out here is drawn on A3 in landscape, or on a larger sheet where it must be.
"""
