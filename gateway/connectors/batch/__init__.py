"""Batches: many keys in one call, and each key's answer kept on its own.

`source.py` says which keys are to be asked for, `chunks.py` asks for so many at a time,
`request.py` makes one request and sorts its answer out, `recipe.py` is what is compiled.
"""
