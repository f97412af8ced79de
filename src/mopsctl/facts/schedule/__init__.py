"""Working days and the network of tasks: early and late dates, slack, the critical path."""
