"""What follows from a Portfolio and a Policy. Computed, never typed in; remembered once per Portfolio."""
