"""What is wrong with a query, in Indonesian: every rule of graphql-core's, and our own bounds."""

from typing import Final

import pytest
from graphql import GraphQLError, build_schema, parse, specified_rules, validate
from graphql.execution.values import get_variable_values
from graphql.language import OperationDefinitionNode

from gateway.trial.messages import in_indonesian

SCHEMA: Final = build_schema("""
directive @hanya on FIELD
directive @perlu(a: Int!) on FIELD
interface Benda { nama: String }
type Buku implements Benda { judul(p: Int): String nama: String penerbit: Penerbit }
type Penerbit { nama: String }
type Lain { x: Int }
union Apa = Buku | Penerbit
enum Warna { MERAH BIRU }
input Saring { judul: String! n: Int w: Warna }
input Satu @oneOf { a: Int b: Int }
type Query {
  buku(id: ID!, w: Warna): Buku
  daftar(s: Saring, n: Int, l: [Int!], b: Boolean, f: Float, o: Satu, ju: String): [Buku!]
  apa: Apa
  benda: Benda
  lain: Lain
}
""")
WRONG: Final = [
    ("{", "seharusnya nama di sini, bukan akhir kueri"),
    ("{ buku(id: 1) { judul }", "seharusnya nama di sini, bukan akhir kueri"),
    ("{ buku(id: 1) { judul } } }", "`}` tidak pada tempatnya"),
    ("{ buku(id: ) { judul } }", "`)` tidak pada tempatnya"),
    ("{ daftar(n: 01) { judul } }", "angka itu salah tulis"),
    ("{ daftar(n: 1.) { judul } }", "angka itu salah tulis"),
    ('{ daftar(ju: "abc) { judul } }', 'teks belum ditutup dengan `"`'),
    ('{ daftar(ju: "\\q") { judul } }', "`\\q` dalam teks tidak dikenal"),
    ('{ daftar(ju: "\\u12") { judul } }', '`\\u12")` dalam teks tidak dikenal'),
    ("{ daftar .. x }", "`..` tidak pada tempatnya; mungkin maksudnya `...`?"),
    ("{ % }", "huruf `%` tidak dikenal"),
    ("{ }", "seharusnya nama di sini, bukan `}`"),
    (
        "query ($a: Int = $b) { daftar(n: $a) { judul } }",
        "variabel `$b` tidak boleh di sini",
    ),
    (
        "{ bukuu { judul } }",
        "`Query` tidak punya field `bukuu`; mungkin maksudnya `buku`?",
    ),
    (
        "{ buku(id: 1) { judulx } }",
        "`Buku` tidak punya field `judulx`; mungkin maksudnya `judul`?",
    ),
    (
        "{ apa { judul } }",
        "`Apa` tidak punya field `judul`; mungkin maksudnya `... on Buku`?",
    ),
    ("{ buku { judul } }", "argumen wajib `Query.buku(id:)` (ID!) belum diisi"),
    (
        "{ buku(id: 1) }",
        "`buku` berisi objek `Buku`: pilih field-nya; mungkin maksudnya `buku { ... }`?",
    ),
    (
        "{ buku(id: 1) { judul { x } } }",
        "`judul` (String) bukan objek: hapus `{ … }` sesudahnya",
    ),
    (
        "{ buku(id: 1, x: 2) { judul } }",
        "`Query.buku` tidak punya argumen `x`; mungkin maksudnya `w`?",
    ),
    (
        "{ buku(idd: 1) { judul } }",
        "`Query.buku` tidak punya argumen `idd`; mungkin maksudnya `id`?",
    ),
    ("{ buku(id: 1) { judul @tidak } }", "direktif `@tidak` tidak ada"),
    ("{ buku(id: 1) @hanya(x: 1) { judul } }", "`@hanya` tidak punya argumen `x`"),
    (
        "{ buku(id: 1) @perlu { judul } }",
        "argumen wajib `@perlu(a:)` (Int!) belum diisi",
    ),
    (
        "query @hanya { buku(id: 1) { judul } }",
        "direktif `@hanya` tidak boleh pada query",
    ),
    ("{ buku(id: 1) { ...F } }", "fragmen `F` tidak ada"),
    (
        "fragment F on Buku { judul } { buku(id: 1) { judul } }",
        "fragmen `F` tidak dipakai",
    ),
    (
        "fragment F on Tidak { judul } { buku(id: 1) { ...F } }",
        "type `Tidak` tidak ada; mungkin maksudnya `ID`?",
    ),
    (
        "fragment F on Buku { ...F } { buku(id: 1) { ...F } }",
        "fragmen `F` memuat dirinya sendiri",
    ),
    (
        "fragment F on Buku { penerbit { ...G } } fragment G on Penerbit { ...F } { buku(id: 1) { ...F } }",
        "fragmen `F` memuat dirinya sendiri",
    ),
    (
        "fragment F on String { x } { buku(id: 1) { ...F } }",
        "fragmen tidak dapat `on String`: itu bukan objek",
    ),
    (
        "{ buku(id: 1) { ... on String { x } } }",
        "fragmen tidak dapat `on String`: itu bukan objek",
    ),
    (
        "{ buku(id: 1) { ... on Lain { x } } }",
        "fragmen `on Lain` tidak pernah cocok di sini, yang isinya `Buku`",
    ),
    (
        "fragment F on Lain { x } { buku(id: 1) { ...F } }",
        "fragmen `on Lain` tidak pernah cocok di sini, yang isinya `Buku`",
    ),
    (
        "fragment F on Buku { judul } fragment F on Buku { judul } { buku(id: 1) { ...F } }",
        "`F` ditulis dua kali",
    ),
    ("{ daftar(n: $a) { judul } }", "variabel `$a` belum disebut di `query (…)`"),
    (
        "query A { daftar(n: $a) { judul } }",
        "variabel `$a` belum disebut di `query (…)`",
    ),
    ("query A($a: Int) { daftar { judul } }", "variabel `$a` tidak dipakai"),
    ("query ($a: Int) { daftar { judul } }", "variabel `$a` tidak dipakai"),
    ("query ($a: Int, $a: Int) { daftar(n: $a) { judul } }", "`$a` ditulis dua kali"),
    (
        "query ($a: Buku) { daftar(n: $a) { judul } }",
        "`Buku` tidak dapat menjadi type variabel `$a`",
    ),
    (
        "query ($a: Intt) { daftar(n: $a) { judul } }",
        "type `Intt` tidak ada; mungkin maksudnya `Int`?",
    ),
    (
        "query ($a: String) { daftar(n: $a) { judul } }",
        "variabel `$a` ber-type `String`, padahal di sini perlu `Int`",
    ),
    ("query A { __typename } query A { __typename }", "`A` ditulis dua kali"),
    ("{ __typename } query A { __typename }", "beri nama setiap operasi: ada beberapa"),
    ("type X { a: Int } { __typename }", "`X` bukan kueri"),
    ("mutation { a }", "graf tidak punya mutation"),
    ("subscription { a }", "graf tidak punya subscription"),
    ('{ daftar(n: "a") { judul } }', '"a" bukan `Int`'),
    ("{ daftar(n: 99999999999) { judul } }", "99999999999 bukan `Int`"),
    ("{ daftar(s: 1) { judul } }", "harus objek `Saring`"),
    ("{ daftar(s: {}) { judul } }", "`Saring` perlu `judul`"),
    (
        '{ daftar(s: {judul: "a", x: 1}) { judul } }',
        "`Saring` tidak punya `x`; mungkin maksudnya `n` atau `w`?",
    ),
    ('{ daftar(s: {judul: "a", judul: "b"}) { judul } }', "`judul` ditulis dua kali"),
    ("{ daftar(s: {judul: null}) { judul } }", "tidak boleh null (String!)"),
    ("{ daftar(l: [null]) { judul } }", "tidak boleh null (Int!)"),
    ("{ buku(id: null) { judul } }", "tidak boleh null (ID!)"),
    (
        "{ buku(id: 1, w: MERA) { judul } }",
        "`MERA` bukan nilai `Warna`; mungkin maksudnya `MERAH`?",
    ),
    (
        '{ buku(id: 1, w: "MERAH") { judul } }',
        '"MERAH" bukan nilai `Warna`, yang ditulis tanpa tanda kutip; mungkin maksudnya `MERAH`?',
    ),
    ("{ daftar(b: 1) { judul } }", "1 bukan `Boolean`"),
    ('{ daftar(f: "x") { judul } }', '"x" bukan `Float`'),
    ("{ daftar(ju: 1) { judul } }", "1 bukan `String`"),
    (
        "{ daftar(o: {a: 1, b: 2}) { judul } }",
        "isi `Satu` dengan tepat satu field, bukan null",
    ),
    (
        "{ daftar(o: {a: null}) { judul } }",
        "isi `Satu` dengan tepat satu field, bukan null",
    ),
    ("{ daftar(n: 1, n: 2) { judul } }", "`n` ditulis dua kali"),
    (
        "{ a: buku(id: 1) { judul } a: buku(id: 2) { judul } }",
        "`a` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: a`",
    ),
    (
        "{ a: buku(id: 1) { judul } a: lain { x } }",
        "`a` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: a`",
    ),
    (
        "{ buku(id: 1) { a: judul  a: nama } }",
        "`a` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: a`",
    ),
    (
        "{ a: buku(id: 1) { judul } a: daftar { judul } }",
        "`a` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: a`",
    ),
    (
        "{ apa { ... on Buku { a: judul } ... on Penerbit { a: nama } } buku(id: 1) { x: penerbit { a: nama } x: penerbit { a: __typename } } }",
        "`x` diminta dua kali dengan isi berbeda: beri alias, misalnya `lain: x`",
    ),
    (
        "{ buku(id: 1) { judul @skip(if: true) @skip(if: true) } }",
        "direktif `@skip` cukup satu kali di sini",
    ),
    (
        "{ buku(id: 1) { judul @skip } }",
        "argumen wajib `@skip(if:)` (Boolean!) belum diisi",
    ),
]


