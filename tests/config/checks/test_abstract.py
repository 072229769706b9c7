"""gateway/config/checks/abstract.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "unknown interface": (
        """
        types: {Buku: {implements: ▸Kolesi, fields: {judul: String}},
                Majalah: {implements: Koleksi, fields: {judul: String}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {m: Majalah}}
        """,
        "interface `Kolesi` tidak dikenal; mungkin maksudnya `Koleksi`?",
    ),
    "no interfaces at all": (
        """
        types: {Buku: {implements: ▸Koleksi, fields: {judul: String}}}
        """,
        "interface `Koleksi` tidak dikenal; tulis interface itu di `interfaces`",
    ),
    "implements a type": (
        """
        types: {Buku: {implements: ▸Rak, fields: {judul: String}},
                Rak: {fields: {nomor: ID}}}
        """,
        "`Rak` adalah type objek, bukan interface",
    ),
    "implements twice": (
        """
        types: {Buku: {implements: [Koleksi, ▸Koleksi], fields: {judul: String}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
        "interface `Koleksi` disebut dua kali; hapus salah satunya",
    ),
    "a field of another type": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: ▸Int}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
        (
            "field `judul` bertipe `Int`, padahal interface `Koleksi` menjanjikan"
            " `String`; pakai `String`"
        ),
    ),
    "a nullable field": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: ▸String}}}
        interfaces:
          Koleksi:
            fields: {judul: String!}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
        (
            "field `judul` bertipe `String`, padahal interface `Koleksi` menjanjikan"
            " `String!`; pakai `String!`"
        ),
    ),
    "one for a list": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: ▸String}}}
        interfaces:
          Koleksi:
            fields: {judul: "[String]"}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
        (
            "field `judul` bertipe `String`, padahal interface `Koleksi` menjanjikan"
            " `[String]`; pakai `[String]`"
        ),
    ),
    "interface of nothing": (
        """
        interfaces: {▸Koleksi: {fields: {judul: String}}}
        """,
        (
            "interface `Koleksi` tidak dipakai type mana pun;"
            " tulis `implements: Koleksi` pada type-nya, atau hapus"
        ),
    ),
    "interface without discriminate": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: String}}}
        interfaces: {▸Koleksi: {fields: {judul: String}}}
        """,
        (
            "interface `Koleksi` belum mengatakan cara mengenali type barisnya;"
            " tulis `discriminate: {path: jenis, cases: {…}}`"
        ),
    ),
    "no cases": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: String}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: ▸{path: jenis, cases: {}}
        """,
        (
            "`discriminate` milik `Koleksi` tidak punya `cases`;"
            " tulis misalnya `cases: {kode: Buku}`"
        ),
    ),
    "a case of an unknown type": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: String}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {b: ▸Buk}}
        """,
        "`cases` menunjuk type `Buk` yang tidak dikenal; mungkin maksudnya `Buku`?",
    ),
    "a case of a stranger": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: String}},
                Rak: {fields: {nomor: ID}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {b: Buku, else: ▸Rak}}
        """,
        (
            "`cases` menunjuk `Rak`, yang tidak memakai interface `Koleksi`;"
            " tulis `implements: Koleksi` pada `Rak`"
        ),
    ),
    "union of an unknown type": (
        """
        types: {Buku: {fields: {judul: String}}}
        unions:
          Temuan: {of: [Buku, ▸Bku], discriminate: {path: j, cases: {b: Buku}}}
        """,
        "anggota `Bku` tidak dikenal; mungkin maksudnya `Buku`?",
    ),
    "union of an enum": (
        """
        types: {Buku: {fields: {judul: String}}}
        enums: {Status: [ADA, PINJAM]}
        unions:
          Temuan: {of: [Buku, ▸Status], discriminate: {path: j, cases: {b: Buku}}}
        """,
        (
            "anggota `Status` adalah enum, bukan type objek;"
            " union hanya terdiri dari type objek"
        ),
    ),
    "union of one twice": (
        """
        types: {Buku: {fields: {judul: String}}}
        unions:
          Temuan: {of: [Buku, ▸Buku], discriminate: {path: j, cases: {b: Buku}}}
        """,
        "anggota `Buku` disebut dua kali; hapus salah satunya",
    ),
    "union without discriminate": (
        """
        types: {Buku: {fields: {judul: String}}}
        unions: {▸Temuan: {of: [Buku]}}
        """,
        (
            "union `Temuan` belum mengatakan cara mengenali type barisnya;"
            " tulis `discriminate: {path: jenis, cases: {…}}`"
        ),
    ),
    "a case that is no member": (
        """
        types: {Buku: {fields: {judul: String}}, Rak: {fields: {nomor: ID}}}
        unions:
          Temuan: {of: [Buku], discriminate: {path: j, cases: {b: Buku, r: ▸Rak}}}
        """,
        (
            "`cases` menunjuk `Rak`, yang bukan anggota union `Temuan`;"
            " tambahkan `Rak` ke `of`"
        ),
    ),
    "a member that no case chooses": (
        """
        types: {Buku: {fields: {judul: String}}, Rak: {fields: {nomor: ID}}}
        unions:
          Temuan: {of: [Buku, ▸Rak], discriminate: {path: j, cases: {b: Buku}}}
        """,
        (
            "anggota `Rak` tidak pernah dipilih oleh `cases`;"
            " tambahkan `<isi>: Rak` di `cases`, atau hapus dari `of`"
        ),
    ),
}

FINE = {
    "covariant fields": """
        types:
          Buku: {implements: Koleksi, fields: {judul: String!, isi: "[Bab!]!"}}
          Bab: {implements: Bagian, fields: {nomor: Int}}
        interfaces:
          Koleksi:
            fields: {judul: String, isi: "[Bagian]"}
            discriminate: {path: jenis, cases: {b: Buku}}
          Bagian:
            fields: {nomor: Int}
            discriminate: {path: jenis, cases: {"1": Bab, else: Bab}}
        """,
    "inherited fields": """
        types: {Buku: {implements: Koleksi, fields: {isbn: ID}}}
        interfaces:
          Koleksi:
            fields: {judul: String}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
    "union with else": """
        types: {Buku: {fields: {judul: String}}, Rak: {fields: {nomor: ID}}}
        unions:
          Temuan:
            of: [Buku, Rak]
            discriminate: {path: j, cases: {b: Buku, else: Rak}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """An interface or union that cannot be told apart is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Interfaces that are kept and unions that are told apart are no mistake."""
    assert () == judge(text).lines
