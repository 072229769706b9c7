"""What is wrong with a query, in Indonesian: graphql-core's words and our own.

Clients read English, which GraphQL's tools know; who writes a query on the command line
reads Indonesian. A message that is not known here stays as it is.
"""

import re
import string
from collections.abc import Callable, Mapping
from typing import Any, Final

from typing_extensions import override

_Q: Final = "'([^']+)'"  # a name, as graphql-core quotes it
_GUESS: Final = re.compile(r"[ ,]*\bdid you mean ([^?]*)\?", re.IGNORECASE)
_TOKENS: Final = {
    "Name": "nama",
    "Int": "bilangan bulat",
    "Float": "bilangan",
    "String": "teks",
    "BlockString": "teks",
    "Comment": "komentar",
    "<EOF>": "akhir kueri",
    "<SOF>": "awal kueri",
}
_BOUNDS: Final = {
    "fields": "field",
    "root fields": "field teratas",
    "repetitions": "pengulangan nama",
}
_TABLE: Final = (
    # What cannot be parsed.
    (r"Syntax Error: (.+)", "{0!m}"),
    (r"Expected (.+), found (.+)\.", "seharusnya {0!t} di sini, bukan {1!t}"),
    (
        r"Unexpected variable '(.+)' in constant value\.",
        "variabel `{0}` tidak boleh di sini",
    ),
    (r"Unexpected character: (.+)\.", "huruf {0!t} tidak dikenal"),
    (r"Unexpected (.+?)\.?", "{0!t} tidak pada tempatnya"),
    (r"Unterminated string\.", 'teks belum ditutup dengan `"`'),
    (r"Invalid number, .+", "angka itu salah tulis"),
    (r"Invalid .+ escape sequence: '(.+)'\.", "`{0}` dalam teks tidak dikenal"),
    (r"Invalid character within String: (.+)\.", "huruf {0!t} tidak boleh dalam teks"),
    (r"Document is nested too deeply.+", "kueri bertingkat terlalu dalam"),
    # What the graph does not have.
    (f"Cannot query field {_Q} on type {_Q}\\.", "`{1}` tidak punya field `{0}`"),
    (f"Unknown argument {_Q} on .+ {_Q}\\.", "`{1}` tidak punya argumen `{0}`"),
    (f"Unknown directive {_Q}\\.", "direktif `{0}` tidak ada"),
    (f"Unknown fragment {_Q}\\.", "fragmen `{0}` tidak ada"),
    (f"Unknown type {_Q}\\.", "type `{0}` tidak ada"),
    (r"The (\w+) operation is not supported by the schema\.", "graf tidak punya {0}"),
    (f"Unknown operation named {_Q}\\.", "kueri tidak punya operasi bernama `{0}`"),
    # What the graph wants otherwise.
    (
        f"Argument {_Q} of type {_Q} is required, but it was not provided\\.",
        "argumen wajib `{0}` ({1}) belum diisi",
    ),
    (
        f"Field {_Q} of type {_Q} must have .+",
        "`{0}` berisi objek `{1}`: pilih field-nya",
    ),
    (
        f"Field {_Q} must not have a selection since type {_Q} has no subfields\\.",
        "`{0}` ({1}) bukan objek: hapus `{{ … }}` sesudahnya",
    ),
    (
        f"Directive {_Q} may not be used on (.+)\\.",
        "direktif `{0}` tidak boleh pada {1}",
    ),
    (
        f"The directive {_Q} can only be used once.+",
        "direktif `{0}` cukup satu kali di sini",
    ),
    (
        f"Fragment(?: {_Q})? cannot condition on non composite type {_Q}\\.",
        "fragmen tidak dapat `on {1}`: itu bukan objek",
    ),
    (
        f"Fragment(?: {_Q})? cannot be spread here .+ type {_Q} .+ type {_Q}\\.",
        "fragmen `on {2}` tidak pernah cocok di sini, yang isinya `{1}`",
    ),
    (
        f"Cannot spread fragment {_Q} within itself.*",
        "fragmen `{0}` memuat dirinya sendiri",
    ),
    (
        r"Fields '([^']+)' conflict because .+",
        "`{0}` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: {0}`",
    ),
    # What the query says twice, or for nothing.
    (r"There can be only one [a-z ]+ named '(.+)'\.", "`{0}` ditulis dua kali"),
    (
        r"This anonymous operation must be the only.+",
        "beri nama setiap operasi: ada beberapa",
    ),
    (r"The '?(.+?)'? definition is not executable\.", "`{0}` bukan kueri"),
    (f"Fragment {_Q} is never used\\.", "fragmen `{0}` tidak dipakai"),
    (f"Variable {_Q} is never used.*", "variabel `{0}` tidak dipakai"),
    (f"Variable {_Q} is not defined.*", "variabel `{0}` belum disebut di `query (…)`"),
    (
        f"Variable {_Q} cannot be non-input type {_Q}\\.",
        "`{1}` tidak dapat menjadi type variabel `{0}`",
    ),
    (
        f"Variable {_Q} of type {_Q} used in position expecting type {_Q}\\.",
        "variabel `{0}` ber-type `{1}`, padahal di sini perlu `{2}`",
    ),
    # Values.
    (
        f"Variable {_Q} has invalid (?:default )?value(?: at (.+?))?: (.+)",
        "variabel `{0}{1}`: {2!m}",
    ),
    (
        f"Expected a value of non-null type {_Q} to be provided\\.",
        "wajib diisi ({0})",
    ),
    (
        f"Expected .*non-null type {_Q},? not to be None\\.",
        "tidak boleh null ({0})",
    ),
    (f"Expected value of type {_Q} to be an object, .+", "harus objek `{0}`"),
    (
        f"Expected value of type {_Q} to include required field {_Q}, .+",
        "`{0}` perlu `{1}`",
    ),
    (
        f"Expected value of type {_Q} not to include unknown field {_Q}.+",
        "`{0}` tidak punya `{1}`",
    ),
    (f"Expected value of type {_Q}, .+", "bukan `{0}` yang sah"),
    (f"Value {_Q} does not exist in {_Q} enum\\.", "`{0}` bukan nilai `{1}`"),
    (
        f"Enum {_Q} cannot represent .+: (.+?)\\.",
        "{1} bukan nilai `{0}`, yang ditulis tanpa tanda kutip",
    ),
    (r"(\w+) cannot represent .+: (.+)", "{1} bukan `{0}`"),
    (
        f"Within OneOf Input Object type {_Q}, .+",
        "isi `{0}` dengan tepat satu field, bukan null",
    ),
    (
        f"Variable {_Q} decides a condition; it must not be null\\.",
        "variabel `{0}` menentukan @skip atau @include: tidak boleh null",
    ),
    # Which operation, and how large.
    (
        r"Must provide operation name.+",
        "ada beberapa operasi: sebutkan satu dengan --operation",
    ),
    (r"Must provide an operation\.", "tidak ada operasi di dalamnya"),
    (
        r"The document is too long; at most (\d+) tokens\.",
        "terlalu panjang: paling banyak {0} kata",
    ),
    (
        r"The operation is too deep; at most (\d+) levels\.",
        "terlalu dalam: paling banyak {0} tingkat",
    ),
    (
        r"The operation has too many ([a-z ]+); at most (\d+) are allowed\.",
        "terlalu banyak {0!b}: paling banyak {1}",
    ),
    (
        r"The operation needs more than (\d+) calls\.",
        "perlu lebih dari {0} panggilan",
    ),
    (
        r"Subscriptions are not served at this endpoint\.",
        "langganan tidak dilayani di sini",
    ),
)
_PATTERNS: Final = tuple(
    (re.compile(pattern, re.DOTALL), text) for pattern, text in _TABLE
)


