"""GraphQL services: what cannot be asked of them is said before anything is."""

import pytest

from tests.config.checks.conftest import Judge

TYPES = """
types:
  Buku: {key: kode, fields: {kode: {type: ID!, from: id}, judul: String}}
"""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'queries: {a: {args: {t: Date}, returns: "[Buku]", graphql: "{ x(y: ▸$t) }"}}',
            (
                "jenis variabel `$t` di layanan itu tidak dapat disimpulkan dari `Date`;"
                " tulis jenisnya: `query ($t: …) { … }`"
            ),
        ),
        (
            'queries: {a: {args: {tahun: Int}, returns: "[Buku]", graphql: "{ x(y: ▸$tahum, z: $tahun) }"}}',
            "`$tahum` bukan argumen `a`; mungkin maksudnya `tahun`?",
        ),
        (
            'queries: {a: {args: {▸t: Int}, returns: "[Buku]", graphql: "{ x }"}}',
            (
                "argumen `t` tidak dipakai; pakai `$t` di `graphql`, sebut di"
                " `filter_by`, atau hapus"
            ),
        ),
        (
            'queries: {a: {returns: Int, graphql: ▸"{ x { ...rows } }"}}',
            (
                "`...rows` untuk `Int`, yang tidak punya field;"
                " hapus `...rows`: tulis query sampai ke nilainya"
            ),
        ),
        (
            'queries: {a: {returns: "[Buku]", format: ▸xml, graphql: "{ x }"}}',
            (
                "`format: xml` pada layanan GraphQL, yang selalu menjawab JSON;"
                " hapus, atau tulis `format: json` pada `a`"
            ),
        ),
        (
            'queries: {a: {returns: "[Buku]", fields: {judul: ▸\'"a b"\'}, graphql: "{ x }"}}',
            (
                "`a b` di `from` field `judul` bukan nama field GraphQL;"
                " pakai huruf, angka, dan garis bawah, seperti ditulis layanannya"
            ),
        ),
        (
            'queries: {a: {returns: "[Buku]", fields: {judul: {jmespath: ▸"tag.*"}}, graphql: "{ x }"}}',
            (
                "ekspresi field `judul` meminta semua field, dan query GraphQL harus"
                " menyebutnya satu per satu; ganti `*` dengan nama fieldnya"
            ),
        ),
        (
            "queries: {a: {returns: \"[Buku]\", fields: {judul: {from: ▸{graphql: 'n(l: ID)'}}}, call: GET /a}}",
            (
                "`from: {graphql: …}` pada field `judul`, padahal `a` bukan query GraphQL;"
                " tulis path-nya di `fields` milik `a`"
            ),
        ),
        (
            'queries: {a: {returns: "[Buku]", call: GET /x, graphql: ▸"{ x }"}}',
            "`call` dan `graphql` dipakai sekaligus; pilih satu",
        ),
        (
            'queries: {a: {args: {k: ID!}, returns: Buku, graphql: ▸"{ x(y: $k) { ...rows } z }", batch: {aliases: true}}}',
            (
                "`aliases` perlu query dengan satu field terluar;"
                " tulis misalnya `{ buku(kode: $kode) { ...rows } }`"
            ),
        ),
        (
            "queries: {a: {args: {k: ID!}, returns: Buku, call: 'GET /x/{k}', batch: ▸{aliases: true}}}",
            (
                "`aliases` hanya untuk `graphql`;"
                " tulis query satu kunci di `graphql`, atau hapus `aliases`"
            ),
        ),
        (
            'queries: {a: {args: {k: ID!}, returns: Buku, graphql: "{ x(y: $k) }", batch: {aliases: true, match: ▸kode}}}',
            "jawaban menurut alias atau `_entities` sudah berurutan; hapus `match`",
        ),
        (
            'queries: {a: {args: {k: ID!}, returns: Buku, graphql: "{ x(y: $k) }", batch: {graphql: ▸"{ xs }", by: k, match: kode}}}',
            (
                "panggilan `batch` tidak memuat `$k`, jadi kuncinya tidak terkirim;"
                " tulis `$k` di `graphql` milik `batch`"
            ),
        ),
    ],
)
def test_queries(judge: Judge, text: str, problem: str) -> None:
    """Each mistake is told once, at its place, with the remedy."""
    verdict = judge(TYPES + text)
    assert f"{verdict.place}: {problem}" in verdict.lines


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '"▸{ a b }"',
            (
                "letak baris tidak jelas; tulis `...rows` di tempat field barisnya,"
                " misalnya `{ arsip { nodes { ...rows } total } }`"
            ),
        ),
        (
            '"{ a(▸} }"',
            (
                "query GraphQL tidak dapat dibaca di dekat `} }`;"
                " tulis misalnya `{ buku(kode: $kode) { ...rows } }`"
            ),
        ),
        (
            '"▸mutation { a }"',
            (
                "`mutation` tidak dapat dipanggil: query hanya membaca;"
                " pakai query milik layanan itu"
            ),
        ),
        (
            '"{ a } ▸fragment rows on A { b }"',
            (
                "`graphql` memuat lebih dari satu query;"
                " tulis satu query, tanpa fragment; untuk barisnya pakai `...rows`"
            ),
        ),
        (
            '"{ a { ▸...row } }"',
            "fragment `...row` tidak dikenal; yang ada hanya `...rows`",
        ),
        (
            '"{ a { ...rows } b { ▸...rows } }"',
            "`...rows` ditulis dua kali; tulis satu kali saja",
        ),
        (
            '"query (▸$t: Int) { a }"',
            "variabel `$t` tidak dipakai; hapus, atau pakai dalam query",
        ),
        (
            '{query: "{ a }", path: ▸graphql}',
            "path `graphql` tidak diawali `/`; tulis `/graphql`",
        ),
        (
            '{query: "{ a }", path: "▸/a?b=c"}',
            "`path` memuat `?`; pindahkan nilainya ke query GraphQL",
        ),
    ],
)
def test_documents(judge: Judge, text: str, problem: str) -> None:
    """A query that cannot be read, or has no one place for its rows, is refused."""
    query = f'queries: {{a: {{returns: "[Buku]", graphql: {text}}}}}'
    verdict = judge(TYPES + query)
    assert (f"{verdict.place}: {problem}",) == verdict.lines


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a b", '`a b` bukan satu field; misalnya `"harga(mata_uang: IDR)"`'),
        (
            "a(x: $y)",
            (
                "`$y` tidak dapat dipakai di field;"
                " tulis nilainya; argumen hanya ada di `graphql` milik query"
            ),
        ),
        (
            "a {",
            (
                "query GraphQL tidak dapat dibaca di dekat `akhir teks`;"
                " tulis misalnya `{ buku(kode: $kode) { ...rows } }`"
            ),
        ),
    ],
)
def test_fields(judge: Judge, text: str, problem: str) -> None:
    """A field of a service is one field, with constant arguments."""
    verdict = judge(
        f"types: {{A: {{fields: {{b: {{type: Int, from: {{graphql: '{text}'}}}}}}}}}}\n"
        'queries: {a: {returns: A, graphql: "{ x }"}}'
    )
    assert [problem] == [line.split(": ", 1)[1] for line in verdict.lines]


def test_nothing_named(judge: Judge) -> None:
    """A source that names nothing is refused."""
    verdict = judge("types: {A: {fields: {b: {type: Int, from: ▸{}}}}}")
    assert verdict.lines[0].startswith(f"{verdict.place}: `from` belum diisi")


def test_cases(judge: Judge) -> None:
    """What `__typename` may be is a name."""
    verdict = judge("""
        types: {A: {fields: {b: Int}}}
        unions: {U: {of: [A], discriminate: {path: __typename, cases: {"a b": A}}}}
        queries: {a: {returns: U, graphql: "{ x }"}}
        """)
    assert [True] == [
        "penanda `a b` bukan nama tipe GraphQL" in line for line in verdict.lines
    ]


def test_entities_alone(judge: Judge) -> None:
    """A type by Federation's entities needs nothing else; two ways are one too many."""
    text = "types: {A: {key: a, fields: {a: ID!}, batch: {entities: X%s}}}"
    assert () == judge(text % "").lines
    verdict = judge(text % ", call: 'GET /a?k={a}'")
    assert "`call` dan `entities` dipakai sekaligus; pilih satu" in verdict.lines[0]
