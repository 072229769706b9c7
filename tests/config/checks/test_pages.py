"""gateway/config/checks/pages.py."""

import pytest

from tests.config.checks.conftest import Judge

BOOKS = """
types: {Buku: {fields: {judul: String, tahun: Int}}}
queries:
  buku:
"""

WRONG = {
    "no list": (
        """
            returns: Buku
            call: GET /b?p={page}
            pages: ▸page
        """,
        (
            "`pages` hanya untuk query yang mengembalikan daftar, bukan `Buku`;"
            ' hapus `pages`, atau pakai `returns: "[Buku!]"`'
        ),
    ),
    "a list of lists": (
        """
            returns: "[[Buku!]!]"
            call: GET /b?p={page}
            pages: ▸page
        """,
        (
            "`pages` hanya untuk query yang mengembalikan daftar, bukan `[[Buku!]!]`;"
            ' hapus `pages`, atau pakai `returns: "[Buku!]"`'
        ),
    ),
    "a connection of texts": (
        """
            returns: "[String!]"
            call: GET /b?p={page}
            pages: ▸page
        """,
        (
            "daftar `String` tidak dapat menjadi connection: isinya bukan objek;"
            " tambahkan `as: list`"
        ),
    ),
    "a style without its placeholder": (
        """
            returns: "[Buku!]"
            call: ▸GET /b?n={size}
            pages: offset
        """,
        (
            "panggilan tidak memuat `{offset}`, jadi selalu halaman yang sama yang"
            " diminta (`style: offset`); tulis misalnya `?offset={offset}`"
        ),
    ),
    "another style's placeholder": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}&o=▸{offset}
            pages: page
        """,
        ("`{offset}` bukan argumen `buku`; yang ada: `page`, `size`"),
    ),
    "a cursor from nowhere": (
        """
            returns: "[Buku!]"
            call: GET /b?c={cursor}
            pages: ▸cursor
        """,
        (
            "`style: cursor` belum mengatakan letak halaman berikutnya;"
            " tambahkan `cursor`, misalnya `cursor: meta.next_cursor`"
        ),
    ),
    "a link from nowhere": (
        """
            returns: "[Buku!]"
            call: GET /b
            pages: ▸{style: next}
        """,
        (
            "`style: next` belum mengatakan letak halaman berikutnya;"
            " tambahkan `next`, misalnya `next: links.next`"
        ),
    ),
    "an option of other styles": (
        """
            returns: "[Buku!]"
            call: GET /b?o={offset}
            pages: {style: offset, last: ▸meta.akhir}
        """,
        "`last` tidak dipakai pada `style: offset`; hanya untuk `page`; hapus",
    ),
    "what stays beside no cursor": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}&v=1
            pages: {style: page, keep: ▸[v]}
        """,
        "`keep` tidak dipakai pada `style: page`; hanya untuk `cursor`; hapus",
    ),
    "what stays beside a cursor in a header": (
        """
            returns: "[Buku!]"
            call: {request: GET /b?v=1, headers: {X-C: "{cursor}"}}
            pages: {style: cursor, cursor: n, keep: ▸[v]}
        """,
        (
            "`keep` tanpa `{cursor}` di parameter query atau isian `form`; hapus,"
            " atau pindahkan `{cursor}` ke sana"
        ),
    ),
    "what is not there and stays": (
        """
            returns: "[Buku!]"
            call: GET /b?verb=1&w=2&c={cursor}
            pages: {style: cursor, cursor: n, keep: [▸verbs]}
        """,
        (
            "`verbs` bukan parameter query atau isian `form` panggilan ini;"
            " mungkin maksudnya `verb`?"
        ),
    ),
    "a cursor that stays": (
        """
            returns: "[Buku!]"
            call: GET /b?v=1&c={cursor}
            pages: {style: cursor, cursor: n, keep: [▸c]}
        """,
        "`c` memuat `{cursor}`, jadi selalu dikirim; hapus",
    ),
    "all that stays": (
        """
            returns: "[Buku!]"
            call: GET /b?v=1&c={cursor}
            pages: {style: cursor, cursor: n, keep: ▸[v]}
        """,
        "`keep` menyebut semuanya, jadi tidak berarti; hapus",
    ),
    "a total of a whole list": (
        """
            returns: "[Buku!]"
            call: GET /b
            pages: {style: none, total: ▸{header: X-Total}}
        """,
        (
            "`total` tidak dipakai pada `style: none`;"
            " hanya untuk `page` atau `offset` atau `cursor` atau `next`; hapus"
        ),
    ),
    "links followed by POST": (
        """
            returns: "[Buku!]"
            call: ▸POST /b
            pages: {style: next, next: n}
        """,
        (
            "`style: next` mengikuti alamat dengan GET, sedangkan ini POST;"
            " pakai GET, atau gaya lain"
        ),
    ),
    "a filter of a part": (
        """
            args: {judul: String}
            returns: "[Buku!]"
            call: GET /b?p={page}
            filter_by: ▸judul
            pages: page
        """,
        (
            "`filter_by` perlu seluruh daftar, sedangkan `style: page` hanya mengambil"
            " sebagian halamannya; serahkan kepada layanan lewat argumen di `call`,"
            " atau pakai `where` untuk membuang baris"
        ),
    ),
    "an order of a part": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}
            sort_by: ▸tahun
            pages: page
        """,
        (
            "`sort_by` perlu seluruh daftar, sedangkan `style: page` hanya mengambil"
            " sebagian halamannya; serahkan kepada layanan lewat argumen di `call`,"
            " atau pakai `where` untuk membuang baris"
        ),
    ),
    "rows that are the same": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}
            dedupe: ▸judul
            pages: page
        """,
        (
            "`dedupe` perlu seluruh daftar, sedangkan `style: page` hanya mengambil"
            " sebagian halamannya; serahkan kepada layanan lewat argumen di `call`,"
            " atau pakai `where` untuk membuang baris"
        ),
    ),
    "an argument that pages bring": (
        """
            args: {▸first: Int}
            returns: "[Buku!]"
            call: GET /b?p={page}&n={first}
            pages: page
        """,
        "argumen `first` sudah diisi oleh `pages`; hapus dari `args`",
    ),
    "a placeholder that pages fill": (
        """
            args: {▸page: Int}
            returns: "[Buku!]"
            call: GET /b?p={page}
            pages: {style: page, as: list}
        """,
        "argumen `page` sudah diisi oleh `pages`; hapus dari `args`",
    ),
    "a batch": (
        """
            args: {judul: String!}
            returns: "[Buku!]"
            call: GET /b?p={page}&j={judul}
            batch: ▸{call: "GET /b?j={judul}", by: judul, group: judul}
            pages: page
        """,
        (
            "`batch` tidak dapat dipakai bersama `pages`: halaman tiap kunci"
            " berbeda-beda; pindahkan `batch` ke query lain dengan `expose: false`"
        ),
    ),
    "a merge of connections": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}
            pages: page
          lain: {returns: "[Buku!]", call: GET /l}
        ---
        merge:
          semua: {of: [▸perpus.buku, perpus.lain]}
        """,
        (
            "`perpus.buku` memberi connection, yang tidak dapat disatukan;"
            " tambahkan `as: list` pada `pages` query itu"
        ),
    ),
    "an odd style": (
        """
            returns: "[Buku!]"
            call: GET /b?p={page}
            pages: ▸pages
        """,
        ("`pages` bukan gaya halaman; mungkin maksudnya `page`?"),
    ),
}


def _whole(text: str) -> str:
    """Put a query's lines below the common beginning."""
    lines = text.strip("\n").splitlines()
    lead = len(lines[0]) - len(lines[0].lstrip())
    return BOOKS.lstrip("\n") + "\n".join(
        "    " + line[lead:] if line.startswith(" " * lead) else line[lead - 4 :]
        for line in lines
    )


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """Pages that cannot be had, or that others cannot use, are told."""
    verdict = judge(_whole(text))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


