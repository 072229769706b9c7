"""What is answered to the commands that ask a process that runs, as types.

Who answers may be anybody: --url is typed by hand, and other servers speak JSON, too.
What an answer has besides is left alone, for a newer gateway may tell more.
"""

from typing import Any, Literal, NotRequired, TypeAlias, TypeVar, get_args

from pydantic import (
    AwareDatetime,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    with_config,
)
from typing_extensions import TypedDict

from gateway.errors import StartupError

Form = TypeVar("Form")

State: TypeAlias = Literal["GANGGUAN", "PEMELIHARAAN", "BELUM_DIKETAHUI", "NORMAL"]
Breaker: TypeAlias = Literal[
    "TERBUKA", "SETENGAH_TERBUKA", "PULIH_BERTAHAP", "TERTUTUP"
]


@with_config(ConfigDict(extra="allow"))
class Opd(TypedDict):
    """One connector, as `GET /admin/status` tells of it.

    `banyakSerupa` is in how many processes it is so, where several are told of together.
    """

    konektor: str
    keadaan: State
    sejak: AwareDatetime | None
    sampai: AwareDatetime | None
    pesan: str | None
    pemutus: Breaker | None
    terakhirBerhasil: AwareDatetime | None
    galatTerakhir: str | None
    statusTerakhir: NotRequired[int | None]  # an older gateway does not tell
    sebabTerakhir: NotRequired[str | None]
    rasioSimpanan: float | None
    umurSimpanan: float | None
    banyakSerupa: NotRequired[int]


@with_config(ConfigDict(extra="allow"))
class Status(TypedDict):
    """`GET /admin/status`; an older gateway does not tell how many processes there are.

    `menurut` are those that are told of together, where there are several.
    """

    pada: AwareDatetime
    proses: int
    banyakProses: NotRequired[int]
    menurut: NotRequired[list[int]]
    catatan: list[str]
    opd: list[Opd]


class Noted(TypedDict):
    """What every answer about maintenance may hold: what else the operator should know."""

    catatan: NotRequired[str]


class SwitchedOn(Noted):
    """`DELETE /admin/maintenance/KONEKTOR`."""

    konektor: str


class SwitchedOff(SwitchedOn):
    """`PUT /admin/maintenance/KONEKTOR`, and one in the list of them."""

    sampai: AwareDatetime | None
    pesan: str | None
    stale: bool


class Maintenance(Noted):
    """`GET /admin/maintenance`."""

    maintenance: list[SwitchedOff]


class Forgotten(TypedDict):
    """`POST /admin/purge/KONEKTOR` and `POST /admin/invalidate`."""

    dihapus: int


class StandIn(TypedDict):
    """One stand-in agency, as the fault dial of `gateway demo` tells of it."""

    nama: str
    opd: str
    mode: str


class Trouble(TypedDict):
    """One thing that a stand-in can suffer from, and what people call it."""

    mode: str
    nama: str


class Dial(TypedDict):
    """What the fault dial shows."""

    opd: list[StandIn]
    gangguan: list[Trouble]


class Refused(TypedDict):
    """Why the fault dial did not obey."""

    pesan: str


def members(words: Any) -> tuple[str, ...]:
    """Return the words of a Literal, in order."""
    return get_args(words)


def written(status: Status) -> object:
    """Return a status as JSON has it."""
    return TypeAdapter(Status).dump_python(status, mode="json")


def read(found: object, form: type[Form], complaint: str) -> Form:
    """Return an answer in its form. Raises StartupError, with the complaint, of another."""
    try:
        return TypeAdapter(form).validate_python(found)
    except ValidationError as error:
        raise StartupError(complaint) from error
