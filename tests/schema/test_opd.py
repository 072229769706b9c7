"""The root field `opd`: each connector, and how it is."""

from typing import Any

from gateway.config.place import Word
from gateway.connectors.breaker import Phase
from gateway.connectors.health import Health
from gateway.connectors.rounds import Rounds
from gateway.observe import CallEnded, Silent
from gateway.schema.opd import BreakerState, State, _shown
from gateway.schema.watch import Watch
from tests.execution.graphs import REGIONS
from tests.execution.harness import bench, configure


async def asked(query: str) -> Any:
    """Return the data of a query."""
    async with bench(REGIONS, {}) as made:
        return (await made.run(query))["data"]


async def test_connectors_are_listed_in_their_order() -> None:
    """Every OPD is there, before anything is known of it."""
    found = await asked("{ opd { konektor nama keadaan sejak tentang } }")
    unknown = {"keadaan": "BELUM_DIKETAHUI", "sejak": None, "tentang": None}
    assert [
        {"konektor": "pemerintahan", "nama": "Biro Pemerintahan", **unknown},
        {"konektor": "pangan", "nama": "Dinas Pangan", **unknown},
        {"konektor": "perkebunan", "nama": "Dinas Perkebunan", **unknown},
    ] == found["opd"]


async def test_one_connector_by_name() -> None:
    """The argument chooses one; an unknown name finds none."""
    found = await asked(
        '{ a: opd(konektor: "pangan") { nama } b: opd(konektor: "x") { nama } }'
    )
    assert {"a": [{"nama": "Dinas Pangan"}], "b": []} == found


def test_state_is_that_of_the_last_call() -> None:
    """A connector is troubled when its last call failed, and well when it did not."""
    connector = configure(REGIONS).connectors[Word("pangan")]
    health = Health(Silent())
    health.see(CallEnded("pangan", "kios", 0.1, None, "UPSTREAM_TIMEOUT"))
    troubled = _shown(connector, Watch(health, {}, {}))
    health.see(CallEnded("pangan", "kios", 0.1, 200, None))
    normal = _shown(connector, Watch(health, {}, {}))
    assert (State.TROUBLED, State.NORMAL) == (troubled.keadaan, normal.keadaan)
    assert troubled.sejak is not None
    assert "UTC+07:00" == str(troubled.sejak.tzinfo)


class Sick:
    """Defences whose breaker is open."""

    phase = Phase.OPEN
    shuns = True

    def describe(self) -> tuple[str, ...]:
        return ("pemutus: terbuka",)


def test_an_open_breaker_is_trouble() -> None:
    """Whoever asks sees that it is troubled; how exactly is for the operator alone."""
    connector = configure(REGIONS).connectors[Word("pangan")]
    health = Health(Silent())
    health.see(CallEnded("pangan", "kios", 0.1, 502, "UPSTREAM_UNAVAILABLE", "DNS"))
    health.see(CallEnded("pangan", "kios", 0.1, 200, None))
    watch = Watch(health, {}, {"pangan": Sick()})
    coarse = _shown(connector, watch)
    full = _shown(connector, watch._replace(operator=True))
    assert State.TROUBLED is coarse.keadaan is full.keadaan
    assert [None] * 6 == [
        coarse.pemutus,
        coarse.terakhir_berhasil,
        coarse.galat_terakhir,
        coarse.status_terakhir,
        coarse.sebab_terakhir,
        coarse.rincian,
    ]
    assert BreakerState.OPEN is full.pemutus
    assert full.terakhir_berhasil is not None
    assert ("UPSTREAM_UNAVAILABLE", 502) == (full.galat_terakhir, full.status_terakhir)
    assert "DNS" == full.sebab_terakhir
    assert ["pemutus: terbuka"] == full.rincian


class Waiting(Sick):
    """Defences whose breaker is open, though its pause is over."""

    shuns = False


def test_an_open_breaker_that_nobody_asks() -> None:
    """Once its pause is over the last call decides: it may be left open for ever."""
    connector = configure(REGIONS).connectors[Word("pangan")]
    health = Health(Silent())
    watch = Watch(health, {}, {"pangan": Waiting()}, operator=True)
    health.see(CallEnded("pangan", "kios", 0.1, 502, "UPSTREAM_UNAVAILABLE"))
    assert State.TROUBLED is _shown(connector, watch).keadaan
    health.see(CallEnded("pangan", "kios", 0.1, 200, None))
    shown = _shown(connector, watch)
    assert (State.NORMAL, BreakerState.OPEN) == (shown.keadaan, shown.pemutus)


async def test_it_is_answered() -> None:
    """In the development profile everything is shown."""
    query = "{ opd { pemutus rincian galatTerakhir } }"
    found = (await asked(query))["opd"][0]
    assert ("TERTUTUP", None) == (found["pemutus"], found["galatTerakhir"])
    assert "pemutus: tertutup; 0 dari 0 gagal" == found["rincian"][0]


async def test_what_is_kept_is_shown_to_the_operator() -> None:
    """How much was given from memory, and how old the newest of it is; not to the public."""
    kept = REGIONS.replace(
        "call: GET /daftar}", "call: GET /daftar, cache: {ttl: 60s}}"
    )
    query = '{ opd(konektor: "pemerintahan") { rasioSimpanan umurSimpanan } }'
    async with bench(kept, {"/daftar": []}) as made:
        (before,) = (await made.run(query))["data"]["opd"]
        for _ in range(4):
            await made.run("{ daftarWilayah { nama } }")
        (after,) = (await made.run(query))["data"]["opd"]
    assert {"rasioSimpanan": None, "umurSimpanan": None} == before
    assert 0 == after["umurSimpanan"]
    assert 0.75 == after["rasioSimpanan"]
    connector = configure(REGIONS).connectors[Word("pangan")]
    coarse = _shown(connector, Watch(Health(Silent()), {}, {}))
    assert coarse.rasio_simpanan is coarse.umur_simpanan is None


def test_what_the_clock_fetches_is_shown_to_the_operator() -> None:
    """When something was fetched last and is to be next, and how each query fares."""
    connector = configure(REGIONS).connectors[Word("pangan")]
    rounds = Rounds()
    one = rounds.of(("pangan.kios", None, ()), "kios", lambda: 0.0)
    one.succeeded(1.0, 1_780_000_000.0, 0.0)
    watch = Watch(Health(Silent()), {}, {}, rounds={"pangan": rounds})
    coarse, ended = _shown(connector, watch), watch._replace(operator=True)
    full = _shown(connector, ended)
    assert coarse.terakhir_disegarkan is coarse.penyegaran_berikutnya is None
    assert (None, "2026-05-29T03:26:40+07:00", None) == (
        coarse.rincian,
        full.terakhir_disegarkan and full.terakhir_disegarkan.isoformat(),
        full.penyegaran_berikutnya,
    )
    one.due = 3600.0
    later = _shown(connector, ended)
    assert later.penyegaran_berikutnya is not None
    assert later.rincian == [
        (
            "penyegaran kios: 1 dari 1 pernah diambil, paling lama 2026-05-29 03:26:40,"
            " berikutnya 3600 detik lagi"
        )
    ]