def in_indonesian(message: str) -> str:
    """Say a message about a query (English) in Indonesian, with what may have been meant."""
    guess = _GUESS.search(message)
    if guess is None:
        return _said(message)
    said = _said(message[: guess.start()] + message[guess.end() :])
    on = "... on " if "inline fragment" in guess[1] else ""
    meant = " atau ".join(f"`{on}{one}`" for one in re.findall(_Q, guess[1]))
    return f"{said}; mungkin maksudnya {meant}?"


def _said(message: str) -> str:
    for pattern, text in _PATTERNS:
        found = pattern.fullmatch(message)
        if found is not None:
            return _FORMATTER.vformat(text, [one or "" for one in found.groups()], {})
    return message


def _token(shown: str) -> str:
    """Say what was found or expected: a kind, with its text where it has one."""
    kind, _, text = shown.partition(" ")
    named = _TOKENS.get(kind)
    if named is None:
        return f"`{shown.strip(chr(39))}`"
    return f"{named} `{text[1:-1]}`" if text else named


class _Formatter(string.Formatter):
    """Fills in what was found, said in Indonesian where a letter says as what."""

    @override
    def convert_field(self, value: Any, conversion: str | None) -> Any:
        convert = _CONVERSIONS.get(conversion or "")
        return value if convert is None else convert(value)


_CONVERSIONS: Final[Mapping[str, Callable[[str], str]]] = {
    "t": _token,
    "m": _said,
    "b": lambda bound: _BOUNDS.get(bound, bound),
}
_FORMATTER: Final = _Formatter()
