"""The scalars of connectors.yaml: what each takes and how its text is read."""

import re
from typing import Final

from gateway.config.addresses import cidr, endpoint, url
from gateway.config.backtracking import explodes
from gateway.config.follow import target
from gateway.config.kinds import Text, Wrong
from gateway.config.nodes import Scalar
from gateway.config.paths import path
from gateway.config.requests import request
from gateway.config.resilience import attempts, percent, rate, share, span
from gateway.config.templates import lines, row_template, template
from gateway.config.typeref import parse_type

_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_BYTES: Final = {"B": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}
_DURATION: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)\Z|0\Z")
_SIZE: Final = re.compile(r"([0-9]+)(B|KiB|MiB|GiB)\Z")
_LENGTH: Final = re.compile(r"([0-9]*)(?:(\.\.)([0-9]*))?\Z")
_NAME: Final = r"[_A-Za-z][_0-9A-Za-z]*"
_TYPE: Final = r"\[*[_A-Za-z][_0-9A-Za-z]*!?(?:\]!?)*"
_HEADER: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a token, RFC 9110 §5.6.2
_ANY: Final = ("string", "number", "boolean")


def _word(node: Scalar) -> object:
    return node.word()


def _named(node: Scalar) -> object:
    return node.word() if re.fullmatch(_NAME, node.text) else None


def _duration(node: Scalar) -> object:
    found = _DURATION.match(node.text)
    if found is None:
        return None
    return float(found[1]) * _SECONDS[found[2]] if found[1] else 0.0


def _wait(node: Scalar) -> object:
    return _duration(node) or None


def _size(node: Scalar) -> object:
    found = _SIZE.match(node.text)
    return None if found is None else (int(found[1]) * _BYTES[found[2]] or None)


def _boolean(node: Scalar) -> object:
    return {"true": True, "false": False}.get(node.text)


def _integer(node: Scalar) -> object:
    return int(node.text) if re.fullmatch(r"-?[0-9]{1,15}", node.text) else None


def _count(node: Scalar) -> object:
    return int(node.text) if re.fullmatch(r"0*[1-9][0-9]{0,8}", node.text) else None


def _natural(node: Scalar) -> object:
    return int(node.text) if re.fullmatch(r"[0-9]{1,9}", node.text) else None


def _header(node: Scalar) -> object:
    return node.word() if re.fullmatch(_HEADER, node.text) else None


def _digits(node: Scalar) -> object:
    found = re.fullmatch(r"[0-9]|1[0-5]", node.text)
    return None if found is None else int(node.text)


def _century(node: Scalar) -> object:
    found = re.fullmatch(r"[0-9]{1,2}|100", node.text)
    return None if found is None else int(node.text)


def _decimal(node: Scalar) -> object:
    return node.word() if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", node.text) else None


def _status(node: Scalar) -> object:
    return int(node.text) if re.fullmatch(r"[1-5][0-9]{2}", node.text) else None


def _type(node: Scalar) -> object:
    ref = parse_type(node.text)
    if ref is None:
        return Wrong(
            f"`{node.shown}` bukan jenis GraphQL",
            'tulis `String`, `ID!`, atau "[Buku!]"',
        )
    return ref


def _regex(node: Scalar) -> object:
    try:
        re.compile(node.text)
    except re.error as error:
        return Wrong(
            f"`{node.shown}` bukan ekspresi reguler yang sah",
            "periksa kurung dan garis miring terbaliknya",
            error.pos or 0,
        )
    if explodes(node.text):
        return Wrong(
            f"`{node.shown}` dapat berjalan tanpa akhir pada teks yang tidak cocok",
            "kelompok yang diulang memuat pengulangan; tulis salah satunya saja, misalnya "
            r"`[\w\s]+`, bukan `(\w+\s?)+`",
        )
    return node.word()


def _jmespath(node: Scalar) -> object:
    # Imported when first needed: most configurations never use it.
    import jmespath  # noqa: PLC0415 - see above
    from jmespath.exceptions import JMESPathError  # noqa: PLC0415 - see above

    try:
        jmespath.compile(node.text)
    except JMESPathError:
        return Wrong(
            f"`{node.shown}` bukan ekspresi JMESPath yang sah",
            "coba dahulu di jmespath.org, atau pakai path biasa",
        )
    return node.word()


def _xml(node: Scalar) -> object:
    # As jmespath: an XML parser is for the few that need it.
    from gateway.config.markup import xml  # noqa: PLC0415 - see above

    return xml(node)


def _soap_parts(node: Scalar) -> object:
    from gateway.config.markup import soap_parts  # noqa: PLC0415 - as above

    return soap_parts(node)


def _action(node: Scalar) -> object:
    return node.word() if re.fullmatch(r"[!#-\[\]-~]+", node.text) else None


def _length(node: Scalar) -> object:
    found = _LENGTH.match(node.text)
    if found is None or not (found[1] or found[3]):
        return None
    low = int(found[1] or 0)
    if found[2] is None:
        return (low, low)
    high = int(found[3]) if found[3] else None
    if high is not None and high < low:
        return Wrong(f"panjang `{node.shown}` terbalik", f"tulis `{high}..{low}`")
    return (low, high)


