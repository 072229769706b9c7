"""What is said of the cache means something: gateway/config/checks/caches.py."""

from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.problems import ConfigError
from tests.config.checks.conftest import Judge

BODY = """inputs: {{Isi: {{fields: {{x: ID}}}}}}
types: {{B: {{fields: {{a: String}}}}}}
queries:
  b:
    args: {{w: ID, l: "[ID!]", n: {{type: ID, personal: true}}, i: Isi, a: String}}
    returns: "[B!]"
    call: {{request: "POST /b?w={{w}}&l={{l}}&n={{n}}", json: "{{i}}"}}
    filter_by: [a]
    cache: {0}
"""
WRONG = {
    "nothing is kept": (
        "▸{tags: [x]}",
        "`cache` tanpa `ttl`: tidak ada yang disimpan; tambahkan, misalnya `ttl: 60s`",
    ),
    "headers of what is not kept": (
        "▸{follow: headers}",
        "`cache` tanpa `ttl`: tidak ada yang disimpan; tambahkan, misalnya `ttl: 60s`",
    ),
    "a snapshot of what is not kept": (
        "▸{snapshot: true}",
        "`cache` tanpa `ttl`: tidak ada yang disimpan; tambahkan, misalnya `ttl: 60s`",
    ),
    "a snapshot that is good for nothing": (
        "▸{ttl: 5s, stale_if_error: 0, snapshot: true}",
        (
            "`snapshot` query `b` tanpa `stale_if_error`: tidak ada yang boleh"
            " menggantikan galat; tambahkan, misalnya `stale_if_error: 24h`"
        ),
    ),
    "none for longer than some": (
        "▸{ttl: 5s, negative: 6s}",
        (
            "`negative` lebih lama daripada `ttl` query `b`; pendekkan `negative`:"
            " `tidak ada` tidak disimpan lebih lama daripada data"
        ),
    ),
    "no argument": (
        '{ttl: 5s, tags: [▸"x-{ww}"]}',
        "tag `x-{ww}`: `ww` bukan argumen `b`; mungkin maksudnya `w`?",
    ),
    "an argument of our own": (
        '{ttl: 5s, tags: [▸"x-{a}"]}',
        (
            "tag `x-{a}`: argumen `a` tidak dikirim ke layanan, jadi jawabannya sama;"
            " pakai salah satu: `w`"
        ),
    ),
    "a list": (
        '{ttl: 5s, tags: [▸"{l}"]}',
        "tag `{l}`: argumen `l` bukan nilai tunggal; pakai salah satu: `w`",
    ),
    "an object": (
        '{ttl: 5s, tags: [▸"{i}"]}',
        "tag `{i}`: argumen `i` bukan nilai tunggal; pakai salah satu: `w`",
    ),
    "personal data": (
        '{ttl: 5s, tags: [▸"{n}"]}',
        "tag `{n}`: argumen `n` data pribadi; pakai salah satu: `w`",
    ),
    "a part of an object": (
        '{ttl: 5s, tags: ["▸{i.x}"]}',
        "`{i.x}` bagian dari sebuah objek; pakai argumen yang nilainya tunggal",
    ),
    "half a placeholder": (
        '{ttl: 5s, tags: ["▸{w"]}',
        "kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa",
    ),
    "no text": (
        '{ttl: 5s, tags: ["▸"]}',
        "`` bukan tag; tulis teks sampai 100 huruf, misalnya `wilayah-{wilayah}`",
    ),
    "a negative duration": (
        "{ttl: 5s, stale_if_error: ▸-1s}",
        "`-1s` bukan durasi; tulis durasi seperti `250ms`, `3s`, `5m`, atau `24h`",
    ),
    "another kind of headers": (
        "{ttl: 5s, follow: ▸etag}",
        "`etag` bukan pilihan yang dikenal; pilih `headers`, `none`",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(judge: Judge, name: str) -> None:
    """A word that would do nothing, or a tag that could not be told, is refused."""
    cache, message = WRONG[name]
    verdict = judge(BODY.format(cache))
    assert (f"{verdict.place}: {message}",) == verdict.lines


@pytest.mark.parametrize(
    "cache",
    [
        '{ttl: 5s, negative: 5s, tags: [x, "{w}", "{{x}}"]}',
        "{ttl: 0, stale_if_error: 1h, negative: 0}",
        "{stale_while_revalidate: 1h}",
    ],
)
def test_what_is_right(judge: Judge, cache: str) -> None:
    """Tags of what is sent, and answers that are only for failures."""
    assert () == judge(BODY.format(cache)).lines


def test_inherited_tags_fit_every_query(judge: Judge) -> None:
    """A connector's tag names an argument that each of its queries has."""
    verdict = judge("""
        cache: {ttl: 1m, tags: [▸"w-{w}"]}
        types: {B: {fields: {a: String}}}
        queries:
          b: {args: {w: ID}, returns: B, call: "GET /b?w={w}"}
          c: {returns: B, call: GET /c}
        """)
    message = "tag `w-{w}`: `w` bukan argumen `c`; hapus, atau beri `c` `cache` sendiri"
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_keys_of_owners(tmp_path: Path) -> None:
    """A key to invalidate with is a secret from outside, long enough, and one owner's."""
    path = tmp_path / "connectors.yaml"
    block = "  {0}: {{opd: X, url: http://x.test, invalidate_key: '{1}'}}\n"
    body = [
        ("a", "${PENDEK}"),
        ("b", "${SAMA}"),
        ("c", "${SAMA}"),
        ("d", "rahasia"),
        ("e", "${ASING}"),
    ]
    text = "version: 1\nconnectors:\n" + "".join(block.format(*one) for one in body)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        load(path, {"PENDEK": "x" * 15, "SAMA": "y" * 16, "ASING": "é" * 16})
    assert [
        (
            "`invalidate_key` lebih pendek dari 16 huruf;"
            " buat yang acak, misalnya dengan `openssl rand -hex 32`"
        ),
        "`invalidate_key` sama dengan milik `b`; beri setiap konektor kuncinya sendiri",
        (
            "rahasia tertulis langsung di berkas;"
            " pindahkan ke variabel lingkungan, lalu tulis `${NAMA}`"
        ),
        (
            "`invalidate_key` tidak dapat dikirim dalam header;"
            " pakai ASCII saja, tanpa spasi di awal atau akhirnya,"
            " misalnya dari `openssl rand -hex 32`"
        ),
    ] == [line.split(": ", 1)[1] for line in str(found.value).splitlines()]
