"""The loader as a whole."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.model import Config
from gateway.config.problems import ConfigError

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def test_every_mistake_at_once_in_file_order(wrong: Wrong) -> None:
    """Words, values, secrets and meaning are told together, by line and column."""
    told = wrong(
        top="tabless: {}",
        url="url: ${PERPUS_URL}",
        connector="timeout: 3",
        field="judul: {type: String, form: x}",
        returns='returns: "[Bku!]"',
        call="call: GET buku",
        query="cache: {ttl: lama}",
    )

    assert ["2:1", "6:10", "7:14", "13:33", "18:15", "19:22"] == [
        ":".join(line.split(":")[1:3]) for line in told
    ]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("#", "1:1: belum ada `version`; tulis `version: 1` di baris pertama"),
        (
            "version: 2",
            "1:10: `2` bukan versi yang dikenal; tulis `version: 1`",
        ),
    ],
)
def test_the_version_is_stated(version: str, expected: str, wrong: Wrong) -> None:
    """A file says which vocabulary it is written in."""
    assert [f"c.yaml:{expected}"] == wrong(version=version)


def test_meaning_is_checked_beside_other_mistakes(wrong: Wrong) -> None:
    """A mistake of spelling does not hide one of meaning."""
    told = wrong(connector="tmeout: 3s", field="judul: Sring")

    assert 2 == len(told)
    assert "mungkin maksudnya `timeout`?" in told[0]
    assert "mungkin maksudnya `String`?" in told[1]


def test_a_file_of_the_wrong_kind(folder: Path) -> None:
    """A list is no configuration; there is one problem."""
    (folder / "c.yaml").write_text("- a\n")
    with pytest.raises(ConfigError) as caught:
        load("c.yaml", {})

    assert 1 == len(caught.value.problems)


def _large(folder: Path, connectors: int) -> None:
    lines = ["version: 1", "connectors:"]
    for number in range(connectors):
        lines += [
            f"  c{number}:",
            "    opd: Dinas",
            f"    url: https://c{number}.example.go.id",
            "    types:",
        ]
        for kind in range(5):
            lines += [
                f"      T{number}x{kind}:",
                "        fields:",
                "          kode: ID!",
                "          nama: {type: String, from: a.nama, about: Nama}",
                "          tgl: {type: Date, format: dd-MM-yyyy}",
            ]
        lines += [
            "    queries:",
            f"      q{number}:",
            f'        returns: "[T{number}x0!]"',
            "        call: GET /q",
        ]
    (folder / "c.yaml").write_text("\n".join(lines))


def test_time_grows_with_size_only(folder: Path) -> None:
    """Four times the connectors cost about four times the time, not sixteen."""

    def cost(connectors: int) -> float:
        _large(folder, connectors)
        started = time.process_time()
        config = load("c.yaml", {})
        spent = time.process_time() - started
        assert connectors == len(config.connectors)
        return spent

    small = min(cost(20) for _ in range(3))

    assert 10 * small > min(cost(80) for _ in range(2))
