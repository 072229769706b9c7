"""Routes and spreads: gateway/config/checks/routes.py and their builders."""

import pytest

from gateway.config.place import Word
from tests.config.conftest import Load, Wrong

TABLE = "tables: {t: {'1': https://a.go.id, '2': https://b.go.id}}"


def test_a_connectors_route(loaded: Load) -> None:
    """A connector's route holds for operations with its argument; its bases are known."""
    config = loaded(top=TABLE, connector="route: {by: a, table: t}")
    (connector,) = config.connectors.values()
    route = connector.queries[Word("daftarBuku")].route

    assert route is not None
    assert ("https://a.go.id", "https://b.go.id") == route.addresses
    assert (
        "https://perpus.example.go.id",
        "https://a.go.id",
        "https://b.go.id",
    ) == connector.bases


@pytest.mark.parametrize("word", ["route: {by: a, table: t}", "spread: a"])
def test_pages_of_several_answers(word: str, wrong: Wrong) -> None:
    """An answer in pages is not made of several calls besides."""
    found = wrong(
        top=TABLE,
        args='args: {a: "[ID!]"}',
        call="call: GET /x?a={a}&p={page}",
        query=f"pages: page\n{word}",
    )

    name = word.partition(":")[0]
    assert any(
        f"`pages` dan `{name}` sekaligus; pakai salah satu" in one for one in found
    )


def test_an_operation_without_the_argument(loaded: Load) -> None:
    """An operation without the argument goes to the connector's own address."""
    config = loaded(
        top=TABLE,
        connector="route: {by: a, table: t}",
        type="key: isbn\nlookup: {call: 'GET /buku/{isbn}'}",
    )
    lookup = config.types[Word("Buku")].lookup

    assert lookup is not None
    assert lookup.route is None


@pytest.mark.parametrize(
    ("swapped", "expected"),
    [
        (
            {"query": "route: {by: b, table: t}"},
            "19:21: `b` bukan argumen `daftarBuku`; yang ada: `a`",
        ),
        (
            {"query": "route: {by: a, table: u}"},
            "19:31: tabel `u` tidak ada; yang ada: `t`",
        ),
        (
            {"connector": "route: {by: kab, table: t}"},
            "7:17: tidak ada query `perpus` yang punya argumen `kab`; yang ada: `a`",
        ),
        (
            {
                "query": "route: {by: a, table: t}",
                "top": "tables: {t: {'1': ftp://a.go.id}}",
            },
            "2:10: `t.1` bukan alamat http; tulis lengkap, misalnya `https://layanan.go.id`",
        ),
        (
            {
                "query": "route: {by: a, table: t}",
                "top": "tables: {t: {'1': 'https://a.go.id', else: 'https://{a}'}}",
            },
            "2:10: alamat `t.else` memuat kurung; argumen hanya boleh di `call`; variabel ditulis `${NAMA}`",
        ),
        (
            {"query": "route: {by: a, table: t}", "args": "args: {a: JSON}"},
            None,
        ),
        (
            {
                "query": "route: {by: a, table: t}",
                "args": 'args: {a: "[[ID!]!]"}',
                "call": "call: {request: POST /x, json: {a: '{a}'}}",
            },
            (
                "19:21: `a` bertipe `[[ID!]!]`, jadi tidak dapat memilih alamat;"
                " pakai argumen yang berisi satu nilai, atau daftarnya"
            ),
        ),
        (
            {
                "query": "route: {by: a, table: t}",
                "args": 'args: {a: "[ID!]"}',
                "returns": "returns: Buku",
            },
            (
                "19:21: `a` memberi banyak jawaban, sedangkan `daftarBuku` mengembalikan `Buku`;"
                ' pakai `returns: "[Buku!]"`'
            ),
        ),
        (
            {"query": "route: {by: a, table: t, all: true}", "args": "args: {a: ID!}"},
            "19:16: `all` tidak pernah berlaku: `a` wajib diisi; hapus `all`, atau pakai `ID`",
        ),
        (
            {
                "query": "route: {by: a, table: t, all: true}",
                "returns": "returns: Buku",
            },
            (
                "19:16: `all` memberi banyak jawaban, sedangkan `daftarBuku` mengembalikan `Buku`;"
                ' pakai `returns: "[Buku!]"`'
            ),
        ),
        (
            {
                "query": "route: {by: a, table: t}\nbatch: {call: 'GET /x?b={b}&a={a}', by: b, group: isbn}",
                "args": "args: {a: ID, b: ID!}",
                "call": "call: GET /x?b={b}",
            },
            "19:21: `batch` milik `daftarBuku` memilih alamat menurut `a`, yang boleh kosong; pakai `ID!`",
        ),
        (
            {
                "query": "route: {by: a, table: t}\nbatch: {call: 'GET /x?b={b}&a={a}', by: b, group: isbn}",
                "args": 'args: {a: "[ID!]!", b: ID!}',
                "call": "call: GET /x?b={b}",
            },
            "19:21: `batch` milik `daftarBuku` memilih alamat menurut `a`, yang berupa daftar; pakai `ID!`",
        ),
    ],
)
def test_mistakes_of_routes(
    swapped: dict[str, str], expected: str | None, wrong: Wrong, loaded: Load
) -> None:
    """Each mistake of a route is told at its place."""
    lines = {"top": TABLE, **swapped}
    if expected is None:
        loaded(**lines)
        return

    assert f"c.yaml:{expected}" in wrong(**lines)


