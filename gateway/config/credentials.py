"""Credentials: how the gateway proves to a service who is asking.

Each kind is a frozen value. What came from the environment is a `Word` whose
`repr` shows the reference, and stays out of the values' own `repr` besides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from gateway.config.formats import Format
from gateway.config.place import NOWHERE, Place, Word

if TYPE_CHECKING:  # model/ holds the connector that these are the credentials of
    from gateway.config.model import Condition, Const, Template
from gateway.config.steps import Path

Named: TypeAlias = "tuple[tuple[Word, Template], ...]"
"""Headers or query parameters by name, as templates."""

MOMENTS: Final = frozenset(
    {
        "method",
        "host",
        "path",
        "query",
        "sorted_query",
        "target",
        "body",
        "body_hash",
        "timestamp",
        "timestamp_ms",
        "date",
        "nonce",
    }
)
"""What a signature may say of a request, and of the moment it is made in."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a request what a credential makes is put."""

    headers: Named = field(default=(), repr=False)
    query: Named = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Which answers say that a credential is not, or no longer, good.

    `format` is how their bodies are read for `conditions`. With `pages` every
    HTML page does: a login form, where data was asked for.
    """

    statuses: tuple[int, ...] = (401, 403)
    conditions: "tuple[Condition, ...]" = ()
    pages: bool = False
    format: Format = field(default_factory=Format)


@dataclass(frozen=True, slots=True)
class Issue:
    """How a token is read from the answer that issues it.

    `expires` leads to its life in seconds, to a Unix time, or to a moment in
    ISO 8601; `lifetime` holds where that says nothing. It is renewed `early`
    seconds before its end. All are in seconds.
    """

    token: "Path" = ()
    expires: "Path | None" = None
    lifetime: float | None = None
    early: float = 30.0
    format: Format = field(default_factory=Format)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The request that logs the gateway itself in. `base` replaces the connector's.

    At most one of `form`, `json` and `text` is set.
    """

    method: str
    path: str
    query: tuple[tuple[str, Word], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, Word], ...] = field(default=(), repr=False)
    form: tuple[tuple[str, Word], ...] | None = field(default=None, repr=False)
    json: "Const" = field(default=None, repr=False)
    text: Word | None = field(default=None, repr=False)
    base: Word | None = None
    at: Place = NOWHERE


# ------------------------------------------------------------------ the kinds


@dataclass(frozen=True, slots=True)
class HeaderKey:
    """A header with a fixed value."""

    word: ClassVar[str] = "header"
    name: Word
    value: Word = field(repr=False)
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class QueryKey:
    """A query parameter with a fixed value."""

    word: ClassVar[str] = "query"
    name: Word
    value: Word = field(repr=False)
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class PathKey:
    """A key as segments of the path, behind the base URL, or `last`."""

    word: ClassVar[str] = "path"
    value: Word = field(repr=False)
    last: bool = False
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class BodyFields:
    """Fields added to a form, to a JSON object or to an XML document, by path."""

    word: ClassVar[str] = "body"
    fields: "tuple[tuple[Path, Word], ...]" = field(repr=False)
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Basic:
    """RFC 7617."""

    word: ClassVar[str] = "basic"
    user: Word = field(repr=False)
    password: Word = field(repr=False)
    header: str = "Authorization"
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Digest:
    """RFC 7616."""

    word: ClassVar[str] = "digest"
    user: Word = field(repr=False)
    password: Word = field(repr=False)
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token that is given: as it is, or in a file that others renew."""

    word: ClassVar[str] = "bearer"
    token: Word | None = field(default=None, repr=False)
    file: Word | None = None
    places: Places = Places()
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """OAuth 2.0, RFC 6749 §4.4. `form` are further fields of the token request."""

    word: ClassVar[str] = "oauth2_client_credentials"
    token_url: Word
    client_id: Word = field(repr=False)
    client_secret: Word = field(repr=False)
    form: tuple[tuple[str, Word], ...] = field(default=(), repr=False)
    in_body: bool = False
    issue: Issue = Issue()
    places: Places = Places()
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Login:
    """A login that answers with a token."""

    word: ClassVar[str] = "login"
    call: SignIn
    issue: Issue = Issue()
    places: Places = Places()
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Session:
    """A login that answers with cookies, which are sent back by name."""

    word: ClassVar[str] = "session"
    call: SignIn
    cookies: tuple[Word, ...] = ()
    lifetime: float | None = None
    at: Place = NOWHERE
    refused: Refused = Refused((401, 403, 302), pages=True)


@dataclass(frozen=True, slots=True)
class Hmac:
    """A keyed hash of a text that is made of the request.

    `values` are further words for the templates. `key_form` is text, hex or
    base64; `form` and `body_form` are hex, HEX, base64 or base64url; `nonce` is
    hex, uuid or digits. `date` is a date pattern, `http` or `iso`.
    """

    word: ClassVar[str] = "hmac"
    key: Word = field(repr=False)
    sign: "Template" = field(repr=False)
    algorithm: str = "sha256"
    key_form: str = "text"
    form: str = "base64"
    body_algorithm: str = "sha256"
    body_form: str = "hex"
    values: Mapping[str, Word] = field(default_factory=dict[str, Word], repr=False)
    date: Word = Word("http")  # noqa: RUF009 - a text, which nothing changes
    zone: Word | None = None
    nonce: str = "hex"
    places: Places = Places()
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class MutualTls:
    """A client certificate: the names of two files."""

    word: ClassVar[str] = "mtls"
    cert: Word
    key: Word
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Forward:
    """The citizen's own token."""

    word: ClassVar[str] = "forward"
    places: Places = Places()
    at: Place = NOWHERE
    refused: Refused = Refused()


@dataclass(frozen=True, slots=True)
class Plugin:
    """Functions that sign a request or open an answer, as `package.module:function`."""

    word: ClassVar[str] = "plugin"
    sign: Word | None = None
    decrypt: Word | None = None
    options: Mapping[str, Word] = field(default_factory=dict[str, Word], repr=False)
    at: Place = NOWHERE
    refused: Refused = Refused()


Credential: TypeAlias = (
    HeaderKey
    | QueryKey
    | PathKey
    | BodyFields
    | Basic
    | Digest
    | Bearer
    | ClientCredentials
    | Login
    | Session
    | Hmac
    | MutualTls
    | Forward
    | Plugin
)
TOKENS: Final = (Bearer, ClientCredentials, Login, Forward)
"""Kinds that make a `{token}`, which those behind them may use."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Whom a connector trusts: the file of a CA, and the name it must prove."""

    ca: Word | None = None
    server_name: Word | None = None
    at: Place = NOWHERE
