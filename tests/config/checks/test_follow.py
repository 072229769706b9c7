"""Links that are followed: gateway/config/checks/follow.py, its words and builder."""

import pytest

from gateway.config.follow import Target
from gateway.config.place import Word
from tests.config.conftest import Load, Wrong

ARGS = "args: {a: ID!}"


def test_what_is_followed(loaded: Load) -> None:
    """A host is a name, perhaps with a port and the beginning of a path."""
    config = loaded(
        args=ARGS,
        call="call: {follow: a, hosts: [A.go.id, 'b.go.id:81/x/'], https: true}",
    )
    call = config.connectors[Word("perpus")].queries[Word("daftarBuku")].call

    assert call is not None
    assert call.follow is not None
    assert (Target("a.go.id"), Target("b.go.id", 81, "/x/")) == call.follow.targets
    assert call.follow.https
    assert {"a"} == call.arguments


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("{follow: b}", "18:24: `{b}` bukan argumen `daftarBuku`; yang ada: `a`"),
        (
            "{follow: a, request: GET /x}",
            "18:36: `follow` dan `request` dipakai sekaligus; hapus; seluruh alamatnya dari tautan",
        ),
        (
            "{follow: a, query: {q: x}}",
            "18:34: `follow` dan `query` dipakai sekaligus; hapus; seluruh alamatnya dari tautan",
        ),
        (
            "{request: 'GET /x/{a}', hosts: b.go.id}",
            "18:46: `hosts` hanya untuk `follow`; hapus; alamat panggilan lain ada di `url` milik konektor",
        ),
        (
            "{follow: a, hosts: 'https://b.go.id'}",
            "18:35: `https://b.go.id` memuat skema; tulis host-nya saja, misalnya `cap.go.id`",
        ),
        (
            "{follow: a, hosts: '*.go.id'}",
            "18:35: `*.go.id` memuat `*`; tulis setiap host; tidak ada pola di sini",
        ),
        (
            "{follow: a, hosts: 'b.go.id:0'}",
            "18:35: porta `0` tidak ada; porta berkisar 1 sampai 65535",
        ),
        (
            "{follow: a, hosts: b.go.id/../c}",
            "18:34: `b.go.id/../c` memuat `.` atau `..`; tulis path yang lugas",
        ),
        (
            "{follow: a, hosts: b_go}",
            "18:34: `b_go` bukan host; tulis misalnya `cap.bmkg.go.id`",
        ),
        (
            "{headers: {a: b}}",
            "18:15: `call` belum punya `request`; tambahkan, misalnya `request: POST /cari`",
        ),
    ],
)
def test_mistakes(call: str, expected: str, wrong: Wrong) -> None:
    """Each mistake is told at its place."""
    found = wrong(args=ARGS, call=f"call: {call}")

    assert f"c.yaml:{expected}" in found


def test_an_optional_link(wrong: Wrong) -> None:
    """A link that may be absent cannot be followed, nor can several at once."""
    (one,) = wrong(args="args: {a: ID}", call="call: {follow: a}")
    assert "`a` diikuti tetapi boleh kosong; pakai `ID!`" in one
    (many,) = wrong(args='args: {a: "[ID!]!"}', call="call: {follow: a}")
    assert "berisi banyak nilai, sedangkan `follow` hanya memuat satu" in many


def test_a_batch_follows_nothing(wrong: Wrong) -> None:
    """One link is one call."""
    found = wrong(
        args=ARGS,
        call="call: GET /x/{a}",
        query="batch: {call: {follow: a}, group: isbn}",
    )

    assert any("`batch` tidak dapat mengikuti tautan" in line for line in found)


def test_a_client_certificate_stays_at_home(wrong: Wrong) -> None:
    """A connector that shows a certificate follows no link to another host."""
    auth = "auth: {kind: mtls, cert: a.pem, key: b.pem}"
    found = wrong(args=ARGS, call="call: {follow: a, hosts: b.go.id}", connector=auth)

    assert any(
        "akan menerima sertifikat klien milik `perpus`" in line for line in found
    ), found
