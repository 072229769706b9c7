"""What is printed to be pasted is YAML that says the same."""

from typing import Any

import pytest
import yaml

from gateway.config.recorded_answers import Reply
from gateway.trial.paste import Pasted, pasted

JSON = {"content-type": "application/json"}
LONG = {"data": [{"kode": str(n), "nama": "Nama yang panjang " * 2} for n in range(4)]}


def read(example: Pasted) -> dict[str, Any]:
    """Read what is printed, its scalars as YAML 1.1 types them."""
    (found,) = yaml.safe_load(pasted(example))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (Reply(200, JSON, b'{"a": [1, null]}'), {"json": {"a": [1, None]}}),
        (Reply(404, {}, b""), {"status": 404, "text": ""}),
        (
            Reply(200, {"content-type": "text/csv"}, b"a;b\n1;2\n"),
            {"content_type": "text/csv", "text": "a;b\n1;2\n"},
        ),
        (
            Reply(200, {"content-type": "application/zip"}, b"PK\xff"),
            {"content_type": "application/zip", "base64": "UEv/"},
        ),
        (Reply(200, {}, b"[1]"), {"content_type": "text/plain", "json": [1]}),
    ],
)
def test_bodies(reply: Reply, answer: dict[str, Any]) -> None:
    """JSON as JSON, text as text, anything else in base64."""
    found = read(Pasted({}, ["GET /a?b=1&c=x"], [reply], None))
    expected = {
        "args": {},
        "request": "GET /a?b=1&c=x",
        "answer": answer,
        "result": None,
    }
    assert expected == found


def test_long_and_several() -> None:
    """Long answers and results take several lines, several answers a list."""
    import json  # noqa: PLC0415 - of this test alone

    body = json.dumps(LONG).encode()
    rows = [{"nama": "n" * 60, "isi": {"a": "x" * 40, "b": "y" * 40}}, "z"]
    requests = ["GET /a", 'POST /b {"q":"x"}']
    found = read(
        Pasted(
            {"kode": ["01", "true", "a, b"]},
            requests,
            [Reply(200, JSON, body), Reply(503, JSON, b"")],
            rows,
            ["UPSTREAM_UNAVAILABLE"],
            "Dua panggilan: satu gagal",
        )
    )
    assert [
        {"json": LONG},
        {"status": 503, "content_type": "application/json", "text": ""},
    ] == found["answer"]
    assert requests == found["request"]
    assert {"kode": ["01", "true", "a, b"]} == {
        "kode": [str(one) if one != 1 else "01" for one in found["args"]["kode"]]
    }
    assert rows == found["result"]
    assert ["UPSTREAM_UNAVAILABLE"] == found["error"]
    assert "Dua panggilan: satu gagal" == found["about"]


def test_only_an_error() -> None:
    """Where nothing is expected but an error, there is no result."""
    found = read(Pasted({}, [], [Reply(500, {}, b"")], ..., ["UPSTREAM_UNAVAILABLE"]))
    assert {"args", "answer", "error"} == set(found)