@pytest.mark.parametrize(("query", "said"), WRONG)
def test_queries(query: str, said: str) -> None:
    """Whatever is wrong with a query is said in Indonesian, with what may be meant."""
    assert said == in_indonesian(_first(query))


def _first(query: str) -> str:
    try:
        node = parse(query, allow_empty_selection_sets=False)
    except GraphQLError as error:
        return error.message
    return validate(SCHEMA, node, [*specified_rules])[0].message


@pytest.mark.parametrize(
    ("declared", "given", "said"),
    [
        ("Int!", {}, "variabel `$a`: wajib diisi (Int!)"),
        ("Int!", {"a": None}, "variabel `$a`: tidak boleh null (Int!)"),
        ("Int!", {"a": "x"}, "variabel `$a`: 'x' bukan `Int`"),
        ("[Int!]", {"a": [None]}, "variabel `$a[0]`: tidak boleh null (Int!)"),
        ("Saring", {"a": 3}, "variabel `$a`: harus objek `Saring`"),
        ("Saring", {"a": {}}, "variabel `$a`: `Saring` perlu `judul`"),
        (
            "Saring",
            {"a": {"judul": "x", "w": "MERAHH"}},
            "variabel `$a.w`: `MERAHH` bukan nilai `Warna`; mungkin maksudnya `MERAH`?",
        ),
    ],
)
def test_variables(declared: str, given: dict[str, object], said: str) -> None:
    """Whatever is wrong with a variable is said with its path."""
    (node,) = parse(f"query ($a: {declared}) {{ daftar {{ nama }} }}").definitions
    assert isinstance(node, OperationDefinitionNode)
    errors = get_variable_values(SCHEMA, node.variable_definitions or (), given)
    assert isinstance(errors, list)
    assert said == in_indonesian(errors[0].message)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Must provide an operation.", "tidak ada operasi di dalamnya"),
        ("Unknown operation named 'X'.", "kueri tidak punya operasi bernama `X`"),
        (
            "The document is too long; at most 9 tokens.",
            "terlalu panjang: paling banyak 9 kata",
        ),
        (
            "The operation is too deep; at most 9 levels.",
            "terlalu dalam: paling banyak 9 tingkat",
        ),
        (
            "The operation has too many root fields; at most 9 are allowed.",
            "terlalu banyak field teratas: paling banyak 9",
        ),
        (
            "The operation needs more than 9 calls.",
            "perlu lebih dari 9 panggilan",
        ),
        (
            "Subscriptions are not served at this endpoint.",
            "langganan tidak dilayani di sini",
        ),
        (
            "Variable '$a' decides a condition; it must not be null.",
            "variabel `$a` menentukan @skip atau @include: tidak boleh null",
        ),
        (
            "Expected value of type 'Date', but encountered error 'x'; found: 1.",
            "bukan `Date` yang sah",
        ),
        (
            "Syntax Error: Expected Name, found Int '5'.",
            "seharusnya nama di sini, bukan bilangan bulat `5`",
        ),
        ("What nobody has said yet.", "What nobody has said yet."),
    ],
)
def test_others(message: str, said: str) -> None:
    """Our own bounds are said in Indonesian too; what is not known stays as it is."""
    assert said == in_indonesian(message)
