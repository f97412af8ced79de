"""The gap catalogue: one function a rule; its docstring is its manual and its test cases."""
