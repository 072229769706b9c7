"""What an operation refuses before it is asked: bounds, and personal arguments."""

import pytest

from gateway.connectors.principal import Principal
from gateway.errors import BadInput, Unauthenticated
from tests.connectors.runtime import Runtime, anyone

DAFTAR = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String, tahun: Int}
    queries:
      daftarBuku:
        args:
          q: String
          tahun: {type: Int, min: 1900}
          judul: {type: String, length: 0..10}
        returns: "[Buku!]"
        call: GET /buku?q={q}
        cache: {ttl: 60s}
        filter_by: {judul: {field: judul, how: contains}, tahun: {field: tahun, how: equals}}
      menurutNik:
        args: {nik: {type: ID, personal: true}, q: String}
        returns: "[Buku!]"
        call: GET /pinjaman?q={q}
        cache: {ttl: 60s}
        filter_by: {nik: {field: isbn, how: equals}}
      menurutIsi:
        args: {isi: Isi}
        returns: "[Buku!]"
        call: {request: POST /isi, json: {isi: "{isi}"}}
        cache: {ttl: 60s}
    inputs:
      Isi:
        fields:
          nik: {type: ID, personal: true}
          q: String
          dalam: Isi
          banyak: "[Isi!]"
"""
BUKU = [
    {"isbn": "1", "judul": "Padi", "tahun": 2001},
    {"isbn": "2", "judul": "Kopi", "tahun": 2002},
]
AYU = Principal("ayu")


def books(_target: str) -> object:
    return BUKU


async def test_local_arguments_are_checked_on_kept_answers() -> None:
    """A local argument out of bounds is refused, whether or not rows are kept."""
    runtime = Runtime(DAFTAR, books)
    with pytest.raises(BadInput, match="judul"):
        await runtime.ask("daftarBuku", judul="terlalu panjang")
    await runtime.ask("daftarBuku")
    with pytest.raises(BadInput, match="judul"):
        await runtime.ask("daftarBuku", judul="terlalu panjang")
    source = runtime.source("daftarBuku")
    assert source.peek({"judul": "terlalu panjang"}, anyone().principal) is None
    assert source.peek({"judul": "pad"}, anyone().principal) is not None


async def test_a_bad_argument_is_not_sent() -> None:
    """An argument that breaks its bounds makes no call and costs nothing."""
    runtime = Runtime(DAFTAR, books)
    caller = anyone()
    with pytest.raises(BadInput, match="tahun"):
        await runtime.ask("daftarBuku", caller, tahun=1)
    assert [] == runtime.service.asked
    assert 0 == caller.budget.spent


async def test_personal_arguments_need_a_login() -> None:
    """Nobody may give a personal argument, rows kept for nobody or not."""
    runtime = Runtime(DAFTAR, books)
    with pytest.raises(Unauthenticated, match="nik"):
        await runtime.ask("menurutNik", nik="1")
    assert BUKU == await runtime.ask("menurutNik", nik=None)
    with pytest.raises(Unauthenticated, match="nik"):
        await runtime.ask("menurutNik", nik="1")
    nobody = anyone().principal
    assert runtime.source("menurutNik").peek({"nik": "1"}, nobody) is None
    found = await runtime.ask("menurutNik", anyone(principal=AYU), nik="1")
    assert BUKU[:1] == found


@pytest.mark.parametrize(
    "value",
    [
        {"nik": "1"},
        {"dalam": {"nik": "1"}},
        {"banyak": [{"q": "a"}, {"dalam": {"nik": "1"}}]},
    ],
)
async def test_personal_data_may_stand_deep_in_an_argument(value: object) -> None:
    """An input object that holds a personal field needs a login, at any depth."""
    runtime = Runtime(DAFTAR, books)
    with pytest.raises(Unauthenticated, match="isi"):
        await runtime.ask("menurutIsi", isi=value)
    assert BUKU == await runtime.ask("menurutIsi", anyone(principal=AYU), isi=value)


async def test_an_argument_without_its_personal_field_is_public() -> None:
    """Nobody may give an input object that leaves its personal field out."""
    runtime = Runtime(DAFTAR, books)
    assert BUKU == await runtime.ask("menurutIsi", isi={"q": "a", "nik": None})
