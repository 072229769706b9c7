"""Every failure the gateway can name.

    GatewayError
    ├── StartupError              shown to the operator, then exit
    │   ├── ConfigError           connectors.yaml: every problem (config/problems.py)
    │   └── SettingsError         GATEWAY_* environment
    ├── RequestError              the whole request is refused; answered with its code
    └── FieldError                one field is null; its siblings live
        ├── UpstreamError         an OPD's trouble; says whether the request was sent
        │   ├── UpstreamUnavailable    refused, DNS, TLS, 5xx, breaker open
        │   ├── UpstreamTimeout        connect, total or operation deadline
        │   ├── UpstreamBusy           bulkhead or rate full, 429
        │   ├── UpstreamBlocked        address outside `network:`, redirect
        │   ├── UpstreamAuth           our credential was refused
        │   ├── UpstreamBadBody        undecodable, too large, truncated, not HTTP
        │   ├── UpstreamBadValue       a value breaks its declared type
        │   ├── UpstreamRejected       the OPD said no
        │   ├── UpstreamUnknown        a write whose outcome is not known
        │   └── Maintenance            switched off by the operator
        └── BadInput, Unauthenticated, TooCostly, Internal

The codes are a closed list, `CODES`; docs/kode-galat.md is made from it.
"""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final


class Sent(Enum):
    """Whether an upstream request reached the service, as far as we can tell."""

    NO = "not sent"
    YES = "sent"
    UNKNOWN = "unknown"


class Cause(Enum):
    """Why no connection to a service stood: for the operator by name, else in words."""

    DNS = "its name is not known"
    REFUSED = "it refuses connections"
    UNREACHABLE = "no way leads there"
    CONNECT = "nothing answers there"
    EXPIRED = "its certificate has expired"
    OTHER_HOST = "its certificate is for another host"
    UNTRUSTED = "its certificate is not to be trusted"
    TLS = "it does not agree on TLS"


@dataclass(frozen=True, slots=True)
class Code:
    """One error code of the closed list.

    `pesan` is Indonesian and fit to show to a citizen; `when` is for the docs.
    `breaker` tells whether it counts against the connector's breaker.
    """

    name: str
    retryable: bool
    breaker: bool
    pesan: str
    when: str


