"""Long lists: the pages of a service, gone through and shown as one list.

`pages.py` reads a page of an answer, `walk.py` decides which page is next and
when it is enough, `cursors.py` names places in the list, `source.py` fetches.
"""
