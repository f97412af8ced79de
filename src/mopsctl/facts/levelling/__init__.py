"""What teams and people are asked for against what there is of them, and schedules that ask nobody for too much."""
