"""Which OPDs are simulated."""

from simulator.opd import (
    bapenda,
    binamarga,
    bpbd,
    dinkes,
    pangan,
    pemerintahan,
    pengaduan,
    perkebunan,
    rsudam,
)
from simulator.service import Service


def services() -> tuple[Service, ...]:
    """Return every service, in the order of their ports."""
    found = (
        pemerintahan.service(),
        pangan.service(),
        dinkes.service(),
        bpbd.service(),
        pengaduan.service(),
        perkebunan.service(),
        binamarga.service(),
        bapenda.service(),
        rsudam.service(),
    )
    return tuple(sorted(found, key=lambda service: service.offset))
