"""Numbers with their unit, as people read them."""


def amount(value: float | None, unit: str = "") -> str:
    """`12,500,000 EUR`, `3.5% of customers`; nothing for None."""
    if value is None:
        return ""
    told = f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")
    return told + unit if unit.startswith("%") else f"{told} {unit}".rstrip()


def target(name: str, value: float | None, unit: str) -> str:
    """`Pipeline: 12,500,000 EUR`; the name with its unit alone where no target is set."""
    if value is not None:
        return f"{name}: {amount(value, unit)}"
    return f"{name} ({unit})" if unit else name
