"""Credentials that are incomplete, unknown, in the clear, or in each other's way."""

import pytest

from tests.config.checks.conftest import Judge

QUERY = "queries: {b: {returns: String, call: GET /b}}\n"


@pytest.mark.parametrize(
    ("auth", "reason"),
    [
        (
            "{kind: oauth2_client_credentials, token_url: ▸https://x.test/t#a, client_id: a, client_secret: '${T:-x}'}",
            "alamat `https://x.test/t#a` memuat `#`",
        ),
        (
            "{kind: body, fields: {▸a.(b=c): '${T:-x}'}}",
            "isian `a.(b=c)` memilih isi sebuah daftar; tulis kuncinya",
        ),
        (
            "{kind: session, call: {request: POST /m}, cookie: a, refused: ▸htm}",
            "bukan status HTTP atau `html`",
        ),
        ("▸{name: X}", "`auth` belum punya `kind`; pilih `none`, `header`"),
        (
            "{kind: ▸beare, token: '${T:-x}'}",
            "`beare` bukan jenis kredensial; mungkin maksudnya `bearer`?",
        ),
        (
            "{kind: ▸oauth2, token_url: x}",
            "`oauth2` bukan jenis kredensial; mungkin maksudnya `oauth2_client_credentials`?",
        ),
        (
            "▸{kind: header, name: X, value: '${T:-x}', refused: [401, 200]}",
            "`refused: 200` menolak setiap jawaban yang berhasil; tulis syarat pada isinya",
        ),
        (
            "{kind: header, name: X, value: '${T:-x}', refused: ▸{path: a}}",
            "syarat tanpa `in` atau `not_in`",
        ),
        ("▸bearer", "kredensial `bearer` perlu `token` atau `file`; tulis salah satu"),
        ("▸{kind: header, name: X}", "`auth` belum punya `value`"),
        (
            "{kind: header, name: X, value: ▸rahasia}",
            "rahasia tertulis langsung di berkas; pindahkan ke variabel lingkungan",
        ),
        (
            "{kind: header, name: X, nilai: 1, value: '${T:-x}'}",
            "kata `nilai` tidak dikenal dalam `auth`",
        ),
        (
            "{kind: header, name: ▸Host, value: '${T:-x}'}",
            "header `Host` tidak dapat dipakai",
        ),
        (
            "{kind: header, name: ▸a b, value: '${T:-x}'}",
            "header `a b` tidak dapat dipakai",
        ),
        (
            "{kind: header, name: X, value: ▸'${T:-é}'}",
            "isi header memuat aksara yang tidak dapat dikirim",
        ),
        (
            "{kind: path, value: ▸'${T:-a/../b}'}",
            "kunci dalam path kosong, atau memuat `.`",
        ),
        ("{kind: path, value: ▸'${T:-}'}", "kunci dalam path kosong"),
        (
            "{kind: basic, user: ▸'a:b', password: '${T:-x}'}",
            "nama pengguna memuat `:`",
        ),
        (
            (
                "[{kind: header, name: X, value: '${T:-x}'}, "
                "{kind: header, name: ▸x, value: '${T:-x}'}]"
            ),
            "header `x` diisi dua kali; yang pertama di connectors.yaml:",
        ),
        (
            (
                "[{kind: query, name: X, value: '${T:-x}'}, "
                "{kind: query, name: ▸X, value: '${T:-x}'}]"
            ),
            "parameter `X` diisi dua kali",
        ),
        (
            "[{kind: bearer, token: '${T:-x}'}, ▸forward]",
            "header `Authorization` diisi dua kali",
        ),
        (
            (
                "[{kind: digest, user: a, password: '${T:-x}'}, "
                "▸{kind: basic, user: a, password: '${T:-x}'}]"
            ),
            "header `Authorization` diisi dua kali",
        ),
        (
            "{kind: bearer, token: '${T:-x}', headers: {A: ▸'{tokn}'}}",
            "`{tokn}` tidak dikenal di sini; mungkin maksudnya `token`?",
        ),
        (
            "{kind: bearer, token: '${T:-x}', headers: {A: ▸'${T:-x} {token}'}}",
            "template kredensial tidak memuat `${…}`",
        ),
        (
            "{kind: hmac, key: '${T:-x}', sign: ▸'{token}', query: {s: '{signature}'}}",
            "`{token}` tidak dikenal di sini; tulis kredensial yang membuat token",
        ),
        (
            "{kind: hmac, key: '${T:-x}', sign: ▸'{tmestamp}', query: {s: '{signature}'}}",
            "`{tmestamp}` tidak dikenal di sini; mungkin maksudnya `timestamp`?",
        ),
        (
            "▸{kind: hmac, key: '${T:-x}', sign: '{method}', query: {s: '{method}'}}",
            "tanda tangan dibuat tetapi tidak dikirim",
        ),
        (
            (
                "{kind: hmac, key: '${T:-x}', sign: a, values: {date: ▸'${T:-x}'}, "
                "query: {s: '{signature}'}}"
            ),
            "kata `date` sudah punya arti; beri nama lain",
        ),
        (
            (
                "{kind: hmac, key: '${T:-x}', sign: a, values: {a-b: ▸'${T:-x}'}, "
                "query: {s: '{signature}'}}"
            ),
            "`a-b` bukan kata",
        ),
        ("▸{kind: plugin}", "kredensial `plugin` tanpa `sign` dan `decrypt`"),
        (
            "{kind: plugin, sign: ▸modul}",
            "`modul` bukan nama fungsi; tulis `paket.modul:fungsi`",
        ),
        (
            "{kind: login, call: 'POST ▸/a/{b}', token: t}",
            "`{b}` dalam permintaan masuk, yang tanpa argumen",
        ),
        (
            "{kind: login, call: {request: POST /a, json: {password: ▸rahasia}}, token: t}",
            "`password` tertulis langsung di berkas",
        ),
        (
            "{kind: login, call: {request: POST /a, json: {a: [{sandi: ▸rahasia}]}}, token: t}",
            "`sandi` tertulis langsung di berkas",
        ),
        (
            "{kind: session, call: {request: POST /a, form: {pass: ▸rahasia}}, cookie: s}",
            "`pass` tertulis langsung di berkas",
        ),
        (
            "{kind: session, call: {request: POST /a, form: {a: b}, text: ▸x}, cookie: s}",
            "`form` dan `text` dipakai sekaligus; pakai salah satu",
        ),
        (
            "{kind: login, call: POST /a, url: ▸'http://b.test', token: t}",
            "rahasia dikirim tanpa enkripsi ke internet; pakai `https://`",
        ),
        (
            (
                "{kind: oauth2_client_credentials, token_url: ▸'http://b.test', client_id: a, "
                "client_secret: '${T:-x}'}"
            ),
            "rahasia dikirim tanpa enkripsi ke internet",
        ),
        (
            "{kind: login, call: POST /a, token: t, refused: ▸{path: a}}",
            "syarat tanpa `in` atau `not_in`",
        ),
        (
            "{kind: login, call: POST /a, token: t, format: {kind: json, skip: ▸2}}",
            "`skip` hanya untuk `kind: csv`",
        ),
        (
            "{kind: body, fields: {▸$.a: '${T:-x}'}}",
            "path `$.a` memakai gaya JSONPath; tulis `a`",
        ),
        ("▸{kind: mtls, cert: a, key: b}", "TLS diatur, padahal `url` tanpa https"),
        (
            "[{kind: mtls, cert: a, key: b}, ▸{kind: mtls, cert: a, key: b}]",
            "dua sertifikat klien",
        ),
        ("▸[]", "`auth` belum diisi"),
        ("[▸[a]]", "`auth` harus pasangan `kata: isi`, bukan daftar"),
        ("{kind: ▸[a]}", "`kind` harus jenis kredensial, bukan daftar"),
    ],
)
def test_mistakes(judge: Judge, auth: str, reason: str) -> None:
    """Each mistake is told where it stands, with what to do."""
    verdict = judge(f"auth: {auth}\n{QUERY}")
    found = [line for line in verdict.lines if reason in line]
    assert found, verdict.lines
    if "▸" in auth and "{b}" not in auth:
        assert found[0].startswith(f"{verdict.place}: "), found


