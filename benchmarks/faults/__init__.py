"""What the gateway promises for the time when something fails, measured.

`python -m benchmarks faults [NAME…] [--quick]`. A capability is one module with
`async def measure(*, quick: bool) -> list[Figure]`, listed in `capabilities.py`.
It measures real processes: services that misbehave on demand and count what
they get (`upstream.py`), a gateway over them (`rig.py`), and clients
(`client.py`). Quick runs take seconds and show that it works, not how well.
"""
