"""A plug-in for tests: signs by a header and a parameter, opens what is reversed."""

from collections.abc import Mapping

from gateway.connectors.auth.plugins import Signature, ToOpen, ToSign


def sign(request: ToSign, options: Mapping[str, str]) -> Signature:
    """Sign with a key, and tell what was seen."""
    seen = f"{request.method} {request.url} {len(request.headers)}"
    body = request.body[::-1] if request.body else None
    return Signature({"X-Seen": seen, "X-Key": options["key"]}, {"n": "1"}, body)


async def decrypt(answer: ToOpen, options: Mapping[str, str]) -> bytes:
    """Reverse a body; the key of the request opens it."""
    assert options["key"] == answer.sent["x-key"]
    return answer.body[::-1]
