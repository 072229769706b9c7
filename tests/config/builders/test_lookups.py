"""A type's lookup: one operation whose arguments are its key."""

from collections.abc import Callable

import pytest

from gateway.config.model import Argument, Config, LookupIn, Operation, Writer
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def _lookup(config: Config) -> Operation:
    found = config.types[Word("Buku")].lookup
    assert found is not None
    return found


def _type(name: str) -> object:
    return parse_type(name)


def test_a_lookup_by_call(loaded: Load) -> None:
    """Its argument is the key, required; what it returns may be absent."""
    lookup = _lookup(
        loaded(
            type="key: isbn\nlookup: {call: 'GET /b/{isbn}', select: data, missing: 404}"
        )
    )

    assert ("lookupBuku", "perpus", False) == (
        lookup.name,
        lookup.connector,
        lookup.expose,
    )
    assert _type("Buku") == lookup.returns
    assert ["isbn"] == list(lookup.args)
    assert _type("ID!") == lookup.args[Word("isbn")].type
    assert lookup.call is not None
    assert (("data",), (404,)) == (lookup.select.path, lookup.missing.statuses)
    assert "c.yaml:11:17" == str(lookup.at)


def test_the_short_form_is_the_call(loaded: Load) -> None:
    """A lookup that is text is its request line."""
    lookup = _lookup(loaded(type="key: isbn\nlookup: 'GET /b/{isbn}'"))

    assert lookup.call is not None
    assert "GET" == lookup.call.method


def test_a_batch_alone_is_a_lookup(loaded: Load) -> None:
    """Without a single call every lookup is a batch of one; the key is `by`."""
    words = "key: isbn\nbatch: {call: 'GET /b?i={isbn}', match: isbn}"
    lookup = _lookup(loaded(type=words))

    assert lookup.call is None
    assert lookup.batch is not None
    assert ("isbn", "isbn") == (lookup.batch.by, lookup.batch.match)


def test_a_batch_with_the_key_twice(loaded: Load) -> None:
    """The key is `by` however often the call says it."""
    call = "'GET /{isbn}/b?i={isbn}'"
    lookup = _lookup(
        loaded(type=f"key: isbn\nbatch: {{call: {call}, match: isbn, join: '-'}}")
    )

    assert lookup.batch is not None
    assert "isbn" == lookup.batch.by


def test_a_lookup_in_a_query(loaded: Load) -> None:
    """`in` and `match` search the rows of a query of this connector."""
    lookup = _lookup(
        loaded(
            type="key: isbn\nlookup: {in: semua, match: isbn}",
            queries='queries:\n  semua: {returns: "[Buku!]", call: GET /semua}',
        )
    )
    inside = lookup.lookup_in

    assert inside is not None
    assert LookupIn(Word("semua"), Word("isbn"), inside.at) == inside


def test_every_word_of_a_lookup(loaded: Load) -> None:
    """A lookup has its own cache, timeout, success and way to read fields."""
    lookup = _lookup(
        loaded(
            type=(
                "key: isbn\nlookup:\n  call: GET /b/{isbn}\n  cache: {ttl: 1h}\n"
                "  timeout: 9s\n  success: {path: a, in: b}\n  one_or_many: true\n"
                "  fields: {judul: title}"
            )
        )
    )

    assert (3600.0, 9.0, True) == (
        lookup.cache.ttl,
        lookup.timeout,
        lookup.one_or_many,
    )
    assert lookup.success is not None
    assert (("title",),) == lookup.fields[Word("judul")].reading.paths


@pytest.mark.parametrize(
    ("field", "type_", "writer"),
    [
        ("{type: ID!, map: t}", "ID!", Writer(map=Word("t"))),
        (
            "{type: Date!, format: dd-MM-yyyy, zone: WITA}",
            "Date!",
            Writer(format=Word("dd-MM-yyyy")),
        ),
        (
            "{type: DateTime!, format: epoch, zone: WITA}",
            "DateTime!",
            Writer(format=Word("epoch"), zone=Word("WITA")),
        ),
        ("Int!", "Int!", Writer()),
    ],
)
def test_keys_are_written_as_they_are_read(
    field: str, type_: str, writer: Writer, loaded: Load
) -> None:
    """A key's table, format and zone are used backwards."""
    lookup = _lookup(
        loaded(
            top="tables: {t: {a: b}}",
            type="key: isbn\nlookup: {call: 'GET /b/{isbn}'}",
            isbn=f"isbn: {field}",
        )
    )
    argument = lookup.args[Word("isbn")]

    assert isinstance(argument, Argument)
    assert _type(type_) == argument.type
    assert writer == argument.send


def test_a_key_that_is_no_field_has_one_problem(wrong: Wrong) -> None:
    """An unknown key field is told by the checks, and its placeholder is not."""
    told = wrong(type="key: isbm\nlookup: {call: 'GET /b/{isbm}'}")

    assert 1 == len(told)
    assert "mungkin maksudnya `isbn`?" in told[0]


def test_a_type_outside_connectors_cannot_be_looked_up(wrong: Wrong) -> None:
    """Nobody would be asked."""
    assert [
        (
            "c.yaml:2:49: type `Rak` tidak berada di dalam konektor, jadi tidak dapat "
            "dicari; pindahkan `lookup` dan `batch` bersama tipenya ke konektor "
            "pemiliknya"
        )
    ] == wrong(top="types: {Rak: {key: a, fields: {a: ID!}, lookup: {call: GET /}}}")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "lookup: {match: isbn}",
            (
                "11:17: `in` dan `match` harus bersama-sama; "
                "misalnya `{in: daftarWilayah, match: kode}`"
            ),
        ),
        (
            "lookup: {in: [a], match: isbn}",
            (
                "11:22: `in` harus nama, bukan daftar; "
                'bila maksudnya teks, beri tanda kutip: "[a]"'
            ),
        ),
        ("lookup: {call: GET}", None),
        ("batch: {call: GET /x, match: isbn, by: [a]}", None),
        ("batch: {call: {request: GET /x, query: {a: '{'}}, match: isbn}", None),
    ],
)
def test_a_faulty_lookup_is_told_alone(
    words: str, expected: str | None, wrong: Wrong
) -> None:
    """A link to the type is not blamed for the type's own mistake."""
    told = wrong(type=f"key: isbn\n{words}", field="lanjutan: {type: Buku, from: x}")

    assert 1 == len(told)
    assert expected is None or f"c.yaml:{expected}" == told[0]


def test_call_and_in_exclude_each_other(wrong: Wrong) -> None:
    """A lookup asks the service or searches a query, not both."""
    told = wrong(
        type="key: isbn\nlookup: {call: 'GET /b/{isbn}', in: semua, match: isbn}",
        queries='queries:\n  semua: {returns: "[Buku!]", call: GET /semua}',
    )

    assert ["c.yaml:11:24: `call` dan `in` dipakai sekaligus; pilih satu"] == told
