"""Words of a connector's credentials: one record a kind."""

import re
from typing import Final

from gateway.config.kinds import (
    Choice,
    Free,
    Key,
    List,
    Names,
    Record,
    Shapes,
    Text,
    Variants,
    Wrong,
)
from gateway.config.nodes import Scalar
from gateway.config.templates import template
from gateway.config.vocabulary.calls import CONDITION
from gateway.config.vocabulary.formats import FORMAT
from gateway.config.vocabulary.scalars import (
    ENDPOINT,
    PATH,
    REQUEST,
    STATUS,
    TEXT,
    URL,
    WAIT,
)

_NOUN: Final = "jenis kredensial"
_FUNCTION: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*\Z", re.ASCII)


def _secret(node: Scalar) -> object:
    if node.written is None:
        return Wrong(
            "rahasia tertulis langsung di berkas",
            "pindahkan ke variabel lingkungan, lalu tulis `${NAMA}`",
        )
    return node.word()


def _open_template(node: Scalar) -> object:
    if node.written is not None:
        return Wrong(
            "template kredensial tidak memuat `${…}`",
            "pindahkan ke `values` (`hmac`), atau ke kredensial `header` tersendiri",
        )
    return template(node)


def _refusal(node: Scalar) -> object:
    return node.word() if node.text == "html" else STATUS.parse(node)


def _function(node: Scalar) -> object:
    return node.word() if _FUNCTION.match(node.text) else None


SECRET: Final = Text("rahasia", "`${NAMA}`", _secret, r".*\$\{.*")
FUNCTION: Final = Text("nama fungsi", "`paket.modul:fungsi`", _function, r"[\w.]+:\w+")
_OPEN: Final = Text("template", 'misalnya "Bearer {token}"', _open_template)
_HEADERS: Final = Names("header", _OPEN)
_QUERY: Final = Names("parameter", _OPEN)


def _places(default: str | None) -> tuple[Key, ...]:
    return (
        Key(
            "headers",
            _HEADERS,
            "Header yang membawanya, sebagai template.",
            default=default,
            example='{Authorization: "Apikey {token}"}',
        ),
        Key(
            "query",
            _QUERY,
            "Parameter query yang membawanya, sebagai template.",
            example='{access_token: "{token}"}',
        ),
    )


_TOKEN_PLACES: Final = _places('{Authorization: "Bearer {token}"}')
_REFUSAL: Final = Text(
    "status HTTP atau `html`",
    "status seperti `401`, atau `html`",
    _refusal,
    "[1-5][0-9]{2}|html",
    ("integer", "string"),
)
_REFUSED: Final = Key(
    "refused",
    List(Shapes(scalar=_REFUSAL, pairs=CONDITION), single=True),
    "Jawaban lain yang, seperti 401 dan 403, berarti kredensial ditolak: `UPSTREAM_AUTH`, dan "
    "operator diberi tahu.",
    example="{path: message, in: [Invalid key]}",
)
_UNACCEPTED: Final = Key(
    "refused",
    _REFUSED.kind,
    "Jawaban lain yang, seperti 401, berarti token warga ditolak: `UNAUTHENTICATED`.",
    example="{path: message, in: [Token expired]}",
)
_RENEWED: Final = Key(
    "refused",
    _REFUSED.kind,
    "Jawaban yang berarti kredensial ditolak: diperbarui sekali, lalu diminta ulang. "
    "`html` berarti halaman apa pun, misalnya formulir masuk yang datang dengan status 200.",
    default="[401, 403]",
    example="[401, {path: code, in: ['TOKEN_EXPIRED']}]",
)
_LIFETIME: Final = Key(
    "lifetime",
    WAIT,
    "Masa berlaku bila jawabannya tidak menyebutkan.",
    default="sampai ditolak",
    example="50m",
)
_EARLY: Final = Key(
    "early", WAIT, "Diperbarui sekian lama sebelum habis.", default="30s", example="1m"
)
_USER: Final = Key(
    "user", TEXT, "Nama pengguna.", required=True, example="${PERPUS_USER}"
)
_PASSWORD: Final = Key(
    "password", SECRET, "Kata sandi.", required=True, example="${PERPUS_PASSWORD}"
)
_SIGN_IN: Final = Record(
    "`call` masuk",
    "Permintaan masuk. Bentuk pendek: `POST /login`. Tanpa argumen.",
    (
        Key(
            "request",
            REQUEST,
            "Metode dan path.",
            required=True,
            example="POST /login",
        ),
        Key(
            "query",
            Names("parameter", TEXT),
            "Parameter query.",
            example="{app: gateway}",
        ),
        Key("headers", Names("header", TEXT), "Header.", example="{X-App: gateway}"),
        Key(
            "form",
            Names("isian", TEXT),
            "Isi sebagai formulir.",
            example='{user: "${U}", pass: "${P}"}',
        ),
        Key(
            "json",
            Free("JSON"),
            "Isi sebagai JSON.",
            example='{user: "${U}", pass: "${P}"}',
        ),
        Key("text", TEXT, "Isi apa adanya, misalnya XML.", example='"${U}|${P}"'),
    ),
    "request",
)
_CALL: Final = Key(
    "call", _SIGN_IN, "Permintaan masuk.", required=True, example="POST /login"
)
_BASE: Final = Key(
    "url",
    URL,
    "Alamat layanan masuk, bila bukan `url` konektor.",
    example="${SSO_URL}",
    also=("login_url", "base_url"),
)
_DIGESTS: Final = {"sha256": "SHA-256", "sha1": "SHA-1", "sha512": "SHA-512"}
_FORMS: Final = {
    "hex": "heksadesimal kecil",
    "HEX": "heksadesimal besar",
    "base64": "base64",
    "base64url": "base64url tanpa `=`",
}
_BODY_HASH: Final = Record(
    "`body_hash`",
    "Hash isi permintaan, `{body_hash}`.",
    (
        Key("algorithm", Choice("algoritma", _DIGESTS), "Algoritma.", default="sha256"),
        Key("encoding", Choice("penulisan", _FORMS), "Penulisan.", default="hex"),
    ),
    "algorithm",
)


