"""Last-good snapshots: kept answers on the local disk, so that a dark source is old, not blank.

`tier.py` is what a source asks, `archive.py` holds all that a process has, `writer.py` and
`hands.py` are the threads that do the work, `cabinet.py` is the one place that touches
files; the rest decides. Nothing here ever fails a request: trouble is a miss. Personal
answers never come here.
"""