TEXT: Final = Text("teks", "teks", _word, json=_ANY)
NAME: Final = Text("nama", "nama", _word, _NAME)
GRAPHQL_NAME: Final = Text("nama GraphQL", "nama seperti `Hospital`", _named, _NAME)
FULL_NAME: Final = Text(
    "nama query", "`konektor.query`", _word, rf"{_NAME}(\.{_NAME})?"
)
SORT_NAME: Final = Text("nama field", "`nama` atau `-nama`", _word)
ROW_NAME: Final = Text("nama field atau path", "nama field atau path baris", _word)
TYPE: Final = Text("jenis GraphQL", '`String`, `ID!`, "[Buku!]"', _type, _TYPE)
BOOLEAN: Final = Text(
    "nilai ya/tidak",
    "`true` atau `false`",
    _boolean,
    "true|false",
    ("boolean", "string"),
)
INTEGER: Final = Text(
    "bilangan bulat",
    "bilangan seperti `1900`",
    _integer,
    "-?[0-9]+",
    ("integer", "string"),
)
COUNT: Final = Text(
    "bilangan bulat mulai 1",
    "bilangan seperti `100`",
    _count,
    "0*[1-9][0-9]*",
    ("integer", "string"),
)
NATURAL: Final = Text(
    "bilangan bulat mulai 0",
    "bilangan seperti `0` atau `1`",
    _natural,
    "[0-9]+",
    ("integer", "string"),
)
HEADER: Final = Text("nama header", "misalnya `X-Total-Count`", _header, _HEADER)
DECIMAL: Final = Text(
    "angka",
    "angka seperti `1000` atau `0.01`",
    _decimal,
    r"-?[0-9]+(\.[0-9]+)?",
    ("number", "string"),
)
DIGITS: Final = Text(
    "banyak angka 0 sampai 15",
    "bilangan seperti `2`",
    _digits,
    "[0-9]|1[0-5]",
    ("integer", "string"),
)
CENTURY: Final = Text(
    "tahun dua angka",
    "bilangan 0 sampai 100, seperti `30`",
    _century,
    "[0-9]{1,2}|100",
    ("integer", "string"),
)
STATUS: Final = Text(
    "status HTTP",
    "status seperti `404`",
    _status,
    "[1-5][0-9]{2}",
    ("integer", "string"),
)
DURATION: Final = Text(
    "durasi",
    "durasi seperti `250ms`, `3s`, `5m`, atau `24h`",
    _duration,
    r"[0-9]+(\.[0-9]+)?(ms|s|m|h|d)|0",
    ("string", "integer"),
)
WAIT: Final = Text(
    "durasi lebih dari nol",
    "durasi seperti `250ms`, `3s`, atau `5m`",
    _wait,
    r"[0-9]+(\.[0-9]+)?(ms|s|m|h|d)",
)
_END: Final = r"[0-9]+(\.[0-9]+)?(ms|s|m|h|d)"
_PERCENT: Final = r"([0-9]{1,2}(\.[0-9]+)?|100(\.0+)?)%"
SPAN: Final = Text(
    "rentang durasi",
    "`100ms..2s`, atau satu durasi seperti `5s`",
    span,
    rf"{_END}(\.\.{_END})?",
)
RATE: Final = Text(
    "laju", "laju seperti `10/s`, `60/m`, atau `1000/h`", rate, "[1-9][0-9]*/[smhd]"
)
PERCENT: Final = Text(
    "persentase", "persentase seperti `10%`, paling besar `100%`", percent, _PERCENT
)
SHARE: Final = Text(
    "persentase di atas nol",
    "persentase seperti `50%`, paling besar `100%`",
    share,
    _PERCENT,
)
ATTEMPTS: Final = Text(
    "banyaknya percobaan",
    "bilangan 1 sampai 5",
    attempts,
    "0?[1-5]",
    ("integer", "string"),
)
SIZE: Final = Text(
    "ukuran", "ukuran seperti `512KiB` atau `2MiB`", _size, "[0-9]+(B|KiB|MiB|GiB)"
)
REGEX: Final = Text("ekspresi reguler", 'misalnya "[0-9]{4}"', _regex)
JMESPATH: Final = Text("ekspresi JMESPath", "misalnya `data[?aktif]`", _jmespath)
LENGTH: Final = Text(
    "panjang",
    "`3`, `1..20`, `..20`, atau `3..`",
    _length,
    r"[0-9]+(\.\.[0-9]*)?|\.\.[0-9]+",
    ("integer", "number", "string"),
)
PATH: Final = Text("path", 'misalnya `data.rows.0` atau a."b.c"', path, json=_ANY)
TEMPLATE: Final = Text("teks", "misalnya `{nama}`", template, json=_ANY)
HOST: Final = Text("host", "misalnya `cap.bmkg.go.id`", target)
LINES: Final = Text("teks", "misalnya `{nik}|{tahun}`", lines, json=_ANY)
XML: Final = Text("XML", "misalnya `<cek>{nib}</cek>`", _xml)
XML_PARTS: Final = Text("XML", "misalnya `<cek>{nib}</cek>`", _soap_parts)
ACTION: Final = Text(
    "SOAPAction",
    "misalnya `urn:CekNib`, tanpa tanda kutip di dalamnya",
    _action,
    r"[!#-\[\]-~]*",
)
ROW_TEMPLATE: Final = Text("template", 'misalnya "{tanggal} {jam}"', row_template)
REQUEST: Final = Text(
    "panggilan",
    "misalnya `GET /buku/{isbn}`",
    request,
    r"(GET|POST|PUT|PATCH|DELETE)\s+/.*",
)
URL: Final = Text("alamat", "misalnya `https://layanan.go.id`", url, "https?://.+")
ENDPOINT: Final = Text(
    "alamat, boleh dengan parameter",
    "misalnya `https://sso.go.id/token`",
    endpoint,
    "https?://.+",
)
CIDR: Final = Text(
    "jaringan", "misalnya `10.20.0.0/16`", cidr, r"[0-9a-fA-F:.]+(/[0-9]+)?"
)
