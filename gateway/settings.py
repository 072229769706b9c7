"""The environment as a frozen value: GATEWAY_* variables and their defaults.

docs/pengaturan.md is made from this file (reference.py).
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.errors import SettingsError

PREFIX: Final = "GATEWAY_"
_SECRETS: Final = frozenset({"valkey_url", "valkey_key", "media_key", "admin_token"})
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)\Z")
_SECONDS: Final = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_BYTES: Final = {"": 1, "B": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}


class Profile(StrEnum):
    """How open the gateway is: to developers, or only to clients."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class LogLevel(StrEnum):
    """How much goes to the log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Expects:
    """What a variable's text must be, in Indonesian: for messages and docs."""

    text: str


def _seconds(value: object) -> object:
    return _quantity(value, _SECONDS)


def _bytes(value: object) -> object:
    return _quantity(value, _BYTES)


def _quantity(value: object, units: Mapping[str, float]) -> object:
    """Scale a number with a unit; leave anything else to be refused by its type."""
    found = _QUANTITY.match(value.strip()) if isinstance(value, str) else None
    if found is None or found[2] not in units:
        return value
    return float(found[1]) * units[found[2]]


def sendable(text: str) -> bool:
    """Tell whether a text arrives as it is in a header (RFC 9110 §5.5)."""
    return text.isascii() and text.isprintable() and text == text.strip()


