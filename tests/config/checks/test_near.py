"""gateway/config/checks/near.py."""

import pytest

from tests.config.checks.conftest import Judge

TYPES = """types: {Pos: {fields: {nama: String!, a: Float, b: Float!, teks: String, jauh: Float, dekat: Float!}}}
queries:
  pos:
    args: {x: Float, y: Float, r: Int, banyak: "[Float!]", t: String}
    returns: "[Pos!]"
    call: GET /p?b={banyak}&t={t}&x={x}&y={y}&r={r}
    near: """
WRONG = {
    "no field": (
        "{lat: ▸A, lon: b, to: {lat: x, lon: y}}",
        "`lat: A` bukan field type `Pos`; mungkin maksudnya `a`?",
    ),
    "no field like it": (
        "{lat: ▸lintang.derajat, lon: b, to: {lat: x, lon: y}}",
        (
            "`lat: lintang.derajat` bukan field type `Pos`;"
            " yang ada: `nama`, `a`, `b`, `teks`, `jauh`, `dekat`"
        ),
    ),
    "a text": (
        "{lat: a, lon: ▸teks, to: {lat: x, lon: y}}",
        "koordinat `teks` bertipe `String`; sebut field `Float`, dalam derajat",
    ),
    "no argument": (
        "{lat: a, lon: b, to: {lat: ▸z, lon: y}}",
        "`near` menyebut `z`, yang bukan argumen `pos`; yang ada: `x`, `y`, `r`, `banyak`, `t`",
    ),
    "a radius of text": (
        "{lat: a, lon: b, to: {lat: x, lon: y}, within: ▸t}",
        "argumen `t` bertipe `String`; pakai `Float`",
    ),
    "a point of integers": (
        "{lat: a, lon: b, to: {lat: x, lon: ▸r}}",
        "argumen `r` bertipe `Int`; pakai `Float`",
    ),
    "many points": (
        "{lat: a, lon: b, to: {lat: ▸banyak, lon: y}}",
        "argumen `banyak` bertipe `[Float!]`; pakai `Float`",
    ),
    "no field for the distance": (
        "{lat: a, lon: b, to: {lat: x, lon: y}, distance: ▸jarakKm}",
        "`distance: jarakKm` bukan field type `Pos`; yang ada: `nama`, `a`, `b`, `teks`, `jauh`, `dekat`",
    ),
    "a distance that is always there": (
        "{lat: a, lon: b, to: {lat: x, lon: y}, distance: ▸dekat}",
        (
            "jarak `dekat` bertipe `Float!`; pakai `Float` tanpa `!`: tanpa titik asal"
            " jaraknya null"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(judge: Judge, name: str) -> None:
    """A `near` that cannot work is refused at the word that is wrong."""
    near, message = WRONG[name]
    verdict = judge(TYPES + near + "\n")
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_only_for_lists(judge: Judge) -> None:
    """One object has no order."""
    verdict = judge("""
        types: {Pos: {fields: {a: Float}}}
        queries:
          pos:
            args: {x: Float}
            returns: Pos
            call: GET /p
            near: ▸{lat: a, lon: a, to: {lat: x, lon: x}}
        """)
    message = (
        "`near` hanya untuk query yang mengembalikan daftar objek, bukan `Pos`; hapus"
        ' `near`, atau pakai `returns: "[Pos!]"`'
    )
    assert (f"{verdict.place}: {message}",) == verdict.lines


def test_what_is_right(judge: Judge) -> None:
    """Coordinates may be of an object in the row, and a radius whole kilometres."""
    verdict = judge("""
        types:
          Pos: {fields: {titik: Titik, jauh: Float}}
          Titik: {fields: {a: Float, b: Float}}
        queries:
          pos:
            args: {x: Float, y: Float, r: Int}
            returns: "[Pos!]"
            call: GET /p
            near: {lat: titik.a, lon: titik.b, to: {lat: x, lon: y}, within: r, distance: jauh}
        """)
    assert () == verdict.lines
