"""The steps from one schema to the next, a module each. Frozen when released: they know no record and no table."""