SPAN = "args: {dari: Date, sampai: Date}"


@pytest.mark.parametrize(
    ("swapped", "expected"),
    [
        (
            {"query": "spread: b"},
            "19:17: `b` bukan argumen `daftarBuku`; yang ada: `a`",
        ),
        (
            {"query": "spread: a"},
            (
                '19:17: `a` bertipe `String`, bukan daftar; pakai `"[String!]"`,'
                " atau tulis `from` dan `to` untuk rentang tanggal"
            ),
        ),
        (
            {"query": "spread: {max: 3}"},
            "19:17: `spread` belum punya `over`; tulis `spread: <argumen daftar>`",
        ),
        (
            {
                "query": "spread: {over: h, from: dari}",
                "args": SPAN,
                "call": "call: GET /x/{h}",
            },
            "19:17: rentang `spread` belum punya `to`; tulis misalnya `{over: tanggal, from: dari, to: sampai}`",
        ),
        (
            {
                "query": "spread: {over: h, to: sampai}",
                "args": SPAN,
                "call": "call: GET /x/{h}",
            },
            "19:17: rentang `spread` belum punya `from`; tulis misalnya `{over: tanggal, from: dari, to: sampai}`",
        ),
        (
            {
                "query": "spread: {over: h, from: a, to: sampai}",
                "args": "args: {a: Int, sampai: Date}",
                "call": "call: GET /x/{h}",
            },
            "19:33: `a` bertipe `Int`, bukan `Date`; pakai `Date`",
        ),
        (
            {
                "query": "spread: {over: h, from: dar, to: sampai}",
                "args": SPAN,
                "call": "call: GET /x/{h}",
            },
            "19:33: `dar` bukan argumen `daftarBuku`; mungkin maksudnya `dari`?",
        ),
        (
            {
                "query": "spread: {over: dari, from: dari, to: sampai}",
                "args": SPAN,
                "call": "call: GET /x/{dari}",
            },
            "19:24: `dari` sudah nama argumen; beri nama lain untuk hari pertama setiap bagian",
        ),
        (
            {
                "query": "spread: {over: h, from: dari, to: sampai}",
                "args": SPAN,
                "call": "call: GET /x/{dari}",
            },
            "19:17: panggilan tidak memuat `{h}`, jadi setiap bagian meminta hal yang sama; tulis `{h}` di `call`",
        ),
        (
            {
                "query": "spread: {from: dari, to: sampai}",
                "args": SPAN,
                "call": "call: GET /x/{dari}",
            },
            (
                "19:17: panggilan tidak memuat `{sampai}`, jadi setiap bagian meminta hal yang sama;"
                " tulis `{sampai}` di `call`"
            ),
        ),
        (
            {
                "query": "spread: a",
                "args": 'args: {a: "[ID!]"}',
                "returns": "returns: Buku",
            },
            (
                "19:17: `spread` memberi banyak jawaban, sedangkan `daftarBuku` mengembalikan `Buku`;"
                ' pakai `returns: "[Buku!]"`'
            ),
        ),
        (
            {
                "query": "spread: a\nbatch: {call: 'GET /x?a={a}', group: isbn}",
                "args": 'args: {a: "[ID!]"}',
            },
            "19:17: `spread` dan `batch` dipakai sekaligus; pakai salah satu: `batch` sudah memuat banyak kunci",
        ),
        (
            {
                "query": "spread: a",
                "args": 'args: {a: "[ID!]"}',
                "call": "batch: {call: 'GET /x?a={a}', group: isbn}",
            },
            "19:17: `spread` tanpa `call`; tulis panggilannya",
        ),
        (
            {"query": "spread: {over: a, step: 0d}"},
            "19:33: `0d` bukan langkah; tulis `1d`, `7d`, `month`, atau `year`",
        ),
        (
            {"query": "spread: {over: a, zone: WIBB}", "args": 'args: {a: "[ID!]"}'},
            "19:33: zona waktu `WIBB` tidak dikenal; pakai WIB, WITA, WIT, UTC, atau selisih seperti `+07:00`",
        ),
    ],
)
def test_mistakes_of_spreads(
    swapped: dict[str, str], expected: str, wrong: Wrong
) -> None:
    """Each mistake of a spread is told at its place."""
    assert f"c.yaml:{expected}" in wrong(**swapped)


def test_a_pattern_without_a_group(wrong: Wrong) -> None:
    """What is looked up is a pattern's first group: one without chooses nothing."""
    (found,) = wrong(top=TABLE, connector="route: {by: a, pattern: ^18, table: t}")

    assert "`pattern: ^18` tidak punya kelompok, jadi tidak ada yang dicari" in found
