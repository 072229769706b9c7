"""The root fields defined in code: the connectors and how they are."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Annotated

# mypy alone needs the ignore below, where it loses Strawberry's overload:
# pyright: reportUnnecessaryTypeIgnoreComment=false
import strawberry
from strawberry.types import Info

from gateway.config.model import Connector
from gateway.connectors.health import Health
from gateway.connectors.notice import WIB, Notice


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
        health: Health = info.context["health"]
        notices: Mapping[str, Notice] = info.context["notices"]
        return [
            _shown(one, health, notices.get(str(name)))
            for name, one in connectors.items()
            if konektor is None or name == konektor
        ]


def _shown(connector: Connector, health: Health, notice: Notice | None) -> Opd:
    standing = health.standing(str(connector.name))
    state, since = State.UNKNOWN, None
    if standing is not None:
        state = State.NORMAL if standing.good else State.TROUBLED
        since = dt.datetime.fromtimestamp(int(standing.since), WIB)
    until = None if notice is None else notice.until
    if notice is not None:
        state, since = State.MAINTENANCE, notice.since.astimezone(WIB)
    return Opd(
        konektor=str(connector.name),
        nama=connector.opd,
        tentang=connector.about,
        keadaan=state,
        sejak=since,
        sampai=until if until is None else until.astimezone(WIB),
        pesan=None if notice is None else notice.pesan,
    )
