"""The shared tier: answers that several processes keep together, in Valkey or Redis.

`tier.py` is what a source asks; `keeper.py` keeps the link to the server, `listening.py`
hears over it what others drop; `link.py` is the one place that speaks to the server.
Nothing here ever fails a request: trouble is a miss.
"""
