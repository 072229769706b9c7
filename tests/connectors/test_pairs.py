"""Queries, forms and their placeholders: gateway/connectors/{pairs,placeholders}.py."""

import pytest

from gateway.config.model import Call
from gateway.errors import BadInput
from tests.connectors.calls import (
    compiled,
    query,
    t,
    url_of,
    x,
)


@pytest.mark.parametrize(
    ("expected", "call", "args"),
    [
        (
            "?k0=124&k1=02-01-2024",
            query(x("tahun"), x("mulai")),
            {"tahun": 2024, "mulai": "2024-01-02"},
        ),
        ("?k1=124", query(x("mulai"), x("tahun")), {"tahun": 2024, "mulai": None}),
        ("", query(x("mulai"), x("tahun")), {}),
        ("?k0=a%26admin%3D1", query(x("nopol")), {"nopol": "a&admin=1"}),
        ("?k0=", query(x("nopol")), {"nopol": ""}),
        ("?k0=a%2Cb", query(x("kode")), {"kode": ["a", None, "b"]}),
        ("", query(x("kode")), {"kode": []}),
        ("?k0=a&k0=b", query(x("ulang")), {"ulang": ["a", "b"]}),
        ("?k0=x", query(x("ulang")), {"ulang": "x"}),
        ("?k0=r-a.&k0=r-b.", query(t("r-", ("ulang",), ".")), {"ulang": ["a", "b"]}),
        (
            "?k0=a1&k0=a2",
            query(t("", ("ulang",), "", ("lagi",), "")),
            {"ulang": ["a"], "lagi": [1, 2]},
        ),
        ("", query(t("r-", ("nopol",))), {}),
        ("?k0=true", query(x("aktif")), {"aktif": True}),
        ("?k0=1.5", query(x("berat")), {"berat": 1.5}),
        ("?k0=2", query(x("status")), {"status": "TUTUP"}),
        ("?k0=18.01", query(x("saring", "kode")), {"saring": {"kode": "18.01"}}),
        (
            "?k0=20240102",
            query(x("saring", "dalam", "pada")),
            {"saring": {"dalam": {"pada": "2024-01-02"}}},
        ),
        ("", query(x("saring", "dalam", "pada")), {"saring": {}}),
        (
            "?k0=1&k0=2",
            query(x("banyak", "kode")),
            {"banyak": [{"kode": "1"}, {}, {"kode": "2"}]},
        ),
        ("?k0=tetap%20%26", query(t("tetap &")), {}),
    ],
)
def test_query(expected: str, call: Call, args: dict[str, object]) -> None:
    """A query is encoded by key and value; what is absent or null is left out."""
    assert expected == url_of(call, **args)


def test_query_key() -> None:
    """A placeholder may stand in a key."""
    call = Call("GET", (), query=((t("f[", ("nopol",), "]"), x("tahun")),))
    assert "?f%5Ba%5D=1" == url_of(call, nopol="a", tahun=1901)


def test_form() -> None:
    """A form is encoded as browsers do, with its content type."""
    call = Call("POST", (t("a"),), form=((t("b c"), x("nopol")), (t("d"), x("tahun"))))
    prepared = compiled(call)({"nopol": "x y&z"})
    assert b"b+c=x+y%26z" == prepared.body
    assert (("Content-Type", "application/x-www-form-urlencoded"),) == prepared.headers


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"kode": ["a", "b,c"]}, "separator"),
        ({"status": "LAIN"}, "no code upstream"),
        ({"nopol": {"$ne": ""}}, "not a single value"),
        ({"nopol": ["a"]}, "not a single value"),
        ({"nopol": "\ud800"}, "Unicode"),
        ({"tahun": "2024"}, "not a number"),
    ],
)
def test_refused_in_query(args: dict[str, object], why: str) -> None:
    """A value that cannot be written is refused under its argument's name (S22)."""
    (name,) = args
    with pytest.raises(BadInput, match=f"^argument `{name}`: .*{why}"):
        compiled(query(x(name)))(args)
