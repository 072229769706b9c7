"""A call's template and an operation's arguments make one request."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote, quote_plus

from typing_extensions import override

from gateway.config.model import Argument, Batch, Call, InputDef, Table, Template
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.json_body import compile_json
from gateway.connectors.pairs import compile_pairs
from gateway.connectors.placeholders import Args, Scope, compile_text, named
from gateway.connectors.segments import Shape, encode, refuse_escapes
from gateway.errors import BadInput

Headers: TypeAlias = tuple[tuple[str, str], ...]
Prepare: TypeAlias = Callable[[Args], "Prepared"]

_LITERAL_SAFE: Final = "!$&'()*+,;=:@%"  # RFC 3986 pchar, and what is encoded already
_JSON_TYPE: Final = "application/json"
_FORM_TYPE: Final = "application/x-www-form-urlencoded"


class Prepared(NamedTuple):
    """One upstream request, ready to send.

    `signed` are headers of this request alone, a token or a signature: they
    replace those of the same name, and are never kept. An `open` request goes
    without the connector's credentials. Only the method is shown by repr: the
    rest may hold secrets and personal data.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None
    signed: Headers = ()
    open: bool = False

    @override
    def __repr__(self) -> str:
        return f"Prepared(method={self.method!r})"


def compile_call(
    call: Call,
    base_url: str,
    args: Mapping[Word, Argument],
    tables: Mapping[Word, Table],
    headers: Headers = (),
    *,
    inputs: Mapping[Word, InputDef] | None = None,
) -> Prepare:
    """Compile a call into a function from coerced arguments to a request.

    `headers` are the connector's constant ones; a header of the call replaces
    one of the same name. What an absent or null argument stands in is left
    out, but in the path it is refused. The function raises BadInput, naming
    the argument and never its value; the URL it makes keeps the base's
    scheme, host, port and path, and the number of segments. Raises
    ValueError, in Indonesian, for an unknown placeholder or writer option.
    """
    scope = Scope(args, tables, inputs or {})
    path = _compile_path(call, base_url, scope)
    query = compile_pairs(call.query, scope) if call.query else None
    body = _compile_body(call, scope)
    sent = compile_headers(call, headers, scope)
    method = call.method.upper()

    def prepare(args: Args) -> Prepared:
        url = path(args)
        if query is not None:
            pairs = query(args)
            url = f"{url}?{pairs}" if pairs else url
        return Prepared(method, url, sent(args), body(args), (), call.open)

    if not _arguments(call):
        constant = prepare({})
        return lambda _: constant
    return prepare


def batch_arguments(
    args: Mapping[Word, Argument], batch: Batch
) -> Mapping[Word, Argument]:
    """Return the arguments of a batch's call: the one that takes keys is a list."""
    one = args[batch.by]
    if one.type.is_list:
        many = replace(one, send=replace(one.send, join=batch.join or one.send.join))
    else:
        ref = TypeRef(of=replace(one.type, required=True), required=True)
        many = replace(one, type=ref, send=replace(one.send, join=batch.join))
    return {**args, batch.by: many}


def _arguments(call: Call) -> bool:
    pairs = [
        template for pair in (*call.query, *(call.form or ())) for template in pair
    ]
    templates = [*call.path, *pairs, *(template for _, template in call.headers)]
    if call.body is not None:
        templates += [template for _, template in call.body.templates()]
    return call.has_json or any(template.arguments for template in templates)


# ------------------------------------------------------------------ path


def _compile_path(call: Call, base_url: str, scope: Scope) -> Callable[[Args], str]:
    base = base_url.rstrip("/")
    segments = [_compile_segment(template, scope) for template in call.path]
    tail = "/" if call.trailing_slash else ""
    if all(isinstance(segment, str) for segment in segments):
        constant = "/".join([base, *map(str, segments)]) + tail
        return lambda _: constant
    literal = next(i for i, s in enumerate(segments) if not isinstance(s, str))
    prefix = "/".join([base, *map(str, segments[:literal])]) + "/"
    rest = segments[literal:]
    shape = Shape(prefix, prefix.count("/") + len(rest) - 1 + len(tail))

    def path(args: Args) -> str:
        texts = [s if isinstance(s, str) else s(args) for s in rest]
        url = prefix + "/".join(texts) + tail
        shape.check(url)
        return url

    return path


