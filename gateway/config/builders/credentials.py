"""The credentials of a connector, in the order they are applied in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit

from gateway.config.builders.answers import condition, conditions, path_of
from gateway.config.builders.formats import body_format, judge_format
from gateway.config.builders.signin import sign_in
from gateway.config.credentials import (
    Basic,
    Bearer,
    BodyFields,
    ClientCredentials,
    Credential,
    Digest,
    Forward,
    HeaderKey,
    Hmac,
    Issue,
    Login,
    MutualTls,
    PathKey,
    Places,
    Plugin,
    QueryKey,
    Refused,
    Session,
    Tls,
)
from gateway.config.formats import Format
from gateway.config.kinds import Wrong
from gateway.config.model import Template
from gateway.config.notes import Notes
from gateway.config.paths import parse_path
from gateway.config.place import NOWHERE, Word
from gateway.config.section import Section
from gateway.config.steps import Path, Pick

Make: TypeAlias = Callable[[Section, Notes], Credential | None]

_BEARER: Final = ((Word("Authorization"), Template(("Bearer ", ("token",), ""))),)
_EARLY: Final = 30.0


def credentials(
    section: Section, format_: Format, notes: Notes
) -> tuple[Credential, ...]:
    """Build the credentials of a connector's section.

    `format_` is how the connector's answers are written.
    """
    made: list[Credential] = []
    for stated in _stated(section):
        kind = str(stated.get("kind", Word))
        make = _MAKERS.get(kind)
        if make is None or stated.broken:
            continue  # none, or refused already
        judge_format(stated, notes)
        conditions(stated, notes)
        one = make(stated, notes)
        if one is not None:
            refused = _refused(stated, format_, one)
            made.append(replace(one, refused=refused))
    return tuple(made)


def tls(section: Section) -> Tls | None:
    """Build `tls`; None where it is not stated."""
    stated = section.get("tls", Section)
    if stated is None:
        return None
    return Tls(stated.get("ca", Word), stated.get("server_name", Word), stated.at)


def _stated(section: Section) -> Iterator[Section]:
    found = section.values.get("auth")
    if isinstance(found, Section):
        yield found
    elif isinstance(found, tuple):
        yield from cast("tuple[Section, ...]", found)


def _word(section: Section, key: str) -> Word:
    found = section.get(key, Word)
    return Word("", section.at) if found is None else found


def _text(section: Section, key: str, default: str) -> str:
    return str(section.get(key, Word) or default)


def _words(section: Section, key: str) -> tuple[tuple[str, Word], ...]:
    return tuple([(str(name), value) for name, value in section.entries(key).items()])


def _places(section: Section) -> Places:
    headers = tuple(section.entries("headers").items())
    query = tuple(section.entries("query").items())
    return Places(headers, query)


def _token_places(section: Section) -> Places:
    stated = _places(section)
    return stated if stated.headers or stated.query else Places(_BEARER)


def _refused(section: Section, format_: Format, made: Credential) -> Refused:
    """Read `refused`: when to fetch another, else what says no besides the statuses."""
    if "refused" not in section:
        return made.refused
    parts = cast("tuple[int | Word | Section, ...]", section.values["refused"])
    statuses = tuple([one for one in parts if isinstance(one, int)])
    fetched = isinstance(made, (ClientCredentials, Login, Session))
    return Refused(
        statuses if fetched else (*made.refused.statuses, *statuses),
        tuple([condition(one) for one in parts if isinstance(one, Section)]),
        any(isinstance(one, Word) for one in parts),
        format_,
    )


def _issue(section: Section, token: Path, expires: Path | None) -> Issue:
    return Issue(
        token=path_of(section, "token") or token,
        expires=path_of(section, "expires") or expires,
        lifetime=section.get("lifetime", float),
        early=section.get("early", float) or _EARLY,
        format=body_format(section, Format()),
    )


# ------------------------------------------------------------------ the kinds


def _header(section: Section, _notes: Notes) -> Credential:
    return HeaderKey(_word(section, "name"), _word(section, "value"), section.at)


def _query(section: Section, _notes: Notes) -> Credential:
    return QueryKey(_word(section, "name"), _word(section, "value"), section.at)


def _path(section: Section, _notes: Notes) -> Credential:
    last = section.get("at", Word) == "end"
    return PathKey(_word(section, "value"), last, section.at)


def _body(section: Section, notes: Notes) -> Credential | None:
    fields: list[tuple[Path, Word]] = []
    for name, value in section.entries("fields").items():
        path = parse_path(name)
        if isinstance(path, Wrong):
            notes.problems.add(name.at, path.reason, path.remedy)
        elif any(isinstance(one, Pick) for one in path):
            notes.problems.add(
                name.at, f"isian `{name}` memilih isi sebuah daftar", "tulis kuncinya"
            )
        else:
            fields.append((path, value))
    return BodyFields(tuple(fields), section.at) if fields else None


def _basic(section: Section, _notes: Notes) -> Credential:
    return Basic(
        _word(section, "user"),
        _word(section, "password"),
        _text(section, "header", "Authorization"),
        section.at,
    )


def _digest(section: Section, _notes: Notes) -> Credential:
    return Digest(_word(section, "user"), _word(section, "password"), section.at)


def _bearer(section: Section, _notes: Notes) -> Credential:
    return Bearer(
        section.get("token", Word),
        section.get("file", Word),
        _token_places(section),
        section.at,
    )


def _oauth2(section: Section, _notes: Notes) -> Credential:
    form = [("grant_type", Word("client_credentials"))]
    form += [
        (name, _word(section, name))
        for name in ("scope", "audience")
        if name in section
    ]
    own = _words(section, "form")
    url = _word(section, "token_url")
    given = {name for name, _ in own}
    given |= {name for name, _ in parse_qsl(urlsplit(url).query)}
    return ClientCredentials(
        token_url=url,
        client_id=_word(section, "client_id"),
        client_secret=_word(section, "client_secret"),
        form=(*[pair for pair in form if pair[0] not in given], *own),
        in_body=section.get("client_auth", Word) == "body",
        issue=_issue(section, ("access_token",), ("expires_in",)),
        places=_token_places(section),
        at=section.at,
    )


def _login(section: Section, notes: Notes) -> Credential | None:
    call = sign_in(section, notes)
    if call is None:
        return None
    return Login(
        call,
        _issue(section, (), None),
        _token_places(section),
        section.at,
    )


def _session(section: Section, notes: Notes) -> Credential | None:
    call = sign_in(section, notes)
    if call is None:
        return None
    return Session(
        call,
        section.words("cookie"),
        section.get("lifetime", float),
        section.at,
    )


def _hmac(section: Section, _notes: Notes) -> Credential:
    body = section.get("body_hash", Section) or Section(section.at, {}, {})
    return Hmac(
        key=_word(section, "key"),
        sign=section.get("sign", Template) or Template(("",), NOWHERE),
        algorithm=_text(section, "algorithm", "sha256"),
        key_form=_text(section, "key_encoding", "text"),
        form=_text(section, "encoding", "base64"),
        body_algorithm=_text(body, "algorithm", "sha256"),
        body_form=_text(body, "encoding", "hex"),
        values=dict(_words(section, "values")),
        date=section.get("date", Word) or Word("http", section.at),
        zone=section.get("zone", Word),
        nonce=_text(section, "nonce", "hex"),
        places=_places(section),
        at=section.at,
    )


def _mtls(section: Section, _notes: Notes) -> Credential:
    return MutualTls(_word(section, "cert"), _word(section, "key"), section.at)


def _forward(section: Section, _notes: Notes) -> Credential:
    return Forward(_token_places(section), section.at)


def _plugin(section: Section, _notes: Notes) -> Credential:
    return Plugin(
        section.get("sign", Word),
        section.get("decrypt", Word),
        dict(_words(section, "with")),
        section.at,
    )


_MAKERS: Final[Mapping[str, Make]] = {
    "header": _header,
    "query": _query,
    "path": _path,
    "body": _body,
    "basic": _basic,
    "digest": _digest,
    "bearer": _bearer,
    "oauth2_client_credentials": _oauth2,
    "login": _login,
    "session": _session,
    "hmac": _hmac,
    "mtls": _mtls,
    "forward": _forward,
    "plugin": _plugin,
}