def _kind(name: str, about: str, *keys: Key) -> Record:
    kind = Key("kind", Choice(_NOUN, {name: about}), "Jenisnya.", required=True)
    return Record(f"`auth` jenis `{name}`", about, (kind, *keys))


def _given(name: str, about: str, *keys: Key) -> Record:
    """Make the record of a credential that is given, and fetched nowhere."""
    return _kind(name, about, *keys, _REFUSED)


AUTH_RECORDS: Final = {
    "none": _kind("none", "Tanpa kredensial."),
    "header": _given(
        "header",
        "Kunci dalam satu header.",
        Key("name", TEXT, "Nama header.", required=True, example="X-Api-Key"),
        Key("value", SECRET, "Isinya.", required=True, example="Apikey ${PERPUS_KEY}"),
    ),
    "query": _given(
        "query",
        "Kunci dalam satu parameter query.",
        Key("name", TEXT, "Nama parameter.", required=True, example="api_key"),
        Key("value", SECRET, "Isinya.", required=True, example="${PERPUS_KEY}"),
    ),
    "path": _given(
        "path",
        "Kunci dalam path, antara `url` dan path panggilan.",
        Key(
            "value",
            SECRET,
            "Bagian path-nya; `/` memisahkan beberapa.",
            required=True,
            example="key/${PERPUS_KEY}",
        ),
        Key(
            "at",
            Choice("letak", {"start": "sebelum path panggilan", "end": "sesudahnya"}),
            "Letaknya.",
            default="start",
        ),
    ),
    "body": _given(
        "body",
        "Isian dalam formulir, JSON, atau XML yang dikirim.",
        Key(
            "fields",
            Names("isian", SECRET),
            "Isian dan nilainya; titik menuruni objek atau elemen.",
            required=True,
            example='{auth.user: "${U}", auth.key: "${K}"}',
        ),
    ),
    "basic": _given(
        "basic",
        "Nama dan sandi, RFC 7617.",
        _USER,
        _PASSWORD,
        Key(
            "header",
            TEXT,
            "Nama headernya.",
            default="Authorization",
            example="X-Authorization",
        ),
    ),
    "digest": _given("digest", "Nama dan sandi, RFC 7616.", _USER, _PASSWORD),
    "bearer": _given(
        "bearer",
        "Token tetap.",
        Key("token", SECRET, "Tokennya.", example="${PERPUS_TOKEN}"),
        Key(
            "file",
            TEXT,
            "Berkas tokennya, dibaca ulang bila berubah.",
            example="/run/secrets/token",
        ),
        *_TOKEN_PLACES,
    ),
    "oauth2_client_credentials": _kind(
        "oauth2_client_credentials",
        "Token OAuth 2.0 milik gateway, RFC 6749 §4.4.",
        Key(
            "token_url",
            ENDPOINT,
            "Alamat tokennya; isian yang sudah ada di parameternya tidak dikirim lagi.",
            required=True,
            example="https://sso.example.go.id/token",
        ),
        Key("client_id", TEXT, "Nama klien.", required=True, example="${SSO_ID}"),
        Key(
            "client_secret",
            SECRET,
            "Rahasia klien.",
            required=True,
            example="${SSO_SECRET}",
        ),
        Key("scope", TEXT, "Cakupan yang diminta.", example="penduduk.baca"),
        Key("audience", TEXT, "Untuk layanan mana.", example="dukcapil"),
        Key(
            "client_auth",
            Choice(
                "cara mengirim nama klien",
                {"basic": "header Basic", "body": "isian formulir"},
            ),
            "Cara mengirim nama dan rahasia klien.",
            default="basic",
        ),
        Key(
            "form",
            Names("isian", TEXT),
            "Isian lain pada permintaan token.",
            example="{tenant: lampung}",
        ),
        Key(
            "token",
            PATH,
            "Letak token dalam jawaban.",
            default="access_token",
            example="data.token",
        ),
        Key(
            "expires",
            PATH,
            "Letak masa berlaku: detik, waktu Unix, atau waktu ISO.",
            default="expires_in",
            example="data.kedaluwarsa",
            also=("expires_in",),
        ),
        _LIFETIME,
        _EARLY,
        *_TOKEN_PLACES,
        _RENEWED,
    ),
    "login": _kind(
        "login",
        "Masuk lebih dahulu; jawabannya memuat token.",
        _CALL,
        _BASE,
        FORMAT,
        Key(
            "token", PATH, "Letak token dalam jawaban.", required=True, example="token"
        ),
        Key(
            "expires",
            PATH,
            "Letak masa berlaku: detik, waktu Unix, atau waktu ISO.",
            example="data.kedaluwarsa",
            also=("expires_in",),
        ),
        _LIFETIME,
        _EARLY,
        *_TOKEN_PLACES,
        _RENEWED,
    ),
    "session": _kind(
        "session",
        "Masuk lebih dahulu; jawabannya memuat cookie. Hanya untuk gateway sendiri.",
        _CALL,
        _BASE,
        Key(
            "cookie",
            List(TEXT, single=True),
            "Nama cookie yang dikirim kembali.",
            required=True,
            example="PHPSESSID",
            also=("cookies",),
        ),
        _LIFETIME,
        Key(
            "refused",
            _REFUSED.kind,
            "Jawaban yang berarti sesi habis: masuk lagi sekali, lalu diminta ulang.",
            default="[401, 403, 302, html]",
            example="[401, html]",
        ),
    ),
    "hmac": _given(
        "hmac",
        "Tanda tangan HMAC atas teks yang dibuat dari permintaan.",
        Key("key", SECRET, "Kuncinya.", required=True, example="${BPJS_SECRET}"),
        Key(
            "key_encoding",
            Choice(
                "penulisan kunci",
                {"text": "apa adanya", "hex": "heksadesimal", "base64": "base64"},
            ),
            "Penulisan kuncinya.",
            default="text",
        ),
        Key("algorithm", Choice("algoritma", _DIGESTS), "Algoritma.", default="sha256"),
        Key(
            "sign",
            _OPEN,
            "Teks yang ditandatangani. Tersedia `{method}`, `{host}`, `{path}`, "
            "`{query}`, `{sorted_query}`, `{target}` (path dan query), `{body}`, "
            "`{body_hash}`, `{timestamp}`, `{timestamp_ms}`, `{date}`, `{nonce}`, "
            "`{token}` dari kredensial sebelumnya, dan kata-kata `values`.",
            required=True,
            example='"{consid}&{timestamp}"',
        ),
        Key(
            "encoding",
            Choice("penulisan", _FORMS),
            "Penulisan tanda tangannya.",
            default="base64",
        ),
        Key(
            "body_hash",
            _BODY_HASH,
            "Cara membuat `{body_hash}`.",
            default="sha256",
            example="sha512",
        ),
        Key(
            "values",
            Names("kata", SECRET),
            "Kata-kata lain untuk template.",
            example='{consid: "${BPJS_CONSID}"}',
        ),
        Key(
            "date",
            TEXT,
            "Penulisan `{date}`: `http`, `iso`, atau pola tanggal.",
            default="http",
            example="yyyy-MM-dd'T'HH:mm:ssXXX",
        ),
        Key(
            "zone",
            TEXT,
            "Zona `{date}`.",
            default="UTC",
            example="WIB",
        ),
        Key(
            "nonce",
            Choice(
                "bentuk nonce",
                {
                    "hex": "32 heksadesimal",
                    "uuid": "UUID",
                    "digits": "32 angka",
                },
            ),
            "Bentuk `{nonce}`.",
            default="hex",
        ),
        Key(
            "headers",
            _HEADERS,
            "Header yang dikirim, sebagai template; tersedia juga `{signature}`.",
            example='{X-cons-id: "{consid}", X-signature: "{signature}"}',
        ),
        Key(
            "query",
            _QUERY,
            "Parameter query yang dikirim, sebagai template.",
            example='{sig: "{signature}"}',
        ),
    ),
    "mtls": _given(
        "mtls",
        "Sertifikat klien.",
        Key(
            "cert",
            TEXT,
            "Berkas sertifikat (PEM), relatif terhadap berkas ini.",
            required=True,
            example="/run/secrets/klien.pem",
            also=("client_cert",),
        ),
        Key(
            "key",
            TEXT,
            "Berkas kunci (PEM), tanpa sandi.",
            required=True,
            example="/run/secrets/klien.key",
            also=("client_key",),
        ),
    ),
    "forward": _kind(
        "forward",
        "Token milik warga yang bertanya. Semua jawaban konektor ini menjadi miliknya "
        "sendiri, dan hanya ada setelah masuk.",
        *_TOKEN_PLACES,
        _UNACCEPTED,
    ),
    "plugin": _given(
        "plugin",
        "Fungsi Python untuk yang tidak dapat dinyatakan di sini.",
        Key(
            "sign",
            FUNCTION,
            "Fungsi yang menandatangani permintaan.",
            example="opd_bpjs.sandi:sign",
        ),
        Key(
            "decrypt",
            FUNCTION,
            "Fungsi yang membuka isi jawaban.",
            example="opd_bpjs.sandi:decrypt",
        ),
        Key(
            "with",
            Names("pilihan", TEXT),
            "Pilihan bagi fungsi itu.",
            example='{consid: "${BPJS_CONSID}"}',
        ),
    ),
}
_ONE: Final = Variants(_NOUN, "kind", AUTH_RECORDS)
AUTH: Final = Key(
    "auth",
    Shapes(scalar=_ONE, pairs=_ONE, items=List(_ONE)),
    "Cara gateway membuktikan diri kepada layanan; daftar diterapkan berurutan.",
    default="none",
    example="{kind: basic, user: '${U}', password: '${P}'}",
    also=("authentication", "credentials", "security"),
)
TLS: Final = Key(
    "tls",
    Record(
        "`tls`",
        "Kepercayaan TLS bagi satu konektor.",
        (
            Key(
                "ca",
                TEXT,
                "Berkas CA (PEM), relatif terhadap berkas ini; menggantikan CA sistem.",
                example="ca-pemprov.pem",
            ),
            Key(
                "server_name",
                TEXT,
                "Nama yang harus ada di sertifikat, bila bukan nama host.",
                example="layanan.lampungprov.go.id",
            ),
        ),
        hints={
            "client_cert": "tulis `auth: {kind: mtls, cert: …, key: …}`",
            "client_key": "tulis `auth: {kind: mtls, cert: …, key: …}`",
        },
    ),
    "Kepercayaan TLS, misalnya CA sendiri.",
    example="{ca: ca-pemprov.pem}",
)