def _compile_segment(template: Template, scope: Scope) -> str | Callable[[Args], str]:
    if not template.arguments:
        return quote("".join(map(str, template.parts)), safe=_LITERAL_SAFE)
    parts = [
        part if isinstance(part, str) else compile_text(part, scope)
        for part in template.parts
        if part != ""
    ]
    name = ", ".join(".".join(path) for path in template.arguments)

    def segment(args: Args) -> str:
        texts = [
            part if isinstance(part, str) else _one(part(args), name) for part in parts
        ]
        try:
            refuse_escapes("".join(texts))
        except BadInput as error:
            raise named(name, error) from error
        return "".join(map(encode, texts))

    return segment


def _one(value: str | list[str] | None, name: str) -> str:
    """Return the one text for a place that holds just one; a list joins by comma."""
    text = ",".join(value) if isinstance(value, list) else value
    if not text:
        raise named(name, BadInput("must not be empty here"))
    return text


# ------------------------------------------------------------------ body, headers


def _compile_body(call: Call, scope: Scope) -> Callable[[Args], bytes | None]:
    if call.graphql is not None:
        # Few connectors are GraphQL services: the others start without this.
        from gateway.connectors.graphql import compile_query  # noqa: PLC0415 - see above

        return compile_query(call.graphql, call.json, scope)
    if call.form is not None:
        form = compile_pairs(call.form, scope, quote_plus)
        return lambda args: form(args).encode()
    if call.has_json:
        return compile_json(call.json, scope, whole=call.whole)
    if call.body is None:
        return lambda _: None
    # As with lxml: an XML parser is loaded for the few that need it.
    from gateway.connectors.text_body import compile_body  # noqa: PLC0415 - see above

    return compile_body(call.body, scope)


def compile_headers(
    call: Call, constant: Headers, scope: Scope
) -> Callable[[Args], Headers]:
    """Compile a call's headers; one of its own replaces a constant one."""
    own = {name.lower() for name, _ in call.headers}
    fixed = [(name, value) for name, value in constant if name.lower() not in own]
    known = own | {name.lower() for name, _ in fixed}
    implied = _implied_headers(call)
    fixed += [(name, value) for name, value in implied if name.lower() not in known]
    base = tuple(fixed)
    if not call.headers:
        return lambda _: base
    parts = [_compile_header(name, value, scope) for name, value in call.headers]
    return lambda args: base + tuple(pair for part in parts for pair in part(args))


def _implied_headers(call: Call) -> Headers:
    """Return the headers that a call's body brings along."""
    if call.body is not None:
        from gateway.connectors.text_body import body_headers  # noqa: PLC0415 - as above

        return body_headers(call.body)
    if call.form is not None:
        return (("Content-Type", _FORM_TYPE),)
    return (("Content-Type", _JSON_TYPE),) if call.has_json else ()


def _compile_header(
    name: str, template: Template, scope: Scope
) -> Callable[[Args], Headers]:
    parts = [
        part if isinstance(part, str) else compile_text(part, scope)
        for part in template.parts
    ]
    label = ", ".join(".".join(path) for path in template.arguments)

    def header(args: Args) -> Headers:
        texts = [part if isinstance(part, str) else part(args) for part in parts]
        if any(text is None for text in texts):
            return ()
        value = "".join(
            ",".join(text) if isinstance(text, list) else text or "" for text in texts
        )
        if not (value.isascii() and value.isprintable()):
            raise named(label, BadInput("a character that no header may hold"))
        return ((name, value),)

    return header
