"""JSON bodies: gateway/connectors/json_body.py."""

import pytest

from gateway.config.model import BodyTemplate, Call
from gateway.errors import BadInput
from tests.connectors.calls import (
    body,
    compiled,
    t,
    x,
)


@pytest.mark.parametrize(
    ("expected", "template", "args"),
    [
        (b'{"a":124}', {"a": x("tahun")}, {"tahun": 2024}),
        (b'{"a":[2,3]}', {"a": x("geser")}, {"geser": [1, 2]}),
        (b'{"a":2.5}', {"a": x("pecahan")}, {"pecahan": 1.5}),
        (b'{"a":2}', {"a": x("pecahan")}, {"pecahan": 1.0}),
        (b'{"a":"02-01-2024"}', {"a": x("mulai")}, {"mulai": "2024-01-02"}),
        (b'{"a":"a,b"}', {"a": x("kode")}, {"kode": ["a", "b"]}),
        (b'{"a":["a","b"]}', {"a": x("ulang")}, {"ulang": ["a", "b"]}),
        (b'{"a":true}', {"a": x("aktif")}, {"aktif": True}),
        (b'{"a":1.5}', {"a": x("berat")}, {"berat": 1.5}),
        (b'{"a":"n-1"}', {"a": t("n-", ("nopol",))}, {"nopol": "1"}),
        (b'{"a":["n-1","n-2"]}', {"a": t("n-", ("ulang",))}, {"ulang": ["1", "2"]}),
        (b'{"b":1}', {"a": t("n-", ("nopol",)), "b": 1}, {}),
        (b"[1]", (x("tahun"), 1, x("mulai")), {}),
        (
            b'{"a":{"b":null,"c":"","d":"tetap"}}',
            {"a": {"b": None, "c": t(""), "d": t("tetap")}},
            {},
        ),
        (b'{"x":{"y":[1]}}', x("apa"), {"apa": {"x": {"y": [1]}}}),
        (None, x("apa"), {}),
        (
            b'{"kode":"1","pada":"20240102","dalam":{"pada":"20240103"},"daftar":[{"kode":"2"}]}',
            x("saring"),
            {
                "saring": {
                    "kode": "1",
                    "pada": "2024-01-02",
                    "dalam": {"pada": "2024-01-03"},
                    "daftar": [{"kode": "2", "pada": None}],
                }
            },
        ),
        (
            b'{"a":["20240102"]}',
            {"a": x("banyak", "pada")},
            {"banyak": [{"pada": "2024-01-02"}]},
        ),
    ],
    ids=repr,
)
def test_json(
    expected: bytes | None, template: BodyTemplate, args: dict[str, object]
) -> None:
    """A lone placeholder keeps its JSON type; what is absent or null is left out."""
    assert expected == body(template, **args)


def test_json_content_type() -> None:
    """A JSON body comes with its content type."""
    prepared = compiled(Call("post", (), json={"a": True}))({})
    assert ("POST", (("Content-Type", "application/json"),)) == (
        prepared.method,
        prepared.headers,
    )


def test_refused_in_json() -> None:
    """A value that cannot be written is refused under its argument's name."""
    with pytest.raises(BadInput, match=r"^argument `status`: "):
        body({"a": x("status")}, status="LAIN")


@pytest.mark.parametrize("value", ["\ud800", 10**40, {"a": "\ud800"}], ids=repr)
def test_not_json(value: object) -> None:
    """A value that JSON cannot carry is refused."""
    with pytest.raises(BadInput, match="JSON"):
        body({"a": x("apa")}, apa=value)


def test_scalar_for_an_input_object() -> None:
    """A value that is no object goes as it is: coercion has judged it."""
    assert b'{"a":[1]}' == body({"a": x("banyak")}, banyak=[1])


@pytest.mark.parametrize(
    ("expected", "template", "args"),
    [
        (b'{"f":[]}', {"f": ({"k": 1, "v": x("tahun")},)}, {}),
        (b'{"f":[{"v":true}]}', {"f": ({"v": x("aktif")},)}, {"aktif": True}),
        (b'{"f":[]}', {"f": ({"a": {"b": x("nopol")}},)}, {}),
        (b'{"f":[["&"]]}', {"f": (("&", ("n", "=", x("nopol"))),)}, {}),
        (b'{"f":[{"i":[1]}]}', {"f": ({"i": (1, x("nopol"))},)}, {}),
        (b'{"b":{"c":1},"f":[1]}', {"a": x("nopol"), "b": {"c": 1}, "f": (1,)}, {}),
        (b"[1]", (1, x("nopol")), {}),
    ],
)
def test_whole(
    expected: bytes, template: BodyTemplate, args: dict[str, object]
) -> None:
    """An element of a list goes whole or not at all; around lists only entries are left out."""
    call = Call("POST", (t("a"),), json=template, whole=True)
    assert expected == compiled(call)(args).body