CODES: Final = {
    code.name: code
    for code in (
        Code(
            "UPSTREAM_UNAVAILABLE",
            retryable=True,
            breaker=True,
            pesan="Layanan ini sedang tidak dapat dihubungi. Silakan coba lagi nanti.",
            when="Koneksi ditolak, DNS atau TLS gagal, jawaban 5xx, atau pemutus terbuka",
        ),
        Code(
            "UPSTREAM_TIMEOUT",
            retryable=True,
            breaker=True,
            pesan="Layanan ini terlalu lama menjawab. Silakan coba lagi.",
            when="Batas waktu koneksi, panggilan, atau operasi terlampaui",
        ),
        Code(
            "UPSTREAM_BUSY",
            retryable=True,
            breaker=False,
            pesan="Layanan ini sedang sibuk. Silakan coba lagi sebentar lagi.",
            when="Batas panggilan serentak atau laju penuh, atau jawaban 429",
        ),
        Code(
            "UPSTREAM_BLOCKED",
            retryable=False,
            breaker=False,
            pesan="Layanan ini tidak dapat dipakai karena salah pengaturan.",
            when="Alamat di luar `network:` konektor, atau layanan mengalihkan (redirect)",
        ),
        Code(
            "UPSTREAM_AUTH",
            retryable=False,
            breaker=False,
            pesan="Layanan ini menolak akses gateway. Petugas perlu memeriksanya.",
            when="Kredensial gateway ditolak (401/403)",
        ),
        Code(
            "UPSTREAM_BAD_BODY",
            retryable=True,
            breaker=True,
            pesan="Jawaban layanan ini tidak dapat dibaca. Silakan coba lagi nanti.",
            when="Jawaban tidak dapat diurai, jenis isi salah, terlalu besar, terpotong, atau melanggar HTTP",
        ),
        Code(
            "UPSTREAM_BAD_VALUE",
            retryable=False,
            breaker=False,
            pesan="Sebagian data dari layanan ini tidak sah dan tidak ditampilkan.",
            when="Nilai tidak sesuai jenisnya (path nilai), baris dibuang, atau galat daftar lebih dari seratus (path daftar, `count`)",
        ),
        Code(
            "UPSTREAM_REJECTED",
            retryable=False,
            breaker=False,
            pesan="Permintaan ditolak oleh layanan ini.",
            when="Layanan menjawab tidak: `success` tidak terpenuhi, atau 4xx",
        ),
        Code(
            "UPSTREAM_UNKNOWN",
            retryable=False,
            breaker=True,
            pesan="Hasil permintaan belum diketahui. Periksa dahulu sebelum mengirim ulang.",
            when="Permintaan tulis terkirim tetapi hasilnya tidak diketahui",
        ),
        Code(
            "MAINTENANCE",
            retryable=True,
            breaker=False,
            pesan="Layanan ini sedang dalam pemeliharaan.",
            when="Konektor dimatikan oleh operator",
        ),
        Code(
            "UNAUTHENTICATED",
            retryable=False,
            breaker=False,
            pesan="Silakan masuk terlebih dahulu.",
            when="Data pribadi diminta tanpa masuk, atau layanan menolak token warga",
        ),
        Code(
            "FORBIDDEN",
            retryable=False,
            breaker=False,
            pesan="Anda tidak berhak mengakses data ini.",
            when="Pengguna tidak berhak, menurut gateway atau layanannya",
        ),
        Code(
            "RATE_LIMITED",
            retryable=True,
            breaker=False,
            pesan="Terlalu banyak permintaan. Silakan coba lagi sebentar lagi.",
            when="Klien melampaui batas laju, atau gateway sendiri terlalu sibuk (HTTP 503)",
        ),
        Code(
            "TOO_COSTLY",
            retryable=False,
            breaker=False,
            pesan="Permintaan ini terlalu besar. Kurangi jumlah data yang diminta.",
            when="Permintaan melampaui batas ukuran, token, kedalaman, field akar, atau jumlah panggilan, atau jawabannya akan terlalu besar",
        ),
        Code(
            "BAD_USER_INPUT",
            retryable=False,
            breaker=False,
            pesan="Ada isian yang tidak sah. Periksa kembali isian Anda.",
            when="Nilai argumen atau variabel tidak sah",
        ),
        Code(
            "IDEMPOTENCY_KEY_REQUIRED",
            retryable=False,
            breaker=False,
            pesan="Permintaan tidak dapat diproses tanpa kunci pengiriman.",
            when="Mutasi tanpa kunci idempotensi",
        ),
        Code(
            "IDEMPOTENCY_KEY_REUSED",
            retryable=False,
            breaker=False,
            pesan="Kunci pengiriman ini sudah dipakai untuk isian lain.",
            when="Kunci idempotensi dipakai ulang dengan isian berbeda",
        ),
        Code(
            "GRAPHQL_PARSE_FAILED",
            retryable=False,
            breaker=False,
            pesan="Permintaan tidak dapat dibaca.",
            when="Dokumen bukan GraphQL yang sah",
        ),
        Code(
            "GRAPHQL_VALIDATION_FAILED",
            retryable=False,
            breaker=False,
            pesan="Permintaan tidak sesuai dengan skema.",
            when="Dokumen tidak lolos validasi terhadap skema",
        ),
        Code(
            "PERSISTED_QUERY_NOT_FOUND",
            retryable=False,
            breaker=False,
            pesan="Permintaan tersimpan tidak ditemukan.",
            when="Hash dokumen tersimpan tidak dikenal",
        ),
        Code(
            "INTERNAL",
            retryable=True,
            breaker=False,
            pesan="Terjadi kesalahan pada gateway. Silakan coba lagi.",
            when="Kesalahan di dalam gateway",
        ),
    )
}


class GatewayError(Exception):
    """The root of the tree."""


class StartupError(GatewayError):
    """The gateway cannot start; the text names the place and the remedy."""


class SettingsError(StartupError):
    """A GATEWAY_* variable is wrong."""


