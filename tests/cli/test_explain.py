"""`gateway explain`: plans as text, and mistakes without a traceback."""

import io
from pathlib import Path

import pytest

from gateway.__main__ import main

FILE = """\
version: 1
connectors:
  perpustakaan:
    opd: Dinas Perpustakaan dan Kearsipan
    url: http://perpus.test
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}}
    queries:
      daftarBuku:
        args: {judul: String}
        returns: "[Buku!]"
        call: GET /buku.php?q={judul}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Write a small configuration and give its path."""
    path = tmp_path / "connectors.yaml"
    path.write_text(FILE, "utf-8")
    return str(path)


def test_prints_the_plan(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan names the call that the query needs."""
    query = "{ daftarBuku { judul } }"
    assert 0 == main(["explain", query, "--connectors", file])
    assert "perpustakaan.daftarBuku" in capsys.readouterr().out


def test_reads_files_and_standard_input(
    file: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A query in a file, from standard input and as an argument has the same plan."""
    text = (
        "query A($j: String) { daftarBuku(judul: $j) { judul } } query B { __typename }"
    )
    path = tmp_path / "a.graphql"
    path.write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    options = ["--operation", "A", "--variables", '{"j": "x"}', "--connectors", file]
    plans: list[str] = []
    for given in (text, "-", str(path)):
        assert 0 == main(["explain", given, *options])
        plans.append(capsys.readouterr().out)
    assert [plans[0]] * 3 == plans
    assert "perpustakaan.daftarBuku" in plans[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["{"], "kueri:1:2: seharusnya nama di sini, bukan akhir kueri"),
        (
            ["{ daftarBuku\n { judl } a }"],
            """\
kueri:2:4: `Buku` tidak punya field `judl`; mungkin maksudnya `judul`?
kueri:2:11: `Query` tidak punya field `a`""",
        ),
        (
            ["query A { __typename } query B { __typename }"],
            "kueri: ada beberapa operasi: sebutkan satu dengan --operation",
        ),
        (
            ["query ($j: Int!) { daftarBuku(judul: $j) { judul } }"],
            "kueri:1:8: variabel `$j` ber-type `Int!`, padahal di sini perlu `String`",
        ),
        (["tidak-ada.graphql"], "tidak-ada.graphql: berkas kueri tidak dapat dibaca"),
        (["{a}", "--variables", "{"], "--variables: bukan JSON yang sah"),
        (["{a}", "--variables", "[]"], "--variables: harus objek JSON"),
    ],
)
def test_mistakes(
    file: str, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake is one line and exit code 1."""
    assert 1 == main(["explain", *words, "--connectors", file])
    assert f"{message}\n" == capsys.readouterr().err


def test_where_a_mistake_stands(
    file: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mistake names the file that it stands in, or standard input."""
    text = "# satu\n{ buku }"
    path = tmp_path / "a.graphql"
    path.write_text(text, "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    for given, shown in ((str(path), str(path)), ("-", "masukan baku")):
        assert 1 == main(["explain", given, "--connectors", file])
        told = capsys.readouterr().err
        assert told.startswith(f"{shown}:2:3: `Query` tidak punya field `buku`")


def test_sdl(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`gateway sdl` prints the schema."""
    assert 0 == main(["sdl", file])
    shown = capsys.readouterr().out
    assert "type Buku" in shown
    assert "daftarBuku(" in shown


def test_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong configuration is told with its place, and nothing starts."""
    path = tmp_path / "c.yaml"
    path.write_text(FILE.replace("returns", "returnz"), "utf-8")
    for command in ("sdl", "serve", "dev"):
        assert 1 == main([command, str(path)])
        shown = capsys.readouterr().err
        assert f"{path}:11:9:" in shown
        assert "Traceback" not in shown
