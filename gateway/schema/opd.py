"""The root fields defined in code: the connectors and how they are."""

import datetime as dt
import time
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any

# mypy alone needs the ignore below, where it loses Strawberry's overload:
# pyright: reportUnnecessaryTypeIgnoreComment=false
import strawberry
from strawberry.types import Info

from gateway.config.model import Connector
from gateway.connectors.health import Health
from gateway.connectors.notice import WIB
from gateway.schema.watch import Watch


@strawberry.enum(name="KeadaanOpd", description="Keadaan layanan satu OPD.")
class State(Enum):
    """How a connector is, as coarsely as the public sees it."""

    NORMAL = strawberry.enum_value("NORMAL", description="Menjawab dengan baik.")
    TROUBLED = strawberry.enum_value(
        "GANGGUAN", name="GANGGUAN", description="Panggilan terakhir gagal."
    )
    MAINTENANCE = strawberry.enum_value(
        "PEMELIHARAAN",
        name="PEMELIHARAAN",
        description="Dimatikan petugas untuk sementara.",
    )
    UNKNOWN = strawberry.enum_value(
        "BELUM_DIKETAHUI",
        name="BELUM_DIKETAHUI",
        description="Belum dipanggil sejak gateway dinyalakan.",
    )


@strawberry.enum(
    name="KeadaanPemutus",
    description="Apakah gateway memanggil layanan itu.",
)
class BreakerState(Enum):
    """What a connector's breaker lets through."""

    CLOSED = strawberry.enum_value(
        "TERTUTUP", name="TERTUTUP", description="Dipanggil seperti biasa."
    )
    OPEN = strawberry.enum_value(
        "TERBUKA",
        name="TERBUKA",
        description="Terlalu sering gagal: tidak dipanggil sementara waktu.",
    )
    PROBING = strawberry.enum_value(
        "SETENGAH_TERBUKA",
        name="SETENGAH_TERBUKA",
        description="Dicoba dengan sedikit panggilan.",
    )
    RECOVERING = strawberry.enum_value(
        "PULIH_BERTAHAP",
        name="PULIH_BERTAHAP",
        description="Berhasil dicoba; panggilannya ditambah sedikit demi sedikit.",
    )


@strawberry.type(name="Opd", description="Layanan satu OPD di graf ini.")
class Opd:
    """One connector, as the graph shows it."""

    konektor: str = strawberry.field(description="Nama konektor di gateway.")
    nama: str = strawberry.field(description="Nama organisasi perangkat daerah.")
    tentang: str | None = strawberry.field(description="Isi layanan ini.")
    keadaan: State = strawberry.field(description="Keadaan menurut panggilan terakhir.")
    sejak: dt.datetime | None = strawberry.field(
        description="Sejak kapan keadaan ini berlangsung."
    )
    sampai: dt.datetime | None = strawberry.field(
        description="Sampai kapan pemeliharaan direncanakan."
    )
    pesan: str | None = strawberry.field(
        description="Pesan petugas tentang pemeliharaan, untuk ditampilkan."
    )
    pemutus: BreakerState | None = strawberry.field(
        description="Keadaan pemutus: yang terburuk dari alamat-alamatnya. Hanya bagi operator."
    )
    terakhir_berhasil: dt.datetime | None = strawberry.field(
        description="Kapan layanan ini terakhir menjawab dengan baik. Hanya bagi operator."
    )
    galat_terakhir: str | None = strawberry.field(
        description="Kode galat terakhirnya. Hanya bagi operator."
    )
    status_terakhir: int | None = strawberry.field(
        description="Status HTTP pada galat itu; null bila layanan tidak menjawab, atau jawabannya "
        "tidak terbaca. Hanya bagi operator."
    )
    sebab_terakhir: str | None = strawberry.field(
        description="Mengapa sambungan tidak jadi pada galat itu, bila diketahui: DNS (nama tidak dikenal), "
        "REFUSED (ditolak), UNREACHABLE (tidak terjangkau), CONNECT (tidak ada yang menjawab), EXPIRED "
        "(sertifikat kedaluwarsa), OTHER_HOST (sertifikat untuk host lain), UNTRUSTED (sertifikat tidak "
        "tepercaya), TLS (tidak sepakat tentang TLS). Hanya bagi operator."
    )
    rasio_simpanan: float | None = strawberry.field(
        description="Bagian permintaan yang dijawab dari simpanan yang masih segar, 0 sampai 1. Hanya bagi operator."
    )
    umur_simpanan: int | None = strawberry.field(
        description="Umur jawaban terbaru dalam simpanan, dalam detik. Hanya bagi operator."
    )
    terakhir_disegarkan: dt.datetime | None = strawberry.field(
        description="Kapan jadwal penyegaran terakhir berhasil. Hanya bagi operator."
    )
    penyegaran_berikutnya: dt.datetime | None = strawberry.field(
        description="Kapan jadwal penyegaran berikutnya. Hanya bagi operator."
    )
    rincian: list[str] | None = strawberry.field(
        description="Pemutus, tempat, laju, ulangan, penyegaran, dan kunci yang tidak lagi "
        "dikirim layanan, sebaris masing-masing. "
        "Hanya bagi operator."
    )