class CodedError(GatewayError):
    """An error of the closed list of codes.

    `message` is English, for developers, and never carries an upstream's
    body, address or header. `pesan` is shown to citizens; None takes the
    code's own.
    """

    code: ClassVar[str] = "INTERNAL"

    def __init__(
        self,
        message: str,
        *,
        pesan: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.pesan = pesan
        self.retry_after = retry_after


class RequestError(CodedError):
    """The whole request is refused, with an HTTP status."""

    def __init__(self, code: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.refusal = code
        self.status = status


class FieldError(CodedError):
    """One field is null; its siblings live."""


class UpstreamError(FieldError):
    """An OPD's trouble. `sent` tells whether the request reached it.

    After one that is `final` it is of no use to send the request again at once.
    `status` is the HTTP status that says of the trouble; None where there is none.
    `cause` says why there was no connection, where that is known.
    """

    final: bool = False
    status: int | None = None
    cause: Cause | None = None

    def __init__(
        self,
        message: str,
        *,
        sent: Sent = Sent.UNKNOWN,
        pesan: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, pesan=pesan, retry_after=retry_after)
        self.sent = sent


class UpstreamUnavailable(UpstreamError):  # noqa: N818 - named as its code
    """Refused, DNS, TLS, 5xx, breaker open."""

    code = "UPSTREAM_UNAVAILABLE"


class UpstreamTimeout(UpstreamError):  # noqa: N818 - named as its code
    """A connect, total or operation deadline passed."""

    code = "UPSTREAM_TIMEOUT"


class UpstreamBusy(UpstreamError):  # noqa: N818 - named as its code
    """The bulkhead or rate is full, or the OPD said 429."""

    code = "UPSTREAM_BUSY"


class UpstreamBlocked(UpstreamError):  # noqa: N818 - named as its code
    """The address is outside the connector's network, or it redirected."""

    code = "UPSTREAM_BLOCKED"


class UpstreamAuth(UpstreamError):  # noqa: N818 - named as its code
    """The OPD refused the gateway's own credential."""

    code = "UPSTREAM_AUTH"


class UpstreamBadBody(UpstreamError):  # noqa: N818 - named as its code
    """The answer is undecodable, too large, truncated or not HTTP."""

    code = "UPSTREAM_BAD_BODY"


class UpstreamBadValue(UpstreamError):  # noqa: N818 - named as its code
    """A value breaks its declared type."""

    code = "UPSTREAM_BAD_VALUE"


class UpstreamRejected(UpstreamError):  # noqa: N818 - named as its code
    """The OPD said no."""

    code = "UPSTREAM_REJECTED"


class ValueRejected(UpstreamRejected):
    """The OPD refused one value of an answer; the others live."""


class UpstreamUnknown(UpstreamError):  # noqa: N818 - named as its code
    """A write whose outcome is not known."""

    code = "UPSTREAM_UNKNOWN"


class Maintenance(UpstreamError):  # noqa: N818 - named as its code
    """The operator has switched the connector off."""

    code = "MAINTENANCE"


class BadInput(FieldError):  # noqa: N818 - named as its code
    """An argument's value is refused; `argument` is its name, where it is known."""

    code = "BAD_USER_INPUT"

    def __init__(
        self, message: str, *, pesan: str | None = None, argument: str | None = None
    ) -> None:
        super().__init__(message, pesan=pesan)
        self.argument = argument


class Unauthenticated(FieldError):  # noqa: N818 - named as its code
    """Personal data was asked for without a login."""

    code = "UNAUTHENTICATED"


class Forbidden(FieldError):  # noqa: N818 - named as its code
    """The service does not allow this to the citizen who asks."""

    code = "FORBIDDEN"


class TooCostly(FieldError):  # noqa: N818 - named as its code
    """The operation would make more calls than it may."""

    code = "TOO_COSTLY"


class Internal(FieldError):  # noqa: N818 - named as its code
    """A fault of the gateway's own; `number` is that under which the log has it, if it has."""

    code = "INTERNAL"

    def __init__(self, message: str, *, number: str | None = None) -> None:
        super().__init__(message)
        self.number = number