def test_a_name_that_a_connection_brings(judge: Judge) -> None:
    """A type that has the name of a connection is told, with the query's place."""
    verdict = judge(
        """
        types:
          Buku: {fields: {judul: String}}
          ▸BukuEdge: {fields: {judul: String}}
        queries:
          buku: {returns: "[Buku!]", call: "GET /b?p={page}", pages: page}
        """
    )
    (line,) = verdict.lines
    assert line.startswith(
        f"{verdict.place}: nama `BukuEdge` dipakai untuk halaman `buku` ("
    )


def test_a_lookup_in_a_part(judge: Judge) -> None:
    """A lookup among the rows of a list that comes in pages is told."""
    verdict = judge(
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: ▸buku, match: isbn}
        queries:
          buku: {returns: "[Buku!]", call: "GET /b?p={page}", pages: page}
        """
    )
    assert (
        (
            f"{verdict.place}: `lookup` perlu seluruh daftar, sedangkan `buku`"
            " memberinya per halaman; pakai query lain, atau `lookup: {call: …}`"
        ),
    ) == verdict.lines


def test_links_with_a_key(judge: Judge) -> None:
    """Links are not followed where each holds the service's key in its path."""
    verdict = judge(
        """
        auth: {kind: path, value: "${K:-abc}"}
        queries:
          nama:
            returns: "[String!]"
            call: GET /b
            pages: ▸{style: next, next: n, as: list}
        """
    )
    assert (
        (
            f"{verdict.place}: `style: next` tidak dapat mengikuti alamat yang memuat"
            " kunci (`kind: path`); pakai gaya lain: `page`, `offset`, atau"
            " `cursor`"
        ),
    ) == verdict.lines


def test_a_list_of_texts(judge: Judge) -> None:
    """Plain lists of anything may come in pages."""
    assert (
        ()
        == judge(
            """
        queries:
          nama: {returns: "[String!]", call: "GET /b?p={page}", pages: {style: page, as: list}}
        """
        ).lines
    )
