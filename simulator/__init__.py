"""Stand-in OPD services: real HTTP on loopback, each in its own style.

    async with running() as opd:
        opd["WILAYAH_URL"]                       # http://127.0.0.1:43211
        await opd.turn("dinkes", Fault(Mode.HANG))

`python -m simulator` runs them by hand. All data are invented and the same on
every run, except codes and names of regions, markets and public hospitals.
"""

from simulator.dial import dialled
from simulator.fault import Fault, Mode
from simulator.running import Simulation, running

__all__ = ["Fault", "Mode", "Simulation", "dialled", "running"]
