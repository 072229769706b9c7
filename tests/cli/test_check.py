"""`gateway check`."""

import argparse
import json
from pathlib import Path

import pytest

from gateway.cli import check

GOOD = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: ${PERPUS_URL}
    types: {Buku: {fields: {isbn: ID!}}}
    queries: {daftarBuku: {returns: "[Buku!]", call: GET /buku}}
"""
BAD = GOOD.replace("isbn: ID!", "isbn: IDD!").replace("opd:", "odp:")


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    check.register(parser.add_subparsers())
    arguments = parser.parse_args(["check", *words])
    return check.run(arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the environment that the file asks for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERPUS_URL", "https://rahasia.example.go.id")
    monkeypatch.delenv("GATEWAY_CONNECTORS", raising=False)
    return tmp_path


def test_a_good_file_is_summed_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0 and one line, for the file that is read when none is named."""
    (folder / "connectors.yaml").write_text(GOOD)

    assert 0 == _run()
    assert (
        "connectors.yaml: tidak ada kesalahan (1 konektor, 1 type, 1 query, 0 contoh)\n"
        == capsys.readouterr().out
    )


def test_what_the_file_does_not_name_is_not_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The types of a connection are the gateway's own; counted are those of the file."""
    paged = GOOD.replace("GET /buku}", "GET /buku, pages: none}")
    (folder / "connectors.yaml").write_text(paged)
    assert 0 == _run()
    assert "1 konektor, 1 type, 1 query" in capsys.readouterr().out


def test_schedules_are_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a word more, what is fetched by the clock is told, a query a line."""
    night = "{every: 15m, timeout: 2m, between: 21:00-04:30}"
    text = GOOD.replace("GET /buku}", f"GET /buku, refresh: {night}}}")
    (folder / "connectors.yaml").write_text(text)
    assert (0, 0) == (_run("--refresh"), _run("--refresh", "--json"))
    plain, as_json = capsys.readouterr().out.rsplit("\n", 2)[:2]
    line = (
        "perpus.daftarBuku: setiap 15m antara 21:00-04:30 WIB,"
        " paling lama 2m, 1 jawaban"
    )
    assert f"refresh {line}" == plain.splitlines()[1]
    assert [line] == json.loads(as_json)["refresh"]


@pytest.mark.parametrize(
    ("refresh", "told"),
    [
        ("every 90s", "setiap 90s, paling lama 1m"),
        ("{every: 1h, timeout: 2500ms}", "setiap 1h, paling lama 2.5s"),
        ("{every: 1h, between: 21:00-04:30}", "antara 21:00-04:30 WIT"),
    ],
)
def test_a_schedule_as_it_is_declared(
    folder: Path, capsys: pytest.CaptureFixture[str], refresh: str, told: str
) -> None:
    """Its lengths and its zone are told as the file writes them."""
    text = GOOD.replace("GET /buku}", f"GET /buku, refresh: {refresh}}}")
    text = text.replace("    url:", "    zone: WIT\n    url:")
    (folder / "connectors.yaml").write_text(text)
    assert 0 == _run("--refresh")
    assert told in capsys.readouterr().out


def test_no_schedules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for schedules where there are none is told so."""
    (folder / "connectors.yaml").write_text(GOOD)
    assert 0 == _run("--refresh")
    last = capsys.readouterr().out.splitlines()[-1]
    assert "Tidak ada query yang diambil menurut jadwal." == last
    assert 0 == _run("--refresh", "--json")
    assert [] == json.loads(capsys.readouterr().out)["refresh"]


def test_mistakes_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, a line for each mistake, and how many there are."""
    (folder / "c.yaml").write_text(BAD)
    status = _run("c.yaml")
    lines = capsys.readouterr().out.splitlines()

    assert 1 == status
    assert ["c.yaml:3:3", "c.yaml:4:5", "c.yaml:6:35"] == [
        line.split(": ")[0] for line in lines[:-1]
    ]
    assert "3 kesalahan" == lines[-1]


def test_json_for_tools(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives the same as one object, and the same exit status."""
    (folder / "good.yaml").write_text(GOOD)
    (folder / "bad.yaml").write_text(BAD)
    statuses = (_run("good.yaml", "--json"), _run("bad.yaml", "--json"))
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())

    assert (0, 1) == statuses
    assert {
        "ok": True,
        "counts": {"konektor": 1, "type": 1, "query": 1, "contoh": 0},
        "problems": [],
    } == good
    assert not bad["ok"]
    assert {
        "file": "bad.yaml",
        "line": 4,
        "column": 5,
        "reason": "kata `odp` tidak dikenal dalam konektor `perpus`",
        "remedy": "mungkin maksudnya `opd`?",
    } == bad["problems"][1]


def test_the_environment_names_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GATEWAY_CONNECTORS is the file where none is named, as for the server."""
    (folder / "lain.yaml").write_text(GOOD)
    monkeypatch.setenv("GATEWAY_CONNECTORS", "lain.yaml")

    assert 0 == _run()
    assert capsys.readouterr().out.startswith("lain.yaml: ")


def test_what_is_hardly_meant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told with its place, to tools as well, and is no reason to fail."""
    text = GOOD.replace("GET /buku}", "GET /buku, refresh: every 1s}")
    (folder / "c.yaml").write_text(text)
    assert (0, 0) == (_run("c.yaml"), _run("c.yaml", "--json"))
    *plain, as_json = capsys.readouterr().out.splitlines()
    told = json.loads(as_json)["cautions"]
    assert [(7, "c.yaml")] == [(one["line"], one["file"]) for one in told]
    assert plain[1].startswith("Perhatian: c.yaml:7:")
    assert plain[1].endswith(f"{told[0]['reason']}; {told[0]['remedy']}")
