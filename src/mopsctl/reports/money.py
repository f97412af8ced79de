"""Money as people read it."""


def money(amount: int | None, currency: str) -> str:
    """`80,000 EUR`; nothing where nobody said."""
    return "" if amount is None else f"{amount:,} {currency}".strip()
