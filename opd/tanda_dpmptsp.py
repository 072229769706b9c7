"""The signature that the permit office wants: a sum that no kind of `auth` makes.

Named by `auth` in dpmptsp.yaml. The bytes of method, path and key, each times its
place, modulo 97, go in the header `X-Tanda`.
"""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from gateway.connectors.auth.plugins import Signature, ToSign


def sign(request: ToSign, options: Mapping[str, str]) -> Signature:
    """Return the header for a request; `kunci` is the office's key."""
    path = unquote(urlsplit(request.url).path)
    text = f"{request.method}{path}{options['kunci']}".encode()
    total = sum(place * byte for place, byte in enumerate(text, 1))
    return Signature({"X-Tanda": f"{total % 97:02d}"})
