"""Which OPDs are simulated."""

from simulator.opd import (
    bapenda,
    bappeda,
    binamarga,
    bpbd,
    bpkad,
    dinkes,
    dinsos,
    disdikbud,
    dishub,
    diskominfotik,
    disnaker,
    disparekraf,
    dlh,
    dpmptsp,
    hukum,
    kanalwarga,
    museum,
    pangan,
    pemerintahan,
    pengaduan,
    perikanan,
    perkebunan,
    perpustakaan,
    peternakan,
    rsudam,
    sp4n,
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
        peternakan.service(),
        perikanan.service(),
        dishub.service(),
        disdikbud.service(),
        bpkad.service(),
        dlh.service(),
        disnaker.service(),
        bappeda.service(),
        dinsos.service(),
        sp4n.service(),
        kanalwarga.service(),
        dpmptsp.service(),
        hukum.service(),
        disparekraf.service(),
        diskominfotik.service(),
        perpustakaan.service(),
        museum.service(),
    )
    return tuple(sorted(found, key=lambda service: service.offset))
