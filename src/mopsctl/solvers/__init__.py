"""Solvers from outside, each an extra of its own: the core does without them, and only they know their libraries."""
