"""The gateway beside its floor, its limit and its peers, in one run.

docs/benchmarks.md tells the method and how to read the table.
"""
