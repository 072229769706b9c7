"""`gateway test`: recorded answers in, differences out, no network."""

import json
import socket
from pathlib import Path

import pytest

from gateway.__main__ import main

FILE = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: http://perpus.test
    headers: {X-Kunci: "${KUNCI}"}
    interfaces:
      Koleksi:
        fields: {judul: String!}
        discriminate: {path: jenis, cases: {b: Buku, m: Majalah}}
    types:
      Buku:
        implements: Koleksi
        key: isbn
        fields: {isbn: ID!, judul: String!, ada: Boolean, harga: Rupiah}
        lookup: {call: "GET /buku/{isbn}", missing: 404}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn}
      Majalah: {implements: Koleksi, fields: {edisi: Int}}
      Denda:
        fields: {besar: Rupiah, buku: {type: Buku, from: isbn}, oleh: {type: Sumber, provenance: true}}
    queries:
      koleksi: {args: {rak: ID}, returns: "[Koleksi!]", call: "GET /koleksi?rak={rak}&kunci=${KUNCI}"}
      denda: {args: {nomor: ID!}, returns: "[Denda!]", call: "GET /denda/{nomor}", batch: {call: {request: POST /denda, json: {nomor: "{nomor}"}}, by: nomor, group: nomor}}
      judul: {returns: "[String!]", call: GET /judul, success: {path: kode, in: ["0"]}, select: isi}
"""


def write(folder: Path, examples: str) -> str:
    """Write the configuration with examples beside it; return its path."""
    url = "    url: http://perpus.test\n"
    file = folder / "c.yaml"
    file.write_text(FILE.replace(url, f"{url}    examples: contoh.yaml\n"))
    (folder / "contoh.yaml").write_text(examples)
    return str(file)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every socket that connects."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setenv("KUNCI", "sangat-rahasia")
    monkeypatch.setattr(socket.socket, "connect", refuse)


GOOD = """\
koleksi:
  - about: Buku dan majalah
    args: {rak: A}
    request: GET /koleksi?rak=A&kunci=${KUNCI}
    answer: {json: [{jenis: b, judul: x, isbn: 1}, {jenis: m, judul: y, edisi: 2}]}
    result: [{__typename: Buku, judul: x, ada: null}, {__typename: Majalah, edisi: 2}]
denda:
  - args: {nomor: 1}
    answer:
      - json: [{besar: "Rp1.000", isbn: 12}]
      - json: [{isbn: 12, judul: x, ada: "ya"}]
    request: [GET /denda/1, GET /buku?isbn=12]
    result: [{besar: 1000, oleh: {konektor: perpus}, buku: {judul: x, ada: true}}]
  - args: {nomor: [1, 2]}
    answer: {json: [{nomor: 2, besar: 5}]}
    result: [[], [{besar: 5}]]
Buku:
  - args: {isbn: 1}
    answer: {status: 404}
    result: null
  - args: {isbn: [1, 2]}
    answer: {json: [{isbn: 2, judul: y}]}
    result: [null, {judul: y}]
judul:
  - answer: {json: {kode: "0", isi: [a, b]}}
    result: [a, b]
  - answer: {json: {kode: "9"}}
    error: UPSTREAM_REJECTED
"""


def test_all_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Queries, lookups, batches, links, errors and members of interfaces: exit 0."""
    assert 0 == main(["test", "--connectors", write(tmp_path, GOOD), "-v"])
    shown = capsys.readouterr().out.splitlines()
    assert (
        f"sesuai: perpus.koleksi contoh 1 (Buku dan majalah) {tmp_path}/contoh.yaml:2:5"
        == shown[0]
    )
    assert 7 == sum(line.startswith("sesuai: ") for line in shown)
    assert shown[-1].startswith("7 contoh, semua sesuai, ")


BAD = """\
koleksi:
  - answer: {json: [{jenis: b, judul: x, isbn: 1, ada: ya}]}
    request: GET /koleksi?rak=A
    result: [{judul: z, __typename: Buku, ada: false}, {judul: y}]
denda:
  - args: {nomor: 1}
    answer: {json: [{besar: "abc", isbn: 12}]}
    result: [{besar: 1000, buku: {judul: x}}]
judul:
  - answer: [{json: {kode: "0", isi: [a]}}, {json: {}}]
    error: UPSTREAM_REJECTED
"""


def test_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs is told path by path, secrets by their reference: exit 1."""
    assert 1 == main(["test", "--connectors", write(tmp_path, BAD)])
    shown = capsys.readouterr().out
    lines = [line.strip() for line in shown.splitlines()]
    for path, expected, found in (
        ("permintaan", "GET /koleksi?rak=A", "GET /koleksi?kunci=${KUNCI}"),
        ("hasil", "2 isi", "1 isi"),
        ("hasil.0.judul", '"z"', '"x"'),
        ("hasil.0.ada", "false", "true"),
        ("hasil.0.besar", "1000", "null"),
        ("permintaan", "1 jawaban lagi dipakai", "hanya 1 panggilan"),
        ("hasil", "null", '["a"]'),
        ("galat", "UPSTREAM_REJECTED", "tidak ada"),
    ):
        told = [path, f"diharapkan: {expected}", f"ternyata:   {found}"]
        assert any(told == lines[at : at + 3] for at in range(len(lines))), told
    assert "tidak ada panggilan lagi" in shown
    assert "GET /buku?isbn=12; tambahkan jawabannya pada `answer`" in shown
    assert "UPSTREAM_BAD_VALUE di " in shown
    assert "rahasia" not in shown
    assert "\x1b" not in shown


def test_colours_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expected is green and found red, where somebody looks."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert 1 == main(["test", "koleksi", "--config", write(tmp_path, BAD)])
    assert "\x1b[32m    diharapkan: 2 isi\x1b[0m" in capsys.readouterr().out


def test_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives one object; names choose what is run."""
    path = write(tmp_path, BAD)
    assert 1 == main(["test", "perpus.judul", "--connectors", path, "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert not shown["ok"]
    (one,) = shown["examples"]
    assert ("perpus.judul", 1, False) == (one["name"], one["number"], one["ok"])
    assert {
        "path": "galat",
        "expected": "UPSTREAM_REJECTED",
        "found": "tidak ada",
    } in one["differences"]


def test_wrong_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that means nothing is told with the nearest: exit 2."""
    assert 2 == main(["test", "perpos", "--connectors", write(tmp_path, GOOD)])
    assert capsys.readouterr().err.endswith("mungkin maksudnya `perpus`?\n")


def test_wrong_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes in examples are told as those of the file are: exit 1."""
    path = write(tmp_path, "judul:\n  - answer: {status: 200}\n")
    assert 1 == main(["test", "--connectors", path])
    assert f"{tmp_path}/contoh.yaml:2:5: contoh tanpa" in capsys.readouterr().err
    assert 1 == main(["check", path])
    assert "1 kesalahan" in capsys.readouterr().out


def test_none_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without examples is no failure, and the summary says what lacks them."""
    (tmp_path / "c.yaml").write_text(FILE)
    assert 0 == main(["test", "--connectors", str(tmp_path / "c.yaml")])
    expected = "4 query atau type belum punya contoh\n"
    assert capsys.readouterr().out.endswith(expected)
