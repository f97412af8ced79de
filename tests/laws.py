"""How many examples a law is tried with: as many as it names, or a fifth of them with --hypothesis-profile=few."""

from hypothesis import settings

FULL, FEW = 100, 20  # per cent; a profile says it as Hypothesis's own number of examples
settings.register_profile("full", max_examples=FULL)
settings.register_profile("few", max_examples=FEW)


def examples(number: int) -> int:
    """That many, or in the profile `few` a fifth, and three at least."""
    return max(3, number * settings.default.max_examples // FULL)