def _sendable(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not sendable(value.get_secret_value()):
        msg = "it cannot be sent"  # what is said is `Expects`
        raise ValueError(msg)
    return value


Seconds = Annotated[
    float,
    BeforeValidator(_seconds),
    Field(ge=0.001, le=3600),
    Expects("lama waktu, seperti 500ms atau 8s"),
]
Bytes = Annotated[
    int,
    BeforeValidator(_bytes),
    Field(ge=0, le=64 * 1024**3),
    Expects("ukuran, seperti 512KiB atau 64MiB"),
]
Body = Annotated[
    int,
    BeforeValidator(_bytes),
    Field(ge=1024, le=1024**3),
    Expects("ukuran 1KiB sampai 1GiB, seperti 512KiB"),
]
Count = Annotated[
    int, Field(ge=1, le=1_000_000), Expects("bilangan bulat 1 sampai 1000000")
]
Workers = Annotated[int, Field(ge=1, le=64), Expects("bilangan bulat 1 sampai 64")]
Port = Annotated[
    int, Field(ge=0, le=65535), Expects("bilangan bulat 0 sampai 65535 (0: port bebas)")
]
Switch = Annotated[bool, Expects("true atau false")]
Tristate = Annotated[bool | None, Expects("true atau false")]
Text = Annotated[str, Expects("teks")]
Address = Annotated[
    str | None,
    Field(pattern=r"^https?://[^\s?#]+$"),
    Expects("alamat, seperti https://graf.example.go.id"),
]
Secret = Annotated[
    SecretStr | None,
    Field(min_length=16),
    Expects("teks rahasia, paling sedikit 16 huruf"),
]
Token = Annotated[
    SecretStr | None,
    Field(min_length=16),
    AfterValidator(_sendable),
    Expects(
        "teks rahasia yang dapat dikirim dalam header, paling sedikit 16 huruf: ASCII "
        "saja, tanpa huruf kendali, tanpa spasi di awal atau akhirnya"
    ),
]
Pattern = Annotated[str | None, Expects("pola nama berkas, seperti queries/*.graphql")]
ServerUrl = Annotated[
    SecretStr | None,
    Expects("alamat, seperti redis://valkey:6379/0, rediss://…, atau unix:///…"),
]
FilePath = Annotated[Path, Expects("nama berkas")]
CertificateFile = Annotated[Path | None, Expects("nama berkas yang ada")]
Folder = Annotated[Path | None, Expects("nama folder yang ada")]
ProfileName = Annotated[Profile, Expects("production atau development")]
Level = Annotated[LogLevel, Expects("debug, info, warning, atau error")]


class Settings(BaseSettings):
    """Everything the environment decides."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True
    )

    host: Text = Field("127.0.0.1", description="Alamat tempat gateway mendengarkan.")
    port: Port = Field(8000, description="Port tempat gateway mendengarkan.")
    workers: Workers = Field(
        1,
        description="Banyaknya proses pada satu port, satu untuk setiap inti prosesor; "
        "hanya `gateway serve`.",
    )
    connectors: FilePath = Field(
        Path("connectors.yaml"), description="Berkas konfigurasi konektor."
    )
    profile: ProfileName = Field(
        Profile.PRODUCTION,
        description="`development` membuka introspeksi, halaman coba, dan "
        "`x-gateway-plan`; `production` menutupnya.",
    )
    introspection: Tristate = Field(
        None,
        description="Introspeksi skema. Bawaan: hanya pada profil `development`.",
    )
    coalesce: Switch = Field(
        default=True,
        description="Permintaan baca yang sama dan serentak dijadikan satu.",
    )
    cache_bytes: Bytes = Field(
        64 * 1024**2, description="Memori untuk jawaban yang disimpan; 0 mematikannya."
    )
    public_url: Address = Field(
        None,
        description="Alamat gateway bagi klien, untuk tautan ke `/media`. Bawaan: "
        "GATEWAY_HOST dan GATEWAY_PORT.",
    )
    media_key: Secret = Field(
        None,
        description="Kunci tanda tangan tautan `/media`, sama di semua proses. Tanpa ini "
        "setiap alamat di bawah `media.allow` dapat diminta.",
    )
    valkey_url: ServerUrl = Field(
        None,
        description="Server Valkey atau Redis, tempat jawaban disimpan bersama oleh semua "
        "proses. Tanpa ini setiap proses menyimpan sendiri.",
    )
    valkey_key: Secret = Field(
        None,
        description="Kunci segel isi Valkey, sama di semua proses: yang ditulis pihak lain "
        "tidak dipercaya, dan nama kuncinya tidak dapat ditebak.",
    )
    valkey_ca: CertificateFile = Field(
        None,
        description="Sertifikat CA bagi `rediss://`. Bawaan: CA dari sistem.",
    )
    media_cache_bytes: Bytes = Field(
        32 * 1024**2, description="Memori untuk berkas `/media`; 0 mematikannya."
    )
    document_cache: Count = Field(
        1000, description="Banyaknya dokumen GraphQL yang rencananya disimpan."
    )
    operation_timeout: Seconds = Field(
        8.0, description="Batas waktu satu operasi GraphQL."
    )
    connect_timeout: Seconds = Field(
        1.0, description="Batas waktu menyambung ke layanan OPD."
    )
    head_timeout: Seconds = Field(
        10.0,
        description="Batas waktu menerima kepala (header) satu permintaan, dan bagi "
        "sambungan baru untuk mulai meminta. Yang belum lengkap dijawab 408, lalu "
        "sambungannya ditutup.",
    )
    body_timeout: Seconds = Field(
        10.0,
        description="Batas waktu menerima isi satu permintaan; sesudahnya 408, lalu "
        "sambungannya ditutup.",
    )
    send_timeout: Seconds = Field(
        10.0,
        description="Batas waktu klien tidak mengambil apa pun dari jawabannya; "
        "sesudahnya sambungannya diputus.",
    )
    keep_alive: Seconds = Field(
        5.0,
        description="Lama sambungan yang menganggur dibiarkan terbuka, dibulatkan ke "
        "detik. Di belakang penyeimbang beban isi lebih lama daripada milik "
        "penyeimbang itu (nginx 60s), agar tidak ditutup tepat saat dipakai lagi.",
    )
    shutdown_timeout: Seconds = Field(
        10.0, description="Waktu bagi permintaan berjalan untuk selesai saat berhenti."
    )
    drain_time: Seconds = Field(
        6.0,
        description="Waktu tetap menjawab setelah SIGTERM, sambil meminta klien "
        "pindah; hanya pada profil `production`. Tidak kurang daripada "
        "GATEWAY_KEEP_ALIVE, agar tidak ada sambungan yang diputus tepat saat dipakai lagi.",
    )
    max_body: Body = Field(1024**2, description="Ukuran terbesar isi permintaan.")
    receive_bytes: Bytes = Field(
        64 * 1024**2,
        description="Memori untuk semua permintaan yang belum dijawab, paling "
        "sedikit satu GATEWAY_MAX_BODY; selebihnya dijawab 503, kecuali yang kecil.",
    )
    max_document: Count = Field(
        64 * 1024, description="Panjang terbesar satu dokumen GraphQL, dalam karakter."
    )
    max_tokens: Count = Field(
        2000,
        description="Banyaknya token terbesar dalam satu dokumen. Barisnya paling banyak "
        "dua kali itu, dan 4000 selalu boleh.",
    )
    max_depth: Count = Field(15, description="Kedalaman terbesar satu operasi.")
    max_root_fields: Count = Field(
        20, description="Banyaknya field akar terbesar, alias ikut dihitung."
    )
    max_calls: Count = Field(
        100, description="Banyaknya panggilan terbesar ke OPD dalam satu operasi."
    )
    max_connections: Count = Field(
        10_000,
        description="Banyaknya sambungan serentak; selebihnya dijawab 503. Batas berkas "
        "terbuka (`ulimit -n`) dapat membuatnya lebih kecil.",
    )
    max_requests: Count = Field(
        2000,
        description="Banyaknya operasi yang serentak menunggu OPD; selebihnya dijawab 503. "
        "Menyusut sendiri bila prosesor tidak sanggup.",
    )
    reload: Tristate = Field(
        None,
        description="Muat ulang konfigurasi begitu berkasnya berubah. Bawaan: hanya pada "
        "profil `development`. SIGHUP memuat ulang pada profil mana pun.",
    )
    state_dir: Folder = Field(
        None,
        description="Folder untuk saklar operator (pemeliharaan), milik bersama semua "
        "proses satu mesin; antar mesin lewat GATEWAY_VALKEY_URL. Tanpa keduanya saklar "
        "hilang saat gateway berhenti.",
    )
    snapshot_dir: Folder = Field(
        None,
        description="Folder di disk sendiri untuk jawaban terakhir yang baik, agar OPD yang "
        "padam tetap ada datanya sesudah gateway dimulai ulang. Bawaan: GATEWAY_STATE_DIR; "
        "tanpa keduanya tidak ada yang disimpan di disk.",
    )
    snapshot_bytes: Bytes = Field(
        256 * 1024**2,
        description="Ruang di disk untuk jawaban terakhir yang baik; 0 mematikannya.",
    )
    warm: Pattern = Field(
        None,
        description="Dokumen GraphQL yang dijalankan sebelum gateway siap, misalnya "
        "`queries/*.graphql`; variabelnya di `.json` bernama sama. Yang gagal hanya dicatat.",
    )
    warm_timeout: Seconds = Field(
        10.0, description="Batas waktu untuk semua dokumen GATEWAY_WARM."
    )
    admin_token: Token = Field(
        None,
        description="Token bagi operator untuk `/admin` (`gateway status`, `gateway "
        "maintenance`, `gateway purge`) dan untuk melihat `opd` selengkapnya di `/graphql`. "
        "Tanpa ini `/admin` tidak ada.",
    )
    log: Level = Field(LogLevel.INFO, description="Tingkat catatan (log) ke stderr.")

    @property
    def development(self) -> bool:
        """Tell whether this is the development profile."""
        return self.profile is Profile.DEVELOPMENT

    @property
    def reloads(self) -> bool:
        """Tell whether the configuration is loaded again when its files change."""
        return self.development if self.reload is None else self.reload

    @property
    def public(self) -> str:
        """Return the gateway's own address as clients see it, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def snapshots(self) -> Path | None:
        """Return the folder for snapshots; None where there are to be none."""
        return (self.snapshot_dir or self.state_dir) if self.snapshot_bytes else None

    @property
    def introspects(self) -> bool:
        """Tell whether introspection is answered."""
        if self.introspection is None:
            return self.development
        return self.introspection


def read_settings(**given: object) -> Settings:
    """Read the environment; what is `given` wins over it.

    Raises SettingsError naming every wrong or misspelt variable at once.
    """
    problems = list(_misspelt(os.environ))
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        problems += [_complaint(detail) for detail in error.errors()]
        raise SettingsError("\n".join(problems)) from error
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def variable(field: str) -> str:
    """Name the environment variable of a field."""
    return PREFIX + field.upper()


def expected(field: str) -> str:
    """Say in Indonesian what a field's text must be."""
    metadata = Settings.model_fields[field].metadata
    return next(mark.text for mark in metadata if isinstance(mark, Expects))


def _complaint(detail: ErrorDetails) -> str:
    field = str(detail["loc"][0])
    given = "nilainya" if field in _SECRETS else f"`{detail['input']}`"
    return f"{variable(field)}: {given} tidak sah; diharapkan {expected(field)}"


def _misspelt(environ: Mapping[str, str]) -> Iterator[str]:
    """Find variables that are nearly one of ours.

    Others with the prefix are left alone: orchestrators add their own.
    """
    known = [variable(field) for field in Settings.model_fields]
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.9)
            if near:
                yield f"{name}: tidak dikenal; mungkin maksudnya `{near[0]}`?"
