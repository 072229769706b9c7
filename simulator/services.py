"""Which OPDs are simulated, in the order of their ports."""

from simulator.opd import (
    bpbd,
    dinkes,
    pangan,
    pemerintahan,
    pengaduan,
    perkebunan,
)
from simulator.service import Service


def services() -> tuple[Service, ...]:
    """Return every service; the position is the offset of its port."""
    return (
        pemerintahan.service(),
        pangan.service(),
        dinkes.service(),
        bpbd.service(),
        pengaduan.service(),
        perkebunan.service(),
    )