@strawberry.type
class CodeQuery:
    """Root fields that join Query."""

    @strawberry.field(  # type: ignore[untyped-decorator]  # as said above
        description="Daftar OPD di graf ini dan keadaannya."
    )
    def opd(
        self,
        info: Info,
        konektor: Annotated[
            str | None,
            strawberry.argument(description="Hanya konektor dengan nama ini."),
        ] = None,
    ) -> list[Opd]:
        """List the connectors, in the order of the configuration."""
        connectors: Mapping[str, Connector] = info.context["connectors"]
        watch = Watch(
            info.context["health"],
            info.context["notices"],
            info.context["defences"],
            bool(info.context["operator"]),
            info.context["shelves"],
            info.context["rounds"],
        )
        return [
            _shown(one, watch)
            for name, one in connectors.items()
            if konektor is None or name == konektor
        ]


def _shown(connector: Connector, watch: Watch) -> Opd:
    name = str(connector.name)
    notice, defence = watch.notices.get(name), watch.defences.get(name)
    phase = None if defence is None else defence.phase
    shunned = defence is not None and defence.shuns
    state, since = _state(watch.health, name, shunned=shunned)
    until = None if notice is None else notice.until
    if notice is not None:
        state, since = State.MAINTENANCE, notice.since.astimezone(WIB)
    last, full = watch.health.last(name), watch.operator
    shelf = watch.shelves.get(name) if full else None
    newest = None if shelf is None else shelf.newest
    return Opd(
        konektor=name,
        nama=connector.opd,
        tentang=connector.about,
        keadaan=state,
        sejak=since,
        sampai=until if until is None else until.astimezone(WIB),
        pesan=None if notice is None else notice.pesan,
        pemutus=BreakerState[phase.name] if full and phase is not None else None,
        terakhir_berhasil=_moment(last.success) if full else None,
        galat_terakhir=last.code if full else None,
        status_terakhir=last.status if full else None,
        sebab_terakhir=last.cause if full else None,
        rasio_simpanan=None if shelf is None else shelf.hit_rate,
        umur_simpanan=None if newest is None else int(newest),
        **_details(watch, name),
    )


def _details(watch: Watch, name: str) -> dict[str, Any]:
    """Return what is shown of the clock's fetches, and of all in words: to the operator."""
    nothing: dict[str, Any] = {
        "terakhir_disegarkan": None,
        "penyegaran_berikutnya": None,
        "rincian": None,
    }
    if not watch.operator:
        return nothing
    defence, rounds = watch.defences.get(name), watch.rounds.get(name)
    told = () if defence is None else defence.describe()
    if rounds is None:
        return {**nothing, "rincian": list(told) or None}
    return {
        "terakhir_disegarkan": _moment(rounds.fetched),
        "penyegaran_berikutnya": _later(rounds.due),
        "rincian": [*told, *rounds.describe(WIB)] or None,
    }


def _state(
    health: Health, name: str, *, shunned: bool
) -> tuple[State, dt.datetime | None]:
    """Return a connector's state by its last call, and since when.

    While it is `shunned` by its breaker that is trouble, however that call went.
    """
    standing = health.standing(name)
    if standing is None:
        return State.UNKNOWN, None
    good = standing.good and not shunned
    return (State.NORMAL if good else State.TROUBLED), _moment(standing.since)


def _moment(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(int(seconds), WIB)


def _later(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else _moment(time.time() + seconds)
