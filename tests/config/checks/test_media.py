"""gateway/config/checks/media.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "not a web address": (
        """
        media: {allow: [▸"https://a.id/foto/../x/"]}
        """,
        (
            "alamat `https://a.id/foto/../x/` tidak dapat dibandingkan; tulis tanpa `.`,"
            " `..`, atau garis miring tersandi di path-nya"
        ),
    ),
    "credentials elsewhere": (
        """
        media: {allow: ["http://perpus.test/x", ▸"https://lain.id/"], auth: true}
        """,
        (
            "`auth: true` mengirim kredensial ke host yang bukan milik konektor ini;"
            " hapus `auth`, atau sebut hanya alamat di host konektor"
        ),
    ),
    "somebody's own credential": (
        """
        auth: {kind: forward}
        media: ▸{allow: "http://perpus.test/x", auth: true}
        """,
        (
            "`auth: true` tidak berlaku untuk `kind: forward`: tautan berkas dibuka tanpa"
            " masuk; hapus `auth` pada `media`"
        ),
    ),
    "not an address": (
        """
        media: https://a.id/
        types: {Buku: {fields: {▸judul: {type: String, proxy: true}}}}
        """,
        (
            "`proxy` hanya untuk `URL`, padahal `judul` bertipe `String`;"
            " hapus `proxy`, atau pakai `type: URL`"
        ),
    ),
    "personal": (
        """
        media: https://a.id/
        types: {Buku: {fields: {▸ktp: {type: URL, proxy: true, personal: true}}}}
        """,
        (
            "`ktp` adalah data pribadi, sedangkan tautan `proxy` dapat dibuka siapa saja;"
            " hapus `proxy`"
        ),
    ),
    "no proxy": (
        """
        types: {Buku: {fields: {▸sampul: {type: URL, proxy: true}}}}
        """,
        (
            "`sampul` memakai `proxy`, tetapi konektor `perpus` tidak punya `media`;"
            ' tambahkan `media: {allow: ["https://…/"]}` pada konektornya'
        ),
    ),
    "no proxy anywhere": (
        """
        ---
        types: {Foto: {fields: {▸alamat: {type: URL, proxy: true}}}}
        """,
        (
            "`alamat` memakai `proxy`, tetapi tidak ada konektor dengan `media`;"
            ' tambahkan `media: {allow: ["https://…/"]}` pada konektornya'
        ),
    ),
    "in a query": (
        """
        media: https://a.id/
        types: {Buku: {fields: {judul: String, sampul: URL}}}
        queries:
          buku: {returns: Buku, call: GET /b, fields: {sampul: {proxy: true}, ▸judul: {proxy: true}}}
        """,
        (
            "`proxy` hanya untuk `URL`, padahal `judul` bertipe `String`;"
            " hapus `proxy`, atau pakai `type: URL`"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(judge: Judge, name: str) -> None:
    """What cannot be passed on is refused where it is written."""
    text, message = WRONG[name]
    verdict = judge(text)
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_what_is_right(judge: Judge) -> None:
    """Addresses of the connector's own host may have its credentials."""
    verdict = judge("""
        media: {allow: "http://PERPUS.test:80/foto/", auth: true, types: "image/*", ttl: 0}
        types: {Buku: {fields: {sampul: {type: "[URL!]", proxy: true}}}}
        """)
    assert () == verdict.lines
