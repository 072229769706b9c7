"""One plain HTTP request to a server on the loopback."""

import http.client
from concurrent.futures import ThreadPoolExecutor

import orjson


class Unanswered(Exception):  # noqa: N818 - a fact, not a fault: it may answer later
    """No answer with status 200 came."""


def ask(port: int, path: str, body: bytes | None = None) -> bytes:
    """Return the body of a GET, or of a POST where there is a body to send.

    Raises Unanswered.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        if body is None:
            connection.request("GET", path)
        else:
            connection.request("POST", path, body, HEADERS)
        response = connection.getresponse()
        answer = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(str(error)) from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        message = f"status {response.status}: {answer[:200]!r}"
        raise Unanswered(message)
    return answer


HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


def disagreement(
    port: int, body: bytes, expected: object, *, clients: int = 1
) -> str | None:
    """Tell how a server's answers differ from the right one; None when equal.

    `clients` ask at once, so that a server which fails only under load is
    found too. An answer is right when its data are equal and it has no errors.
    """
    with ThreadPoolExecutor(clients) as pool:
        for answer in pool.map(
            lambda _: ask(port, "/graphql", body), range(clients * 2)
        ):
            found = orjson.loads(answer)
            if found.get("errors"):
                return f"errors: {answer[:300]!r}"
            if found.get("data") != expected:
                return f"other data: {answer[:300]!r}"
    return None
