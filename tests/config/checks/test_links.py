"""gateway/config/checks/links.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "target cannot be looked up": (
        """
        types:
          Buku: {fields: {rak: ▸Rak}}
          Rak: {key: nomor, fields: {nomor: ID!}}
        """,
        (
            "field `rak` menunjuk `Rak` lewat kuncinya, tetapi `Rak` tidak punya"
            " `lookup` atau `batch`; tambahkan `lookup` pada `Rak`, atau"
            " `embed: true` bila objeknya sudah ada di jawaban"
        ),
    ),
    "embed of a scalar": (
        """
        types: {Buku: {fields: {▸rak: {type: ID, embed: true}}}}
        """,
        "field `rak` bertipe `ID`, jadi tidak perlu `embed: true`; hapus `embed`",
    ),
    "with on a scalar": (
        """
        types: {Buku: {fields: {nomor: ID, rak: {type: ID, with: {▸nomor: nomor}}}}}
        """,
        "`with` hanya untuk link, padahal `ID` bukan link; hapus `with`",
    ),
    "with on an embedded object": (
        """
        types:
          Buku: {fields: {nomor: ID, rak: {type: Rak, with: {▸nomor: nomor}}}}
          Rak: {fields: {nomor: ID}}
        """,
        (
            "`with` hanya untuk link, padahal `Rak` bukan link;"
            " hapus `with`, atau beri `Rak` kunci dan `lookup`"
        ),
    ),
    "composite key without with": (
        """
        types:
          Buku: {fields: {▸rak: Rak}}
          Rak:
            key: [gedung, nomor]
            fields: {gedung: ID!, nomor: ID!}
            lookup: {call: "GET /rak/{gedung}/{nomor}"}
        """,
        (
            "`Rak` punya 2 kunci; field `rak` belum menyebut semuanya;"
            " tulis `with: {gedung: …, nomor: …}`"
        ),
    ),
    "composite key half filled": (
        """
        types:
          Buku: {fields: {g: ID, rak: {type: Rak, with: {▸gedung: g}}}}
          Rak:
            key: [gedung, nomor]
            fields: {gedung: ID!, nomor: ID!}
            lookup: {call: "GET /rak/{gedung}/{nomor}"}
        """,
        (
            "`with` belum menyebut kunci `nomor` dari `Rak`;"
            " tambahkan `nomor: <field Buku>`"
        ),
    ),
    "with names no key": (
        """
        types:
          Buku: {fields: {g: ID, rak: {type: Rak, with: {nomor: g, ▸nomer: g}}}}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            lookup: {call: "GET /rak/{nomor}"}
        """,
        "`nomer` bukan kunci `Rak`; mungkin maksudnya `nomor`?",
    ),
    "with names no field": (
        """
        types:
          Buku: {fields: {gedung: ID, rak: {type: Rak, with: {nomor: ▸gedun}}}}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            lookup: {call: "GET /rak/{nomor}"}
        """,
        "`gedun` bukan field type `Buku`; mungkin maksudnya `gedung`?",
    ),
    "with of a type that does not fit": (
        """
        types:
          Buku: {fields: {g: String, rak: {type: Rak, with: {nomor: ▸g}}}}
          Rak:
            key: nomor
            fields: {nomor: Int!}
            lookup: {call: "GET /rak/{nomor}"}
        """,
        (
            "field `g` bertipe `String`, tidak dapat mengisi kunci `nomor` bertipe"
            " `Int!`; samakan type keduanya, misalnya `Int`"
        ),
    ),
    "list of links by with": (
        """
        types:
          Buku: {fields: {g: ID, rak: {type: ▸"[Rak]", with: {nomor: g}}}}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            lookup: {call: "GET /rak/{nomor}"}
        """,
        (
            "field `rak` memakai `with`, jadi menunjuk satu `Rak`, bukan daftar;"
            " pakai `type: Rak`"
        ),
    ),
    "non-null link to another OPD": (
        """
        types: {Buku: {fields: {rak: ▸Rak!}}}
        ---
          gudang:
            opd: Biro Umum
            url: http://gudang.test
            types:
              Rak:
                key: nomor
                fields: {nomor: ID!}
                lookup: {call: "GET /rak/{nomor}"}
        """,
        (
            "link ke OPD lain `rak` tidak boleh wajib (`!`): bila `gudang` mati,"
            " seluruh `Buku` ikut hilang; pakai `Rak`, atau `force: true` bila memang"
            " dikehendaki"
        ),
    ),
}

FINE = {
    "single, list, composite, forced and within one OPD": """
        types:
          Buku:
            fields:
              g: Int
              n: String
              satu: Rak!
              banyak: "[Rak!]"
              lengkap: {type: Laci, with: {gedung: g, nomor: n}}
              paksa: {type: Wilayah!, force: true}
              isi: {type: Rak, embed: true}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            lookup: {call: "GET /rak/{nomor}"}
          Laci:
            key: [gedung, nomor]
            fields: {gedung: ID!, nomor: ID!}
            lookup: {call: "GET /rak/{gedung}/{nomor}"}
        ---
          pemerintahan:
            opd: Biro Pemerintahan
            url: http://wilayah.test
            types:
              Wilayah:
                key: kode
                fields: {kode: ID!}
                batch: {call: "GET /wilayah?kode={kode}", join: ",", match: kode}
        """,
    "embedded without a key": """
        types: {Buku: {fields: {rak: Rak!}}, Rak: {fields: {nomor: ID}}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A link that cannot be followed is told at its field."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Links that can be followed are no mistake."""
    assert () == judge(text).lines