def test_a_credential_in_the_body_of_nothing(judge: Judge) -> None:
    """Fields for the body need calls that have one."""
    verdict = judge(
        "auth: {kind: body, fields: {a: '${T:-x}'}}\n"
        "queries: {b: {returns: String, call: ▸GET /b}}\n"
    )
    assert verdict.lines == (
        (
            f"{verdict.place}: `b` tanpa isi, padahal kredensial `body` mengisinya; "
            "tulis `form`, `json`, `xml`, atau `soap`, misalnya `form: {}`"
        ),
    )


def test_a_constant_header_that_a_credential_sets(judge: Judge) -> None:
    """A header of the connector and one of its credentials are not the same."""
    verdict = judge(
        "headers: {X-Key: a}\n"
        "auth: {kind: header, name: ▸x-key, value: '${T:-x}'}\n" + QUERY
    )
    (line,) = verdict.lines
    assert line.startswith(f"{verdict.place}: header `x-key` diisi dua kali")


def test_words_of_a_client_certificate_have_one_place(judge: Judge) -> None:
    """`tls.client_cert` leads to the kind `mtls`."""
    verdict = judge("tls: {▸client_cert: a.pem}\n" + QUERY)
    assert "tulis `auth: {kind: mtls" in " ".join(verdict.lines)


@pytest.mark.parametrize(
    "auth",
    [
        "none",
        "forward",
        "[none]",
        "{kind: header, name: X, value: 'Apikey ${T:-}'}",
        "{kind: login, call: {request: POST /a, form: {grant_type: password}}, token: t}",
        (
            "[{kind: login, call: POST /a, token: t}, {kind: hmac, key: '${T:-x}', "
            "sign: '{token}{body}', query: {s: '{signature}{token}'}}]"
        ),
    ],
)
def test_sound(judge: Judge, auth: str) -> None:
    """What is whole passes."""
    assert () == judge(f"auth: {auth}\n{QUERY}").lines
